"""A training run as the figures of this lab see it: its history, the step that is shown, and what is said of it."""

from dataclasses import dataclass

import numpy as np

from lossviz.drawing.words import say, subject_at
from lossviz.learning.problems import Examples, Problem, examples_of, problem_of
from lossviz.learning.training import History, Recipe
from lossviz.learning.training_controls import EVERY, STEPS, recipe_of, trained
from lossviz.vocabulary import Reading, View


@dataclass(frozen=True, slots=True, eq=False)
class Trained:
    """A run, and the row of its history that is shown."""

    recipe: Recipe
    problem: Problem
    learnt: Examples
    judged: Examples
    history: History
    finished: bool
    row: int

    @property
    def done(self) -> float:
        """How much of it is there."""
        return 1.0 if self.finished else min(0.99, self.history.count / (STEPS // EVERY + 1))

    @property
    def step(self) -> int:
        """The step that is shown."""
        return self.row * EVERY


def trained_of(view: View) -> Trained:
    """The run of a view."""
    recipe, space = recipe_of(view.bound, view.values), view.loss.space
    history, finished = trained(recipe, view.values)
    problem = problem_of(space)
    assert problem is not None
    learnt, judged = examples_of(space, round(view.values["size"]), view.values["noise"], recipe.seed)
    row = min(round(view.values["step"] / EVERY), history.last)
    return Trained(recipe, problem, learnt, judged, history, finished, row)


def readings(shown: Trained) -> dict[str, Reading]:
    """The numbers of a run."""
    history, row = shown.history, shown.row
    there = slice(0, history.count)
    training, validation, norms = history.training[there], history.validation[there], history.norms[row]
    late, (stood_from, stood) = training[history.count // 2 :], _standstill(training)
    return {
        "step_shown": Reading(float(shown.step), "steps"),
        "training": Reading(float(training[row])),
        "validation": Reading(float(validation[row])),
        "start": Reading(float(training[0])),
        "last_step": Reading(float(history.last * EVERY), "steps"),
        "training_end": Reading(float(training[-1])),
        "validation_end": Reading(float(validation[-1])),
        "best_step": Reading(float(history.best * EVERY), "steps"),
        "best_validation": Reading(float(validation[history.best])),
        "late_low": Reading(float(late.min())),
        "late_high": Reading(float(late.max())),
        "stood": Reading(float(stood * EVERY), "steps"),
        "stood_at": Reading(float(training[stood_from])),
        "rises": Reading(100 * float((np.diff(training) > 0).mean()) if training.size > 1 else 0.0, "%"),
        "gradient_first": Reading(float(norms[0])),
        "gradient_last": Reading(float(norms[-1])),
        "broken": Reading(float(history.end == "broken"), "yes or no"),
        "stopped": Reading(float(history.end == "stopped"), "yes or no"),
    }


def _standstill(losses: np.ndarray) -> tuple[int, int]:
    """The longest stretch in which a loss stays within 5 % of what it is at first: its first row, how many follow."""
    apart = np.triu(np.abs(losses - losses[:, None]) > 0.05 * np.abs(losses[:, None]))
    ends = np.where(apart.any(1), apart.argmax(1), losses.size)
    lengths = ends - np.arange(losses.size) - 1
    first = int(lengths.argmax())
    return first, int(lengths[first])


def worked(numbers: dict[str, Reading]) -> list[str]:
    """The numbers of a run in lines."""
    n = {name: say(each.value) for name, each in numbers.items()}
    return [
        f"step {n['step_shown']}: training loss {n['training']}, validation loss {n['validation']}",
        f"from {n['start']} at the start to {n['training_end']} and {n['validation_end']} at step {n['last_step']}",
        f"validation loss is lowest at step {n['best_step']}: {n['best_validation']}",
        f"gradient of the first layer {n['gradient_first']}, of the last {n['gradient_last']}",
        f"in the later half training loss runs from {n['late_low']} to {n['late_high']}; "
        f"it rose at {n['rises']} % of the steps noted",
        f"its longest stretch within 5 %: {n['stood']} steps, at {n['stood_at']}",
    ]


def takeaway(view: View, shown: Trained, numbers: dict[str, Reading]) -> str:
    """What became of the run, in a few sentences."""
    n = {name: say(each.value) for name, each in numbers.items()}
    told = (
        f"{subject_at(view)}: after {n['step_shown']} steps training loss is {n['training']}, "
        f"validation loss {n['validation']}; it was lowest, {n['best_validation']}, at step {n['best_step']}."
    )
    return " ".join([told, *_ended(shown)])


def _ended(shown: Trained) -> list[str]:
    """Why it ended early, if it did, and what would help."""
    history, patience = shown.history, shown.recipe.patience
    if history.end == "broken":
        return [
            f"Before step {history.count * EVERY} a number went beyond what floats can hold, and training stopped. "
            "A smaller learning rate, or smaller starting weights, would go on."
        ]
    if history.end == "stopped":
        return [f"It stopped early: for {patience} steps validation loss had not fallen."]
    return []
