"""Relatives among losses between distributions."""

import numpy as np

from lossviz.numerics import softmax
from lossviz.relatives.statement import Relative, Setting

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


def _with_unit_variance(prediction, target):
    return prediction * [1.0, 0.0], target


def _mean_about_zero(prediction, target):
    return prediction[..., 0], np.zeros(prediction.shape[:-1])


def _around_zero(prediction, target):
    return prediction * [0.0, 1.0], target


def _log_variance_about_zero(prediction, target):
    return prediction[..., 1], np.zeros(prediction.shape[:-1])


_SHARES = (1.0, 0.1, 1e-2, 1e-4, 1e-8)

RELATIVES = (
    Relative(
        key="kl_divergence_cross_entropy",
        statement="The KL divergence is cross-entropy minus the entropy of the target, which no prediction changes.",
        pairs=((Setting("kl_divergence"), Setting("cross_entropy", plus=_information)),),
    ),
    Relative(
        key="reverse_kl_kl_divergence",
        statement="Reverse KL is the KL divergence with prediction and truth exchanged.",
        pairs=((Setting("reverse_kl"), Setting("kl_divergence")),),
        bridge=_exchanged,
    ),
    Relative(
        key="reverse_kl_kl_divergence_2",
        statement="Near the truth the two directions of KL meet to second order: the closer, the more alike.",
        pairs=tuple(
            (
                Setting("reverse_kl", scale=share**-2, of=_closer(share)),
                Setting("kl_divergence", scale=share**-2, of=_closer(share)),
            )
            for share in _SHARES
        ),
        shown=1,
        limit=True,
        tolerance=1e-6,
    ),
    Relative(
        key="jensen_shannon_jensen_shannon",
        statement="The Jensen–Shannon divergence is the same with prediction and truth exchanged.",
        pairs=((Setting("jensen_shannon"), Setting("jensen_shannon")),),
        bridge=_exchanged,
    ),
    Relative(
        key="reverse_kl_jensen_shannon",
        statement="Near the truth the Jensen–Shannon divergence is a quarter of either KL.",
        pairs=tuple(
            (
                Setting("reverse_kl", scale=0.25 * share**-2, of=_closer(share)),
                Setting("jensen_shannon", scale=share**-2, of=_closer(share)),
            )
            for share in _SHARES
        ),
        shown=1,
        limit=True,
        tolerance=1e-6,
    ),
    Relative(
        key="distillation_kl_divergence",
        statement="At T = 1 distillation is the KL divergence from the teacher's forecast.",
        pairs=((Setting("distillation", {"temperature": 1.0}), Setting("kl_divergence")),),
        bridge=_teachers_forecast,
    ),
    Relative(
        key="distillation_reverse_kl",
        statement="At T = 1 with teacher and student exchanged, distillation is reverse KL.",
        pairs=((Setting("distillation", {"temperature": 1.0}, of=_student_for_teacher), Setting("reverse_kl")),),
        bridge=_teachers_forecast,
    ),
    Relative(
        key="distillation_distillation",
        statement="As T grows it no longer matters who is the teacher: softened enough, both forecasts are close.",
        pairs=tuple(
            (
                Setting("distillation", {"temperature": temperature}),
                Setting("distillation", {"temperature": temperature}),
            )
            for temperature in (1.0, 4.0, 100.0, 1e4, 1e8)
        ),
        shown=1,
        limit=True,
        tolerance=1e-6,
        bridge=_student_for_teacher,
    ),
    Relative(
        key="gaussian_kl_squared",
        statement="At unit variance the Gaussian KL is half the squared error of the mean from 0, times β.",
        pairs=tuple(
            (Setting("gaussian_kl", {"beta": beta}, of=_with_unit_variance), Setting("squared", scale=beta / 2))
            for beta in (1.0, 0.1, 4.0)
        ),
        bridge=_mean_about_zero,
    ),
    Relative(
        key="gaussian_kl_linex",
        statement="At mean 0 the Gaussian KL is half the linex loss of the log variance from 0, with a = 1.",
        pairs=((Setting("gaussian_kl", of=_around_zero), Setting("linex", {"a": 1.0}, 0.5)),),
        bridge=_log_variance_about_zero,
    ),
)
