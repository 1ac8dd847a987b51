"""All kinds of figure, found by looking: a file here with a ``FIGURE``, named by its key, is a kind of figure."""

from lossviz.vocabulary import Registry, discovered

_FOUND = sorted(discovered(__name__, "FIGURE"), key=lambda figure: figure.place)

FIGURES = Registry("figure", {figure.key: figure for figure in _FOUND})
