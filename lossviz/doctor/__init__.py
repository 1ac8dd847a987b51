"""The doctor: what a loss history is a sign of, how sure that is, what speaks for it and what to try.

`diagnose` reads signs from the curve (`lossviz.doctor.signs`) and weighs them (`lossviz.doctor.judgement`); what it
knows of each fault is a file in `lossviz.doctor.diagnoses`.
"""

from lossviz.doctor.history import FEWEST, LONGEST, History
from lossviz.doctor.judgement import DIAGNOSES, diagnose
from lossviz.doctor.record import Diagnosis, Finding, Stretch
from lossviz.doctor.signs import Signs, signs_of

__all__ = [
    "DIAGNOSES",
    "FEWEST",
    "LONGEST",
    "Diagnosis",
    "Finding",
    "History",
    "Signs",
    "Stretch",
    "diagnose",
    "signs_of",
]
