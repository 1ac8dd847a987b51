"""What a teacher pastes comes through: the documented rules of each host, applied to what is handed out for it.

No host is asked here; where rules are quoted, the source that was read is named.
"""

import ast
import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import numpy as np
import pytest
from markdown_it import MarkdownIt

import lossviz
from lossviz import CATALOGUE, View
from lossviz.content.transcript import title
from lossviz.hosts.recipes import DOCUMENTS, PAGES, Shared, frame, markdown_text, python
from tests.pictures import OFFERED, anywhere, page_of, random_view

RECIPES = {**PAGES, **DOCUMENTS}
ROOT_FOLDER = Path(__file__).parents[1]
ROOT = "https://lab.example.edu/teach"
STATES = np.random.default_rng(20261124).choice(len(OFFERED), 6, replace=False)

every_recipe = pytest.mark.parametrize("recipe", RECIPES.values(), ids=RECIPES.keys())


def _shared(fields=None, page="regression", **settings):
    given = fields or {"loss": "huber", "figure": "curve", "delta": "2", "hide": "worked,role:gradient"}
    view, complaints = View.read(given, CATALOGUE.pages()[page])
    assert not complaints
    link = f"{ROOT}/{page}?{'&'.join(f'{key}={value}' for key, value in view.fields().items())}"
    return Shared(view=view, page=page, link=link.replace(":gradient", "%3Agradient"), root=ROOT, **settings)


class _Elements(HTMLParser):
    """The elements of a text: tags with their attributes, and what is not closed again."""

    def __init__(self, text):
        super().__init__()
        self.found, self.open, self.words = [], [], []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))
        self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.words.append(data)

    def one(self, tag):
        (found,) = (attributes for name, attributes in self.found if name == tag)
        return found


def _parsed(text):
    elements = _Elements(text)
    assert not elements.open, "all is closed"
    return elements


def _filtered(text, allowed):
    """What a filter leaves of a text that keeps these elements with these attributes; words are kept."""
    elements = _parsed(text)
    kept = [(tag, {name: value for name, value in own.items() if name in allowed[tag]}) for tag, own in elements.found
            if tag in allowed]  # fmt: skip
    return kept, "".join(elements.words).split()


def _leads_to(address, shared):
    """Whether an address is the embed of what is shared, in its state."""
    parts = urlsplit(address)
    where = f"{parts.scheme}://{parts.netloc}{parts.path}"
    fields = dict(parse_qsl(parts.query))
    host = {name: fields.pop(name) for name in ("theme", "height") if name in fields}
    assert (host.get("theme", ""), host.get("height", "")) == (shared.theme, "auto" if shared.follows else "")
    view, complaints = View.read(fields, CATALOGUE.pages()[shared.page])
    return not complaints and where == f"{ROOT}/embed/{shared.page}" and view.state == shared.view.state


@pytest.mark.parametrize("name", ["html", "canvas", "moodle", "edx", "wordpress", "reveal"])
@pytest.mark.parametrize(
    "settings",
    [{}, {"width": 0, "height": 600}, {"theme": "dark"}, {"follows": True}, {"width": 500, "height": 300}],
    ids=["plain", "wide", "dark", "follows", "small"],
)
def test_a_frame_shows_what_is_shared_at_the_chosen_size(name, settings):
    shared = _shared(**settings)
    found = _parsed(PAGES[name].text(shared)).one("iframe")
    seen = replace(shared, follows=shared.follows and PAGES[name].resizes)
    assert _leads_to(found.get("src") or found["data-src"], seen)
    assert found["title"] == shared.title == "Huber (δ = 2): curve, an interactive figure"
    assert (found["width"], found["height"]) == (str(shared.width or "100%"), str(shared.height))


def test_a_frame_is_shut_in_as_far_as_a_figure_allows():
    found = _parsed(frame(_shared())).one("iframe")
    assert "allow-same-origin" not in found["sandbox"], "an embed needs no cookie"
    # What an embed opens is the app, which is blank where a sandbox leaves it no origin.
    wanted = {"allow-scripts", "allow-popups", "allow-popups-to-escape-sandbox", "allow-downloads"}
    assert set(found["sandbox"].split()) == wanted


@every_recipe
@pytest.mark.parametrize("place", STATES, ids=lambda place: f"{OFFERED[place][0].key}-{OFFERED[place][1].key}")
def test_every_state_is_handed_on_whole(recipe, place):
    loss, figure = OFFERED[place]
    view = random_view(loss, figure, np.random.default_rng([13, place]))
    shared = _shared(view.fields(), page_of(loss, figure).key)
    text = recipe.text(shared)
    assert "\n\n\n" not in text
    if f"{ROOT}/embed/" in text:
        written = re.search(rf'{ROOT}/embed/[^"\s]+', text).group().replace("&amp;", "&")
        assert _leads_to(written, shared)


def test_every_recipe_says_where_it_goes():
    for recipe in RECIPES.values():
        assert recipe.place.endswith(".")
    assert len({recipe.host for recipe in RECIPES.values()}) == len(RECIPES)


# Hosts with a filter.

# instructure/canvas-lms, gems/canvas_sanitize/lib/canvas_sanitize/canvas_sanitize.rb: SANITIZE[:attributes]['iframe']
# and [:all], as far as a frame might use them, and [:style_properties].
CANVAS_FRAME = {"src", "width", "height", "name", "align", "frameborder", "scrolling", "sandbox", "allowfullscreen"}
CANVAS_ALL = {"style", "class", "id", "title", "role", "lang", "dir", "aria-label"}
CANVAS_STYLES = {"border", "height", "margin", "max-width", "min-height", "width", "overflow"}


def test_canvas_keeps_all_of_a_frame():
    text = PAGES["canvas"].text(_shared(follows=True))
    kept, words = _filtered(text, {"iframe": CANVAS_FRAME | CANVAS_ALL})
    assert kept == _parsed(text).found
    assert not words, "Canvas would leave the words of a script"
    ((_, found),) = kept
    assert urlsplit(found["src"]).scheme in ("http", "https")
    # The whole style is dropped unless it is of this form.
    assert re.fullmatch(r"""([-:,;#%.()/\sa-zA-Z0-9!]|'[\s\w]+'|"[\s\w]+"|\([\d,\s]+\))*""", found["style"])
    assert re.fullmatch(r"\s*([-\w]+\s*:[^;]*(;\s*|$))*", found["style"])
    assert {rule.partition(":")[0].strip() for rule in found["style"].split(";")} <= CANVAS_STYLES


# moodle/moodle, lib/weblib.php: purify_html() takes HTML Purifier's XHTML 1.0 Transitional, which knows no iframe
# unless HTML.SafeIframe or HTML.Trusted is set, and neither is; Attr.AllowedFrameTargets is _blank; http and https may
# be linked to. format_module_intro() asks for `noclean`, so a teacher's descriptions are not cleaned.
MOODLE_CLEAN = {"p": set(), "a": {"href", "target", "title"}}


def test_where_moodle_cleans_a_text_the_link_stays():
    shared = _shared()
    kept, words = _filtered(PAGES["moodle"].text(shared), MOODLE_CLEAN)
    assert kept == [("p", {}), ("a", {"href": shared.link, "target": "_blank"})]
    assert " ".join(words) == shared.title


# openedx/edx-documentation, en_us/shared/exercises_tools/iframe.rst: a frame within a paragraph of an HTML component,
# width and height in pixels or per cent, an address that begins with https.
def test_open_edx_gets_a_frame_in_a_paragraph():
    elements = _parsed(PAGES["edx"].text(_shared()))
    assert [tag for tag, _ in elements.found] == ["p", "iframe"]
    assert re.fullmatch(r"\d+%?", elements.one("iframe")["width"])


# WordPress, wp_filter_oembed_result() and its tests: of an answer of a site that is not on its own list, one empty
# frame is kept, with these attributes, and gets a sandbox that lets scripts run and nothing else.
WORDPRESS_FRAME = {"src", "width", "height", "frameborder", "marginwidth", "marginheight", "scrolling", "title"}


def test_wordpress_keeps_the_frame_of_an_oembed_answer():
    html = frame(_shared(), lines=False)
    kept = re.search(r"(<blockquote>.*?</blockquote>)?.*(<iframe.*?></iframe>)", html, re.S)
    assert kept.group(2) == html
    ((_, found),) = _filtered(html, {"iframe": WORDPRESS_FRAME})[0]
    assert set(found) == {"src", "title", "width", "height"}


# h5p/h5p-php-library, js/h5p-resizer.js answers with `postMessage(data, event.origin)`, which throws where a sandbox
# leaves no origin.
def test_h5ps_resizer_finds_an_origin_to_answer_to():
    assert "sandbox" not in _parsed(PAGES["wordpress"].text(_shared())).one("iframe")


# Texts that are parsed by their hosts.


def test_myst_gets_a_directive_with_options_that_it_has():
    """jupyter-book/mystmd, packages/myst-directives/src/iframe.ts: an argument, options, and a caption as the body."""
    shared = _shared()
    first, *rest = PAGES["myst"].text(shared).split("\n")
    address = re.fullmatch(r":::\{iframe\} (\S+)", first).group(1)
    assert _leads_to(address, shared)
    options, empty, caption, end = rest[:-3], *rest[-3:]
    found = dict(re.fullmatch(r":(\w+): (\S+)", line).groups() for line in options)
    assert set(found) <= {"width", "align", "placeholder", "label", "class", "name"}
    # The theme reads a width in pixels as a share of 750; per cent it takes as they are.
    assert found["width"] == "100%"
    assert (empty, end) == ("", ":::")
    assert _links(caption) == [(shared.link, shared.title)]


def test_quarto_gets_raw_html_and_a_picture_for_all_else():
    """quarto-dev/quarto-web, docs/interactive/index.qmd: a frame in a raw block of HTML within a div."""
    shared = _shared(follows=True)
    html, other = PAGES["quarto"].text(shared).split("\n\n")
    block = re.fullmatch(
        r'::: \{\.content-visible when-format="html"\}\n```\{=html\}\n(.*)\n```\n:::', html, re.S
    ).group(1)
    assert _leads_to(_parsed(block).one("iframe")["src"], shared)
    assert "```" not in block
    picture = re.fullmatch(r'::: \{\.content-visible unless-format="html"\}\n(.*)\n:::', other).group(1)
    assert _links(picture) == [(shared.link, "")]


def test_reveal_gets_a_frame_that_loads_with_its_slide():
    """revealjs.com/media: an iframe with data-src in place of src is loaded when its slide is seen."""
    found = _parsed(PAGES["reveal"].text(_shared())).one("iframe")
    assert "src" not in found
    assert "loading" not in found


def _links(text):
    """The links of a line of Markdown: where to, and their words."""
    (inline,) = (token for token in MarkdownIt().parse(text) if token.type == "inline")
    found = []
    for at, token in enumerate(inline.children):
        if token.type == "link_open":
            following = inline.children[at + 1 :]
            end = next(place for place, each in enumerate(following) if each.type == "link_close")
            found.append(
                (token.attrs["href"], "".join(each.content for each in following[:end] if each.type == "text"))
            )
    return found


def test_markdown_is_a_picture_that_is_a_link():
    shared = _shared()
    text = DOCUMENTS["markdown"].text(shared)
    (inline,) = (token for token in MarkdownIt().parse(text) if token.type == "inline")
    opened, picture, closed = inline.children
    assert (opened.type, picture.type, closed.type) == ("link_open", "image", "link_close")
    assert opened.attrs["href"] == shared.link
    assert picture.attrs["src"] == "huber-curve.png"
    assert picture.content == shared.title


def test_brackets_in_a_name_do_not_end_a_link():
    text = "[a](b) *c* `d` <e> & \\"
    assert _links(f"[{markdown_text(text)}](https://x)") == [("https://x", text)]


LATEX_SPECIAL = re.compile(r"(?<!\\)[#$&_%{}]")


def _latex(shared):
    """Preamble, figure, the argument of the code or link, and the caption."""
    text = DOCUMENTS["latex"].text(shared)
    preamble, *lines = text.split("\n")
    (code,) = (line.strip() for line in lines if line.strip().startswith(("\\qrcode", "\\href")))
    (caption,) = re.findall(r"\\caption\{(.*)\}\n", text)
    assert lines[0] == "\\begin{figure}"
    assert lines[-1] == "\\end{figure}"
    return preamble, code, caption


def test_latex_gets_a_code_that_leads_to_the_link():
    """The manual of qrcode: # $ & _ % { } are escaped by a backslash, as they must be within other commands."""
    shared = _shared()
    preamble, code, caption = _latex(shared)
    assert preamble.endswith("\\usepackage{graphicx,qrcode}")
    argument = re.fullmatch(r"\\qrcode\[height=2\.5cm\]\{(.*)\}", code).group(1)
    assert not LATEX_SPECIAL.search(argument)
    assert re.sub(r"\\(.)", r"\1", argument) == shared.link
    assert caption == r"Huber (\ensuremath{\delta} = 2): curve"


def test_a_long_link_is_no_code_that_a_telephone_cannot_read():
    shared = replace(_shared(), link=f"{ROOT}/regression?{'x' * 400}")
    preamble, code, _ = _latex(shared)
    assert preamble.endswith("{graphicx,hyperref}")
    assert code == rf"\href{{{shared.link}}}{{Interactive figure}}"


@pytest.mark.parametrize("place", range(0, len(OFFERED), 7))
def test_captions_have_no_sign_that_latex_would_stumble_over(place):
    loss, figure = OFFERED[place]
    view = random_view(loss, figure, np.random.default_rng([17, place]))
    _, _, caption = _latex(_shared(view.fields(), page_of(loss, figure).key))
    bare = re.sub(r"\\ensuremath\{\\?[A-Za-z-]+\}", "", caption)
    assert not LATEX_SPECIAL.search(bare)
    assert not re.search("[\u0370-\u03ff−∞]", caption)


# Python.


@pytest.mark.parametrize("place", range(len(OFFERED)), ids=lambda at: f"{OFFERED[at][0].key}-{OFFERED[at][1].key}")
def test_the_line_of_python_gives_the_same_figure(place):
    loss, figure = OFFERED[place]
    shown = random_view(loss, figure, np.random.default_rng([19, place]))
    call = ast.parse(python(shown), mode="eval").body
    assert ast.unparse(call.func) == "lossviz.view"
    (key,) = (ast.literal_eval(each) for each in call.args)
    named = {each.arg: _evaluated(each.value) for each in call.keywords}
    assert lossviz.view(key, **named).fields() == {**shown.fields()}
    if figure.key == "curve" and loss.key == "huber":
        assert (
            python(lossviz.view("huber", figure="curve", delta=2)) == 'lossviz.view("huber", figure="curve", delta=2)'
        )


def _evaluated(node):
    """A literal's value, where infinity is written as a call."""
    if isinstance(node, ast.Call):
        assert ast.unparse(node.func) == "float"
        return float(ast.literal_eval(node.args[0]))
    if isinstance(node, ast.Tuple):
        return tuple(map(_evaluated, node.elts))
    return ast.literal_eval(node)


@pytest.mark.parametrize("lab", CATALOGUE.labs.values(), ids=CATALOGUE.labs)
def test_the_line_of_python_gives_the_same_figure_of_a_lab(lab):
    for turn, figure in enumerate(lab.figures.values()):
        page = CATALOGUE.pages()[lab.key]
        preset = figure.presets[-1].fields
        shown = anywhere(View.read({"figure": figure.key, **preset}, page)[0], np.random.default_rng(turn))
        call = ast.parse(python(shown), mode="eval").body
        assert ast.unparse(call.func) == "lossviz.lab"
        named = {each.arg: _evaluated(each.value) for each in call.keywords if each.arg}
        for each in (each.value for each in call.keywords if not each.arg):
            named |= {name.value: _evaluated(value) for name, value in zip(each.keys, each.values, strict=True)}
        assert lossviz.lab(*map(ast.literal_eval, call.args), **named).fields() == shown.fields()


def test_a_notebook_gets_a_frame_of_the_chosen_size():
    shared = _shared(width=0, height=600)
    tree = ast.parse(DOCUMENTS["jupyter"].text(shared))
    call = tree.body[-1].value
    assert ast.unparse(call.func) == "IFrame"
    assert _leads_to(ast.literal_eval(call.args[0]), shared)
    assert {each.arg: ast.literal_eval(each.value) for each in call.keywords} == {"width": "100%", "height": 600}
    assert DOCUMENTS["python"].text(shared).startswith("import lossviz\n")


@pytest.mark.parametrize("name", ["oembed", "notion"])
def test_sites_that_take_an_address_get_one(name):
    shared = _shared()
    text = PAGES[name].text(shared)
    assert json.dumps(text).strip('"') == text
    assert text == (shared.link if name == "oembed" else shared.embed)
    assert title(shared.view) not in text


# The page for teachers.

GUIDE = (ROOT_FOLDER / "docs" / "teachers.md").read_text(encoding="utf-8")


@every_recipe
def test_the_page_for_teachers_shows_what_the_dialog_hands_out(recipe):
    root = "https://lossviz.example.edu"
    view, _ = View.read(
        {"loss": "huber", "figure": "curve", "delta": "2", "hide": "worked"}, CATALOGUE.pages()["regression"]
    )
    link = f"{root}/regression?loss=huber&figure=curve&delta=2&hide=worked"
    shared = Shared(view=view, page="regression", link=link, root=root)
    assert f"\n{recipe.text(shared)}\n```" in GUIDE
    if recipe is PAGES["html"]:
        assert f"\n{recipe.text(replace(shared, width=0, follows=True))}\n```" in GUIDE


def test_the_page_for_teachers_names_tests_and_readings_that_there_are():
    named = re.findall(r"`(test_\w+)`", GUIDE)
    own = Path(__file__).read_text(encoding="utf-8")
    assert len(named) >= 10
    assert [name for name in named if f"def {name}(" not in own] == []
    assert all((ROOT_FOLDER / path).exists() for path in re.findall(r"`(tests/[\w/]+\.py)`", GUIDE))
    # The task: with δ = 1 a residual of 3 pulls by 1, and by more with the next larger δ of the slider.
    (asked,) = re.findall(r"const \{ (.*) \} = data\.readings", GUIDE)
    steps = next(each for each in lossviz.LOSSES["huber"].parameters if each.name == "delta").steps(100)
    larger = min(step for step in steps if step > 1)
    slopes = {}
    for delta in (1, larger):
        readings = lossviz.view("huber", figure="curve", delta=delta, at_residual=3).draw().readings
        assert {name.strip() for name in asked.split(",")} <= readings.keys()
        assert readings["at"].value == 3
        slopes[delta] = readings["slope"].value
    assert slopes[1] == 1 < slopes[larger]
