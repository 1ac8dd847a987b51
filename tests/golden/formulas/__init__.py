"""The formulas of the catalogue, written down a second time, with its defaults: one file for each family.

Each takes one event, a vector as a list, and parameters by name, all numbers of mpmath. ``FORMULAS`` gives
for each loss its formula, then settings beyond the usual that are worth a row: removable singularities and
infinite ends. Nothing here may come from lossviz.
"""

import importlib
import pkgutil

FORMULAS = {}
for _found in pkgutil.iter_modules(__path__):
    FORMULAS |= importlib.import_module(f"{__name__}.{_found.name}").FORMULAS
