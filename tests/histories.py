"""Histories with a known fault, from real small trainings: two sets to fit the doctor to, another to judge it on.

A fault is known by what was done to the training; a training in which that had no effect, by a plain rule that the
doctor does not know (`CAME_ABOUT`), is drawn anew. The sets share no seed and no task,
and the settings within a task (sizes, rates, noise, lengths, scale, how often is written down) are drawn anew for each
history.
"""

from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

import numpy as np

from lossviz.doctor.trainings import Training
from lossviz.vocabulary import InvalidInput

HEALTHY = "healthy"


# Tasks: (inputs, targets) of so many examples


def _noisy(rng, x, y, noise):
    return x, (y + noise * rng.normal(size=y.shape)).reshape(-1, 1)


def _flipped(rng, x, y, noise):
    return x, np.where(rng.random(y.shape) < noise / 3, 1 - y, y).reshape(-1, 1).astype(float)


def sine(rng, count, noise):
    x = rng.uniform(-2, 2, (count, 1))
    return _noisy(rng, x, 1.2 * np.sin(2.5 * x[:, 0]), noise)


def sum_of_inputs(rng, count, noise):
    x = rng.normal(size=(count, 4))
    return _noisy(rng, x, x @ [1.0, -0.7, 0.4, 0.2], noise)


def blobs(rng, count, noise):
    y = np.arange(count) % 2
    return _flipped(rng, rng.normal(size=(count, 2)) + 2.2 * np.where(y, 1, -1)[:, None] * [0.8, 0.6], y, noise)


def quadrants(rng, count, noise):
    x = rng.uniform(-2, 2, (count, 2))
    return _flipped(rng, x, (x[:, 0] * x[:, 1] > 0).astype(float), noise)


def bump(rng, count, noise):
    x = rng.uniform(-2, 2, (count, 1))
    return _noisy(rng, x, 2 * np.exp(-3 * (x[:, 0] - 0.4) ** 2) - 0.6, noise)


def product(rng, count, noise):
    x = rng.normal(size=(count, 3))
    return _noisy(rng, x, x[:, 0] + 0.8 * np.tanh(2 * x[:, 1]) - 0.5 * x[:, 2], noise)


def moons(rng, count, noise):
    y, turn = np.arange(count) % 2, rng.uniform(0, np.pi, count)
    x = np.stack([np.cos(turn) + y - 0.5, np.sin(turn) * np.where(y, -1, 1) + 0.25 * y], 1)
    return _flipped(rng, 1.6 * x + 0.15 * rng.normal(size=x.shape), y, noise)


def rings(rng, count, noise):
    y, turn = np.arange(count) % 2, rng.uniform(0, 2 * np.pi, count)
    x = np.where(y, 0.7, 1.9)[:, None] * np.stack([np.cos(turn), np.sin(turn)], 1)
    return _flipped(rng, x + 0.12 * rng.normal(size=x.shape), y, noise)


def waves(rng, count, noise):
    x = rng.uniform(-2, 2, (count, 2))
    return _noisy(rng, x, np.sin(1.6 * x[:, 0]) + 0.5 * np.cos(1.6 * x[:, 1]), noise)


def kink(rng, count, noise):
    x = rng.normal(size=(count, 2))
    return _noisy(rng, x, np.abs(x[:, 0]) - 0.8 + 0.6 * x[:, 1], noise)


def corner(rng, count, noise):
    x = rng.uniform(-2, 2, (count, 2))
    return _flipped(rng, x, ((x[:, 0] > 0) & (x[:, 1] > -0.5)).astype(float), noise)


def stripe(rng, count, noise):
    x = rng.uniform(-2, 2, (count, 2))
    return _flipped(rng, x, (np.abs(x[:, 0] + 0.5 * x[:, 1]) < 0.9).astype(float), noise)


# By purpose: numbers, classes, and those of each that a straight line cannot follow. Measures and
# ridge were chosen by fitting to one of the first two sets and looking at the other, and weights are fitted to both.
TASKS = {
    "fitting": {"numbers": (sine, sum_of_inputs), "classes": (blobs, quadrants), "bent": (sine, quadrants)},
    "choosing": {"numbers": (bump, product), "classes": (moons, rings), "bent": (bump, rings)},
    "judging": {"numbers": (waves, kink), "classes": (corner, stripe), "bent": (kink, stripe)},
}
PURPOSES = tuple(TASKS)
FIRST = {"fitting": 0, "choosing": 0, "judging": 500}  # seeds


class Draw:
    """Settings of a training, drawn by a seed for one of the sets."""

    def __init__(self, purpose, seed, attempt=0):
        self.tasks = TASKS[purpose]
        self.rng = np.random.default_rng([seed, PURPOSES.index(purpose), attempt])

    def between(self, low, high):
        return float(np.exp(self.rng.uniform(np.log(low), np.log(high))))

    def whole(self, low, high):
        return round(self.between(low, high))

    def one_of(self, *options):
        return options[self.rng.integers(len(options))]

    def chance(self, share):
        return self.rng.random() < share

    def task(self, kind, examples, noise, watch=0.6):
        """Data to train on, perhaps others to watch, and the loss that suits them."""
        make = self.one_of(*self.tasks[kind])
        self.made, self.noise = make.__name__, noise
        watched = make(self.rng, 120, noise) if self.chance(watch) else None
        loss = "logistic" if make in (*self.tasks["classes"],) else "squared"
        return {"data": make(self.rng, examples, noise), "watched": watched, "loss": loss}

    def written(self, low=250, high=1200):
        """How long it runs and how often it is written down, and in what unit."""
        steps = self.whole(low, high)
        return {
            "steps": steps,
            "every": max(1, steps // self.whole(25, 400)),
            "scale": self.one_of(1.0, 1.0, self.between(0.01, 1000)),
            "seed": int(self.rng.integers(10**6)),
        }

    def kind(self):
        return self.one_of("numbers", "classes")

    def good_rate(self, task):
        return self.between(0.05, 0.15) if task["loss"] == "squared" else self.between(0.3, 0.9)


def _steepest(task):
    """The largest curvature of the mean squared error of a straight line."""
    inputs = np.column_stack([task["data"][0], np.ones(len(task["data"][0]))])
    return 2 * np.linalg.eigvalsh(inputs.T @ inputs / len(inputs)).max()


def healthy(draw):
    task = draw.task(draw.kind(), draw.whole(200, 400), draw.between(0.02, 0.12))
    batch = draw.one_of(0, 0, 32, 64)
    rate = 0.5 * draw.good_rate(task)
    return Training(**task, **draw.written(300, 800), hidden=(draw.whole(6, 12),), rate=rate, batch=batch, momentum=0.8)


def overfitting(draw):
    task = draw.task(draw.kind(), draw.whole(10, 24), draw.between(0.5, 0.9), watch=1.0)
    wide = (draw.whole(20, 40), draw.whole(12, 24)) if draw.chance(0.6) else (draw.whole(40, 70),)
    rate = 0.05 * draw.good_rate(task)
    return Training(**task, **draw.written(700, 1600), hidden=wide, rate=rate, momentum=0.9)


def underfitting(draw):
    task = draw.task("bent", draw.whole(100, 250), draw.between(0.1, 0.3))
    if draw.chance(0.6):
        how = {"hidden": ()}  # a straight line for what is bent
    else:
        how = {"hidden": (draw.whole(8, 16),), "start": 0.4, "decay": draw.between(0.05, 0.15)}  # weights held down
    batch = draw.one_of(0, 0, 32)
    rate = 0.3 * draw.good_rate(task)
    return Training(**task, **draw.written(300, 1000), **how, rate=rate, batch=batch, momentum=0.5)


def rate_too_high(draw):
    steps = draw.written(80, 500)
    if draw.chance(0.6):  # a bowl, and steps that leave it
        task, count = draw.task("numbers", draw.whole(60, 200), draw.between(0.05, 0.3)), draw.whole(40, 120)
        rate = 2 / _steepest(task) * (1 + draw.between(0.3, 5) / count)
        return Training(**task, **(steps | {"steps": count, "every": 1}), hidden=(), rate=rate, stopped=1e6)
    task = draw.task("classes", draw.whole(60, 200), draw.between(0.3, 0.7))
    how = {"hidden": (draw.whole(10, 20),), "rate": draw.between(15, 60), "batch": draw.one_of(0, 32)}
    return Training(**task, **steps, **how, momentum=0.5)


def rate_too_low(draw):
    task = draw.task(draw.kind(), draw.whole(80, 250), draw.between(0.05, 0.3))
    steps = draw.written(200, 800)
    share = draw.between(0.15, 0.9) / steps["steps"]  # of the whole way
    rate = share * (1.0 if task["loss"] == "squared" else 4.0)
    return Training(**task, **steps, hidden=(draw.whole(8, 16),), rate=rate, batch=draw.one_of(0, 64))


def oscillating(draw):
    if draw.chance(0.5):  # steps of a few examples each
        task = draw.task(draw.kind(), draw.whole(100, 250), draw.between(0.2, 0.5))
        rate = draw.between(1.2, 2) * draw.good_rate(task)
        batch, steps = draw.one_of(2, 3, 4), draw.written(300, 900)
        steps["every"] = min(steps["every"], 3)
        return Training(**task, **steps, hidden=(draw.whole(8, 16),), rate=rate, batch=batch)
    task = draw.task("numbers", draw.whole(60, 200), draw.between(0.1, 0.3))
    if draw.chance(0.5):  # momentum that overshoots
        how = {"rate": draw.between(0.004, 0.02), "momentum": draw.between(0.985, 0.995)}
    else:  # from one wall of the valley to the other
        how = {"rate": 2 / _steepest(task) * draw.between(0.95, 0.998)}
    return Training(**task, **(draw.written(100, 300) | {"every": 1}), hidden=(), start=2.0, **how)


def plateau(draw):
    if draw.chance(0.7):  # weights so small that they first have to grow
        task = draw.task("numbers", draw.whole(80, 200), draw.between(0.02, 0.1))
        how = {
            "hidden": (draw.whole(8, 14),) * 2,
            "start": draw.between(0.01, 0.06),
            "rate": 0.4 * draw.good_rate(task),
        }
        return Training(**task, **draw.written(300, 900), **how, momentum=0.8)
    task = draw.task("numbers", draw.whole(100, 250), draw.between(0.02, 0.08))  # a rate that is cut at last
    steps, high = draw.written(400, 900), 2 * draw.good_rate(task)
    when = draw.between(0.45, 0.8) * steps["steps"]
    how = {
        "hidden": (draw.whole(8, 14),),
        "batch": draw.one_of(4, 6),
        "rate": lambda step: high if step < when else high / 40,
    }
    return Training(**task, **(steps | {"every": max(3, steps["every"])}), **how)


def exploding(draw):
    task = draw.task(draw.kind(), draw.whole(100, 250), draw.between(0.05, 0.2))
    steps = draw.written(300, 900)
    steps["every"] = min(steps["every"], 6)
    good, when = draw.good_rate(task), draw.whole(round(0.25 * steps["steps"]), round(0.85 * steps["steps"]))
    draw.when = when
    how = {"hidden": (draw.whole(8, 16),), "batch": draw.one_of(0, 32), "stopped": 1e8}
    if draw.chance(0.5):  # a rate that climbs until the steps run away
        ends = draw.between(300, 3000) * good
        rate = lambda step: good * (ends / good) ** max(0.0, (step - when) / (steps["steps"] - when))  # noqa: E731
        return Training(**task, **steps, **how, rate=rate)
    worse = draw.between(10, 60)  # a broken batch, in wrong units
    return Training(**task, **steps, **how, rate=good, units=lambda step: worse if step == when else 1.0)


def nothing_learnt(draw):
    task = draw.task(draw.kind(), draw.whole(80, 250), draw.between(0.05, 0.3))
    if task["loss"] == "squared":
        for data in filter(None, (task["data"], task["watched"])):  # the mean is known from the start: nothing else is
            data[1][:] -= task["data"][1].mean()
    deep = {"hidden": (10,) * draw.whole(6, 8), "activation": "sigmoid", "start": draw.between(0.1, 0.5)}
    dead = {"hidden": (draw.whole(8, 16),), "start": 1e-3, "rate": 1e-3}
    how = {"rate": 0.3 * draw.good_rate(task), **draw.one_of(deep, deep, dead)}
    return Training(**task, **draw.written(150, 450), **how, batch=draw.one_of(0, 0, 32))


def nan(draw):
    if draw.chance(0.5):  # the logarithm of a probability that was rounded to 0
        task = draw.task("classes", draw.whole(60, 200), draw.between(0.05, 0.3)) | {"loss": "naive"}
        steps = draw.written(200, 700)
        how = {"hidden": (draw.whole(8, 20),), "rate": draw.between(1, 8), "momentum": 0.9}
    else:  # steps that run away, past the largest number
        task, steps = draw.task("numbers", draw.whole(60, 200), draw.between(0.1, 0.3)), draw.written(400, 900)
        climbs = draw.between(1.01, 1.05)
        how = {"hidden": (draw.whole(6, 12),), "activation": "relu", "rate": lambda step: 0.05 * climbs**step}
    return Training(**task, **(steps | {"every": min(4, steps["every"])}), **how)


MAKERS = (
    healthy,
    overfitting,
    underfitting,
    rate_too_high,
    rate_too_low,
    oscillating,
    plateau,
    exploding,
    nothing_learnt,
    nan,
)


# Whether what was done to a training had its effect: by means of tenths of the run, and by other trainings


def _tenths(losses):
    return np.array([np.mean(each) for each in np.array_split(losses, 10)])


def _watched_over(training, draw):
    """The same training with a validation loss, if it has none."""
    if training.watched is not None:
        return training.history()
    make = next(make for tasks in draw.tasks.values() for make in tasks if make.__name__ == draw.made)
    return replace(training, watched=make(draw.rng, 120, draw.noise)).history()


def _spread(history):
    """How far apart the losses of the second half lie about a straight line through their logarithms, as a ratio."""
    half = len(history.step) // 2
    step, height = history.step[half:], np.log(history.training[half:])
    low, high = np.quantile(height - np.polyval(np.polyfit(step, height, 1), step), [0.1, 0.9])
    return np.exp(high - low)


def _learns(training, history, draw):
    tenths = _tenths(history.training)
    if not 0.9 * tenths[-2] < tenths[-1] < 0.6 * history.training[0] or _spread(history) > 2:
        return False
    watched = _tenths(_watched_over(training, draw).validation)
    return watched[-1] < 1.1 * watched.min()


def _overfits(training, history, draw):
    watched = _tenths(history.validation)
    return watched[-1] > max(1.15 * watched.min(), 1.3 * _tenths(history.training)[-1])


def _stays_high(training, history, draw):
    tenths = _tenths(history.training)
    return tenths[-1] > 0.9 * tenths[-4] and 0.3 * history.training[0] < tenths[-1] < 0.95 * history.training[0]


def _ends_higher(training, history, draw):
    return _tenths(history.training)[-1] > 1.05 * history.training[0]


def _more_would_help(training, history, draw):
    """Ten times the rate would have ended lower by a fifth."""
    faster = replace(training, rate=10 * training.rate).history()
    return _tenths(faster.training)[-1] < 0.8 * _tenths(history.training)[-1] < 0.79 * history.training[0]


def _swings(training, history, draw):
    return _spread(history) > 2 and _tenths(history.training)[-1] < history.training[0]


def _waits(training, history, draw):
    tenths = _tenths(history.training)
    level = [max(pair) < 1.05 * min(pair) for pair in pairwise(tenths[:-1])]
    return any(flat and tenths[-1] < 0.6 * tenth for flat, tenth in zip(level, tenths, strict=False))


def _blows_up(training, history, draw):
    after = history.step >= draw.when
    return history.training[after].max() > 5 * np.median(history.training[~after])


def _stays_put(training, history, draw):
    tenths = _tenths(history.training)
    return abs(tenths[-1] / tenths[1] - 1) < 0.03


def _is_none(training, history, draw):
    return not np.isfinite(history.training).all()


CAME_ABOUT = {
    healthy: _learns,
    overfitting: _overfits,
    underfitting: _stays_high,
    rate_too_high: _ends_higher,
    rate_too_low: _more_would_help,
    oscillating: _swings,
    plateau: _waits,
    exploding: _blows_up,
    nothing_learnt: _stays_put,
    nan: _is_none,
}


def trained(make, purpose, seed):
    """The history of the first training, of seeds that follow this one, in which the fault came about."""
    for attempt in range(40):
        draw = Draw(purpose, seed, attempt)
        training = make(draw)
        try:
            history = training.history()
        except InvalidInput:  # it was over in a few rows
            continue
        if make is not nan and not np.isfinite(history.training).all():
            continue
        if CAME_ABOUT[make](training, history, draw):
            return history
    raise AssertionError(f"The fault of {make.__name__} does not come about.")


@lru_cache(maxsize=4)
def generated(purpose, faulty, well):
    """Pairs of (key of the right diagnosis, history): so many of each fault, and so many healthy."""
    return tuple(
        (make.__name__, trained(make, purpose, 1000 * place + FIRST[purpose] + number))
        for place, make in enumerate(MAKERS)
        for number in range(well if make is healthy else faulty)
    )
