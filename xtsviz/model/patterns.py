"""Regular expressions of scoping filters. RE2 evaluates them in linear time, with ASCII classes."""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable
from functools import lru_cache
from typing import Any


@lru_cache(maxsize=512)
def _compile(pattern: str) -> Any:
    import re2  # here, because most designs have no regular expression to compile

    options = re2.Options()
    options.log_errors = False
    return re2.compile(pattern, options)


_MAX_REASON_LENGTH = 120


def pattern_error(pattern: str) -> str | None:
    """Why RE2 refuses a pattern; None if RE2 accepts it."""
    import re2

    try:
        _compile(pattern)
    except re2.error as problem:
        reason = problem.args[0] if problem.args else "not RE2 syntax"
        text = reason.decode("utf-8", "replace") if isinstance(reason, bytes) else str(reason)
        if len(text) > _MAX_REASON_LENGTH:  # RE2 repeats the pattern, which may be of any length
            text = text[: _MAX_REASON_LENGTH - 1] + "…"
        return f"{text} (RE2 syntax: no look-around, no back-references)"
    return None


def is_known_elsewhere(pattern: str) -> bool:
    """True if another engine than RE2 accepts the pattern: it has look-around or back-references, for example."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            re.compile(pattern)
        except (re.error, RecursionError, OverflowError):
            return False
    return True


def whole_match_test(pattern: str) -> Callable[[str], bool]:
    """A function that tests whether the pattern matches a whole text.

    It is not documented whether the service anchors a pattern. Its published examples behave as whole-value matches.
    """
    compiled = _compile(pattern)
    return lambda text: compiled.fullmatch(text) is not None
