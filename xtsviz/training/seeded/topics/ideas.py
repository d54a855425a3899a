"""Wrong ideas that several topics tell apart, and words for arrows."""

from __future__ import annotations

from collections.abc import Sequence

from xtsviz.training.seeded.cast import COMPANIES
from xtsviz.training.seeded.draft import Idea, named
from xtsviz.training.seeded.world import Record, Rules

PASSES_ON = Idea(
    "passes-on",
    "An arrow also sends the externals of its source.",
    "An arrow syncs only users who are internal in its source. Externals are never passed on.",
    Rules(passes_on=True),
)
BACKWARD = Idea(
    "backward",
    "An arrow points to the tenant where the people come from.",
    "An arrow points to the tenant where people appear. The source sends its people.",
    Rules(direction="backward"),
)
BOTH_WAYS = Idea(
    "both-ways",
    "One arrow brings people in both directions.",
    "An arrow goes one way. The other direction is another arrow.",
    Rules(direction="both"),
)
NO_SCOPE = Idea(
    "ignores-scope",
    "An arrow sends everybody of its source.",
    "An arrow sends only the users who are in its scope.",
    Rules(scope="everybody", filters="ignored"),
)


def pair(source: str, target: str) -> str:
    """An arrow in words, by the ids of its tenants."""
    return f"{COMPANIES[source]} → {COMPANIES[target]}"


def pairs(arrows: Sequence[Record]) -> str:
    """Several arrows in a sentence."""
    return named([pair(arrow["source"], arrow["target"]) for arrow in arrows])


def arrow(source: str, target: str, **fields: object) -> Record:
    """An arrow as a record of the document."""
    return {"source": source, "target": target, **fields}
