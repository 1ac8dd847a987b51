"""Figures that move under the thumb: what travels to the browser, and the ways to mount it."""
