"""Classification: decision regions, thresholds, shares of the gradient, the chain rule."""

from lossviz.ui.explorer import explorer

explorer("classify")
