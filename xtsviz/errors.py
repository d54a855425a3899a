"""Every error a user can meet, one tree.

Each says what is wrong, where, and what to do about it; the command line prints the text and exits with 2, the
explorer shows it in its status line.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

MAX_LISTED = 20
"""Problems that a message tells in full; it counts the rest."""

_MAX_KNOWN = 10_000


class XtsvizError(Exception):
    """The root of all errors that xtsviz raises on purpose."""


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong with an input.

    Attributes:
        place: where, as a path (``arrows[3].target``), a line, a column or an argument; may be empty.
        message: what is wrong, with the remedy when there is one.
    """

    place: str
    message: str

    def __str__(self) -> str:
        return f"{self.place}: {self.message}" if self.place else self.message


class InputError(XtsvizError):
    """Input with one or more problems, told at once: the first 20 in full, the rest counted.

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
        """The text with at most so many problems, and a word on how many more there are."""
        return self._text(most)

    def at(self, where: str) -> InputError:
        """The same error with the name of the file (or other origin) in front."""
        return type(self)(self.problems, where=where)


class DocumentError(InputError):
    """A document that is not a valid xtsviz topology."""


class DirectoryError(InputError):
    """A table or CSV of users that cannot be read as a directory."""


class FileError(XtsvizError):
    """A file that cannot be read or written."""


class DesignError(XtsvizError):
    """An edit or a question that does not fit the design at hand."""


class UnknownNameError(DesignError):
    """No tenant, arrow or user answers to the name given."""


class AmbiguousNameError(DesignError):
    """More than one tenant or user answers to the name given."""


class SecondArrowError(DesignError):
    """A second arrow for one source and target, without saying that another one is meant."""


class TemplateError(XtsvizError):
    """A template asked for with arguments that make no sense for it."""


class ExerciseError(InputError):
    """An exercise that cannot be used: its file, a field of it, or what its checker says of sample solutions."""


class ProgressError(XtsvizError):
    """A learner's progress that cannot be read or kept; the file is as it was."""


class PictureError(XtsvizError):
    """A picture that cannot be drawn as asked."""


class ServeError(XtsvizError):
    """The server of the explorer does not come up, or ends by itself."""


class MissingLibraryError(XtsvizError):
    """An optional library is needed for what was asked, and is not installed."""

    def __init__(self, what: str, library: str, extra: str) -> None:
        super().__init__(f'{what} needs {library}, which is not installed: pip install "xtsviz[{extra}]"')


def quoted(text: str, limit: int = 60) -> str:
    """A name for an error message: shortened, control characters made visible, in double quotes."""
    return f'"{visible(text if len(text) <= limit else text[: limit - 1] + "…")}"'


def shown(value: object) -> str:
    """Anything as a text for a message; what has none, such as a number of thousands of digits, by its kind."""
    try:
        return str(value)
    except Exception:  # noqa: BLE001 - a stranger's object may raise anything
        return type(value).__name__


def visible(text: str) -> str:
    r"""The text with control characters, and others that do not show, written out.

    >>> visible("a\tb")
    'a\\tb'
    """
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text)


def did_you_mean(word: str, known: Sequence[str]) -> str:
    """``; did you mean "…"?`` when something known is close to the word, else an empty text.

    Nothing is suggested out of more than 10,000 names: comparing with each takes too long.
    """
    if len(known) > _MAX_KNOWN:
        return ""
    import difflib  # only the one who errs waits for it

    candidates = {name.casefold(): name for name in reversed(known) if len(name) <= 256}
    close = difflib.get_close_matches(word[:256].casefold(), list(candidates), n=1, cutoff=0.7)
    return f"; did you mean {quoted(candidates[close[0]])}?" if close else ""


class Hints:
    """`did_you_mean` for the problems that a message lists; those that it only counts need no suggestion."""

    def __init__(self) -> None:
        self._left = MAX_LISTED

    def __call__(self, word: str, known: Sequence[str]) -> str:
        """The suggestion; an empty text after the first 20."""
        if not self._left:
            return ""
        self._left -= 1
        return did_you_mean(word, known)
