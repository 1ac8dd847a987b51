"""A control and its text: what is read is legal, what is written reads back exactly, what is refused is explained."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lossviz import InvalidInput
from lossviz.vocabulary import Choice, Interval, Moves, Painting, Parameter, Several
from lossviz.vocabulary.controls import read, write
from lossviz.vocabulary.errors import quoted


def _parameter(components=()):
    span = {"domain": Interval(-np.inf, np.inf), "slider": (0, 1, 0.1), "components": components}
    return Parameter(name="a", symbol="a", default=7.0, unit="", meaning="", **span)


@pytest.mark.parametrize(
    "number", [0.1 + 0.2, 1 / 3, 1e-6, 1e6, 123456.78901234567, 0.0, 2.0, -np.inf, np.nextafter(1.0, 2.0)]
)
def test_a_number_comes_back_from_a_link_bit_by_bit(number):
    values, complaints = read(write({"a": number}, [_parameter()]), [_parameter()])
    assert np.float64(values["a"]).tobytes() == np.float64(number).tobytes()
    assert complaints == []


def test_minus_zero_is_zero_as_caches_see_it():
    assert str(read({"a": "-0"}, [_parameter()])[0]["a"]) == "0.0"
    assert str(_parameter(("x", "y")).legal((-0.0, 1.0))) == "(0.0, 1.0)"


@pytest.mark.parametrize("number", ["1e-300", "5e-324", "1e7", "-1.5e300"])
def test_a_number_that_no_picture_can_show_is_refused_with_the_sizes_that_can(number):
    values, complaints = read({"a": number}, [_parameter()])
    assert values == {"a": 7.0}
    assert complaints == [
        f"a = “{number}” was not used: it must be of a size from 1e-06 to 1e+06 to be drawn. 7 is shown instead."
    ]


def test_a_vector_is_always_a_vector():
    control = _parameter(("x", "y", "z"))
    assert control.initial == (7.0, 7.0, 7.0)
    for text in ("2", "2.0", "2,2,2", "2, 2.0 ,2e0"):
        assert read({"a": text}, [control]) == ({"a": (2.0, 2.0, 2.0)}, [])
    assert control.legal(2.0) == control.legal(np.full(3, 2)) == (2.0, 2.0, 2.0)
    assert write({"a": (2.0, 2.0, 2.0)}, [control]) == {"a": "2,2,2"}
    for text in ("2,2", "2,2,2,2", "2,,2", ""):
        values, (complaint,) = read({"a": text}, [control])
        assert values == {"a": (7.0, 7.0, 7.0)}
        assert complaint.endswith("it must be a number, or 3 such numbers with commas between. 7,7,7 is shown instead.")


def test_another_number_is_put_in_its_place_of_a_vector_and_nowhere_else():
    assert _parameter(("x", "y", "z")).moved((1.0, 2.0, 3.0), "1", 5.0) == (1.0, 5.0, 3.0)
    assert _parameter().moved(1.0, "", 5.0) == 5.0


@pytest.mark.parametrize(
    "text", ["<b>bold</b>", "[a](http://evil.example)", "`code`", "$x$", ":red[x]", "\u202eabc", "a\nb", "*x*_y_"]
)
def test_a_strangers_text_is_quoted_without_its_markup(text):
    told = quoted(text)
    assert told[0] + told[-1] == "“”"
    assert not set(told) & set("<>[]()`$*\n\u202e")


def test_choices_and_several_are_read_as_their_options_say():
    choice = Choice(name="c", label="", options=(("a", ""), ("b", "")), default="a", meaning="")
    several = Several(name="s", label="", options=(("a", ""), ("b", "")), default=("a",), meaning="")
    assert read({"c": "b", "s": "b,a"}, [choice, several]) == ({"c": "b", "s": ("a", "b")}, [])
    assert read({"s": ""}, [several]) == ({"s": ()}, [])
    assert write({"s": ()}, [several]) == {"s": ""}
    values, complaints = read({"c": "z", "s": "a,z"}, [choice, several])
    assert values == {"c": "a", "s": ("a",)}
    assert len(complaints) == 2


def test_a_name_of_earlier_versions_is_read_and_gives_way_to_that_of_today():
    control = Choice(
        name="c", label="", options=(("a", ""), ("b", "")), default="a", meaning="", formerly=("older", "old")
    )
    assert read({"old": "b"}, [control]) == read({"older": "b"}, [control]) == ({"c": "b"}, [])
    assert read({"old": "b", "c": "a"}, [control]) == ({"c": "a"}, [])
    assert write({"c": "b"}, [control]) == {"c": "b"}
    _, (complaint,) = read({"old": "z"}, [control])
    assert complaint.startswith("old = “z” was not used: it must be one of a, b.")


def _painting(side):
    return Painting(name="a", label="A", side=side, default="0" * (-(-(side**2) // 4)), stamps=(), meaning="")


@settings(max_examples=150, derandomize=True, deadline=None)
@given(side=st.integers(1, 20), seed=st.integers(0, 2**32), share=st.sampled_from([0.0, 0.1, 0.5, 1.0]))
def test_a_picture_comes_back_from_its_number_pixel_by_pixel(side, seed, share):
    painting = _painting(side)
    pixels = (np.random.default_rng(seed).random((side, side)) < share).astype(float)
    value = painting.value_of(pixels)
    assert len(value) == painting.digits
    assert painting.legal(value) == value
    assert np.array_equal(painting.pixels(value), pixels)
    assert painting.value_of(painting.pixels(value.upper())) == value


def test_the_digits_of_a_picture_go_row_by_row_from_the_top():
    assert _painting(2).pixels("8").tolist() == [[1, 0], [0, 0]]
    assert _painting(2).pixels("1").tolist() == [[0, 0], [0, 1]]
    assert _painting(4).pixels("f001").tolist() == [[1, 1, 1, 1], [0, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 1]]
    assert _painting(3).pixels("100").tolist() == [[1, 0, 0], [0, 0, 0], [0, 0, 0]]


@pytest.mark.parametrize(
    "text", ["", "0", "00000", "000g", "0x00", "-000", "+000", " 000", "00 0", "٠٠٠٠", "００００", "1e-1"]
)
def test_what_is_no_picture_is_refused_with_the_digits_it_needs(text):
    with pytest.raises(InvalidInput, match="a must be 4 hexadecimal digits, 4 by 4 pixels; got"):
        _painting(4).legal(text)
    values, (complaint,) = read({"a": text}, [_painting(4)])
    assert values == {"a": "0000"}
    assert "it must be 4 hexadecimal digits, 4 by 4 pixels. 0000 is shown instead." in complaint


def test_a_picture_in_a_link_may_have_large_letters():
    assert read({"a": "00AF"}, [_painting(4)]) == ({"a": "00af"}, [])
    assert write({"a": "00af"}, [_painting(4)]) == {"a": "00af"}


MOVES = Moves(
    name="moved", label="By hand", default=(), meaning="", count=30, across=(-2.0, 2.0, 0.05), up=(0.0, 12.0, 1.0)
)


@pytest.mark.parametrize(
    ("text", "value", "written"),
    [
        ("", (), ""),
        ("3:1.5:2", ((3, 1.5, 2.0),), "3:1.5:2"),
        ("7::4,3:-2:", ((3, -2.0, None), (7, None, 4.0)), "3:-2:,7::4"),
        ("3:1.5:2,3:0:0", ((3, 0.0, 0.0),), "3:0:0"),
        ("3:1.51:2.4", ((3, 1.5, 2.0),), "3:1.5:2"),
        ("3::", (), ""),
        ("29:-0:0", ((29, 0.0, 0.0),), "29:0:0"),
    ],
)
def test_moved_examples_are_read_sorted_put_on_steps_and_written_back(text, value, written):
    assert read({"moved": text}, [MOVES]) == ({"moved": value}, [])
    assert MOVES.text(value) == written
    assert read({"moved": written}, [MOVES]) == ({"moved": value}, [])
    assert write({"moved": value}, [MOVES]) == ({"moved": written} if value else {})
    assert hash(value) == hash(MOVES.legal(value))


@pytest.mark.parametrize(
    "text",
    ["3", "3:1", "3:1:2:3", "30:0:0", "-1:0:0", "1.5:0:0", "0:2.1:0", "0:0:-1", "0:nan:0", "nan:0:0", "a:0:0", ","],
)
def test_what_moves_no_example_within_the_picture_is_refused_as_a_whole(text):
    values, (complaint,) = read({"moved": f"3:0:0,{text}"}, [MOVES])
    assert values == {"moved": ()}
    assert "an example from 0 to 29, x from -2 to 2 and y from 0 to 12" in complaint


ADDED = Moves(
    name="moved",
    label="By hand",
    default=(),
    meaning="",
    count=4,
    across=(-2.0, 2.0, 0.05),
    up=(0.0, 12.0, 1.0),
    most=3,
)
LABELLED = Moves(
    name="moved",
    label="By hand",
    default=(),
    meaning="",
    count=4,
    across=(-2.0, 2.0, 0.05),
    up=(0.0, 12.0, 1.0),
    most=3,
    labels=("no", "yes"),
)


@pytest.mark.parametrize(
    ("control", "text", "value", "written"),
    [
        (ADDED, "4:1.5:2", ((4, 1.5, 2.0),), "4:1.5:2"),
        (ADDED, "6:0:0,1:out", ((1,), (6, 0.0, 0.0)), "1:out,6:0:0"),
        (ADDED, "1:2:3,1:out", ((1,),), "1:out"),
        (ADDED, "1:out,1:2:3", ((1, 2.0, 3.0),), "1:2:3"),
        (ADDED, "5:0:0,5:out", (), ""),
        (ADDED, "0:out,1:out", ((0,), (1,)), "0:out,1:out"),
        (ADDED, "0:out,1:out,2:out,4:0:0", ((0,), (1,), (2,), (4, 0.0, 0.0)), "0:out,1:out,2:out,4:0:0"),
        (LABELLED, "5:1:2:1", ((5, 1.0, 2.0, 1),), "5:1:2:1"),
        (LABELLED, "3:::1,2:1:", ((2, 1.0, None), (3, None, None, 1)), "2:1:,3:::1"),
        (LABELLED, "3:::", (), ""),
        (LABELLED, "3:1:2:", ((3, 1.0, 2.0),), "3:1:2"),
    ],
)
def test_examples_are_added_taken_away_and_labelled_in_a_link(control, text, value, written):
    assert read({"moved": text}, [control]) == ({"moved": value}, [])
    assert control.text(value) == written
    assert read({"moved": written}, [control]) == ({"moved": value}, [])
    assert hash(value) == hash(control.legal(value))


@pytest.mark.parametrize(
    ("control", "text"),
    [
        (MOVES, "3:out"),
        (ADDED, "7:0:0"),
        (ADDED, "4:0:"),
        (ADDED, "4::"),
        (ADDED, "4:0:0:1"),
        (ADDED, "0:out,1:out,2:out"),
        (ADDED, "0:out:1"),
        (ADDED, "out"),
        (LABELLED, "4:0:0"),
        (LABELLED, "4:0:0:"),
        (LABELLED, "4:0:0:2"),
        (LABELLED, "1:0:0:0.5"),
        (LABELLED, "1:0:0:-1"),
        (LABELLED, "1:0:0:nan"),
        (LABELLED, "1:0:0:1:1"),
    ],
)
def test_what_adds_or_takes_away_what_it_may_not_is_refused_as_a_whole(control, text):
    values, (complaint,) = read({"moved": f"{text},0:0:0" if control is MOVES else text}, [control])
    assert values == {"moved": ()}
    assert complaint.endswith("Nothing is shown instead.")
    assert control.most == 0 or "examples from 4 to 6 are added ones" in complaint
