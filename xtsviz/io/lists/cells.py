"""Cells of any type as the texts that a CSV file would have."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence
from typing import Any

from xtsviz.model.cell_values import python_value

_POWERSHELL_DATE = re.compile(r"/Date\((-?\d{1,15})\)/")
_FLAT = frozenset({"onpremisesextensionattributes", "additionalproperties"})
"""Objects whose members are attributes of the user itself."""


def cell_text(value: Any) -> str | None:
    """A cell as the text that a CSV file would have."""
    if type(value) is str:
        return value or None
    value = python_value(value)
    if value is None:
        return None
    # In a column with missing cells, and in workbooks, whole numbers are 1234.0.
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def nested_texts(name: str, value: Any) -> dict[str, str | None] | None:
    """The columns and cells of a list or an object inside a user of Graph; None if it is not read."""
    if isinstance(value, Mapping):
        if name.casefold() in _FLAT:
            return {
                str(key): cell_text(one)
                for key, one in value.items()
                if "@" not in str(key) and not isinstance(one, (Mapping, list))
            }
        return {} if all(one is None or one == "" for one in value.values()) else None
    if name.casefold() == "identities":
        return {"identityIssuer": _issuer(value)}
    if len(value) == 1 and type(value[0]) is str:
        return {name: value[0] or None}
    if all(isinstance(one, (str, int, float)) for one in value):
        return {name: ", ".join(filter(None, map(cell_text, value))) or None}
    return None


def powershell_date(text: str) -> str:
    """A date as Windows PowerShell writes it in JSON, as a text that says it; other texts stay."""
    found = _POWERSHELL_DATE.fullmatch(text)
    if not found:
        return text
    start = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
    try:
        moment = start + datetime.timedelta(milliseconds=int(found[1]))
    except OverflowError:
        return text
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z")


def _issuer(identities: Sequence[Any]) -> str | None:
    """Where a user signs in: the issuer of the federated identity, or else of the first one."""
    if len(identities) == 1 and isinstance(identities[0], Mapping) and "issuer" in identities[0]:
        return cell_text(identities[0]["issuer"])
    known = [
        {str(key).casefold(): one for key, one in identity.items()}
        for identity in identities
        if isinstance(identity, Mapping)
    ]
    known.sort(key=lambda one: one.get("signintype") != "federated")
    return next((str(one["issuer"]) for one in known if one.get("issuer")), None)
