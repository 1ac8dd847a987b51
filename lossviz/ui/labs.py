"""The pages that are about many losses at once: the page's file and address, its title, and what it is for."""

LABS = {
    "compare": ("Compare", "Any losses of one space over each other, raw or scaled to agree where you choose."),
    "map": ("Relatives", "Which losses become which: every limit and equality, with the two overlaid."),
    "traps": ("Traps", "Same name, different number: classic mistakes with libraries' losses."),
}
