"""States of the combinations to start from."""

from lossviz.vocabulary import Preset

PRESETS = (
    Preset(
        name="A sum hides a quarrel",
        fields={"combination": "two_tasks"},
        says="Alone, the tasks get down to {alone_1} and {alone_2}. One slope for both leaves {term_1} and {term_2}: "
        "the sum {sum} tells neither.",
        holds=lambda n: n["term_1"] > 4 * n["alone_1"] and n["term_2"] > 4 * n["alone_2"],
    ),
    Preset(
        name="A dent no weight reaches",
        fields={"combination": "two_tasks", "conflict": "3"},
        says="The tasks are far apart, and no weights reach {unreached:.0%} of the front. "
        "A sum serves one task or the other: {term_1} and {term_2}.",
        holds=lambda n: n["unreached"] > 0.5 and max(n["term_1"], n["term_2"]) > 10 * min(n["term_1"], n["term_2"]),
    ),
    Preset(
        name="A smaller gap has a price",
        fields={"combination": "fairness"},
        says="The gap between the groups' mean predictions falls from {gap_alone} to {gap}. "
        "The errors rise from {alone_1} to {term_1}.",
        holds=lambda n: n["gap"] < 0.5 * n["gap_alone"] and n["term_1"] > 2 * n["alone_1"],
    ),
    Preset(
        name="An equation fills the gaps",
        fields={"combination": "physics"},
        says="With the equation as a term the curve misses the truth by {miss}. "
        "Hardly weighed, it misses by {miss_alone}.",
        holds=lambda n: n["miss"] < 0.2 * n["miss_alone"],
    ),
    Preset(
        name="The mean forgets the few",
        fields={"combination": "worst_case"},
        says="Under the mean alone the rarest group's loss is {group_3_alone}; with the worst as a term, {group_3}. "
        "The common pay: {group_1_alone} becomes {group_1}.",
        holds=lambda n: n["group_3"] < 0.6 * n["group_3_alone"] and n["group_1"] > 2 * n["group_1_alone"],
    ),
    Preset(
        name="Springs slow forgetting",
        fields={"combination": "elastic_weights"},
        says="The old task's loss was {before}. After the new task it is {old_alone} without springs, {old} with them.",
        holds=lambda n: n["before"] < n["old"] < 0.6 * n["old_alone"],
    ),
)
