"""Histories to look at: a file for each, found by looking, with a training that brings it about."""
