"""A kind of figure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Protocol

from lossviz.vocabulary.controls import Control, Parameter
from lossviz.vocabulary.drawings import Drawing
from lossviz.vocabulary.errors import InvalidInput
from lossviz.vocabulary.losses import Loss, Opening

if TYPE_CHECKING:
    from lossviz.vocabulary.pages import Catalogue
    from lossviz.vocabulary.views import View

Rivals = tuple[Any, ...]  # losses or relatives: whatever a figure holds its subject against


class Subject(Protocol):
    """What a figure can be of: a loss, and whatever else has a key, a name and parameters."""

    @property
    def key(self) -> str: ...

    @property
    def name(self) -> str: ...

    @property
    def parameters(self) -> tuple[Parameter, ...]: ...

    @property
    def opening(self) -> Opening: ...

    @property
    def idea(self) -> str: ...

    def __hash__(self) -> int: ...


def _none(loss: Loss, catalogue: "Catalogue") -> Rivals:
    return ()


def _all(view: "View") -> tuple[str, ...]:
    return tuple(control.name for control in view.controls)


def _subject_alone(view: "View", subject: "Subject") -> dict[str, str]:
    return {view.figure.of: subject.key}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Preset:
    """A state to start from, chosen for its one point.

    Parameters
    ----------
    name : str
        What its button says, a few words.
    fields : mapping of str to str
        Its state as in an address, without the figure, and the subject if it is the lab's first; all else as at first.
    says : str
        Its point, one or two sentences; ``{name}`` stands for a reading of the drawing.
    holds : callable
        ``holds(numbers)`` says whether the readings bear the sentences out.
    seed : str
        The control that draws the data anew, which the sentences do not hang on; "" where there is none.
    """

    name: str
    fields: Mapping[str, str]
    says: str
    holds: Callable[[Mapping[str, float]], bool]
    seed: str = "seed"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Figure:
    """A kind of picture of a subject, mostly a loss: a pure function of a view.

    Parameters
    ----------
    key, name : str
        Its name in a link, and for readers.
    meaning : str
        What it shows, in one sentence.
    fits : callable
        ``fits(loss, rivals)`` says whether the picture can be drawn of the loss.
    controls : callable
        ``controls(loss, rivals)`` are the parameters and choices that the picture depends on, the loss's own
        among them. Their names are the names in a link.
    draw : callable
        ``draw(view)`` is the drawing. It looks nothing up: the loss and what it is held against are the view's.
    most_steps : int
        How many stops a slider may have, so that its travel stays quick to build and to send.
    rivals : callable
        ``rivals(loss, catalogue)`` is what the loss may be held against here, of all that the catalogue knows.
    shown : callable
        ``shown(view)`` are the names of the controls that matter in the view's state.
    refocused : callable
        ``refocused(view, subject)`` are the fields of the address that change when another comes into focus.
    place : int
        Its place among the figures, smaller first.
    of : str
        What its subjects are: the field of an address that names one.
    presets : tuple of Preset
        States to start from.
    formerly : tuple of str
        Keys that it had in links; they are still read.
    """

    key: str
    name: str
    meaning: str
    fits: Callable[[Any, Rivals], bool]
    controls: Callable[[Any, Rivals], tuple[Control, ...]]
    draw: "Callable[[View], Drawing]"
    most_steps: int
    rivals: "Callable[[Any, Catalogue], Rivals]" = _none
    shown: "Callable[[View], tuple[str, ...]]" = _all
    refocused: "Callable[[View, Any], dict[str, str]]" = _subject_alone
    place: int = 50
    of: str = "loss"
    presets: tuple[Preset, ...] = ()
    formerly: tuple[str, ...] = ()


@lru_cache(maxsize=1024)
def controls_of(figure: Figure, subject: Subject, rivals: Rivals) -> tuple[Control, ...]:
    """What the figure of a subject depends on: made once, since every step of a slider asks.

    Controls start where the subject's first view has them.
    """
    first = subject.opening.values
    return tuple(
        _starting(each, first[each.name]) if each.name in first else each for each in figure.controls(subject, rivals)
    )


def _starting(control: Control, value: Any) -> Control:
    try:
        return replace(control, default=control.legal(value))
    except InvalidInput:  # a choice that this figure does not offer
        return control
