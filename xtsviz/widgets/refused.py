"""What a person wrote and the design did not take: it stays in its field, with the reason below."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Refused:
    """What is written in a field of a tenant (id), and why it was refused."""

    tenant: str
    field: str
    text: str
    why: str


def refused_in(all_refused: Iterable[Refused], tenant: str, field: str) -> Refused | None:
    """What was refused in this field of this tenant; None if nothing was."""
    return next((one for one in all_refused if (one.tenant, one.field) == (tenant, field)), None)
