"""What the benchmarks rely on: what they drag is there, and their simulated readers are understood."""

from types import SimpleNamespace
from urllib.parse import parse_qsl, urlsplit

import pytest

from benchmarks.drag import SLIDERS
from benchmarks.reader_clients import FOLLOWS_LINK, OPENS, SETTLES
from benchmarks.readers import readers_of
from lossviz.catalogue import PAGES
from lossviz.vocabulary import View


@pytest.mark.parametrize("slider", SLIDERS, ids=lambda slider: slider.drawn)
def test_a_slider_that_is_dragged_is_shown(slider):
    parts = urlsplit(slider.address)
    view, complaints = View.read(dict(parse_qsl(parts.query)), PAGES[parts.path.strip("/")])
    assert not complaints
    assert slider.name in {control.name for control in view.shown}


@pytest.mark.parametrize("way", [SETTLES, FOLLOWS_LINK, OPENS])
def test_simulated_readers_see_what_they_have_asked_for(server, way):
    with readers_of(SimpleNamespace(url=server.address), "figure=curve", way, 2, 2, 0) as let_loose:
        assert len(let_loose()["latencies"]) >= 2
