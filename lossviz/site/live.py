"""What moves on a page without a server: which sliders, by how many stops, and the figure at all of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lossviz.live import lattice, payload
from lossviz.vocabulary import View

LARGEST = 150_000  # bytes of a page's states, packed
MOST_STATES = 1000  # that are drawn for a page
_STOPS = (31, 21, 15)  # that every slider may have, the first that fits
_ALONE = (11, 9, 7, 5)  # of a slider that is the only one


@dataclass(frozen=True, slots=True)
class Live:
    """The sliders that move on a page, and how many stops each has at most."""

    names: tuple[str, ...] = ()
    most: int = _STOPS[0]


def live_of(view: View) -> Live:
    """As many sliders as fit, the loss's own first."""
    own = {parameter.name for parameter in view.subject.parameters}
    known = payload.sliders(view)
    chosen = Live()
    for name in sorted(known, key=lambda name: known[name][0].name not in own):
        if len(chosen.names) < lattice.MOST_SLIDERS:
            chosen = _with(view, chosen, name) or chosen
    return chosen


def _with(view: View, before: Live, name: str) -> Live | None:
    """With another slider, and fewer stops if need be; if it fits at all."""
    names = (*before.names, name)
    fewest = lattice.axes_of(view, names, _STOPS[-1])
    if before.names and lattice.states(fewest) > MOST_STATES:
        return None
    guess = lattice.estimate(view, fewest)
    if not any(len(names) - 1 in along for along, _ in guess.rates):
        return None  # in this state it moves nothing: a rate of descent without a step
    for most in (*_STOPS, *(() if before.names else _ALONE)):
        axes = lattice.axes_of(view, names, most)
        if most <= before.most and lattice.states(axes) <= MOST_STATES and guess.bytes(axes) <= LARGEST:
            return Live(names, most)
    return None


def states(view: View, live: Live) -> bytes:
    """The figure at all stops, packed."""
    return lattice.packed(lattice.lattice(view, lattice.axes_of(view, live.names, live.most)))


def probes(view: View) -> Sequence[Mapping[str, Any]]:
    """The figure at first and at both ends of all its sliders: what is not the same any more has been changed."""
    return [payload.plain(each.draw().specification()) for each in (view, _at_end(view, 0), _at_end(view, -1))]


def _at_end(view: View, end: int) -> View:
    moved: dict[str, Any] = {}
    for parameter, place in payload.sliders(view).values():
        name, stop = parameter.name, parameter.steps(view.figure.most_steps)[end]
        moved[name] = parameter.moved(moved.get(name, view.values[name]), place, stop)
    return view.moved(**moved)
