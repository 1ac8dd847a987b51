"""Classes and confidence: what it costs to be wrong, and to be sure and wrong."""

from lossviz.lessons.record import Course

COURSE = Course(
    key="confidence",
    name="Classes and confidence",
    place=2,
    about="What it costs to be wrong, and to be sure and wrong.",
    assumes=(
        "What a probability is, and that a classifier may answer with one.",
        "That a logit is a number which the sigmoid turns into a probability.",
        "That training goes downhill on a mean loss.",
    ),
    aims=(
        "Explain why models are trained on a loss and judged by a metric.",
        "Say what cross-entropy charges for an answer, by counting how often its probability was halved.",
        "Tell the height of a loss from its pull, and see where a sure mistake is hardly pulled at.",
        "Read a rising loss beside a steady accuracy as mistakes that grow surer.",
    ),
    questions=(
        (
            "The validation loss rises, but accuracy does not fall. Has training gone wrong?",
            "The answers are as good as before, the probabilities are not: some mistakes have become sure ones. "
            "Whether that is bad depends on whether anybody uses the probabilities.",
        ),
        (
            "Should a loss charge a sure mistake without limit?",
            "Where labels can be trusted, it keeps a model honest and pulls hard at what is worst. Where some labels "
            "are wrong, it lets them rule. A bounded loss is calmer, and slower to start.",
        ),
        (
            "You report accuracy. What could a model that is trained on cross-entropy do to disappoint you?",
            "It may spend its effort on being surer of answers that are right already. It is not told where the border "
            "has to lie, only what each probability costs.",
        ),
    ),
)
