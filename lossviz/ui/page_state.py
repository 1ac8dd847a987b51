"""The state of a family's page, read from its address and written back to it. The address is the only truth."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import streamlit as st

from lossviz import conventions, state
from lossviz.figures import FIGURES, figures_of
from lossviz.spec import Choice, Family, Figure, Loss, Painting, Parameter, Several

# The parts of a page, besides a figure's controls, that a link can leave out.
PARTS = {
    "worked": "the worked numbers",
    "takeaway": "the sentence below the figure",
    "table": "the data as a table",
    "formula": "the formula and its claims",
    "explanation": "when to use it, and its relatives",
    "code": "the code",
    "numbers": "what each library gives",
}
_MOST_COMPLAINTS = 4


@dataclass(frozen=True, slots=True)
class PageState:
    """What a page shows.

    Parameters
    ----------
    loss, figure : Loss, Figure
        What is drawn, and how.
    values : mapping
        The values of the figure's controls.
    conventions : mapping
        How the card counts: the values of `lossviz.conventions.CONTROLS`.
    hide : tuple of str
        Controls and parts that are left out.
    complaints : tuple of str
        What the address held that could not be used.
    """

    loss: Loss
    figure: Figure
    values: Mapping[str, Any]
    conventions: Mapping[str, str]
    hide: tuple[str, ...]
    complaints: tuple[str, ...]


def loss_choice(family: Family) -> Choice:
    """The choice of a loss of the family."""
    return Choice(
        name="loss",
        label="Loss",
        options=tuple((loss.key, loss.name) for loss in family.losses.values()),
        default=family.start,
        meaning="the loss in focus",
    )


def figure_choice(loss: Loss, lab: str = "") -> Choice:
    """The choice of a kind of figure, of those that a page, or a lab's page, offers for the loss."""
    kinds = _kinds(loss, lab)
    return Choice(
        name="figure",
        label="Figure",
        options=tuple((kind.key, kind.name) for kind in kinds.values()),
        default=next(iter(kinds)),
        meaning="what is drawn",
    )


def hideable(figure: Figure, loss: Loss) -> Several:
    """What a link can leave out of the page."""
    controls = [(control.name, _spoken(control)) for control in figure.controls(loss)]
    return Several(
        name="hide", label="Hidden", options=(*controls, *PARTS.items()), default=(), meaning="what readers do not see"
    )


def read(family: Family, query: Mapping[str, str]) -> PageState:
    """The state that an address asks for; whatever it holds, a legal one."""
    loss, figure, _, complaints = _chosen(family, query)
    values, more = state.read(query, figure.controls(loss))
    rest = (*conventions.CONTROLS, hideable(figure, loss))
    switches, most = state.read(query, rest)
    hide = switches.pop("hide")
    known = {"loss", "figure"} | {control.name for control in rest} | _names(loss, family.lab)
    unknown = [
        f"{state.quoted(name)} was not used: the {loss.name} page has no such setting."
        for name in query
        if name not in known
    ]
    told = complaints + more + most + unknown
    if len(told) > _MOST_COMPLAINTS:
        told = [*told[:_MOST_COMPLAINTS], f"{len(told) - _MOST_COMPLAINTS} more settings were not used."]
    return PageState(loss, figure, values, switches, hide, tuple(told))


def address_fields(family: Family, fields: Mapping[str, str]) -> dict[str, str]:
    """The fields of the address after ``fields`` have changed: legal, known, without defaults.

    Settings of other kinds of figure are kept, so that going there and back loses nothing.
    """
    query = {**st.query_params.to_dict(), **fields}
    loss, figure, result, _ = _chosen(family, query)
    controls = [control for kind in _kinds(loss, family.lab).values() for control in kind.controls(loss)]
    for control in (*controls, *conventions.CONTROLS, hideable(figure, loss)):
        values, _ = state.read(query, [control])
        result |= state.write(values, [control])
    return result


def _chosen(family, query):
    """The loss and the figure that an address asks for, their fields, and what could not be used."""
    losses = [loss_choice(family)]
    first, complaints = state.read(query, losses)
    loss = family.losses[first["loss"]]
    figures = [figure_choice(loss, family.lab)]
    second, more = state.read(query, figures)
    fields = state.write(first, losses) | state.write(second, figures)
    return loss, FIGURES[second["figure"]], fields, complaints + more


def _spoken(control):
    """What a page calls a control."""
    if isinstance(control, Parameter):
        return f"the {'numbers' if control.by_hand else 'slider'} {control.name.replace('_', ' ')}"
    if isinstance(control, Painting):
        return f"the picture “{control.label}”"
    return f"the choice “{control.label}”"


def _kinds(loss, lab) -> Mapping[str, Figure]:
    return {lab: FIGURES[lab]} if lab else figures_of(loss)


def _names(loss, lab):
    return {control.name for figure in _kinds(loss, lab).values() for control in figure.controls(loss)}
