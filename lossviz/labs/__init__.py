"""All labs, found by looking: a folder here with a ``LAB``, whose files with a ``FIGURE`` are its kinds of figure."""

import importlib
import pkgutil

from lossviz.vocabulary import Registry, discovered


def _discover() -> Registry:
    packages = [importlib.import_module(f"{__name__}.{found.name}") for found in pkgutil.iter_modules(__path__)]
    labs = {}
    for package in sorted(packages, key=lambda package: package.LAB.place):
        figures = sorted(discovered(package, "FIGURE"), key=lambda figure: figure.place)
        labs[package.LAB.key] = package.LAB.with_figures({figure.key: figure for figure in figures})
    return Registry("lab", labs)


LABS = _discover()
