"""Losses between a distribution that is predicted and one that is given."""

from lossviz.vocabulary import Family

FAMILY = Family(
    key="distributions",
    name="Distributions",
    question="Should a distribution that cannot fit everywhere spread over all the truth, or settle on a part of it?",
    start="kl_divergence",
    place=40,
)
