"""Losses of reinforcement."""

from lossviz.ui.explorer import explorer

explorer("reinforcement")
