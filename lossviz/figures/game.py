"""Real examples and fakes to drag, the best critic of the two, and where a generator's loss pulls the fakes."""

from functools import lru_cache
from statistics import NormalDist
from typing import Any

import numpy as np

from lossviz.drawing.handles import along, handle
from lossviz.drawing.rivals import of_family
from lossviz.drawing.theme import DASHES, OTHERS, axis, ink, layout
from lossviz.drawing.traces import line, tagged, trace
from lossviz.drawing.words import named, say
from lossviz.maths.critics import best_scores, held_scores, is_endless
from lossviz.maths.expressions import blackboard
from lossviz.vocabulary import BoundLoss, Choice, Control, Drawing, Figure, Interval, Loss, Parameter, Reading, View

_WIDE = 6.0  # half of the line
_X = np.linspace(-_WIDE, _WIDE, 121)
_STEP = float(_X[1] - _X[0])
_SEEN = 4.5  # half of what is drawn of it
_PLACES = np.linspace(-4.0, 4.0, 25)  # of the fakes, where their mean pull is drawn
_REAL_SPREAD = 1.0
_QUANTILES = np.array([NormalDist().inv_cdf((i + 0.5) / 25) for i in range(25)])  # examples of a Gaussian
_HIGH = 0.6  # of the densities that are drawn
_REACHES = (0.5, 1.0, 1.5, 2.0, 3.0, 4.0, 6.0, 8.0, 12.0, 16.0, 24.0)  # of the pulls that are drawn


def _place(name: str, default: float, meaning: str) -> Parameter:
    return Parameter(
        name=name,
        symbol=name,
        default=default,
        domain=Interval(-4.0, 4.0),
        slider=(-4.0, 4.0, 0.1),
        unit="",
        meaning=meaning,
        by_hand=True,
    )


REAL = _place("real", 2.0, "where the real examples lie")
FAKE = _place("fake", -2.0, "where the generator's fakes lie")
SPREAD = Parameter(
    name="spread",
    symbol="σ",
    default=1.0,
    domain=Interval(0.8, 2.0),
    slider=(0.8, 2.0, 0.2),
    unit="as the places",
    meaning="how far the fakes spread; the real examples spread by 1",
)


def controls(loss: Loss, rivals: tuple[Loss, ...]) -> tuple[Control, ...]:
    """The loss's parameters, the one that it plays against, and where the examples lie."""
    others = [each for each in rivals if each.space.side != loss.space.side]
    side = "generator" if loss.space.side == "critic" else "critic"
    against = Choice(
        name="opponent",
        label=f"The {side}'s loss",
        options=tuple((other.key, other.name) for other in others),
        default=_published_with(loss, others).key,
        meaning=f"what the {side} minimises",
    )
    return (*loss.parameters, against, REAL, FAKE, SPREAD)


def _published_with(loss: Loss, others: list[Loss]) -> Loss:
    """The first of the others that shares a source with the loss, or the first."""
    sources = {each.url for each in loss.references}
    return next((other for other in others if sources & {each.url for each in other.references}), others[0])


def _fits(loss: Loss, rivals: tuple[Loss, ...]) -> bool:
    return bool(loss.space.side) and any(other.space.side != loss.space.side for other in rivals)


# The game


def _density(middle: float | np.ndarray, spread: float) -> np.ndarray:
    return np.exp(-0.5 * ((_X - middle) / spread) ** 2) / (spread * np.sqrt(2 * np.pi))


def _is_held(critic: BoundLoss) -> bool:
    """Whether its slope is limited to 1: without that the best critic has no end, or jumps."""
    return bool(critic.loss.kinks) or is_endless(lambda score, label: critic.gradient(score, np.array(label)))


def _scores(critic: BoundLoss, real: float, fake: np.ndarray, spread: float) -> np.ndarray:
    """The best critic on the line, for fakes at each of these places."""
    fakes = _density(fake[:, None], spread)
    reals = np.broadcast_to(_density(real, _REAL_SPREAD), fakes.shape)
    if not _is_held(critic):
        return best_scores(lambda score, label: critic.gradient(score, np.array(label)), reals, fakes)
    scores = held_scores(lambda score, label: critic.value(score, np.array(label)), reals, fakes, _STEP)
    shares = reals + fakes
    if is_endless(lambda score, label: critic.gradient(score, np.array(label))):  # only differences count
        scores = scores - (shares * scores).sum(-1, keepdims=True) / shares.sum(-1, keepdims=True)
    return scores


def _at(scores: np.ndarray, places: np.ndarray) -> np.ndarray:
    """Rows of numbers on the line, at rows of places between."""
    spot = np.clip((places + _WIDE) / _STEP, 0.0, _X.size - 1.000001)
    low = spot.astype(int)
    near, far = (np.take_along_axis(scores, low + step, -1) for step in (0, 1))
    return near + (spot - low) * (far - near)


def _pulled(generator: BoundLoss, scores: np.ndarray, places: np.ndarray) -> np.ndarray:
    """The pull on fakes at rows of places: up the critic's slope as far as the loss minds the score."""
    slopes = np.gradient(scores, _STEP, axis=-1)
    at = _at(scores, places)
    return -generator.gradient(at, np.empty((*at.shape, 0))) * _at(slopes, places)


@lru_cache(maxsize=64)
def _mean_pulls(critic: BoundLoss, generators: tuple[BoundLoss, ...], real: float, spread: float) -> list[np.ndarray]:
    """For each generator the mean pull on the fakes, by their place."""
    scores = _scores(critic, real, _PLACES, spread)
    examples = _PLACES[:, None] + spread * _QUANTILES
    return [_pulled(generator, scores, examples).mean(-1) for generator in generators]


@lru_cache(maxsize=64)
def _best(critic: BoundLoss, real: float, fake: float, spread: float) -> np.ndarray:
    return _scores(critic, real, np.array([fake]), spread)


def draw(view: View) -> Drawing:
    """Real and fake, the best critic of the two, the pull on each fake, and its mean by the fakes' place."""
    bound = view.bound
    other = next(each for each in view.rivals if each.key == view.values["opponent"]).at({})
    critic, generator = (bound, other) if view.loss.space.side == "critic" else (other, bound)
    real, fake, spread = (view.values[control.name] for control in (REAL, FAKE, SPREAD))
    scores = _best(critic, real, fake, spread)
    reals, fakes = real + _REAL_SPREAD * _QUANTILES, fake + spread * _QUANTILES
    pull = _pulled(generator, scores, fakes[None])[0]
    of_real, of_fake = (_at(scores, places[None])[0] for places in (reals, fakes))
    events = _events(view.loss, of_real, of_fake)
    costs = bound.value(*events)
    fellows = [each.at({}) for each in view.rivals if each.space.side == "generator" and each is not generator.loss]
    curves = _mean_pulls(critic, (generator, *fellows), real, spread)
    mean, reach = float(pull.mean()), _reach(critic, generator)
    readings = {
        "value": Reading(float(costs.mean())),
        "mean_pull": Reading(mean),
        "score_of_real": Reading(float(of_real.mean())),
        "score_of_fake": Reading(float(of_fake.mean())),
    }
    return Drawing(
        data=[
            _hill("target", real, _REAL_SPREAD, "real"),
            _hill("prediction", fake, spread, "fake"),
            *_arrows(fakes, pull, fake, spread),
            _critic(critic, scores[0]),
            *_pull_curves((generator, *fellows), curves, fake, mean, reach),
        ],
        layout=_layout(reach),
        narrow=_NARROW,
        short={"layout": _SHORT, "hidden": ["rival"]},
        readings=readings,
        worked=[
            f"at the middle of the {'real' if len(costs) > len(fakes) else 'fake'} examples: L = "
            f"{blackboard(bound.worked(events[0][12], events[1][12]))} = {say(float(costs[12]))}",
            f"mean pull on the fakes: {say(mean)}",
        ],
        takeaway=_takeaway(bound, critic, generator, readings),
        events=events,
        handles=_handles(real, fake, spread),
    )


def _events(loss: Loss, of_real: np.ndarray, of_fake: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The examples that the loss sees: a critic both kinds, a generator its fakes."""
    if loss.space.side == "generator":
        return of_fake, np.empty((of_fake.size, 0))
    return np.concatenate([of_real, of_fake]), np.repeat([1.0, 0.0], of_fake.size)


# The picture


def _hill(role: str, middle: float, spread: float, name: str) -> dict[str, Any]:
    """A density; the real one is hatched, so that they are told apart without colour."""
    heights = _density(middle, spread)
    colour = "target" if role == "target" else "loss"
    hatch = {"shape": "/", "fgcolor": ink(colour), "bgcolor": "rgba(0,0,0,0)", "size": 8, "solidity": 0.2}
    fill = {"fillcolor": "rgba(0,0,0,0)", "fillpattern": hatch} if role == "target" else {"fillcolor": _FADED}
    top = float(heights.max())
    return trace(
        role,
        table=True,
        tag=name,
        spots=[(middle, top + 0.05), (middle - spread, top), (middle + spread, top)],
        mode="lines",
        x=_X,
        y=heights,
        fill="tozeroy",
        name=name,
        line={"color": ink(colour), "width": 2.5},
        hovertemplate=f"{name}: %{{y:.3g}}<extra></extra>",
        **fill,
    )


_FADED = "rgba(0,103,166,0.3)"


def _arrows(fakes: np.ndarray, pull: np.ndarray, middle: float, spread: float) -> list[dict[str, Any]]:
    """On every third fake the way that it is pulled, within its hill."""
    some = slice(0, None, 3)
    start = fakes[some]
    ends = start + np.clip(pull[some], -1.5, 1.5)
    heights = 0.55 * np.exp(-0.5 * ((start - middle) / spread) ** 2) / (spread * np.sqrt(2 * np.pi))
    gap = np.full_like(start, np.nan)
    style = {"color": ink("gradient"), "width": 3, "simplify": False}
    course = line("pull", np.stack([start, ends, gap], -1).ravel(), np.repeat(heights, 3), style)
    strongest = int(np.abs(ends - start).argmax())
    there = np.abs(ends - start) > 0.03
    head = {
        "symbol": ["triangle-right" if far > near else "triangle-left" for near, far in zip(start, ends, strict=True)],
        "size": 9,
        "color": ink("gradient"),
        "opacity": 1,
    }
    x = np.where(there, ends, np.nan)
    return [
        tagged(course, "pull" if there.any() else "no pull", [(ends[strongest], heights[strongest] + 0.04)]),
        trace("pull", mode="markers", x=x, y=heights, marker=head, hoverinfo="skip"),
    ]


def _critic(critic: BoundLoss, scores: np.ndarray) -> dict[str, Any]:
    seen = np.where((np.abs(scores) < 8.0) & (np.abs(_X) <= _SEEN), scores, np.nan)
    name = f"best {critic.loss.name}" + (", slope held to 1" if _is_held(critic) else "")
    return trace(
        "field",
        table=True,
        tag=name,
        mode="lines",
        x=_X,
        y=seen,
        name=name,
        line={"color": ink("weight"), "width": 3, "simplify": False},
        hovertemplate="score %{y:.3g}<extra></extra>",
        yaxis="y2",
    )


def _pull_curves(
    generators: tuple[BoundLoss, ...], curves: list[np.ndarray], fake: float, mean: float, reach: float
) -> list[dict[str, Any]]:
    """The mean pull by the fakes' place: of the generator in focus, of the others, and where the fakes are."""
    axes: dict[str, Any] = {"xaxis": "x2", "yaxis": "y3"}
    drawn = []
    for turn, (generator, heights) in enumerate(zip(generators, curves, strict=True)):
        looks = {"color": ink("gradient"), "width": 3, "dash": "solid"}
        if turn:
            looks = {"color": ink(OTHERS[(turn - 1) % len(OTHERS)]), "width": 1.75, "dash": DASHES[turn - 1]}
        drawn.append(
            trace(
                "rival" if turn else "loss",
                table=True,
                tag=generator.loss.name.removeprefix("GAN generator, "),
                mode="lines",
                x=_PLACES,
                y=np.where(np.abs(heights) < 2 * reach, heights, np.nan),
                name=generator.loss.name,
                line={**looks, "simplify": False},
                hovertemplate=f"{generator.loss.name}: %{{y:.3g}}<extra></extra>",
                **axes,
            )
        )
    spot = {"color": ink("probe"), "size": 11, "line": {"color": ink("paper"), "width": 2}, "opacity": 1}
    height = np.array([np.clip(mean, -reach, reach)])
    drawn.append(
        trace(
            "probe",
            tag="these fakes",
            mode="markers",
            x=np.array([fake]),
            y=height,
            marker=spot,
            hoverinfo="skip",
            **axes,
        )
    )
    return drawn


def _reach(critic: BoundLoss, generator: BoundLoss) -> float:
    """How far the panel of mean pulls reaches: as far as the curve at the defaults, so that it stays put."""
    most = float(np.abs(_mean_pulls(critic, (generator,), REAL.default, SPREAD.default)[0]).max())
    return next((reach for reach in _REACHES if reach >= 1.05 * most), _REACHES[-1])


def _handles(real: float, fake: float, spread: float) -> list[dict[str, Any]]:
    bodies = [
        handle(
            f"{name} examples",
            (middle, 0.5 * top),
            along(control),
            grip=(middle - 1.5 * wide, middle + 1.5 * wide, 0.0, top),
        )
        for name, control, middle, wide in (("real", REAL, real, _REAL_SPREAD), ("fake", FAKE, fake, spread))
        for top in [1 / (wide * np.sqrt(2 * np.pi))]
    ]
    edge = float(np.exp(-0.5)) / (spread * np.sqrt(2 * np.pi))
    return [*bodies, handle("spread of the fake examples", (fake + spread, edge), along(SPREAD, less=fake))]


def _takeaway(bound: BoundLoss, critic: BoundLoss, generator: BoundLoss, readings: dict[str, Reading]) -> str:
    told = {name: say(reading.value) for name, reading in readings.items()}
    mean = readings["mean_pull"].value
    way = "to the right" if mean > 0 else "to the left"
    if abs(mean) < 0.02:
        force = f"hardly pulls the fakes, with {told['mean_pull']} on average"
    else:
        force = f"pulls them {way}, with {told['mean_pull']} on average"
    held = ", its slope held to 1," if _is_held(critic) else ""
    return (
        f"{named(bound)} costs {told['value']}: the best {critic.loss.name}{held} scores real examples with "
        f"{told['score_of_real']} and fakes with {told['score_of_fake']} on average; {generator.loss.name} {force}. "
        "Drag the fakes away, then on to the real ones."
    )


def _layout(reach: float) -> dict[str, Any]:
    return layout(
        xaxis=axis("an example's place", domain=[0.0, 0.56], range=[-_SEEN, _SEEN], anchor="y2"),
        yaxis=axis("density", domain=[0.46, 1.0], range=[0.0, _HIGH], nticks=4),
        yaxis2=axis("critic's score", domain=[0.0, 0.4], range=[-5.0, 5.0], nticks=5),
        xaxis2=axis("where the fakes lie", domain=[0.67, 1.0], range=[-4.2, 4.2], anchor="y3"),
        yaxis3=axis("mean pull on the fakes, to the right", domain=[0.0, 1.0], range=[-reach, reach], anchor="x2"),
        uirevision="game",
        dragmode=False,
    )


_NARROW = {
    "xaxis": {"domain": [0.0, 1.0], "title": {"text": ""}},
    "yaxis": {"domain": [0.68, 1.0]},
    "yaxis2": {"domain": [0.42, 0.64], "title": {"text": "score"}},
    "xaxis2": {"domain": [0.0, 1.0]},
    "yaxis3": {"domain": [0.0, 0.34], "title": {"text": "mean pull"}},
}
_SHORT = {
    "xaxis": {"domain": [0.0, 0.58]},
    "yaxis2": {"title": {"text": "score"}},
    "yaxis3": {"title": {"text": "mean pull"}},
    "xaxis2": {"domain": [0.76, 1.0], "title": {"text": "fakes' place"}, "nticks": 3, "tickangle": 0},
}

FIGURE = Figure(
    key="game",
    name="Real and fake",
    meaning="Real examples and fakes to drag, the best critic of the two, and where the loss pulls the fakes.",
    fits=_fits,
    rivals=of_family(lambda loss, other: bool(loss.space.side and other.space.side)),
    controls=controls,
    draw=draw,
    most_steps=41,
    place=1,
)
