"""Things to try: an act, a question that it answers, and the figure to do it in; the first page and the README."""

from collections.abc import Mapping
from dataclasses import dataclass

from lossviz.catalogue import PAGES
from lossviz.content.sections import href
from lossviz.vocabulary import View


@dataclass(frozen=True, slots=True)
class Thing:
    """Something to try.

    Parameters
    ----------
    act : str
        What to do.
    question : str
        What it answers.
    page : str
        The key of the page where it is done.
    fields : mapping of str to str
        The figure there, as an address.
    """

    act: str
    question: str
    page: str
    fields: Mapping[str, str]

    @property
    def href(self) -> str:
        """The address, relative to the app's pages."""
        return href(self.page, **self.fields)


THINGS = (
    Thing(
        "Drag δ towards 0.",
        "How hard do points that are far off still pull, and from which residual on do all pull the same?",
        "regression",
        {"loss": "huber", "figure": "curve"},
    ),
    Thing(
        "Move outliers in.",
        "Which of the two valleys moves further, and which line follows the green points?",
        "regression",
        {"loss": "huber", "figure": "landscape", "second": "squared", "outliers": "6"},
    ),
    Thing(
        "Let α run from 2 to −5.",
        "At which α does a gross outlier start to pull less than a small one?",
        "regression",
        {"loss": "barron", "figure": "curve", "alpha": "2", "below": "influence", "at_residual": "3"},
    ),
    Thing(
        "Raise γ.",
        "How much of an easy example's weight is left at γ = 2?",
        "binary",
        {"loss": "focal", "figure": "curve", "line": "probability", "below": "influence", "at_probability": "0.9"},
    ),
    Thing(
        "Make class 0 rare, then raise its weight.",
        "Where does the lowest place go, and which points have grown?",
        "multiclass",
        {"loss": "cross_entropy", "figure": "landscape", "share": "0.1"},
    ),
    Thing(
        "Drag the white box until it touches the true one.",
        "Where does IoU pull at all? Then choose GIoU for the same boxes.",
        "detection",
        {"loss": "iou", "figure": "boxes"},
    ),
    Thing(
        "Move the two peaks apart.",
        "Which peak does reverse KL choose (dashed), and what does forward KL do (dotted)?",
        "distributions",
        {"loss": "reverse_kl", "figure": "landscape"},
    ),
    Thing(
        "Paint out a pixel that was found.",
        "Which pixels pull harder, missed ones or false alarms, and how near can α and β bring the two?",
        "segmentation",
        {"loss": "tversky", "figure": "mask"},
    ),
)


def at_hand(handles: bool = False) -> tuple[View, str]:
    """The figure of the first thing and its page, with the loss's own sliders and nothing else beside it.

    Parameters
    ----------
    handles : bool
        Whether the sliders that the figure's handles move are there too: where there is no server, nothing moves that
        has no slider.
    """
    first = THINGS[0]
    whole, _ = View.read(first.fields, PAGES[first.page])
    kept = {parameter.name for parameter in whole.loss.parameters}
    if handles:
        kept |= {motion["name"] for each in whole.draw().handles for motion in (each["x"], each["y"]) if motion}
    more = [control.name for control in whole.controls if control.name not in kept]
    view, _ = View.read({**first.fields, "hide": ",".join((*more, "worked", "table"))}, PAGES[first.page])
    return view, first.page
