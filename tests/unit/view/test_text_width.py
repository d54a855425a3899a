import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.view.samples import NASTY
from xtsviz.model.display_text import clean, isolated
from xtsviz.view.text_width import clip_text, text_width, wrap_text

DIRECTING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
ANY = st.text(st.characters() | st.sampled_from(DIRECTING), max_size=40)


def allowed_in_xml(text):
    """The production Char of XML 1.0, fifth edition, without line ends."""
    return all(0x20 <= ord(c) <= 0xD7FF or 0xE000 <= ord(c) <= 0xFFFD or ord(c) >= 0x10000 for c in text)


@given(ANY)
def test_clean_text_may_stand_in_xml_and_stays_clean(text):
    shown = clean(text)
    assert allowed_in_xml(shown)
    assert clean(shown) == shown
    assert len(shown) == len(text)


@given(ANY)
def test_no_text_reaches_beyond_itself(text):
    depth = 0
    for char in clean(text):
        assert char not in "\u202d\u202e"
        depth += char in "\u202a\u202b\u2066\u2067\u2068"
        depth -= char in "\u202c\u2069"
        assert depth >= 0
    assert depth == 0


@given(ANY, st.floats(30, 300))
def test_cut_text_fits_and_is_clean(text, room):
    short = clip_text(text, room, 12.0)
    assert text_width(short, 12.0) <= room
    assert clean(short) == short
    assert short == clean(text) or "…" in short


@given(st.text(max_size=80), st.integers(1, 4))
def test_wrapped_text_has_no_more_lines_than_asked(text, lines):
    made = wrap_text(text, 120.0, 12.0, lines)
    assert len(made) <= lines
    assert all(text_width(line, 12.0) <= 120.0 for line in made)


@pytest.mark.parametrize("name", NASTY)
def test_isolating_twice_is_isolating_once(name):
    assert isolated(isolated(name)) == isolated(name)


def test_families_are_not_torn_apart():
    family = "👩‍👩‍👧‍👦" * 9
    cut = clip_text(family, 60.0, 12.0)
    assert cut.removesuffix("…").endswith("👦") or cut == "…"
