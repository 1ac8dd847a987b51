"""Distributions: losses between what is believed and what is so."""

from lossviz.lessons.record import Course

COURSE = Course(
    key="distributions",
    name="Distributions",
    place=5,
    about="Losses between what is believed and what is so.",
    assumes=(
        "What a probability and a logarithm are.",
        "What a mean and a standard deviation are.",
        "That training makes a loss small by following its slope.",
    ),
    aims=(
        "Tell how much of a cross-entropy is the model's fault, and how much no model can avoid.",
        "Choose the order of a KL divergence by what it does to a model that is too simple.",
        "Explain what a model gains and loses by stating how unsure it is.",
        "Say what a temperature changes beside the size of the loss.",
    ),
    questions=(
        (
            "Two teams report cross-entropies of 0.3 and 1.2, on different data. Whose model is better?",
            "One cannot say. The floor is the entropy of each data set's truth, and it may well be 0.2 in one and "
            "1.19 in the other. Compare each with its floor if that is known, or with the best constant guess.",
        ),
        (
            "A generator of faces only ever makes one sort of face, but makes it well. Which order of the divergence "
            "does that look like, and why?",
            "Reverse KL: it charges for faces that the model makes and the truth does not have, and nothing for those "
            "that the model leaves out. The other order would rather blur.",
        ),
        (
            "A model may state its own doubt. What could go wrong in training?",
            "Doubt turns down the pull on the prediction. Where the model is wrong early on it can escape into doubt, "
            "and then it learns those points slowly. Look at both outputs, not at the loss alone.",
        ),
    ),
)
