"""Reads designs from files and writes them; users come from the document or from lists of the admin center."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from typing import Any

import narwhals as nw
import pandas as pd

from xtsviz.errors import (
    DesignError,
    DirectoryError,
    DocumentError,
    FileError,
    InputError,
    Problem,
    XtsvizError,
    quoted,
    visible,
)
from xtsviz.io import admin_csv
from xtsviz.model import jsontext, storage
from xtsviz.model.design import Design
from xtsviz.model.directory import Directory, combine_pandas_frames
from xtsviz.model.document import Document, read_document
from xtsviz.model.domains import domain_claims
from xtsviz.model.home_users import with_home_users
from xtsviz.model.references import records, reference_problems
from xtsviz.model.vocabulary import MAX_ATTRIBUTES, USER_FIELDS
from xtsviz.provenance.recipe import with_recipe

UserList = Any
"""The path of an admin-center CSV, its bytes, or a table with its columns."""
_MAX_SUGGESTED_IDS = 2000
"""If the lists have at most so many ids, all of them are suggestions for unknown ids in a document."""


def load(path: str | os.PathLike[str], users: Mapping[str, UserList] | None = None) -> Design:
    """A design from a document in a file, with users from the document or from the admin center.

    Args:
        path: the document (JSON, UTF-8).
        users: for some tenants (id, or name if only one has it) the path of their user list as the admin
            center exports it (CSV), or such a list as a table. These users replace those of the document in
            that tenant. The list says who is external, and who their home users are.

    Raises:
        FileError: a file cannot be read.
        InputError: lists every problem of the document and of the lists with its file and place.
        UnknownNameError, AmbiguousNameError: no tenant or several tenants have a name in `users`.
    """
    design = from_bytes(storage.read_bytes(path), users, name=os.fspath(path))
    # What came from a pipe or from standard input cannot be loaded again, so its code contains the whole design.
    return with_load_recipe(design, path, users) if storage.is_lasting_file(path) else design


def with_load_recipe(
    design: Design, path: str | os.PathLike[str], users: Mapping[str, UserList] | None = None
) -> Design:
    """The same design, whose code (`Design.to_code`) loads these files. A list without a path: no change."""
    lists = dict(users or {})
    if not all(isinstance(source, (str, os.PathLike)) for source in lists.values()):
        return design
    users_argument = (
        {"users": {tenant: os.fspath(source) for tenant, source in lists.items()}} if lists else {}
    )
    return with_recipe(design, "xts.load", os.fspath(path), **users_argument)


def save(design: Design, path: str | os.PathLike[str]) -> None:
    """Write a design's document to a file, completely or not at all.

    Raises:
        FileError: the file cannot be written; an old file stays as it is.
    """
    design.save(path)


def from_bytes(
    content: bytes, users: Mapping[str, UserList] | None = None, *, name: str = "the document"
) -> Design:
    """A design from the bytes of a document; see `load`.

    Args:
        content: the document's bytes.
        users: as in `load`; a list may also be the bytes of its CSV.
        name: the name of the document in error messages.
    """
    if not isinstance(content, (bytes, str)):
        raise InputError(f"a document that has been read is bytes, not {type(content).__name__}")
    name = visible(str(name))
    sources = _checked_lists(users)
    failures: list[tuple[str, XtsvizError]] = []
    lists: dict[str, pd.DataFrame] = {}
    for tenant, source in sources.items():
        try:
            lists[tenant] = admin_csv.read_users(_list_content(source))
        except (InputError, FileError) as error:
            failures.append((_list_name(tenant, source), error))
    try:
        data = jsontext.decode(content)
        if sources:
            data = _without_found_homes(data)
        # The ids of a list that cannot be read are unknown, so every mentioned id is accepted.
        known_ids = (
            _mentioned_ids(data)
            if failures
            else _list_by_id(lists, _mentioned_ids(data) | _group_ids(data)).keys()
        )
        document = read_document(data, known_ids)
    except InputError as error:
        raise _combined_error([(name, error), *failures]) from None
    if failures:
        raise _combined_error(failures)
    if not lists:
        topology, people = document.topology(), Directory.from_users(document.users)
        return Design(topology, with_home_users(people, topology.tenants))
    list_names = {tenant: _list_name(tenant, source) for tenant, source in sources.items()}
    return _design_with_lists(document, data, lists, list_names, name)


def with_user_list(design: Design, tenant: str, source: UserList) -> Design:
    """The design with the users of one tenant replaced by a list of the admin center.

    Args:
        design: the design.
        tenant: id or name.
        source: as the values of `users` in `load`, or the bytes of a CSV.

    Raises:
        InputError: lists every problem of the list, and every user that the design mentions but the list lacks.
    """
    content = jsontext.encode(design.to_document()).encode("utf-8")
    return from_bytes(content, {tenant: source}, name="the design")


def _design_with_lists(
    document: Document,
    data: Mapping[str, Any],
    lists: Mapping[str, pd.DataFrame],
    list_names: Mapping[str, str],
    name: str,
) -> Design:
    """The design of a valid document with the users of some tenants replaced by lists."""
    topology = document.topology()
    key_by_tenant = {topology.tenant(key).id: key for key in lists}
    if len(key_by_tenant) < len(lists):
        raise DesignError("one tenant has two lists of users; give each tenant one")
    owners = {domain: ids[-1] for domain, ids in domain_claims(topology.tenants).items()}
    rows: list[pd.DataFrame] = []
    failures: list[tuple[str, XtsvizError]] = []
    for tenant, key in key_by_tenant.items():
        try:
            rows.append(admin_csv.rows_of_tenant(lists[key], topology.tenant_by_id[tenant], owners))
        except InputError as error:
            failures.append((list_names[key], error))
    document_users = [user for user in document.users if user.tenant not in key_by_tenant]
    problems = list(_conflicts(data, lists, key_by_tenant, list_names))
    if problems:
        failures.insert(0, (name, DocumentError(problems)))
    if failures:
        raise _combined_error(failures)
    document_rows = Directory.from_users(document_users).frame.to_native()
    attributes = {name for frame in (document_rows, *rows) for name in frame.columns} - {*USER_FIELDS}
    if len(attributes) > MAX_ATTRIBUTES:
        raise DirectoryError(
            f"the users of all lists together have {len(attributes):,} different attributes; "
            f"at most {MAX_ATTRIBUTES:,} are possible: leave columns out of the lists"
        )
    list_rows = combine_pandas_frames(rows)
    directory = Directory(nw.from_native(combine_pandas_frames([document_rows, list_rows])))
    return Design(topology, with_home_users(directory, topology.tenants))


def _conflicts(
    data: Mapping[str, Any],
    lists: Mapping[str, pd.DataFrame],
    key_by_tenant: Mapping[str, str],
    list_names: Mapping[str, str],
) -> Iterator[Problem]:
    """Conflicts between a valid document and valid lists: ids in both, references to replaced users."""
    list_by_tenant = {tenant: lists[key] for tenant, key in key_by_tenant.items()}
    ids = _all_ids(list_by_tenant)
    repeated = ids[ids["id"].duplicated()].drop_duplicates("list")
    first_list = ids[ids["id"].isin(repeated["id"])].drop_duplicates("id").set_index("id")["list"]
    for id, tenant in repeated.itertuples(index=False):
        one, other = list_names[key_by_tenant[tenant]], list_names[key_by_tenant[first_list[id]]]
        yield Problem("", f"the id {quoted(id)} is in {one} and in {other}; ids are unique")
    document_users = [user if user["tenant"] not in key_by_tenant else None for user in data.get("users", ())]
    tenant_of = _list_by_id(
        list_by_tenant,
        _mentioned_ids(data) | _group_ids(data) | {user["id"] for user in document_users if user is not None},
    )
    for place, user in records({"users": document_users}, "users"):
        if user["id"] in tenant_of:
            list_name = list_names[key_by_tenant[tenant_of[user["id"]]]]
            yield Problem(f"{place}.id", f"the id {quoted(user['id'])} is in {list_name} too; ids are unique")
    # A replaced user is None here, so that the others keep their places.
    yield from reference_problems({**data, "users": document_users}, tenant_of)


def _without_found_homes(data: Any) -> Any:
    """The document without home users that came from lists: a new list can lack them, and they are found anew."""
    users = data.get("users") if isinstance(data, Mapping) else None
    if not isinstance(users, list):
        return data
    found = {"home_user_from": "list", "credentials": "external"}.items()
    blank = [
        {**user, "home_user": None} if isinstance(user, dict) and found <= user.items() else user
        for user in users
    ]
    return {**data, "users": blank}


def _all_ids(lists: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """The ids of all lists, each with the key of its list."""
    columns = {key: frame["id"] for key, frame in lists.items()}
    ids = pd.concat(columns.values(), ignore_index=True)
    list_numbers = pd.Series(range(len(columns))).repeat([len(column) for column in columns.values()])
    keys = pd.Categorical.from_codes(list_numbers, pd.Index(list(columns), dtype=object))
    return pd.DataFrame({"id": ids, "list": keys}, copy=False)


def _list_by_id(lists: Mapping[str, pd.DataFrame], mentioned: set[str]) -> dict[str, str]:
    """The key of the list for each id; only mentioned ids if the lists have many."""
    if not lists:
        return {}
    ids = _all_ids(lists)
    if len(ids) > _MAX_SUGGESTED_IDS:
        ids = ids[ids["id"].isin(list(mentioned))]
    return dict(zip(ids["id"].tolist(), ids["list"].tolist(), strict=True))


def _list_content(source: UserList) -> Any:
    if isinstance(source, (str, os.PathLike)):
        return storage.read_bytes(source, storage.MAX_LIST_BYTES)
    return source


def _list_name(tenant: str, source: UserList) -> str:
    if isinstance(source, (str, os.PathLike)):
        return visible(str(os.fspath(source)))
    return f"the users of {quoted(tenant)}"


def _checked_lists(users: Any) -> Mapping[str, UserList]:
    """The lists of users by tenant, after a check of their types.

    Raises:
        InputError: the argument is no mapping from texts.
    """
    if users is None:
        return {}
    if not isinstance(users, Mapping):
        raise InputError(
            f'users: a mapping from tenants to their lists is needed, such as {{"contoso": "contoso.csv"}}, '
            f"not {type(users).__name__}"
        )
    for tenant in users:
        if not isinstance(tenant, str):
            raise InputError(f"users: a tenant is named by its id or name, not by {type(tenant).__name__}")
    return users


def _mentioned_ids(data: Any) -> set[str]:
    """Every id in a document's assignments, groups and home users, without the ids of its groups."""
    if not isinstance(data, Mapping):
        return set()
    ids: list[Any] = [user.get("home_user") for _, user in records(data, "users")]
    scopes = [arrow.get("scope") for _, arrow in records(data, "arrows")]
    for members in (
        *(scope.get("assigned") for scope in scopes if isinstance(scope, Mapping)),
        *(group.get("members") for _, group in records(data, "groups")),
    ):
        ids.extend(members if isinstance(members, list) else ())
    group_ids = _group_ids(data)
    return {id for id in ids if isinstance(id, str) and id not in group_ids}


def _group_ids(data: Any) -> set[str]:
    """The ids of a document's groups."""
    if not isinstance(data, Mapping):
        return set()
    ids = (group.get("id") for _, group in records(data, "groups"))
    return {id for id in ids if isinstance(id, str)}


def _combined_error(failures: list[tuple[str, XtsvizError]]) -> XtsvizError:
    """One error with all problems, each with the name of its file; a single error keeps its type."""
    if len(failures) == 1:
        name, error = failures[0]
        return error.at(name) if isinstance(error, InputError) else error
    problems: list[Problem] = []
    for name, error in failures:
        if isinstance(error, InputError):
            problems += [
                Problem(f"{name}: {p.place}" if p.place else name, p.message) for p in error.problems
            ]
        else:
            problems.append(Problem("", str(error)))
    return InputError(problems)
