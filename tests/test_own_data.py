"""A reader's own table as a setting: its text, its bounds, and the route that reads it."""

import base64
import json
from urllib.parse import urlencode

import numpy as np
import pytest
from starlette.applications import Starlette

from lossviz import InvalidInput
from lossviz.live.reading import MOST_BYTES
from lossviz.live.routes import routes
from lossviz.vocabulary import Table
from lossviz.vocabulary.controls import read, write
from tests.asgi import ask

APP = Starlette(routes=routes("/live"))
TWO = Table(name="own", label="Own", columns=("x", "y"), meaning="")
LABELLED = Table(name="own", label="Own", columns=("x", "y"), labels=("a", "b"), meaning="")
GAPS = Table(name="own", label="Own", columns=("step", "loss", "validation"), optional=1, meaning="")


@pytest.mark.parametrize(
    ("control", "text", "value", "written"),
    [
        (TWO, "", (), ""),
        (TWO, "1:2,3:4", ((1.0, 2.0), (3.0, 4.0)), "1:2,3:4"),
        (TWO, "1.50:-0,1e3:4", ((1.5, 0.0), (1000.0, 4.0)), "1.5:0,1000:4"),
        (TWO, "0.1234567891:2,3:4", ((0.123456789, 2.0), (3.0, 4.0)), "0.123456789:2,3:4"),
        (TWO, "kept:0123456789abcdef", "kept:0123456789abcdef", "kept:0123456789abcdef"),
        (LABELLED, "1:2:0,3:4:1", ((1.0, 2.0, 0.0), (3.0, 4.0, 1.0)), "1:2:0,3:4:1"),
        (GAPS, "1:2:,3:4:5", ((1.0, 2.0, None), (3.0, 4.0, 5.0)), "1:2:,3:4:5"),
    ],
)
def test_a_table_is_read_from_a_link_and_written_back(control, text, value, written):
    assert read({"own": text}, [control]) == ({"own": value}, [])
    assert control.text(value) == written
    assert read({"own": written}, [control]) == ({"own": value}, [])
    assert write({"own": value}, [control]) == ({"own": written} if value else {})
    assert hash(value) == hash(control.legal(value))
    assert control.rows(value) == (() if isinstance(value, str) else value)


@pytest.mark.parametrize(
    ("control", "text"),
    [
        (TWO, "1:2"),
        (TWO, "1:2,3"),
        (TWO, "1:2,3:4:5"),
        (TWO, "1:2,3:"),
        (TWO, "1:2,3:nan"),
        (TWO, "1:2,3:inf"),
        (TWO, "1:2,3:1e7"),
        (TWO, "1:2,3:a"),
        (TWO, ",".join(["1:2"] * 501)),
        (TWO, "kept:"),
        (TWO, "kept:../../etc"),
        (LABELLED, "1:2:0,3:4:2"),
        (LABELLED, "1:2:0,3:4:"),
        (GAPS, "1::2,3:4:5"),
    ],
)
def test_what_is_no_table_is_refused_as_a_whole_and_the_example_is_shown(control, text):
    values, (complaint,) = read({"own": text}, [control])
    assert values == {"own": ()}
    assert "must be" in complaint
    assert complaint.endswith("Nothing is shown instead.")


def test_as_many_rows_as_are_allowed_fit_into_its_text():
    rng = np.random.default_rng(0)
    rows = TWO.legal(np.round(rng.uniform(-1e6, 1e6, (500, 2)), 2).tolist())
    assert len(TWO.text(rows)) <= TWO.longest
    assert read({"own": TWO.text(rows)}, [TWO]) == ({"own": rows}, [])
    with pytest.raises(InvalidInput, match="2 to 500 rows"):
        TWO.legal([(1.0, 2.0)])


# The route that reads a table.


def _ask(given, columns=(), page="fit", **more):
    asked = {"fields": {"loss": "huber", "figure": "fits"}, "name": "own", "columns": columns, **more}
    asked["bytes"] = base64.b64encode(given if isinstance(given, bytes) else given.encode()).decode()
    answer = ask(APP, f"/live/{page}/table", method="POST", body=json.dumps(asked).encode())
    return answer, json.loads(answer.body)


def test_a_table_is_read_and_told_of():
    answer, told = _ask("name,t,w\na,1,2\nb,n/a,3\nc,3,4\n")
    assert answer.status == 200
    assert answer.headers["cache-control"] == "no-store"
    assert told["value"] == "1:2,3:4"
    assert told["error"] == ""
    assert told["summary"] == "2 of 3 rows used; line 3: “n/a” is no number."
    assert told["unused"] == [[3, "“n/a” is no number"]]
    assert told["columns"] == [["row number", "number"], ["name", "label"], ["t", "number"], ["w", "number"]]
    assert told["chosen"] == ["t", "w"]
    assert _ask("name,t,w\na,1,2\nb,2,3\n", ["w", "row number"])[1]["value"] == "2:1,3:2"


@pytest.mark.parametrize(
    ("given", "columns", "sentence"),
    [
        ("", (), "There is nothing to read."),
        (b"PK\x03\x04", (), "This is a zipped file"),
        ("x,y\n1,2\n", (), "The table needs 2 to 500 rows that can be used; it has 1. Add rows."),
        ("1,2\n" * 501, (), "The table needs 2 to 500 rows that can be used; it has 501. Leave some out"),
        ("x,y\n1,a\n2,b\n", ["x", "y"], "The column “y” is not of numbers: in line 2 stands “a”."),
        ("x,y\n1,2\n3,4\n", ["x"], "2 columns are to be chosen; 1 are."),
        ("x,y\n1,2\n3,2e9\n4,3e9\n", (), "The table needs 2 to 500 rows that can be used; it has 1."),
    ],
)
def test_what_cannot_be_used_is_told_in_a_sentence(given, columns, sentence):
    answer, told = _ask(given, columns)
    assert answer.status == 200
    assert told["value"] == ""
    assert told["error"].startswith(sentence)


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b"null", b"\xff", b'{"fields": {}, "name": "own", "bytes": "!"}', b'{"bytes": "", "fields": 1}'],
)
def test_what_asks_nothing_is_refused(body):
    assert ask(APP, "/live/fit/table", method="POST", body=body).status == 400
    assert ask(APP, "/live/nowhere/table", method="POST", body=body).status == 400


def test_a_control_that_is_no_table_reads_none():
    assert _ask("1,2\n3,4\n", name="delta")[0].status == 400
    assert _ask("1,2\n3,4\n", name="own", page="regression")[0].status == 400


def test_what_is_too_long_is_not_even_taken():
    answer = ask(APP, "/live/fit/table", method="POST", body=b"x" * (MOST_BYTES + 1))
    assert answer.status == 413
    assert "at most 200 kB" in json.loads(answer.body)["error"]
    assert ask(APP, "/live/fit/figure", method="POST", body=b"x" * (MOST_BYTES + 1)).status == 413
    assert ask(APP, "/live/fit/figure", method="POST", body=b"a=1&" * 1000).status == 413
    assert ask(APP, "/live/fit/table").status == 405


def test_a_state_in_a_body_gets_what_it_gets_in_an_address():
    asked = urlencode({"loss": "huber", "figure": "fits", "own": "1:2,3:4,5:7"})
    for kind, more in (("figure", ""), ("arm", "&slider=delta"), ("frame", "&to.delta=2")):
        by_address = ask(APP, f"/live/fit/{kind}", (asked + more).encode())
        by_body = ask(APP, f"/live/fit/{kind}", method="POST", body=(asked + more).encode())
        assert (by_body.status, by_body.body) == (200, by_address.body)
        assert by_body.headers["cache-control"] == "no-store"
    assert json.loads(by_address.body) != {}
