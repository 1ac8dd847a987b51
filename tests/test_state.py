"""A link and the state it stands for: reading is total, writing is exact."""

import json
import pickle
import subprocess
import sys
from pathlib import Path
from urllib.parse import parse_qsl, urlencode

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lossviz import LOSSES, state
from lossviz.figures import FIGURES
from lossviz.spec import Choice, Interval, InvalidInput, Painting, Parameter, Several
from tests.pictures import PAIRS, defaults, every_pair, exactly, leaves, options, random_state

ROOT = Path(__file__).parents[1]

# What people, programs and attackers have put where a number or a word was expected.
NASTY = (
    *("", " ", "nan", "-nan", "inf", "-inf", "Infinity", "1e400", "-1e400", "1e-400", "-0", "0", "-1", "1e308", "99"),
    *("0x10", "1_000", "٣", "½", "1,5", "1;2", "1.2.3", "--1", "1e", "e", ".", "+", "1" * 400, "9" * 5000, "," * 3000),
    *(
        "1,1",
        "1,1,1",
        "1,nan,1",
        "1,,1",
        ",",
        "1,1,1,1",
        "-1,1,1",
        "inf,1,1",
        "true",
        "null",
        "None",
        "undefined",
        "NaN",
    ),
    *(
        "<script>alert(1)</script>",
        "' OR 1=1 --",
        "../../etc/passwd",
        "{delta}",
        "%s%n",
        "${7*7}",
        "\x00",
        "\n\r\t",
        "\u202e",
    ),
    *(
        "all",
        "none",
        "huber",
        "huber,huber",
        "squared,nothing",
        "ALL",
        " all ",
        "curve",
        "__class__",
        "constructor",
        "🙂" * 50,
    ),
)

names = st.sampled_from(
    sorted(
        {control.name for loss, figure in PAIRS for control in figure.controls(loss)} | {"loss", "figure", "hide", "v"}
    )
)
numbers = st.floats(allow_nan=True, allow_infinity=True).map(repr)
values = st.one_of(st.sampled_from(NASTY), st.text(max_size=60), numbers, st.lists(numbers, max_size=5).map(",".join))
fields = st.lists(st.tuples(st.one_of(names, st.text(max_size=12)), values), max_size=12)
queries = st.one_of(fields.map(urlencode), st.text(max_size=200), st.text("&=%+;,0123456789abcdelt", max_size=80))


def _assert_legal(values, controls):
    assert list(values) == [control.name for control in controls]
    for control in controls:
        value = values[control.name]
        assert exactly(control.check(value)) == exactly(value)
        if isinstance(control, Parameter):
            assert isinstance(value, float | np.ndarray)
            assert all(number in control.domain for number in np.ravel(value))
            assert np.shape(value) in ((), (len(control.components),) if control.components else ())


def _assert_same(values, others):
    assert list(values) == list(others)
    for name in values:
        assert exactly(values[name]) == exactly(others[name]), name


@settings(max_examples=1500, derandomize=True, deadline=None)
@given(pair=st.sampled_from(PAIRS), text=queries)
def test_whatever_a_link_holds_reading_gives_a_legal_state(pair, text):
    loss, figure = pair
    controls = figure.controls(loss)
    query = dict(parse_qsl(text, keep_blank_values=True))
    values, complaints = state.read(query, controls)
    _assert_legal(values, controls)
    assert len(complaints) <= len(controls)
    assert all(len(complaint) < 400 and complaint.isprintable() for complaint in complaints)
    again, none = state.read(state.write(values, controls), controls)
    _assert_same(again, values)
    assert none == []


@every_pair
def test_every_setting_survives_every_nasty_value(loss, figure):
    controls = figure.controls(loss)
    for control in controls:
        for text in NASTY:
            values, complaints = state.read({control.name: text}, controls)
            _assert_legal(values, controls)
            if complaints:
                assert exactly(values[control.name]) == exactly(control.check(control.default))


@every_pair
def test_defaults_are_left_out_of_a_link(loss, figure):
    controls = figure.controls(loss)
    assert state.write(defaults(loss, figure), controls) == {}


@every_pair
def test_a_link_holds_what_differs_from_the_defaults_and_nothing_else(loss, figure):
    controls = figure.controls(loss)
    for changed in list(options(loss, figure))[:-1]:
        assert set(state.write({**defaults(loss, figure), **changed}, controls)) == set(changed)
    for parameter in controls:
        if isinstance(parameter, Parameter):
            end = next(end for end in parameter.slider if end != parameter.default)
            assert set(state.write({**defaults(loss, figure), parameter.name: end}, controls)) == {parameter.name}


@pytest.mark.parametrize(
    "number", [0.1 + 0.2, 1 / 3, 1e-6, 1e6, 123456.78901234567, -0.0, 2.0, -np.inf, np.nextafter(1.0, 2.0)]
)
def test_a_number_comes_back_from_a_link_bit_by_bit(number):
    control = Parameter(
        name="a", symbol="a", default=7.0, domain=Interval(-np.inf, np.inf), slider=(0, 1, 0.1), unit="", meaning=""
    )
    values, complaints = state.read(state.write({"a": number}, [control]), [control])
    assert np.float64(values["a"]).tobytes() == np.float64(number).tobytes()
    assert complaints == []


@pytest.mark.parametrize("number", ["1e-300", "5e-324", "1e7", "-1.5e300"])
def test_a_number_that_no_picture_can_show_is_refused_with_the_sizes_that_can(number):
    control = Parameter(
        name="a", symbol="a", default=7.0, domain=Interval(-np.inf, np.inf), slider=(0, 1, 0.1), unit="", meaning=""
    )
    values, complaints = state.read({"a": number}, [control])
    assert values == {"a": 7.0}
    assert complaints == [
        f"a = “{number}” was not used: it must be of a size from 1e-06 to 1e+06 to be drawn. 7 is shown instead."
    ]


# Run in another process, so that nothing drawn or cached before can help.
FRESH = """
import json, pickle, sys
from lossviz import LOSSES, state
from lossviz.figures import FIGURES

specifications = []
for key, kind, query in json.load(sys.stdin):
    loss, figure = LOSSES[key], FIGURES[kind]
    values, complaints = state.read(query, figure.controls(loss))
    assert not complaints, complaints
    specifications.append(figure.draw(loss, values))
pickle.dump(specifications, sys.stdout.buffer)
"""


def test_a_link_draws_the_identical_figure_in_a_fresh_start():
    rng = np.random.default_rng(20261121)
    asked, drawn = [], []
    for turn in range(200):
        loss, figure = PAIRS[turn % len(PAIRS)]
        values = random_state(loss, figure, rng)
        asked.append((loss.key, figure.key, state.write(values, figure.controls(loss))))
        drawn.append(figure.draw(loss, values))
    order = rng.permutation(len(asked))  # so that neither process can lean on the order of the other
    fresh = subprocess.run(
        [sys.executable, "-c", FRESH],
        input=json.dumps([asked[i] for i in order]).encode(),
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    assert fresh.returncode == 0, fresh.stderr.decode()
    for place, redrawn in zip(order, pickle.loads(fresh.stdout), strict=True):
        before, after = dict(leaves(drawn[place])), dict(leaves(redrawn))
        assert before.keys() == after.keys(), asked[place]
        for path, leaf in before.items():
            assert exactly(leaf) == exactly(after[path]), f"{asked[place]} at {path}"


def test_a_complaint_names_the_parameter_the_value_and_what_it_may_be():
    controls = FIGURES["curve"].controls(LOSSES["huber"])
    _, (complaint,) = state.read({"delta": "-3"}, controls)
    assert complaint.startswith("delta = “-3” was not used: it must be greater than 0")
    assert complaint.endswith(" 1 is shown instead.")


@every_pair
def test_every_complaint_names_what_was_wrong(loss, figure):
    controls = figure.controls(loss)
    wrong = "wrong " * 30
    for control in controls:
        values, complaints = state.read({control.name: wrong}, controls)
        (complaint,) = complaints
        assert complaint.startswith(f"{control.name} = “wrong wrong ")
        assert wrong not in complaint
        assert "…”" in complaint
        if isinstance(control, Parameter):
            assert str(control.domain) in complaint
        elif isinstance(control, Painting):
            assert f"{control.digits} hexadecimal digits" in complaint
        else:
            assert all(option in complaint for option, _ in control.options)
        assert exactly(values[control.name]) == exactly(control.check(control.default))


@pytest.mark.parametrize(
    "text", ["<b>bold</b>", "[a](http://evil.example)", "`code`", "$x$", ":red[x]", "\u202eabc", "a\nb", "*x*_y_"]
)
def test_a_strangers_text_is_quoted_without_its_markup(text):
    quoted = state.quoted(text)
    assert quoted[0] + quoted[-1] == "“”"
    assert not set(quoted) & set("<>[]()`$*\n\u202e")


def test_choices_and_several_are_read_as_their_options_say():
    choice = Choice(name="c", label="", options=(("a", ""), ("b", "")), default="a", meaning="")
    several = Several(name="s", label="", options=(("a", ""), ("b", "")), default=("a",), meaning="")
    assert state.read({"c": "b", "s": "b,a"}, [choice, several]) == ({"c": "b", "s": ("a", "b")}, [])
    assert state.read({"s": ""}, [several]) == ({"s": ()}, [])
    assert state.write({"s": ()}, [several]) == {"s": ""}
    values, complaints = state.read({"c": "z", "s": "a,z"}, [choice, several])
    assert values == {"c": "a", "s": ("a",)}
    assert len(complaints) == 2


def _painting(side):
    return Painting(name="a", label="A", side=side, default="0" * (-(-(side**2) // 4)), stamps=(), meaning="")


@settings(max_examples=150, derandomize=True, deadline=None)
@given(side=st.integers(1, 20), seed=st.integers(0, 2**32), share=st.sampled_from([0.0, 0.1, 0.5, 1.0]))
def test_a_picture_comes_back_from_its_number_pixel_by_pixel(side, seed, share):
    painting = _painting(side)
    pixels = (np.random.default_rng(seed).random((side, side)) < share).astype(float)
    text = painting.text(pixels)
    assert len(text) == painting.digits
    assert painting.check(text) == text
    assert np.array_equal(painting.pixels(text), pixels)
    assert painting.text(painting.pixels(text.upper())) == text


def test_the_digits_of_a_picture_go_row_by_row_from_the_top():
    assert _painting(2).pixels("8").tolist() == [[1, 0], [0, 0]]
    assert _painting(2).pixels("1").tolist() == [[0, 0], [0, 1]]
    assert _painting(4).pixels("f001").tolist() == [[1, 1, 1, 1], [0, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 1]]
    assert _painting(3).pixels("100").tolist() == [[1, 0, 0], [0, 0, 0], [0, 0, 0]]


@pytest.mark.parametrize(
    "text", ["", "0", "00000", "000g", "0x00", "-000", "+000", " 000", "00 0", "٠٠٠٠", "００００", "1e-1"]
)
def test_what_is_no_picture_is_refused_with_the_digits_it_needs(text):
    with pytest.raises(InvalidInput, match="a must be 4 hexadecimal digits for 4 by 4 pixels; got"):
        _painting(4).check(text)
    values, (complaint,) = state.read({"a": text}, [_painting(4)])
    assert values == {"a": "0000"}
    assert "it must be 4 hexadecimal digits, 4 by 4 pixels. 0000 is shown instead." in complaint


def test_a_picture_in_a_link_may_have_large_letters():
    assert state.read({"a": "00AF"}, [_painting(4)]) == ({"a": "00af"}, [])
    assert state.write({"a": "00af"}, [_painting(4)]) == {"a": "00af"}
