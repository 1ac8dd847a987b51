"""What a loss is, and which to take."""

from lossviz.lessons.exhibit import Numbers, Read, exhibit
from lossviz.questions.record import Question

_LOWEST = ("role:chosen", "worked", "takeaway")  # the fit alone
_SQUARED = exhibit("regression?loss=squared&figure=curve&against=&at_residual=2", "at_residual")
_TWO = exhibit("regression?loss=squared&figure=curve&against=absolute&at_residual=2", "at_residual")
_HUBER = exhibit("regression?loss=huber&figure=landscape&outliers=6&second=none", "delta", "outliers", conceal=_LOWEST)
_RARE = exhibit("binary?figure=landscape&share=0.1&label_noise=0&spread=0.4", "spread", "share", conceal=_LOWEST)
_COMBO = exhibit("segmentation?loss=combo")


def _two(read: Read) -> Numbers:
    near, far = read(_TWO, at_residual="0.1"), read(_TWO)
    return {"at_near": 0.1, "at_far": 2.0, "near": abs(near["slope"]), "far": abs(far["slope"])}


def _delta(read: Read) -> Numbers:
    return {
        "at_start": 1.0,
        "at_small": 0.3,
        "start": read(_HUBER)["lowest_slope"],
        "small": read(_HUBER, delta="0.3")["lowest_slope"],
    }


def _rare(read: Read) -> Numbers:
    return {
        "all": read(_RARE, weight="0", intercept="4")["chosen_finds_1"],
        "apart": read(_RARE)["lowest_finds_1"],
        "overlapping": read(_RARE, spread="2")["lowest_finds_1"],
    }


QUESTIONS = (
    Question(
        key="what_is_a_loss",
        asks="What is a loss function?",
        place=1,
        says="It gives the price of one prediction: here a miss of {at} costs {cost}. Its slope says how hard the "
        "prediction is pulled back.",
        numbers=lambda read: {"at": read(_SQUARED)["at"], "cost": read(_SQUARED)["value"]},
        exhibit=_SQUARED,
    ),
    Question(
        key="loss_cost_objective_metric",
        asks="Loss, cost, objective, metric: what is the difference?",
        place=2,
        says="The loss is of one example, the cost the mean of the losses, the objective the cost with its penalties. "
        "A metric is what you report, and need not have a slope.",
        see=(("penalties", "penalties"), ("the words", "glossary#objective")),
    ),
    Question(
        key="why_loss",
        asks="Why is it called a loss?",
        place=3,
        says="The word comes from the theory of decisions, where whoever decides wrongly loses something. A gain with "
        "its sign turned is a loss, so nothing depends on the word.",
    ),
    Question(
        key="squared_or_absolute",
        asks="Squared error or absolute error?",
        place=4,
        says="Squared error estimates the mean, absolute error the median. At a miss of {at_near} squared error pulls "
        "with {near}, at {at_far} with {far}; absolute error pulls alike at both.",
        numbers=_two,
        exhibit=_TWO,
    ),
    Question(
        key="which_delta",
        asks="Which δ for Huber's loss?",
        place=5,
        says="About as much as the good points scatter, in the units of y; the slider marks the usual multiple of it. "
        "With a fifth of bad points the slope is {start} at δ = {at_start} and {small} at {at_small}.",
        numbers=_delta,
        exhibit=_HUBER,
    ),
    Question(
        key="imbalance",
        asks="My classes are imbalanced. What now?",
        place=11,
        says="Move the decision threshold first, then try weights, then resampling; and ask whether the classes "
        "overlap. Of {all:.0f} rare cases {apart:.0f} are found while the classes are narrow, {overlapping:.0f} once "
        "they are wide.",
        numbers=_rare,
        exhibit=_RARE,
        see=(("accuracy on rare classes", "pitfalls#accuracy_on_rare_classes"),),
    ),
    Question(
        key="adding_losses",
        asks="May I add losses?",
        place=12,
        says="Yes, a sum of losses is a loss. Mind their scales: a weight only means something beside what it "
        "multiplies.",
        exhibit=_COMBO,
    ),
    Question(
        key="last_layer",
        asks="Which last layer belongs to which loss?",
        place=13,
        says="A linear one, with a loss that takes logits. A softmax or sigmoid before such a loss is applied twice.",
        see=(("softmax twice", "pitfalls#softmax_twice"), ("the trap", "traps#double_softmax")),
    ),
    Question(
        key="fair_or_physical",
        asks="Can a loss be fair, private or true to physics?",
        place=18,
        says="It can hold what is written into it as a term, such as the gap between two groups or the error of an "
        "equation. What is no term is not asked for, and privacy is no term of a loss.",
    ),
)
