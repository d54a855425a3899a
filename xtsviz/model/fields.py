"""The building stones of the document's types: texts, switches, and the words that fields accept."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, FiniteFloat, StrictBool, StrictInt, StrictStr

from xtsviz.model.names import NAME_LIMIT

Cloud = Literal["commercial", "usgov", "china"]
InviteSetting = Literal["none", "adminsAndGuestInviters", "adminsGuestInvitersAndAllMembers", "everyone"]
Status = Literal["active", "paused", "quarantined"]
ScopeUsers = Literal["all", "assigned", "unknown"]
UserType = Literal["Member", "Guest"]
UserTypeFlow = Literal["ObjectAddOnly", "Always"]
Action = Literal["Add", "Update", "Delete"]
Credentials = Literal["internal", "external"]
UserState = Literal["Accepted", "PendingAcceptance"]

# A length, even none, has each text looked at: half a character (a lone surrogate) cannot be saved.
Text = Annotated[StrictStr, Field(min_length=0)]
Id = Annotated[StrictStr, Field(min_length=1)]
Name = Annotated[StrictStr, Field(min_length=1, max_length=NAME_LIMIT)]
Color = Annotated[StrictStr, Field(pattern=r"^(#[0-9a-fA-F]{3}|#[0-9a-fA-F]{6}|[a-zA-Z]{3,24})$")]
Position = tuple[FiniteFloat, FiniteFloat]
Switch = StrictBool
Count = Annotated[StrictInt, Field(ge=0, lt=2**63)]


class Record(BaseModel):
    """A frozen record of the document; a key that it does not know is refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)
