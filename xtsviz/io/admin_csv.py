"""User lists as the Microsoft Entra admin center exports them (Users > All users > Download users).

The user type does not say whether a user is external: an external may be a member, and a guest may be internal.
A user is external if the user principal name has ``#EXT#``, or there is an invitation state or a foreign issuer.
Source: Microsoft Entra "Properties of a B2B collaboration user" (identities and user type are independent).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from xtsviz.errors import DirectoryError, Problem, did_you_mean, quoted
from xtsviz.io.delimited import TextTable, as_text, check_column_count, read_table, text_column
from xtsviz.model.cell_values import python_value, refuse_unsupported_columns
from xtsviz.model.credentials import is_external
from xtsviz.model.domains import domains_of
from xtsviz.model.frames import collect
from xtsviz.model.home_matches import EXT_MARK
from xtsviz.model.table_checks import to_narwhals
from xtsviz.model.topology import Tenant
from xtsviz.model.vocabulary import MAX_ATTRIBUTES, RESERVED_ATTRIBUTES, USER_FIELDS

REQUIRED_COLUMNS = ("id", "userPrincipalName")
"""The columns that a list must have; each row needs an id."""

_FIELD_BY_COLUMN: Mapping[str, str] = {
    "id": "id",
    "displayName": "display_name",
    "userPrincipalName": "user_principal_name",
    "mail": "mail",
    "userType": "user_type",
    "accountEnabled": "account_enabled",
    "invitationState": "external_user_state",
}
_ATTRIBUTES = (
    *("surname", "givenName", "jobTitle", "department", "usageLocation", "streetAddress", "state", "country"),
    *("officeLocation", "city", "postalCode", "telephoneNumber", "mobilePhone", "alternateEmailAddress"),
    *("ageGroup", "consentProvidedForMinor", "legalAgeGroupClassification", "companyName", "creationType"),
    *("directorySynced", "identityIssuer", "createdDateTime"),
)
_OLDER_NAMES = {"objectid": "id"}
_MAX_COLUMNS = MAX_ATTRIBUTES + len(_FIELD_BY_COLUMN)
_GRAPH_NAME_BY_LOWER = {name.casefold(): name for name in (*_FIELD_BY_COLUMN, *_ATTRIBUTES)} | _OLDER_NAMES
_KNOWN_VALUES: Mapping[str, Mapping[str, Any]] = {
    "userType": {"Member": "Member", "Guest": "Guest"},
    "accountEnabled": {"True": True, "False": False},
    "invitationState": {"Accepted": "Accepted", "PendingAcceptance": "PendingAcceptance"},
}
_FOREIGN_ISSUERS = frozenset({"externalazuread"})


def read_users(source: Any) -> pd.DataFrame:
    """A user list, still without its tenant.

    Args:
        source: the bytes of the CSV file, or a table with the same columns (pandas, Polars, …). Case and order of the
            columns do not matter.

    Returns:
        The directory's columns without ``tenant``, ``home_user`` and ``home_tenant``, and the other columns of the
        list as attributes. All columns except ``account_enabled`` are texts; empty cells are missing. ``credentials``
        come from the user principal name and the invitation state; `rows_of_tenant` adds the issuer.

    Raises:
        DirectoryError: lists every problem with its line.
    """
    table = (
        read_table(source, REQUIRED_COLUMNS, _MAX_COLUMNS)
        if isinstance(source, bytes)
        else _from_table(source)
    )
    frame = table.frame.rename(columns=_graph_names(list(table.frame.columns)))
    missing = [name for name in REQUIRED_COLUMNS if name not in frame]
    if missing:
        raise DirectoryError(list(_missing_problems(missing, list(table.frame.columns))))
    columns = {
        field: _stripped(frame[name]) if name in frame else _empty_column(frame)
        for name, field in _FIELD_BY_COLUMN.items()
    }
    columns["display_name"] = frame.get("displayName", _empty_column(frame))
    problems = [*_id_problems(columns["id"], table)]
    for name, known_values in _KNOWN_VALUES.items():
        columns[_FIELD_BY_COLUMN[name]], value_problems = _with_known_values(
            columns[_FIELD_BY_COLUMN[name]], name, known_values, table
        )
        problems.extend(value_problems)
    if problems:
        raise DirectoryError(problems)
    columns["user_type"] = columns["user_type"].fillna("Member")
    columns["account_enabled"] = columns["account_enabled"].fillna(True).astype(bool)
    has_mark = columns["user_principal_name"].str.contains(EXT_MARK, case=False, regex=False, na=False)
    columns["credentials"] = _credentials(has_mark | columns["external_user_state"].notna())
    other_columns = [
        name for name in frame if name not in _FIELD_BY_COLUMN and name not in RESERVED_ATTRIBUTES
    ]
    columns |= {str(name): frame[name] for name in other_columns}
    columns = {n: column if n == "account_enabled" else as_text(column) for n, column in columns.items()}
    return pd.DataFrame(columns, index=frame.index, copy=False)


def rows_of_tenant(users: pd.DataFrame, tenant: Tenant, owners: Mapping[str, str]) -> pd.DataFrame:
    """A user list as rows of one tenant of a design, still without home users.

    Args:
        users: the result of `read_users`.
        tenant: the tenant of the list.
        owners: tenant ids by domain, for the domains of the design.

    Returns:
        The rows with all columns of the directory. Home users and home tenants are worked out in the design.

    Raises:
        DirectoryError: every user in the list has an issuer of another tenant, so the list belongs to that tenant.
    """
    stripped = _stripped(users["identityIssuer"]) if "identityIssuer" in users else _empty_column(users)
    issuer = stripped.str.casefold()
    foreign = issuer.notna() & ~issuer.isin(list(domains_of(tenant)))
    _check_owner(users, issuer.where(foreign), tenant, owners)
    external = foreign | is_external(users["credentials"])
    new_columns = {
        "tenant": as_text(pd.Series(tenant.id, index=users.index)),
        "credentials": _credentials(external),
        "display_name": users["display_name"].fillna(users["id"]),
        "sms_sign_in": pd.Series(data=False, index=users.index),
        "home_user": as_text(_empty_column(users)),
        "home_user_from": as_text(pd.Series("list", index=users.index, dtype="string").where(external)),
        "home_tenant": as_text(_empty_column(users)),
    }
    column_names = [*USER_FIELDS, *(name for name in users if name not in USER_FIELDS)]
    columns = {name: new_columns[name] if name in new_columns else users[name] for name in column_names}
    return pd.DataFrame(columns, index=users.index, copy=False)


def _from_table(source: Any) -> TextTable:
    expected = "a user list is a CSV file or a table (pandas, Polars, …), not"
    table = to_narwhals(source, "the list", expected)
    names = table.collect_schema().names()
    check_column_count(len(names), _MAX_COLUMNS)
    refuse_unsupported_columns(table)
    frame = collect(table)
    columns = {name: text_column([_cell_text(value) for value in frame[name].to_list()]) for name in names}
    return TextTable(pd.DataFrame(columns, index=range(len(frame)), copy=False))


def _cell_text(value: Any) -> str | None:
    """A cell as the text that a CSV file would have."""
    value = python_value(value)
    if value is None:
        return None
    # In a column with missing cells, libraries read whole numbers as 1234.0.
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _graph_names(columns: Sequence[str]) -> dict[str, str]:
    """New column names in Graph's spelling, by column; unknown columns keep their names.

    If two columns mean the same, the one in Graph's spelling is used, otherwise the first one.
    """
    graph_name_by_column = {
        column: _GRAPH_NAME_BY_LOWER.get(column.replace(" ", "").casefold(), column) for column in columns
    }
    column_by_graph_name = {name: column for column, name in reversed(graph_name_by_column.items())}
    column_by_graph_name |= {name: name for name in column_by_graph_name if name in graph_name_by_column}
    return {
        column: name if column_by_graph_name[name] == column else column
        for column, name in graph_name_by_column.items()
    }


def _missing_problems(missing: Sequence[str], columns: Sequence[str]) -> Iterator[Problem]:
    for name in missing:
        yield Problem(f"column {quoted(name)}", f"is missing{did_you_mean(name, columns)}")
    yield Problem(
        "",
        f"a user list has at least the columns {' and '.join(REQUIRED_COLUMNS)}: in the Microsoft Entra admin center, "
        "Users > All users > Download users",
    )


def _credentials(external: Any) -> Any:
    words = {True: "external", False: "internal"}
    return as_text(external.astype(bool).map(words))


def _empty_column(frame: pd.DataFrame) -> Any:
    return pd.Series(None, index=frame.index, dtype="string")


def _stripped(column: Any) -> Any:
    """A column of texts without space around them; its type allows `.str` even if all cells are missing."""
    stripped = column.astype("string").str.strip()
    return stripped.mask(stripped == "")


def _id_problems(ids: Any, table: TextTable) -> Iterator[Problem]:
    empty = ids.index[ids.isna()]
    if len(empty):
        yield Problem(
            f'{table.row_place(empty[0])}, column "id"',
            f"is empty; every user needs an id{_more_rows(len(empty))}",
        )
    repeated = ids.index[ids.duplicated() & ids.notna()]
    if len(repeated):
        first = ids.index[ids == ids[repeated[0]]][0]
        yield Problem(
            f'{table.row_place(repeated[0])}, column "id"',
            f"{quoted(ids[repeated[0]])} is in {table.row_place(first)} too; ids are unique"
            f"{_more_rows(len(repeated))}",
        )


def _with_known_values(
    column: Any, name: str, known_values: Mapping[str, Any], table: TextTable
) -> tuple[Any, list[Problem]]:
    """The column with its known values in normal spelling, and a problem if it has another value."""
    kind = "boolean" if name == "accountEnabled" else "string"
    if column.isna().all():
        return column.astype(kind), []
    value_by_lower = {word.casefold(): value for word, value in known_values.items()}
    values = column.str.casefold().map(value_by_lower)
    wrong_rows = column.index[values.isna() & column.notna()]
    if not len(wrong_rows):
        return values.astype(kind), []
    message = (
        f"{quoted(column[wrong_rows[0]])} is not {' or '.join(known_values)}{_more_rows(len(wrong_rows))}"
    )
    return column, [Problem(f"{table.row_place(wrong_rows[0])}, column {quoted(name)}", message)]


def _more_rows(count: int) -> str:
    return f" (and so in {count - 1:,} more rows)" if count > 1 else ""


def _check_owner(
    users: pd.DataFrame, foreign: pd.Series[str], tenant: Tenant, owners: Mapping[str, str]
) -> None:
    """Refuse a list if the issuer of all apparently internal users is a domain of one other tenant.

    Then it is the list of another tenant, or this tenant's initial domain in the document is wrong.
    """
    issuers = foreign[~is_external(users["credentials"])]
    distinct = issuers.dropna().unique()
    if len(issuers) < 2 or len(distinct) != 1 or issuers.isna().any():
        return
    domain = str(distinct[0])
    if domain in _FOREIGN_ISSUERS or not (domain in owners or domain.endswith(".onmicrosoft.com")):
        return
    owner = f", a domain of tenant {quoted(owners[domain])}" if domain in owners else ""
    raise DirectoryError(
        [
            Problem(
                'column "identityIssuer"',
                f"everybody signs in at {quoted(domain)}{owner}, so nobody is internal to {quoted(tenant.id)}"
                f" ({', '.join(sorted(domains_of(tenant)))}); give the list to its own tenant, or add that "
                "domain to initial_domain or verified_domains of this tenant",
            )
        ]
    )
