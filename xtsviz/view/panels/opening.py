"""The ways to begin, and what came of each file that was opened."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from markupsafe import Markup

from xtsviz.io.lists.outcomes import ListOutcome
from xtsviz.model.display_text import isolated
from xtsviz.view.markup import Action, button, file_field, fragment, join_markup

DESIGN_FILES = ".json,application/json"
LIST_FILES = ".csv,.tsv,.txt,.xlsx,.xls,.json,.parquet,text/csv"

_CHOICES = (
    ("design", "Open a design", "A document (JSON) that was saved here, by Python or on the command line."),
    (
        "lists",
        "Open user lists",
        "Files from the admin centers, PowerShell or Graph: CSV, Excel, JSON, Parquet. Choose several at once.",
    ),
    ("templates", "A template", "A shape such as a hub or a mesh, with your tenants and sample people."),
    ("example", "The example", "Contoso after two acquisitions: three tenants, four arrows, 80 users."),
)

_DROP = "Or drop files here: a design, lists of users, or a design together with its lists."
_FINDS = (
    "Each list finds its tenant by its domains. A tenant that is new is made. What you open is for you alone, and Undo "
    "leads back."
)

_STATES = {
    "asked": ("warning", "? Not opened yet"),
    "refused": ("error", "✗ Not opened"),
    "design": ("error", "✗ Not opened"),
    "list": ("error", "✗ Not opened"),
    "repeated": ("muted", "– Left out"),
    "opened": ("good", "✓ Opened"),
}


def ways_to_begin(large: bool) -> Markup:
    """A button for each way to begin, and a place to drop files. In the start view they are large, with a sentence."""
    cards = join_markup(_choice(kind, title, purpose, large) for kind, title, purpose in _CHOICES)
    if not large:
        drop = fragment('<div class="xts-drop" data-xts-drop="any" title="{}"><p>{}</p></div>', _FINDS, _DROP)
        return fragment('<div class="xts-begin">{}{}</div>', cards, drop)
    return fragment(
        '<div class="xts-begin xts-begin-large">{}</div><div class="xts-drop" data-xts-drop="any"><p>{}</p>'
        '<p class="xts-muted">{}</p></div>',
        cards,
        _DROP,
        _FINDS,
    )


def start_heading() -> Markup:
    """The heading of the start view."""
    return fragment(
        '<h1 class="xts-begin-title">{}</h1><p class="xts-muted">{}</p>',
        "Cross-tenant synchronization: who appears where, and why",
        "Begin with your own tenants, or look around first.",
    )


def start_empty() -> Markup:
    """The way to begin with nothing."""
    return fragment("<p>{}</p>", button("Start with an empty design", ["start-empty"], kind="xts-link"))


def _choice(kind: str, title: str, purpose: str, large: bool) -> Markup:
    text = fragment("<strong>{}</strong><span>{}</span>", title, purpose) if large else None
    if kind in ("design", "lists"):
        accept = DESIGN_FILES if kind == "design" else LIST_FILES
        return file_field(title, kind, accept, multiple=kind == "lists", html=text)
    return button(title, [f"start-{kind}"], hint=purpose, html=text, kind="xts-begin-card")


def opened_files(outcomes: Sequence[ListOutcome], tenant_name: Callable[[str], str]) -> Markup:
    """A line for each file: what came of it, who is in it, and buttons for what a person may answer.

    Args:
        outcomes: in the order of `ViewState.opened`; a button names a file by its place.
        tenant_name: the name of a tenant that is in the design, by id.
    """
    if not outcomes:
        return Markup()
    lines = join_markup(_line(place, outcome, tenant_name) for place, outcome in enumerate(outcomes))
    clear = button("Clear these lines", ["open-clear"], kind="xts-small")
    return fragment('<ul class="xts-opened">{}</ul>{}', lines, clear)


def _line(place: int, outcome: ListOutcome, tenant_name: Callable[[str], str]) -> Markup:
    kind, state = _STATES[outcome.state]
    where = ""
    if outcome.state == "opened" and outcome.tenant is not None:
        where = f" → {tenant_name(outcome.tenant)}{' (new)' if outcome.is_new else ''}"
    buttons = join_markup(
        button(label, ["open-answer", str(place), *answer], kind="xts-answer")
        for label, answer in _answers(outcome, tenant_name)
    )
    note = fragment('<p class="xts-warning">{}</p>', outcome.note) if outcome.note else Markup()
    return fragment(
        '<li><p><span class="xts-state xts-{}">{}</span> <strong>{}{}</strong>: '
        '<span class="xts-opened-text">{}</span></p>{}{}</li>',
        kind,
        state,
        isolated(outcome.file.name),
        where,
        outcome.sentence,
        note,
        fragment('<p class="xts-answers">{}</p>', buttons) if buttons else Markup(),
    )


def _answers(outcome: ListOutcome, tenant_name: Callable[[str], str]) -> Iterator[tuple[str, Action]]:
    if outcome.state == "asked":
        for tenant in outcome.candidates:
            yield f"It belongs to {tenant_name(tenant)}", ["tenant", tenant]
        if outcome.new_name is not None:
            yield f"A new tenant: {isolated(outcome.new_name)}", ["new"]
    elif outcome.state == "design":
        yield "Open it as a design", ["as-design"]
    elif outcome.state == "list":
        yield "Open it as a list of users", ["as-list"]
    for missing in outcome.missing:
        yield f"Add {isolated(missing.domain)} to {tenant_name(missing.tenant)}", ["domain", missing.domain]
    if outcome.state in ("asked", "refused", "design", "list"):
        yield "Leave it out", ["leave"]
