"""Which losses become which: limits and equalities between them, as data that pages show and tests check.

A file here with ``RELATIVES`` adds its own; nothing is listed by hand.
"""

import importlib
import pkgutil

from lossviz.relatives.statement import Relative


def _discover() -> dict[str, Relative]:
    modules = [importlib.import_module(f"{__name__}.{found.name}") for found in pkgutil.iter_modules(__path__)]
    relatives = [relative for module in modules for relative in getattr(module, "RELATIVES", ())]
    return {relative.key: relative for relative in relatives}


RELATIVES = _discover()


def relatives_of(key: str) -> tuple[Relative, ...]:
    """The relatives that name a loss on either side."""
    return tuple(relative for relative in RELATIVES.values() if key in (relative.one.key, relative.other.key))
