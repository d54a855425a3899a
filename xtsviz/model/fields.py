"""The types of the document's fields: texts, numbers, true or false, and the values that a field accepts."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    FiniteFloat,
    SerializerFunctionWrapHandler,
    StrictBool,
    StrictInt,
    StrictStr,
    model_serializer,
)

from xtsviz.model.ids import NAME_LIMIT

Cloud = Literal["commercial", "usgov", "china"]
InviteSetting = Literal["none", "adminsAndGuestInviters", "adminsGuestInvitersAndAllMembers", "everyone"]
Status = Literal["active", "paused", "quarantined"]
ScopeUsers = Literal["all", "assigned", "unknown"]
UserType = Literal["Member", "Guest"]
UserTypeFlow = Literal["ObjectAddOnly", "Always"]
Action = Literal["Add", "Update", "Delete"]
Credentials = Literal["internal", "external"]
UserState = Literal["Accepted", "PendingAcceptance"]
HomeUserOrigin = Literal["list"]
GroupKind = Literal["security", "microsoft365", "mail-enabled-security", "distribution"]

# With a minimum length, even 0, pydantic checks the characters: a lone surrogate cannot be saved.
Text = Annotated[StrictStr, Field(min_length=0)]
Id = Annotated[StrictStr, Field(min_length=1)]
Name = Annotated[StrictStr, Field(min_length=1, max_length=NAME_LIMIT)]
Color = Annotated[StrictStr, Field(pattern=r"^(#[0-9a-fA-F]{3}|#[0-9a-fA-F]{6}|[a-zA-Z]{3,24})$")]
Position = tuple[FiniteFloat, FiniteFloat]
Switch = StrictBool
Count = Annotated[StrictInt, Field(ge=0, lt=2**63)]


class Record(BaseModel):
    """A frozen record of the document. It refuses unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class NotedRecord(Record):
    """A record with a person's remark, which a document contains only if there is one.

    Attributes:
        note: the remark.
    """

    note: Text | None = None

    @model_serializer(mode="wrap")
    def _without_empty_note(self, serialize: SerializerFunctionWrapHandler) -> dict[str, Any]:
        fields: dict[str, Any] = serialize(self)
        note = fields.pop("note", None)
        return fields if note is None else {**fields, "note": note}
