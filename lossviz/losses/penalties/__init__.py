"""What is charged on the weights themselves, whatever they predict."""

from lossviz.vocabulary import Family

FAMILY = Family(
    key="penalties",
    name="Penalties",
    question="What should a weight cost, and which weights are worth their price?",
    start="l2",
    place=100,
)
