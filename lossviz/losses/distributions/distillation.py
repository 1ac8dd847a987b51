"""Distillation: a student learns the teacher's whole forecast, softened so that the small probabilities count."""

import math

from lossviz.losses.distributions.kl_divergence import divergence, log_ratios, surplus
from lossviz.maths.numerics import log_softmax, softmax
from lossviz.spaces.distributions import TEACHER
from lossviz.vocabulary import Default, Equivalent, Interval, Landmark, Loss, Parameter, Reference, Trait


def compared(prediction, target, temperature):
    """Teacher p, student q and log(q / p), all softened."""
    teacher, student = target / temperature, prediction / temperature
    ratio = log_ratios(student, log_softmax(teacher), (prediction - target) / temperature)
    return softmax(teacher)[0], softmax(student)[0], ratio


def value(prediction, target, *, temperature):
    return temperature**2 * divergence(*compared(prediction, target, temperature))


def gradient(prediction, target, *, temperature):
    return temperature * surplus(*compared(prediction, target, temperature))


def worked(prediction, target, *, temperature):
    p, q, ratio = compared(prediction, target, temperature)
    sums = " + ".join(term(*numbers) for numbers in zip(p, q, ratio, strict=True) if numbers[0] > 0)
    return f"{temperature:g}**2 * ({sums})"


def term(p, q, ratio):
    # Softened probabilities lie so close together that four digits would not tell them apart.
    return f"{p:.7g} * log({p:.7g} / {q:.7g})" if q > 1e-300 else f"{p:.7g} * {-ratio:.7g}"


LOSS = Loss(
    key="distillation",
    name="Distillation",
    space=TEACHER,
    latex=r"L = T^2 \sum_k p_k \log \dfrac{p_k}{q_k}, \quad p = \operatorname{softmax}(t / T), \quad "
    r"q = \operatorname{softmax}(z / T)",
    gradient_latex=r"\dfrac{\partial L}{\partial z_j} = T\, (q_j - p_j)",
    value=value,
    gradient=gradient,
    worked=worked,
    parameters=(
        Parameter(
            name="temperature",
            symbol="T",
            default=2.0,
            domain=Interval(0, math.inf, "neither"),
            slider=(0.5, 10.0, 0.1),
            unit="units of the logit",
            meaning="what both sides' logits are divided by; more of it makes the teacher's unlikely classes count",
            landmarks=(Landmark(1.0, "plain KL divergence"), Landmark(2.0, "a common choice")),
        ),
    ),
    traits=(
        Trait.CONVEX,
        Trait.SMOOTH,
        Trait.NON_NEGATIVE,
        Trait.ZERO_WHEN_RIGHT,
        Trait.SYMMETRIC,
        Trait.BOUNDED_INFLUENCE,
        Trait.SHIFT_INVARIANT,
    ),
    idea="Makes a student match the teacher's softened forecast, which also says which wrong answers are nearly right.",
    use_when=(
        "A small model is to do what a large one does, and the large one can be asked.",
        "Labels are few and unlabelled examples are many: the teacher labels them all.",
    ),
    avoid_when=(
        "The teacher is wrong in ways that the labels would correct: add cross-entropy with the labels.",
        "The teacher's logits are not at hand: rounded probabilities have lost the small ones.",
    ),
    pros=(
        "Convex in the student's logits, and 0 where they are the teacher's up to a constant.",
        "Owing to the factor T² its gradients keep their size while T grows, so that it can be added to other losses.",
    ),
    cons=(
        "The temperature must be chosen: a small one hides the unlikely classes, a large one makes noise of them.",
        "The teacher's mistakes and its overconfidence are learnt as well.",
    ),
    references=(
        Reference(
            "Geoffrey Hinton, Oriol Vinyals and Jeff Dean",
            "Distilling the knowledge in a neural network",
            2015,
            "https://arxiv.org/abs/1503.02531",
            "Gives distillation; adds cross-entropy with the labels to it.",
        ),
    ),
    equivalents=(
        Equivalent(
            library="PyTorch",
            code="torch.nn.functional.kl_div(torch.log_softmax(prediction / {temperature}, -1), "
            "torch.log_softmax(target / {temperature}, -1), log_target=True, reduction='none').sum(-1)",
            factor="{temperature} ** 2",
            note="The factor T² is not part of it, and its default mean divides by classes too.",
            default=Default(
                code="torch.nn.functional.kl_div(torch.log_softmax(prediction, -1), torch.log_softmax(target, "
                "-1), log_target=True)",
                reduction="elements",
                parameters={"temperature": 1.0},
                differs="It knows no temperature: divide both by T and multiply by T²; and its mean divides by "
                "the classes too.",
            ),
        ),
        Equivalent(
            library="optax",
            code="optax.losses.kl_divergence_with_log_targets(jax.nn.log_softmax(prediction / {temperature}), "
            "jax.nn.log_softmax(target / {temperature}))",
            factor="{temperature} ** 2",
            note="The factor T² is not part of it; it never reduces.",
            default=Default(
                code="optax.losses.kl_divergence_with_log_targets(jax.nn.log_softmax(prediction), "
                "jax.nn.log_softmax(target))",
                reduction="none",
                parameters={"temperature": 1.0},
                differs="It knows no temperature: divide both by T and multiply by T².",
            ),
        ),
    ),
    rivals=("kl_divergence",),
    aliases=("KD", "knowledge distillation", "teacher and student", "soft targets", "model compression", "soft labels"),
    place=40,
)
