"""Events to try losses on, legal in every space: random ones near and far, ones on its lines, ones at its edges."""

import math
from functools import cache

import numpy as np

from lossviz.vocabulary import InvalidInput


def legal(space, prediction, target) -> bool:
    """Whether the space takes these."""
    try:
        space.check(prediction, target)
    except InvalidInput:
        return False
    return True


def only_legal(space, prediction, target):
    """Those events of a batch that the space takes."""
    kept = [i for i in range(len(prediction)) if legal(space, prediction[i], target[i])]
    return prediction[kept], target[kept]


def joined(events):
    """Several batches as few, one for each shape of event: a line may hold larger images than a sample."""
    by_shape = {}
    for prediction, target in events:
        by_shape.setdefault((prediction.shape[1:], target.shape[1:]), []).append((prediction, target))
    return tuple(tuple(map(np.concatenate, zip(*alike, strict=True))) for alike in by_shape.values())


def along(weight, array):
    """One weight an event, times the event."""
    return (array.T * weight).T


def toward(prediction, other, weight):
    """The share ``weight`` of the way from one prediction to another: legal wherever both were drawn."""
    return prediction + along(weight, other - prediction)


def on_lines(space, count):
    """Events on each line, for each label."""
    for line in space.lines:
        for label in space.labels:
            yield line.place(np.linspace(line.low, line.high, count), label)


def at_the_edges(space):
    """What the space names as its edges, and what is right or as near to it as floats go."""
    if space.samples.edges:
        yield space.samples.edges()
    if space.samples.perfect:
        yield space.samples.perfect(np.random.default_rng(2), 20)


@cache
def large(space) -> bool:
    """Whether events have so many numbers that a few of them must do."""
    return space.samples.draw(np.random.default_rng(0), 1)[0].size > 16


@cache
def pool(space):
    """Batches of predictions and targets at several scales, on the lines and at the edges.

    Where predictions are not free, nearer and farther mean toward another prediction.
    """
    rng = np.random.default_rng(0)
    prediction, target = space.samples.draw(rng, 40 if large(space) else 200)
    if space.free:
        events = [(prediction * scale, target) for scale in (0.01, 0.3, 1.0, 3.0, 15.0)]
    else:
        events = [(toward(prediction, rng.permutation(prediction), w), target) for w in (0.0, 0.02, 0.3, 0.7, 1.0)]
    return joined([*events, *on_lines(space, 161 if space.prediction_axes < 2 else 33), *edges(space)])


def edges(space):
    """The edges that the space names, but for those so far out that the sum of a few values may overflow."""
    for prediction, target in [space.samples.edges()] if space.samples.edges else []:
        near = np.abs(prediction.reshape(len(prediction), -1)).max(1) < 50
        yield (prediction[near], target[near]) if space.free else (prediction, target)


def outward(space, scale):
    """Predictions that are ``scale`` far out: in random directions and along each axis alone. For free spaces."""
    prediction, target = space.samples.draw(np.random.default_rng(1), 40)
    events = [(prediction * scale, target)]
    for axis in axes(prediction):
        events += [(np.clip(prediction, -1, 1) + sign * scale * axis, target) for sign in (-1, 1)]
    (batch,) = joined(events)
    return batch


def axes(prediction):
    """The unit predictions, one for each number of an event; of an image only some."""
    event = prediction.shape[1:]
    units = np.eye(math.prod(event)).reshape(-1, *event)
    return units if len(units) <= 16 else np.random.default_rng(2).permutation(units)[:6]
