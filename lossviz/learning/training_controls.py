"""What a reader sets of a training run, and the run that comes of it."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from lossviz.learning.data.knobs import NOISE, SEED
from lossviz.learning.networks import ACTIVATIONS, Network, Objective
from lossviz.learning.optimisers import OPTIMISERS
from lossviz.learning.problems import examples_of, problem_of
from lossviz.learning.runs import Run, shared
from lossviz.learning.training import History, Recipe, train
from lossviz.vocabulary import BoundLoss, Choice, Control, Interval, Parameter, Space

STEPS, EVERY = 800, 8  # so many that a sentence says them with three digits
_KEPT = 32  # runs; the largest has 6 MB of weights
_RATES = ("0.0001", "0.0003", "0.001", "0.003", "0.01", "0.03", "0.1", "0.3", "1", "3")
_TRAINED_BY = {key: each for key, each in OPTIMISERS.items() if not each.batch}  # the batch is a control of its own
_TRAINING, _NETWORK, _AGAINST = "Training", "Network", "Against overfitting"
_YES = (("yes", "yes"), ("no", "no"))


def _number(
    name: str, default: float, slider: tuple[float, float, float], meaning: str, unit: str, fold: str, **more: Any
) -> Parameter:
    low, high, _ = slider
    settings = {"symbol": name.replace("_", " "), "domain": Interval(low, high), "travel": "chased", **more}
    return Parameter(name=name, default=default, slider=slider, meaning=meaning, unit=unit, fold=fold, **settings)


STEP = Parameter(
    name="step",
    symbol="step",
    default=float(STEPS),
    domain=Interval(0, STEPS),
    slider=(0.0, float(STEPS), float(EVERY)),
    unit="steps",
    meaning="the step of training at which the model is shown",
    plays=True,
)

RATE = Choice(
    name="rate",
    label="Learning rate η",
    options=tuple((rate, rate) for rate in _RATES),
    default="0.01",
    meaning="what a step is multiplied by; too much of it overshoots, too little does not arrive",
)

WIDTH = _number("width", 32.0, (1.0, 32.0, 1.0), "units in each hidden layer; more can bend more often", "units", "")

DEEPEST = 8
DEPTH = _number("depth", 2.0, (1.0, float(DEEPEST), 1.0), "hidden layers, one after another", "layers", _NETWORK)

_OPTIMISER = Choice(
    name="optimiser",
    label="Optimiser",
    options=tuple((key, each.name) for key, each in _TRAINED_BY.items()),
    default="adam",
    meaning="the rule by which a gradient becomes a step",
    fold=_TRAINING,
)
_REDUCTION = Choice(
    name="reduction",
    label="Losses of a batch",
    options=(("mean", "averaged"), ("sum", "added up")),
    default="mean",
    meaning="a sum makes steps larger by the size of the batch",
    fold=_TRAINING,
)
_ACTIVATION = Choice(
    name="activation",
    label="Activation",
    options=tuple((key, each.name) for key, each in ACTIVATIONS.items()),
    default="tanh",
    meaning="what a hidden unit makes of its sum",
    fold=_NETWORK,
)
SKIPS = Choice(
    name="skips",
    label="Skip connections",
    options=_YES,
    default="no",
    meaning="whether a layer adds what it says to what came in, so that gradients have a way around it",
    fold=_NETWORK,
)

RECIPE: tuple[Control, ...] = (
    RATE,
    WIDTH,
    _OPTIMISER,
    _number("batch", 200.0, (1.0, 200.0, 1.0), "examples that a step sees, all if there are no more", "", _TRAINING),
    _REDUCTION,
    _number("l2", 0.0, (0.0, 0.02, 0.0005), "what the squares of the weights cost", "per unit²", _AGAINST, symbol="λ₂"),
    _number("l1", 0.0, (0.0, 0.02, 0.0005), "what the sizes of the weights cost", "per unit", _AGAINST, symbol="λ₁"),
    _number("dropout", 0.0, (0.0, 0.8, 0.1), "units that are switched off at a step", "share", _AGAINST),
    _number(
        "patience",
        0.0,
        (0.0, 300.0, 20.0),
        "after so many steps without a lower validation loss it stops; 0 for never",
        "steps",
        _AGAINST,
    ),
    DEPTH,
    _ACTIVATION,
    SKIPS,
    _number("init", 1.0, (0.1, 3.0, 0.1), "of the starting weights; at 1 signals keep their size", "times", _NETWORK),
    _number("size", 16.0, (6.0, 200.0, 2.0), "examples to learn from; more show the pattern", "examples", "Data"),
    replace(NOISE, domain=Interval(0, 2), slider=(0.0, 1.0, 0.05), travel="chased"),
    replace(SEED, travel="chased"),
)


def with_each_stop_trained(parameters: Iterable[Parameter]) -> tuple[Parameter, ...]:
    """A loss's parameters where every stop of a slider is a run of its own."""
    return tuple(replace(each, travel="chased", fold="Loss") for each in parameters)


def recipe_of(bound: BoundLoss, values: Mapping[str, Any]) -> Recipe:
    """The recipe that these values of the controls in `RECIPE` mean."""
    problem = problem_of(bound.loss.space)
    assert problem is not None
    hidden = (round(values["width"]),) * round(values["depth"])
    network = Network((problem.inputs, *hidden, problem.outputs), values["activation"], values["skips"] == "yes")
    optimiser = _TRAINED_BY[values["optimiser"]]
    return Recipe(
        objective=Objective(bound, network, values["reduction"] == "sum", values["l1"], values["l2"]),
        optimiser=optimiser,
        settings=tuple((each.name, each.initial) for each in optimiser.parameters),
        rate=float(values["rate"]),
        batch=round(values["batch"]),
        dropped=values["dropout"],
        scale=values["init"],
        steps=STEPS,
        every=EVERY,
        patience=round(values["patience"]),
        seed=round(values["seed"]),
    )


@shared(_KEPT)
def _run(recipe: Recipe, space: Space, size: int, noise: float) -> Run[History]:
    return Run(lambda: train(recipe, *examples_of(space, size, noise, recipe.seed)))


def trained(recipe: Recipe, values: Mapping[str, Any]) -> tuple[History, bool]:
    """How far the run has come, and whether that is all; whoever asks for the same shares it."""
    history, finished = _run(recipe, recipe.objective.bound.loss.space, round(values["size"]), values["noise"]).look()
    return history, finished


def said_at(recipe: Recipe, history: History, row: int, features: np.ndarray) -> np.ndarray:
    """What the network said at a row of its history, of these features."""
    with np.errstate(all="ignore"):
        return recipe.objective.network.predict(history.weights[row], features)
