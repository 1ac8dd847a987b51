"""Landscapes and descent: where the lowest place is, whether there is one, and who gets there."""

from lossviz.lessons.record import Course

COURSE = Course(
    key="landscapes",
    name="Landscapes and descent",
    place=4,
    about="Where the lowest place is, whether there is one, and who gets there.",
    assumes=(
        "A landscape: the mean loss of a model over two of its parameters",
        "Gradient descent: steps against the slope",
        "Squared error, cross-entropy, and what a penalty adds to them",
    ),
    aims=(
        "explain why a fit can jump while a loss changes smoothly",
        "recognise data without a best model, and give them one",
        "tell a good measure from a loss that can be descended",
        "explain why one penalty sets weights to zero and another does not",
    ),
    questions=(
        (
            "Two people train the same model on the same data and get different lines. Who is wrong?",
            "Perhaps nobody: with two valleys, descent ends in the one it starts in. Both should tell their start, and "
            "compare the loss that they reached.",
        ),
        (
            "Your training loss keeps falling, the weights keep growing, and no answer changes any more. Why?",
            "The classes can be separated, so it always pays to be surer. Smoothed labels or a penalty on the weights "
            "give the landscape a lowest place; stopping early helps as well.",
        ),
        (
            "Name a measure that you would report and not train on. What would you train on?",
            "Overlap of boxes that lie apart, or accuracy: both are flat nearly everywhere. One trains on a loss that "
            "has a slope there and goes down with the measure, such as GIoU or cross-entropy.",
        ),
    ),
)
