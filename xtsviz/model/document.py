"""The document: a design as a JSON value. Reading it reports all its problems at once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, StrictBool, StrictInt, ValidationError

from xtsviz.errors import DocumentError, Hints, Problem, quoted
from xtsviz.model.field_words import meant_value
from xtsviz.model.fields import Credentials, HomeUserOrigin, Id, Record, Switch, Text, UserState, UserType
from xtsviz.model.ids import ArrowIds
from xtsviz.model.references import records, reference_problems
from xtsviz.model.topology import (
    Arrow,
    AttributeMapping,
    Gates,
    Group,
    InvitationDomains,
    Note,
    Tenant,
    Topology,
)
from xtsviz.model.vocabulary import FORMAT, MAX_ATTRIBUTES, RESERVED_ATTRIBUTES, VERSION


def _attribute_value(value: Any) -> str | bool | int | None:
    if value is None or isinstance(value, (str, bool)):
        return value
    if isinstance(value, int) and -(2**63) <= value < 2**63:
        return value
    if isinstance(value, int):
        raise ValueError("a whole number beyond 64 bits; write it as text")
    raise ValueError("an attribute is text, a whole number, true, false or null")


AttributeValue = Annotated[Text | StrictBool | StrictInt | None, BeforeValidator(_attribute_value)]


def _attribute_name(key: str) -> str:
    if key in RESERVED_ATTRIBUTES:
        raise ValueError(f"{quoted(key)} is a field of the user itself; write it there")
    if not key:
        raise ValueError("an attribute has a name")
    return key


def _whole_number(value: Any) -> Any:
    if type(value) is not int:  # to Python, true and 1.0 are 1 as well
        raise ValueError("must be a whole number")
    return value


class User(Record):
    """A user object of one tenant.

    Attributes:
        credentials: where the person signs in: ``internal`` to this tenant, or ``external``.
        home_user: for an external, the id of the user in the home tenant whom it represents.
        home_user_from: ``list`` if the external came from a list of users. Its home user and home tenant are worked out
            then, and again when people or domains change; see `xtsviz.model.home_users`.
        home_tenant: for an external whose home user is not in the document, the tenant it comes from.
        attributes: further attributes by their Graph names (``department``, ``country``, …).
    """

    id: Id
    tenant: Id
    display_name: Text | None = None
    user_principal_name: Text | None = None
    mail: Text | None = None
    credentials: Credentials = "internal"
    user_type: UserType = "Member"
    account_enabled: Switch = True
    sms_sign_in: Switch = False
    home_user: Id | None = None
    home_user_from: HomeUserOrigin | None = None
    home_tenant: Id | None = None
    external_user_state: UserState | None = None
    attributes: dict[Annotated[Text, AfterValidator(lambda key: _attribute_name(key))], AttributeValue] = (
        Field(default_factory=dict)
    )


class Document(Topology):
    """The whole document, as it stands in a file."""

    format: Literal["xtsviz-topology"]
    version: Annotated[Literal[1], BeforeValidator(_whole_number)]
    tenants: tuple[Tenant, ...]
    users: tuple[User, ...] = ()

    def topology(self) -> Topology:
        """The document without its users."""
        return Topology.model_construct(**{name: getattr(self, name) for name in Topology.model_fields})


def read_document(data: Any, known_users: Collection[str] = ()) -> Document:
    """A document from its JSON value.

    Args:
        data: the JSON value; left as it is.
        known_users: ids of users who come from another place (a CSV). References to them are allowed.

    Raises:
        DocumentError: with every problem, each with its place.
    """
    if not isinstance(data, Mapping):
        raise DocumentError("a document is a JSON object with format, version and tenants")
    _check_format(data)
    complete = {**data, **_with_arrow_ids(data)}
    problems: list[Problem] = []
    document: Document | None = None
    try:
        document = Document.model_validate(complete)
    except ValidationError as error:
        problems.extend(validation_problems(error))
    problems.extend(reference_problems(complete, known_users))
    if document is not None:
        problems.extend(_too_many_attributes(document.users))
    if problems or document is None:
        raise DocumentError(problems)
    return document


def _too_many_attributes(users: Iterable[User]) -> Iterator[Problem]:
    names = {name for user in users for name in user.attributes}
    if len(names) > MAX_ATTRIBUTES:
        yield Problem(
            "users",
            f"have {len(names):,} different attributes; at most {MAX_ATTRIBUTES:,} are possible: leave some out",
        )


def _check_format(data: Mapping[str, Any]) -> None:
    if data.get("format") != FORMAT:
        given = f"its format is {_short_text(data['format'])}" if "format" in data else "it has no format"
        raise DocumentError(
            f'this is no xtsviz document: {given}, and "{FORMAT}" is expected. '
            "Documents are what Design.save writes"
        )
    version = data.get("version")
    if isinstance(version, int) and not isinstance(version, bool) and version > VERSION:
        raise DocumentError(
            [
                Problem(
                    "version",
                    f"{_short_text(version)} is newer than this xtsviz reads ({VERSION}); "
                    "update it: pip install -U xtsviz",
                )
            ]
        )


def _with_arrow_ids(data: Mapping[str, Any]) -> dict[str, Any]:
    arrows = data.get("arrows")
    if not isinstance(arrows, (list, tuple)):
        return {}
    ids = ArrowIds(record["id"] for _, record in records(data, "arrows") if isinstance(record.get("id"), str))
    named: list[Any] = []
    for arrow in arrows:
        if isinstance(arrow, Mapping) and "id" not in arrow:
            arrow = {"id": ids.of(arrow.get("source"), arrow.get("target")), **arrow}
            ids.taken.add(arrow["id"])
        named.append(arrow)
    return {"arrows": named}


_KNOWN_KEYS = sorted(
    {
        key
        for record in (
            *(Document, Tenant, Arrow, User, Group, Gates, AttributeMapping, InvitationDomains, Note),
        )
        for key in record.model_fields
    }
)
_MESSAGES = {
    "missing": "is required",
    "string_type": "must be text",
    "string_too_short": "must not be empty",
    "bool_type": "must be true or false",
    "int_type": "must be a whole number",
    "finite_number": "must be a finite number",
    "model_type": "must be an object",
    "dict_type": "must be an object",
    "tuple_type": "must be a list",
    "string_unicode": "holds half a character (a lone surrogate); write valid Unicode",
}


def validation_problems(error: ValidationError) -> Iterator[Problem]:
    """The problems of a validation error, in plain words, each with its place."""
    hint = Hints()
    for detail in error.errors(include_url=False, include_context=True):
        place = "".join(
            f"[{step}]" if isinstance(step, int) else f".{quoted(step)[1:-1]}"
            for step in detail["loc"]
            if step != "[key]"
        ).removeprefix(".")
        kind = detail["type"]
        if kind == "extra_forbidden":
            key = str(detail["loc"][-1])
            yield Problem(place, f"unknown key{hint(key, _KNOWN_KEYS)}")
        elif kind == "string_too_long":
            length = len(detail["input"])
            yield Problem(place, f"{length} characters; at most {detail['ctx']['max_length']} are allowed")
        elif kind == "string_pattern_mismatch":
            yield Problem(place, f"{quoted(str(detail['input']))} is no colour; write #rrggbb or a CSS name")
        elif kind == "literal_error":
            expected = f"is not one of {detail['ctx']['expected']}{_meaning(detail)}"
            yield Problem(place, f"{_short_text(detail['input'])} {expected}")
        else:
            yield Problem(place, _MESSAGES.get(kind) or detail["msg"].removeprefix("Value error, "))


def _meaning(detail: Any) -> str:
    """The value that a portal's word means, as a question for a message; empty if it is not known."""
    field, given = detail["loc"][-1], detail["input"]
    meant = meant_value(field, given) if isinstance(field, str) and isinstance(given, str) else None
    return f"; did you mean {quoted(meant)}?" if meant else ""


def _short_text(value: Any) -> str:
    """A value for a message: a text quoted, anything else shortened."""
    try:
        return quoted(value) if isinstance(value, str) else str(value)[:40]
    except (RecursionError, ValueError):  # lists in lists in lists, or a number of thousands of digits
        return "what is there"


_DERIVED_FIELDS = {"Tenant": {"name", "initial_domain"}, "Arrow": {"id"}, "Group": {"name"}}
"""Required fields that a document may leave out: their defaults follow from other fields."""


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of the document."""
    made = Document.model_json_schema(mode="validation")
    for name, filled in _DERIVED_FIELDS.items():
        record = made["$defs"][name]
        record["required"] = [key for key in record["required"] if key not in filled]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **made,
        "title": "xtsviz topology",
    }
