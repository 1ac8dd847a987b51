"""Several logits and a distribution, or a class: classification with several classes."""

import numpy as np

from lossviz.maths.numerics import sigmoid, softplus
from lossviz.spaces import vectors
from lossviz.spaces.checks import check_shares
from lossviz.spaces.class_numbers import CLASSES, among_rivals, check_class, numbers_in_another_order, some_class
from lossviz.spaces.lines import drawn, named
from lossviz.spaces.targets import at_label
from lossviz.vocabulary import Label, Line, Samples, Space, Trait

# Where the rivals of the true class stand while its own logit moves: apart, so that a loss that looks
# only at the best rival (one kink) differs from one that looks at each (two kinks).
_RIVALS = (1.0, -1.0)


def _logit_line(t, label):
    return at_label(among_rivals(t, _RIVALS, label), label)


def _probability_line(t, label):
    rival = np.log((1 - t) / (CLASSES - 1))
    return at_label(among_rivals(np.log(t), [rival, rival], label), label)


def _probability_direction(t, label):
    rival = -1 / (1 - t)
    return among_rivals(1 / t, [rival, rival], label)


def _margin_line(t, label):
    return at_label(among_rivals(t, [0.0, 0.0], label), label)


def _own_direction(t, label):
    return among_rivals(np.ones_like(t), [0.0, 0.0], label)


def _check_distribution(prediction, target):
    vectors.check_as_many(prediction, target, "classes")
    vectors.check_least(prediction, 2, "classes")
    check_shares(target, "probabilities", where=" over the last axis")


def _draw(rng, size):
    soft = rng.dirichlet([0.7] * CLASSES, size=size)
    hard = vectors.one(rng, size)
    return rng.normal(scale=2.0, size=(size, CLASSES)), np.where(rng.random((size, 1)) < 0.7, hard, soft)


def _perfect(rng, size):
    target = vectors.one(rng, size)
    return 1e4 * target, target


def hopeless(rng, size):
    """The true class far behind one rival, and far behind all of them while these are in the race."""
    target = vectors.one(rng, size)
    rival = np.roll(target, 1, axis=-1)
    astray = 1e80 * np.where(rng.random((size, 1)) < 0.5, rival, rival - target)
    sunk = np.where(target == 1, -1e80, rng.normal(scale=2.0, size=target.shape))
    return np.where(rng.random((size, 1)) < 0.5, astray, sunk), target


def _numbered(events):
    """The same events with the class's number, not its one-hot vector, as the target."""

    def numbered(*where):
        prediction, target = events(*where)
        return prediction, target.argmax(-1).astype(float)

    return numbered


def _logit_lines(convert):
    return (
        Line(
            **named("logit", f"logit of the true class (its rivals at {_RIVALS[0]:g} and −{-_RIVALS[1]:g})", "z"),
            **drawn(-6.0, 6.0, probe=(-1.0, 0.25), values=(-0.2, 6.0), slopes=(-2.5, 1.0)),
            place=convert(_logit_line),
            direction=_own_direction,
            reference=lambda t, label: -sigmoid(np.log(np.exp(_RIVALS).sum()) - t),
            plain=lambda t, label: softplus(np.log(np.exp(_RIVALS).sum()) - t),
        ),
        Line(
            **named("probability", "probability of the true class (the rest shared equally)", "pₜ"),
            **drawn(0.005, 0.995, probe=(0.2, 0.01), values=(-0.2, 6.0), slopes=(-8.0, 2.0)),
            place=convert(_probability_line),
            direction=_probability_direction,
            reference=lambda t, label: -1 / t,
            plain=lambda t, label: -np.log(t),
        ),
        Line(
            **named("margin", "margin: lead of the true class over two equal rivals", "m"),
            **drawn(-6.0, 6.0, probe=(-1.0, 0.25), values=(-0.2, 6.0), slopes=(-2.5, 1.0)),
            place=convert(_margin_line),
            direction=_own_direction,
            reference=lambda t, label: -sigmoid(np.log(CLASSES - 1) - t),
            plain=lambda t, label: softplus(np.log(CLASSES - 1) - t),
        ),
    )


def _logits_field(convert):
    return vectors.over_first_two(
        ("z0", "logit of class 0", "z₀"), ("z1", "logit of class 1", "z₁"), start=(-1.0, 1.5), place=convert(at_label)
    )


_CLASS_LABELS = tuple(Label(str(k), f"class {k}", tuple(np.eye(CLASSES)[k].tolist())) for k in range(CLASSES))

LOGITS = Space(
    key="logits",
    prediction="K logits on the last axis",
    target="a probability vector over the K classes, one-hot or soft, on the last axis",
    prediction_axes=1,
    target_axes=1,
    check_event=_check_distribution,
    symmetry=vectors.alike("classes"),
    samples=Samples(
        draw=_draw,
        perfect=_perfect,
        hopeless=hopeless,
        refused=(
            ([1.0, 2.0, 3.0], [0.5, 0.5], "target .*as many classes as the prediction, 3; got 2"),
            ([1.0, 2.0, 3.0], [1.5, -0.5, 0.0], "target .*none below 0; got -0.5"),
            ([1.0, 2.0, 3.0], [0.5, 0.2, 0.2], "target .*sum to 1 over the last axis; got a sum of 0.9"),
            ([1.0], [1.0], "prediction .*at least 2 classes on its last axis; got 1"),
        ),
    ),
    label_name="True class",
    labels=_CLASS_LABELS,
    lines=_logit_lines(lambda place: place),
    plane=_logits_field(lambda place: place),
    traits=(Trait.PROPER, Trait.UPPER_BOUND, Trait.SHIFT_INVARIANT),
    of_class=lambda numbers, count: np.eye(count)[numbers],
)

LOGITS_AND_CLASS = Space(
    key="logits_and_class",
    prediction="K logits on the last axis",
    target="the number of the true class, from 0 to K − 1",
    prediction_axes=1,
    target_axes=0,
    check_event=lambda prediction, target: check_class(target, prediction.shape[-1]),
    symmetry=vectors.alike("classes", numbers_in_another_order),
    samples=Samples(
        draw=lambda rng, size: (rng.normal(scale=2.0, size=(size, CLASSES)), some_class(rng, size)),
        perfect=_numbered(_perfect),
        hopeless=_numbered(hopeless),
        refused=tuple(
            ([1.0, 2.0, 3.0], wrong, f"target .*whole number from 0 to 2; got {wrong:g}") for wrong in (3.0, 0.5, -1.0)
        ),
    ),
    label_name="True class",
    labels=_CLASS_LABELS,
    lines=_logit_lines(_numbered),
    plane=_logits_field(_numbered),
    traits=LOGITS.traits,
    of_class=lambda numbers, count: numbers.astype(float),
)
