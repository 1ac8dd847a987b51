"""What a loss does while a model is trained, and whether its number is right."""

from lossviz.lessons.exhibit import Numbers, Read, exhibit
from lossviz.pitfalls.printed import printed
from lossviz.questions.record import Question

_HALF = exhibit("binary?at_logit=0&against=", "at_logit")
_THREE = exhibit("multiclass?figure=field&z0=0&z1=0", "z0", "z1")
_STEPS = exhibit("detection?loss=giou&rate=3", "rate")


def _rate(read: Read) -> Numbers:
    return {
        "at_start": 3.0,
        "at_high": 6.0,
        "start": read(_STEPS)["value_after_descent"],
        "high": read(_STEPS, rate="6")["value_after_descent"],
    }


def _three(read: Read) -> Numbers:
    return {"none": read(_THREE)["value"], "twice": read(_THREE, z0="1")["value"]}


QUESTIONS = (
    Question(
        key="loss_rises",
        words=("loss goes up", "loss increases", "loss diverges", "validation loss goes up"),
        asks="Why does my loss rise?",
        place=6,
        says="The step is too large, the batches differ, or a few sure mistakes weigh more and more. Here the loss "
        "after the same steps is {start} at a rate of {at_start:.0f} and {high} at {at_high:.0f}.",
        numbers=_rate,
        exhibit=_STEPS,
        see=(("steps that are too large", "pitfalls#rate_too_high"), ("ask the doctor", "doctor?history=large_steps")),
    ),
    Question(
        key="nan",
        words=("loss is nan", "loss becomes infinite"),
        asks="Why is my loss NaN?",
        place=7,
        says="A logarithm of zero, a number too large for its type, or steps that ran away. Compute from logits, and "
        "lower the learning rate.",
        see=(("clipped probabilities", "traps#clamped_probabilities"), ("ask the doctor", "doctor?history=rounded")),
    ),
    Question(
        key="stuck_for_two",
        words=("stuck at 0.69", "loss does not decrease"),
        asks="My loss is stuck at ln 2. What does it mean?",
        place=8,
        says="A loss of {cost:.4f} is what a model pays that gives one half to everything. It has not begun to learn: "
        "look at the inputs, the labels and the learning rate.",
        numbers=lambda read: {"cost": read(_HALF)["value"]},
        exhibit=_HALF,
    ),
    Question(
        key="stuck_for_three",
        words=("stuck at 1.1",),
        asks="My loss is stuck with three classes. What does it mean?",
        place=9,
        says="At {none:.4f} the model gives a third to every class. If it never gets below {twice:.4f}, a softmax is "
        "applied twice.",
        numbers=_three,
        exhibit=_THREE,
        see=(("softmax twice", "pitfalls#softmax_twice"),),
    ),
    Question(
        key="loss_and_metric",
        asks="May I train on one thing and report another?",
        place=10,
        says="Yes, and often you must: what you report may have no slope. Look now and then whether the two still move "
        "together.",
        see=(("losses of rankings", "ranking"),),
    ),
    Question(
        key="batch_size",
        asks="Does the batch size change the loss?",
        place=14,
        says="With a mean only its noise, with a sum its size. A sum over twice as many examples pulls twice as hard, "
        "so the learning rate has to follow.",
        see=(("which mean", "pitfalls#which_mean"),),
    ),
    Question(
        key="testing_a_loss",
        asks="How do I test a loss that I have written?",
        place=15,
        says="Compute a case by hand, compare the slope with small differences, and compare both with a library. Then "
        "try a batch of one, a perfect answer and a hopeless one.",
    ),
    Question(
        key="do_libraries_agree",
        asks="Do libraries agree?",
        place=16,
        says="Less than you would think: one batch with class weights gives {printed_most} or {printed_right}. Each "
        "page shows what the libraries make of its loss.",
        numbers=lambda read: printed("weighted_mean"),
        see=(("all traps", "traps"),),
    ),
    Question(
        key="is_it_good",
        asks="Is a loss of one half good?",
        place=17,
        says="Compare it with a model that ignores its inputs: {cost} for two equally common classes, the variance for "
        "squared error. Below that, something was learnt.",
        numbers=lambda read: {"cost": read(_HALF)["value"]},
        exhibit=_HALF,
    ),
)
