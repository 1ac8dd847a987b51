"""Number formats: every way rounds as NumPy's own types do, and as PyTorch does; sums lose what they are said to."""

import json
import math
from pathlib import Path

import numpy as np
import pytest

from lossviz.maths.computations import COMPUTATIONS, FORMATS
from lossviz.maths.sums import in_pairs, in_turn, kept

WAYS = [(each, way) for each in COMPUTATIONS.values() for way in each.ways]
GOLDEN = json.loads(Path(__file__).with_name("golden").joinpath("precision", "pytorch.json").read_text())

every_way = pytest.mark.parametrize(
    ("computation", "way"), WAYS, ids=[f"{computation.key}-{way.key}" for computation, way in WAYS]
)
every_format = pytest.mark.parametrize("kind", FORMATS)


def _logits(kind, count=301):
    rng = np.random.default_rng(3)
    reach = {"float64": 800, "float32": 120, "float16": 24}[kind]
    return np.concatenate([rng.uniform(-reach, reach, count), [0.0, reach, -reach]]).astype(FORMATS[kind])


@every_way
@every_format
def test_each_number_of_an_array_is_what_a_number_of_the_type_alone_gives(computation, way, kind):
    z = _logits(kind)
    for numbers, place in ((way(z)[0], 0), (way(z)[1], 1)):
        assert numbers.dtype == FORMATS[kind], "a step on the way left the format"
        alone = np.array([way(z[at : at + 1].copy())[place][0] for at in range(z.size)])
        assert alone.tobytes() == numbers.tobytes()


@every_format
def test_a_probability_is_rounded_at_every_step_as_numpys_scalars_are(kind):
    cast = FORMATS[kind]
    written = next(way for way in COMPUTATIONS["positive"].ways if way.key == "probability")
    with np.errstate(all="ignore"):
        for z in _logits(kind, 60):
            p = cast(1) / (cast(1) + np.exp(-z))
            value, slope = (each[0] for each in written(np.array([z])))
            assert value.tobytes() == (-np.log(p)).tobytes()
            assert slope.tobytes() == ((-cast(1) / p) * (p * (cast(1) - p))).tobytes()


@every_format
@pytest.mark.parametrize("computation", COMPUTATIONS.values(), ids=COMPUTATIONS)
def test_the_first_way_holds_wherever_the_format_can_write_the_answer(computation, kind):
    z = _logits(kind)
    value, slope = computation.ways[0](z)
    exact, truth = computation.ways[0](z.astype(np.longdouble))
    eps = float(np.finfo(kind).eps)
    slack = 4 * eps * np.maximum(1, np.abs(z.astype(float)))  # z and the least of its last digits are among the steps
    assert (np.abs(value.astype(float) - exact.astype(float)) <= slack).all()
    assert (np.abs(slope.astype(float) - truth.astype(float)) <= slack).all()


@pytest.mark.parametrize("row", GOLDEN["rows"], ids=lambda row: f"{row['format']}-{row['label']:g}-{row['way']}")
def test_pytorch_gives_the_same(row):
    computation = COMPUTATIONS["positive" if row["label"] else "negative"]
    way = next(each for each in computation.ways if each.key == row["way"])
    value, slope = way(np.array(GOLDEN["logits"], FORMATS[row["format"]]))
    eps, z = float(np.finfo(row["format"]).eps), np.array(GOLDEN["logits"])
    # PyTorch subtracts log p from z where the label is 0, which costs digits where both are large.
    slack = 2 * eps * np.maximum(1, np.abs(z))
    if row["way"] == "torch" and not row["label"]:
        slack = slack + 4 * eps * np.exp(np.minimum(z, 30))  # a last digit of p, near 1, is many of 1 − p
    assert (np.abs(value.astype(float) - row["values"]) <= slack).all()
    np.testing.assert_allclose(slope.astype(float), row["slopes"], rtol=1e-7, atol=8 * eps)


def test_the_clamps_of_the_libraries_are_where_they_say():
    at = {way.key: way(np.array([-200.0]))[0][0] for way in COMPUTATIONS["positive"].ways}
    assert at["logits"] == 200
    assert at["torch"] == 100
    assert at["keras"] == pytest.approx(16.118, abs=1e-3)
    assert at["sklearn"] == pytest.approx(36.044, abs=1e-3)


def test_a_sum_in_turn_stands_still_where_half_a_step_of_the_format_is_more_than_a_number():
    ones = np.ones(5000, np.float16)
    assert in_turn(ones)[-1] == 2048
    assert in_pairs(ones) == 5000
    assert kept(ones)[-1] == 5000


@pytest.mark.parametrize("size", [1, 2, 3, 7, 100, 1023])
def test_sums_agree_with_an_exact_one(size):
    numbers = np.random.default_rng(size).normal(1, 1, size).astype(np.float32)
    exact = math.fsum(numbers.tolist())
    assert float(in_pairs(numbers)) == pytest.approx(exact, rel=1e-5)
    assert float(kept(numbers)[-1]) == pytest.approx(exact, rel=1e-5)
    assert float(in_turn(numbers)[-1]) == pytest.approx(exact, rel=1e-3)
