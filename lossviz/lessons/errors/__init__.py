"""Errors and outliers: losses of a number's miss."""

from lossviz.lessons.record import Course

COURSE = Course(
    key="errors",
    name="Errors and outliers",
    place=1,
    about="What a loss makes of small misses, large ones, and points that are plainly wrong.",
    assumes=(
        "What a residual is: the prediction minus the truth.",
        "That the slope of a curve says how fast it rises.",
        "How a straight line is written with a slope and an intercept.",
    ),
    aims=(
        "Say for a loss which misses it cares about, from its slope.",
        "Foresee how a few bad points move a fit, and choose a loss that they do not move.",
        "Set Huber's δ by the scatter of the good points, in the units of what is predicted.",
        "Turn what a miss costs either way into a quantile.",
    ),
    questions=(
        (
            "A colleague says that absolute error is safe against outliers. What do you ask back?",
            "How many there are, and where. Absolute error limits how hard a point pulls, not how long its lever is. "
            "Enough bad points at one end of x turn its line, too.",
        ),
        (
            "Prices are to be predicted in cents instead of euros. Which numbers of the training must change?",
            "Whatever is measured in units of the price: Huber's δ becomes a hundred times as large. A share such as τ "
            "stays as it is, for it has no unit.",
        ),
        (
            "Where would you want a forecast that is wrong on most days?",
            "Where one miss is much dearer than the other: a bakery, a blood bank, a bridge. The forecast is then "
            "a quantile, meant to be exceeded seldom.",
        ),
    ),
)
