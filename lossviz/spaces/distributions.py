"""Distributions against distributions: logits and what their softmax should be, and a Gaussian code."""

import numpy as np

from lossviz.numerics import softmax
from lossviz.spaces.logits import CLASSES, LOGITS
from lossviz.spec import InvalidInput, Label, Line, Plane, Space, Trait

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
    if prediction.shape[-1] != target.shape[-1]:
        raise InvalidInput(
            f"target must have as many classes as the prediction, {prediction.shape[-1]}; got {target.shape[-1]}."
        )
    if prediction.shape[-1] < 2:
        raise InvalidInput("prediction must have at least 2 classes on its last axis; got 1.")


def _sample_distribution(rng, size):
    """Distributions, some of which leave a class out or hold one only."""
    target = rng.dirichlet([1.0] * CLASSES, size=size)
    kept = np.ones((size, CLASSES))
    kept[: size // 3, 0] = 0.0
    kept[: size // 6, 1] = 0.0
    kept = rng.permuted(kept, axis=1)
    target = rng.permutation(target * kept)
    return rng.normal(scale=2.0, size=(size, CLASSES)), target / target.sum(-1, keepdims=True)


def _sample_positive_distribution(rng, size):
    return rng.normal(scale=2.0, size=(size, CLASSES)), rng.dirichlet([1.5] * CLASSES, size=size)


def _sample_teacher(rng, size):
    return rng.normal(scale=2.0, size=(size, CLASSES)), rng.normal(scale=2.0, size=(size, CLASSES))


def _even_over_some(rng, size):
    """Even over a class or more, the logits of which tie: other distributions have no logits that are exact."""
    chosen = rng.random((size, CLASSES)) < 0.5
    chosen[np.arange(size), rng.integers(0, CLASSES, size=size)] = True
    return np.where(chosen, 0.0, -1e4), chosen / chosen.sum(-1, keepdims=True)


def _even_over_all(rng, size):
    return np.repeat(rng.normal(size=(size, 1)), CLASSES, axis=1), np.full((size, CLASSES), 1 / CLASSES)


def _like_the_teacher(rng, size):
    target = rng.normal(scale=2.0, size=(size, CLASSES))
    return target.copy(), target


def _hopeless_distribution(rng, size):
    prediction, target = LOGITS.hopeless(rng, size)
    return prediction, 0.97 * target + 0.01


def _hopeless_student(rng, size):
    prediction, target = LOGITS.hopeless(rng, size)
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


def _at_label(prediction, label):
    return prediction, np.broadcast_to(label.target, prediction.shape)


def _own_logit(t, label):
    prediction = np.zeros((*t.shape, CLASSES))
    prediction[..., 0] = t
    return prediction


def _own_logit_direction(t, label):
    return np.broadcast_to([1.0, 0.0, 0.0], (*t.shape, CLASSES))


def _own_probability(t, label):
    rest = np.log((1 - t) / (CLASSES - 1))
    return np.stack([np.log(t), rest, rest], -1)


def _own_probability_direction(t, label):
    return np.stack([1 / t, -1 / (1 - t), -1 / (1 - t)], -1)


def _distribution_of(label):
    return np.array(label.target)


def _softened(label):
    return softmax(np.array(label.target))[0]


def _lines(truth):
    """The lines, where ``truth(label)`` is the distribution that the label stands for."""

    def line(place, direction, **words):
        def reference(t, label):
            p, _ = softmax(place(t, label))
            return ((p - truth(label)) * direction(t, label)).sum(-1)

        return Line(
            place=lambda t, label: _at_label(place(t, label), label),
            direction=direction,
            reference=reference,
            **words,
        )

    return (
        line(
            _own_logit,
            _own_logit_direction,
            key="logit",
            name="logit of class 0 (the others at 0)",
            symbol="z₀",
            low=-6.0,
            high=6.0,
            probe=(-1.0, 0.25),
            values=(-0.15, 3.0),
            slopes=(-0.8, 0.8),
        ),
        line(
            _own_probability,
            _own_probability_direction,
            key="probability",
            name="probability of class 0 (the rest shared equally)",
            symbol="q₀",
            low=0.005,
            high=0.995,
            probe=(0.2, 0.01),
            values=(-0.15, 3.0),
            slopes=(-4.0, 4.0),
        ),
    )


_PLANE = Plane(
    axes=(("z0", "logit of class 0", "z₀"), ("z1", "logit of class 1 (class 2 at 0)", "z₁")),
    low=-4.0,
    high=4.0,
    start=(-1.0, 1.5),
    place=lambda x, y, label: _at_label(np.stack([x, y, np.zeros_like(x)], -1)[..., None, :], label),
    along=lambda gradient: (gradient[..., 0, 0], gradient[..., 0, 1]),
    by_label=True,
)

_LABELS = tuple(Label(*shape) for shape in _SHAPES)

DISTRIBUTION = Space(
    key="distribution",
    prediction="K logits on the last axis, whose softmax is the distribution q",
    target="the distribution p over the K classes on the last axis",
    prediction_axes=1,
    target_axes=1,
    check_event=LOGITS.check_event,
    sample=_sample_distribution,
    labels=_LABELS,
    lines=_lines(_distribution_of),
    plane=_PLANE,
    perfect=_even_over_some,
    swaps=LOGITS.swaps,
    hopeless=LOGITS.hopeless,
    edges=_distribution_edges,
    beyond=(Trait.SHIFT_INVARIANT,),
)

POSITIVE_DISTRIBUTION = Space(
    key="positive_distribution",
    prediction="K logits on the last axis, whose softmax is the distribution q",
    target="the distribution p over the K classes on the last axis, above 0 everywhere",
    prediction_axes=1,
    target_axes=1,
    check_event=_check_positive_distribution,
    sample=_sample_positive_distribution,
    labels=_LABELS,
    lines=_lines(_distribution_of),
    plane=_PLANE,
    perfect=_even_over_all,
    swaps=LOGITS.swaps,
    hopeless=_hopeless_distribution,
    edges=_positive_edges,
    beyond=(Trait.SHIFT_INVARIANT,),
)

TEACHER = Space(
    key="teacher",
    prediction="K logits of the student on the last axis",
    target="K logits of the teacher on the last axis",
    prediction_axes=1,
    target_axes=1,
    check_event=_check_teacher,
    sample=_sample_teacher,
    labels=tuple(Label(key, name, tuple(np.log(shape).tolist())) for key, name, shape in _SHAPES),
    lines=_lines(_softened),
    plane=_PLANE,
    perfect=_like_the_teacher,
    swaps=LOGITS.swaps,
    hopeless=_hopeless_student,
    edges=_teacher_edges,
    beyond=(Trait.SHIFT_INVARIANT,),
)


def _check_code(prediction, target):
    if prediction.shape[-1] != 2:
        raise InvalidInput(
            f"prediction must be a mean and a log variance on the last axis, 2 numbers; got {prediction.shape[-1]}."
        )


def _no_target(prediction):
    return prediction, np.empty((*prediction.shape[:-1], 0))


def _code(mean, log_variance):
    return _no_target(np.stack(np.broadcast_arrays(mean, log_variance), -1))


def _hopeless_code(rng, size):
    return _code(np.copysign(1e80, rng.normal(size=size)), rng.normal(size=size))


GAUSSIAN_CODE = Space(
    key="gaussian_code",
    figure="field",
    prediction="a mean μ and a log variance s on the last axis",
    target="",
    prediction_axes=1,
    target_axes=1,
    check_event=_check_code,
    sample=lambda rng, size: _code(rng.normal(scale=1.5, size=size), rng.normal(size=size)),
    labels=(Label("none", "no target", ()),),
    lines=(
        Line(
            key="log_variance",
            name="log variance s (the mean at 0)",
            symbol="s",
            low=-4.0,
            high=3.0,
            probe=(-2.0, 0.1),
            values=(-0.2, 6.0),
            slopes=(-2.0, 6.0),
            place=lambda t, label: _code(0.0, t),
            direction=lambda t, label: np.broadcast_to([0.0, 1.0], (*t.shape, 2)),
        ),
        Line(
            key="deviation",
            name="standard deviation σ (the mean at 0)",
            symbol="σ",
            low=0.05,
            high=3.0,
            probe=(0.4, 0.05),
            values=(-0.2, 6.0),
            slopes=(-6.0, 4.0),
            place=lambda t, label: _code(0.0, 2 * np.log(t)),
            direction=lambda t, label: np.stack([np.zeros_like(t), 2 / t], -1),
        ),
        Line(
            key="mean",
            name="mean μ (the variance at 1)",
            symbol="μ",
            low=-4.0,
            high=4.0,
            probe=(2.0, 0.1),
            values=(-0.2, 6.0),
            slopes=(-4.2, 4.2),
            place=lambda t, label: _code(t, 0.0),
            direction=lambda t, label: np.broadcast_to([1.0, 0.0], (*t.shape, 2)),
        ),
    ),
    plane=Plane(
        axes=(("mean", "mean", "μ"), ("log_variance", "log variance", "s")),
        low=-3.0,
        high=3.0,
        start=(2.0, -1.5),
        place=lambda x, y, label: _no_target(np.stack([x, y], -1)[..., None, :]),
        along=lambda gradient: (gradient[..., 0, 0], gradient[..., 0, 1]),
        by_label=False,
    ),
    perfect=lambda rng, size: _code(np.zeros(size), np.zeros(size)),
    swaps=lambda prediction, target: [(prediction * [-1.0, 1.0], target)],
    hopeless=_hopeless_code,
    edges=lambda: _code(
        np.array([0.0, 1e-9, 0.0, 0.0, 0.0, 1.0, 1e3]), np.array([0.0, 1e-9, -1e-5, 0.0999, 0.1001, -700.0, 300.0])
    ),
)
