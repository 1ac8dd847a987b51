"""The offline file: what is in it, what it costs before it is made, and the ways to it."""

import gzip
import json
import re
from base64 import b64decode
from html.parser import HTMLParser
from importlib.metadata import files
from pathlib import Path

import pytest
from starlette.applications import Starlette

import lossviz
from lossviz import InvalidInput, UnknownName, cli
from lossviz.hosts import file
from lossviz.live.assets import library
from tests.asgi import ask

HUBER = lossviz.view("huber", figure="curve", delta=2)
APP = Starlette(routes=file.routes("/teach"))


class Document(HTMLParser):
    """What a file is made of."""

    def __init__(self, text):
        super().__init__()
        self.links, self.policy, self.parts, self._id = [], "", {}, ""
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        held = dict(attrs)
        self.links += [held[name] for name in ("src", "href") if held.get(name)]
        if held.get("http-equiv") == "Content-Security-Policy":
            self.policy = held["content"]
        self._id = held.get("id", tag)

    def handle_data(self, data):
        self.parts[self._id] = self.parts.get(self._id, "") + data


@pytest.fixture(scope="module")
def huber():
    """Huber's curve with two sliders."""
    return file.document(file.planned(HUBER, ("delta", "at_residual")))


def test_hubers_file_is_small_and_needs_nothing_else(huber):
    assert len(huber.encode()) <= 3_000_000
    document = Document(huber)
    assert document.links == ["data:,"]
    assert "default-src 'none'" in document.policy
    assert "connect-src 'none'" in document.policy
    assert "http" not in document.policy


def test_it_holds_the_library_the_leaves_and_the_first_state(huber):
    document = Document(huber)
    assert gzip.decompress(b64decode(document.parts["lossviz-library"])) == gzip.decompress(library())
    leaves = json.loads(gzip.decompress(b64decode(document.parts["lossviz-lattice"])))
    assert [axis["name"] for axis in leaves["axes"]] == ["delta", "at_residual"]
    told = json.loads(document.parts["lossviz-told"])
    assert told["snapshot"]["fields"]["delta"] == "2"
    assert [control["name"] for control in told["snapshot"]["controls"]] == ["delta", "at_residual"]
    assert told["elsewhere"] == "Here δ (delta) and r (probe) can be moved; all else stays as it is."
    assert told["elsewhere"] in huber
    assert HUBER.draw().takeaway in huber
    cited = dict(told["taken"]["texts"])
    assert "In: lossviz. (seen on" in cited["citation of this page"]
    assert "url" not in cited["citation of this page as BibTeX"]


def test_the_licences_are_in_it(huber):
    own = (Path(lossviz.__file__).parents[1] / "LICENSE").read_text(encoding="utf-8")
    (plotlys,) = (each for each in files("plotly") if each.name.startswith("LICENSE"))
    for licence in (own, plotlys.read_text(encoding="utf-8")):
        for line in filter(None, licence.splitlines()):
            assert re.sub(r"[\"']", "", line) in re.sub(r"&#3[49];", "", huber), line
    assert "Copyright 2012-" in huber


@pytest.mark.parametrize(
    ("view", "live", "stops"),
    [
        (HUBER, (), None),
        (HUBER, None, None),
        (lossviz.view("huber", figure="landscape"), ("delta",), 15),
        (lossviz.view("focal", figure="curve"), ("alpha", "gamma"), 21),
        (lossviz.view("triplet", figure="points"), None, None),
        (lossviz.view("tversky", figure="sweep"), None, 9),
    ],
    ids=["fixed", "huber", "landscape", "focal", "triplet", "tversky"],
)
def test_the_size_is_told_before(view, live, stops, tmp_path):
    told = view.estimate(live, stops)
    made = view.save(tmp_path / "figure.html", live, stops)
    assert made == tmp_path / "figure.html"
    assert told == pytest.approx(made.stat().st_size, rel=0.1)


def test_sliders_that_nobody_names_are_the_losss_own_before_others():
    assert [axis.name for axis in file.planned(HUBER).axes] == ["delta", "at_residual"]
    compared = lossviz.compare(["huber", "cauchy"])
    assert [axis.name for axis in file.planned(compared, stops=9).axes] == ["delta", "at_residual", "cauchy-c"]


@pytest.mark.parametrize(
    ("view", "live", "limits"),
    [
        (lossviz.view("huber", figure="landscape"), ("delta", "slope", "intercept"), file.FULL),
        (lossviz.view("huber", figure="landscape"), ("delta", "noise", "outliers"), file.FULL),
        (lossviz.view("focal", figure="curve"), ("alpha", "gamma"), file.Limits(20_000, 300_000)),
    ],
    ids=["pictures", "both", "bytes"],
)
def test_too_much_is_refused_with_what_would_fit(view, live, limits):
    with pytest.raises(file.TooLarge) as refused:
        file.planned(view, live, None, limits)
    said = re.search(r"At most (\d+) stops a slider would fit, or fewer sliders\.$", str(refused.value))
    most = int(said[1])
    plan = file.planned(view, live, most, limits)
    assert plan.most == most
    with pytest.raises(file.TooLarge):
        file.planned(view, live, most + 1, limits)


def test_where_no_number_of_stops_would_fit_fewer_sliders_would():
    with pytest.raises(file.TooLarge, match=r"Name fewer sliders\.$"):
        file.planned(HUBER, ("delta", "at_residual"), None, file.Limits(10, 10_000_000))


def _ask(path, query):
    return ask(APP, f"/teach/file/{path}", query.encode(), host="class.example")


def test_the_route_gives_the_file_to_be_saved():
    answer = _ask("regression", "loss=huber&figure=curve&delta=2&live=delta&stops=9")
    assert answer.status == 200
    assert answer.headers["content-type"].startswith("text/html")
    assert answer.headers["content-disposition"] == 'attachment; filename="huber-curve.html"'
    document = Document(answer.body.decode())
    told = json.loads(document.parts["lossviz-told"])
    assert told["snapshot"]["fields"]["delta"] == "2"
    (control,) = told["snapshot"]["controls"]
    assert len(control["steps"]) <= 9
    assert "http://class.example/teach/regression?loss=huber&figure=curve&delta=2" in document.links


def test_the_route_tells_the_size_before():
    answer = _ask("regression/size", "loss=huber&figure=curve&live=delta&stops=9")
    told = json.loads(answer.body)
    assert told["live"] == ["delta"]
    assert told["bytes"] == pytest.approx(lossviz.view("huber", figure="curve").estimate(("delta",), 9), rel=0.01)
    assert told["sentence"] == "About 2.3 MB; δ (delta) (7 stops) moves."
    assert json.loads(_ask("regression/size", "loss=huber&figure=curve").body)["live"] == ["delta", "at_residual"]


@pytest.mark.parametrize("what", ["", "/size"], ids=["file", "size"])
@pytest.mark.parametrize(
    ("page", "query", "status", "said"),
    [
        ("regresion", "", 404, "There is no page 'regresion'. Did you mean 'regression'?"),
        ("regression", "loss=huber&figure=curve&live=gamma", 404, "This figure has no slider 'gamma'."),
        ("regression", "loss=huber&figure=curve&stops=many", 422, "stops must be a whole number from 2; got 'many'."),
        ("regression", "loss=huber&figure=curve&stops=1", 422, "A slider needs at least 2 stops; got 1."),
        (
            "regression",
            "loss=huber&live=delta,slope,intercept",
            413,
            "With δ (delta), a (slope) and b (intercept) free",
        ),
        ("regression", "loss=huber&live=delta,slope,noise,seed", 422, "At most 3 sliders can move together; 4"),
    ],
)
def test_the_routes_refuse_in_sentences(what, page, query, status, said):
    answer = _ask(f"{page}{what}", query)
    assert answer.status == status
    assert answer.body.decode().startswith(said)
    assert answer.headers["content-type"].startswith("text/plain")


def test_the_command_tells_the_size_and_saves(capsys, tmp_path):
    path = tmp_path / "huber.html"
    given = ["save", "huber", "delta=2", "--figure", "curve", "--live", "delta", "--stops", "9"]
    assert cli.main([*given, "--dry-run", "-o", str(path)]) == 0
    said = capsys.readouterr().out
    assert said == "About 2.3 MB; δ (delta) (7 stops) moves.\n"
    assert not path.exists()
    assert cli.main([*given, "-o", str(path)]) == 0
    assert capsys.readouterr().out == f"{said}Saved as {path}, {path.stat().st_size / 1e6:.1f} MB.\n"
    assert (
        json.loads(Document(path.read_text(encoding="utf-8")).parts["lossviz-told"])["snapshot"]["fields"]["delta"]
        == "2"
    )


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (["hubr"], "There is no loss 'hubr'. Did you mean 'huber'?"),
        (["huber", "--figure", "curv"], "There is no figure 'curv'. Did you mean 'curve'?"),
        (["huber", "detla=2"], "The figure landscape of huber has no 'detla'. Did you mean 'delta'?"),
        (["huber", "delta=-1"], "delta must be greater than 0; got '-1'."),
        (["huber", "delta=two"], "delta must be greater than 0; got 'two'."),
        (["huber", "relief=flat"], "relief must be one of contours, surface, alone; got 'flat'."),
        (["huber", "delta"], "A value is written as name=value, such as delta=2; got 'delta'."),
        (["huber", "--live", "dleta"], "This figure has no slider 'dleta'. Did you mean 'delta'?"),
        (
            ["huber", "--live", "delta", "slope", "intercept"],
            "With δ (delta), a (slope) and b (intercept) free to move",
        ),
        (
            ["huber", "--figure", "curve", "--live", "-o", "no/such/folder.html"],
            "no/such/folder.html cannot be written",
        ),
    ],
)
def test_the_command_refuses_in_sentences(given, said, capsys, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    assert cli.main(["save", *given]) == 1
    told = capsys.readouterr().err
    assert told.startswith(said)
    assert told.endswith(".\n")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("losses", "error", "said"),
    [
        ("huber", InvalidInput, "Two losses or more can be compared, as in"),
        (["huber"], InvalidInput, "Two losses or more can be compared, as in"),
        (["huber", "cauchi"], UnknownName, "There is no loss 'cauchi'. Did you mean 'cauchy'?"),
        (["huber", "focal"], InvalidInput, "Focal cannot be drawn over Huber: they are not of the same predictions."),
        (["huber", "huber"], InvalidInput, "Each loss can be named once; 'huber' was named more often."),
    ],
)
def test_what_cannot_be_compared_is_refused_in_a_sentence(losses, error, said):
    with pytest.raises(error) as refused:
        lossviz.compare(losses)
    assert str(refused.value).startswith(said)


def test_losses_are_compared_and_plotted_by_themselves():
    view = lossviz.compare([lossviz.LOSSES["huber"], "cauchy", "welsch"], delta=2, **{"cauchy-c": 3})
    assert view.fields() == {
        "loss": "huber", "figure": "compare", "against": "cauchy,welsch", "delta": "2", "cauchy-c": "3",
    }  # fmt: skip
    assert lossviz.LOSSES["huber"].plot("curve", delta=2).fields() == HUBER.fields()
    assert lossviz.LOSSES["huber"].plot().fields() == lossviz.view("huber").fields()
    with pytest.raises(TypeError, match=r"The figure curve of huber has no 'dleta'\. Did you mean 'delta'\?"):
        lossviz.LOSSES["huber"].plot("curve", dleta=2)
    assert repr(HUBER) == "<lossviz view loss=huber, figure=curve, delta=2>"
