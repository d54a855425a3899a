"""Files in pieces, the clipboard, and fields that take so much and no more."""

import gzip
import random
from pathlib import Path

import pytest
from playwright.sync_api import expect

FIELD = """<div class="xtsviz-root"><input type="file" aria-label="Open" data-xts-file="document" multiple>
<p data-xts-drop="any">Drop files here</p></div>"""
LIMITS = {"upload_piece": 4, "max_file": 10, "max_files": 3, "piece_pause": 1, "max_line": 5, "max_text": 8}


def pieces(number, content, size, name="a.csv"):
    """The messages of a download, with their buffers."""
    packed = gzip.compress(content)
    for at in range(0, len(packed), size):
        last = at + size >= len(packed)
        told = {"number": number, "name": name, "type": "text/csv", "at": at, "last": last}
        yield {"download": told}, [packed[at : at + size]]


def test_a_download_is_asked_for_piece_by_piece_and_handed_over_whole(blank):
    page = blank(limits=LIMITS)
    page.start("downloads.js", "takeDownloads", "model")
    content = random.Random(1).randbytes(1000)
    with page.page.expect_download() as coming:
        sent = list(pieces(7, content, 400))
        assert len(sent) == 3
        for count, (message, buffers) in enumerate(sent, 1):
            page.receive(message, buffers)
            if count < len(sent):
                assert page.sent(count)[-1] == {"more": 7}
    assert coming.value.suggested_filename == "a.csv"
    assert Path(coming.value.path()).read_bytes() == content
    assert page.sent(3)[-1] == {"downloaded": 7, "failed": ""}
    page.stop()


def test_a_download_that_cannot_be_unpacked_is_reported(blank):
    page = blank(limits=LIMITS)
    page.start("downloads.js", "takeDownloads", "model")
    told = {"number": 1, "name": "a", "type": "text/csv", "at": 0, "last": True}
    page.receive({"download": told}, [b"this is not gzip"])
    [message] = page.sent(1)
    assert message["downloaded"] == 1
    assert message["failed"]


def choose(page, name, content):
    page.page.get_by_label("Open").set_input_files(
        {"name": name, "mimeType": "application/json", "buffer": content}
    )


def test_an_upload_goes_in_pieces(blank):
    page = blank(FIELD, limits=LIMITS)
    page.start("uploads.js", "sendUploads")
    choose(page, "a.json", b"0123456789")
    sent = page.sent(3)
    batch = sent[0]["batch"]
    told = {"upload": "document", "name": "a.json", "batch": batch, "left": 0}
    assert sent == [told | {"at": at, "last": at == 8} for at in (0, 4, 8)]
    assert page.page.evaluate("model.buffers") == [["0123"], ["4567"], ["89"]]
    expect(page.page.get_by_label("Open")).to_have_value("")
    choose(page, "empty", b"")
    empty = {"upload": "document", "name": "empty", "at": 0, "last": True, "batch": batch + 1, "left": 0}
    assert page.sent(4)[-1] == empty


DROP = """([kind, where, names]) => {
    const data = new DataTransfer();
    for (const name of names) data.items.add(new File(["ab"], name));
    const event = new DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer: data });
    document.querySelector(where).dispatchEvent(event);
    return event.defaultPrevented;
}"""


def test_files_that_are_dropped_together_are_one_batch(blank):
    page = blank(FIELD, limits=LIMITS)
    page.start("uploads.js", "sendUploads")
    place = page.page.get_by_text("Drop files here")
    assert page.page.evaluate(DROP, ["dragover", ".xtsviz-root", ["a"]]), "beside the place too"
    expect(place).to_have_class("xts-over")
    assert page.page.evaluate(DROP, ["drop", "[data-xts-drop]", ["a.csv", "b.csv"]])
    assert [(one["upload"], one["name"], one["left"]) for one in page.sent(2)] == [
        ("any", "a.csv", 1),
        ("any", "b.csv", 0),
    ]
    expect(place).not_to_have_class("xts-over")
    page.page.evaluate(DROP, ["drop", "[data-xts-drop]", ["a", "b", "c", "d"]])
    assert page.sent(3)[-1] == {"refused": "These are 4 files; at most 3 are read together"}
    place.evaluate("(one) => one.remove()")
    assert not page.page.evaluate(DROP, ["drop", ".xtsviz-root", ["a"]]), "nothing is waiting for files"
    assert len(page.sent()) == 3


def test_an_upload_that_is_too_large_is_refused_before_it_is_read(blank):
    page = blank(FIELD, limits=LIMITS)
    page.start("uploads.js", "sendUploads")
    choose(page, "big.json", b"0123456789x")
    [message] = page.sent(1)
    assert message["refused"].startswith("big.json was not read: it has")
    assert "at most" in message["refused"]


FIELDS = '<div class="xtsviz-root"><input aria-label="Line"><textarea aria-label="Text"></textarea></div>'


@pytest.mark.parametrize("label, most", [("Line", 5), ("Text", 8)])
def test_a_field_that_is_flooded_keeps_what_it_had(blank, label, most):
    page = blank(FIELDS, limits=LIMITS)
    page.start("field_limits.js", "limitFields")
    page.page.evaluate("root.addEventListener('input', () => { window.heard = (window.heard ?? 0) + 1; })")
    field = page.page.get_by_label(label)
    field.fill("x" * most)
    field.fill("y" * (most + 1))
    expect(field).to_have_value("x" * most)
    assert page.page.evaluate("window.heard") == 1
    assert page.sent() == [
        {"refused": f"These are {most + 1} characters; a field takes at most {most}. The field is unchanged."}
    ]


def test_text_goes_to_the_clipboard(blank):
    page = blank()
    page.start("clipboard.js", "copyOnRequest", "model")
    page.receive({"copy": "import xtsviz as xts\n# ü"})
    assert page.sent(1) == [{"copied": True}]
    assert page.page.evaluate("navigator.clipboard.readText()") == "import xtsviz as xts\n# ü"
    page.stop()


def test_without_a_clipboard_it_goes_there_the_old_way(blank):
    page = blank()
    page.page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    page.page.locator("#outside").focus()
    page.start("clipboard.js", "copyOnRequest", "model")
    page.receive({"copy": "x"})
    assert page.page.locator("textarea").count() == 0
    expect(page.page.locator("#outside")).to_be_focused()
    [message] = page.sent(1)
    assert set(message) == {"copied"}
