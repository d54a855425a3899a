"""What a replay tells: one row per thing that happened."""

from __future__ import annotations

from typing import NamedTuple

from xtsviz.simulation.cycle_input import ExternalState


class Row(NamedTuple):
    """One thing that happened; see `xtsviz.simulation.simulate` for the columns."""

    cycle: int | None
    at: float
    action: str
    arrow: str | None
    user: str | None
    display_name: str | None
    tenant: str | None
    before: str | None
    after: str | None
    reason: str
    source: str | None


def of_external(
    cycle: int | None, at: float, action: str, arrow: str | None, held: ExternalState, states: tuple[str, str],
    reason: str, source: str,
) -> Row:  # fmt: skip
    """A row about one external; its states are those before and after."""
    return Row(
        cycle, at, action, arrow, held.user, held.name, held.tenant, *states, _sentence(reason), source
    )


def of_job(cycle: int, at: float, action: str, arrow: str, reason: str, source: str) -> Row:
    """A row about the job of an arrow."""
    return Row(cycle, at, action, arrow, None, None, None, None, None, _sentence(reason), source)


def _sentence(text: str) -> str:
    return text if text.endswith(".") else f"{text[0].upper()}{text[1:]}."
