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
        "No loss mends that, but another model does.",
        holds=lambda n: n["rare_found"] <= n["rare"] / 10,
    ),
    Preset(
        name="The network bends",
        fields={"model": "network", "share": "0.3", "data": "ring", "penalty": "0.01"},
        says="The same classes and the same loss, but a network of one hidden layer: its border goes round them. "
        "It finds {rare_found} of {rare}.",
        holds=lambda n: n["rare_found"] >= 0.8 * n["rare"],
    ),
    Preset(
        name="Flipped labels",
        fields={"model": "network", "share": "0.3", "label_noise": "0.16", "data": "ring"},
        says="Of {wrong_labels} wrong labels the network learns {wrong_labels_learned}: its border bends to reach "
        "them. Raise the penalty, under Training, and it lets them go.",
        holds=lambda n: n["wrong_labels_learned"] >= n["wrong_labels"] / 2,
    ),
)

THRESHOLDS = (
    Preset(
        name="A threshold of one half",
        fields={},
        says="Called at {threshold}, {found} of {positives} are found, and {accuracy:.0%} of the decisions are right. "
        "Always saying no is right on {always_no:.0%}.",
        holds=lambda n: n["found"] <= n["positives"] / 4 and n["accuracy"] > 0.85,
    ),
    Preset(
        name="A lower threshold",
        fields={"threshold": "0.15"},
        says="The same model, called at {threshold}: {found} of {positives} are found, with {false_alarms} false "
        "alarms. Its probabilities stay true: {mean_probability:.1%} on average, where {base_rate:.1%} are positive.",
        holds=lambda n: n["found"] >= n["positives"] / 3 and abs(n["mean_probability"] - n["base_rate"]) < 1e-6,
    ),
    Preset(
        name="A weight instead",
        fields={"pos_weight": "5.7"},
        says="A weight and one half find {found} of {positives}, with {false_alarms} false alarms. "
        "The price: it says {mean_probability:.1%} on average, where {base_rate:.1%} are positive.",
        holds=lambda n: n["found"] >= n["positives"] / 3 and n["mean_probability"] > 2 * n["base_rate"],
    ),
    Preset(
        name="Focal, unsure of all",
        fields={"loss": "focal", "gamma": "5"},
        says="Focal loss says {mean_probability:.1%} on average, where {base_rate:.1%} are positive. "
        "It ranks them much the same, with an AUC of {auc:.2f}, but its probabilities are too near one half.",
        holds=lambda n: n["mean_probability"] > 1.5 * n["base_rate"],
    ),
)

SHARES = (
    Preset(
        name="In balance",
        fields={},
        says="Where cross-entropy has settled, the rare class pulls as hard as the other: {rare:.0%} of the gradient, "
        "from {count_rare:.0%} of the examples.",
        holds=lambda n: abs(n["rare"] - 0.5) < 0.01,
    ),
    Preset(
        name="Focal: the hard ones",
        fields={"loss": "focal"},
        says="Focal loss takes {easy:.0%} of its gradient from easy examples, where cross-entropy takes "
        "{plain_easy:.0%}. They are {count_easy:.0%} of all.",
        holds=lambda n: n["easy"] < n["plain_easy"] / 2,
    ),
    Preset(
        name="A class weight",
        fields={"pos_weight": "6"},
        says="With a weight of six, {rare:.0%} of the gradient come from the rare class, instead of {plain_rare:.0%}. "
        "Within a class nothing changes.",
        holds=lambda n: n["rare"] > 1.4 * n["plain_rare"],
    ),
    Preset(
        name="At the start",
        fields={"when": "start"},
        says="Before training all examples pull alike: {rare:.0%} of the gradient come from the rare class, "
        "{count_rare:.0%} of the examples.",
        holds=lambda n: abs(n["rare"] - n["count_rare"]) < 0.01,
    ),
)

CHAIN = (
    Preset(
        name="Wrong and certain",
        fields={"loss": "brier", "at_logit": "-5"},
        says="The Brier score pulls with {pull}, cross-entropy with {plain_pull}. "
        "Its slope in p is {loss_slope}, but the sigmoid multiplies it by {sigmoid_slope}.",
        holds=lambda n: abs(n["pull"]) < abs(n["plain_pull"]) / 20,
        seed="",
    ),
    Preset(
        name="Undecided",
        fields={"loss": "brier", "at_logit": "0"},
        says="In the middle the sigmoid is steepest, {sigmoid_slope}. The Brier score pulls with {pull}, about its "
        "most, cross-entropy with {plain_pull}.",
        holds=lambda n: abs(n["sigmoid_slope"] - 0.25) < 1e-9 and abs(n["pull"]) > 0.8 * 8 / 27,
        seed="",
    ),
    Preset(
        name="What cross-entropy mends",
        fields={"at_logit": "-5"},
        says="Cross-entropy's slope in p is {loss_slope}, as large as the sigmoid's {sigmoid_slope} is small. "
        "Multiplied they are {pull}: nothing stalls.",
        holds=lambda n: abs(n["pull"]) > 0.99 and abs(n["loss_slope"]) > 100,
        seed="",
    ),
)
