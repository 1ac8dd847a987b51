"""What is timed, and against what: ``python -m benchmarks`` prints one table for each question.

Each measurement stands beside its alternative, taken in the same run and in turn with it, because a shared
machine's mood changes from minute to minute. Ratios are to be trusted, single milliseconds are not.
"""
