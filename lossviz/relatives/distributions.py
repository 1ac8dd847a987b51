"""Relatives among losses between distributions."""

import numpy as np

from lossviz.maths.numerics import softmax
from lossviz.relatives.statement import equal, limit, side

_TINY = np.finfo(float).tiny


def _logits(p):
    """Logits whose softmax is p, or as near to it as floats go where p is 0."""
    return np.log(np.maximum(p, _TINY))


def _information(prediction, target):
    """Minus the entropy of the target."""
    return (target * _logits(target)).sum(-1)


def _exchanged(prediction, target):
    """q in the place of p, and p in the place of q."""
    return _logits(target), softmax(prediction)[0]


def _teachers_forecast(prediction, target):
    return prediction, softmax(target)[0]


def _student_for_teacher(prediction, target):
    return target, prediction


def _closer(share):
    """Predictions a share of the way from the truth."""

    def moved(prediction, target):
        truth = np.log(target)
        return truth + share * (prediction - truth), target

    return moved


def with_unit_variance(prediction, target):
    """The mean, with a log variance of 0."""
    return prediction * [1.0, 0.0], target


def _mean_about_zero(prediction, target):
    return prediction[..., 0], np.zeros(prediction.shape[:-1])


def _around_zero(prediction, target):
    return prediction * [0.0, 1.0], target


def _log_variance_about_zero(prediction, target):
    return prediction[..., 1], np.zeros(prediction.shape[:-1])


_SHARES = (1.0, 0.1, 1e-2, 1e-4, 1e-8)

RELATIVES = (
    equal(
        "The KL divergence is cross-entropy minus the entropy of the target, which no prediction changes.",
        [(side("kl_divergence"), side("cross_entropy") + _information)],
    ),
    equal(
        "Reverse KL is the KL divergence with prediction and truth exchanged.",
        [(side("reverse_kl"), side("kl_divergence"))],
        bridge=_exchanged,
    ),
    limit(
        "Near the truth the two directions of KL meet to second order: the closer, the more alike.",
        (
            (share**-2 * side("reverse_kl", of=_closer(share)), share**-2 * side("kl_divergence", of=_closer(share)))
            for share in _SHARES
        ),
        key="reverse_kl_kl_divergence_2",
        tolerance=1e-6,
    ),
    equal(
        "The Jensen–Shannon divergence is the same with prediction and truth exchanged.",
        [(side("jensen_shannon"), side("jensen_shannon"))],
        bridge=_exchanged,
    ),
    limit(
        "Near the truth the Jensen–Shannon divergence is a quarter of either KL.",
        (
            (
                0.25 * share**-2 * side("reverse_kl", of=_closer(share)),
                share**-2 * side("jensen_shannon", of=_closer(share)),
            )
            for share in _SHARES
        ),
        tolerance=1e-6,
    ),
    equal(
        "At T = 1 distillation is the KL divergence from the teacher's forecast.",
        [(side("distillation", temperature=1.0), side("kl_divergence"))],
        bridge=_teachers_forecast,
    ),
    equal(
        "At T = 1 with teacher and student exchanged, distillation is reverse KL.",
        [(side("distillation", temperature=1.0, of=_student_for_teacher), side("reverse_kl"))],
        bridge=_teachers_forecast,
    ),
    limit(
        "As T grows it no longer matters who is the teacher: softened enough, both forecasts are close.",
        (
            (side("distillation", temperature=t), side("distillation", temperature=t))
            for t in (1.0, 4.0, 100.0, 1e4, 1e8)
        ),
        tolerance=1e-6,
        bridge=_student_for_teacher,
    ),
    equal(
        "At unit variance the Gaussian KL is half the squared error of the mean from 0, times β.",
        (
            (side("gaussian_kl", beta=beta, of=with_unit_variance), beta / 2 * side("squared"))
            for beta in (1.0, 0.1, 4.0)
        ),
        bridge=_mean_about_zero,
    ),
    equal(
        "At mean 0 the Gaussian KL is half the linex loss of the log variance from 0, with a = 1.",
        [(side("gaussian_kl", of=_around_zero), 0.5 * side("linex", a=1.0))],
        bridge=_log_variance_about_zero,
    ),
)
