"""Writes what the doctor weighs signs by, and what its answers are worth.

    python -m tests.golden.write_doctor [weights]

writes ``doctor.npz`` beside it, the histories that the doctor is judged on, and ``docs/doctor.md``, which says how
often it is right. With ``weights`` it first fits ``lossviz/doctor/weights.json`` to histories of other tasks and seeds,
which takes a few minutes. NumPy is all that it needs.
"""

import json
import sys
from pathlib import Path
from textwrap import fill

import numpy as np

from lossviz.doctor import DIAGNOSES, History, diagnose, signs_of
from lossviz.doctor.judgement import WEIGHTS, measures
from tests.histories import MAKERS, generated

HERE = Path(__file__).parent
STORE, DOCUMENT = HERE / "doctor.npz", HERE.parents[1] / "docs" / "doctor.md"
FITTED, JUDGED = (50, 100), (8, 24)  # histories of each fault, and healthy ones
RIDGE = 1e-4  # of 1e-3, 3e-4, 1e-4 and 3e-5 the one after which it was about as often right as it was sure
ROUNDS = 6000
WIDTH = 118  # of the page's lines
LEVELS = (0.0, 0.5, 0.7, 0.9, 0.97)


def store(pairs):
    """Writes histories, their numbers with six digits."""
    columns = {}
    for place, (key, history) in enumerate(pairs):
        rows = [history.step, history.training, *([] if history.validation is None else [history.validation])]
        columns[f"{place:03}-{key}"] = np.array([[float(f"{x:.6g}") for x in row] for row in rows])
    np.savez_compressed(STORE, **columns)


def stored():
    """The histories to judge by, with the key of the right diagnosis."""
    with np.load(STORE) as columns:
        return [(name.partition("-")[2], History.of(*columns[name])) for name in columns.files]


def fitted(pairs):
    """Weights that make the right diagnoses likeliest, each fault counting alike, by accelerated gradient descent."""
    every = [measures(signs_of(history)) for _, history in pairs]
    given = np.array([list(each.values()) for each in every])
    right = np.array([list(DIAGNOSES).index(key) for key, _ in pairs])
    possible = np.array([[each.possible(signs_of(history)) for each in DIAGNOSES.values()] for _, history in pairs])
    kinds = len(DIAGNOSES)
    share = (len(pairs) / (kinds * np.bincount(right, minlength=kinds)))[right][:, None] / len(pairs)
    steepest = 0.5 * np.linalg.eigvalsh((given * share).T @ given).max() + RIDGE
    weights = ahead = np.zeros((kinds, given.shape[1]))
    pace = 1.0
    for _ in range(ROUNDS):
        scores = np.where(possible, given @ ahead.T, -np.inf)
        chances = np.exp(scores - scores.max(1, keepdims=True))
        chances /= chances.sum(1, keepdims=True)
        slope = ((chances - np.eye(kinds)[right]) * share).T @ given + RIDGE * ahead
        after, faster = ahead - slope / steepest, (1 + np.sqrt(1 + 4 * pace**2)) / 2
        ahead, weights, pace = after + (pace - 1) / faster * (after - weights), after, faster
    rows = {key: [round(float(each), 3) for each in row] for key, row in zip(DIAGNOSES, weights, strict=True)}
    return {"measures": list(every[0]), "weights": rows}


def confusion(pairs):
    """How often a history of a kind (row) was given a diagnosis (column)."""
    keys, table = list(DIAGNOSES), np.zeros((len(DIAGNOSES),) * 2, int)
    for key, history in pairs:
        table[keys.index(key), keys.index(diagnose(history)[0].diagnosis.key)] += 1
    return table


def calibration(pairs):
    """For each level of sureness: how many answers, how sure they were on average, and how many were right."""
    sure = np.array([diagnose(history)[0].sureness for _, history in pairs])
    right = np.array([diagnose(history)[0].diagnosis.key == key for key, history in pairs])
    found = []
    for low, high in zip(LEVELS, (*LEVELS[1:], 1.01), strict=True):
        there = (sure >= low) & (sure < high)
        found.append((low, min(high, 1.0), int(there.sum()), float(sure[there].sum()), int(right[there].sum())))
    return found


def _known(diagnosis):
    """What is known of a fault, and where the site shows more."""
    alike = ", ".join(DIAGNOSES[key].name.lower().replace("nan", "NaN") for key in diagnosis.also)
    see = "; ".join(f"{words} (`/{address}`)" for words, address in diagnosis.see)
    yield f"- **{diagnosis.name}.** {diagnosis.says} Looks like: {alike}. {diagnosis.why_also} See {see}."


def document(pairs):
    """The text of ``docs/doctor.md``."""
    table = confusion(pairs)
    right, faults = int(np.trace(table)), len(pairs) - int(table[0].sum())
    second = sum(key in [each.diagnosis.key for each in diagnose(history)[:2]] for key, history in pairs)
    said = calibration(pairs)
    apart = sum(abs(sure - count) for *_, sure, count in said) / len(pairs)
    names = [each.name for each in DIAGNOSES.values()]
    lines = [
        "# What the doctor's answers are worth",
        "",
        "Written by `python -m tests.golden.write_doctor`; a test holds this page to the numbers.",
        "",
        fill(
            f"The doctor was judged on {len(pairs)} histories, {faults} with a known fault and {len(pairs) - faults} "
            "without. Each comes from a small network that was really trained, in NumPy, with the fault built "
            "in: too few "
            "examples, too large a rate, a broken batch. A training in which the fault did not come about was "
            "drawn anew; "
            "`tests/histories.py` says by which rule. Lengths, units, noise, batches and whether there is a validation "
            "loss were drawn at random.",
            WIDTH,
        ),
        "",
        fill(
            "What it weighs is a handful of measures of the curve (`lossviz/doctor/signs.py`). The weights were fitted "
            f"to {2 * (9 * FITTED[0] + FITTED[1])} histories of two other sets of tasks; the measures were chosen by "
            "fitting to the one and looking at the other. None of the histories below took part in either.",
            WIDTH,
        ),
        "",
        f"- Its first answer was right on **{right} of {len(pairs)}**; the right one was among its first two "
        f"on {second}.",
        f"- It called {int(table[0, 1:].sum())} of {int(table[0].sum())} healthy runs ill.",
        f"- It called {int(table[1:, 0].sum())} of {faults} ill runs healthy.",
        "",
        "## What was taken for what",
        "",
        "A row for each kind of history, a column for each answer.",
        "",
        f"| | {' | '.join(names)} |",
        f"|---|{'---:|' * len(names)}",
        *(
            f"| {name} | {' | '.join(f'**{n}**' if n and i == j else str(n or '') for j, n in enumerate(row))} |"
            for i, (name, row) in enumerate(zip(names, table, strict=True))
        ),
        "",
        "## How sure it was, and how often it was right",
        "",
        "| said to be sure | answers | mean of what it said | right |",
        "|---|---:|---:|---:|",
        *(
            f"| {low:.0%} to {high:.0%} | {count} | {sure / max(count, 1):.0%} | {good / max(count, 1):.0%} |"
            for low, high, count, sure, good in said
        ),
        "",
        f"On average over all answers the two differ by {apart:.0%}.",
        "",
        "## What it knows",
        "",
        *(fill(line, WIDTH, subsequent_indent="  ") for each in DIAGNOSES.values() for line in _known(each)),
        "",
        "## What it does not know",
        "",
        fill(
            "These are small networks on small tasks. A history of another kind of model may look unlike all of "
            "them. And "
            "no curve tells all: how low a loss could go, for one, is not written in it.",
            WIDTH,
        ),
        "",
    ]
    return "\n".join(lines).replace("%", " %")


if __name__ == "__main__":
    if "weights" in sys.argv[1:]:
        table = fitted(generated("fitting", *FITTED) + generated("choosing", *FITTED))
        rows = ",\n".join(f'  "{key}": {json.dumps(row)}' for key, row in table["weights"].items())
        WEIGHTS.write_text(
            f'{{"measures": {json.dumps(table["measures"])},\n "weights": {{\n{rows}\n }}\n}}\n', encoding="utf-8"
        )
    store(generated("judging", *JUDGED))
    DOCUMENT.write_text(document(stored()), encoding="utf-8")
    print(f"{len(MAKERS)} kinds, {DOCUMENT.name} written")
