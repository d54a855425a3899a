"""Something that may fail, tried for a person: what goes wrong stands in the status line, and nothing else happens."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TypeVar

from xtsviz.errors import InputError, XtsvizError
from xtsviz.widgets.scene import Level

MOST_PROBLEMS = 20
"""Of a wrong file so many are told."""

_log = logging.getLogger(__name__)

Made = TypeVar("Made")


def attempt(say: Callable[[str, Level], None], failed: str, do: Callable[[], Made]) -> Made | None:
    """What is made; None if it could not be, and the status line says why.

    Args:
        say: puts a message into the status line.
        failed: what a fault of ours is called ("x.json could not be read").
        do: makes it.
    """
    try:
        return do()
    except InputError as problem:
        say(problem.brief(MOST_PROBLEMS), "error")
    except XtsvizError as problem:
        say(str(problem), "error")
    except Exception as problem:  # noqa: BLE001 - a fault of ours must not look like a dead button
        _log.exception("what a person asked for failed")
        say(f"{failed} ({problem}). The design is as it was; go on.", "error")
    return None
