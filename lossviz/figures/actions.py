"""Actions with what each is worth: the policy as bars to drag, the pull on each logit, and what steps of it come to."""

from dataclasses import replace
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np

from lossviz.drawing.handles import along, handle
from lossviz.drawing.theme import axis, ink, layout
from lossviz.drawing.traces import blocks, heights_written, line, stems, tagged, trace
from lossviz.drawing.words import named, say
from lossviz.maths.expressions import blackboard
from lossviz.maths.numerics import softmax
from lossviz.vocabulary import BoundLoss, Choice, Control, Drawing, Figure, Interval, Loss, Parameter, Reading, View
from lossviz.vocabulary.spaces import Decision

MOST_STEPS = 40
_NAMES = "ABCD"
_LEAST = 1e-6  # of a probability, so that every logit exists
_HALF, _APART = 0.17, 0.2  # of a bar's width; from the middle of a pair of bars to either
_EACH = "each"

STEPS = Parameter(
    name="steps",
    symbol="n",
    default=1.0,
    domain=Interval(0, MOST_STEPS),
    slider=(0.0, float(MOST_STEPS), 1.0),
    unit="steps",
    meaning="how many steps of gradient descent are taken",
    plays=True,
)
RATE = Parameter(
    name="rate",
    symbol="η",
    default=1.0,
    domain=Interval(0, 1e3, "right"),
    slider=(0.1, 4.0, 0.1),
    unit="per step",
    meaning="what the pull is multiplied by in a step",
)


def controls(loss: Loss, rivals: tuple[Loss, ...]) -> tuple[Control, ...]:
    """The loss's parameters, which action was taken and against what it is judged, the steps, and the bars."""
    decision = _decision(loss)
    steps = replace(STEPS, default=float(decision.steps))
    return (*loss.parameters, *_judged(decision), steps, RATE, *_bars(decision))


def _decision(loss: Loss) -> Decision:
    assert loss.space.decision is not None
    return loss.space.decision


def _judged(decision: Decision) -> tuple[Choice, ...]:
    if decision.shares:
        return ()
    taken = Choice(
        name="taken",
        label="Taken",
        options=((_EACH, "all, by probability"), *((name, f"{name} alone") for name in _NAMES)),
        default=_EACH,
        meaning="the actions that were tried: one, or all of them, the mean over many tries",
    )
    baseline = Choice(
        name="baseline",
        label="Baseline",
        options=(("expected", "the expected reward"), ("none", "nothing")),
        default="expected",
        meaning="what is taken off the reward; what is left is the advantage",
    )
    return taken, baseline


def _bars(decision: Decision) -> tuple[Parameter, ...]:
    def bars(name: str, default: tuple[float, ...], meaning: str, low: float, high: float, step: float) -> Parameter:
        return Parameter(
            name=name,
            symbol=name,
            default=default,
            domain=Interval(low if low == 0 else -np.inf, np.inf, "left" if low == 0 else "neither"),
            slider=(low, high, step),
            unit="",
            meaning=meaning,
            components=tuple(_NAMES),
            by_hand=True,
            fold="Weights as numbers",
        )

    each, weights = f"each {decision.action}", "weights, divided by their sum"
    policy = bars("policy", decision.policy, f"how probable {each} is: {weights}", 0.0, 1.0, 0.01)
    before = bars("before", decision.policy, f"how probable {each} was when it was taken: {weights}", 0.0, 1.0, 0.01)
    kind, step = (f": {weights}", 0.01) if decision.shares else ("", 0.1)
    worth = bars("worth", decision.start, f"the {decision.known} of {each}{kind}", *decision.reach, step)
    return (policy, *([before] if decision.recalls else []), worth)


class Scene(NamedTuple):
    """A decision under a loss: what the steps of descent depend on."""

    bound: BoundLoss
    policy: tuple[float, ...]
    before: tuple[float, ...]
    worth: tuple[float, ...]
    taken: str
    baseline: bool

    @property
    def decision(self) -> Decision:
        """How it is a decision."""
        return _decision(self.bound.loss)

    def chances(self, policy: np.ndarray) -> np.ndarray:
        """How often each action was taken."""
        if self.taken != _EACH:
            return (np.array(list(_NAMES)) == self.taken).astype(float)
        return _shares(self.before) if self.decision.recalls else policy

    def known(self, policy: np.ndarray) -> np.ndarray:
        """What the loss is told of each action."""
        if self.decision.shares:
            return _shares(self.worth)
        own = _shares(self.before) if self.decision.recalls else policy
        return np.array(self.worth) - (float(own @ self.worth) if self.baseline else 0.0)

    def events(self, logits: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Predictions, targets, and how often each is met."""
        policy = softmax(logits)[0]
        return self.decision.events(logits, _shares(self.before), self.known(policy), self.chances(policy))

    def pull(self, logits: np.ndarray) -> np.ndarray:
        """Minus the slope of the loss along each logit."""
        policy, before = softmax(logits)[0], _shares(self.before)
        chances = self.chances(policy)
        prediction, target, _ = self.decision.events(logits, before, self.known(policy), chances)
        return -self.decision.back(self.bound.gradient(prediction, target), logits, before, chances)


def _scene(view: View) -> Scene:
    values = view.values
    before = values.get("before", values["policy"])
    taken, baseline = values.get("taken", _EACH), values.get("baseline", "none") == "expected"
    return Scene(view.bound, values["policy"], before, values["worth"], taken, baseline)


@lru_cache(maxsize=64)
def _shares(weights: tuple[float, ...]) -> np.ndarray:
    numbers = np.maximum(np.array(weights), 0.0)
    total = numbers.sum()
    shares = np.maximum(numbers / total if total > 0 else np.full(numbers.shape, 1.0 / numbers.size), _LEAST)
    shares /= shares.sum()
    shares.flags.writeable = False
    return shares


@lru_cache(maxsize=128)
def _course(scene: Scene, rate: float) -> np.ndarray:
    """The policy at the start and after each step, shape (steps + 1, actions)."""
    logits = np.log(_shares(scene.policy))
    course = [softmax(logits)[0]]
    for _ in range(MOST_STEPS):
        logits = np.clip(logits + rate * scene.pull(logits), -300.0, 300.0)
        course.append(softmax(logits)[0])
    return np.array(course)


def draw(view: View) -> Drawing:
    """The policy now and after the steps, what each action is worth, the pull, and what is to be expected."""
    scene, steps = _scene(view), round(view.values["steps"])
    decision, bound = scene.decision, view.bound
    course = _course(scene, view.values["rate"])
    now, after = course[0], course[steps]
    worth = _shares(scene.worth) if decision.shares else np.array(scene.worth)
    logits = np.log(_shares(scene.policy))
    pull = scene.pull(logits)
    prediction, target, times = scene.events(logits)
    met = times > 0
    costs = bound.value(prediction, target)
    expected = course @ worth
    places = np.arange(1.0, len(_NAMES) + 1)
    strongest = int(np.abs(pull).argmax())
    readings = {
        "mean_value": Reading(_not_tiny(float(costs @ times))),
        "expected": Reading(float(expected[0])),
        "expected_after": Reading(float(expected[steps])),
        "best": Reading(float(worth.max())),
        "strongest_pull": Reading(float(pull[strongest])),
    }
    first = int(np.flatnonzero(met)[0]) if met.any() else 0
    arithmetic = blackboard(bound.worked(prediction[first], target[first]))
    about, mean = "", ""
    if len(costs) > 1:
        about, mean = f"{decision.action} {_NAMES[first]}: ", f", on average {say(readings['mean_value'].value)}"
    return Drawing(
        data=[
            *_policies(scene, places, now, after, steps),
            *_worths(decision, places, worth, scene),
            stems("pull", places, pull, "pull on the logit", _PULL, xaxis="x2", yaxis="y3"),
            *_expected(decision, expected, steps),
        ],
        layout=_layout(decision, worth, _strength(scene, logits)),
        narrow=_NARROW,
        short={"layout": _SHORT, "hidden": ["measure"]},
        readings=readings,
        worked=[
            f"{about}L = {arithmetic} = {say(float(costs[first]))}{mean}",
            f"expected {decision.known}: {say(float(expected[0]))}, {_ended(steps)} {say(float(expected[steps]))}",
        ],
        takeaway=_takeaway(scene, readings, pull, steps, scene.known(now), after),
        events=(prediction[met], target[met]) if met.any() else (prediction, target),
        handles=_handles(view, decision, places, now, worth),
    )


_PULL = {"color": ink("gradient"), "width": 16}
_TICK = {"color": ink("probe"), "width": 2}


def _not_tiny(number: float) -> float:
    """A sum that is 0 but for rounding is 0."""
    return number if abs(number) > 1e-12 else 0.0


def _ended(steps: int) -> str:
    return f"after {steps} step{'' if steps == 1 else 's'}"


def _strength(scene: Scene, logits: np.ndarray) -> float:
    """The strongest pull at either end of every slider of the loss: its panel stays put while they move."""
    loss = scene.bound.loss
    stops = [{}, *({each.name: stop} for each in loss.parameters for stop in each.slider[:2])]
    return max(float(np.abs(scene._replace(bound=loss.at(stop)).pull(logits)).max()) for stop in stops)


def _policies(scene: Scene, x: np.ndarray, now: np.ndarray, after: np.ndarray, steps: int) -> list[dict[str, Any]]:
    """Bars of the policy now and, hatched, after the steps; and what it was when the actions were taken."""
    hatch = {"shape": "/", "fgcolor": ink("minimiser"), "bgcolor": "rgba(0,0,0,0)", "size": 7, "solidity": 0.3}
    looks: tuple[dict[str, Any], ...] = (
        {"style": {"color": ink("loss"), "width": 2}, "fillcolor": ink("loss")},
        {"style": {"color": ink("minimiser"), "width": 2}, "fillcolor": "rgba(0,0,0,0)", "fillpattern": hatch},
    )
    drawn = []
    named_by = (("prediction", "policy now", now, -_APART), ("descent", _ended(steps), after, _APART))
    for (role, name, shares, aside), look in zip(named_by, looks, strict=True):
        own = x + aside
        spots = [(own[k], shares[k] + 0.13) for k in np.argsort(-shares, kind="stable")]
        drawn.append(tagged(blocks(role, own, shares, _HALF, **look), name, spots))
        drawn.append(heights_written(role, own, shares, name, "top center"))
    if scene.decision.recalls:
        before = _shares(scene.before)
        least = int(before.argmin())
        taken = trace(
            "data",
            tag="when taken",
            spots=[(x[least] - _APART, before[least] + 0.13)],
            mode="markers",
            x=x - _APART,
            y=before,
            marker={"symbol": "line-ew", "size": 26, "color": ink("probe"), "line": _TICK, "opacity": 1},
            name="before",
            hovertemplate="when taken: %{y:.3f}<extra></extra>",
        )
        drawn.append(taken)
    return drawn


def _worths(decision: Decision, x: np.ndarray, worth: np.ndarray, scene: Scene) -> list[dict[str, Any]]:
    """Bars of what is known of each action, and the line that rewards are judged against."""
    style = {"color": ink("target"), "width": 2}
    fill = "rgba(0,121,90,0.25)"
    bars = blocks("target", x, worth, 2 * _HALF, style, fillcolor=fill, xaxis="x", yaxis="y2")
    sides = ["bottom center" if height < 0 else "top center" for height in worth]
    drawn = [bars, heights_written("target", x, worth, decision.known, sides, xaxis="x", yaxis="y2")]
    if not decision.shares:
        base = float((worth - scene.known(_shares(scene.policy)))[0])
        ends = np.array([x[0] - 0.5, x[-1] + 0.5])
        level = line("frame", ends, np.full(2, base), {"color": ink("kink"), "width": 2, "dash": "dash"}, yaxis="y2")
        drawn.append(tagged(level, f"baseline {say(base)}", [(ends[1] - 0.35, base), (ends[0] + 0.35, base)]))
    return drawn


def _expected(decision: Decision, expected: np.ndarray, steps: int) -> list[dict[str, Any]]:
    """What is to be expected after each step, and where the steps have come to."""
    t = np.arange(expected.size, dtype=float)
    axes: dict[str, Any] = {"xaxis": "x3", "yaxis": "y4"}
    curve = trace(
        "measure",
        table=True,
        mode="lines",
        x=t,
        y=expected,
        name=f"expected {decision.known}",
        line={"color": ink("minimiser"), "width": 2.5, "simplify": False},
        hovertemplate="after %{x} steps: %{y:.3g}<extra></extra>",
        **axes,
    )
    now = trace(
        "measure",
        tag=_ended(steps),
        mode="markers",
        x=t[steps : steps + 1],
        y=expected[steps : steps + 1],
        marker={"color": ink("minimiser"), "size": 11, "opacity": 1},
        hoverinfo="skip",
        **axes,
    )
    return [curve, now]


def _handles(view: View, decision: Decision, x: np.ndarray, now: np.ndarray, worth: np.ndarray) -> list[dict[str, Any]]:
    policy, *_, known = _bars(decision)
    places = [float(place) for place in x]
    drawn = [
        handle(
            f"worth of {name}",
            (place, worth[k]),
            y=along(known, k, others=rest if decision.shares else None),
            axes=("xaxis", "yaxis2"),
            grip=(place - 2 * _HALF, place + 2 * _HALF, min(0.0, worth[k]), max(0.0, worth[k])),
        )
        for k, (name, place, rest) in enumerate(zip(_NAMES, places, _others(view.values["worth"]), strict=True))
    ]
    return drawn + [
        handle(
            f"probability of {name}",
            (place - _APART, now[k]),
            y=along(policy, k, others=rest),
            grip=(place - _APART - _HALF, place - _APART + _HALF, 0.0, now[k]),
        )
        for k, (name, place, rest) in enumerate(zip(_NAMES, places, _others(view.values["policy"]), strict=True))
    ]


def _others(weights: tuple[float, ...]) -> list[float]:
    """For each bar the sum of the other weights."""
    numbers = np.maximum(np.array(weights), 0.0)
    return [max(float(rest), _LEAST) for rest in numbers.sum() - numbers]


def _let_go(scene: Scene, after: np.ndarray) -> str:
    """The actions that the loss no longer pulls after the steps, though they are better or worse than others."""
    prediction, target, times = scene.events(np.log(np.maximum(after, _LEAST)))
    if len(prediction) == 1:
        return ""
    still = (scene.bound.gradient(prediction, target) == 0) & (times > 0) & (scene.known(after) != 0)
    names = [name for name, gone in zip(_NAMES, still, strict=True) if gone]
    return f" After the steps it has let go of {', '.join(names)}." if names else ""


def _takeaway(
    scene: Scene, readings: dict[str, Reading], pull: np.ndarray, steps: int, known: np.ndarray, after: np.ndarray
) -> str:
    decision, told = scene.decision, {name: say(reading.value) for name, reading in readings.items()}
    hardest = int(np.abs(pull).argmax())
    alone = "" if scene.taken == _EACH else f" Only {scene.taken} was tried."
    if abs(pull[hardest]) < 1e-9:
        force = f"no {decision.action} is pulled, the strongest pull is {told['strongest_pull']}"
    else:
        way = "up" if pull[hardest] > 0 else "down"
        force = f"{decision.action} {_NAMES[hardest]} is pulled hardest, {way}, with {told['strongest_pull']}"
    if not decision.shares:
        gains = [
            f"{name} {'+' if gain > 0 else ''}{say(float(gain))}" for name, gain in zip(_NAMES, known, strict=True)
        ]
        force += f" (advantages: {', '.join(gains)})"
        alone += f" Its own value, {told['mean_value']}, does not tell how good the policy is."
    else:
        alone = f" It is {told['mean_value']}, and least where the policy is the search's own."
    return (
        f"{named(scene.bound)} takes the expected {decision.known} from {told['expected']} to "
        f"{told['expected_after']} in {steps} step{'' if steps == 1 else 's'}, of {told['best']} at best; now {force}."
        f"{alone}{_let_go(scene, after)}"
    )


def _layout(decision: Decision, worth: np.ndarray, strength: float) -> dict[str, Any]:
    names: dict[str, Any] = {"range": [0.4, len(_NAMES) + 0.6], "tickvals": list(range(1, len(_NAMES) + 1))}
    names |= {"ticktext": list(_NAMES), "showgrid": False}
    reach = _round_above(strength)
    low, high = (float(edge) for edge in (min(0.0, worth.min()), max(worth.max(), 0.0)))
    room = 0.12 * ((high - low) or 1.0)
    return layout(
        xaxis=axis(decision.action, domain=[0.0, 0.56], anchor="y2", **names),
        yaxis=axis("probability", domain=[0.46, 1.0], range=[0.0, 1.0]),
        yaxis2=axis(decision.known, domain=[0.0, 0.4], range=list(decision.reach), nticks=5),
        xaxis2=axis("", domain=[0.66, 1.0], anchor="y3", **names),
        yaxis3=axis("pull on the logit", domain=[0.57, 1.0], anchor="x2", range=[-reach, reach], nticks=5),
        xaxis3=axis("steps of descent", domain=[0.66, 1.0], anchor="y4", range=[-0.5, MOST_STEPS + 0.5]),
        yaxis4=axis(
            f"expected {decision.known}", domain=[0.0, 0.42], anchor="x3", range=[low - room, high + room], nticks=5
        ),
        uirevision="actions",
        dragmode=False,
    )


def _round_above(number: float) -> float:
    """The next of 0.1, 0.2, 0.5, 1, 2, 5 ..., so that a panel stays put while its marks move a little."""
    power = 10.0 ** np.floor(np.log10(max(number, 0.1)))
    return float(next(step * power for step in (1, 2, 5, 10) if step * power >= number * 0.999))


_NARROW = {
    "xaxis": {"domain": [0.0, 1.0], "title": {"text": ""}},
    "yaxis": {"domain": [0.74, 1.0]},
    "yaxis2": {"domain": [0.52, 0.7]},
    "xaxis2": {"domain": [0.0, 1.0]},
    "yaxis3": {"domain": [0.29, 0.44], "title": {"text": "pull"}},
    "xaxis3": {"domain": [0.0, 1.0]},
    "yaxis4": {"domain": [0.0, 0.19], "title": {"text": "expected"}},
}
_SHORT = {
    "xaxis": {"domain": [0.0, 0.58]},
    "yaxis": {"title": {"text": "prob."}},
    "yaxis3": {"domain": [0.0, 1.0], "title": {"text": "pull"}},
    "xaxis2": {"domain": [0.78, 1.0]},
    "xaxis3": {"visible": False},
    "yaxis4": {"visible": False},
}

FIGURE = Figure(
    key="actions",
    name="Actions",
    meaning="A policy as bars to drag, what each action is worth, the pull on its logit, and what steps come to.",
    fits=lambda loss, rivals: loss.space.decision is not None,
    controls=controls,
    draw=draw,
    most_steps=41,
    place=1,
)
