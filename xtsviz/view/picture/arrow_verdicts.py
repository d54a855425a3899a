"""For an arrow that is being drawn: what each tenant would be as its target.

The rules are those of `Design.add_arrow` and of the flow. Nothing here has a second version of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from xtsviz.flow.arrow_states import arrow_state
from xtsviz.flow.required_settings import REQUIRED_SETTINGS
from xtsviz.model.topology import Arrow, Topology

Outcome = Literal["works", "blocked", "unknown", "there"]

_REASONS = {
    **{setting.code: setting.label for setting in REQUIRED_SETTINGS},
    "cloud-pair-unsupported": "clouds",
    "gate-unknown": "gates",
    "guest-invites-unknown": "Who invites",
}
_SYMBOLS: dict[Outcome, str] = {"works": "✓", "blocked": "✖", "unknown": "?", "there": "•"}


@dataclass(frozen=True, slots=True)
class ArrowVerdict:
    """What comes of an arrow from one tenant to another.

    Attributes:
        target: the id of the tenant that it would lead to.
        outcome: ``works``: it can be drawn and syncs at once. ``blocked`` and ``unknown``: it can be drawn, and
            `reasons` say what stops it. ``there``: this pair has an arrow already.
        reasons: the settings that would stop it, in a few words each.
    """

    target: str
    outcome: Outcome
    reasons: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """A few words beside the target, with a symbol."""
        words = {"works": "works", "there": "already there"}.get(self.outcome) or ", ".join(self.reasons)
        return f"{_SYMBOLS[self.outcome]} {words}"

    @property
    def sentence(self) -> str:
        """The same as a sentence, for people who hear it."""
        if self.outcome == "there":
            return "There is an arrow already."
        if self.outcome == "works":
            return "The arrow can be drawn and works."
        state = "blocked" if self.outcome == "blocked" else "unknown"
        return f"The arrow can be drawn. Its state is {state}: {', '.join(self.reasons)}."


def arrow_verdicts(topology: Topology, source: str) -> tuple[ArrowVerdict, ...]:
    """What an arrow from a tenant to each other tenant would be, in the order of the design.

    Args:
        topology: of the design.
        source: the id of a tenant; an unknown one has no verdicts.
    """
    if source not in topology.tenant_by_id:
        return ()
    return tuple(_verdict(topology, source, target) for target in topology.tenant_by_id if target != source)


def _verdict(topology: Topology, source: str, target: str) -> ArrowVerdict:
    if topology.between(source, target):
        return ArrowVerdict(target, "there")
    state, codes = arrow_state(Arrow(id="new", source=source, target=target), topology)
    if state == "open":
        return ArrowVerdict(target, "works")
    reasons = tuple(_REASONS.get(code, code) for code in codes)
    return ArrowVerdict(target, "unknown" if state == "unknown" else "blocked", reasons)
