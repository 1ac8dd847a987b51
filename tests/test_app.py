"""Every page opens on every loss, whatever its address says, and its widgets write the address."""

import json
import re
from functools import cache
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from lossviz import CATALOGUE, FAMILIES, FIGURES, LOSSES, View
from lossviz.content.labs import LABS
from lossviz.content.things import THINGS
from lossviz.drawing.words import named
from lossviz.live.assets import version
from lossviz.ui.live_figure import DRAWN
from tests.pictures import OFFERED, every_figure, every_offer, random_view, view_of
from tests.test_views import NASTY

ROOT = Path(__file__).parents[1]
PAGES = CATALOGUE.pages()
PAGE_LIST = "lossviz_page_list"

every_lab = pytest.mark.parametrize("lab", LABS)
every_family = pytest.mark.parametrize("family", FAMILIES.values(), ids=lambda family: family.key)


@cache
def _kept(page: str) -> AppTest:
    """A reader who stays on the page, for tests that only look."""
    return _open(page)


def _goes(page: str, query: dict) -> AppTest:
    """The reader who stays on the page at another address: half the work of opening it anew."""
    app = _kept(page)
    app.query_params = query
    return _run(app)


def _open(page: str, query=None, embedded=False) -> AppTest:
    """The page with this name at the address with these fields."""
    app = AppTest.from_file(str(ROOT / "lossviz" / "ui" / "navigation.py"), default_timeout=60)
    app.context["is_embedded"] = embedded
    app.session_state[DRAWN] = True  # as a browser tells once it has drawn a figure
    app.query_params.update(query or {})
    if page != "home":
        app.run()
        app.switch_page(str(ROOT / "pages" / f"{page}.py"))
        app.query_params.update(query or {})
    return _run(app)


def _run(app):
    app.run()
    assert not app.exception, [raised.message for raised in app.exception]
    assert not app.error
    return app


def _sent(app: AppTest) -> dict:
    """What the page's custom component was given, beside the navigation."""
    (given,) = (json.loads(component.proto.json) for component in _components(app))
    return given


def _components(app):
    beside = (PAGE_LIST, "lossviz_doors")
    return [each for each in app.get("bidi_component") if each.proto.component_name not in beside]


def _warned(app: AppTest) -> str:
    return "\n".join(warning.value for warning in app.warning)


@every_offer
def test_a_page_shows_every_loss_and_figure_at_any_state(loss, figure):
    family = CATALOGUE.family_of(loss)
    shared = random_view(loss, figure, np.random.default_rng([7, len(loss.key), len(figure.key)]))
    for asked in [shared] if figure.key != "curve" else [view_of(loss, figure), shared]:
        fields = asked.fields()
        app = _goes(family.key, fields)
        assert loss.name in app.title[0].value
        assert not app.warning
        assert app.selectbox(f"{family.key}-loss").value == loss.key
        assert app.button_group(f"{family.key}-figure").value == figure.key
        view, _ = View.read(fields, PAGES[family.key])
        assert view.state == asked.state
        told = {"address": "/live", "page": family.key, "version": version(), "turn": 0, "awaited": False}
        sent = _sent(app)
        assert named(view.bound) in sent.pop("taken")["title"]
        assert sent == {**told, "fields": view.fields()}
        assert app.query_params == fields


@every_family
def test_a_page_without_an_address_opens_on_the_familys_start(family):
    app = _open(family.key)
    assert not app.warning
    first = next(iter(CATALOGUE.kinds(family.losses[family.start])))
    assert _sent(app)["fields"] == {"loss": family.start, "figure": first}


@every_family
def test_a_page_opens_on_a_loss_that_does_not_have_the_figure_before(family):
    for loss in family.losses.values():
        kinds = CATALOGUE.kinds(loss)
        offered = [option for option, _ in PAGES[family.key].figure_choice(loss).options]
        assert offered == list(kinds)
        for missing in [kind for kind in FIGURES if kind not in kinds][:1]:
            app = _goes(family.key, {"loss": loss.key, "figure": missing})
            assert f"figure = “{missing}” was not used" in _warned(app)
            assert _sent(app)["fields"] == {"loss": loss.key, "figure": next(iter(kinds))}


@every_lab
def test_a_labs_page_opens(lab):
    app = _open(lab)
    assert not app.warning
    assert LABS[lab][0]


@every_family
def test_a_page_says_what_its_record_knows(family):
    for loss in family.losses.values():
        app = _goes(family.key, {"loss": loss.key})
        said = "\n".join(markdown.value for markdown in app.markdown)
        said = re.sub(r"\[([^\]]*)\]\(glossary#\w+\)", r"\1", said)  # its terms are explained
        assert loss.idea in said
        displayed = re.findall(r"\$\$\n(.*?)\n\$\$", said)
        assert displayed == f"{loss.latex}, \\quad {loss.gradient_latex}".split(", \\quad ")
        for sentence in (*loss.use_when, *loss.avoid_when, *loss.pros, *loss.cons):
            assert sentence in said
        for reference in loss.references:
            assert reference.url in said
        for trait in loss.traits:
            assert loss.space.wording(getattr(trait, "trait", trait))[1] in said
        assert any(f'LOSSES["{loss.key}"]' in code.value.replace("'", '"') for code in app.code)


def test_the_code_to_take_home_has_the_values_on_screen():
    app = _open("regression", {"loss": "huber", "delta": "1.234"})
    codes = [code.value for code in app.code]
    assert len(codes) >= 3
    assert all("1.234" in code for code in codes)


@every_figure
def test_the_code_has_the_events_on_screen_also_after_a_switch_of_the_figure(figure):
    fitting = [loss for loss, kind in OFFERED if kind is figure]
    for loss in dict.fromkeys([*fitting[:1], *fitting[-1:]]):
        page, before = PAGES[CATALOGUE.family_of(loss).key], list(CATALOGUE.kinds(loss).values())
        before = before[before.index(figure) - 1]
        app = _goes(page.key, random_view(loss, before, np.random.default_rng(11)).fields())
        _assert_code_has_events(app, before)
        app.button_group(f"{page.key}-figure").set_value(figure.key)
        _assert_code_has_events(_run(app), figure)
        _assert_code_has_events(_goes(page.key, random_view(loss, figure, np.random.default_rng(12)).fields()), figure)


def _assert_code_has_events(app, figure):
    """That every program of the card holds the numbers of the figure that the address asks for."""
    view, _ = View.read(app.query_params, PAGES[_sent(app)["page"]])
    assert view.figure is figure
    prediction, target = view.draw().events
    view.loss.space.check(prediction, target)
    lists = [_as_list(prediction), *([_as_list(target)] if view.loss.space.target else [])]
    assert bool(app.code) == bool(prediction.size)
    for code in app.code:
        for numbers in lists:
            assert numbers in code.value, f"{code.value[:400]} has other numbers than {numbers[:400]}"


def test_a_picture_without_events_has_no_code_and_says_why():
    app = _open("ranking", {"loss": "pairwise_logistic", "figure": "ranking", "relevance": "1"})
    assert not app.code
    assert _written(app).count("The picture shows no event that the loss could be computed of.") == 2


def _as_list(numbers):
    """Numbers as a program lists them: to twelve digits."""
    numbers = np.asarray(numbers)
    return repr(np.array([float(f"{number:.12g}") for number in numbers.ravel()]).reshape(numbers.shape).tolist())


# Every family meets every nasty text, in turn by one of the figures of its start.
HOSTILE = [
    (family, kind, NASTY[turn :: len(kinds)])
    for family in FAMILIES.values()
    for kinds in [list(CATALOGUE.kinds(family.losses[family.start]).values())]
    for turn, kind in enumerate(kinds)
]


@pytest.mark.parametrize(
    ("family", "figure", "texts"), HOSTILE, ids=[f"{family.key}-{figure.key}" for family, figure, _ in HOSTILE]
)
def test_a_hostile_address_opens_the_default_and_says_so(family, figure, texts):
    controls = view_of(family.losses[family.start], figure).controls
    for text in texts:
        fields = {"figure": figure.key, **dict.fromkeys([control.name for control in controls], text)}
        app = _goes(family.key, fields)
        view, complaints = View.read(fields, PAGES[family.key])
        assert bool(complaints) == bool(app.warning), repr(text)
        for complaint in complaints:
            assert complaint in _warned(app)
        assert _sent(app)["fields"] == view.fields()


@pytest.mark.parametrize(("turn", "family"), [*enumerate(FAMILIES.values())], ids=[*FAMILIES])
def test_a_hostile_address_cannot_choose_what_there_is_not(turn, family):
    for text in NASTY[turn % 3 :: 3]:
        app = _goes(family.key, {"loss": text, "figure": text})
        shown = _sent(app)["fields"]
        assert ("loss = “" in _warned(app)) == (text not in family.losses)
        assert shown["loss"] == (text if text in family.losses else family.start)
        kinds = CATALOGUE.kinds(LOSSES[shown["loss"]])
        assert ("figure = “" in _warned(app)) == (text not in kinds)
        assert shown["figure"] == (text if text in kinds else next(iter(kinds)))


@every_family
def test_a_setting_that_does_not_exist_is_named(family):
    for name in ("nothing", "delt", "<script>", "__proto__", "x" * 500, "🙂", "**bold**", "[a](b)"):
        warned = _warned(_goes(family.key, {name: "1"}))
        assert "was not used" in warned
        assert "<" not in warned
        assert "](" not in warned
        assert "**" not in warned
        assert len(warned) < 200


def test_a_thousand_wrong_settings_make_a_short_warning():
    warned = _warned(_open("regression", {f"a{i}": "1" for i in range(900)}))
    assert len(warned) < 1000
    assert "more settings were not used" in warned


def test_a_warning_names_parameter_value_and_domain():
    warned = _warned(_open("regression", {"loss": "huber", "delta": "-3"}))
    assert warned.startswith("delta = “-3” was not used: it must be greater than 0")
    assert warned.endswith(" 1 is shown instead.")


def test_another_loss_in_the_box_changes_the_address():
    app = _open("regression", {"delta": "2"})
    app.selectbox("regression-loss").set_value("pseudo_huber")
    _run(app)
    assert app.query_params == {"loss": "pseudo_huber", "delta": "2"}
    assert "Pseudo-Huber" in app.title[0].value
    app.selectbox("regression-loss").set_value("squared")
    _run(app)
    assert app.query_params == {"loss": "squared"}
    app.selectbox("regression-loss").set_value(FAMILIES["regression"].start)
    _run(app)
    assert app.query_params == {}


def test_another_figure_changes_the_address_and_keeps_the_rest():
    app = _open("regression", {"delta": "2", "against": "absolute"})
    app.button_group("regression-figure").set_value("curve")
    _run(app)
    assert app.query_params == {"figure": "curve", "delta": "2", "against": "absolute"}
    assert _sent(app)["fields"]["figure"] == "curve"
    app.button_group("regression-figure").set_value("landscape")
    _run(app)
    assert app.query_params == {"delta": "2", "against": "absolute"}


def test_an_address_that_changes_changes_the_page():
    app = _open("regression", {"delta": "2"})
    app.query_params = {"loss": "quantile", "tau": "0.3"}
    _run(app)
    assert app.selectbox("regression-loss").value == "quantile"
    assert _sent(app)["fields"] == {"loss": "quantile", "figure": "curve", "tau": "0.3"}


@pytest.mark.parametrize(
    ("hidden", "gone"),
    [
        ("formula", "### Formula"),
        ("formula", "### What it claims"),
        ("explanation", "### When to use it"),
        ("explanation", "### Relatives"),
        ("code", "The same in code"),
    ],
)
def test_parts_that_a_link_hides_are_not_there(hidden, gone):
    assert gone in _written(_open("regression"))
    assert gone not in _written(_open("regression", {"hide": hidden}))


def _written(app):
    """All text of the page's body and its headings."""
    return "\n".join(element.value for element in (*app.markdown, *app.subheader))


@pytest.mark.parametrize("hidden", ["delta,worked", "role:gradient", "at_residual,table,role:rival,role:kink"])
def test_what_is_hidden_is_told_to_the_figure(hidden):
    app = _open("regression", {"figure": "curve", "hide": hidden})
    assert _sent(app)["fields"]["hide"] == hidden
    assert not app.warning


def test_only_what_there_is_can_be_hidden():
    assert "hide = “" in _warned(_open("regression", {"hide": "role:nothing"}))
    assert "hide = “" in _warned(_open("regression", {"hide": "gamma"}))


@every_family
def test_the_embedded_view_is_the_figure_with_its_name_and_the_way_to_its_page(family):
    app = _open(family.key, {"loss": family.start, "figure": "curve"}, embedded=True)
    assert not app.title
    assert not app.selectbox
    assert not app.button
    (heading,) = (markdown.value for markdown in app.markdown)
    assert family.losses[family.start].name in heading
    (way,) = re.findall(r"\]\((.*)\)", heading)
    assert View.read(dict(parse_qsl(urlsplit(way).query)), PAGES[family.key])[0].figure.key == "curve"
    assert not app.code
    assert len(app.get("bidi_component")) == 1


def test_an_embedded_view_still_says_what_was_not_used():
    assert "delta" in _warned(_open("regression", {"delta": "x"}, embedded=True))


def test_home_holds_a_figure_and_then_all_losses():
    figure, things, gallery = (json.loads(each.proto.json) for each in _components(_open("home")))
    assert figure["page"] == THINGS[0].page
    assert THINGS[0].fields.items() <= figure["fields"].items()
    assert set(things) == {"address", "version"}
    assert gallery["families"] == [[family.key, family.name] for family in FAMILIES.values()]


def test_the_figure_of_home_has_the_losss_own_sliders_alone():
    (figure, *_) = (json.loads(each.proto.json) for each in _components(_open("home")))
    view, complaints = View.read(figure["fields"], PAGES[figure["page"]])
    assert not complaints
    assert [control.name for control in view.shown] == [each.name for each in view.loss.parameters] != []
