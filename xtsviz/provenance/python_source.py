"""Python source for plain values, with line breaks like a formatter's. No text can end its own quotes."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

from xtsviz.provenance.recipe import Call, Name

WIDTH = 88
_INDENT = " " * 4


def text(value: str) -> str:
    r"""A string literal, in double quotes unless single ones need fewer escapes.

    >>> print(text("it's"), text('say "hi"'), text("two\nlines"))
    "it's" 'say "hi"' "two\nlines"
    """
    quote = "'" if value.count('"') > value.count("'") else '"'
    body = "".join(
        f"\\{char}" if char == quote else char if char in "'\"" else repr(char)[1:-1] for char in value
    )
    return f"{quote}{body}{quote}"


def assignment(call: Call, name: str = "design") -> str:
    """The statement that puts the result of a call into a variable; lines of at most `WIDTH` where possible."""
    prefix = f"{name} = {call.function}("
    arguments: list[tuple[str, Any]] = [("", value) for value in call.arguments]
    arguments += [(f"{option}=", value) for option, value in call.options]
    one_line = ", ".join(f"{option}{_in_one_line(value)}" for option, value in arguments)
    if _display_width(prefix + one_line) + 1 <= WIDTH:
        return f"{prefix}{one_line})"
    if _display_width(_INDENT + one_line) <= WIDTH:
        return f"{prefix}\n{_INDENT}{one_line}\n)"
    comma = "," if len(arguments) > 1 else ""
    lines = "".join(
        f"{_INDENT}{option}{_in_lines(value, _INDENT, _display_width(option))}{comma}\n"
        for option, value in arguments
    )
    return f"{prefix}\n{lines})"


def _in_one_line(value: Any) -> str:
    """A value in one line."""
    match value:
        case Name(name):
            return name
        case str():
            return text(value)
        case None | bool() | int():
            return repr(value)
        case float() if math.isfinite(value):
            return repr(value)
        case dict():
            return "{" + ", ".join(f"{text(key)}: {_in_one_line(item)}" for key, item in value.items()) + "}"
        case list():
            return f"[{', '.join(map(_in_one_line, value))}]"
        case tuple():
            return f"({', '.join(map(_in_one_line, value))}{',' * (len(value) == 1)})"
    raise TypeError(f"{type(value).__name__} is no plain value")


def _in_lines(value: Any, indent: str, start_column: int) -> str:
    """A value that begins at a column of a line: in one line if it fits, otherwise with one item per line."""
    one_line = _in_one_line(value)
    if (
        len(indent) + start_column + _display_width(one_line) + 1 <= WIDTH
        or not isinstance(value, (dict, list, tuple))
        or not value
    ):
        return one_line
    inner = indent + _INDENT
    items: Iterable[tuple[str, Any]] = (
        [(f"{text(key)}: ", item) for key, item in value.items()]
        if isinstance(value, Mapping)
        else [("", item) for item in value]
    )
    lines = "".join(
        f"{inner}{prefix}{_in_lines(item, inner, _display_width(prefix))},\n" for prefix, item in items
    )
    return f"{one_line[0]}\n{lines}{indent}{one_line[-1]}"


def _display_width(line: str) -> int:
    """The number of columns of a line: two for a wide character, none for a combining mark."""
    if line.isascii():
        return len(line)
    wide = sum(unicodedata.east_asian_width(char) in "WF" for char in line)
    return len(line) + wide - sum(unicodedata.category(char) in ("Mn", "Me") for char in line)
