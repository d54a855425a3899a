"""Random designs with odd names, positions and colours: every picture is well-formed and bounded, whatever they are.

``XTSVIZ_FUZZ`` sets how many designs are tried.
"""

import os
from contextlib import suppress
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import xtsviz as xts
from xtsviz.errors import PictureError
from xtsviz.view.export import svg
from xtsviz.view.export.report import report
from xtsviz.view.panels.legend import legend_list
from xtsviz.view.picture.box_positions import MAX_DISTANCE
from xtsviz.view.picture.cytoscape import elements, selection_of
from xtsviz.view.picture.overlays import OVERLAYS
from xtsviz.view.picture.resolve import resolve
from xtsviz.view.picture.types import Selection
from xtsviz.view.picture.visible_part import MAX_ARROWS, MAX_TENANTS

many = settings(
    max_examples=int(os.environ.get("XTSVIZ_FUZZ", "20")),
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
VOID = {"meta", "link", "br", "hr", "img", "input", "rect", "path", "circle", "polygon", "polyline", "wbr"}

odd = st.one_of(
    st.text(min_size=1, max_size=30),
    st.text("\x00\x01\t\n\x1b\x7f\x9f\u2028\ufffe\uffff<>&\"'", min_size=1, max_size=12),
    st.text("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069אבגabc ", min_size=1, max_size=20),
    st.text("é\u0301\u0300\u200d👩👧\ufe0f東京", min_size=1, max_size=30),
    st.sampled_from(
        ["A" * 256, "\u0301" * 256, "]]>", "${x}", "{0}", "%s", "<script>alert(1)</script>", " "]
    ),
)
coordinate = st.one_of(
    st.floats(allow_nan=False, allow_infinity=False),
    st.floats(-1000, 1000),
    st.sampled_from([1e9, -1e308, 1e308, 0.0]),
)
color = st.one_of(st.none(), st.sampled_from(["#000", "#ffffff", "white", "RED", "notacolour", "#7f7f7f"]))


@st.composite
def designs(draw):
    ids = [f"t{n}" for n in range(draw(st.integers(0, 6)))]
    pairs = [(a, b) for a in ids for b in ids if a != b]
    switch = st.sampled_from([True, True, True, False, None])
    users = draw(st.integers(0, 8)) if ids else 0
    return xts.Design.from_document(
        {
            "format": "xtsviz-topology",
            "version": 1,
            "name": draw(st.one_of(odd, st.just(""), st.just("long " * 2000))),
            "tenants": [
                {
                    "id": tenant,
                    "name": draw(odd),
                    "color": draw(color),
                    "position": draw(st.one_of(st.none(), st.tuples(coordinate, coordinate))),
                }
                for tenant in ids
            ],
            "arrows": [
                {
                    "id": f"a{n}",
                    "source": a,
                    "target": b,
                    "user_type": draw(st.sampled_from(["Member", "Guest"])),
                    "status": draw(st.sampled_from(["active", "active", "paused"])),
                    "gates": {"inbound_sync_allowed": draw(switch), "inbound_auto_redeem": draw(switch)},
                }
                for n, (a, b) in enumerate(
                    draw(st.lists(st.sampled_from(pairs), max_size=20)) if pairs else ()
                )
            ],
            "users": [
                {
                    "id": f"u{n}",
                    "tenant": draw(st.sampled_from(ids)),
                    "display_name": draw(st.one_of(st.none(), odd)),
                }
                for n in range(users)
            ],
        }
    )


class Page(HTMLParser):
    """HTML whose elements are closed in order."""

    def __init__(self, text):
        super().__init__()
        self.open, self.scripts = [], 0
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.scripts += tag == "script"
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if tag not in VOID:
            assert self.open.pop() == tag


def selections(design):
    yield Selection()
    for kind, things in (("tenant", design.tenants), ("arrow", design.arrows)):
        if things:
            yield Selection(kind, things[-1].id)
    if len(design.directory):
        yield Selection("user", "u0")


@many
@given(designs())
def test_every_overlay_is_well_formed(design):
    flow = xts.user_flow(design)
    for overlay in OVERLAYS:
        for selection in selections(design):
            picture = resolve(design, flow, selection, overlay)
            assert len(picture.nodes) <= MAX_TENANTS
            assert len(picture.links) <= MAX_ARROWS
            assert all(max(abs(node.x), abs(node.y)) <= 2 * MAX_DISTANCE for node in picture.nodes)
            for dark in (None, True):
                root = ElementTree.fromstring(svg.render(picture, dark=dark))
                assert not [one for one in root.iter() if one.tag.endswith("script")]
                _, _, width, height = map(float, root.get("viewBox").split())
                assert 0 < width < 4 * MAX_DISTANCE + 2000
                assert 0 < height < 4 * MAX_DISTANCE + 2000
            if legend := legend_list(picture):
                ElementTree.fromstring(legend)
            for element in elements(picture):
                selection_of(element.id)
                str(element.data).encode()


@many
@given(designs())
def test_every_report_is_one_page_without_a_script(design):
    text = report(design)
    text.encode()
    page = Page(text)
    assert page.open == []
    assert page.scripts == 0


@many
@given(
    st.one_of(
        st.none(),
        st.integers(),
        st.text(max_size=5),
        st.dictionaries(
            st.one_of(st.just("contoso"), st.integers()), st.one_of(coordinate, st.tuples(coordinate))
        ),
        st.dictionaries(
            st.sampled_from(["contoso", "gone"]),
            st.tuples(
                st.one_of(coordinate, st.just(float("nan")), st.text()), st.one_of(coordinate, st.booleans())
            ),
        ),
    )
)
def test_positions_are_drawn_or_refused(positions):
    design = xts.templates.user_hub(["Contoso", "Fabrikam"])
    with suppress(PictureError):
        ElementTree.fromstring(svg.render(resolve(design, xts.user_flow(design), positions=positions)))


@pytest.mark.parametrize("name", ["\x00", "\ufffe", "\u202e", "\u0301" * 256, "<b>&amp;"])
def test_odd_names_are_well_formed(name):
    """What the random ones are like, for sure."""
    design = xts.templates.user_hub([name, "Contoso"], members=1)
    for overlay in OVERLAYS:
        ElementTree.fromstring(svg.render(resolve(design, xts.user_flow(design), overlay=overlay)))
