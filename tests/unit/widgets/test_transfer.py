"""Files between kernel and page: in pieces, whole again at the other end."""

import gzip
import random

import pytest

from xtsviz.widgets import transfer
from xtsviz.widgets.limits import MAX_DOWNLOAD_PIECE
from xtsviz.widgets.transfer import Inbox, Outbox


class Page:
    """What the page does with the pieces: puts them together, and asks for the next."""

    def __init__(self):
        self.sent = []
        self.outbox = Outbox(lambda message, buffers: self.sent.append((message["download"], buffers)))

    def fetch(self):
        """Ask until the file is whole."""
        number = self.sent[-1][0]["number"]
        while not self.sent[-1][0]["last"]:
            self.outbox.more(number)
        pieces = [(told, buffers) for told, buffers in self.sent if told["number"] == number]
        packed = b"".join(buffer for _, buffers in pieces for buffer in buffers)
        assert [told["at"] for told, _ in pieces] == [n * MAX_DOWNLOAD_PIECE for n in range(len(pieces))]
        return pieces[0][0], gzip.decompress(packed)


@pytest.mark.parametrize("size", [0, 1, 399_000, 400_000, 3_500_000])
def test_a_file_arrives_whole_in_pieces_that_servers_let_through(size):
    page = Page()
    content = random.Random(size).randbytes(size)
    page.outbox.put("a.bin", "image/png", content)
    assert len(page.sent) == 1, "further pieces are only sent when asked for"
    told, arrived = page.fetch()
    assert (told["name"], told["type"], arrived) == ("a.bin", "image/png", content)
    assert all(len(buffer) <= MAX_DOWNLOAD_PIECE for _, buffers in page.sent for buffer in buffers)
    assert len(page.sent) == max(
        1, -(-size // MAX_DOWNLOAD_PIECE) + (size % MAX_DOWNLOAD_PIECE == 0 and size > 0)
    )


def test_the_end_is_told_once():
    page = Page()
    heard = []
    page.outbox.on_done(lambda name, failed: heard.append((name, failed)))
    page.outbox.put("a.csv", "text/csv", b"1")
    page.outbox.put("b.csv", "text/csv", b"2")
    page.outbox.done(1, "no room")
    page.outbox.done(0)
    page.outbox.done(0)
    page.outbox.more(0)
    assert heard == [("b.csv", "no room"), ("a.csv", "")]
    assert len(page.sent) == 2


def test_files_that_nobody_fetches_are_forgotten():
    page = Page()
    for number in range(3 * transfer.MAX_UNDER_WAY):
        page.outbox.put(f"{number}", "text/csv", random.Random(number).randbytes(2 * MAX_DOWNLOAD_PIECE))
    before = len(page.sent)
    page.outbox.more(0)
    assert len(page.sent) == before
    page.outbox.more(3 * transfer.MAX_UNDER_WAY - 1)
    assert len(page.sent) == before + 1


@pytest.fixture
def inbox():
    box, heard = Inbox(), []
    box.on_file("document", lambda name, content: heard.append((name, content)))
    return box, heard


def test_a_file_of_a_person_in_pieces(inbox):
    box, heard = inbox
    box.take("document", "a.json", 0, False, [memoryview(b"one ")])
    assert heard == []
    box.take("document", "a.json", 4, True, [memoryview(b"two")])
    box.take("document", "empty", 0, True, [memoryview(b"")])
    assert heard == [("a.json", b"one two"), ("empty", b"")]


def test_pieces_that_do_not_follow_are_thrown_away(inbox):
    box, heard = inbox
    box.take("document", "a", 5, True, [b"lost beginning"])
    box.take("document", "a", 0, False, [b"abc"])
    box.take("document", "a", 4, True, [b"gap"])
    box.take("document", "b", 0, False, [b"abc"])
    box.take("document", "c", 0, False, [b"another file instead"])
    box.take("document", "b", 3, True, [b"def"])
    box.take("elsewhere", "d", 0, True, [b"x"])
    assert heard == []
    box.take("document", "e", 0, True, [b"whole"])
    assert heard == [("e", b"whole")]


def test_a_file_that_is_too_large_is_not_collected(inbox, monkeypatch):
    monkeypatch.setattr(transfer, "MAX_FILE", 10)
    box, heard = inbox
    box.take("document", "a", 0, False, [b"x" * 12])
    box.take("document", "a", 12, True, [b"x"])
    assert heard == []


@pytest.fixture
def batches():
    box, heard = Inbox(), []
    box.on_files("lists", heard.append)
    return box, heard


def test_files_that_are_chosen_together_arrive_together(batches):
    box, heard = batches
    box.take("lists", "a", 0, True, [b"1"], 1, 2)
    box.take("lists", "b", 0, False, [b"2"], 1, 1)
    box.take("lists", "b", 1, True, [b"3"], 1, 1)
    assert heard == []
    box.take("lists", "c", 0, True, [b""], 1, 0)
    box.take("lists", "d", 0, True, [b"4"], 2, 0)
    assert heard == [[("a", b"1"), ("b", b"23"), ("c", b"")], [("d", b"4")]]


def test_a_batch_that_broke_off_is_forgotten(batches):
    box, heard = batches
    box.take("lists", "a", 0, True, [b"1"], 1, 2)
    box.take("lists", "b", 0, True, [b"2"], 2, 0)
    assert heard == [[("b", b"2")]]


def test_too_much_together_is_not_collected(batches, monkeypatch):
    monkeypatch.setattr(transfer, "MAX_FILE", 3)
    monkeypatch.setattr(transfer, "MAX_FILES", 2)
    box, heard = batches
    box.take("lists", "a", 0, True, [b"12"], 1, 1)
    box.take("lists", "b", 0, True, [b"34"], 1, 0)
    for name in "abc":
        box.take("lists", name, 0, True, [b""], 2, 3)
    assert heard == []
