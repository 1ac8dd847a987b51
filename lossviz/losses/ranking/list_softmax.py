"""Softmax over a list: cross-entropy of a whole ranking, with relevance in the place of probability."""

from lossviz.losses.multiclass.cross_entropy import pulls, term
from lossviz.maths.expressions import n
from lossviz.maths.numerics import log_softmax
from lossviz.spaces.scores import SCORES
from lossviz.vocabulary import Default, Equivalent, Loss, Reference, Trait


def value(prediction, target):
    return -(target * log_softmax(prediction)).sum(-1)


def gradient(prediction, target):
    return pulls(prediction, target)


def worked(prediction, target):
    logs = log_softmax(prediction)
    terms = [term(1.0, *numbers) for numbers in zip(target, logs, strict=True) if numbers[0] > 0]
    return "-" + " - ".join(terms) if terms else n(0.0)


LOSS = Loss(
    key="list_softmax",
    name="Softmax over a list",
    space=SCORES,
    latex=r"L = -\sum_k t_k \log p_k, \quad p = \operatorname{softmax}(s), \quad t_k \ge 0",
    gradient_latex=r"\dfrac{\partial L}{\partial s_j} = p_j \sum_k t_k - t_j",
    value=value,
    gradient=gradient,
    worked=worked,
    traits=(
        Trait.CONVEX,
        Trait.SMOOTH,
        Trait.NON_NEGATIVE,
        Trait.SYMMETRIC,
        Trait.BOUNDED_INFLUENCE,
        Trait.SHIFT_INVARIANT,
    ),
    idea="Lets all items of a list compete in one softmax, and rewards each by its relevance for being on top.",
    use_when=(
        "Whole lists come with grades or clicks, and the top of the list matters most.",
        "One item of many is right, and the others serve as negatives.",
    ),
    avoid_when=(
        "Only single comparisons are known.",
        "Grades are to be predicted, not just the order: a constant on all scores changes nothing.",
    ),
    pros=(
        "Convex, and one pass over a list instead of all its pairs.",
        "With relevant or not as the only grades it bounds two measures of ranking, mean reciprocal rank and NDCG.",
    ),
    cons=(
        "With several relevant items its least value is above 0: the entropy of the relevance as shares, times their "
        "sum.",
        "A list counts for as much as its weights add up to: long or generous lists dominate.",
    ),
    references=(
        Reference(
            "Zhe Cao, Tao Qin, Tie-Yan Liu, Ming-Feng Tsai and Hang Li",
            "Learning to rank: from pairwise approach to listwise approach",
            2007,
            "https://doi.org/10.1145/1273496.1273513",
            "Gives the softmax over a list, with a softmax of the relevance as target.",
        ),
        Reference(
            "Sebastian Bruch, Xuanhui Wang, Michael Bendersky and Marc Najork",
            "An analysis of the softmax cross entropy loss for learning-to-rank with binary relevance",
            2019,
            "https://doi.org/10.1145/3341981.3344221",
            "Studies the loss for items that are relevant or not.",
        ),
    ),
    equivalents=(
        Equivalent(
            library="PyTorch",
            code="torch.nn.functional.cross_entropy(prediction, target, reduction='none')",
            note="It accepts weights that do not add up to 1; its mean divides by the number of lists.",
            default=Default(code="torch.nn.functional.cross_entropy(prediction, target)", reduction="samples"),
        ),
        Equivalent(
            library="optax",
            code="optax.losses.ranking_softmax_loss(prediction, target, reduce_fn=None)",
            note="The mean over lists unless reduce_fn=None.",
            default=Default(
                code="optax.losses.ranking_softmax_loss(prediction, target)",
                reduction="samples",
                differs="Alone among optax's losses of this page it takes the mean over the lists.",
            ),
        ),
    ),
    aliases=("ListNet", "listwise ranking", "learning to rank"),
    place=40,
)
