"""What a tab saves, and gives to the next kernel after a reload."""

import gzip
import json

from playwright.sync_api import expect

ROOT = '<div class="xtsviz-root"></div>'
VOILA = 'data-voila="voila"'


def opened(blank, attributes=VOILA, **state):
    page = blank(ROOT, attributes, **{"number": 2, "unsaved": False, "limits": {"piece_pause": 1}, **state})
    page.page.evaluate("document.addEventListener('xtsviz-resumed', () => { window.resumed = true; })")
    page.start("tab_session.js", "saveSession", "model")
    return page


def give(page, session, changes, size=10_000):
    """What the kernel answers when the page wants the session: in pieces, when asked for."""
    packed = gzip.compress(json.dumps(session).encode())
    for at in range(0, len(packed), size):
        count = len(page.sent())
        last = at + size >= len(packed)
        told = {"number": 5, "name": str(changes), "type": "application/json", "at": at, "last": last}
        page.receive({"session": told}, [packed[at : at + size]])
        assert page.sent(count + 1)[count] == {"session_saved" if last else "session_more": 5}


STORED = "() => Object.values({...sessionStorage})[0]"


def test_a_session_is_saved_and_given_back_after_a_reload(blank):
    page = opened(blank)
    assert page.sent() == [{"session_found": True}]
    assert page.page.evaluate("model.buffers") == [[""]]
    page.receive({"pong": 1, "changes": 0})
    assert len(page.sent()) == 1, "nothing to save"
    page.receive({"pong": 2, "changes": 3})
    page.receive({"pong": 3, "changes": 4})
    assert page.sent()[1:] == [{"session_wanted": True}], "one question at a time"
    give(page, {"design": "Zürich"}, changes=4, size=20)
    page.page.wait_for_function(f"() => ({STORED})()?.includes('design')")
    page.receive({"pong": 4, "changes": 4})
    assert page.sent().count({"session_wanted": True}) == 1

    again = opened(blank)
    assert json.loads(again.page.evaluate("model.buffers")[0][0]) == {"design": "Zürich"}
    again.receive({"resumed": True})
    assert again.page.evaluate("window.resumed") is True
    another = opened(blank, number=3)
    assert another.page.evaluate("model.buffers") == [[""]], "each explorer of a page has its own"
    another.stop()


def test_what_has_changed_meanwhile_is_wanted_next(blank):
    page = opened(blank)
    page.receive({"pong": 1, "changes": 1})
    page.receive({"pong": 2, "changes": 2})
    give(page, {}, changes=1)
    assert page.sent(4)[-1] == {"session_wanted": True}


def test_a_session_that_the_browser_does_not_take_is_reported_once(blank):
    page = opened(blank)
    page.page.evaluate("() => { Storage.prototype.setItem = () => { throw new Error('no room'); }; }")
    page.receive({"pong": 1, "changes": 1})
    give(page, {}, changes=1)
    refused = {"refused": "The browser does not save the design, and a reload would lose it: no room"}
    assert page.sent(4)[-1] == refused
    assert page.page.evaluate("model.saved.map((state) => state.unsaved)") == [True]
    page.receive({"pong": 2, "changes": 2})
    page.sent(5)
    give(page, {}, changes=2)
    page.receive({"pong": 3, "changes": 3})
    page.sent(7)
    assert page.sent().count(refused) == 1


def test_a_page_that_may_store_nothing_begins_with_nothing(blank):
    page = blank(ROOT, VOILA, number=0)
    page.page.evaluate(
        "Object.defineProperty(window, 'sessionStorage', { get() { throw new Error('no'); } })"
    )
    page.start("tab_session.js", "saveSession", "model")
    assert page.page.evaluate("model.buffers") == [[""]]


def test_a_notebook_saves_nothing(blank):
    page = opened(blank, attributes="")
    page.receive({"pong": 1, "changes": 1})
    assert page.sent() == []


def test_the_root_says_when_a_reload_would_lose_the_session(blank):
    page = opened(blank)
    page.start("tab_session.js", "markUnsaved")
    root = page.page.locator(".xtsviz-root")
    expect(root).not_to_have_attribute("data-xts-unsaved", "")
    page.set("unsaved", True)
    expect(root).to_have_attribute("data-xts-unsaved", "")
