"""Losses of embeddings: what belongs together comes near, what does not keeps its distance."""

from lossviz.vocabulary import Family

FAMILY = Family(
    key="metric_learning",
    name="Metric learning",
    question="Which embeddings should be pulled together, which pushed apart, and when is it enough?",
    start="triplet",
    place=50,
)
