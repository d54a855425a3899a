"""Python source for plain values, with line breaks as a formatter sets them. No text can end its own quotes."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

from xtsviz.provenance.recipe import Call, Name

WIDTH = 88
_STEP = " " * 4


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
    lead = f"{name} = {call.function}("
    arguments: list[tuple[str, Any]] = [("", value) for value in call.arguments]
    arguments += [(f"{option}=", value) for option, value in call.options]
    flat = ", ".join(f"{option}{_in_one_line(value)}" for option, value in arguments)
    if _width(lead + flat) + 1 <= WIDTH:
        return f"{lead}{flat})"
    if _width(_STEP + flat) <= WIDTH:
        return f"{lead}\n{_STEP}{flat}\n)"
    comma = "," if len(arguments) > 1 else ""
    lines = "".join(
        f"{_STEP}{option}{_in_lines(value, _STEP, _width(option))}{comma}\n" for option, value in arguments
    )
    return f"{lead}\n{lines})"


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
            return "{" + ", ".join(f"{text(key)}: {_in_one_line(one)}" for key, one in value.items()) + "}"
        case list():
            return f"[{', '.join(map(_in_one_line, value))}]"
        case tuple():
            return f"({', '.join(map(_in_one_line, value))}{',' * (len(value) == 1)})"
    raise TypeError(f"{type(value).__name__} is no plain value")


def _in_lines(value: Any, indent: str, used: int) -> str:
    """A value that begins after so many characters of a line, in one line if it fits, else one item per line."""
    flat = _in_one_line(value)
    if (
        len(indent) + used + _width(flat) + 1 <= WIDTH
        or not isinstance(value, (dict, list, tuple))
        or not value
    ):
        return flat
    inner = indent + _STEP
    items: Iterable[tuple[str, Any]] = (
        [(f"{text(key)}: ", one) for key, one in value.items()]
        if isinstance(value, Mapping)
        else [("", one) for one in value]
    )
    lines = "".join(f"{inner}{lead}{_in_lines(one, inner, _width(lead))},\n" for lead, one in items)
    return f"{flat[0]}\n{lines}{indent}{flat[-1]}"


def _width(line: str) -> int:
    """How many columns a line takes: two for a wide character, none for a mark on the one before it."""
    if line.isascii():
        return len(line)
    wide = sum(unicodedata.east_asian_width(char) in "WF" for char in line)
    return len(line) + wide - sum(unicodedata.category(char) in ("Mn", "Me") for char in line)
