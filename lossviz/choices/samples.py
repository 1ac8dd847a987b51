"""Samples that look real."""

from lossviz.choices.record import Candidate, Fork, Leaf, Option
from lossviz.lessons.exhibit import Numbers, Read, exhibit

FIRST = exhibit("adversarial?loss=gan_non_saturating_generator&figure=game", "fake", "spread")
SATURATED = exhibit("adversarial?loss=gan_minimax_generator&figure=game")
STEADY = exhibit("adversarial?loss=wgan_critic&figure=game&fake=-4", "fake", "spread")
HINGE = exhibit("adversarial?loss=hinge_gan_discriminator&figure=game&fake=-4")
PICTURES = exhibit("adversarial?loss=perceptual&figure=images", "shift", "blur")


def first(read: Read) -> Numbers:
    """The pulls on fakes that a good critic sees through."""
    return {"steady": read(FIRST)["mean_pull"], "minimax": read(SATURATED)["mean_pull"]}


def steady(read: Read) -> Numbers:
    """The pulls on fakes far from the real examples, and near."""
    return {
        "far": read(STEADY)["mean_pull"],
        "near": read(STEADY, fake="0")["mean_pull"],
        "hinge": read(HINGE)["mean_pull"],
    }


def pictures(read: Read) -> Numbers:
    """What a shift costs beside a blur, in pixels and in filters."""
    here = read(PICTURES)
    return {
        "pixels": here["shift_in_pixels"] / here["blur_in_pixels"],
        "filters": here["shift_in_filters"] / here["blur_in_filters"],
    }


KIND = Option(
    "samples",
    "Samples that look real",
    Fork(
        "How far have you come?",
        (
            Option(
                "first",
                "A first try",
                Leaf(
                    start=Candidate("gan_non_saturating_generator"),
                    against=Candidate("lsgan_generator"),
                    exhibit=FIRST,
                    says="The best critic sees through these fakes. They are pulled with {steady}; by the first GAN's "
                    "own game only with {minimax}.",
                    numbers=first,
                    shows=lambda n: n["steady"] > 10 * n["minimax"],
                    price="Two models chase each other: no loss says how good the samples are.",
                    beside=("gan_discriminator", "gan_minimax_generator", "lsgan_discriminator"),
                ),
            ),
            Option(
                "unstable",
                "Training is not stable",
                Leaf(
                    start=Candidate("wgan_critic"),
                    against=Candidate("hinge_gan_discriminator"),
                    exhibit=STEADY,
                    says="At {at_fake} the critic pulls the fakes with {far}, and with {near} much nearer: a slope "
                    "held to one does not fade. The hinge's critic pulls them with {hinge} there.",
                    numbers=steady,
                    shows=lambda n: abs(n["far"] - n["near"]) < 0.1 * n["far"] and n["hinge"] < 0.1 * n["far"],
                    price="Its slope has to be held down, which takes time at every step.",
                    beside=("wgan_generator",),
                ),
            ),
            Option(
                "pictures",
                "A picture made from a picture",
                Leaf(
                    start=Candidate("perceptual", "added to the error in pixels"),
                    against=Candidate("squared", "in pixels alone"),
                    exhibit=PICTURES,
                    says="In pixels the shift costs {pixels} times what the blur costs, in filters {filters} times. "
                    "Pixels count every place alone; filters look for what is there.",
                    numbers=pictures,
                    shows=lambda n: n["pixels"] > 1.5 * n["filters"],
                    price="A network to look through, and patterns that its filters do not see.",
                ),
                "larger, sharper, in colour",
            ),
        ),
    ),
    "pictures, voices",
    "gan_non_saturating_generator",
    9,
)
