"""The divergence of a Gaussian code from the standard normal: the regulariser of variational autoencoders."""

import math

import numpy as np

from lossviz.maths.expressions import n
from lossviz.maths.numerics import LARGEST_EXPONENT, above_tangent
from lossviz.spaces.gaussian_code import GAUSSIAN_CODE
from lossviz.vocabulary import Default, Equivalent, Interval, Landmark, Loss, Parameter, Reference, Trait


def parts(prediction, beta):
    """The mean and the log variance, the latter held where β times the variance would overflow."""
    return prediction[..., 0], np.minimum(prediction[..., 1], LARGEST_EXPONENT - max(0.0, math.log(beta)))


def value(prediction, target, *, beta):
    mean, log_variance = parts(prediction, beta)
    return 0.5 * beta * mean * mean + 0.5 * beta * above_tangent(log_variance)  # a square alone may overflow


def gradient(prediction, target, *, beta):
    mean, log_variance = parts(prediction, beta)
    return np.stack([beta * mean, 0.5 * beta * np.expm1(log_variance)], -1)


def worked(prediction, target, *, beta):
    mean, log_variance = map(n, prediction)
    return f"{n(beta)} / 2 * ({mean}**2 + exp({log_variance}) - {log_variance} - 1)"


LOSS = Loss(
    key="gaussian_kl",
    name="Gaussian KL",
    space=GAUSSIAN_CODE,
    latex=r"L = \dfrac{\beta}{2} \left( \mu^2 + e^s - s - 1 \right), \quad s = \log \sigma^2",
    gradient_latex=r"\dfrac{\partial L}{\partial \mu} = \beta\, \mu, \quad "
    r"\dfrac{\partial L}{\partial s} = \dfrac{\beta}{2} (e^s - 1)",
    value=value,
    gradient=gradient,
    worked=worked,
    parameters=(
        Parameter(
            name="beta",
            symbol="β",
            default=1.0,
            domain=Interval(0, math.inf, "neither"),
            slider=(0.1, 4.0, 0.1),
            unit="nats per nat of reconstruction",
            meaning="what a nat of the code costs; more of it keeps less of the input in the code",
            landmarks=(Landmark(1.0, "the evidence lower bound"), Landmark(4.0, "towards disentangled codes")),
        ),
    ),
    traits=(Trait.CONVEX, Trait.SMOOTH, Trait.NON_NEGATIVE, Trait.ZERO_WHEN_RIGHT, Trait.SYMMETRIC),
    idea="Pulls a code with mean μ and variance eˢ towards the standard normal, from which new codes are then drawn.",
    use_when=(
        "An encoder gives a mean and a log variance, and codes are to be sampled from the standard normal later.",
        "Weights or latent variables have a Gaussian prior and are themselves approximated by Gaussians.",
    ),
    avoid_when=(
        "The prior is something else: the formula holds for the standard normal only.",
        "The decoder is strong enough to ignore the code: then this is driven to 0 and the code says nothing.",
    ),
    pros=(
        "Exact, where priors such as mixtures or flows need samples.",
        "Convex in μ and s, with its one minimum 0 at μ = 0 and s = 0.",
    ),
    cons=(
        "Steep on one side: a variance that is too large costs exponentially in s, one too small only linearly.",
        "β trades the quality of reconstructions against the order of the codes, and must be chosen.",
    ),
    references=(
        Reference(
            "Diederik P. Kingma and Max Welling",
            "Auto-encoding variational Bayes",
            2013,
            "https://arxiv.org/abs/1312.6114",
            "Gives the autoencoder and the closed form.",
        ),
        Reference(
            "Irina Higgins, Loic Matthey, Arka Pal, Christopher Burgess, Xavier Glorot, Matthew Botvinick, "
            "Shakir Mohamed and Alexander Lerchner",
            "beta-VAE: learning basic visual concepts with a constrained variational framework",
            2017,
            "https://openreview.net/forum?id=Sy2fzU9gl",
            "Gives β.",
        ),
    ),
    equivalents=(
        Equivalent(
            library="PyTorch",
            code="torch.distributions.kl_divergence("
            "torch.distributions.Normal(prediction[..., 0], torch.exp(prediction[..., 1] / 2)), "
            "torch.distributions.Normal(0.0, 1.0))",
            factor="{beta}",
            note="It takes standard deviations, not log variances, and never reduces.",
            default=Default(
                code="torch.distributions.kl_divergence(torch.distributions.Normal(prediction[..., 0], "
                "torch.exp(prediction[..., 1] / 2)), torch.distributions.Normal(0.0, 1.0))",
                reduction="none",
                parameters={"beta": 1.0},
            ),
        ),
    ),
    aliases=("VAE", "variational autoencoder", "beta-VAE", "ELBO", "latent KL"),
    place=50,
)
