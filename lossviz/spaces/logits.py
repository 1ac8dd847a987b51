"""Several logits and a distribution, or a class: classification with several classes."""

import numpy as np

from lossviz.numerics import sigmoid, softplus
from lossviz.spec import InvalidInput, Label, Line, Plane, Space, Trait

CLASSES = 3  # of the pictures; a loss itself takes any number

# Where the rivals of the true class stand while its own logit moves: apart, so that a loss that looks
# only at the best rival (one kink) differs from one that looks at each (two kinks).
_RIVALS = (1.0, -1.0)


def _among_rivals(own, rivals, label):
    """Logits with ``own`` for the true class and ``rivals`` for the others, in order."""
    logits = np.empty((*own.shape, CLASSES))
    true = _true_class(label)
    logits[..., true] = own
    for place, rival in zip([k for k in range(CLASSES) if k != true], rivals, strict=True):
        logits[..., place] = rival
    return logits


def _true_class(label):
    return int(label.key)


def _one_hot(shape, label):
    return np.broadcast_to(label.target, (*shape, CLASSES))


def _logit_line(t, label):
    return _among_rivals(t, _RIVALS, label), _one_hot(t.shape, label)


def _probability_line(t, label):
    rival = np.log((1 - t) / (CLASSES - 1))
    return _among_rivals(np.log(t), [rival, rival], label), _one_hot(t.shape, label)


def _probability_direction(t, label):
    rival = -1 / (1 - t)
    return _among_rivals(1 / t, [rival, rival], label)


def _margin_line(t, label):
    return _among_rivals(t, [0.0, 0.0], label), _one_hot(t.shape, label)


def _own_direction(t, label):
    return _among_rivals(np.ones_like(t), [0.0, 0.0], label)


def _logits_plane(x, y, label):
    logits = np.stack([x, y, np.zeros_like(x)], -1)[..., None, :]
    return logits, _one_hot((*np.shape(x), 1), label)


def _check_distribution(prediction, target):
    if prediction.shape[-1] != target.shape[-1]:
        raise InvalidInput(
            f"target must have as many classes as the prediction, {prediction.shape[-1]}; got {target.shape[-1]}."
        )
    if prediction.shape[-1] < 2:
        raise InvalidInput("prediction must have at least 2 classes on its last axis; got 1.")
    if (target < 0).any():
        raise InvalidInput(f"target must hold probabilities, none below 0; got {target.min():g}.")
    sums = target.sum(-1)
    off = np.abs(sums - 1) > 1e-3  # labels in float32 or rounded to three decimals still pass
    if off.any():
        raise InvalidInput(
            f"target must hold probabilities that sum to 1 over the last axis; got a sum of {sums[off].flat[0]:g}."
        )


def _check_class(prediction, target):
    classes = prediction.shape[-1]
    wrong = (target != np.floor(target)) | (target < 0) | (target >= classes)
    if wrong.any():
        raise InvalidInput(
            f"target must be a class, a whole number from 0 to {classes - 1}; got {target[wrong].flat[0]:g}."
        )


def _sample_logits(rng, size):
    soft = rng.dirichlet([0.7] * CLASSES, size=size)
    hard = np.eye(CLASSES)[rng.integers(0, CLASSES, size=size)]
    return rng.normal(scale=2.0, size=(size, CLASSES)), np.where(rng.random((size, 1)) < 0.7, hard, soft)


def _sample_logits_and_class(rng, size):
    return rng.normal(scale=2.0, size=(size, CLASSES)), rng.integers(0, CLASSES, size=size).astype(float)


def _perfect(rng, size):
    target = np.eye(CLASSES)[rng.integers(0, CLASSES, size=size)]
    return 1e4 * target, target


def _classes_in_another_order(prediction, target):
    return [(prediction[..., order], target[..., order]) for order in ([1, 2, 0], [1, 0, 2])]


def _hopeless(rng, size):
    """The true class far behind one rival, and far behind all of them while these are in the race."""
    target = np.eye(CLASSES)[rng.integers(0, CLASSES, size=size)]
    rival = np.roll(target, 1, axis=-1)
    astray = 1e80 * np.where(rng.random((size, 1)) < 0.5, rival, rival - target)
    sunk = np.where(target == 1, -1e80, rng.normal(scale=2.0, size=target.shape))
    return np.where(rng.random((size, 1)) < 0.5, astray, sunk), target


def _numbered(draw):
    """The same events with the class's number, not its one-hot vector, as the target."""

    def drawn(rng, size):
        prediction, target = draw(rng, size)
        return prediction, target.argmax(-1).astype(float)

    return drawn


def _numbers_in_another_order(prediction, target):
    return [(prediction[..., order], np.argsort(order)[target.astype(int)]) for order in ([1, 2, 0], [1, 0, 2])]


def _to_class(place):
    """The same path with the class's number, not its one-hot vector, as the target."""

    def placed(*where):
        prediction, target = place(*where)
        return prediction, target.argmax(-1).astype(float)

    return placed


def _logit_lines(convert):
    return (
        Line(
            key="logit",
            name=f"logit of the true class (its rivals at {_RIVALS[0]:g} and −{-_RIVALS[1]:g})",
            symbol="z",
            low=-6.0,
            high=6.0,
            probe=(-1.0, 0.25),
            values=(-0.2, 6.0),
            slopes=(-2.5, 1.0),
            place=convert(_logit_line),
            direction=_own_direction,
            reference=lambda t, label: -sigmoid(np.log(np.exp(_RIVALS).sum()) - t),
            plain=lambda t, label: softplus(np.log(np.exp(_RIVALS).sum()) - t),
        ),
        Line(
            key="probability",
            name="probability of the true class (the rest shared equally)",
            symbol="pₜ",
            low=0.005,
            high=0.995,
            probe=(0.2, 0.01),
            values=(-0.2, 6.0),
            slopes=(-8.0, 2.0),
            place=convert(_probability_line),
            direction=_probability_direction,
            reference=lambda t, label: -1 / t,
            plain=lambda t, label: -np.log(t),
        ),
        Line(
            key="margin",
            name="margin: lead of the true class over two equal rivals",
            symbol="m",
            low=-6.0,
            high=6.0,
            probe=(-1.0, 0.25),
            values=(-0.2, 6.0),
            slopes=(-2.5, 1.0),
            place=convert(_margin_line),
            direction=_own_direction,
            reference=lambda t, label: -sigmoid(np.log(CLASSES - 1) - t),
            plain=lambda t, label: softplus(np.log(CLASSES - 1) - t),
        ),
    )


def _logits_field(convert):
    return Plane(
        axes=(("z0", "logit of class 0", "z₀"), ("z1", "logit of class 1", "z₁")),
        low=-4.0,
        high=4.0,
        start=(-1.0, 1.5),
        place=convert(_logits_plane),
        along=lambda gradient: (gradient[..., 0, 0], gradient[..., 0, 1]),
        by_label=True,
    )


_CLASS_LABELS = tuple(Label(str(k), f"class {k}", tuple(np.eye(CLASSES)[k].tolist())) for k in range(CLASSES))

LOGITS = Space(
    key="logits",
    prediction="K logits on the last axis",
    target="a probability vector over the K classes, one-hot or soft, on the last axis",
    prediction_axes=1,
    target_axes=1,
    check_event=_check_distribution,
    sample=_sample_logits,
    labels=_CLASS_LABELS,
    lines=_logit_lines(lambda place: place),
    plane=_logits_field(lambda place: place),
    perfect=_perfect,
    swaps=_classes_in_another_order,
    hopeless=_hopeless,
    beyond=(Trait.PROPER, Trait.UPPER_BOUND, Trait.SHIFT_INVARIANT),
)

LOGITS_AND_CLASS = Space(
    key="logits_and_class",
    prediction="K logits on the last axis",
    target="the number of the true class, from 0 to K − 1",
    prediction_axes=1,
    target_axes=0,
    check_event=_check_class,
    sample=_sample_logits_and_class,
    labels=_CLASS_LABELS,
    lines=_logit_lines(_to_class),
    plane=_logits_field(_to_class),
    perfect=_numbered(_perfect),
    swaps=_numbers_in_another_order,
    hopeless=_numbered(_hopeless),
    beyond=LOGITS.beyond,
)
