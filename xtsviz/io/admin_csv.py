"""User lists as the Microsoft Entra admin center exports them (Users > All users > Download users).

Whether a user is external does not follow from the user type: an external may be a member, and a guest may
sign in here. What tells is ``#EXT#`` in the user principal name, an invitation state, or a foreign issuer.
Source: Microsoft Entra "Properties of a B2B collaboration user" (identities and user type are independent).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from xtsviz.errors import DirectoryError, Problem, did_you_mean, quoted
from xtsviz.io.delimited import TextTable, as_text, check_number, read_table, texts
from xtsviz.io.upn import MARK, domains_of, homes
from xtsviz.model.cell_values import python_value, refuse_unsupported_columns
from xtsviz.model.credentials import is_external
from xtsviz.model.frames import collect
from xtsviz.model.table_checks import to_narwhals
from xtsviz.model.topology import Tenant
from xtsviz.model.vocabulary import MAX_ATTRIBUTES, RESERVED_ATTRIBUTES, USER_FIELDS

NEEDED = ("id", "userPrincipalName")
"""The columns that a list must have; each row needs an id."""

_COLUMNS: Mapping[str, str] = {
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
_MOST = MAX_ATTRIBUTES + len(_COLUMNS)
_KNOWN = {name.casefold(): name for name in (*_COLUMNS, *_ATTRIBUTES)} | _OLDER_NAMES
_WORDS: Mapping[str, Mapping[str, Any]] = {
    "userType": {"Member": "Member", "Guest": "Guest"},
    "accountEnabled": {"True": True, "False": False},
    "invitationState": {"Accepted": "Accepted", "PendingAcceptance": "PendingAcceptance"},
}
_ELSEWHERE = frozenset({"externalazuread"})


def read_users(source: Any) -> pd.DataFrame:
    """A user list as it stands, before it is known whose it is.

    Args:
        source: the bytes of the CSV file, or a table with the same columns (pandas, Polars, …). Upper and
            lower case and the order of the columns do not matter.

    Returns:
        The directory's columns but ``tenant``, ``home_user`` and ``home_tenant``, and the other columns of
        the list as attributes, all text but ``account_enabled``; empty cells missing. ``credentials`` say
        external where the principal name or the invitation state do; `placed` adds what the issuer says.

    Raises:
        DirectoryError: with every problem, each with its line.
    """
    table = read_table(source, NEEDED, _MOST) if isinstance(source, bytes) else _from_table(source)
    given = table.frame.rename(columns=_graph_names(list(table.frame.columns)))
    missing = [name for name in NEEDED if name not in given]
    if missing:
        raise DirectoryError(list(_missing(missing, list(table.frame.columns))))
    made = {
        field: _bare(given[name]) if name in given else _nothing(given) for name, field in _COLUMNS.items()
    }
    made["display_name"] = given.get("displayName", _nothing(given))
    problems = [*_bad_ids(made["id"], table)]
    for name, words in _WORDS.items():
        made[_COLUMNS[name]], found = _worded(made[_COLUMNS[name]], name, words, table)
        problems.extend(found)
    if problems:
        raise DirectoryError(problems)
    made["user_type"] = made["user_type"].fillna("Member")
    made["account_enabled"] = made["account_enabled"].fillna(True).astype(bool)
    marked = made["user_principal_name"].str.contains(MARK, case=False, regex=False, na=False)
    made["credentials"] = _credentials(marked | made["external_user_state"].notna())
    others = [name for name in given if name not in _COLUMNS and name not in RESERVED_ATTRIBUTES]
    made |= {str(name): given[name] for name in others}
    columns = {n: column if n == "account_enabled" else as_text(column) for n, column in made.items()}
    return pd.DataFrame(columns, index=given.index, copy=False)


def placed(users: pd.DataFrame, tenant: Tenant, owners: Mapping[str, str]) -> pd.DataFrame:
    """A user list as rows of one tenant of a design, home users still to be found.

    Args:
        users: what `read_users` gave.
        tenant: whose list it is.
        owners: the tenants (ids) of the domains of the design.

    Returns:
        The rows with all columns of the directory; ``home_tenant`` where the issuer names another tenant.

    Raises:
        DirectoryError: everybody in the list has an issuer elsewhere, so it is another tenant's list.
    """
    given = _bare(users["identityIssuer"]) if "identityIssuer" in users else _nothing(users)
    issuer = given.str.casefold()
    foreign = issuer.notna() & ~issuer.isin(list(domains_of(tenant)))
    _check_whose(users, issuer.where(foreign), tenant, owners)
    external = foreign | is_external(users["credentials"])
    made = {
        "tenant": as_text(pd.Series(tenant.id, index=users.index)),
        "credentials": _credentials(external),
        "display_name": users["display_name"].fillna(users["id"]),
        "sms_sign_in": pd.Series(data=False, index=users.index),
        "home_user": as_text(_nothing(users)),
        "home_tenant": as_text(issuer.where(foreign).map(owners)),
    }
    names = [*USER_FIELDS, *(name for name in users if name not in USER_FIELDS)]
    columns = {name: made[name] if name in made else users[name] for name in names}
    return pd.DataFrame(columns, index=users.index, copy=False)


def with_homes(rows: pd.DataFrame, tenants: Sequence[Tenant], users: pd.DataFrame) -> pd.DataFrame:
    """The rows of some tenants with the home user, or at least the home tenant, of their externals.

    Args:
        rows: what `placed` gave, of all lists, with an index of its own.
        tenants: the tenants of the design.
        users: the users of all of them, with the columns of the directory.
    """
    external = is_external(rows["credentials"])
    if not external.any():
        return rows
    found = homes(rows.loc[external, ["tenant", "user_principal_name"]], tenants, users)
    named = found["home_tenant"].fillna(rows.loc[external, "home_tenant"])
    home_user, home_tenant = rows["home_user"].copy(), rows["home_tenant"].copy()
    home_user[external] = found["home_user"]
    home_tenant[external] = named.where(found["home_user"].isna())
    return rows.assign(home_user=home_user, home_tenant=home_tenant)


def _from_table(source: Any) -> TextTable:
    kinds = "a user list is a CSV file or a table (pandas, Polars, …), not"
    given = to_narwhals(source, "the list", kinds)
    names = given.collect_schema().names()
    check_number(len(names), _MOST)
    refuse_unsupported_columns(given)
    frame = collect(given)
    columns = {name: texts([_text(value) for value in frame[name].to_list()]) for name in names}
    return TextTable(pd.DataFrame(columns, index=range(len(frame)), copy=False))


def _text(value: Any) -> str | None:
    """A cell as it stands in a CSV."""
    value = python_value(value)
    if value is None:
        return None
    # Where a cell is missing, libraries read whole numbers as 1234.0.
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _graph_names(columns: Sequence[str]) -> dict[str, str]:
    """The header's names in Graph's spelling; names that are not the list's stay as they are.

    Of two columns that mean the same, the one that is spelt right counts, or the first.
    """
    meant = {column: _KNOWN.get(column.replace(" ", "").casefold(), column) for column in columns}
    chosen = {name: column for column, name in reversed(meant.items())}
    chosen |= {name: name for name in chosen if name in meant}
    return {column: name if chosen[name] == column else column for column, name in meant.items()}


def _missing(missing: Sequence[str], columns: Sequence[str]) -> Iterator[Problem]:
    for name in missing:
        yield Problem(f"column {quoted(name)}", f"is missing{did_you_mean(name, columns)}")
    yield Problem(
        "",
        f"a user list has at least the columns {' and '.join(NEEDED)}: in the Microsoft Entra admin center, "
        "Users > All users > Download users",
    )


def _credentials(external: Any) -> Any:
    words = {True: "external", False: "internal"}
    return as_text(external.astype(bool).map(words))


def _nothing(frame: pd.DataFrame) -> Any:
    return pd.Series(None, index=frame.index, dtype="string")


def _bare(column: Any) -> Any:
    """A column without space around its texts; `.str` works on its type without any text too."""
    bare = column.astype("string").str.strip()
    return bare.mask(bare == "")


def _bad_ids(bare: Any, table: TextTable) -> Iterator[Problem]:
    lost = bare.index[bare.isna()]
    if len(lost):
        yield Problem(
            f'{table.place(lost[0])}, column "id"', f"is empty; every user needs an id{_more(len(lost))}"
        )
    again = bare.index[bare.duplicated() & bare.notna()]
    if len(again):
        first = bare.index[bare == bare[again[0]]][0]
        yield Problem(
            f'{table.place(again[0])}, column "id"',
            f"{quoted(bare[again[0]])} stands in {table.place(first)} too; ids are unique{_more(len(again))}",
        )


def _worded(column: Any, name: str, words: Mapping[str, Any], table: TextTable) -> tuple[Any, list[Problem]]:
    """The column with its words in their own spelling, and a problem where another word stands."""
    kind = "boolean" if name == "accountEnabled" else "string"
    if column.isna().all():
        return column.astype(kind), []
    meant = {word.casefold(): value for word, value in words.items()}
    values = column.str.casefold().map(meant)
    wrong = column.index[values.isna() & column.notna()]
    if not len(wrong):
        return values.astype(kind), []
    message = f"{quoted(column[wrong[0]])} is not {' or '.join(words)}{_more(len(wrong))}"
    return column, [Problem(f"{table.place(wrong[0])}, column {quoted(name)}", message)]


def _more(count: int) -> str:
    return f" (and so in {count - 1:,} more rows)" if count > 1 else ""


def _check_whose(
    users: pd.DataFrame, foreign: pd.Series[str], tenant: Tenant, owners: Mapping[str, str]
) -> None:
    """Refuse a list in which all who look internal have one other tenant's domain as issuer.

    It is either another tenant's list, or the document gives this tenant another initial domain than it has.
    """
    rest = foreign[~is_external(users["credentials"])]
    only = rest.dropna().unique()
    if len(rest) < 2 or len(only) != 1 or rest.isna().any():
        return
    domain = str(only[0])
    if domain in _ELSEWHERE or not (domain in owners or domain.endswith(".onmicrosoft.com")):
        return
    whose = f", which is of tenant {quoted(owners[domain])}" if domain in owners else ""
    raise DirectoryError(
        [
            Problem(
                'column "identityIssuer"',
                f"everybody signs in at {quoted(domain)}{whose}, so nobody is internal to {quoted(tenant.id)}"
                f" ({', '.join(sorted(domains_of(tenant)))}); give the list to its own tenant, or write that "
                "domain into initial_domain or verified_domains of this one",
            )
        ]
    )
