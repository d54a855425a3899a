"""Recognizes a list of users that somebody gives in the place of a document."""

from __future__ import annotations

import json

from xtsviz.errors import DocumentError, InputError, MissingLibraryError
from xtsviz.io.lists.fields import count
from xtsviz.io.lists.reading import read_list
from xtsviz.io.share_text import is_share_text
from xtsviz.model.vocabulary import FORMAT

_MAX_READ = 50_000_000
"""A bigger file is not read a second time to find out what it is."""


def list_sentence(content: bytes) -> str | None:
    """What is said of a list of users that somebody gives as a design; None if the file is no such list."""
    if not content.strip() or len(content) > _MAX_READ or is_design(content):
        return None
    try:
        users = read_list(content).users
    except MissingLibraryError:
        return "this is a workbook or a table, not a design"
    except InputError:
        return None
    return None if users.empty else f"this is a list of users ({count(len(users), 'user')}), not a design"


def list_as_document(content: bytes | str, name: str) -> DocumentError | None:
    """The error that says so, if a file that is no document is a list of users; otherwise None.

    Args:
        content: the file, which could not be read as a document.
        name: its name, for the message.
    """
    data = content.encode("utf-8", "replace") if isinstance(content, str) else content
    sentence = list_sentence(data)
    return None if sentence is None else DocumentError(f"{sentence}; {_how(name)}")


def _how(name: str) -> str:
    file = name if name.strip() and name not in ("standard input", "the document") else "users.csv"
    return (
        f"give it beside a design: --users TENANT={file} on the command line, "
        f'xts.load("design.json", users={{"tenant": {json.dumps(file, ensure_ascii=False)}}}) in Python'
    )


def is_design(data: bytes) -> bool:
    """True for what a design would be, with or without mistakes: it names the format or has tenants, or is shared."""
    return FORMAT.encode() in data or b'"tenants"' in data or is_share_text(data)
