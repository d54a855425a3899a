"""What a person can ask for to begin: open files, answer what is asked about them, begin in another way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from xtsviz.io.lists.outcomes import ListFile

Purpose: TypeAlias = Literal["design", "lists", "any"]
"""What files were chosen for; of files that were dropped, each says itself what it is."""

Answer: TypeAlias = Literal["tenant", "new", "leave", "domain", "as-list", "as-design"]


@dataclass(frozen=True)
class OpenFiles:
    """Open a design, or lists of users, or both."""

    purpose: Purpose
    files: tuple[ListFile, ...]


@dataclass(frozen=True)
class OpenShared:
    """Open a shared design.

    Attributes:
        text: what `Design.share_text` made, or an address with it; anyone's text.
        from_address: it stands in the address of the page, which shows it only until something else was opened.
    """

    text: str
    from_address: bool = False


@dataclass(frozen=True)
class AnswerFile:
    """Answer what is asked about a file.

    Attributes:
        place: of the file in `ViewState.opened`.
        answer: its list is of the tenant `detail`, or of a new tenant; leave it out; add the domain `detail` to the
            tenant that lacks it; open it as what it is.
        detail: the id of a tenant, or a domain.
    """

    place: int
    answer: Answer
    detail: str = ""


@dataclass(frozen=True)
class ClearOpened:
    """Forget what is said of the files that were opened."""


@dataclass(frozen=True)
class OpenExample:
    """Show the example of the package."""


@dataclass(frozen=True)
class OfferTemplates:
    """Show the templates."""


@dataclass(frozen=True)
class StartEmpty:
    """Leave the start view without a tenant."""


@dataclass(frozen=True)
class AddDomain:
    """Add a verified domain to a tenant (id)."""

    tenant: str
    domain: str


@dataclass(frozen=True)
class SetDomains:
    """Set the domains of a tenant (id), as a person wrote them; None leaves them as they are."""

    tenant: str
    initial: str | None = None
    verified: str | None = None


OpeningIntent: TypeAlias = (
    OpenFiles
    | OpenShared
    | AnswerFile
    | ClearOpened
    | OpenExample
    | OfferTemplates
    | StartEmpty
    | AddDomain
    | SetDomains
)
"""How to begin, and what belongs to it."""
