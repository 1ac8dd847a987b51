"""All kinds of figure, found by looking: a file here with a ``FIGURE`` is a kind of figure."""

import importlib
import pkgutil

from lossviz.spec import Loss, Registry


def _discover() -> Registry:
    modules = [importlib.import_module(f"{__name__}.{found.name}") for found in pkgutil.iter_modules(__path__)]
    figures = [module.FIGURE for module in modules if hasattr(module, "FIGURE")]
    return Registry("figure", {figure.key: figure for figure in sorted(figures, key=lambda figure: figure.place)})


FIGURES = _discover()


def figures_of(loss: Loss) -> Registry:
    """The kinds of figure that are offered beside a loss; the first is the one shown."""
    fitting = [figure for figure in FIGURES.values() if not figure.lab and figure.fits(loss)]
    fitting.sort(key=lambda figure: figure.key != loss.space.figure)
    return Registry("figure", {figure.key: figure for figure in fitting})
