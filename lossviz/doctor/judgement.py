"""How the signs of a history are weighed: a softmax over weighted sums of a few measures, each between 0 and 1.

The weights stand in ``weights.json``, which ``python -m tests.golden.write_doctor`` fits on generated histories.
"""

import json
from functools import lru_cache
from pathlib import Path

import numpy as np

from lossviz.doctor import diagnoses
from lossviz.doctor.history import History
from lossviz.doctor.record import Diagnosis, Finding
from lossviz.doctor.signs import Signs, signs_of
from lossviz.vocabulary import Registry, discovered

LAPSE = 0.02  # the chance that is left to all diagnoses alike: no curve is beyond doubt
WEIGHTS = Path(__file__).with_name("weights.json")


def _registry() -> Registry:
    found: list[Diagnosis] = sorted(discovered(diagnoses, "DIAGNOSIS"), key=lambda each: each.place)
    return Registry("diagnosis", {each.key: each for each in found})


DIAGNOSES = _registry()


def _share(value: float, half: float) -> float:
    """From 0 towards 1 as a positive number grows; about three quarters at twice ``half``."""
    return float(np.tanh(max(value, 0.0) / (2 * half)))


def measures(signs: Signs) -> dict[str, float]:
    """The signs as numbers from 0 to 1, by name."""
    swing = max(signs.noise, 1e-6)
    plateau = _share(signs.flat - 0.15, 0.06)
    return {
        "falls": _share(signs.fall, 0.06),
        "falls far": _share(signs.fall, 0.6),
        "ends higher": _share(-signs.fall, 0.1),
        "moves": float(np.clip(np.log10(max(signs.moved, 1e-4)) / 4 + 1, 0, 1)),
        "hardly moves": _share(0.08 - signs.moved, 0.02),
        "comes back up": _share(signs.back - signs.noise, 0.15),
        "peak above the start": _share(signs.peak, 0.4),
        "jump": _share(signs.jump - 4 * signs.noise, 0.3),
        "jump after a fall": _share(min(signs.jump - 4 * signs.noise, 2 * signs.deepest), 0.2),
        "noise": _share(signs.noise, 0.08),
        "noise against the fall": _share(swing / (abs(signs.deepest) + 0.02), 0.2),
        "waves": _share(signs.waves, 2.0),
        "late": _share(signs.late, 0.08) * (1 - plateau),
        "settled": signs.settled,
        "plateau": plateau,
        "validation rises": _share(signs.rise, 0.06),
        "gap grows": _share(signs.gap - signs.gap_then, 0.15),
        "gap": _share(signs.gap, 0.3),
        "validation is there": float(signs.watched),
        "no number": float(signs.broken == signs.broken),
        "1": 1.0,
    }


@lru_cache(maxsize=1)
def _weights() -> tuple[tuple[str, ...], np.ndarray]:
    table = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    names = tuple(table["measures"])
    return names, np.array([table["weights"][key] for key in DIAGNOSES])


@lru_cache(maxsize=512)
def diagnose(history: History) -> tuple[Finding, ...]:
    """All diagnoses of a history, the likeliest first, with how sure each is."""
    signs, (names, weights) = signs_of(history), _weights()
    found = measures(signs)
    scores = weights @ np.array([found[name] for name in names])
    scores[[not each.possible(signs) for each in DIAGNOSES.values()]] = -np.inf
    sureness = np.exp(scores - scores.max())
    sureness = (1 - LAPSE) * sureness / sureness.sum() + LAPSE * np.isfinite(scores) / np.isfinite(scores).sum()
    order = np.argsort(-sureness, kind="stable")
    known = list(DIAGNOSES.values())
    return tuple(
        Finding(known[place], float(sureness[place]), known[place].evidence(history, signs)) if sureness[place] > 0
        else Finding(known[place], 0.0, ())
        for place in order
    )  # fmt: skip
