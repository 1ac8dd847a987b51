"""All that there is: losses by family, kinds of figure, relatives, and the pages that views are read from."""

from typing import Any

from lossviz.figures import FIGURES
from lossviz.libraries.reductions import CONTROLS
from lossviz.losses import FAMILIES, LOSSES
from lossviz.relatives import RELATIVES
from lossviz.vocabulary import Catalogue, View

CATALOGUE = Catalogue(families=FAMILIES, figures=FIGURES, relatives=tuple(RELATIVES.values()), settings=CONTROLS)
PAGES = CATALOGUE.pages()


def view(loss: str, figure: str = "", **values: Any) -> View:
    """A view of a registered loss.

    Parameters
    ----------
    loss : str
        The loss's key.
    figure : str
        The kind of figure; the loss's first where none is named.
    **values
        What differs from the defaults, by the names in links.

    Returns
    -------
    View
        ``draw()`` gives the drawing, ``fields()`` the address.

    Raises
    ------
    UnknownName
        If there is no such loss, or no such figure of it; the message offers the nearest.
    InvalidInput
        If a value is not allowed.
    TypeError
        If the figure has no such control.

    Examples
    --------
    >>> view("huber", figure="curve", delta=2).draw().takeaway[:38]
    'At r = 2, Huber (δ = 2) costs 2 and ha'
    """
    subject = LOSSES[loss]
    kinds = CATALOGUE.kinds(subject)
    kind = next(iter(kinds.values())) if not figure else FIGURES[figure] if _lab(figure) else kinds[figure]
    return View.of(kind, subject, CATALOGUE.rivals(kind, subject), **values)


def _lab(figure: str) -> bool:
    return figure in FIGURES and bool(FIGURES[figure].lab)
