"""Losses of embeddings."""

from lossviz.ui.family_page import family_page

family_page("metric_learning")
