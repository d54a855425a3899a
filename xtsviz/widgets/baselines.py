"""What a design can be compared with: the start, snapshots, files, the other templates, a design from Python."""

from __future__ import annotations

from xtsviz import templates
from xtsviz.compare.comparison import Baseline
from xtsviz.errors import DesignError, quoted, visible
from xtsviz.io import from_bytes
from xtsviz.model.design import Design
from xtsviz.model.ids import NAME_LIMIT
from xtsviz.widgets.view_state import ViewState

START = "the start"


def choices(view_state: ViewState, chosen: Baseline | None) -> list[tuple[str, str]]:
    """What can be chosen: the words, and the value that `from_choice` takes.

    Args:
        chosen: what is chosen now; it is offered even if it is none of the usual choices.
    """
    listed = [("nothing", ""), (START, "start")]
    listed += [(f"snapshot {taken.name}", f"snapshot {taken.name}") for taken in view_state.history.snapshots]
    listed += [(f"template: {entry.title}", f"template {entry.name}") for entry in templates.catalog]
    if chosen is not None and chosen.key not in [value for _, value in listed]:
        listed.insert(1, (chosen.name, chosen.key))
    return [(visible(words), value) for words, value in listed]


def from_choice(view_state: ViewState, value: str, chosen: Baseline | None) -> Baseline | None:
    """What a value of `choices` stands for; None for nothing.

    Raises:
        UnknownNameError: there is no such snapshot.
        TemplateError: the template is not for so many tenants.
    """
    kind, _, name = value.partition(" ")
    if not kind or (chosen is not None and chosen.key == value):
        return chosen if kind else None
    if kind == "start":
        return Baseline(view_state.history.beginning, START, "start")
    if kind == "snapshot":
        return Baseline(view_state.history.snapshot(name).design, f"the snapshot {name}", value)
    if kind == "template":
        # A template is how the design could be.
        made = templates.reshape(view_state.design, name).renamed(view_state.design.name)
        return Baseline(made, templates.find(name).title, value, is_after=True)
    raise DesignError(f"there is nothing to compare with under {quoted(value)}; choose again")


def from_file(name: str, content: bytes) -> Baseline:
    """The design of a document that a person chose from their files.

    Raises:
        InputError: it is no document; with every problem of it.
    """
    shown = name[:NAME_LIMIT]
    return Baseline(from_bytes(content, name=quoted(shown)), f"the file {shown}", f"file {shown}")


def from_design(view_state: ViewState, other: object, name: str | None = None) -> Baseline:
    """What Python gives to compare with: a design, or the name of a snapshot.

    Raises:
        UnknownNameError: there is no such snapshot.
        DesignError: something else, or a name that is no text.
    """
    if name is not None and not isinstance(name, str):
        raise DesignError(f"name: a text is needed, not {type(name).__name__}")
    if isinstance(other, str):
        found = from_choice(view_state, f"snapshot {other.strip()}", view_state.baseline)
        assert found is not None
        return Baseline(found.design, name, found.key) if name else found
    if not isinstance(other, Design):
        raise DesignError(
            f"compare takes a design or the name of a snapshot, not {type(other).__name__}; "
            "xts.load reads a design from a file"
        )
    words = (name or other.name or "another design")[:NAME_LIMIT]
    return Baseline(other, words, f"design {words}")
