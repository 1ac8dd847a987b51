"""The static site: what is in its files, and what is built again."""

import io
import json
import sys
from contextlib import contextmanager
from html import unescape
from types import ModuleType

import pytest

from lossviz import CATALOGUE, LOSSES, InvalidInput, UnknownName, cli, view
from lossviz.content.things import THINGS
from lossviz.live.payload import sliders
from lossviz.site import assets, build, pictures
from lossviz.site.addresses import Addresses
from lossviz.site.assets import Assets
from lossviz.site.check import broken_links
from lossviz.site.live import LARGEST, Live, live_of, states
from lossviz.site.progress import Progress

ADDRESS = "https://losses.example/seen"
APP = "https://app.example"
ONLY = ("squared", "huber")


@pytest.fixture(autouse=True, scope="module")
def _quickly():
    @contextmanager
    def studio():
        yield "nobody draws here"

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pictures, "studio", studio)
        patch.setattr(build, "live_of", lambda view: Live(tuple(sliders(view))[:1], 5))  # choosing takes a while
        yield


def _build(folder, **settings):
    return build.build(folder, **{"address": ADDRESS, "app": APP, "only": ONLY, "jobs": 1, **settings})


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site") / "new"
    built = _build(folder)
    assert built.made == built.pages
    return folder


def _text(site, path):
    return unescape((site / path / "index.html").read_text(encoding="utf-8"))


def _files(folder):
    return {
        path.relative_to(folder).as_posix(): path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()
    }


def test_every_link_leads_somewhere_in_the_site_from_any_path(site):
    assert broken_links(site) == []


def test_a_broken_link_is_found(site, tmp_path):
    (tmp_path / "index.html").write_text('<a href="there/"></a><a href="/index.html"></a><a href="#no"></a>', "utf-8")
    assert len(broken_links(tmp_path)) == 3


def test_a_page_says_in_its_html_what_the_loss_is(site):
    text, loss = _text(site, "regression/huber"), LOSSES["huber"]
    for words in (loss.name, loss.idea, *loss.use_when, *loss.pros, *(each.title for each in loss.references)):
        assert words in text
    assert "<title>Huber · Regression · lossviz</title>" in text
    assert text.count("<math") >= 2
    assert "torch.nn.functional.huber_loss" in text
    assert view("huber").draw().takeaway in text
    assert "$" not in text.replace("${", "").partition('id="lossviz-told"')[0]
    assert f'<link rel="canonical" href="{ADDRESS}/regression/huber/">' in text
    assert f'href="{APP}/regression?loss=huber&figure=landscape' in text


def test_a_figure_beside_the_first_has_a_page_of_its_own_which_leads_to_the_card(site):
    assert "lossviz-told" in _text(site, "regression/huber/curve")
    assert '<a href="../../../regression/huber/">Huber</a>' in _text(site, "regression/huber/curve")


def test_the_site_map_has_every_page(site):
    text = (site / "sitemap.xml").read_text(encoding="utf-8")
    for path in site.rglob("index.html"):
        folder = path.parent.relative_to(site).as_posix()
        assert f"<loc>{ADDRESS}/{'' if folder == '.' else folder + '/'}</loc>" in text


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("", ""),
        ("map", "map/"),
        ("traps#mean", "traps/#mean"),
        ("regression", "regression/"),
        ("regression?loss=huber", "regression/huber/"),
        ("regression?loss=huber&figure=landscape", "regression/huber/"),
        ("regression?loss=huber&figure=curve", "regression/huber/curve/"),
        ("regression?loss=smooth_l1&figure=relatives&relative=smooth_l1_huber",
         "regression/smooth_l1/relatives/relative-smooth_l1_huber/"),
        ("compare?loss=cauchy", "compare/cauchy/"),
    ],
)  # fmt: skip
def test_an_address_of_the_app_has_a_readable_path(address, path):
    assert Addresses().path(address) == path


def test_every_figure_of_every_loss_and_everything_to_try_has_a_place():
    addresses = Addresses()
    for loss in CATALOGUE.losses.values():
        family = CATALOGUE.family_of(loss).key
        for figure in CATALOGUE.kinds(loss):
            assert addresses.path(f"{family}?loss={loss.key}&figure={figure}") in addresses.places
    for thing in THINGS:
        assert addresses.path(thing.href) in addresses.places


@pytest.mark.parametrize(
    "address", ["regression?loss=huber&figure=curve&delta=2.5", "regression?loss=hubert", "nowhere"]
)
def test_what_leads_nowhere_is_refused(address):
    with pytest.raises(UnknownName):
        Addresses().path(address)


def test_what_did_not_change_is_not_built_again(site):
    before = _files(site)
    assert _build(site).made == 0
    after = _files(site)
    assert {name for name in after if after[name] != before.get(name)} <= {build.MANIFEST}


def test_a_loss_that_changed_has_its_pages_built_again_and_no_other(site, monkeypatch):
    own = assets.own_file
    monkeypatch.setattr(assets, "own_file", lambda key: own(key) + (b"#" if key == "huber" else b""))
    before = _files(site)
    built = _build(site)
    huber = [place for place in Addresses(ONLY).places.values() if place.view and place.view.subject.key == "huber"]
    # The first page has a figure of Huber's loss too.
    assert built.made == len(huber) + 1 < built.pages
    # The text of the file alone has changed: what was drawn of it has not.
    assert {name for name, time in _files(site).items() if time != before[name]} <= {build.MANIFEST}


def test_a_loss_whose_small_curve_changed_is_another_on_the_first_page_and_its_familys_alone(site, monkeypatch):
    cards = Assets.cards

    def changed(own):
        return [
            {**each, "losses": [{**card, "paths": {"loss": "M0 0"}} for card in each["losses"]]} for each in cards(own)
        ]

    _build(site)
    monkeypatch.setattr(Assets, "cards", changed)
    before = _files(site)
    assert _build(site).made == 2
    shared = {build.MANIFEST, *(name for name in _files(site) if name.startswith("assets/gallery"))}
    now = {name for name, time in _files(site).items() if time != before.get(name)}
    assert now - shared == {"index.html", "regression/index.html"}
    monkeypatch.undo()
    _build(site)


def test_a_figure_that_draws_something_else_is_built_again(site, monkeypatch):
    probes = build.probes
    monkeypatch.setattr(build, "probes", lambda view: [*probes(view), view.subject.key == "squared"])
    built = _build(site)
    assert 0 < built.made < built.pages
    monkeypatch.undo()
    _build(site)


def test_what_is_missing_is_made_again(site):
    (site / "regression/huber/curve/states.bin").unlink()
    (site / "map/index.html").unlink()
    _build(site)
    assert broken_links(site) == []
    assert (site / "regression/huber/curve/states.bin").is_file()


def test_an_interrupted_build_goes_on_where_it_was(tmp_path, monkeypatch):
    def step(progress, name):
        if name == "regression/huber/curve/":
            raise KeyboardInterrupt

    monkeypatch.setattr(Progress, "step", step)
    with pytest.raises(KeyboardInterrupt):
        _build(tmp_path)
    monkeypatch.undo()
    assert (tmp_path / Assets(Addresses(ONLY)).path("script")).is_file()  # what was built can be used
    built = _build(tmp_path)
    assert 0 < built.made < built.pages
    assert broken_links(tmp_path) == []
    assert not list(tmp_path.rglob("*.half"))


def test_what_the_site_has_no_longer_is_removed_and_what_others_put_there_is_not(site, tmp_path):
    _build(tmp_path)
    (tmp_path / "CNAME").write_text("losses.example", encoding="utf-8")
    _build(tmp_path, only=["huber"], address="")
    assert not (tmp_path / "regression/squared").exists()
    assert not (tmp_path / "sitemap.xml").exists()
    assert (tmp_path / "CNAME").exists()
    assert broken_links(tmp_path) == []


def test_a_folder_with_something_else_is_refused_and_left_alone(tmp_path):
    (tmp_path / "thesis.tex").write_text("mine", encoding="utf-8")
    with pytest.raises(InvalidInput, match="holds something that is no lossviz site"):
        _build(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.tex"]


@pytest.mark.parametrize("settings", [{"address": "losses.example"}, {"app": "app.example"}])
def test_an_address_without_a_scheme_is_refused(tmp_path, settings):
    with pytest.raises(InvalidInput, match="has to begin with https://"):
        _build(tmp_path / "new", **settings)


def test_the_command_builds_and_says_what_came_of_it(tmp_path, capsys, monkeypatch):
    # Streamlit's tests of the app leave its script as the main module, which a new process would run.
    monkeypatch.setitem(sys.modules, "__main__", ModuleType("__main__"))
    assert cli.main(["site", str(tmp_path / "new"), "--only", "wgan_critic", "--jobs", "2"]) == 0
    said = capsys.readouterr().out
    assert "Without pictures, since nobody draws here." in said
    assert broken_links(tmp_path / "new") == []
    assert cli.main(["site", str(tmp_path / "other"), "--only", "hubert"]) == 1
    assert "'hubert'" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("loss", "figure"),
    [
        ("huber", "curve"),
        ("huber", "landscape"),
        ("focal", "curve"),
        ("tversky", "mask"),
        ("pairwise_logistic", "ranking"),
    ],
)
def test_sliders_are_chosen_so_that_a_page_is_small_and_each_moves_something(loss, figure):
    seen = view(loss, figure)
    live = live_of(seen)
    packed = states(seen, live)
    assert len(packed) < 1.2 * LARGEST
    assert len(live.names) <= 3
    own = [parameter.name for parameter in seen.loss.parameters]
    assert not own or live.names[0].split(".")[0] in own


def test_the_search_has_every_loss_with_its_place_on_the_site():
    addresses = Addresses()
    told = json.loads(Assets(addresses).files["search"][1])
    assert {each["key"] for each in told["entries"] if each["kind"] == "loss"} == {*CATALOGUE.losses}
    assert all(each["href"].partition("#")[0] in addresses.places for each in told["entries"])


def test_progress_is_a_line_now_and_then_where_there_is_no_terminal():
    said = io.StringIO()
    with Progress(3, said) as progress:
        for name in ("", "map/", "traps/"):
            progress.step(name)
    assert said.getvalue().startswith("3 of 3 pages, 0 s")
    assert said.getvalue().count("\n") == 1
