"""Losses of one space over each other."""

from lossviz.vocabulary import Lab

LAB = Lab(
    key="compare",
    name="Compare",
    question="Any losses of one space over each other, in one quantity, raw or scaled to agree at the probe.",
    start="huber",
    on_site=True,
    place=0,
    words=("overlay", "side by side"),
)
