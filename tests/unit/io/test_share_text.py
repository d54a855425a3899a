"""A design as a short text: what comes back is equal, and what is no whole text is refused with its reason."""

import base64
import hashlib
import json
import re
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import xtsviz as xts
from xtsviz.errors import DesignError, DocumentError
from xtsviz.io import share_text as shared
from xtsviz.io.share_text import is_share_text

EXAMPLE = xts.examples.acquisition()
TEXT = EXAMPLE.share_text()
# A text that an earlier release made: it is read for ever.
FIRST = (
    "xtsviz1.111.ePkL9DyNI9WWYGCc56QqQFypUJ5ZkqEArnwKgIIQDxUraIBCQiGjNEkTm5sSEa5xRLgjCSHqhBBNRnI5uEzAFqKJyGGZhBqIKHLJ"
    "QCNqAdlxTVI.HC9Sq2xy"
)


def packed(content: bytes) -> str:
    """A whole text with any content."""
    packer = zlib.compressobj(9, zdict=dictionary())
    body = base64.urlsafe_b64encode(packer.compress(content) + packer.flush()).decode().rstrip("=")
    check = base64.urlsafe_b64encode(hashlib.sha256(body.encode()).digest()).decode()[:8]
    return f"xtsviz1.{len(body)}.{body}.{check}"


def dictionary() -> bytes:
    return next(
        value for name, value in vars(shared).items() if isinstance(value, bytes) and len(value) > 1000
    )


def test_what_is_shared_comes_back():
    assert xts.from_share_text(TEXT) == EXAMPLE
    assert re.fullmatch(r"[A-Za-z0-9._-]+", TEXT), "safe in an address and in a message"
    assert len(TEXT) * 5 < len(json.dumps(EXAMPLE.to_document()))


def test_a_small_design_is_a_few_lines():
    assert len(xts.templates.user_hub(["Contoso", "Fabrikam", "Litware"], members=0).share_text()) < 160


def test_the_first_text_is_still_read():
    assert [tenant.name for tenant in xts.from_share_text(FIRST).tenants] == ["A", "B", "C"]


@pytest.mark.parametrize(
    "written",
    [
        f" {TEXT}\n",
        f"<{TEXT}>",
        f'"{TEXT}"',
        "\r\n> ".join(TEXT[n : n + 70] for n in range(0, len(TEXT), 70)).replace("> ", ""),
        f"https://example.org/xtsviz/?token=abc&design={TEXT}&theme=dark#top",
        f"http://localhost:8866/?design={TEXT}",
    ],
)
def test_spaces_lines_and_the_address_around_it_do_not_count(written):
    assert is_share_text(written)
    assert xts.from_share_text(written) == EXAMPLE


@pytest.mark.parametrize(
    "text, reason",
    [
        (TEXT[:-1], "is cut"),
        (TEXT[:500], "is cut"),
        (TEXT[:12], "is cut"),
        ("xtsviz1.", "is cut"),
        (f"https://example.org/?design={TEXT[:900]}", "is cut: 900 of"),
        (TEXT[:100] + "A" + TEXT[101:], "was changed"),
        (TEXT + "AA", "was changed"),
        (TEXT[:100] + "!" + TEXT[101:], "characters that do not belong"),
        ("xtsviz2" + TEXT[7:], "newer xtsviz"),
        ("hello", "no text of a shared design"),
        ("", "no text of a shared design"),
        ("x" * 500_000, "500,000 characters"),
        (packed(b"\xff\xfe"), "holds no document"),
        (packed(b'{"format": "xtsviz-topology", "version": 7, "tenants": []}'), "newer than this xtsviz"),
        (packed(b"[1]"), "JSON object"),
        (packed(b" " * 30_000_000), "unfolds to more than"),
        (packed(b"[" * 100_000), "holds no document"),
    ],
)
def test_what_is_no_whole_text_is_refused_with_its_reason(text, reason):
    with pytest.raises(DocumentError, match=reason):
        xts.from_share_text(text)


@pytest.mark.parametrize("odd", [None, 3, ["xtsviz1."], {}])
def test_something_else_than_a_text_is_refused(odd):
    with pytest.raises(DocumentError, match="is a text"):
        xts.from_share_text(odd)


def test_a_design_that_is_too_big_is_refused():
    big = xts.templates.user_hub(["A", "B", "C"], members=4000)
    with pytest.raises(DesignError, match="too big for a text"):
        big.share_text()


def test_a_file_with_such_a_text_is_a_design(tmp_path):
    file = tmp_path / "shared.txt"
    file.write_text(TEXT + "\n")
    assert xts.load(file) == EXAMPLE
    assert not is_share_text("xtsviz1.json")
    assert not is_share_text(json.dumps(EXAMPLE.to_document()))


@given(st.integers(0, len(TEXT)), st.text(max_size=9))
@settings(max_examples=40, deadline=None, derandomize=True)
def test_any_text_is_a_design_or_refused_in_words(length, more):
    try:
        assert xts.from_share_text(TEXT[:length] + more) == EXAMPLE
    except DocumentError as problem:
        message = str(problem)
    else:
        message = "It is a design."
    assert 10 < len(message) < 400
