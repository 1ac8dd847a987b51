"""What methods of views and losses do with rooms above: the one place where the vocabulary reaches up.

A reader types ``view.save("huber.html")``; files, notebooks and the catalogue know views, not the other way round. They
are loaded when a method is called, so that the core still needs NumPy alone.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


@contextmanager
def _explained() -> Iterator[None]:
    try:
        yield
    except ModuleNotFoundError as missing:
        raise ImportError(
            f'Showing and saving figures also needs {missing.name}; this brings it: pip install "lossviz[app]"',
            name=missing.name,
        ) from None


def file() -> Any:
    """The room of files."""
    with _explained():
        import lossviz.hosts.file

        return lossviz.hosts.file


def notebook() -> Any:
    """The room of notebooks."""
    with _explained():
        import lossviz.hosts.notebook

        return lossviz.hosts.notebook


def catalogue() -> Any:
    """All that there is."""
    import lossviz.catalogue

    return lossviz.catalogue
