"""What a person in the last row can read: `make bench-picture` prints a line for each design and overlay.

The default page of `xtsviz explore` under Voila in a real browser of 1280 x 800, measured from cytoscape itself: how
much of the page the canvas takes, how much of the canvas the picture takes, the smallest texts in pixels, labels that
overlap or are cut, arrows that pass behind a tenant that is not their own. Then the same designs in *Present* on a
screen of 1920 x 1080.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

import xtsviz as xts
from tests.bench.conftest import browser, page, profile, watch
from tests.browser.explorer import Screen
from tests.browser.harness import FIND_CANVAS, wait_for_canvas
from tests.browser.served import explored

__all__ = ["browser", "page", "profile", "watch"]

NAMES = [
    "Contoso",
    "Fabrikam",
    "Litware",
    "Northwind Traders",
    "Adatum",
    "Tailspin Toys",
    "Wingtip Toys",
    "Fourth Coffee",
    "Proseware",
    "Relecloud",
    "Trey Research",
    "Woodgrove Bank",
]
HUNDRED = [f"Tenant {n:02}" for n in range(100)]


def designs() -> dict[str, xts.Design]:
    """The designs that the figures are about."""
    t = xts.templates
    return {
        "example": xts.examples.acquisition(),
        "single": t.single_source_single_target(NAMES[:2], members=5),
        "hub of 3": t.user_hub(NAMES[:3], members=5),
        "hub of 6": t.user_hub(NAMES[:6], members=5),
        "hub of 12": t.user_hub(NAMES, members=5),
        "application hub of 6": t.application_hub(NAMES[:6], members=5),
        "mesh of 4": t.full_mesh(NAMES[:4], members=5),
        "mesh of 8": t.full_mesh(NAMES[:8], members=3),
        "mesh of 12": t.full_mesh(NAMES, members=2),
        "mesh of 100": t.full_mesh(HUNDRED, members=2),
    }


OVERLAYS = ("Everyone", "People", "Health")
FREE_SHARE = ("single", "mesh of 100")
"""Designs with so few boxes that they need not fill the canvas."""

MIN_CANVAS, MIN_SHARE, MIN_NAME, MIN_LABEL, MIN_PRESENTED = 0.45, 0.55, 12.0, 9.0, 18.0

SETTLED = f"""async () => {{
    {FIND_CANVAS}
    let last = '', same = 0;
    while (same < 5) {{
        await new Promise((done) => setTimeout(done, 200));
        const now = JSON.stringify([cy.elements(':visible').renderedBoundingBox(), cy.width(), cy.height()]);
        same = now === last ? same + 1 : 0;
        last = now;
    }}
}}"""

MEASURE = f"""() => {{
    {FIND_CANVAS}
    const zoom = cy.zoom();
    const frame = cy.container().getBoundingClientRect();
    const seen = cy.elements(':visible');
    const all = seen.renderedBoundingBox({{ includeLabels: true, includeOverlays: false }});
    const labelled = seen.filter((e) => (e.style('label') || '').length > 0);
    const size = (e) => parseFloat(e.style('font-size')) * zoom;
    const box = (e) => e.renderedBoundingBox(
        {{ includeLabels: true, includeNodes: false, includeEdges: false, includeOverlays: false }});
    const boxes = labelled.map((e) => [e.id(), box(e)]);
    const overlapping = [];
    boxes.forEach(([one, p], n) => boxes.slice(n + 1).forEach(([other, q]) => {{
        if (p.x1 < q.x2 - 1 && q.x1 < p.x2 - 1 && p.y1 < q.y2 - 1 && q.y1 < p.y2 - 1) overlapping.push([one, other]);
    }}));
    const cut = boxes.filter(([, b]) => b.x1 < -1 || b.y1 < -1 || b.x2 > frame.width + 1 || b.y2 > frame.height + 1);
    const tenants = seen.nodes().filter((n) => !n.isChild());
    const crossing = [];
    seen.edges().forEach((edge) => {{
        const [a, b] = [edge.sourceEndpoint(), edge.targetEndpoint()];
        const [c] = edge.controlPoints() ?? [{{ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 }}];
        tenants.forEach((node) => {{
            if (node.same(edge.source()) || node.same(edge.target())) return;
            const r = node.boundingBox({{ includeLabels: false, includeOverlays: false }});
            for (let n = 0; n <= 60; n += 1) {{
                const t = n / 60;
                const x = (1 - t) ** 2 * a.x + 2 * t * (1 - t) * c.x + t * t * b.x;
                const y = (1 - t) ** 2 * a.y + 2 * t * (1 - t) * c.y + t * t * b.y;
                if (x > r.x1 && x < r.x2 && y > r.y1 && y < r.y2) {{
                    crossing.push([edge.id(), node.id()]);
                    return;
                }}
            }}
        }});
    }});
    return {{
        canvas: frame.width * frame.height / (innerWidth * innerHeight),
        share: all.w * all.h / (frame.width * frame.height),
        name: Math.min(...tenants.filter((n) => (n.style('label') || '').length > 0).map(size)),
        label: Math.min(...labelled.map(size)),
        below: Math.max(0, frame.bottom - innerHeight),
        overlapping, cut: cut.map(([id]) => id), crossing,
        boxes: tenants.length, arrows: seen.edges().length,
    }};
}}"""


def settle(page: Page, overlay: str) -> None:
    """Wait until an overlay is drawn and nothing moves any more."""
    expect(page.locator(".xts-title").first).to_contain_text(f"{overlay}: ", timeout=30_000)
    page.evaluate(SETTLED)


def line(design: str, overlay: str, found: dict[str, Any]) -> str:
    """The figures in one line."""
    return (
        f"{design:20} {overlay:9} canvas {found['canvas']:.0%} of the page, picture {found['share']:.0%} of it, "
        f"names {found['name']:.1f} px, smallest label {found['label']:.1f} px, {found['boxes']} boxes, "
        f"{found['arrows']} arrows"
    )


@pytest.fixture(params=list(designs()))
def design(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """The name and the document of a design."""
    file = tmp_path / "design.json"
    designs()[request.param].save(file)
    return request.param, file


def test_the_last_row_can_read_it(design: tuple[str, Path], page: Page, tmp_path: Path) -> None:
    name, file = design
    page.set_viewport_size({"width": 1280, "height": 800})
    with explored(file, folder=tmp_path) as address:
        page.goto(f"{address}&theme=light")
        wait_for_canvas(page, "Object.keys(state.nodes).length > 0 && state.zoom !== 1")
        screen = Screen(page)
        wrong = []
        for overlay in OVERLAYS:
            screen.overlay(overlay)
            settle(page, overlay)
            found = page.evaluate(MEASURE)
            print(line(name, overlay, found), flush=True)
            kept = {
                "canvas": found["canvas"] >= MIN_CANVAS,
                "share": name in FREE_SHARE or found["share"] >= MIN_SHARE,
                "name": found["name"] >= MIN_NAME,
                "label": found["label"] >= MIN_LABEL - 0.01,
                "below": found["below"] == 0,
                "overlapping": not found["overlapping"],
                "cut": not found["cut"],
                "crossing": not found["crossing"],
            }
            wrong += [(overlay, what, found[what]) for what, good in kept.items() if not good]
        if wrong:
            page.goto("about:blank")
        assert not wrong
        if name == "mesh of 100":
            page.goto("about:blank")
            return
        page.set_viewport_size({"width": 1920, "height": 1080})
        screen.overlay("Everyone")
        screen.root.get_by_role("button", name="Present").click()
        for overlay in OVERLAYS:
            page.keyboard.press({"Everyone": "1", "People": "2", "Health": "5"}[overlay])
            settle(page, overlay)
            found = page.evaluate(MEASURE)
            print("presented:", line(name, overlay, found), flush=True)
            assert found["name"] >= MIN_PRESENTED
        page.goto("about:blank")  # before the server ends
