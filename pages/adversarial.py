"""Losses of generators, critics and images."""

from lossviz.ui.explorer import explorer

explorer("adversarial")
