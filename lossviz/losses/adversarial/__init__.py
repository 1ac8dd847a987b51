"""Losses of a game between a generator and a critic, and a distance of images that does without a critic."""

from lossviz.vocabulary import Family

FAMILY = Family(
    key="adversarial",
    name="Adversarial and perceptual",
    question="What should a generator learn from a critic that sees through it?",
    start="gan_non_saturating_generator",
    place=85,
)
