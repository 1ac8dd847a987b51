"""An address and the view it stands for: reading is total, writing is exact, and both are done in one place only."""

import gzip
import json
import pickle
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qsl, urlencode

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.applications import Starlette

from lossviz import CATALOGUE, LOSSES, InvalidInput, UnknownName, View, view
from lossviz.catalogue import PAGES
from lossviz.live import payload, routes
from lossviz.vocabulary import PARTS, ROLES, Moves, Painting, Parameter, Table
from lossviz.vocabulary.controls import read
from lossviz.vocabulary.views import address, hideable
from tests.asgi import ask
from tests.golden.write_addresses import record, recorded, view_at
from tests.pictures import (
    FIGURES,
    PAIRS,
    every_offer,
    every_pair,
    exactly,
    leaves,
    options,
    page_of,
    random_view,
    view_of,
)

ROOT = Path(__file__).parents[1]

# What people, programs and attackers have put where a number or a word was expected.
NASTY = (
    *("", " ", "nan", "-nan", "inf", "-inf", "Infinity", "1e400", "-1e400", "1e-400", "-0", "0", "-1", "1e308", "99"),
    *("0x10", "1_000", "٣", "½", "1,5", "1;2", "1.2.3", "--1", "1e", "e", ".", "+", "1" * 400, "9" * 5000, "," * 3000),
    *("1,1", "1,1,1", "1,nan,1", "1,,1", ",", "1,1,1,1", "-1,1,1", "inf,1,1"),
    *("true", "null", "None", "undefined", "NaN", "../../etc/passwd", "{delta}", "%s%n", "${7*7}"),
    *("<script>alert(1)</script>", "' OR 1=1 --", "\x00", "\n\r\t", "\u202e", "🙂" * 50),
    *("all", "none", "huber", "huber,huber", "squared,nothing", "ALL", " all ", "curve", "__class__", "constructor"),
)

NAMES = sorted(
    {name for pair in PAIRS for control in view_of(*pair).controls for name in (control.name, *control.formerly)}
    | {control.name for control in CATALOGUE.settings}
    | {"loss", "figure", "hide", "v"}
)
names = st.sampled_from(NAMES)
numbers = st.floats(allow_nan=True, allow_infinity=True).map(repr)
values = st.one_of(st.sampled_from(NASTY), st.text(max_size=60), numbers, st.lists(numbers, max_size=5).map(",".join))
fields = st.lists(st.tuples(st.one_of(names, st.text(max_size=12)), values), max_size=12)
queries = st.one_of(fields.map(urlencode), st.text(max_size=200), st.text("&=%+;,0123456789abcdelt", max_size=80))


def _at(loss, figure, **texts):
    """What the address of the figure with these fields asks for."""
    return View.read({"loss": loss.key, "figure": figure.key} | texts, page_of(loss, figure))


def _assert_legal(view, page):
    assert page.subjects[view.subject.key] is view.subject
    assert page.kinds(view.subject)[view.figure.key] is view.figure
    assert view.rivals == page.catalogue.rivals(view.figure, view.subject)
    assert hideable(view.controls).legal(view.conceal) == view.conceal
    assert list(view.values) == [control.name for control in view.controls]
    for control in view.controls:
        value = view.values[control.name]
        assert exactly(control.legal(value)) == exactly(value)
        if isinstance(control, Parameter):
            assert isinstance(value, tuple if control.components else float)
            assert np.size(value) == max(1, len(control.components)), "a vector is always a vector"
            assert all(number in control.domain for number in np.ravel(value))


def _assert_same(one, other):
    assert one.state == other.state
    assert exactly(one.values) == exactly(other.values)


@settings(max_examples=1500, derandomize=True, deadline=None)
@given(pair=st.sampled_from(PAIRS), text=queries)
def test_whatever_an_address_holds_reading_gives_a_legal_view(pair, text):
    page = page_of(*pair)
    fields = {"loss": pair[0].key, "figure": pair[1].key, **dict(parse_qsl(text, keep_blank_values=True))}
    view, complaints = View.read(fields, page)
    _assert_legal(view, page)
    assert len(complaints) <= 5
    assert all(complaint.isprintable() for complaint in complaints)
    assert all(len(complaint) < 400 for complaint in complaints if not complaint.startswith("hide = "))  # it has many
    for again in (view.fields(), address(page, fields)):
        same, none = View.read(again, page)
        _assert_same(same, view)
        assert none == []


@every_pair
def test_every_setting_survives_every_nasty_value(loss, figure):
    page = page_of(loss, figure)
    controls = view_of(loss, figure).controls
    for text in NASTY:
        view, _ = _at(loss, figure, **{control.name: text for control in controls})
        _assert_legal(view, page)
        for control in controls:
            alone, complaints = read({control.name: text}, [control])
            assert exactly(alone[control.name]) == exactly(view.values[control.name]), "none depends on another"
            assert not complaints or exactly(alone[control.name]) == exactly(control.initial)


@every_pair
def test_an_address_gives_a_view_and_the_view_gives_it_back(loss, figure):
    rng = np.random.default_rng([9, len(loss.key), len(figure.key)])
    for _ in range(5):
        view = random_view(loss, figure, rng)
        fields = view.fields()
        again, complaints = View.read(fields, page_of(loss, figure))
        _assert_same(again, view)
        assert again.fields() == fields
        assert complaints == []
        for control in view.controls:
            if isinstance(control, Parameter) and control.name in fields:
                assert len(fields[control.name].split(",")) == max(1, len(control.components))


@every_pair
def test_an_address_holds_what_differs_from_the_defaults_and_nothing_else(loss, figure):
    plain, names = view_of(loss, figure), {"loss": loss.key, "figure": figure.key}
    assert plain.fields() == names
    assert exactly(_at(loss, figure)[0].values) == exactly(plain.values)
    for changed in list(options(plain))[:-1]:
        assert plain.moved(**changed).fields().keys() - names.keys() == set(changed)
    for parameter in plain.controls:
        if isinstance(parameter, Parameter):
            end = next(end for end in parameter.slider if parameter.legal(end) != parameter.initial)
            moved = plain.moved(**{parameter.name: parameter.legal(end)})
            assert moved.fields().keys() - names.keys() == {parameter.name}


@every_offer
def test_a_pages_address_keeps_the_settings_of_its_other_figures(loss, figure):
    page = page_of(loss, figure)
    view = random_view(loss, figure, np.random.default_rng([10, len(loss.key), len(figure.key)]))
    fields = address(page, view.fields())
    assert address(page, fields) == fields
    for other in page.kinds(loss).values():
        there = address(page, {**fields, "loss": loss.key, "figure": other.key})
        assert View.read(there, page)[1] == []
        back, complaints = View.read({**there, "loss": loss.key, "figure": figure.key}, page)
        assert complaints == []
        shared = [] if other is figure else view_of(loss, other).controls  # a name in common holds what is said there
        own = {name for control in shared for name in (control.name, *control.formerly)}
        _assert_same(back, view.moved(**{name: back.values[name] for name in own & back.values.keys()}))


@pytest.mark.parametrize("page", PAGES.values(), ids=lambda page: page.key)
def test_the_address_of_a_page_as_it_opens_is_empty(page):
    view, _ = View.read({}, page)
    assert (view.subject.key, view.figure) == (page.start, next(iter(page.kinds(view.subject).values())))
    assert address(page, {}) == address(page, view.fields()) == {}
    assert address(page, {"bessel": "off", "nothing": "1"}).keys() <= {control.name for control in CATALOGUE.settings}


def test_what_the_cards_count_by_stays_in_a_pages_address():
    for control in CATALOGUE.settings:
        other = next(value for value, _ in control.options if value != control.default)
        assert address(PAGES["regression"], {control.name: other}) == {control.name: other}


# Names of earlier versions.


@every_offer
def test_old_names_are_read_as_what_they_are_called_today(loss, figure):
    for old in figure.formerly:
        now, _ = _at(loss, figure)
        then, complaints = View.read({"loss": loss.key, "figure": old}, page_of(loss, figure))
        _assert_same(then, now)
        assert complaints == []
        assert then.fields()["figure"] == figure.key
        assert exactly(dict(leaves(then.draw().specification()))) == exactly(dict(leaves(now.draw().specification())))
    for control in view_of(loss, figure).controls:
        for old in control.formerly:
            for option, _ in control.stamps if isinstance(control, Painting) else control.options:
                then, complaints = _at(loss, figure, **{old: option})
                _assert_same(then, _at(loss, figure, **{control.name: option})[0])
                assert complaints == []


@pytest.mark.parametrize(
    ("old", "now"),
    [
        ("loss=huber&figure=spectrum&delta=2", "loss=huber&figure=sweep&delta=2"),
        ("loss=focal&figure=curve&truth=0", "loss=focal&figure=curve&label=0"),
        ("loss=contrastive&figure=points&example=different", "loss=contrastive&figure=points&label=different"),
        ("loss=huber&figure=relatives&path=margin", "loss=huber&figure=relatives&line=margin"),
    ],
)
def test_an_old_link_draws_what_it_drew(old, now):
    one, other = view_at(old), view_at(now)
    assert exactly(dict(leaves(one.draw().specification()))) == exactly(dict(leaves(other.draw().specification())))
    assert one.fields() == other.fields() == dict(parse_qsl(now)), "it is not what is shown anyway"


ADDRESSES = recorded()


@pytest.mark.parametrize("turn", range(8))
def test_every_recorded_address_draws_what_it_drew(turn):
    for place, (link, wanted) in list(enumerate(ADDRESSES.items()))[turn::8]:
        got = record(view_at(link))
        assert got.keys() == wanted.keys(), link
        for part, (digest, projection, size) in wanted.items():
            assert got[part][0] == digest, f"address {place}, {part}: {link}"
            assert got[part][1] == pytest.approx(projection, rel=0, abs=1e-9 * (1 + size)), f"{part}: {link}"


def test_every_kind_of_figure_of_every_loss_is_among_the_recorded_addresses():
    drawn = {(view.subject, view.figure) for view in map(view_at, ADDRESSES)}
    assert drawn >= set(PAIRS)


# What is refused.


def test_a_view_of_unknown_names_is_refused_with_those_it_has():
    with pytest.raises(TypeError, match=r"^The figure curve of huber has no 'dleta'. Did you mean 'delta'\? It has: "):
        view("huber", "curve", dleta=2)
    with pytest.raises(UnknownName, match=r"There is no loss 'hubr'. Did you mean 'huber'\?"):
        view("hubr")
    for figure in ("curv", "mask"):
        with pytest.raises(UnknownName, match=f"There is no figure '{figure}'."):
            view("huber", figure)


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"delta": -1}, "delta must be greater than 0; got -1."),
        ({"delta": "wide"}, "delta must be greater than 0; got 'wide'."),
        ({"delta": float("nan")}, "delta must be greater than 0; got nan."),
        ({"delta": (1, 2)}, r"delta must be a single number; got an array of shape \(2,\)."),
        ({"delta": 1e-9}, "delta must be of a size from 1e-06 to 1e\\+06 to be drawn; got 1e-09."),
        ({"below": "above"}, "below must be one of gradient, influence"),
        ({"against": ("squared", "iou")}, "against must be any of squared, absolute,.*; got 'iou'."),
    ],
)
def test_a_view_of_what_is_not_allowed_is_refused_with_what_is(values, told):
    with pytest.raises(InvalidInput, match=told):
        view("huber", "curve", **values)


def test_a_complaint_names_the_parameter_the_value_and_what_it_may_be():
    _, (complaint,) = _at(LOSSES["huber"], FIGURES["curve"], delta="-3")
    assert complaint.startswith("delta = “-3” was not used: it must be greater than 0")
    assert complaint.endswith(" 1 is shown instead.")


def test_what_is_on_no_page_is_named_and_no_more_than_a_few():
    _, complaints = View.read({"loss": "iou", "figure": "mask", "at_nothing": "1"}, PAGES["regression"])
    assert [complaint.partition(" was not used")[0] for complaint in complaints] == [
        "loss = “iou”",
        "figure = “mask”",
        "“at_nothing”",
    ]
    _, complaints = View.read({f"x{i}": "1" for i in range(20)}, PAGES["regression"])
    assert complaints[-1] == "16 more settings were not used."
    assert len(complaints) == 5


@every_pair
def test_every_complaint_names_what_was_wrong(loss, figure):
    wrong = "wrong " * 30
    for control in view_of(loss, figure).controls:
        view, (complaint,) = _at(loss, figure, **{control.name: wrong})
        assert complaint.startswith(f"{control.name} = “wrong wrong ")
        assert wrong not in complaint
        assert "…”" in complaint
        if isinstance(control, Parameter):
            assert str(control.domain) in complaint
        elif isinstance(control, Painting):
            assert f"{control.digits} hexadecimal digits" in complaint
        elif isinstance(control, Moves):
            assert "example:x:y" in complaint
        elif isinstance(control, Table):
            assert ":".join(control.columns) in complaint
        else:
            assert all(option in complaint for option, _ in control.options)
        assert exactly(view.values[control.name]) == exactly(control.initial)


# What is concealed.


@every_pair
def test_concealed_roles_are_not_drawn_and_concealed_controls_not_shown(loss, figure):
    plain = view_of(loss, figure)
    drawn, first = plain.draw(), plain.shown[0].name
    for role in {trace["meta"]["role"] for trace in drawn.data}:
        view, complaints = _at(loss, figure, hide=f"role:{role},table,{first}")
        assert complaints == []
        assert set(view.conceal) == {first, "table", f"role:{role}"}
        kept = [trace for trace in drawn.data if trace["meta"]["role"] != role]
        assert len(kept) < len(drawn.data)
        assert exactly(dict(leaves(view.draw().data))) == exactly(dict(leaves(kept)))
        assert [control.name for control in view.shown] == [each.name for each in plain.shown if each.name != first]
        assert view.state != plain.state, "a cache tells them apart"
    _assert_same(View.read(view.fields(), page_of(loss, figure))[0], view)


def test_what_can_be_concealed_are_controls_parts_and_roles():
    view = view_of(LOSSES["huber"], FIGURES["curve"])
    everything = dict(hideable(view.controls).options)
    assert list(everything) == [
        *(control.name for control in view.controls),
        *PARTS,
        *(f"role:{role}" for role in ROLES),
    ]
    view, _ = _at(LOSSES["huber"], FIGURES["curve"], hide=",".join(everything))
    assert view.shown == ()
    assert view.draw().data == []
    drawing = view.draw()
    assert not any((drawing.readings, drawing.worked, drawing.takeaway, drawing.handles))
    assert replace(view, conceal=("worked", "takeaway")).draw().readings, "a task asks for the numbers"
    _, (complaint,) = _at(LOSSES["huber"], FIGURES["curve"], hide="gradient")
    assert complaint.startswith("hide = “gradient” was not used: it must be any of delta, ")


# One decoder, wherever an address is read.

# Run in another process, so that nothing drawn or cached before can help.
FRESH = """
import pickle, sys
from lossviz.catalogue import PAGES
from lossviz.vocabulary import View

specifications = []
for page, fields in pickle.load(sys.stdin.buffer):
    view, complaints = View.read(fields, PAGES[page])
    assert not complaints, complaints
    specifications.append(view.draw().specification())
pickle.dump(specifications, sys.stdout.buffer)
"""


def test_a_link_draws_the_identical_figure_in_a_fresh_start():
    rng = np.random.default_rng(20261121)
    asked, drawn = [], []
    for turn in range(200):
        loss, figure = PAIRS[turn * len(PAIRS) // 200]
        view = random_view(loss, figure, rng)
        asked.append((page_of(loss, figure).key, view.fields()))
        drawn.append(view.draw().specification())
    order = rng.permutation(len(asked))  # so that neither process can lean on the order of the other
    fresh = subprocess.run(
        [sys.executable, "-c", FRESH],
        input=pickle.dumps([asked[i] for i in order]),
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


def _hostile(rng):
    """A page and a query, half of it what the page knows, half of it anything."""
    page = PAGES[str(rng.choice(list(PAGES)))]
    loss, figure = PAIRS[rng.integers(len(PAIRS))]
    fields = random_view(loss, figure, rng).fields() if rng.random() < 0.7 else {}
    page = page_of(loss, figure) if fields and rng.random() < 0.8 else page
    for _ in range(rng.integers(4)):
        fields[str(rng.choice(NAMES))] = NASTY[rng.integers(len(NASTY))]
    if fields and rng.random() < 0.3:
        del fields[str(rng.choice(list(fields)))]
    pairs = [item for _, item in sorted(zip(rng.random(len(fields)), fields.items(), strict=True))]
    return page, urlencode([*pairs, *pairs[: rng.integers(2)]])


APP = Starlette(routes=routes.routes("/live"))


def test_pages_and_routes_decode_2000_random_and_hostile_addresses_alike(monkeypatch):
    rng, seen = np.random.default_rng(20261122), []
    wholes = [_hostile(rng) for _ in range(100)]
    for page, query in wholes:
        view, _ = View.read(dict(parse_qsl(query, keep_blank_values=True)), page)
        answer = ask(APP, f"/live/{page.key}/figure", query.encode())
        assert answer.status == 200
        assert json.loads(answer.body) == json.loads(json.dumps(payload.snapshot(view, view.draw())))

    blank = view_of(LOSSES["huber"], FIGURES["curve"]).draw().without([f"role:{role}" for role in ROLES])

    def noted(view):
        seen.append(view)
        return gzip.compress(json.dumps(payload.snapshot(view, blank)).encode(), 1)

    monkeypatch.setattr(payload, "_presets", lambda *_: ())  # their sentences need what is drawn
    monkeypatch.setattr(routes, "packed_figure", noted)  # what is drawn is not the point of the rest
    monkeypatch.setattr(payload, "said", lambda template, numbers: template)
    for page, query in wholes + [_hostile(rng) for _ in range(1900)]:
        fields = dict(parse_qsl(query, keep_blank_values=True))
        wanted, _ = View.read(fields, page)
        answer = ask(APP, f"/live/{page.key}/figure", query.encode())
        _assert_same(seen[-1], wanted)
        assert json.loads(answer.body)["fields"] == json.loads(json.dumps(payload.snapshot(wanted, blank)))["fields"]
        _assert_same(View.read(address(page, fields), page)[0], wanted)
    assert len({view.state for view in seen}) > 1000
    assert {view.figure for view in seen} >= set(FIGURES.values())
