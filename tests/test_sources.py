"""The list of sources: each once, with what was read of it."""

from lossviz.content.cases import CASES
from lossviz.content.sources import sources
from lossviz.content.timeline import EVENTS
from lossviz.statements import COLLECTIONS


def test_every_source_that_a_guide_cites_is_listed_once_with_what_was_read_of_it():
    listed = [source.url for source in sources()]
    cited = {paper.url for case in CASES for paper in case.sources} | {event.url for event in EVENTS}
    for collection in COLLECTIONS.values():
        cited |= {each.address for said in (*collection.statements, *collection.corrections) for each in said.sources}
    assert len(listed) == len(set(listed))
    assert set(listed) == {address for address in cited if "://" in address}
    assert all(source.read and source.cited for source in sources())


def test_no_source_is_said_to_be_read_and_not_to_be():
    for source in sources():
        assert not (len(source.read) > 1 and any("ot opened" in each for each in source.read)), source
