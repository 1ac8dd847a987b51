"""Training a small network."""

from lossviz.vocabulary import Lab

LAB = Lab(
    key="train",
    name="Train",
    question="What does training make of a network, and what do the loss curves say of it?",
    start="squared",
    place=40,
)
