"""What comes of lists of users that are opened together: one outcome for each file."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from xtsviz.errors import MissingDomain
from xtsviz.model.design import Design

NEW_TENANT = ""
"""The choice of a tenant that the design has not."""

State = Literal["opened", "asked", "refused", "repeated", "design", "list"]


@dataclass(frozen=True)
class ListFile:
    """A file with a list of users.

    Attributes:
        name: its name, for people.
        content: its bytes.
        tenant: the id of the tenant that a person chose for it; `NEW_TENANT` for a new one; None: its domains tell.
    """

    name: str
    content: bytes = field(repr=False)
    tenant: str | None = None


@dataclass(frozen=True)
class ListOutcome:
    """What came of one file.

    Attributes:
        file: the file.
        state: ``opened``; ``asked``: a person has to choose the tenant; ``refused``; ``repeated``: the same list was
            given twice; ``design``: the file is a design; ``list``: it was given as a design, and is a list.
        sentence: who is in the list; or why it is not opened, and what to do.
        note: what a person should know of a list that was opened; it goes with the domains that are missing.
        tenant: the id of its tenant, if that is clear.
        is_new: the tenant is new in the design.
        candidates: ids of the tenants to choose from, where a person has to.
        new_name: the name of the tenant that may be made instead; None if none may.
        missing: domains that the tenant lacks, by which the list would be opened, or users be created in targets.
    """

    file: ListFile
    state: State
    sentence: str
    tenant: str | None = None
    is_new: bool = False
    candidates: tuple[str, ...] = ()
    new_name: str | None = None
    note: str = ""
    missing: tuple[MissingDomain, ...] = ()


@dataclass(frozen=True)
class ListsOpened:
    """Lists that were opened.

    Attributes:
        design: the design with the users of all lists that could be opened.
        outcomes: one for each file, by name.
        assumed: what was assumed of the lists, one sentence each with the name of the list.
    """

    design: Design
    outcomes: tuple[ListOutcome, ...]
    assumed: tuple[str, ...] = ()

    @property
    def opened(self) -> tuple[ListOutcome, ...]:
        """The outcomes of the lists that were opened."""
        return tuple(outcome for outcome in self.outcomes if outcome.state == "opened")
