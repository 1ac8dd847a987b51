"""What a classification loss makes of a small model."""

from lossviz.vocabulary import Lab

LAB = Lab(
    key="classify",
    name="Classify",
    question="What a loss makes of a classifier: where it draws the border, whom it finds, how sure it says it is.",
    start="binary_cross_entropy",
    place=20,
    words=("decision boundary", "confusion matrix", "ROC", "precision", "recall", "calibration", "class imbalance"),
)
