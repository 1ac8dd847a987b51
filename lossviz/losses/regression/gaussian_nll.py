"""The Gaussian negative log-likelihood: a forecast that says how sure it is, and pays for being wrong about that."""

import numpy as np

from lossviz.maths.expressions import n
from lossviz.maths.numerics import held_product
from lossviz.spaces.forecast import MEAN_AND_LOG_VARIANCE
from lossviz.vocabulary import Default, Equivalent, Loss, Opening, Reference, Trait

# What is squared is held at e**354, so that its square is still finite.
LARGEST_ROOT = np.exp(354.0)


def parts(prediction, target):
    """The residual, the log variance, and the residual in standard deviations."""
    residual, log_variance = prediction[..., 0] - target, prediction[..., 1]
    scaled = np.clip(held_product(residual, -0.5 * log_variance), -LARGEST_ROOT, LARGEST_ROOT)
    return residual, log_variance, scaled


def value(prediction, target):
    _, log_variance, scaled = parts(prediction, target)
    return 0.5 * (log_variance + scaled**2)


def gradient(prediction, target):
    residual, log_variance, scaled = parts(prediction, target)
    return np.stack([held_product(residual, -log_variance), 0.5 * (1.0 - scaled) * (1.0 + scaled)], -1)


def worked(prediction, target):
    s = n(prediction[1])
    return f"({s} + {n(prediction[0] - target)}**2 * exp(-{s})) / 2"


LOSS = Loss(
    key="gaussian_nll",
    name="Gaussian likelihood",
    space=MEAN_AND_LOG_VARIANCE,
    opening=Opening(figure="field"),
    latex=r"L = \tfrac{1}{2} \left( s + r^2 e^{-s} \right), \quad s = \log \sigma^2, \quad r = \mu - y",
    gradient_latex=r"\dfrac{\partial L}{\partial \mu} = r\, e^{-s}, \quad "
    r"\dfrac{\partial L}{\partial s} = \tfrac{1}{2} \left( 1 - r^2 e^{-s} \right)",
    value=value,
    gradient=gradient,
    worked=worked,
    traits=(Trait.SMOOTH, Trait.SYMMETRIC),
    idea="Divides the squared error by a variance that the model itself predicts, and charges half its log for making "
    "it large.",
    use_when=(
        "The noise is roughly Gaussian and its spread depends on x.",
        "A forecast must say how sure it is.",
    ),
    avoid_when=(
        "Some points can be fitted exactly: there the variance runs to 0 and the loss to minus infinity.",
        "The noise has a long tail: one outlier widens the forecast around it.",
    ),
    pros=(
        "Learns the spread from the residuals alone, without a target for it.",
        "At a fixed residual r the best variance is r², so that errors and claimed errors agree on average.",
    ),
    cons=(
        "The constant ½ log 2π of the likelihood is left out, so that values of different code may be 0.92 apart.",
        "Not convex in μ and s together.",
        "Where the variance is large the mean is hardly pulled, so a hard region may stay badly fitted.",
    ),
    references=(
        Reference(
            "David A. Nix and Andreas S. Weigend",
            "Estimating the mean and variance of the target probability distribution",
            1994,
            "https://doi.org/10.1109/ICNN.1994.374138",
            "Fits mean and variance by it.",
        ),
        Reference(
            "Alex Kendall and Yarin Gal",
            "What uncertainties do we need in Bayesian deep learning for computer vision?",
            2017,
            "https://arxiv.org/abs/1703.04977",
            "Uses the log variance, as here.",
        ),
    ),
    equivalents=(
        Equivalent(
            library="PyTorch",
            code="torch.nn.functional.gaussian_nll_loss(prediction[..., 0], target, torch.exp(prediction[..., 1]), "
            "eps=1e-300, reduction='none')",
            note="It takes a variance, not its logarithm, holds it at eps = 1e-6 or more by default, and averages.",
            default=Default(
                code="torch.nn.functional.gaussian_nll_loss(prediction[..., 0], target, torch.exp(prediction[..., 1]))",
                reduction="samples",
            ),
        ),
    ),
    rivals=("squared",),
    aliases=(
        "GaussianNLLLoss",
        "Gaussian negative log-likelihood",
        "NLL",
        "heteroscedastic regression",
        "aleatoric uncertainty",
        "uncertainty estimation",
        "predicted variance",
    ),
    place=98,
)
