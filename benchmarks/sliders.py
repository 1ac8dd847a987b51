"""What a slider costs: the time to evaluate its whole travel with nothing remembered, and its size."""

import gc
import gzip
import json
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from statistics import median
from typing import Any

import numpy as np

from benchmarks.table import middle_and_tail, table
from lossviz import LOSSES, state
from lossviz.figures import FIGURES
from lossviz.live import payload
from lossviz.spec import Choice, Figure, Loss, Several


@dataclass(frozen=True, slots=True, kw_only=True)
class _View:
    """A figure in one of its states: which, what a page calls it, and the goals in milliseconds and kB."""

    figure: Figure
    name: str
    chosen: Mapping[str, Any]
    goal: tuple[int, int]
    repetitions: int = 1

    def values(self, loss: Loss) -> dict[str, Any]:
        """The values of the figure's controls: all options of a control that is chosen, the last one of a choice."""
        controls = self.figure.controls(loss)
        values, _ = state.read({}, controls)
        for control in controls:
            if isinstance(control, Choice | Several) and control.name in self.chosen:
                options = [option for option, _ in control.options]
                wanted = self.chosen[control.name]
                fallback = tuple(options) if isinstance(control, Several) else options[-1]
                values[control.name] = wanted if wanted in options else fallback
        return values


@dataclass(slots=True)
class _Cost:
    """What one slider of a loss costs, each over all repetitions: travel and, beside it, a snapshot for every step."""

    name: str
    milliseconds: list[float] = field(default_factory=list)
    kilobytes: float = 0.0
    packed: float = 0.0
    each_milliseconds: float = 0.0
    each_kilobytes: float = 0.0


def run(quick: bool) -> str:
    """The tables."""
    gc.collect()
    gc.freeze()  # as the server does
    views = _views(quick)
    losses = list(LOSSES.values())[:: 6 if quick else 1]
    arms, snapshots, beyond = [], [], []
    for view in views:
        costs, shots = [], []
        for loss in losses:
            if not view.figure.fits(loss):
                continue
            values = view.values(loss)
            shots.append(_snapshot(view, loss, values))
            costs += [_cost(view, loss, values, slider) for slider in _sliders(view, loss, values)]
        if shots:
            snapshots.append(_snapshot_row(view, shots))
        if costs:
            arms.append(_arm_row(view, costs, len(shots)))
            beyond.append(_beyond(view, costs))
    head = (
        "Figure",
        "losses",
        "sliders",
        "median ms",
        "p95 ms",
        "worst ms",
        "median kB",
        "worst kB",
        "worst gzipped",
        "goal",
    )
    travels = table(
        "What a slider costs",
        (*head, "a snapshot for every step"),
        arms,
        f"`payload.arm` with empty caches, for every slider of {len(losses)} losses, {views[0].repetitions} × for "
        "figures as they open and once for the others; kB of JSON. Last column, taken in turn: what the same steps "
        "would cost if the server were asked for each of them (all steps together, medians).",
        "Beyond the goal:",
        "\n".join(beyond),
    )
    head = ("Figure", "losses", "median ms", "p95 ms", "median kB", "worst kB")
    return travels + "\n\n" + table("A figure by itself", head, snapshots, "`payload.snapshot` with empty caches.")


def _views(quick):
    small, large = (15, 100), (100, 400)
    quickly = {"curve", "spectrum", "relatives", "compare"}  # curves alone: the goal is lower for them
    curve, landscape = FIGURES["curve"], FIGURES["landscape"]
    repetitions = 1 if quick else 3
    views = [
        _View(figure=figure, name=key, goal=small if key in quickly else large, chosen={}, repetitions=repetitions)
        for key, figure in FIGURES.items()
    ]
    views.append(_View(figure=landscape, name="landscape, surface", goal=large, chosen={"relief": "surface"}))
    if not quick:
        everything = {"label": "all", "below": "influence", "against": None}
        views += [
            _View(figure=curve, name="curve, everything shown", goal=small, chosen=everything),
            _View(figure=landscape, name="landscape, two", goal=large, chosen={"second": None}),
        ]
    return views


def _sliders(view, loss, values) -> Iterator[str]:
    """The sliders that the page shows: of a vector, one for each component."""
    for control in payload.snapshot(view.figure, loss, values)["controls"]:
        if control["kind"] == "slider":
            yield control["name"]


def _cost(view, loss, values, slider):
    cost = _Cost(f"{loss.key} {slider}")
    for repetition in range(view.repetitions):
        _forget()
        start = time.perf_counter()
        arm = payload.arm(view.figure, loss, values, slider)
        cost.milliseconds.append(1e3 * (time.perf_counter() - start))
        if repetition == 0:
            text = _json(arm)
            cost.kilobytes, cost.packed = len(text) / 1e3, len(gzip.compress(text, 1)) / 1e3
            if not view.chosen:
                cost.each_milliseconds, cost.each_kilobytes = _each_step(view, loss, values, slider, arm["steps"])
    return cost


def _each_step(view, loss, values, slider, steps):
    """Milliseconds and kB of a snapshot for every step."""
    name, _, component = slider.partition(".")
    parameter = next(control for control in view.figure.controls(loss) if control.name == name)
    _forget()
    start = time.perf_counter()
    shots = []
    for step in steps:
        number = step
        if component:
            number = np.array(np.broadcast_to(values[name], len(parameter.components)), float)
            number[int(component)] = step
        shots.append(payload.snapshot(view.figure, loss, {**values, name: number}))
    spent = time.perf_counter() - start
    size = sum(len(_json(shot)) for shot in shots)
    return 1e3 * spent, size / 1e3


def _snapshot(view, loss, values):
    """Milliseconds and kB of the figure at one state, with empty caches."""
    _forget()
    start = time.perf_counter()
    shot = payload.snapshot(view.figure, loss, values)
    return 1e3 * (time.perf_counter() - start), len(_json(shot)) / 1e3


def _forget():
    """Empties every cache of the core and of the figures."""
    for name, module in list(sys.modules.items()):
        if name.startswith("lossviz.") and not name.startswith("lossviz.live"):
            for item in vars(module).values():
                if callable(getattr(item, "cache_clear", None)):
                    item.cache_clear()


def _json(answer):
    return json.dumps(answer, separators=(",", ":")).encode()


def _arm_row(view, costs, losses):
    times = [median(cost.milliseconds) for cost in costs]
    slowest = max(costs, key=lambda cost: median(cost.milliseconds))
    largest = max(costs, key=lambda cost: cost.kilobytes)
    return (
        view.name,
        str(losses),
        str(len(costs)),
        *middle_and_tail(times),
        f"{max(times):.1f} ({slowest.name})",
        f"{median(cost.kilobytes for cost in costs):.0f}",
        f"{largest.kilobytes:.0f} ({largest.name})",
        f"{max(cost.packed for cost in costs):.0f}",
        f"{view.goal[0]} ms, {view.goal[1]} kB",
        ""
        if view.chosen
        else f"{median(cost.each_milliseconds for cost in costs):.0f} ms, "
        f"{median(cost.each_kilobytes for cost in costs):.0f} kB",
    )


def _snapshot_row(view, shots):
    times, sizes = zip(*shots, strict=True)
    return (view.name, str(len(shots)), *middle_and_tail(times), f"{median(sizes):.0f}", f"{max(sizes):.0f}")


def _beyond(view, costs):
    """The sliders that miss the goal, in one line of a list."""
    most_milliseconds, most_kilobytes = view.goal
    missed = []
    for cost in costs:
        took = median(cost.milliseconds)
        wrong = [f"{took:.0f} ms"] if took > most_milliseconds else []
        wrong += [f"{cost.kilobytes:.0f} kB"] if cost.kilobytes > most_kilobytes else []
        if wrong:
            missed.append(f"{cost.name} {' and '.join(wrong)}")
    return f"- {view.name}, {len(missed)} of {len(costs)} sliders: {', '.join(missed) or 'none'}"
