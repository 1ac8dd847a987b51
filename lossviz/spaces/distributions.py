"""Distributions against distributions: logits, and what their softmax should be."""

import numpy as np

from lossviz.maths.numerics import softmax
from lossviz.spaces import vectors
from lossviz.spaces.class_numbers import CLASSES
from lossviz.spaces.lines import drawn, named
from lossviz.spaces.logits import LOGITS, hopeless
from lossviz.spaces.samplers import exact
from lossviz.spaces.targets import at_label
from lossviz.vocabulary import InvalidInput, Label, Line, Samples, Space, Symmetry, Trait

# What the curves are drawn for. The two peaks tell losses apart that spread over both from those that pick one.
_SHAPES = (
    ("two_peaked", "two-peaked (0.49, 0.02, 0.49)", (0.49, 0.02, 0.49)),
    ("leaning", "leaning (0.6, 0.3, 0.1)", (0.6, 0.3, 0.1)),
    ("even", "even (⅓, ⅓, ⅓)", (1 / 3, 1 / 3, 1 / 3)),
    ("certain", "nearly certain (0.98, 0.01, 0.01)", (0.98, 0.01, 0.01)),
)

# All but nothing, on one class only: what is odd in two of them has a slope of 0 for the third.
_CLOSE = np.array([1e-8, 0.0, 0.0])


def _check_positive_distribution(prediction, target):
    LOGITS.check_event(prediction, target)
    if (target == 0).any():
        raise InvalidInput(
            "target must hold probabilities above 0, for log p is taken; got 0. "
            "Mix in a little of the even distribution, or compare the other way round with kl_divergence."
        )


def _check_teacher(prediction, target):
    vectors.check_as_many(prediction, target, "classes")
    vectors.check_least(prediction, 2, "classes")


def _draw_distribution(rng, size):
    """Distributions, some of which leave a class out or hold one only."""
    target = rng.dirichlet([1.0] * CLASSES, size=size)
    kept = np.ones((size, CLASSES))
    kept[: size // 3, 0] = 0.0
    kept[: size // 6, 1] = 0.0
    kept = rng.permuted(kept, axis=1)
    target = rng.permutation(target * kept)
    return _logits(rng, size), target / target.sum(-1, keepdims=True)


def _logits(rng, size):
    return rng.normal(scale=2.0, size=(size, CLASSES))


def _even_over_some(rng, size):
    """Even over a class or more, the logits of which tie: other distributions have no logits that are exact."""
    chosen = vectors.some(rng, size)
    return np.where(chosen, 0.0, -1e4), chosen / chosen.sum(-1, keepdims=True)


def _even_over_all(rng, size):
    return np.repeat(rng.normal(size=(size, 1)), CLASSES, axis=1), np.full((size, CLASSES), 1 / CLASSES)


def _hopeless_distribution(rng, size):
    prediction, target = hopeless(rng, size)
    return prediction, 0.97 * target + 0.01


def _hopeless_student(rng, size):
    prediction, target = hopeless(rng, size)
    return prediction, 1e4 * target


def _distribution_edges():
    even, hard = np.full(CLASSES, 1 / CLASSES), np.eye(CLASSES)[0]
    half = np.array([0.5, 0.5, 0.0])
    far = np.array([30.0, -30.0, 0.0])
    return (
        np.array([np.zeros(CLASSES), _CLOSE, far, np.zeros(CLASSES), -1e3 * far, 1e3 * far, far]),
        np.array([even, even, even, hard, hard, half, half]),
    )


def _positive_edges():
    even, tiny = np.full(CLASSES, 1 / CLASSES), np.array([0.5, 0.5, 1e-300])
    far = np.array([30.0, -30.0, 0.0])
    return (
        np.array([np.zeros(CLASSES), _CLOSE, far, np.zeros(CLASSES), 1e3 * far, -1e3 * far[::-1]]),
        np.array([even, even, even, tiny, even, tiny]),
    )


def _teacher_edges():
    close = np.array([1.0, -2.0, 0.5])
    far = np.array([1e3, -1e3, 0.0])
    return (
        np.array([close, close + _CLOSE, close + 7.0, far, np.roll(far, 1), np.zeros(CLASSES)]),
        np.array([close, close, close, far, far, far]),
    )


def _p_for_q(prediction, target):
    return [(np.log(np.maximum(target, np.finfo(float).tiny)), softmax(prediction)[0])]


def _same_both_ways(of):
    return Symmetry(
        label="symmetric in p and q",
        claim="Exchanging the two distributions leaves the loss as it was.",
        of=of,
    )


def _own_logit(t):
    prediction = np.zeros((*t.shape, CLASSES))
    prediction[..., 0] = t
    return prediction


def _lines(truth):
    """The lines, where ``truth(label)`` is the distribution that the label stands for."""

    def line(place, direction, **words):
        def reference(t, label):
            p, _ = softmax(place(t))
            return ((p - truth(label)) * direction(t, label)).sum(-1)

        return Line(
            place=lambda t, label: at_label(place(t), label),
            direction=direction,
            reference=reference,
            **words,
        )

    return (
        line(
            _own_logit,
            vectors.steady(1.0, 0.0, 0.0),
            **named("logit", "logit of class 0 (the others at 0)", "z₀"),
            **drawn(-6.0, 6.0, probe=(-1.0, 0.25), values=(-0.15, 3.0), slopes=(-0.8, 0.8)),
        ),
        line(
            vectors.first_probability,
            vectors.first_probability_direction,
            **named("probability", "probability of class 0 (the rest shared equally)", "q₀"),
            **drawn(0.005, 0.995, probe=(0.2, 0.01), values=(-0.15, 3.0), slopes=(-4.0, 4.0)),
        ),
    )


_LABELS = tuple(Label(*shape) for shape in _SHAPES)


def _against(truth, **fields):
    """A space of logits; ``truth`` makes a distribution of a label's target."""
    return Space(
        prediction_axes=1,
        target_axes=1,
        lines=_lines(lambda label: truth(np.array(label.target))),
        plane=vectors.over_first_two(
            ("z0", "logit of class 0", "z₀"), ("z1", "logit of class 1 (class 2 at 0)", "z₁"), start=(-1.0, 1.5)
        ),
        traits=(Trait.SHIFT_INVARIANT,),
        **fields,
    )


DISTRIBUTION = _against(
    lambda p: p,
    key="distribution",
    prediction="K logits on the last axis, whose softmax is the distribution q",
    target="the distribution p over the K classes on the last axis",
    check_event=LOGITS.check_event,
    symmetry=vectors.alike("classes"),
    exchange=_same_both_ways(_p_for_q),
    samples=Samples(
        draw=_draw_distribution,
        perfect=_even_over_some,
        hopeless=LOGITS.samples.hopeless,
        edges=_distribution_edges,
        refused=LOGITS.samples.refused,
    ),
    label_name="True distribution",
    labels=_LABELS,
    of_distribution=lambda p: p,
)

POSITIVE_DISTRIBUTION = _against(
    lambda p: p,
    key="positive_distribution",
    prediction="K logits on the last axis, whose softmax is the distribution q",
    target="the distribution p over the K classes on the last axis, above 0 everywhere",
    check_event=_check_positive_distribution,
    symmetry=vectors.alike("classes"),
    exchange=_same_both_ways(_p_for_q),
    samples=Samples(
        draw=lambda rng, size: (_logits(rng, size), rng.dirichlet([1.5] * CLASSES, size=size)),
        perfect=_even_over_all,
        hopeless=_hopeless_distribution,
        edges=_positive_edges,
        refused=(*LOGITS.samples.refused, ([1.0, 2.0], [0.0, 1.0], "target .*above 0, .*; got 0")),
    ),
    label_name="True distribution",
    labels=_LABELS,
    of_distribution=lambda p: p,
)

TEACHER = _against(
    lambda target: softmax(target)[0],
    key="teacher",
    prediction="K logits of the student on the last axis",
    target="K logits of the teacher on the last axis",
    check_event=_check_teacher,
    symmetry=vectors.alike("classes"),
    exchange=_same_both_ways(lambda student, teacher: [(teacher, student)]),
    samples=Samples(
        draw=lambda rng, size: (_logits(rng, size), _logits(rng, size)),
        perfect=exact(_logits),
        hopeless=_hopeless_student,
        edges=_teacher_edges,
        refused=(
            ([1.0, 2.0, 3.0], [0.5, 0.5], "target .*as many classes as the prediction, 3; got 2"),
            ([1.0], [1.0], "prediction .*at least 2 classes"),
        ),
    ),
    label_name="Teacher",
    labels=tuple(Label(key, name, tuple(np.log(shape).tolist())) for key, name, shape in _SHAPES),
    of_distribution=np.log,
)
