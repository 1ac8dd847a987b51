"""Choosing in practice: orders, small objects, pictures, a softmax too many, and losses that let go."""

from lossviz.lessons.record import Course

COURSE = Course(
    key="practice",
    name="Choosing in practice",
    place=6,
    about="Orders, small objects, pictures, a softmax too many, and losses that let go.",
    assumes=(
        "What cross-entropy charges, and that a loss pulls with its slope.",
        "What softmax makes of logits.",
    ),
    aims=(
        "Choose a loss by which mistakes are the dear ones: far classes, small objects, what the eye sees.",
        "Notice where a mean hides what matters.",
        "Check what a library's loss takes, logits or probabilities, before training with it.",
        "Read off a curve where a loss lets go of what it should still pull.",
    ),
    questions=(
        (
            "A model that marks tumours has a lower loss than last week's. What do you ask before you believe in it?",
            "What the mean is over. If pixels count alike, large tumours and empty ground decide it. Ask for the "
            "number of tumours found, by size, and for a loss that counts overlap.",
        ),
        (
            "Your cross-entropy falls fast at first and then stays near a half, while the accuracy is fine. What do "
            "you look at first?",
            "The last layer. Probabilities given to a loss that takes logits can never cost little. Remove the "
            "softmax, or take a loss that expects its output.",
        ),
        (
            "Pixel error, or a loss on filters: what does each of them hide?",
            "Pixel error hides that a shifted picture is as good as new. A loss on filters hides what its filters do "
            "not see, and its values depend on which filters somebody chose. Look at pictures as well.",
        ),
    ),
)
