"""The loss in other libraries: its code, and the number that each gives for what is on screen."""

from collections.abc import Iterator, Mapping

import numpy as np

from lossviz.content.sections import Program, Section, table
from lossviz.libraries import reductions, snippets
from lossviz.traps import traps_of
from lossviz.vocabulary import BoundLoss, Equivalent, Loss, listed

Events = tuple[np.ndarray, np.ndarray]

_NOTHING = "The picture shows no event that the loss could be computed of."  # a list of which all items are alike


def code(bound: BoundLoss, events: Events) -> Section:
    """The loss in every library that has it, at the parameters and the events on screen."""
    loss, offers = bound.loss, _in_order(bound.loss)
    having = [equivalent.library for equivalent in offers]
    lacking = [library for library in snippets.LIBRARIES if library not in having]
    said = [f"{listed(lacking)} {'has' if len(lacking) == 1 else 'have'} no such loss."] if lacking else []
    if not events[0].size:
        return Section("The same in code, with the values on screen", [*said, _NOTHING])
    programs = [
        Program(each.library, snippets.snippet(loss, each, bound.parameters, *events), each.note) for each in offers
    ]
    own = Program("lossviz", snippets.native(loss, bound.parameters, *events))
    return Section("The same in code, with the values on screen", [*said, *programs, own])


def numbers(bound: BoundLoss, events: Events, chosen: Mapping[str, str]) -> Section:
    """Same name, different number: the events under a convention, and what each library makes of them by default.

    Parameters
    ----------
    bound : BoundLoss
        The loss at its parameters.
    events : (prediction, target)
        The batch on screen.
    chosen : mapping
        The values of `lossviz.libraries.reductions.CONTROLS`.
    """
    told = list(_lines(bound, *events, chosen)) if events[0].size else [_NOTHING]
    return Section("Same name, different number", told)


def _lines(bound: BoundLoss, prediction: np.ndarray, target: np.ndarray, chosen: Mapping[str, str]) -> Iterator[str]:
    """The batch and its number under the convention, the table of libraries, the traps."""
    loss, parameters = bound.loss, bound.parameters
    values = costs = loss(prediction, target, **parameters)
    weights = reductions.truth_weights(loss, parameters, target)
    weighing = ""
    if chosen["reduction"] == "weights":
        if weights is None:
            weights = np.arange(1.0, len(values) + 1)
            values = values * weights
            weighing = f" and shall weigh {_numbers(weights)}"
        else:
            weighing = f" with the weights {_numbers(weights)} of their classes multiplied in"
    size = reductions.element_count(loss, prediction)
    number = reductions.FACTORS[chosen["factor"]] * reductions.reduced(
        values, chosen["reduction"], size=size, weights=weights
    )
    formula = reductions.formula(chosen["factor"], chosen["reduction"])
    made = "Unreduced" if chosen["reduction"] == "none" else "Together"
    elements = f" of D = {size} elements" if chosen["reduction"] == "elements" else ""
    yield (
        f"The N = {values.size} samples{elements} in the code above cost {_numbers(costs)}{weighing}. "
        f"{made}: $\\displaystyle {formula}$ = **{_numbers(number)}**."
    )
    rows = [_row(bound, each, prediction, target) for each in _in_order(loss) if each.default is not None]
    if rows:
        head = ("Library", "Prints", "Reduction", "Call with its own defaults, and why its number differs")
        yield table(head, rows)
    concerned = [f"[{trap.title}](traps#{trap.key})" for trap in traps_of(loss.key)]
    if concerned:
        yield f"Traps: {' · '.join(concerned)}."


def _row(bound: BoundLoss, equivalent: Equivalent, prediction: np.ndarray, target: np.ndarray) -> tuple[str, ...]:
    loss, parameters, default = bound.loss, bound.parameters, equivalent.default
    assert default is not None
    number = reductions.number(loss, default, parameters, prediction, target)
    call = snippets.rendered(
        Equivalent(library=equivalent.library, code=default.code),
        parameters,
        classes=prediction.shape[-1] if prediction.ndim > 1 else 1,
    )
    taken = reductions.defaults(loss, default)
    same = "Nothing differs." if default.reduction == "none" else "Only the reduction differs."
    reasons = " ".join(reductions.reasons(loss, default, parameters)) or same
    shown = (call or "").replace("torch.nn.functional.", "F.")  # as most people import it, and it leaves room
    return (
        f"**{equivalent.library}**",
        _numbers(number),
        reductions.REDUCTIONS[default.reduction],
        f"`{shown}`{f' ({taken})' if taken else ''}. {reasons}",
    )


def _in_order(loss: Loss) -> list[Equivalent]:
    """The loss in the libraries that have it, in the order that libraries have on every page."""
    return sorted(loss.equivalents, key=lambda equivalent: snippets.LIBRARIES.index(equivalent.library))


_MOST = 12  # numbers that a sentence can hold


def _numbers(numbers: np.ndarray | float) -> str:
    """A number, or several with commas between, to four digits; of many the first."""
    texts = [f"{number:.4g}".replace("-", "−") for number in np.ravel(numbers)]
    return ", ".join(texts if len(texts) <= _MOST else [*texts[:_MOST], "…"])
