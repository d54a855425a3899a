"""The time axis of a replay: ticks, labels that lead to their moments, and where one is."""

import json
import re
from html import unescape

import pytest

from tests.unit.simulation.test_simulation import design, on
from xtsviz.simulation.timeline import timeline
from xtsviz.view.panels.replay_axis import MAX_LABELS, MAX_TICKS, time_axis


@pytest.fixture(scope="module")
def days():
    return timeline(
        design(),
        [on(40 * n + 5, "disableSource" if n % 2 else "enableSource", user="a1") for n in range(1, 60)],
    )


def labels(axis):
    """The moment of each label, and its words."""
    found = re.findall(r'data-xts="([^"]*)"[^>]*>([^<]*)</button>', axis)
    return [(int(json.loads(unescape(words))[1]), text) for words, text in found]


def test_labels_are_few_and_lead_to_their_moments(days):
    last = len(days.moments) - 1
    found = labels(time_axis(days, 0))
    assert found[0] == (0, "0:00 initial cycle")
    assert found[-1][0] == last
    assert len(found) <= MAX_LABELS + 1
    assert any("day 2" in text for _, text in found)
    assert [place for place, _ in found] == sorted({place for place, _ in found})


def test_each_moment_has_a_tick_and_the_one_shown_is_marked(days):
    axis = time_axis(days, 3)
    assert axis.count("<i class=") == len(days.moments) <= MAX_TICKS
    assert axis.count("xts-now") == 1
    assert time_axis(days, 0).count('aria-pressed="true"') == 1


def test_one_moment(days):
    alone = timeline(design(), [])
    assert labels(time_axis(alone, 0)) == [(0, "0:00 initial cycle")]
