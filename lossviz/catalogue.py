"""All that there is: losses by family, kinds of figure, relatives, and the pages that views are read from."""

from collections.abc import Sequence
from typing import Any

from lossviz.figures import FIGURES
from lossviz.labs import LABS
from lossviz.libraries.reductions import CONTROLS
from lossviz.losses import FAMILIES, LOSSES
from lossviz.relatives import RELATIVES
from lossviz.vocabulary import Catalogue, Figure, InvalidInput, Loss, Registry, View

CATALOGUE = Catalogue(
    families=FAMILIES, figures=FIGURES, labs=LABS, relatives=tuple(RELATIVES.values()), settings=CONTROLS
)
PAGES = CATALOGUE.pages()


def view(loss: str | Loss, figure: str = "", **values: Any) -> View:
    """A view of a loss.

    Parameters
    ----------
    loss : str or Loss
        The loss, or the key of a registered one.
    figure : str
        The kind of figure; the loss's first where none is named.
    **values
        What differs from the defaults, by the names in links.

    Returns
    -------
    View
        A notebook shows it live. ``draw()`` gives the drawing, ``fields()`` the address, ``save(path)`` writes a file.

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
    subject = loss if isinstance(loss, Loss) else LOSSES[loss]
    kinds = {**CATALOGUE.kinds(subject), **_in_labs(subject)}
    kind = Registry("figure", kinds)[figure] if figure else next(iter(kinds.values()))
    return View.of(kind, subject, CATALOGUE.rivals(kind, subject), **values)


def compare(losses: Sequence[str | Loss], **values: Any) -> View:
    """A view of several losses over each other.

    Parameters
    ----------
    losses : sequence of str or Loss
        Two losses or more, or their keys; the first is the one in focus.
    **values
        What differs from the defaults: its parameters by their names, those of the others with key and hyphen before,
        as in ``**{"cauchy-c": 2}``.

    Raises
    ------
    UnknownName
        If there is no such loss; the message offers the nearest.
    InvalidInput
        If there are fewer than two, or not all can be drawn along the same lines.

    Examples
    --------
    >>> compare(["huber", "cauchy"], delta=2).values["against"]
    ('cauchy',)
    """
    if isinstance(losses, str) or len(losses) < 2:
        raise InvalidInput(f'Two losses or more can be compared, as in compare(["huber", "cauchy"]); got {losses!r}.')
    first, *others = (each if isinstance(each, Loss) else LOSSES[each] for each in losses)
    kind = LABS["compare"].figures["compare"]
    known = [rival.key for rival in CATALOGUE.rivals(kind, first)]
    for other in others:
        if other.key == first.key:
            raise InvalidInput(f"Each loss can be named once; {other.key!r} was named more often.")
        if other.key not in known:
            raise InvalidInput(
                f"{other.name} cannot be drawn over {first.name}: they are not of the same predictions. "
                f"What can: {', '.join(known) or 'no other loss'}."
            )
    return view(first, kind.key, against=tuple(other.key for other in others), **values)


def lab(key: str, subject: str = "", figure: str = "", **values: Any) -> View:
    """A view of a lab.

    Parameters
    ----------
    key : str
        The lab: ``"fit"``, ``"optimise"``.
    subject : str
        What the figure is of, a loss in most labs; what the lab opens on, where none is named.
    figure : str
        The kind of figure; the first where none is named.
    **values
        What differs from the defaults, by the names in links.

    Raises
    ------
    UnknownName
        If there is no such lab, subject or figure; the message offers the nearest.
    InvalidInput
        If a value is not allowed.
    TypeError
        If the figure has no such control.

    Examples
    --------
    >>> lab("numerics", "positive", format="float16").draw().readings["value_logits"].value
    18.0
    """
    page = PAGES[LABS[key].key]  # a family's page is no lab
    chosen = page.subjects[subject or page.start]
    kinds = page.kinds(chosen)
    kind = kinds[figure] if figure else next(iter(kinds.values()))
    return View.of(kind, chosen, CATALOGUE.rivals(kind, chosen), **values)


def _in_labs(subject: Loss) -> dict[str, Figure]:
    """The kinds of figure that labs offer for a loss."""
    return {
        key: figure
        for page in PAGES.values()
        if page.lab and page.subjects.get(subject.key) is subject
        for key, figure in page.kinds(subject).items()
    }
