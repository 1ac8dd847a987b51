"""What papers report of losses: what happened, the number, what was read of the source, and where it is seen here."""

from collections.abc import Callable
from dataclasses import dataclass

from lossviz.lessons.exhibit import Exhibit, Numbers, Read, exhibit, plainly

# What was read of a source, in words.
READ = {
    "text": "The numbers were read in the text.",
    "summary": "The numbers were read in a summary, not in the paper.",
    "abstract": "Only the abstract was read.",
    "title": "Only the title was read.",
}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Source:
    """A publication, and what of it was read: a key of `READ`."""

    name: str
    year: int
    url: str
    read: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Case:
    """A report of what a loss did.

    Parameters
    ----------
    key, title : str
        Its anchor, and its name.
    happened : str
        What was done, and what came of it.
    number : str
        What was measured, in the words and units of the source; empty where no number was read.
    sources : tuple of Source
        Where that is told.
    exhibit : Exhibit
        A figure here that shows what it is about.
    says : str
        What the figure shows, a template over `numbers`; and how it differs from the report.
    numbers : callable
        ``numbers(read)`` gives the readings of the sentence.
    """

    key: str
    title: str
    happened: str
    number: str
    sources: tuple[Source, ...]
    exhibit: Exhibit
    says: str
    numbers: Callable[[Read], Numbers]

    @property
    def known(self) -> Numbers:
        """The numbers of its sentence."""
        return self.numbers(plainly)


def _arxiv(name: str, year: int, number: str, read: str) -> Source:
    return Source(name=name, year=year, url=f"https://arxiv.org/abs/{number}", read=read)


FOCAL = exhibit(
    "binary?loss=focal&figure=spectrum&line=probability&at_probability=0.9&alpha=0.25", "gamma", "at_probability"
)
LESION = exhibit(
    f"segmentation?loss=dice&figure=mask&target={'000' * 5}{'060' * 2}{'000' * 5}&painted={'0' * 36}", "painted"
)
LESION_PIXELS = exhibit(f"segmentation?loss=pixel_cross_entropy&figure=mask&target={'000' * 5}{'060' * 2}{'000' * 5}")
CLIP = exhibit("metric_learning?loss=clip&figure=curve&at_similarity=-1", "at_similarity")
DPO = exhibit("ranking?loss=dpo&figure=curve&against=&at_difference=-5&beta=0.1", "beta", "at_difference")
BALANCED = exhibit("multiclass?loss=class_balanced&figure=costs&beta=0.999", "beta")
CLIPPED = exhibit("regression?loss=huber&figure=curve&delta=1&at_residual=2&against=squared", "at_residual", "delta")
QUANTILE = exhibit("regression?loss=quantile&figure=landscape&tau=0.975&outliers=0&second=none", "tau", "noise")
APART = exhibit("distributions?loss=jensen_shannon&figure=bars&bars=4&p=1,0,0,0,0,0&q=0,0,0,1,0,0", "q")
PICTURES = exhibit("adversarial?loss=perceptual&figure=images", "shift", "blur")
SEARCH = exhibit("reinforcement?loss=alphazero&figure=actions&steps=5", "steps", "rate")
SURE = exhibit(
    "multiclass?loss=cross_entropy&figure=curve&at_logit=-3&label=0&temperature=1", "temperature", "at_logit"
)
START = exhibit("binary?loss=brier&figure=curve&against=binary_cross_entropy&at_logit=-6&label=1", "at_logit")
START_LOG = exhibit("binary?loss=binary_cross_entropy&figure=curve&label=1")
APART_CLASSES = exhibit("binary?loss=binary_cross_entropy&figure=landscape&spread=0.3&label_noise=0", "pos_weight")
GRADES = exhibit("multiclass?loss=class_distance_weighted&figure=costs", "alpha", "confidence")
PEAK = exhibit("regression?loss=asymmetric_peak&figure=curve&at_residual=-2", "at_residual")


def _lesion(read: Read) -> Numbers:
    pixels = read(LESION_PIXELS, painted="0" * 36)["value"]
    return {"dice": read(LESION)["value"], "pixels": pixels}


def _quantile(read: Read) -> Numbers:
    return {
        "high": read(QUANTILE)["lowest_intercept"],
        "middle": read(QUANTILE, tau="0.5")["lowest_intercept"],
    }


def _weights(read: Read) -> Numbers:
    return {
        "plain": read(APART_CLASSES)["lowest_finds_1"],
        "weighted": read(APART_CLASSES, pos_weight="6")["lowest_finds_1"],
    }


CASES = (
    Case(
        key="retinanet",
        title="One detector, another loss",
        happened="RetinaNet looks at a hundred thousand boxes, nearly all of them empty. Focal loss turned the easy "
        "ones down; the network stayed the same.",
        number="AP 31.1 with the best weighted cross-entropy, 34.0 with γ = 2 and α = 0.25. Cross-entropy with "
        "α = 0.25 gave 10.8: the two are tuned together.",
        sources=(_arxiv("Lin, Goyal, Girshick, He and Dollár", 2017, "1708.02002", "text"),),
        exhibit=FOCAL,
        says="A box that is right with {at_probability} costs {focal} here, and {plain} without focusing. "
        "Multiply by a hundred thousand.",
        numbers=lambda read: {
            "focal": read(FOCAL)["value"],
            "plain": read(FOCAL, gamma="0")["value"],
            "at_probability": float(FOCAL.fields["at_probability"]),
        },
    ),
    Case(
        key="vnet",
        title="A prostate in a dark volume",
        happened="V-Net was trained twice on the same scans: once with a Dice loss, once with a logistic one.",
        number="Dice score 0.869 ± 0.033 with the Dice loss, 0.739 ± 0.088 with the logistic one (PROMISE 2012).",
        sources=(_arxiv("Milletari, Navab and Ahmadi", 2016, "1606.04797", "text"),),
        exhibit=LESION,
        says="A small object that is missed altogether costs {dice} by Dice and {pixels} by the mean over pixels. "
        "V-Net squares in the denominator; this Dice does not.",
        numbers=_lesion,
    ),
    Case(
        key="clip",
        title="Pictures and their captions",
        happened="CLIP asks each picture of a batch for its caption, and each caption for its picture.",
        number="400 million pairs, batches of 32 768. The temperature starts at 0.07, and the scale is capped at 100.",
        sources=(_arxiv("Radford, Kim, Hallacy and others", 2021, "2103.00020", "text"),),
        exhibit=CLIP,
        says="A true pair that scores {at_similarity} pulls with {pull}. Raise it, and the pull fades.",
        numbers=lambda read: {
            "pull": abs(read(CLIP)["slope"]),
            "at_similarity": float(CLIP.fields["at_similarity"]),
        },
    ),
    Case(
        key="dpo",
        title="Preferences without a reward model",
        happened="Language models were trained on people's choices by one logistic loss, with no reward model and no "
        "sampling while training.",
        number="",
        sources=(_arxiv("Rafailov, Sharma, Mitchell and others", 2023, "2305.18290", "abstract"),),
        exhibit=DPO,
        says="A choice that is the wrong way round pulls with {loose} here, and with {tight} at a larger β.",
        numbers=lambda read: {"loose": abs(read(DPO)["slope"]), "tight": abs(read(DPO, beta="0.5")["slope"])},
    ),
    Case(
        key="class_balanced",
        title="Long tails",
        happened="Classes were weighed by an effective number of examples, which grows more slowly than their count. "
        "It was tried on long-tailed versions of CIFAR, on iNaturalist and on ImageNet.",
        number="",
        sources=(_arxiv("Cui, Jia, Lin, Song and Belongie", 2019, "1901.05555", "abstract"),),
        exhibit=BALANCED,
        says="Here an example of the rarest class counts {times} times as much as one of the commonest.",
        numbers=lambda read: {
            "times": read(BALANCED)["weight_of_class_2"] / read(BALANCED)["weight_of_class_0"],
        },
    ),
    Case(
        key="dqn",
        title="One sentence, read in two ways",
        happened="The DQN paper clips the error term to ±1. Whoever clips the squared error stops all learning from "
        "large errors; whoever clips its slope has Huber's loss.",
        number="A slope of 0 beyond an error of 1, or a slope of 1. OpenAI tells of code with the first by mistake.",
        sources=(
            Source(
                name="Mnih, Kavukcuoglu, Silver and others",
                year=2015,
                url="https://doi.org/10.1038/nature14236",
                read="text",
            ),
            Source(
                name="OpenAI Baselines: DQN",
                year=2017,
                url="https://openai.com/blog/openai-baselines-dqn",
                read="text",
            ),
        ),
        exhibit=CLIPPED,
        says="At an error of {at_residual} Huber's slope is {slope}: it still pulls, and no harder than at {delta}.",
        numbers=lambda read: {
            "slope": read(CLIPPED)["slope"],
            "at_residual": float(CLIPPED.fields["at_residual"]),
            "delta": read(CLIPPED, at_residual="1")["at"],
        },
    ),
    Case(
        key="m5",
        title="A forecast is a range",
        happened="The M5 competition asked for nine quantiles of every series of sales, and judged them "
        "by the pinball loss, scaled and weighted.",
        number="42 840 series, quantiles from 0.005 to 0.995.",
        sources=(
            Source(
                name="Makridakis, Spiliotis, Assimakopoulos and others",
                year=2022,
                url="https://doi.org/10.1016/j.ijforecast.2021.10.009",
                read="text",
            ),
        ),
        exhibit=QUANTILE,
        says="The line of the high quantile has an intercept of {high}, that of the median {middle}.",
        numbers=_quantile,
    ),
    Case(
        key="wgan",
        title="Two parallel lines",
        happened="Two distributions lie on parallel lines. However near they come, the Jensen–Shannon divergence stays "
        "the same; the Wasserstein distance shrinks with the gap.",
        number="ln 2 for every gap but none, against the gap itself.",
        sources=(_arxiv("Arjovsky, Chintala and Bottou", 2017, "1701.07875", "text"),),
        exhibit=APART,
        says="These two have nothing in common and cost {apart}. Move q one bar nearer: it is {nearer} still.",
        numbers=lambda read: {
            "apart": read(APART)["value"],
            "nearer": read(APART, q="0,1,0,0,0,0")["value"],
        },
    ),
    Case(
        key="srgan",
        title="What people see in a picture",
        happened="Enlarged pictures were rated by people. The perceptual loss won by opinion, not by the usual "
        "measures of error.",
        number="26 raters, marks from 1 to 5. Best by mean opinion, not by PSNR or SSIM.",
        sources=(
            _arxiv("Ledig, Theis, Huszár and others", 2016, "1609.04802", "title"),
            Source(
                name="A summary by the VITAL lab",
                year=2017,
                url="https://vitalab.github.io/article/2017/09/21/gan-super-resolution.html",
                read="summary",
            ),
        ),
        exhibit=PICTURES,
        says="Here a shift costs {pixels} times what a blur costs in pixels, and {filters} times in filters. "
        "These filters are small and fixed, not those of a trained network.",
        numbers=lambda read: {
            "pixels": read(PICTURES)["shift_in_pixels"] / read(PICTURES)["blur_in_pixels"],
            "filters": read(PICTURES)["shift_in_filters"] / read(PICTURES)["blur_in_filters"],
        },
    ),
    Case(
        key="alphago_zero",
        title="One network, one sum",
        happened="AlphaGo Zero learns to judge a position and to choose a move in one network, by one sum of losses. "
        "The first AlphaGo had separate networks, trained one after the other.",
        number="(z − v)² − πᵀ log p + c‖θ‖².",
        sources=(
            Source(
                name="Silver, Schrittwieser, Simonyan and others",
                year=2017,
                url="https://doi.org/10.1038/nature24270",
                read="text",
            ),
        ),
        exhibit=SEARCH,
        says="After a few steps the policy's share of the search's visits has gone from {before} to {after}.",
        numbers=lambda read: {
            "before": read(SEARCH)["expected"],
            "after": read(SEARCH)["expected_after"],
        },
    ),
    Case(
        key="calibration",
        title="Right, and too sure",
        happened="A deep network was far surer than it was right. One temperature, set after training, mended most "
        "of that.",
        number="Calibration error 16.53 %, then 1.26 % (ResNet-110, CIFAR-100).",
        sources=(_arxiv("Guo, Pleiss, Sun and Weinberger", 2017, "1706.04599", "text"),),
        exhibit=SURE,
        says="A mistake that costs {plain} costs {warm} once all scores are divided by a temperature.",
        numbers=lambda read: {
            "plain": read(SURE)["value"],
            "warm": read(SURE, temperature="3")["value"],
        },
    ),
    Case(
        key="square",
        title="Squared error for classes",
        happened="The rule that classes want cross-entropy was tested on many tasks. Squared error did as well or "
        "better in most of language and speech; in vision cross-entropy had a slight edge.",
        number="",
        sources=(_arxiv("Hui and Belkin", 2020, "2006.07322", "abstract"),),
        exhibit=START,
        says="The known weakness is the start: sure and wrong, Brier's score pulls with {brier}, cross-entropy with "
        "{logarithm}.",
        numbers=lambda read: {
            "brier": abs(read(START)["slope"]),
            "logarithm": abs(read(START_LOG, at_logit=START.fields["at_logit"])["slope"]),
        },
    ),
    Case(
        key="weights",
        title="Weights that wear off",
        happened="Examples were weighed while deep networks trained on images and text. The effect of the weights "
        "faded as training went on.",
        number="",
        sources=(_arxiv("Byrd and Lipton", 2018, "1812.03372", "abstract"),),
        exhibit=APART_CLASSES,
        says="Where a model can separate the classes, weights change nothing: {plain:.0f} found without, "
        "{weighted:.0f} with.",
        numbers=_weights,
    ),
    Case(
        key="colitis",
        title="Grades of a disease",
        happened="Grades of ulcerative colitis stand in an order, which cross-entropy does not know. A loss that "
        "weighs mistakes by their distance did better than it, and than others made for orders.",
        number="",
        sources=(_arxiv("Polat, Ergenc, Kani and others", 2022, "2202.05167", "abstract"),),
        exhibit=GRADES,
        says="The farthest mistake costs {times} times as much as the nearest.",
        numbers=lambda read: {"times": read(GRADES)["times"]},
    ),
    Case(
        key="peaks",
        title="Peaks of a time series",
        happened="A loss that is dearer for missed peaks, with weights that adapt, was tried on emissions, stream flow "
        "and gold prices. Its authors report that peaks were forecast better.",
        number="",
        sources=(
            Source(
                name="Hajiabbasi Somehsaraie, Tofighi, Wang, Wang and Xiao",
                year=2025,
                url="https://doi.org/10.3390/forecast7040075",
                read="abstract",
            ),
        ),
        exhibit=PEAK,
        says="Too low costs {low}, too high by as much {high}. The weights here are fixed; those of the paper adapt.",
        numbers=lambda read: {"low": read(PEAK)["value"], "high": read(PEAK, at_residual="2")["value"]},
    ),
)
