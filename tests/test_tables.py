"""A table that was pasted or opened: read rightly, or refused with a sentence that names the line."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lossviz.tables import ROW, automatic, chosen, read
from lossviz.vocabulary.errors import InvalidInput

_ = None
XY = {"x": (1, 3), "y": (2, 4)}
NAMELESS = {"column 1": (1, 3), "column 2": (2, 4)}

# What is given, and what its columns say: numbers, None where there is none, or labels.
READ = {
    "commas": ("x,y\n1,2\n3,4\n", XY),
    "semicolons": ("x;y\n1;2\n3;4", XY),
    "tabs": ("x\ty\n1\t2\n3\t4", XY),
    "bars": ("x|y\n1|2\n3|4", XY),
    "spaces": ("x y\n1 2\n3   4\n", XY),
    "aligned columns": ("  x    y\n  1    2\n  3    4\n", XY),
    "comma and space": ("x, y\n1, 2\n3, 4\n", XY),
    "no header": ("1,2\n3,4", NAMELESS),
    "no last line end": ("x,y\n1,2\n3,4", XY),
    "CRLF": ("x,y\r\n1,2\r\n3,4\r\n", XY),
    "CR": ("x,y\r1,2\r3,4\r", XY),
    "UTF-8 with a mark": (b"\xef\xbb\xbfx,y\n1,2\n3,4\n", XY),
    "UTF-16 with a mark": ("x,y\n1,2\n3,4\n".encode("utf-16"), XY),
    "UTF-16 big end first": (b"\xfe\xff" + "x,y\n1,2\n3,4\n".encode("utf-16-be"), XY),
    "UTF-16 without a mark": ("x,y\n1,2\n3,4\n".encode("utf-16-le"), XY),
    "UTF-16 big end first, no mark": ("x,y\n1,2\n3,4\n".encode("utf-16-be"), XY),
    "a mark in pasted text": ("\ufeffx,y\n1,2\n3,4", XY),
    "Windows-1252": (b"gr\xf6\xdfe,y\n1,2\n3,4\n", {"größe": (1, 3), "y": (2, 4)}),
    "Excel's own line": ("sep=;\nx;y\n1;2\n3;4\n", XY),
    "blank lines": ("\n\nx,y\n\n1,2\n\n\n3,4\n\n", XY),
    "comments": ("# measured\nx,y\n1,2\n# broken\n3,4\n", XY),
    "slashes": ("// measured\nx,y\n1,2\n3,4\n", XY),
    "a header in a comment": ("# x y\n1 2\n3 4\n", XY),
    "a comment that is none": ("# measured on a rainy day\n1 2\n3 4\n", NAMELESS),
    "lines that end with a delimiter": ("x,y,\n1,2,\n3,4,\n", XY),
    "lines that end so without a header": ("1;2;\n3;4;\n", NAMELESS),
    "decimal commas": ("x;y\n1,5;2\n3,25;4", {"x": (1.5, 3.25), "y": (2, 4)}),
    "decimal commas and tabs": ("x\ty\n1,5\t2\n3,25\t4", {"x": (1.5, 3.25), "y": (2, 4)}),
    "decimal commas and spaces": ("1,5 2,5\n3,5 4,5\n", {"column 1": (1.5, 3.5), "column 2": (2.5, 4.5)}),
    "decimal commas in quotes": ('x,y\n"1,5","2,5"\n"3,5","4"\n', {"x": (1.5, 3.5), "y": (2.5, 4)}),
    "thousands, German": ("x;y\n1.234,5;2\n3,5;4", {"x": (1234.5, 3.5), "y": (2, 4)}),
    "thousands, English": ('x,y\n"1,234.5",2\n3.5,4', {"x": (1234.5, 3.5), "y": (2, 4)}),
    "millions": ("x;y\n1.234.567;2\n2.000.000;4", {"x": (1234567, 2000000), "y": (2, 4)}),
    "thousands with spaces": ("x;y\n1 234,5;2\n3,5;4", {"x": (1234.5, 3.5), "y": (2, 4)}),
    "thousands with narrow spaces": ("x;y\n1\u202f234,5;2\n3,5;4", {"x": (1234.5, 3.5), "y": (2, 4)}),
    "thousands, Swiss": ("x;y\n1'234.5;2\n3.5;4", {"x": (1234.5, 3.5), "y": (2, 4)}),
    "three decimals": ("x,y\n1.234,2\n5.678,4", {"x": (1.234, 5.678), "y": (2, 4)}),
    "no digit before the point": ("x,y\n.5,2\n-.25,4", {"x": (0.5, -0.25), "y": (2, 4)}),
    "powers": ("x,y\n1e3,2\n-2.5E-2,4", {"x": (1000, -0.025), "y": (2, 4)}),
    "signs": ("x,y\n+1,2\n−3,4", {"x": (1, -3), "y": (2, 4)}),
    "percent": ("x,y\n10%,2\n20 %,4", {"x": (10, 20), "y": (2, 4)}),
    "units": ("x;y\n1 kg;2 m/s\n3kg;4 m/s", XY),
    "degrees": ("x,y\n1 °C,2\n3 °C,4", XY),
    "currency before": ("x;y\n$1.50;2\n$3;4", {"x": (1.5, 3), "y": (2, 4)}),
    "currency behind": ("x;y\n1,50 €;2\n3,25 €;4", {"x": (1.5, 3.25), "y": (2, 4)}),
    "minus and currency": ("x,y\n-$1.50,2\n$3,4", {"x": (-1.5, 3), "y": (2, 4)}),
    "quoted cells": ('"x","y"\n"1","2"\n"3","4"\n', XY),
    "quotes in a header": ('"the ""x"""," a, b "\n1,2\n3,4', {'the "x"': (1, 3), "a, b": (2, 4)}),
    "a line end in a header": ('"x\nin m",y\n1,2\n3,4', {"x in m": (1, 3), "y": (2, 4)}),
    "one header twice": ("x,x,x\n1,2,5\n3,4,6", {"x": (1, 3), "x (2)": (2, 4), "x (3)": (5, 6)}),
    "a header that would be a second": ("x,x (2),x\n1,2,5\n", {"x": (1,), "x (2)": (2,), "x (3)": (5,)}),
    "a header is missing": ("x,,z\n1,2,5\n3,4,6", {"x": (1, 3), "column 2": (2, 4), "z": (5, 6)}),
    "names of rows": ("x y\na 1 2\nb 3 4\n", {"column 1": ("a", "b"), "x": (1, 3), "y": (2, 4)}),
    "a header is too long": ("x,y,z\n1,2\n3,4\n", {**XY, "z": ("", "")}),
    "labels": ("x,y,kind\n1,2,red\n3,4,blue\n", {**XY, "kind": ("red", "blue")}),
    "labels first": ("red,1,2\nblue,3,4\n", {"column 1": ("red", "blue"), "column 2": (1, 3), "column 3": (2, 4)}),
    "labels with digits": ("x,kind\n1,a1\n3,b2\n", {"x": (1, 3), "kind": ("a1", "b2")}),
    "yes and no": ("x,ok\n1,true\n3,false\n", {"x": (1, 3), "ok": ("true", "false")}),
    "dates": ("day,y\n2024-01-05,2\n2024-01-06,4\n", {"day": ("2024-01-05", "2024-01-06"), "y": (2, 4)}),
    "one row": ("1,2", {"column 1": (1,), "column 2": (2,)}),
    "one column": ("x\n1\n3\n", {"x": (1, 3)}),
    "one number": ("5", {"column 1": (5,)}),
    "a constant column": ("x,y\n1,2\n1,4\n", {"x": (1, 1), "y": (2, 4)}),
    "an empty column": ("x,y,z\n1,,2\n3,,4\n", {"x": (1, 3), "y": ("", ""), "z": (2, 4)}),
    "HTML in a header": ("<b>x</b>,y\n1,2\n3,4", {"<b>x</b>": (1, 3), "y": (2, 4)}),
    "a formula in a header": ("=HYPERLINK(1),y\n1,2\n3,4", {"=HYPERLINK(1)": (1, 3), "y": (2, 4)}),
    "letters of all scripts": ("ξ,数\n1,2\n3,4", {"ξ": (1, 3), "数": (2, 4)}),
    "words alone": ("red,small\nblue,large\n", {"red": ("blue",), "small": ("large",)}),
}

# What is given, and why a row of its two columns is not used.
UNUSED = {
    "NaN": ("x,y\n1,2\nnan,3\n3,4", 3, "“nan” is no number"),
    "not available": ("x,y\n1,2\n3,4\n2,n/a\n", 4, "“n/a” is no number"),
    "an empty cell": ("x,y\n1,2\n,3\n3,4", 3, "the cell is empty"),
    "an infinity": ("x,y\n1,2\n-inf,3\n3,4", 3, "“-inf” is no finite number"),
    "too large": ("x,y\n1,2\n1e999,3\n3,4", 3, "“1e999” is too large or is no number"),
    "a word": ("x,y\n1,2\nmany,3\n3,4", 3, "“many” is no number"),
    "a formula": ("x,y\n1,2\n=1+1,3\n3,4", 3, "“=1+1” is a formula, which is not computed; write its value"),
    "a command": (
        "x,y\n1,2\n+cmd|' /C calc'!A0,3\n3,4",
        3,
        "“+cmd|' /C calc'!A0” is a formula, which is not computed; write its value",
    ),
    "an at sign": ("x,y\n1,2\n@SUM(1),3\n3,4", 3, "“@SUM(1)” is a formula, which is not computed; write its value"),
    "a date": (
        "x,y\n1,2\n2024-01-05,3\n3,4",
        3,
        "“2024-01-05” is a date, no number; write the days since the first one",
    ),
    "a time": ("x,y\n1,2\n12:30,3\n3,4", 3, "“12:30” is a time of day, no number; write seconds or hours"),
    "other decimals": (
        "x;y\n1,5;2\n1.5;3\n3,5;4",
        3,
        "“1.5” does not fit the other numbers, whose decimals follow a comma",
    ),
    "another unit": ("x,y\n1 kg,2\n5 g,3\n3 kg,4", 3, "“5 g” has g, the other cells of its column kg"),
    "no unit": ("x,y\n10%,2\n0.2,3\n30%,4", 3, "“0.2” has no unit, the other cells of its column %"),
    "a unit alone": ("x,y\n1,2\n2 kg,3\n3,4", 3, "“2 kg” has kg, the other cells of its column have no unit"),
    "a cell too few": ("x,y\n1,2\n3\n3,4", 3, "1 cell instead of 2"),
    "a cell too many": (
        "x,y\n1,2\n3,4,5\n3,4",
        3,
        "3 cells instead of 2; put a cell that holds commas in quotation marks",
    ),
    "units below the header": ("x,y\n(s),(m)\n1,2\n3,4", 2, "“(s)” is no number"),
    "after a cell of two lines": ('x,y,z\n1,2,"a\nb"\n2,?,c\n3,4,d', 4, "“?” is no number"),
    "HTML": ("x,y\n1,2\n<b>1</b>,3\n3,4", 3, "“<b>1</b>” is no number"),
    "what cannot be seen": ("x,y\n1,2\n\u202e1,3\n3,4", 3, "“·1” is no number"),
    "a long cell": (f"x,y\n1,2\n{'a' * 90},3\n3,4", 3, f"“{'a' * 30}…” is no number"),
}

REFUSED = {
    "nothing": ("", "There is nothing to read. Paste rows of numbers, with a comma or a tab between columns."),
    "nothing but space": (" \n\t\n\r\n", "There is nothing to read."),
    "comments alone": ("# a\n# b\n", "There is nothing to read."),
    "a header alone": ("x,y\n", "Line 1 has names of columns, but no row follows. Add rows below it."),
    "Excel": (b"PK\x03\x04\x14\x00", "This is a zipped file, as Excel and LibreOffice write them, no text."),
    "old Excel": (b"\xd0\xcf\x11\xe0\xa1\xb1", "This is an old Excel file, no text. Save it as CSV and open that."),
    "a picture": (b"\x89PNG\r\n\x1a\n", "This is a picture, no text."),
    "a PDF": (b"%PDF-1.7\n", "This is a PDF, no text."),
    "compressed": (b"\x1f\x8b\x08\x00", "This is a compressed file, no text."),
    "bytes": (bytes(range(256)), "This is no text: it has zero bytes. Save it as CSV and open that."),
    "control characters": ("x,y\n1,\x07\n", "This is no text: line 2 has characters that no table has."),
    "an open quotation mark": ('x,y\n1,2\n"3,4\n5,6\n', "Line 3 opens a quotation mark that is not closed."),
    "a quotation mark within": ('x,y\n1,2\n"3"a,4\n', "Line 3 goes on after a closing quotation mark."),
    "too many bytes": ("1,2\n" * 60_000, "The table has 240 kB; at most 200 kB are read. Leave out rows or columns."),
    "too many rows": ("1,2\n" * 6000, "The table has 6000 rows; at most 5000 can be used, up to line 5001."),
    "too wide": ("1,2\n" + "1," * 80 + "1\n", "Line 2 has 81 cells; at most 50 columns can be used."),
}


def _values(column):
    return column.numbers if column.kind == "number" else column.cells


@pytest.mark.parametrize("case", READ)
@pytest.mark.parametrize("as_file", [False, True])
def test_a_table_is_read(case, as_file):
    given, wanted = READ[case]
    table = read(given.encode() if as_file and isinstance(given, str) else given)
    assert {each.name: _values(each) for each in table.columns} == wanted
    assert table.unused == ()


@pytest.mark.parametrize("case", UNUSED)
def test_a_row_that_is_not_used_is_told_with_its_line(case):
    given, line, why = UNUSED[case]
    table = read(given)
    told = chosen(table, [each.name for each in table.columns[:2]])
    assert told.rows == ((1, 2), (3, 4)) or told.rows in (((1.5, 2), (3.5, 4)), ((10, 2), (30, 4)))
    assert [(each.line, each.why) for each in told.unused] == [(line, why)]
    assert told.summary == f"2 of 3 rows used; line {line}: {why}."


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_no_table_is_refused_in_a_sentence(case):
    given, sentence = REFUSED[case]
    with pytest.raises(InvalidInput) as refused:
        read(given)
    assert str(refused.value).startswith(sentence)
    assert str(refused.value).endswith((".", "?"))


def test_there_are_enough_cases():
    assert len(READ) + len(UNUSED) + len(REFUSED) >= 100


@pytest.mark.parametrize(
    ("given", "note"),
    [
        ("x;y\n1,234;2\n", "In “1,234” the comma is read as that of decimals."),
        ("x\ty\n1,234\t2\n", "In “1,234” the comma is read as that of thousands."),
        ("x;y\n1.234;2\n", "In “1.234” the point is read as that of decimals."),
        ("x;y\n1 kg;2\n", "Units are left out: “kg” in “x”."),
        (b"\xe9,y\n1,2\n", "The text is not UTF-8; it was read as Windows-1252."),
    ],
)
def test_what_could_be_read_otherwise_is_told(given, note):
    assert read(given).notes == (note,)
    assert read("x;y\n1,5;2\n1,234;3\n").notes == (), "where another number tells, nothing is left open"


# Columns to draw.


def test_the_first_columns_of_numbers_are_taken_and_the_first_labels():
    table = read("name,x,kind,y,z\na,1,red,2,3\nb,4,blue,5,6\n")
    assert automatic(table, 2) == ("x", "y")
    assert automatic(table, 2, label=True) == ("x", "y", "name")
    assert automatic(read("x,y,class\n1,2,0\n3,4,1\n"), 2, label=True) == ("x", "y", "class")
    assert automatic(read("loss\n3\n2\n"), 2) == (ROW, "loss")
    assert chosen(read("loss\n3\nn/a\n2\n"), (ROW, "loss")).rows == ((1, 3), (3, 2))


def test_labels_are_numbered_in_the_order_of_their_rows():
    found = chosen(read("x,y,k\n1,2,red\n3,4,blue\n5,6,\n7,8,red\n"), ("x", "y"), "k")
    assert found.rows == ((1, 2, 0), (3, 4, 1), (7, 8, 0))
    assert found.labels == ("red", "blue")
    assert found.lines == (2, 3, 5)
    assert found.summary == "3 of 4 rows used; line 4: the label is empty."


def test_rows_that_are_not_used_are_all_there_and_the_first_are_told():
    found = chosen(read("x,y\n1,2\n" + "n/a,1\n" * 5 + "1,2\n" * 9), ("x", "y"))
    assert [each.line for each in found.unused] == [3, 4, 5, 6, 7]
    assert found.summary.startswith("10 of 15 rows used; line 3: “n/a” is no number;")
    assert found.summary.endswith("; 2 more.")


@pytest.mark.parametrize(
    ("given", "names", "label", "sentence"),
    [
        ("x,y\n1,2\n", ("x", "q"), None, "The table has no column “q”. It has: “x”, “y”."),
        ("x,y\n1,a\n2,b\n", ("x", "y"), None, "The column “y” is not of numbers: in line 2 stands “a”."),
        ("x,y,z\n1,,2\n3,,2\n", ("x", "y"), None, "The column “y” is not of numbers: it is empty."),
        ("x,y\n1,?\n?,2\n", ("x", "y"), None, "No row can be used. Line 2: “?” is no number."),
        ("k,x\n" + "".join(f"k{i},{i}\n" for i in range(9)), ("x",), "k", "The column “k” has 9 labels; at most 6"),
    ],
)
def test_columns_that_cannot_be_used_are_refused_in_a_sentence(given, names, label, sentence):
    with pytest.raises(InvalidInput) as refused:
        chosen(read(given), names, label)
    assert str(refused.value).startswith(sentence)


@pytest.mark.parametrize(
    ("given", "label", "sentence"),
    [
        ("a,b\nred,large\nblue,small\n", False, "The table has no column of numbers, 2 are needed; “a” has words."),
        ("x,y\n1,2\n3,4\n", True, "The table has no column of labels."),
    ],
)
def test_a_table_with_too_few_columns_is_refused_in_a_sentence(given, label, sentence):
    with pytest.raises(InvalidInput) as refused:
        automatic(read(given), 2, label)
    assert str(refused.value).startswith(sentence)


# Whatever comes.


def _survives(given):
    sentence = ""
    try:
        table = read(given)
        found = chosen(table, automatic(table, 2))
    except InvalidInput as refused:
        sentence = str(refused)
    if sentence:
        assert sentence.isprintable()
        return
    assert len({each.name for each in table.columns}) == len(table.columns)
    assert all(len(each.cells) == len(each.numbers) == len(table.lines) for each in table.columns)
    assert all(len(row) == 2 and all(abs(number) < float("inf") for number in row) for row in found.rows)
    assert len(found.rows) + len(found.unused) == len(table.lines) + len(table.unused)
    assert found.summary.isprintable()


@settings(max_examples=300, derandomize=True, deadline=None)
@given(st.binary(max_size=300))
def test_random_bytes_are_read_or_refused(given):
    _survives(given)


@settings(max_examples=400, derandomize=True, deadline=None)
@given(st.text(alphabet="0123456789.,;|\t\n\r\"'-+=%$# xye\u202f\u2212\ufeffé", max_size=120))
def test_random_tables_are_read_or_refused(given):
    _survives(given)


_NUMBERS = st.floats(-1e6, 1e6).map(lambda number: round(number, 4))


@settings(max_examples=200, derandomize=True, deadline=None)
@given(st.lists(st.tuples(_NUMBERS, _NUMBERS), min_size=2, max_size=20), st.sampled_from(",;\t|"), st.booleans())
def test_what_was_written_as_csv_comes_back(rows, delimiter, has_header):
    file = io.StringIO()
    writer = csv.writer(file, delimiter=delimiter)
    writer.writerows([("first", "second")] if has_header else [])
    writer.writerows(rows)
    table = read(file.getvalue())
    assert chosen(table, automatic(table, 2)).rows == tuple(rows)
