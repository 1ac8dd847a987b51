"""What a notebook gets of a view: HTML, a picture and words; and a sentence where the app's extra is missing."""

import re
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from html import unescape
from pathlib import Path

import bleach
import pytest
from IPython.core.formatters import DisplayFormatter

import lossviz
from lossviz.hosts import notebook

ROOT = Path(__file__).parents[1]
FOCAL = lossviz.view("focal", figure="curve", gamma=2)


@pytest.fixture(scope="module")
def output():
    """What IPython keeps of a cell that ends with a view."""
    data, _ = DisplayFormatter().format(FOCAL)
    return data


def test_a_cell_that_ends_with_a_view_keeps_it_in_three_forms(output):
    assert set(output) == {"text/html", "image/svg+xml", "text/plain"}
    assert output["text/plain"] == f"Focal (α = 0.5, γ = 2): curve\n{FOCAL.draw().takeaway}"
    assert FOCAL._repr_html_() == output["text/html"]


def test_the_html_is_the_offline_file_in_a_frame(output):
    (inner,) = re.findall(r'<iframe title="Focal \(α = 0.5, γ = 2\): curve" srcdoc="([^"]*)"', output["text/html"])
    document = unescape(inner)
    assert document.startswith("<!doctype html>")
    assert "default-src 'none'" in document
    assert not re.findall(r'<(?:link|script|img|a) [^>]*(?:src|href)="(?!data:)', document)
    assert len(output["text/html"]) < 3_000_000


def test_words_stay_where_frames_are_taken_out(output):
    kept = bleach.clean(output["text/html"], tags={"div", "p", "strong"}, strip=True)
    shown = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", kept))
    assert FOCAL.draw().takeaway in unescape(shown)
    assert "Focal (α = 0.5, γ = 2): curve" in unescape(shown)


@pytest.mark.parametrize("key", ["focal", "cross_entropy", "iou", "gan_discriminator"])
def test_the_picture_is_an_svg_with_the_takeaway(key):
    view = lossviz.view(key)
    root = ElementTree.fromstring(notebook.svg(view))
    tag = "{http://www.w3.org/2000/svg}"
    title, *lines = [text.text for text in root.iter(f"{tag}text")]
    assert title.startswith(view.subject.name)
    assert " ".join(lines) == " ".join(view.draw().takeaway.split())
    assert [path.get("d")[0] for path in root.iter(f"{tag}path")] == ["M", "M"]
    height = float(root.get("height"))
    assert all(float(text.get("y")) < height for text in root.iter(f"{tag}text"))


def test_the_picture_is_of_the_parameters_in_the_title():
    one, other = (notebook.svg(lossviz.view("huber", delta=delta)) for delta in (0.5, 3))
    assert re.findall(r'd="([^"]+)"', one) != re.findall(r'd="([^"]+)"', other)


def test_a_concealed_takeaway_is_nowhere():
    page = lossviz.CATALOGUE.pages()["regression"]
    view, _ = lossviz.View.read({"loss": "huber", "figure": "curve", "hide": "takeaway"}, page)
    bundle = view._repr_mimebundle_()
    assert bundle["text/plain"] == "Huber (δ = 1): curve"
    assert "costs 1.5" not in bundle["image/svg+xml"]
    assert "<p>" not in bundle["text/html"].rpartition("</iframe>")[2]


WITHOUT_THE_EXTRA = """
import sys

class Blocked:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in ("plotly", "jinja2", "latex2mathml", "starlette", "cachetools"):
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)

sys.meta_path.insert(0, Blocked())
import lossviz
from lossviz import cli
view = lossviz.LOSSES["huber"].plot("curve")
print(view._repr_mimebundle_()["text/plain"])
for act in (view._repr_html_, lambda: view.save("huber.html"), view.estimate):
    try:
        act()
    except ImportError as missing:
        print(missing)
print(cli.main(["save", "huber"]))
"""


def test_without_the_extra_a_sentence_says_how_to_get_it(tmp_path):
    ran = subprocess.run(
        [sys.executable, "-c", WITHOUT_THE_EXTRA], cwd=ROOT, capture_output=True, text=True, check=False, timeout=60
    )
    assert ran.returncode == 0, ran.stderr
    view, takeaway, *sentences, code = ran.stdout.splitlines()
    assert view == "<lossviz view loss=huber, figure=curve>"
    assert takeaway.startswith("At r = 2, Huber (δ = 1) costs 1.5")
    assert len(sentences) == 4
    for sentence in sentences:
        assert re.fullmatch(
            r'Showing and saving figures also needs \w+; this brings it: pip install "lossviz\[app\]"', sentence
        )
    assert code == "1"
    assert ran.stderr.endswith('this brings it: pip install "lossviz[app]"\n')
