"""A text that is too long for a field of the board goes to the kernel in pieces; the address may ask for the board."""

PANEL = """<div class="xtsviz-root"><div class="xts-board-text"><textarea></textarea></div>
<textarea id="other"></textarea></div>"""
PASTE = """([field, text]) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', text);
    const paste = new ClipboardEvent('paste', { bubbles: true, cancelable: true, clipboardData });
    document.querySelector(field).dispatchEvent(paste);
    return paste.defaultPrevented;
}"""
FIELD = ".xts-board-text textarea"


def test_a_long_text_goes_in_pieces_and_a_short_one_stays(blank):
    page = blank(PANEL, limits={"max_text": 10, "upload_piece": 8})
    page.start("long_text.js", "sendLongText")
    assert not page.page.evaluate(PASTE, [FIELD, "ten chars."])
    assert not page.page.evaluate(PASTE, ["#other", "more than ten characters"])
    assert page.sent() == []
    assert page.page.evaluate(PASTE, [FIELD, "eleven char"])
    first, last = page.sent(2)
    assert (first["upload"], first["at"], first["last"]) == ("board-text", 0, False)
    assert (last["at"], last["last"], last["name"]) == (8, True, "the pasted text")
    # What was dropped is in the field already.
    page.page.locator(FIELD).fill("dropped text")
    page.sent(4)
    assert page.page.locator(FIELD).input_value() == ""
    page.stop()


def test_the_address_asks_for_the_board(blank):
    page = blank(PANEL)
    page.start("board_wish.js", "wishForBoard", "model")
    assert page.sent() == []
    page.page.evaluate("history.replaceState(null, '', '?token=a&board')")
    page.start("board_wish.js", "wishForBoard", "model")
    assert page.sent(1) == [{"board_wanted": True}]
