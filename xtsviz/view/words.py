"""The sentences in pictures, the status line and the details panel.

They are plain text: escape them in HTML. In names, control characters are visible, and right-to-left text is isolated.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from xtsviz.compare.swapped_people import Swap, swapped_people
from xtsviz.flow import Flow
from xtsviz.model.display_names import DisplayNames
from xtsviz.model.display_text import isolated
from xtsviz.model.topology import Arrow
from xtsviz.people.relations import RELATIONS, Relation

_MAX_NAMED = 3
_MAX_SWAPS = 2


def number(count: int, one: str, many: str | None = None) -> str:
    """A count with its noun.

    >>> number(1, "external"), number(1200, "external"), number(2, "other", "others")
    ('1 external', '1,200 externals', '2 others')
    """
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def file_size(count: int) -> str:
    """A number of bytes in a unit that is easy to read.

    >>> file_size(1), file_size(61_785), file_size(1_234_567)
    ('1 byte', '62 kB', '1.2 MB')
    """
    if count < 1000:
        return number(count, "byte")
    return f"{count / 1000:,.0f} kB" if count < 1_000_000 else f"{count / 1_000_000:,.1f} MB"


def tenant_counts(internal: int, external: int) -> str:
    """The line below a tenant's name: its numbers of internal and external users."""
    return f"{internal:,} internal · {external:,} external"


def relation_words(relation: Relation, many: bool = False) -> str:
    """What one user or several users are in a tenant, in words.

    >>> relation_words("home"), relation_words("guest"), relation_words("member", many=True)
    ('at home', 'external guest', 'external members')
    """
    if relation == "home":
        return "at home"
    return f"{RELATIONS[relation]}s" if many else RELATIONS[relation]


def list_in_words(items: Sequence[str], most: int = 6, what: str = "more") -> str:
    """The items of a list in a sentence. After the first `most` items, only the number of the others is given.

    >>> list_in_words(["a", "b", "c"]), list_in_words(["a", "b", "c"], most=1)
    ('a, b and c', 'a and 2 more')
    """
    if len(items) > most:
        return f"{', '.join(items[:most])} and {len(items) - most:,} {what}"
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}" if items else "nobody"


def sync_sentence(arrow: str, state: str, carried: int, eligible: int | None) -> str:
    """A sentence about what an arrow does."""
    if state == "open":
        return (
            f"{arrow} syncs {number(carried, 'user')}." if carried else f"{arrow} is open and syncs nobody."
        )
    would_sync = "" if eligible is None else f"; it would sync {number(eligible, 'user')}"
    return f"{arrow} is {state} and syncs nobody{would_sync}."


def effect_sentence(before: Flow, after: Flow) -> str:
    """A clause about how an edit changed the externals: "24 externals appear in Contoso".

    Where some came and others went, it names them, if they are not too many.
    """
    names = DisplayNames(after.design)
    swaps = swapped_people(before, after)
    known = {swap.tenant for swap in swaps}
    appeared: list[tuple[int, str]] = []
    disappeared: list[tuple[int, str]] = []
    for tenant, population in after.populations.items():
        change = population.external - (
            before.populations[tenant].external if tenant in before.populations else 0
        )
        if change and tenant not in known:
            where = appeared if change > 0 else disappeared
            where.append((abs(change), names.tenant(tenant)))
    parts = [
        *(_swap_clause(swap, names.tenant(swap.tenant)) for swap in swaps[:_MAX_SWAPS]),
        *([f"people are exchanged in {len(swaps) - _MAX_SWAPS:,} more"] if len(swaps) > _MAX_SWAPS else []),
        *_tenant_changes(appeared, "appears in", "appear in"),
        *_tenant_changes(disappeared, "disappears from", "disappear from"),
    ]
    return "; ".join(parts) or "the numbers of externals stay the same"


def arrow_added_sentence(before: Flow, after: Flow, arrow: Arrow) -> str:
    """The status line after an arrow was added."""
    done = after.by_arrow[arrow.id]
    lead = f"Added {DisplayNames(after.design).arrow(arrow)}"
    if done.state != "open":
        return f"{lead}: it is {done.state} and syncs nobody"
    return f"{lead}: {effect_sentence(before, after)}"


def design_started_sentence(flow: Flow) -> str:
    """The status line after a template was chosen: its numbers of tenants, arrows and externals."""
    design = flow.design
    carried = sum(done.carried for done in flow.by_arrow.values())
    counts = [
        number(len(design.tenants), "tenant"),
        number(len(design.arrows), "arrow"),
        number(carried, "external"),
    ]
    return f"Started from {isolated(design.name)}: {list_in_words(counts)}"


def arrows_added_sentence(before: Flow, after: Flow) -> str:
    """The status line after arrows were added between several tenants."""
    added = len(after.design.arrows) - len(before.design.arrows)
    return f"Added {number(added, 'arrow')}: {effect_sentence(before, after)}"


def arrows_removed_sentence(before: Flow, after: Flow) -> str:
    """The status line after several arrows were removed."""
    removed = len(before.design.arrows) - len(after.design.arrows)
    return f"Removed {number(removed, 'arrow')}: {effect_sentence(before, after)}"


def arrow_removed_sentence(before: Flow, after: Flow, arrow: Arrow) -> str:
    """The status line after an arrow was removed."""
    return f"Removed {DisplayNames(before.design).arrow(arrow)}: {effect_sentence(before, after)}"


def edit_sentence(before: Flow, after: Flow, what: str) -> str:
    """The status line after any other edit. It begins with `what` ("Renamed Fabrikam")."""
    return f"{what}: {effect_sentence(before, after)}"


def _swap_clause(swap: Swap, tenant: str) -> str:
    """Who came to a tenant and who went."""
    came, went = ([isolated(name) for name in names] for names in (swap.came, swap.went))
    return (
        f"{list_in_words(came, _MAX_NAMED)} {'appears' if len(came) == 1 else 'appear'} in {tenant}, and "
        f"{list_in_words(went, _MAX_NAMED)} {'disappears' if len(went) == 1 else 'disappear'} from it"
    )


def _tenant_changes(changes: Iterable[tuple[int, str]], one: str, many: str, most: int = 3) -> list[str]:
    ranked = sorted(changes, key=lambda change: -change[0])
    parts = [
        f"{number(count, 'external')} {one if count == 1 else many} {name}" for count, name in ranked[:most]
    ]
    if rest := ranked[most:]:
        count = sum(change[0] for change in rest)
        parts.append(f"{count:,} {many} {number(len(rest), 'other tenant')}")
    return parts
