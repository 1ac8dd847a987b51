"""Relatives among losses of generators, critics and images."""

import numpy as np

from lossviz.relatives.statement import equal, side


def _called_real(prediction, target):
    return prediction, np.ones_like(prediction)


def _called_fake(prediction, target):
    return prediction, np.zeros_like(prediction)


def _root_mean_square(prediction, target):
    """The pixels' root mean square error as a residual, from a target of 0."""
    error = np.sqrt(((prediction - target) ** 2).mean((-2, -1)))
    return error, np.zeros_like(error)


RELATIVES = (
    equal(
        "The GAN discriminator's loss is binary cross-entropy with real as label 1.",
        [(side("gan_discriminator"), side("binary_cross_entropy"))],
    ),
    equal(
        "The non-saturating generator's loss is binary cross-entropy with its fakes labelled as real.",
        [(side("gan_non_saturating_generator"), side("binary_cross_entropy"))],
        bridge=_called_real,
    ),
    equal(
        "The minimax generator's loss is minus the discriminator's loss of a fake: what one wins, the other loses.",
        [(side("gan_minimax_generator"), -1.0 * side("gan_discriminator"))],
        bridge=_called_fake,
    ),
    equal(
        "The LSGAN discriminator's loss is half the squared error of the score.",
        [(side("lsgan_discriminator"), 0.5 * side("squared"))],
    ),
    equal(
        "The LSGAN generator's loss is the discriminator's, with its fakes labelled as real.",
        [(side("lsgan_generator"), side("lsgan_discriminator"))],
        bridge=_called_real,
    ),
    equal(
        "The WGAN generator's loss is the critic's, with its fakes labelled as real.",
        [(side("wgan_generator"), side("wgan_critic"))],
        bridge=_called_real,
    ),
    equal(
        "The hinge discriminator's loss is the hinge at a margin of 1, with real as label 1.",
        [(side("hinge_gan_discriminator"), side("hinge"))],
    ),
    equal(
        "At w = 0 the perceptual loss is the squared error, averaged over the pixels.",
        [(side("perceptual", weight=0.0), side("squared"))],
        bridge=_root_mean_square,
    ),
)
