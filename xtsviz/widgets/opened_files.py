"""What came of the files that were opened last, as long as it is true of the design."""

from __future__ import annotations

from dataclasses import replace

from xtsviz.io.lists.outcomes import ListOutcome
from xtsviz.model.design import Design
from xtsviz.widgets.history import History


def opened_after(
    opened: tuple[ListOutcome, ...], history: History, before: History, design: Design
) -> tuple[ListOutcome, ...]:
    """The outcomes that still hold in the next design; the same object if all do.

    An undo, or another design, takes back what was opened. Files that wait for an answer go on waiting.
    """
    past = history.past
    last = before.past[-1] if before.past else None
    holds = bool(past) and len(past) >= len(before.past) and past[-1] is not last and not past[-1].begins
    candidates = (_known(outcome, design) for outcome in opened if holds or outcome.state != "opened")
    kept = tuple(outcome for outcome in candidates if outcome is not None)
    same = len(kept) == len(opened) and all(a is b for a, b in zip(kept, opened, strict=True))
    return opened if same else kept


def _known(outcome: ListOutcome, design: Design) -> ListOutcome | None:
    """The outcome without tenants that the design does not have; None if nothing is left of it."""
    tenants = design.topology.tenant_by_id
    if outcome.state == "opened" and outcome.tenant not in tenants:
        return None
    candidates = tuple(tenant for tenant in outcome.candidates if tenant in tenants)
    missing = tuple(one for one in outcome.missing if one.tenant in tenants)
    if candidates == outcome.candidates and missing == outcome.missing:
        return outcome
    return replace(outcome, candidates=candidates, missing=missing)
