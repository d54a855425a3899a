"""All errors that xtsviz raises, in one tree.

Each message says what is wrong, where, and what to do. The command line prints it and exits with 2. The explorer shows
it in its status line.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

MAX_LISTED = 20
"""A message lists this many problems in full, and counts the rest."""

_MAX_KNOWN = 10_000


class XtsvizError(Exception):
    """The root of all errors that xtsviz raises on purpose."""


@dataclass(frozen=True)
class MissingDomain:
    """A domain that a tenant of a design lacks: with it, the input would be right.

    Attributes:
        tenant: the id of the tenant.
        domain: in lower case.
    """

    tenant: str
    domain: str


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong with an input.

    Attributes:
        place: where, as a path (``arrows[3].target``), a line, a column or an argument; may be empty.
        message: what is wrong, with the remedy when there is one.
        missing: the domain that would be the remedy, if there is one.
    """

    place: str
    message: str
    missing: MissingDomain | None = None

    def __str__(self) -> str:
        return f"{self.place}: {self.message}" if self.place else self.message


class InputError(XtsvizError):
    """Input with one or more problems. The message lists the first 20 and counts the rest.

    Attributes:
        problems: every `Problem` found, in the order of the input.
    """

    def __init__(self, problems: Iterable[Problem] | str, *, where: str = "") -> None:
        found = (Problem("", problems),) if isinstance(problems, str) else tuple(problems)
        self.problems: tuple[Problem, ...] = found
        self.where = where
        super().__init__(self._text())

    def _text(self, most: int = MAX_LISTED) -> str:
        lead = f"{self.where}: " if self.where else ""
        if len(self.problems) == 1:
            return f"{lead}{self.problems[0]}"
        lines = [f"  - {problem}" for problem in self.problems[:most]]
        if more := len(self.problems) - len(lines):
            lines.append(f"  - and {more:,} more")
        return "\n".join([f"{lead}{len(self.problems):,} problems", *lines])

    def brief(self, most: int) -> str:
        """The message with at most this many problems, and the number of the others."""
        return self._text(most)

    def at(self, where: str) -> InputError:
        """The same error, with the name of the file (or another origin) before its message."""
        return type(self)(self.problems, where=where)


class DocumentError(InputError):
    """A document that is not a valid xtsviz topology."""


class DirectoryError(InputError):
    """A table or CSV file of users that cannot be read as a directory."""


class FileError(XtsvizError):
    """A file that cannot be read or written."""


class DesignError(XtsvizError):
    """An edit or a question that does not fit the design."""


class UnknownNameError(DesignError):
    """No tenant, arrow or user has this name."""


class AmbiguousNameError(DesignError):
    """More than one tenant or user has this name."""


class SecondArrowError(DesignError):
    """A second arrow for the same source and target, without ``another=True``."""


class TemplateError(XtsvizError):
    """A template with arguments that do not fit it."""


class ExerciseError(InputError):
    """An exercise that cannot be used: its file, one of its fields, or its checker is wrong."""


class ProgressError(XtsvizError):
    """A learner's progress that cannot be read or saved. The file is unchanged."""


class PictureError(XtsvizError):
    """A picture that cannot be drawn with these arguments."""


class ServeError(XtsvizError):
    """The server of the explorer does not start, or ends by itself."""


class ReadingWarning(UserWarning):
    """Something that was assumed, left out or not understood when a list of users was read."""


class MissingLibraryError(XtsvizError):
    """An optional library is needed, and it is not installed."""

    def __init__(self, what: str, library: str, extra: str) -> None:
        super().__init__(f'{what} needs {library}, which is not installed: pip install "xtsviz[{extra}]"')


def quoted(text: str, limit: int = 60) -> str:
    """A name for an error message: shortened, control characters made visible, in double quotes."""
    return f'"{visible(text if len(text) <= limit else text[: limit - 1] + "…")}"'


def safe_text(value: object) -> str:
    """Any value as a text for a message. If ``str`` fails (a number of thousands of digits), the name of its type."""
    try:
        return str(value)
    except Exception:  # noqa: BLE001 - an unknown object can raise any error
        return type(value).__name__


def visible(text: str) -> str:
    r"""The text with control characters, and other invisible characters, as escape sequences.

    >>> visible("a\tb")
    'a\\tb'
    """
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text)


def did_you_mean(word: str, known: Sequence[str]) -> str:
    """``; did you mean "…"?`` if a known name is similar to the word, else an empty text.

    There is no suggestion from more than 10,000 names, because comparing with each of them takes too long.
    """
    if len(known) > _MAX_KNOWN:
        return ""
    import difflib  # loaded only after an error

    candidates = {name.casefold(): name for name in reversed(known) if len(name) <= 256}
    close = difflib.get_close_matches(word[:256].casefold(), list(candidates), n=1, cutoff=0.7)
    return f"; did you mean {quoted(candidates[close[0]])}?" if close else ""


class Hints:
    """`did_you_mean` for the problems that a message lists. Problems that it only counts need no suggestion."""

    def __init__(self) -> None:
        self._left = MAX_LISTED

    def __call__(self, word: str, known: Sequence[str]) -> str:
        """The suggestion; an empty text after the first 20."""
        if not self._left:
            return ""
        self._left -= 1
        return did_you_mean(word, known)
