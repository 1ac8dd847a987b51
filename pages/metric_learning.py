"""Losses of embeddings."""

from lossviz.ui.explorer import explorer

explorer("metric_learning")
