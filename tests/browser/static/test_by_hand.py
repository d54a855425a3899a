"""The graph by hand on a blank page: handles, the line, verdicts, keys, menu and names, without a kernel."""

import pytest
from playwright.sync_api import expect

BODY = """<style>.xtsviz-canvas { position: relative; width: 600px; height: 400px }</style>
<div class="xtsviz-root"><button id="before">before</button><div class="xtsviz-canvas"></div></div>"""
LONG = "x" * 256
GRAPH = [
    {"element": "tenant:a", "name": "Alpha", "label": "Alpha\n3 internal", "x": 100, "y": 100},
    {"element": "tenant:b", "name": "<b>Beta</b>", "label": "<b>Beta</b>", "x": 400, "y": 100},
    {"element": "tenant:c", "name": LONG, "label": "xxx…", "x": 100, "y": 300},
    {"element": "tenant:gone", "name": "Gone", "x": 400, "y": 300, "classes": ["removed"]},
    {"element": "tenant:pool", "name": "Pool", "x": 250, "y": 200, "classes": ["pooled"]},
    {
        "kind": "edge",
        "element": "arrow:a->b",
        "label": "3",
        "from": 0,
        "to": 1,
        "classes": ["arrow", "is-open"],
    },
    {"element": "person:1:b=ann", "label": "Ann", "x": 400, "y": 110, "width": 8, "height": 8, "box": 1},
]
ENDS = {
    "tenant:b": ["• already there", "There is an arrow already."],
    "tenant:c": ["✖ clouds", "Blocked: clouds."],
}
LAYER = ".xts-hand"


@pytest.fixture
def hand(blank):
    """Start the work by hand on a graph."""

    def hand(by_hand=True, graph=GRAPH):
        page = blank(BODY, by_hand=by_hand)
        page.page.add_style_tag(url="/hand.css")
        page.page.evaluate(
            """async (specs) => {
                const { FakeGraph } = await import('/fake_graph.js');
                window.cy = new FakeGraph(root.querySelector('.xtsviz-canvas'), specs);
                const canvas = root.querySelector('.xtsviz-canvas').getBoundingClientRect();
                window.origin = [canvas.left, canvas.top];
            }""",
            graph,
        )
        page.start("by_hand.js", "workByHand")
        page.frames()
        return page

    return hand


def at(page, x, y):
    """A place of the canvas on the page."""
    left, top = page.page.evaluate("origin")
    return left + x, top + y


def actions(page):
    return [message["action"] for message in page.sent() if "action" in message]


def said(page):
    return page.page.locator(".xts-hand-live").text_content().strip("\u00a0")


def grab(page, x=100, y=100, side="right"):
    """Press a handle of the tenant at a place."""
    page.page.mouse.move(*at(page, x, y))
    page.frames()
    box = page.page.locator(f"[data-side={side}]").bounding_box()
    page.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.page.mouse.down()
    page.frames()


def test_an_arrow_is_dragged_from_a_handle_and_the_verdicts_stand_at_once(hand):
    page = hand()
    assert page.page.locator(".xts-hand-handle:visible").count() == 0
    page.page.mouse.move(*at(page, 100, 100))
    page.frames()
    assert page.page.locator(".xts-hand-handle:visible").count() == 4
    assert page.sent(1) == [{"targets_wanted": "tenant:a"}], "asked before it is needed"
    page.receive({"targets": {"source": "tenant:a", "ends": ENDS}})
    grab(page)
    assert page.page.locator(".xts-hand-verdict").all_inner_texts() == ["• already there", "✖ clouds"]
    page.page.mouse.move(*at(page, 250, 250))
    page.frames()
    path = page.page.locator(".xts-hand-line")
    expect(path).to_have_attribute("d", "M 120 120 L 250 250")
    page.page.mouse.move(*at(page, 110, 300))
    page.frames()
    expect(path).to_have_attribute("d", "M 100 120 L 100 280")
    assert page.page.locator(".xts-hand-aimed").inner_text() == "✖ clouds"
    page.page.mouse.up()
    page.frames()
    assert actions(page) == [["draw", "a", "c"]]
    assert path.get_attribute("d") is None
    assert page.page.locator(".xts-hand-target").count() == 0


def test_without_the_kernel_the_line_works_and_the_drop_is_sent(hand):
    page = hand()
    grab(page)
    assert page.page.locator(".xts-hand-verdict").all_inner_texts() == ["…", "…"]
    page.page.mouse.move(*at(page, 400, 110))  # a person inside the box
    page.page.mouse.up()
    assert actions(page) == [["draw", "a", "b"]]


@pytest.mark.parametrize("end", [(100, 100), (250, 250), (400, 300), (900, 900), (250, 200)])
def test_a_drop_on_itself_outside_or_on_what_is_not_there_does_nothing(hand, end):
    page = hand()
    grab(page)
    page.page.mouse.move(*at(page, *end))
    page.page.mouse.up()
    page.frames()
    assert actions(page) == []
    assert page.page.locator(".xts-hand-line").get_attribute("d") is None


def test_escape_leaves_the_line(hand):
    page = hand()
    grab(page)
    page.page.mouse.move(*at(page, 400, 100))
    page.page.keyboard.press("Escape")
    page.page.mouse.up()
    assert actions(page) == []
    assert said(page) == "No arrow was drawn"


def test_the_layer_follows_zoom_and_pan(hand):
    page = hand()
    page.page.mouse.move(*at(page, 100, 100))
    page.frames()
    page.page.evaluate("cy.view = { zoom: 2, pan: { x: 10, y: 20 } }; cy.emit('render')")
    page.frames()
    box = page.page.locator("[data-side=right]").bounding_box()
    left, top = page.page.evaluate("origin")
    assert (box["x"] + 12 - left, box["y"] + 12 - top) == (2 * 100 + 10 + 100 + 9, 220)


def test_in_a_replay_one_walks_and_changes_nothing(hand):
    page = hand(by_hand=False)
    page.page.mouse.move(*at(page, 100, 100))
    page.frames()
    assert page.page.locator(".xts-hand-handle:visible").count() == 0
    page.page.locator(LAYER).focus()
    for key in ("ArrowRight", "a", "n", "F2", "Delete"):
        page.page.keyboard.press(key)
    page.page.evaluate("for (const _ of [1, 2]) cy.tap('tap', { x: 250, y: 350 }, null)")
    assert page.sent() == []
    page.page.keyboard.press("Enter")
    assert page.sent() == [{"pressed": "e5"}]


def test_keys_walk_along_tenants_and_arrows_and_say_where(hand):
    page = hand()
    page.page.locator("#before").focus()
    page.page.keyboard.press("Tab")
    expect(page.page.locator(LAYER)).to_be_focused()
    assert said(page) == "Tenant Alpha, 3 internal, 1 arrow, 1 of 3"
    walked = []
    for key in (
        "ArrowRight",
        "ArrowRight",
        "ArrowRight",
        "ArrowLeft",
        "ArrowLeft",
        "ArrowDown",
        "ArrowUp",
        "PageDown",
    ):
        page.page.keyboard.press(key)
        walked.append(said(page))
    beta, line = "Tenant <b>Beta</b>, 1 arrow, 2 of 3", "Arrow Alpha → <b>Beta</b>, open, 3"
    alpha, gamma = "Tenant Alpha, 3 internal, 1 arrow, 1 of 3", f"Tenant {LONG}, 0 arrows, 3 of 3"
    assert walked == [line, beta, "Nothing is there", line, alpha, gamma, alpha, line]
    page.frames()
    expect(page.page.locator(".xts-hand-ring")).to_be_visible()
    assert page.page.locator("b:has-text('Beta')").count() == 0, "a name is text"
    page.page.keyboard.press("Tab")
    page.page.keyboard.press("Tab")
    page.frames()
    expect(page.page.locator(".xts-hand-ring")).to_be_hidden()


def test_an_arrow_is_drawn_with_keys(hand):
    page = hand()
    page.page.locator(LAYER).focus()
    page.page.keyboard.press("a")
    page.receive({"targets": {"source": "tenant:a", "ends": ENDS}})
    assert said(page) == f"To {LONG}. Blocked: clouds.", "the nearest first"
    page.page.keyboard.press("ArrowRight")
    assert said(page) == "To <b>Beta</b>. There is an arrow already."
    page.page.keyboard.press("Escape")
    assert actions(page) == []
    page.page.keyboard.press("a")
    page.page.keyboard.press("Enter")
    assert actions(page) == [["draw", "a", "c"]]


def test_only_what_is_selected_is_removed(hand):
    page = hand()
    page.page.locator(LAYER).focus()
    page.page.keyboard.press("Delete")
    assert said(page) == "Alpha is not selected. Enter selects it, then Delete removes it"
    page.page.keyboard.press("Enter")
    page.page.evaluate("cy.things[0].classes.push('chosen')")
    page.page.keyboard.press("Delete")
    assert page.sent()[-2:] == [{"pressed": "n0"}, {"action": ["remove-selected"]}]


def test_names_are_changed_in_place(hand):
    page = hand()
    double = "([at, place]) => { for (const _ of [1, 2]) cy.tap('tap', at, place); }"
    page.page.evaluate(double, [{"x": 100, "y": 300}, 2])
    field = page.page.locator(".xts-hand-name")
    expect(field).to_have_value(LONG)
    page.page.keyboard.type("Gamma")
    page.page.keyboard.press("Escape")
    assert actions(page) == []
    expect(page.page.locator(LAYER)).to_be_focused()
    page.page.keyboard.press("F2")
    page.page.keyboard.press("Enter")
    assert actions(page) == [], "the same name"
    page.page.keyboard.press("F2")
    page.page.keyboard.type("  ")
    page.page.keyboard.press("Enter")
    assert actions(page) == [["rename", "tenant:c", ""]], "refused by the kernel"
    page.page.evaluate(double, [{"x": 400, "y": 110}, 6])
    expect(field).to_have_count(0)


def test_a_double_press_on_the_ground_adds_a_tenant_there(hand):
    page = hand()
    page.page.evaluate("for (const x of [250, 253]) cy.tap('tap', { x, y: 350 }, null)")
    assert page.sent(1) == [{"new_tenant": [253, 350]}]
    page.page.evaluate("for (const x of [50, 250]) cy.tap('tap', { x, y: 350 }, null)")
    assert len(page.sent()) == 1, "two presses at two places"
    page.page.locator(LAYER).focus()
    page.page.keyboard.press("n")
    assert page.sent()[-1] == {"new_tenant": [660, pytest.approx(500 / 3)]}


@pytest.mark.parametrize(
    "place, title, item, sent",
    [
        (None, "Graph", "Add a tenant here", {"new_tenant": [250, 350]}),
        (None, "Graph", "Undo", {"shortcut": "undo"}),
        (0, "Alpha", "Remove the tenant", {"action": ["remove", "tenant:a"]}),
        (5, "Alpha → <b>Beta</b>", "Remove the arrow", {"action": ["remove", "arrow:a->b"]}),
        (6, "Ann in <b>Beta</b>", "Select Ann", {"pressed": "n6"}),
    ],
)
def test_a_menu_offers_what_can_be_done(hand, place, title, item, sent):
    page = hand()
    page.page.evaluate("(place) => cy.tap('cxttap', { x: 250, y: 350 }, place)", place)
    menu = page.page.get_by_role("menu")
    expect(menu).to_have_attribute("aria-label", title)
    expect(menu.get_by_role("menuitem").first).to_be_focused()
    menu.get_by_role("menuitem", name=item, exact=True).click()
    assert page.sent()[-1] == sent
    expect(menu).to_have_count(0)


def test_the_menu_and_the_keys_by_keyboard(hand):
    page = hand()
    page.page.locator(LAYER).focus()
    page.page.keyboard.press("Shift+F10")
    page.page.keyboard.press("ArrowUp")
    expect(page.page.get_by_role("menuitem", name="Show the keys")).to_be_focused()
    page.page.keyboard.press("Enter")
    expect(page.page.get_by_role("dialog")).to_contain_text("Delete")
    page.page.keyboard.press("Escape")
    expect(page.page.get_by_role("dialog")).to_have_count(0)
    expect(page.page.locator(LAYER)).to_be_focused()
    page.page.keyboard.press("Shift+F10")
    page.page.mouse.click(5, 5)
    expect(page.page.get_by_role("menu")).to_have_count(0)


def test_a_graph_without_tenants_and_its_end(hand):
    page = hand(graph=[])
    page.page.locator(LAYER).focus()
    for key in ("ArrowDown", "a", "F2", "Enter", "PageDown", "Delete"):
        page.page.keyboard.press(key)
    assert actions(page) == [["remove-selected"]]
    page.stop()
    assert page.page.evaluate("cy.listeners.length") == 0
    assert page.page.locator(LAYER).count() == 0
