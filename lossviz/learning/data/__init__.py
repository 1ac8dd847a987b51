"""Small seeded data sets with the knobs that a lesson needs, one a file.

Every draw is made once for a seed and then scaled, shifted or relabelled, so that points move smoothly
while a knob turns instead of being dealt anew.
"""
