"""Rare classes and wrong labels: what overlap, rarity, weights and flipped labels do to a classifier."""

from lossviz.lessons.record import Course

COURSE = Course(
    key="rare_classes",
    name="Rare classes and wrong labels",
    place=3,
    about="What overlap, rarity, weights and flipped labels do to a classifier.",
    assumes=(
        "Logistic regression: a weight and an intercept make a curve of probabilities",
        "What cross-entropy charges for a probability",
        "Positives found, and false alarms",
    ),
    aims=(
        "tell rarity from overlap as the reason why a class is not found",
        "explain a class weight as a shifted border, and name the threshold that does the same",
        "say what either slider of focal loss changes, and for which data the second was made",
        "choose a loss for wrong labels, and judge it on more than one draw of the data",
    ),
    questions=(
        (
            "A colleague finds none of the rare class and asks for more weight on it. What do you look at first?",
            "Whether the classes overlap in the features: where they do not, the class is found without any weight. "
            "Where they do, a weight only trades misses for false alarms, and a moved threshold does so for free.",
        ),
        (
            "When is a moved threshold better than a class weight, and when is it not?",
            "A threshold leaves the probabilities honest and can be changed later. "
            "A weight is of use where only decisions leave the model, or where the costs belong into the training.",
        ),
        (
            "Ramp gave up the flipped labels. Which right labels might it give up as well?",
            "Those that look wrong: a small group far on the other side. A loss cannot tell a rare case from a wrong "
            "label; whoever chooses it decides for both.",
        ),
    ),
)
