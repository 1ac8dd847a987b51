"""The loss in other libraries: its code, and the number that each gives for what is on screen."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import numpy as np
import streamlit as st

from lossviz import conventions, elsewhere
from lossviz.figures.curve import probe_name
from lossviz.spec import Equivalent, Loss, listed
from lossviz.traps import traps_of
from lossviz.ui.page_state import PageState


def code(page: PageState, parameters: Mapping[str, Any]) -> None:
    """The loss in every library that has it, at the parameters and the probe on screen."""
    loss = page.loss
    prediction, target = _batch(page)
    offers = _in_order(loss)
    having = [equivalent.library for equivalent in offers]
    lacking = [library for library in elsewhere.LIBRARIES if library not in having]
    no_such = f"\n\n{listed(lacking)} {'has' if len(lacking) == 1 else 'have'} no such loss." if lacking else ""
    st.markdown(f"### The same in code, with the values on screen{no_such}")
    tabs = st.tabs([*having, "lossviz"])
    for tab, equivalent in zip(tabs, offers, strict=False):
        with tab:
            text = elsewhere.snippet(loss, equivalent, parameters, prediction, target)
            if text is None:
                st.markdown(f"{equivalent.library} has this loss, but not at these parameters.")
            else:
                st.code(text, language="python", wrap_lines=True)
            if equivalent.note:
                st.markdown(equivalent.note)
    with tabs[-1]:
        st.code(elsewhere.native(loss, parameters, prediction, target), language="python", wrap_lines=True)


def names(page: PageState, parameters: Mapping[str, Any], changed: Callable[[dict[str, str]], None]) -> None:
    """Same name, different number: the batch under a convention, and what each library makes of it by default.

    Parameters
    ----------
    page : PageState
        The page; its ``conventions`` are the values of `lossviz.conventions.CONTROLS`.
    parameters : mapping
        The loss's bound parameters.
    changed : callable
        ``changed(fields)`` is called with the fields of the address that a reader has changed.
    """
    st.markdown("### Same name, different number")
    with st.container(horizontal=True, gap="medium"):
        for control in conventions.CONTROLS:
            _switch(page, control, changed)
    prediction, target = _batch(page)
    st.markdown("\n\n".join(_lines(page.loss, parameters, prediction, target, page.conventions)))


def _switch(page, control, changed):
    key = f"{page.loss.key}-{control.name}"
    st.session_state[key] = page.conventions[control.name]
    st.segmented_control(
        control.label,
        [value for value, _ in control.options],
        format_func=dict(control.options).get,
        key=key,
        required=True,
        help=f"{control.meaning[0].upper()}{control.meaning[1:]}.",
        on_change=lambda: changed({control.name: st.session_state[key]}),
    )


def _lines(loss, parameters, prediction, target, chosen) -> Iterator[str]:
    """The batch and its number under the convention, the table of libraries, the traps."""
    values = costs = loss(prediction, target, **parameters)
    weights = conventions.truth_weights(loss, parameters, target)
    weighing = ""
    if chosen["reduction"] == "weights":
        if weights is None:
            weights = np.arange(1.0, len(values) + 1)
            values = values * weights
            weighing = f" and shall weigh {_numbers(weights)}"
        else:
            weighing = f" with the weights {_numbers(weights)} of their classes multiplied in"
    size = conventions.element_count(loss, prediction)
    number = conventions.FACTORS[chosen["factor"]] * conventions.reduced(
        values, chosen["reduction"], size=size, weights=weights
    )
    formula = conventions.formula(chosen["factor"], chosen["reduction"])
    made = "Unreduced" if chosen["reduction"] == "none" else "Together"
    elements = f" of D = {size} elements" if chosen["reduction"] == "elements" else ""
    yield (
        f"The N = {values.size} samples{elements} in the code above cost {_numbers(costs)}{weighing}. "
        f"{made}: $\\displaystyle {formula}$ = **{_numbers(number)}**."
    )
    rows = [
        _row(loss, equivalent, parameters, prediction, target)
        for equivalent in _in_order(loss)
        if equivalent.default is not None
    ]
    if rows:
        head = ("Library", "Prints", "Reduction", "Call with its own defaults, and why its number differs")
        yield "\n".join(f"| {' | '.join(cells)} |" for cells in (head, ["---"] * len(head), *rows))
    concerned = [f"[{trap.title}](traps#{trap.key})" for trap in traps_of(loss.key)]
    if concerned:
        yield f"Traps: {' · '.join(concerned)}."


def _row(loss, equivalent, parameters, prediction, target) -> tuple[str, ...]:
    default = equivalent.default
    number = conventions.number(loss, default, parameters, prediction, target)
    call = elsewhere.rendered(
        Equivalent(library=equivalent.library, code=default.code),
        parameters,
        classes=prediction.shape[-1] if prediction.ndim > 1 else 1,
    )
    taken = conventions.defaults(loss, default)
    same = "Nothing differs." if default.reduction == "none" else "Only the reduction differs."
    reasons = " ".join(conventions.reasons(loss, default, parameters)) or same
    shown = call.replace("torch.nn.functional.", "F.")  # as most people import it, and it leaves room
    return (
        f"**{equivalent.library}**",
        _numbers(number),
        conventions.REDUCTIONS[default.reduction],
        f"`{shown}`{f' ({taken})' if taken else ''}. {reasons}",
    )


def _in_order(loss: Loss) -> list[Equivalent]:
    """The loss in the libraries that have it, in the order that libraries have on every page."""
    return sorted(loss.elsewhere, key=lambda equivalent: elsewhere.LIBRARIES.index(equivalent.library))


def _batch(page: PageState) -> tuple[np.ndarray, np.ndarray]:
    """The probe's prediction with each label in turn, since some libraries want to see every label.

    Where there is one label only, half-way between the probe and the line's low end is a second prediction:
    of a single number every mean is the number itself.
    """
    space = page.loss.space
    key = page.values.get("line", space.lines[0].key)
    line = next(line for line in space.lines if line.key == key)
    probe = page.values.get(probe_name(line), line.probe[0])
    at = np.array([probe] if len(space.labels) > 1 else [probe, (probe + line.low) / 2])
    placed = [line.place(at, label) for label in space.labels]
    return np.concatenate([part for part, _ in placed]), np.concatenate([part for _, part in placed])


def _numbers(numbers) -> str:
    """A number, or several with commas between, to four digits."""
    texts = [f"{number:.4g}".replace("-", "−") for number in np.ravel(numbers)]
    return ", ".join(texts)
