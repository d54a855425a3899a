"""The sentences of pictures, status line and details, in one place.

They are plain text, so code that writes HTML escapes them. In names, control characters are made visible and
right-to-left text is isolated.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from xtsviz.flow import Flow
from xtsviz.model.display_names import DisplayNames
from xtsviz.model.display_text import isolated
from xtsviz.model.topology import Arrow


def number(count: int, one: str, many: str | None = None) -> str:
    """A count with its noun.

    >>> number(1, "external"), number(1200, "external"), number(2, "other", "others")
    ('1 external', '1,200 externals', '2 others')
    """
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def file_size(count: int) -> str:
    """Bytes as a person reads them.

    >>> file_size(1), file_size(61_785), file_size(1_234_567)
    ('1 byte', '62 kB', '1.2 MB')
    """
    if count < 1000:
        return number(count, "byte")
    return f"{count / 1000:,.0f} kB" if count < 1_000_000 else f"{count / 1_000_000:,.1f} MB"


def tenant_counts(internal: int, external: int) -> str:
    """How many users a tenant has, as a line below its name."""
    return f"{internal:,} internal · {external:,} external"


def listed(items: Sequence[str], most: int = 6, what: str = "more") -> str:
    """Items as they are listed in a sentence, the tail as a number.

    >>> listed(["a", "b", "c"]), listed(["a", "b", "c"], most=1)
    ('a, b and c', 'a and 2 more')
    """
    if len(items) > most:
        return f"{', '.join(items[:most])} and {len(items) - most:,} {what}"
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}" if items else "nobody"


def sync_sentence(arrow: str, state: str, carried: int, eligible: int | None) -> str:
    """What an arrow does, as a sentence."""
    if state == "open":
        return (
            f"{arrow} syncs {number(carried, 'user')}." if carried else f"{arrow} is open and syncs nobody."
        )
    would_sync = "" if eligible is None else f"; it would sync {number(eligible, 'user')}"
    return f"{arrow} is {state} and syncs nobody{would_sync}."


def effect(before: Flow, after: Flow) -> str:
    """What an edit changed about who is where, in numbers: "24 externals appear in Contoso"."""
    names = DisplayNames(after.design)
    appeared: list[tuple[int, str]] = []
    disappeared: list[tuple[int, str]] = []
    for tenant, population in after.populations.items():
        change = population.external - (
            before.populations[tenant].external if tenant in before.populations else 0
        )
        if change:
            where = appeared if change > 0 else disappeared
            where.append((abs(change), names.tenant(tenant)))
    parts = [
        *_moved(appeared, "appears in", "appear in"),
        *_moved(disappeared, "disappears from", "disappear from"),
    ]
    return "; ".join(parts) or "who appears where stays the same"


def added_arrow(before: Flow, after: Flow, arrow: Arrow) -> str:
    """The status line after an arrow was added."""
    done = after.by_arrow[arrow.id]
    lead = f"Added {DisplayNames(after.design).arrow(arrow)}"
    if done.state != "open":
        return f"{lead}: it is {done.state} and syncs nobody"
    return f"{lead}: {effect(before, after)}"


def started(flow: Flow) -> str:
    """The status line after a template was chosen: what it made, in numbers."""
    design = flow.design
    carried = sum(done.carried for done in flow.by_arrow.values())
    counts = [
        number(len(design.tenants), "tenant"),
        number(len(design.arrows), "arrow"),
        number(carried, "external"),
    ]
    return f"Started from {isolated(design.name)}: {listed(counts)}"


def connected(before: Flow, after: Flow) -> str:
    """The status line after arrows were drawn between several tenants at once."""
    added = len(after.design.arrows) - len(before.design.arrows)
    return f"Drew {number(added, 'arrow')}: {effect(before, after)}"


def removed_arrow(before: Flow, after: Flow, arrow: Arrow) -> str:
    """The status line after an arrow was removed."""
    return f"Removed {DisplayNames(before.design).arrow(arrow)}: {effect(before, after)}"


def changed(before: Flow, after: Flow, what: str) -> str:
    """The status line after any other edit; `what` is its first half ("Renamed Fabrikam")."""
    return f"{what}: {effect(before, after)}"


def _moved(changes: Iterable[tuple[int, str]], one: str, many: str, most: int = 3) -> list[str]:
    ranked = sorted(changes, key=lambda change: -change[0])
    parts = [
        f"{number(count, 'external')} {one if count == 1 else many} {name}" for count, name in ranked[:most]
    ]
    if rest := ranked[most:]:
        count = sum(change[0] for change in rest)
        parts.append(f"{count:,} {many} {number(len(rest), 'other tenant')}")
    return parts
