"""The pages besides those of families: the page's file and address, its title, and what it is for."""

from lossviz.catalogue import CATALOGUE
from lossviz.losses import FAMILIES

LABS = {
    **{lab.key: (lab.name, lab.question) for lab in CATALOGUE.labs.values()},
    "map": ("Relatives", "Which losses become which: every limit and equality, with the two overlaid."),
    "traps": ("Traps", "Same name, different number: classic mistakes with libraries' losses."),
}

# What stands at the top of the pages that are no figure's.
HEADINGS = {
    "": (
        "See what a loss function does",
        "A loss says how wrong a prediction is, and its slope how hard the prediction is pulled: drag the dot or the "
        "slider and watch both.",
    ),
    "map": (
        "Which loss becomes which",
        "Many losses are one another in disguise: equal once a parameter is set, or in a limit. Every such statement "
        "is tested by number, and opens the two laid over each other.",
    ),
    "traps": (
        "Same name, different number",
        "Every line here runs without an error, and some compute something else than their author meant. The numbers "
        "are those that the libraries gave; what each does by default with one loss is on that loss's page.",
    ),
}

# What each page shows, in a sentence.
ABOUT = {"": "All losses as small drawn curves, by family."}
ABOUT |= {family.key: family.question for family in FAMILIES.values()}
ABOUT |= {key: purpose for key, (_, purpose) in LABS.items()}
