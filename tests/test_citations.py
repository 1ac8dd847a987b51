"""How sources and pages are cited."""

import re
from datetime import date

import pytest

import lossviz
from lossviz import LOSSES
from lossviz.content import citations
from lossviz.vocabulary import Reference

EVERY = {each.url: each for loss in LOSSES.values() for each in loss.references}


@pytest.mark.parametrize("reference", EVERY.values(), ids=lambda reference: reference.url[-24:])
def test_every_reference_makes_an_entry_with_all_that_it_is(reference):
    entry = citations.source_bibtex(reference)
    key, fields = re.fullmatch(r"@misc\{([a-z0-9]+),\n(.*)\}", entry, re.DOTALL).groups()
    fields = dict(re.findall(r"  (\w+) = \{(.*)\},\n", fields))
    assert str(reference.year) in key
    assert entry.count("{") == entry.count("}")
    assert fields["url"] == reference.url
    assert fields["year"] == str(reference.year)
    assert fields["title"].replace("\\", "") == f"{{{reference.title}}}"
    names = fields["author"].split(" and ")
    assert ", ".join(names[:-1]) + (" and " if len(names) > 1 else "") + names[-1] == reference.authors
    assert reference.title in citations.source(reference)


def test_authors_that_are_not_named_are_others_to_bibtex():
    entry = citations.source_bibtex(
        Reference("Ada Byron, Émilie du Châtelet and others", "On 5 % & more", 1843, "u", "Gives it.")
    )
    assert "author = {Ada Byron and Émilie du Châtelet and others}" in entry
    assert r"title = {{On 5 \% \& more}}" in entry
    assert entry.startswith("@misc{byron1843on,")


def test_a_page_is_cited_with_what_it_shows_its_address_and_the_day():
    view, link = lossviz.view("huber", figure="curve", delta=2), "https://example.org/regression?delta=2"
    for cite in (citations.page, citations.page_bibtex):
        text = cite(view, link, date(2026, 3, 1))
        assert "Huber (δ = 2): curve" in text
        assert link in text
        assert "1 March 2026" in text
