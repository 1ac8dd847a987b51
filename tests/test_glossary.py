"""What every term keeps, and what its explanation in a page's prose leaves alone."""

import re
from collections import Counter

import pytest
from markdown_it import MarkdownIt

from lossviz.catalogue import CATALOGUE, PAGES
from lossviz.content import card, prose, traps
from lossviz.content.guides import GUIDES
from lossviz.content.terms import address, explained
from lossviz.hosts import document
from lossviz.lessons.exhibit import exhibit
from lossviz.losses import LOSSES
from lossviz.terms import TERMS
from lossviz.ui.card import written
from lossviz.vocabulary import View

LONGEST = 25  # words of a sentence

every_term = pytest.mark.parametrize("term", TERMS.values(), ids=TERMS)


def cards():
    """What the pages say of every loss, as a whole, and of every trap."""
    for loss in LOSSES.values():
        view, _ = View.read({"loss": loss.key}, PAGES[CATALOGUE.family_of(loss).key])
        sections = (*card.formula(view.bound), *card.advice(view.bound))
        yield loss.key, written([*sections, card.relatives(view.bound), card.references(view.bound)])
    for name, found in traps.groups():
        yield name, written([section for _, section in found])


PROSE = dict(cards())
SAMPLES = {
    "a link": "[gradient descent and logits](detection) goes on",
    "a picture": "![an outlier](a.svg)",
    "a formula": r"Here $\text{outlier} + logits$ is small.",
    "a formula that stands alone": "$$\n\\text{outlier}\n$$",
    "code": "Call `softmax` and ``a `logit` here``.",
    "a program": "```python\nlogits = softmax(outlier)\n```",
    "a badge": ":blue-badge[convex] yes",
    "a heading": "### When outliers are there",
    "an address": "https://example.org/outlier",
    "what stands out": "**outlier** and no more",
    "a function": "softmax(z) is off",
    "a longer word": "non-convex, an outlierish thing, softmaxes",
}


@every_term
def test_its_sentence_is_one_and_short(term):
    assert len(term.says.split()) <= LONGEST
    assert len(re.split(r"(?<=[.?!])\s", term.says)) == 1
    assert term.says.endswith(".")


@every_term
def test_where_it_is_seen_is_legal_and_draws(term):
    assert not term.see or exhibit(term.see).view().draw().data
    assert {*term.related} <= TERMS.keys() - {term.key}


def test_a_form_stands_for_one_term():
    forms = Counter(form.lower() for term in TERMS.values() for form in term.forms)
    assert set(forms.values()) == {1}
    assert len({term.name.casefold() for term in TERMS.values()}) == len(TERMS)


@every_term
def test_every_form_is_explained_where_it_stands(term):
    for form in term.forms:
        assert explained(f"Mind the {form}, then.") == f"Mind the [{form}]({address(term.key)}), then."


@pytest.mark.parametrize("text", SAMPLES.values(), ids=SAMPLES)
def test_what_is_no_prose_stays_as_it_is(text):
    assert explained(text) == text


def plain(text):
    """A text as it is read, without where its links lead; and its formulas, code and other links."""
    tokens = [each for block in MarkdownIt().parse(text) for each in block.children or [block]]
    words = "".join(each.content for each in tokens)
    return words, [link for link in prose.links(text) if not link.startswith("glossary#")]


@pytest.mark.parametrize("text", PROSE.values(), ids=PROSE)
def test_a_page_says_the_same_with_its_terms_explained(text):
    told = explained(text)
    assert plain(told) == plain(text)
    added = [link for link in prose.links(told) if link.startswith("glossary#")]
    assert len(set(added)) == len(added), "a term is explained twice"
    assert {link.partition("#")[2] for link in added} <= TERMS.keys()
    for kept in (r"\$[^$]*\$", r"badge\[[^\]]*\]", r"`[^`]*`", r"^#.*$"):
        assert re.findall(kept, told, re.M) == re.findall(kept, text, re.M)


def test_a_card_is_no_sea_of_links():
    counts = [len(prose.links(explained(text))) - len(prose.links(text)) for text in PROSE.values()]
    assert 1 < sum(counts) / len(counts) < 8
    words = [len(text.split()) for text in PROSE.values()]
    assert sum(counts) < sum(words) / 25


def test_what_was_explained_is_not_explained_again():
    seen = {"outlier"}
    assert explained("An outlier and a kink.", seen) == f"An outlier and a [kink]({address('kink')})."
    assert explained("Outliers, kinks.", seen) == "Outliers, kinks."


def test_the_page_has_an_anchor_for_each_and_the_browser_is_told_the_same():
    told = GUIDES["glossary"].tells({})
    entries = [entry for _, found in told.words["letters"] for entry in found]
    assert [entry["key"] for entry in entries] == list(TERMS)
    assert GUIDES["glossary"].answers["terms"]({}).keys() == TERMS.keys()
    template = document.environment().get_template(told.template)
    (block,) = (template.blocks["main"],)
    html = "".join(block(template.new_context({"told": told, **told.words})))
    for key in TERMS:
        assert html.count(f'id="{key}"') == 1
        assert f"{address(key)}" not in re.search(rf'<div id="{key}".*?</div>', html, re.S)[0], "it leads to itself"
