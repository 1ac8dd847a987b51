"""The state of a family's page, read from its address and written back to it. The address is the only truth."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import streamlit as st

from lossviz import state
from lossviz.figures import FIGURES
from lossviz.spec import Choice, Family, Figure, Loss, Parameter, Several

# The parts of a page, besides a figure's controls, that a link can leave out.
PARTS = {
    "worked": "the worked numbers",
    "takeaway": "the sentence below the figure",
    "table": "the data as a table",
    "formula": "the formula and its claims",
    "explanation": "when to use it, and its relatives",
    "code": "the code",
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
    hide : tuple of str
        Controls and parts that are left out.
    complaints : tuple of str
        What the address held that could not be used.
    """

    loss: Loss
    figure: Figure
    values: Mapping[str, Any]
    hide: tuple[str, ...]
    complaints: tuple[str, ...]


def choices(family: Family) -> tuple[Choice, Choice]:
    """The two choices that every family's page has: a loss and a kind of figure."""
    return (
        Choice(
            name="loss",
            label="Loss",
            options=tuple((loss.key, loss.name) for loss in family.losses.values()),
            default=family.start,
            meaning="the loss in focus",
        ),
        Choice(
            name="figure",
            label="Figure",
            options=tuple((figure.key, figure.name) for figure in FIGURES.values()),
            default=next(iter(FIGURES)),
            meaning="what is drawn",
        ),
    )


def hideable(figure: Figure, loss: Loss) -> Several:
    """What a link can leave out of the page."""
    controls = [(control.name, _spoken(control)) for control in figure.controls(loss)]
    return Several(
        name="hide", label="Hidden", options=(*controls, *PARTS.items()), default=(), meaning="what readers do not see"
    )


def read(family: Family, query: Mapping[str, str]) -> PageState:
    """The state that an address asks for; whatever it holds, a legal one."""
    chosen, complaints = state.read(query, choices(family))
    loss, figure = family.losses[chosen["loss"]], FIGURES[chosen["figure"]]
    controls = figure.controls(loss)
    values, more = state.read(query, (*controls, hideable(figure, loss)))
    hide = values.pop("hide")
    known = {"loss", "figure", "hide"} | _names(loss)
    unknown = [
        f"{state.quoted(name)} was not used: the {loss.name} page has no such setting."
        for name in query
        if name not in known
    ]
    told = complaints + more + unknown
    if len(told) > _MOST_COMPLAINTS:
        told = [*told[:_MOST_COMPLAINTS], f"{len(told) - _MOST_COMPLAINTS} more settings were not used."]
    return PageState(loss, figure, values, hide, tuple(told))


def address_fields(family: Family, page: PageState, fields: Mapping[str, str]) -> dict[str, str]:
    """The fields of the address after ``fields`` have changed: legal, known, without defaults.

    Settings of other kinds of figure are kept, so that going there and back loses nothing.
    """
    query = {**st.query_params.to_dict(), **fields}
    chosen, _ = state.read(query, choices(family))
    loss, figure = family.losses[chosen["loss"]], FIGURES[chosen["figure"]]
    result = state.write(chosen, choices(family))
    for kind in FIGURES.values():
        values, _ = state.read(query, kind.controls(loss))
        result |= state.write(values, kind.controls(loss))
    hide = hideable(figure, loss)
    hidden, _ = state.read(query, [hide])
    return result | state.write(hidden, [hide])


def _spoken(control):
    """What a page calls a control."""
    if isinstance(control, Parameter):
        return f"the slider {control.name.replace('_', ' ')}"
    return f"the choice “{control.label}”"


def _names(loss):
    return {control.name for figure in FIGURES.values() for control in figure.controls(loss)}
