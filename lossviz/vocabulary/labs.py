"""A lab: a page with figures of its own, and scenes to start from."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from lossviz.vocabulary.figures import Figure, Subject

if TYPE_CHECKING:
    from lossviz.vocabulary.pages import Catalogue


def _fitting(lab: "Lab", catalogue: "Catalogue") -> dict[str, Any]:
    """The losses that some figure of the lab can be drawn of."""
    return {
        key: loss
        for key, loss in catalogue.losses.items()
        if any(figure.fits(loss, catalogue.rivals(figure, loss)) for figure in lab.figures.values())
    }


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Lab:
    """A page with figures of its own: a folder in `lossviz.labs` with a ``LAB``, a file in it for each ``FIGURE``.

    Parameters
    ----------
    key, name : str
        Its address and its name, a single word in the list of pages.
    question : str
        What it is for, in one sentence.
    start : str
        The key of the subject that it opens on.
    of, noun : str
        What its subjects are: the field of an address that names one, and what readers call it.
    subjects : callable
        ``subjects(lab, catalogue)`` are the subjects by key; the losses that fit, where it is left out.
    figures : mapping of str to Figure
        Its kinds of figure, found by looking; the first that fits is the one shown.
    on_site : bool
        Whether a page without a server can show it: whether all its sliders' travels can be sent ahead.
    place : int
        Its place among the labs, smaller first.
    words : tuple of str
        What else people type to find it.
    """

    key: str
    name: str
    question: str
    start: str
    of: str = "loss"
    noun: str = "Loss"
    subjects: "Callable[[Lab, Catalogue], Mapping[str, Subject]]" = _fitting
    figures: Mapping[str, Figure] = field(default_factory=dict)
    on_site: bool = False
    place: int = 50
    words: tuple[str, ...] = ()

    def with_figures(self, figures: Mapping[str, Figure]) -> "Lab":
        """The lab with these kinds of figure, each told what it is of; states that name no subject are of the first."""
        return replace(self, figures={key: self._own(each) for key, each in figures.items()})

    def _own(self, figure: Figure) -> Figure:
        presets = [replace(each, fields={self.of: self.start, **each.fields}) for each in figure.presets]
        return replace(figure, of=self.of, presets=tuple(presets))
