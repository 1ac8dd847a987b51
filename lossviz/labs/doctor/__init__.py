"""What a loss history is a sign of."""

from lossviz.labs.doctor.subjects import subjects
from lossviz.vocabulary import Lab

LAB = Lab(
    key="doctor",
    name="Doctor",
    question="What a loss history is a sign of: the diagnosis, what speaks for it, what else it could be, what to try.",
    start="by_heart",
    of="history",
    noun="History",
    subjects=subjects,
    place=40,
    words=("diagnosis", "my loss", "training curve", "nan", "diverges", "plateau", "loss does not go down"),
)
