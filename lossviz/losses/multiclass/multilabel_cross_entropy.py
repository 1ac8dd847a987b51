"""Multilabel cross-entropy: one yes-or-no question for each label, and the mean of their losses."""

from lossviz.losses.binary import binary_cross_entropy
from lossviz.losses.binary.focal import PLAIN
from lossviz.maths.expressions import n
from lossviz.spaces.labels import LABELS
from lossviz.vocabulary import Default, Equivalent, Loss, Reference, Trait


def value(prediction, target):
    return binary_cross_entropy.value(prediction, target, **PLAIN).mean(-1)


def gradient(prediction, target):
    return binary_cross_entropy.gradient(prediction, target, **PLAIN) / prediction.shape[-1]


def worked(prediction, target):
    terms = (binary_cross_entropy.worked(z, y, **PLAIN) for z, y in zip(prediction, target, strict=True))
    return f"({' + '.join(terms)}) / {n(len(target))}"


LOSS = Loss(
    key="multilabel_cross_entropy",
    name="Multilabel cross-entropy",
    space=LABELS,
    latex=r"\footnotesize L = -\dfrac{1}{K} \sum_k \left( t_k \log p_k + (1 - t_k) \log(1 - p_k) \right), "
    r"\quad p_k = \sigma(z_k)",
    gradient_latex=r"\dfrac{\partial L}{\partial z_j} = \dfrac{1}{K}\, (p_j - t_j)",
    value=value,
    gradient=gradient,
    worked=worked,
    traits=(
        Trait.CONVEX,
        Trait.SMOOTH,
        Trait.NON_NEGATIVE,
        Trait.ZERO_WHEN_RIGHT,
        Trait.SYMMETRIC,
        Trait.BOUNDED_INFLUENCE,
    ),
    idea="Asks of each label whether it is true, whatever the others are, and takes the mean of the binary "
    "cross-entropies.",
    use_when=(
        "Several labels can be true at once, or none.",
        "You need the probability of each label by itself.",
    ),
    avoid_when=(
        "Exactly one class is true: softmax cross-entropy knows that the probabilities sum to 1.",
        "Each example has a few true labels among thousands: the easy negatives then drown them.",
    ),
    pros=(
        "Convex in the logits, and the pull on one label does not depend on the logits of the others.",
        "Least on average where each pₖ is the true probability of its label.",
    ),
    cons=(
        "It does not learn which labels go together, only how likely each is.",
        "The mean makes the pull on each label smaller the more labels there are.",
    ),
    references=(
        Reference(
            "Jinseok Nam, Jungi Kim, Eneldo Loza Mencía, Iryna Gurevych and Johannes Fürnkranz",
            "Large-scale multi-label text classification: revisiting neural networks",
            2014,
            "https://arxiv.org/abs/1312.5419",
            "Uses it to train networks for many labels.",
        ),
    ),
    equivalents=(
        Equivalent(
            library="PyTorch",
            code="torch.nn.functional.multilabel_soft_margin_loss(prediction, target, reduction='none')",
            note="It takes logits, and no margin is involved in spite of its name; nn.MultiLabelMarginLoss is a hinge.",
            default=Default(
                code="torch.nn.functional.multilabel_soft_margin_loss(prediction, target)", reduction="samples"
            ),
        ),
        Equivalent(
            library="Keras",
            code="keras.losses.BinaryCrossentropy(from_logits=True, reduction=None)(target, prediction)",
            note="Keras averages over the last axis and expects probabilities unless from_logits=True.",
            default=Default(
                code="keras.losses.BinaryCrossentropy()(target, keras.ops.sigmoid(prediction))",
                reduction="samples",
                differs="It takes probabilities and clips them at 1e-7.",
            ),
        ),
        Equivalent(
            library="optax",
            code="optax.losses.sigmoid_binary_cross_entropy(prediction, target).mean(-1)",
            note="optax never reduces, so the mean over the labels is ours.",
            default=Default(
                code="optax.losses.sigmoid_binary_cross_entropy(prediction, target).mean(-1)",
                reduction="none",
                differs="It gives one number a label; the mean over them is ours.",
            ),
        ),
    ),
    aliases=("multi-label classification", "MultiLabelSoftMarginLoss", "multilabel BCE"),
    place=90,
)
