"""Relatives among losses of generators, critics and images."""

import numpy as np

from lossviz.relatives.statement import Relative, Setting


def _called_real(prediction, target):
    return prediction, np.ones_like(prediction)


def _called_fake(prediction, target):
    return prediction, np.zeros_like(prediction)


def _root_mean_square(prediction, target):
    """The pixels' root mean square error as a residual, from a target of 0."""
    error = np.sqrt(((prediction - target) ** 2).mean((-2, -1)))
    return error, np.zeros_like(error)


RELATIVES = (
    Relative(
        key="gan_discriminator_binary_cross_entropy",
        statement="The GAN discriminator's loss is binary cross-entropy with real as label 1.",
        pairs=((Setting("gan_discriminator"), Setting("binary_cross_entropy")),),
    ),
    Relative(
        key="gan_non_saturating_generator_binary_cross_entropy",
        statement="The non-saturating generator's loss is binary cross-entropy with its fakes labelled as real.",
        pairs=((Setting("gan_non_saturating_generator"), Setting("binary_cross_entropy")),),
        bridge=_called_real,
    ),
    Relative(
        key="gan_minimax_generator_gan_discriminator",
        statement="The minimax generator's loss is minus the discriminator's loss of a fake: what one wins, the other "
        "loses.",
        pairs=((Setting("gan_minimax_generator"), Setting("gan_discriminator", scale=-1.0)),),
        bridge=_called_fake,
    ),
    Relative(
        key="lsgan_discriminator_squared",
        statement="The LSGAN discriminator's loss is half the squared error of the score.",
        pairs=((Setting("lsgan_discriminator"), Setting("squared", scale=0.5)),),
    ),
    Relative(
        key="lsgan_generator_lsgan_discriminator",
        statement="The LSGAN generator's loss is the discriminator's, with its fakes labelled as real.",
        pairs=((Setting("lsgan_generator"), Setting("lsgan_discriminator")),),
        bridge=_called_real,
    ),
    Relative(
        key="wgan_generator_wgan_critic",
        statement="The WGAN generator's loss is the critic's, with its fakes labelled as real.",
        pairs=((Setting("wgan_generator"), Setting("wgan_critic")),),
        bridge=_called_real,
    ),
    Relative(
        key="hinge_gan_discriminator_hinge",
        statement="The hinge discriminator's loss is the hinge at a margin of 1, with real as label 1.",
        pairs=((Setting("hinge_gan_discriminator"), Setting("hinge")),),
    ),
    Relative(
        key="perceptual_squared",
        statement="At w = 0 the perceptual loss is the squared error, averaged over the pixels.",
        pairs=((Setting("perceptual", {"weight": 0.0}), Setting("squared")),),
        bridge=_root_mean_square,
    ),
)
