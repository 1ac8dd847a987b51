"""The loss around a trained network."""

from lossviz.vocabulary import Lab

LAB = Lab(
    key="network",
    name="Network",
    question="What does the loss look like around a trained network, and what makes it smooth or flat?",
    start="binary_cross_entropy",
    place=45,
)
