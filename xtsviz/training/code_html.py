"""The code of a prediction, shown to the learner who made it."""

from __future__ import annotations

from markupsafe import Markup

from xtsviz.training.codes import LENGTH
from xtsviz.training.live_board import LockedCode
from xtsviz.view.markup import button, fragment

COPY = ["copy-code"]
"""The action of the button that copies the code."""


def code_html(locked: LockedCode | None) -> Markup:
    """The code with a button to copy it; nothing if there is none."""
    if locked is None:
        return Markup()
    half = LENGTH // 2
    # The halves have a gap and no space, so that what is selected and copied is the code.
    shown = fragment("<span>{}</span><span>{}</span>", locked.code[:half], locked.code[half:])
    name = "Your code after the explanation" if locked.after else "Your code"
    said = (
        "On the trainer's board, without a name." if locked.posted else "Post it in the chat, or read it out."
    )
    return fragment(
        '<p class="xts-code-line">{}: <code class="xts-short-code" aria-label="{}">{}</code> {} '
        '<span class="xts-muted">{}</span></p>',
        name,
        " ".join(locked.code),
        shown,
        button("Copy the code", COPY),
        said,
    )
