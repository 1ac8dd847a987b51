"""States of the figures to start from."""

from lossviz.vocabulary import Preset

REGIONS = (
    Preset(
        name="Rare and overlapping",
        fields={},
        says="The model is right on {accuracy:.0%} of the examples, and finds {rare_found} of the {rare} rare ones. "
        "Always saying no is right on {always:.0%}, too.",
        holds=lambda n: n["accuracy"] > 0.85 and n["rare_found"] <= n["rare"] / 4,
    ),
    Preset(
        name="With a class weight",
        fields={"pos_weight": "6"},
        says="Each rare example counts as six: the border moves over, and {rare_found} of {rare} are found. "
        "The price: only {accuracy:.0%} are right, less than the {always:.0%} of always saying no.",
        holds=lambda n: n["rare_found"] >= n["rare"] / 2 and n["accuracy"] < n["always"],
    ),
    Preset(
        name="Less overlap",
        fields={"spread": "0.4"},
        says="As rare as before, but the classes overlap less: {rare_found} of {rare} are found without any weight. "
        "Rarity alone hides nobody.",
        holds=lambda n: n["rare_found"] >= n["rare"] / 2 and n["accuracy"] > n["always"],
    ),
    Preset(
        name="One inside the other",
        fields={"share": "0.3", "data": "ring"},
        says="A straight border cannot go round a class: {rare_found} of {rare} are found. "
        "Choose the network as the model, with a small penalty, and watch the border bend.",
        holds=lambda n: n["rare_found"] <= n["rare"] / 10,
    ),
)
