"""Points that are compared, boxes and masks, and two models against each other."""

from lossviz.terms.record import Term

TERMS = (
    Term(
        key="anchor",
        name="Anchor",
        says="The point with which the others are compared, in metric learning.",
        forms=("anchor", "anchors"),
        see="metric_learning?loss=triplet",
        related=("triplet", "negative"),
    ),
    Term(
        key="critic",
        name="Critic",
        says="A model that scores how real a sample looks, without turning the score into a probability.",
        forms=("critic", "critics"),
        see="adversarial?loss=wgan_critic",
        related=("discriminator", "generator"),
    ),
    Term(
        key="discriminator",
        name="Discriminator",
        says="A model that tells real samples from generated ones, as a probability.",
        forms=("discriminator", "discriminators"),
        see="adversarial?loss=gan_discriminator",
        related=("critic", "generator"),
    ),
    Term(
        key="embedding",
        name="Embedding",
        says="A point that stands for a thing: alike things shall lie close together.",
        forms=("embedding", "embeddings"),
        see="metric_learning",
        related=("metric_learning", "anchor"),
    ),
    Term(
        key="generator",
        name="Generator",
        says="A model that makes samples, and is trained to have them taken for real.",
        forms=("generator", "generators"),
        see="adversarial",
        related=("discriminator", "critic"),
    ),
    Term(
        key="iou",
        name="IoU",
        says="How far two boxes or masks agree: their overlap divided by their union.",
        forms=("IoU",),
        see="detection?loss=iou",
        related=("plateau", "metric"),
    ),
    Term(
        key="metric_learning",
        name="Metric learning",
        says="Training in which distance comes to mean likeness.",
        forms=("metric learning",),
        see="metric_learning",
        related=("embedding", "triplet"),
    ),
    Term(
        key="negative",
        name="Negative",
        says="In metric learning an example to be pushed away; in classification one whose answer is no.",
        forms=("hard negatives", "negative pair", "negative pairs"),
        see="metric_learning?loss=info_nce",
        related=("anchor", "triplet"),
    ),
    Term(
        key="triplet",
        name="Triplet",
        says="An anchor, a point that is like it, and one that is not.",
        forms=("triplet", "triplets"),
        see="metric_learning?loss=triplet",
        related=("anchor", "negative"),
    ),
)
