"""The rows of a simulation's table: one row per event or action."""

from __future__ import annotations

from typing import NamedTuple

from xtsviz.simulation.cycle_input import ExternalState


class LogRow(NamedTuple):
    """One event or action; `xtsviz.simulation.simulate` describes the columns."""

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


def external_row(
    cycle: int | None, at: float, action: str, arrow: str | None, external: ExternalState, states: tuple[str, str],
    reason: str, source: str,
) -> LogRow:  # fmt: skip
    """A row about one external; its states are those before and after."""
    return LogRow(
        cycle,
        at,
        action,
        arrow,
        external.user,
        external.display_name,
        external.tenant,
        *states,
        _sentence(reason),
        source,
    )


def job_row(cycle: int, at: float, action: str, arrow: str, reason: str, source: str) -> LogRow:
    """A row about the job of an arrow."""
    return LogRow(cycle, at, action, arrow, None, None, None, None, None, _sentence(reason), source)


def _sentence(text: str) -> str:
    return text if text.endswith(".") else f"{text[0].upper()}{text[1:]}."
