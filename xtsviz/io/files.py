"""Designs from files and into files, users from the document or from the lists of the admin center."""

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
from xtsviz.io.upn import claims
from xtsviz.model import jsontext, storage
from xtsviz.model.design import Design
from xtsviz.model.directory import Directory, combine_pandas_frames
from xtsviz.model.document import Document, read_document
from xtsviz.model.references import records, reference_problems
from xtsviz.model.vocabulary import MAX_ATTRIBUTES, USER_FIELDS
from xtsviz.provenance.recipe import made_by

UserList = Any
"""The path of an admin-center CSV, its bytes, or a table with its columns."""
_FEW = 2000
"""Up to so many ids of lists, all of them serve as suggestions where a document names nobody."""


def load(path: str | os.PathLike[str], users: Mapping[str, UserList] | None = None) -> Design:
    """A design from a document in a file, with users from the document or from the admin center.

    Args:
        path: the document (JSON, UTF-8).
        users: for some tenants (id, or name if only one has it) the path of their user list as the admin
            center exports it (CSV), or such a list as a table. These users replace those of the document in
            that tenant. Who is external, and who they are at home, follows from the list.

    Raises:
        FileError: a file cannot be read.
        InputError: with every problem of the document and of the lists, each with its file and place.
        UnknownNameError, AmbiguousNameError: no or several tenants answer to a name in `users`.
    """
    design = from_bytes(storage.read_bytes(path), users, name=os.fspath(path))
    # What came from a pipe or from standard input cannot be loaded again: its code spells the design out.
    return loaded_from(design, path, users) if storage.is_lasting_file(path) else design


def loaded_from(
    design: Design, path: str | os.PathLike[str], users: Mapping[str, UserList] | None = None
) -> Design:
    """The same design, for whose code (`Design.to_code`) it is known what `load` was given; tables have no name."""
    lists = dict(users or {})
    if not all(isinstance(source, (str, os.PathLike)) for source in lists.values()):
        return design
    named = {"users": {tenant: os.fspath(source) for tenant, source in lists.items()}} if lists else {}
    return made_by(design, "xts.load", os.fspath(path), **named)


def save(design: Design, path: str | os.PathLike[str]) -> None:
    """Write a design's document to a file, whole or not at all.

    Raises:
        FileError: it cannot be written; an old file is as it was.
    """
    design.save(path)


def from_bytes(
    content: bytes, users: Mapping[str, UserList] | None = None, *, name: str = "the document"
) -> Design:
    """A design from a document that has been read already; see `load`.

    Args:
        content: the document's bytes.
        users: as in `load`; a list may also be given as the bytes of its CSV.
        name: what to call the document in errors.
    """
    if not isinstance(content, (bytes, str)):
        raise InputError(f"a document that has been read is bytes, not {type(content).__name__}")
    name = visible(str(name))
    given = _lists(users)
    failures: list[tuple[str, XtsvizError]] = []
    lists: dict[str, pd.DataFrame] = {}
    for tenant, source in given.items():
        try:
            lists[tenant] = admin_csv.read_users(_content(source))
        except (InputError, FileError) as error:
            failures.append((_list_name(tenant, source), error))
    try:
        data = jsontext.decode(content)
        # Of a list that cannot be read nobody knows whom it holds.
        known = _mentioned(data) if failures else _listed(lists, _mentioned(data) | _groups(data)).keys()
        document = read_document(data, known)
    except InputError as error:
        raise _together([(name, error), *failures]) from None
    if failures:
        raise _together(failures)
    if not lists:
        return Design(document.topology(), Directory.from_users(document.users))
    names = {tenant: _list_name(tenant, source) for tenant, source in given.items()}
    return _with_lists(document, data, lists, names, name)


def with_list(design: Design, tenant: str, source: UserList) -> Design:
    """The design with the users of one tenant taken from the list of the admin center.

    Args:
        tenant: id or name.
        source: as the values of `users` in `load`, or the bytes of a CSV.

    Raises:
        InputError: with every problem of the list, and whoever the design mentions that the list lacks.
    """
    content = jsontext.encode(design.to_document()).encode("utf-8")
    return from_bytes(content, {tenant: source}, name="the design")


def _with_lists(
    document: Document,
    data: Mapping[str, Any],
    lists: Mapping[str, pd.DataFrame],
    names: Mapping[str, str],
    name: str,
) -> Design:
    """The design of a valid document with the users of some tenants taken from their lists."""
    topology = document.topology()
    by_tenant = {topology.tenant(given).id: given for given in lists}
    if len(by_tenant) < len(lists):
        raise DesignError("one tenant is given two lists of users; give each tenant one")
    owners = {domain: ids[-1] for domain, ids in claims(topology.tenants).items()}
    rows: list[pd.DataFrame] = []
    failures: list[tuple[str, XtsvizError]] = []
    for tenant, given in by_tenant.items():
        try:
            rows.append(admin_csv.placed(lists[given], topology.tenant_by_id[tenant], owners))
        except InputError as error:
            failures.append((names[given], error))
    kept = [user for user in document.users if user.tenant not in by_tenant]
    problems = list(_clashes(data, lists, by_tenant, names))
    if problems:
        failures.insert(0, (name, DocumentError(problems)))
    if failures:
        raise _together(failures)
    known = Directory.from_users(kept).frame.to_native()
    attributes = {name for frame in (known, *rows) for name in frame.columns} - {*USER_FIELDS}
    if len(attributes) > MAX_ATTRIBUTES:
        raise DirectoryError(
            f"the users have {len(attributes):,} different attributes together; at most {MAX_ATTRIBUTES:,} are "
            "possible: leave columns out of the lists"
        )
    listed = combine_pandas_frames(rows)
    people = ["id", "tenant", "credentials", "user_principal_name"]
    everybody = pd.concat([known[people], listed[people]], ignore_index=True)
    listed = admin_csv.with_homes(listed, topology.tenants, everybody)
    return Design(topology, Directory(nw.from_native(combine_pandas_frames([known, listed]))))


def _clashes(
    data: Mapping[str, Any],
    lists: Mapping[str, pd.DataFrame],
    by_tenant: Mapping[str, str],
    names: Mapping[str, str],
) -> Iterator[Problem]:
    """What a valid document and valid lists do not agree on: shared ids, references to replaced users."""
    here = {tenant: lists[given] for tenant, given in by_tenant.items()}
    listed = _ids(here)
    again = listed[listed["id"].duplicated()].drop_duplicates("list")
    first = listed[listed["id"].isin(again["id"])].drop_duplicates("id").set_index("id")["list"]
    for id, own in again.itertuples(index=False):
        one, other = names[by_tenant[own]], names[by_tenant[first[id]]]
        yield Problem("", f"the id {quoted(id)} stands in {one} and in {other}; ids are unique")
    kept = [user if user["tenant"] not in by_tenant else None for user in data.get("users", ())]
    tenant_of = _listed(
        here, _mentioned(data) | _groups(data) | {user["id"] for user in kept if user is not None}
    )
    for place, user in records({"users": kept}, "users"):
        if user["id"] in tenant_of:
            there = names[by_tenant[tenant_of[user["id"]]]]
            yield Problem(f"{place}.id", f"the id {quoted(user['id'])} stands in {there} too; ids are unique")
    # A replaced user is None here, so that the others keep their places.
    yield from reference_problems({**data, "users": kept}, tenant_of)


def _ids(lists: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """The ids of all lists, each with the key of its list."""
    columns = {key: frame["id"] for key, frame in lists.items()}
    ids = pd.concat(columns.values(), ignore_index=True)
    whose = pd.Series(range(len(columns))).repeat([len(column) for column in columns.values()])
    keys = pd.Categorical.from_codes(
        whose, pd.Index(list(columns), dtype=object)
    )  # a key is whatever was given
    return pd.DataFrame({"id": ids, "list": keys}, copy=False)


def _listed(lists: Mapping[str, pd.DataFrame], wanted: set[str]) -> dict[str, str]:
    """Those of some ids that the lists hold, each with the key of its list; all ids where there are only few."""
    if not lists:
        return {}
    found = _ids(lists)
    if len(found) > _FEW:
        found = found[found["id"].isin(list(wanted))]
    return dict(zip(found["id"].tolist(), found["list"].tolist(), strict=True))


def _content(source: UserList) -> Any:
    if isinstance(source, (str, os.PathLike)):
        return storage.read_bytes(source, storage.MAX_LIST_BYTES)
    return source


def _list_name(tenant: str, source: UserList) -> str:
    if isinstance(source, (str, os.PathLike)):
        return visible(str(os.fspath(source)))
    return f"the users of {quoted(tenant)}"


def _lists(users: Any) -> Mapping[str, UserList]:
    """The lists of users that were given, by tenant.

    Raises:
        InputError: they are given otherwise.
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


def _mentioned(data: Any) -> set[str]:
    """Every id that a document's assignments, groups and home users mention, but those of its groups."""
    if not isinstance(data, Mapping):
        return set()
    found: list[Any] = [user.get("home_user") for _, user in records(data, "users")]
    scopes = [arrow.get("scope") for _, arrow in records(data, "arrows")]
    for members in (
        *(scope.get("assigned") for scope in scopes if isinstance(scope, Mapping)),
        *(group.get("members") for _, group in records(data, "groups")),
    ):
        found.extend(members if isinstance(members, list) else ())
    groups = _groups(data)
    return {id for id in found if isinstance(id, str) and id not in groups}


def _groups(data: Any) -> set[str]:
    """The ids of a document's groups."""
    if not isinstance(data, Mapping):
        return set()
    ids = (group.get("id") for _, group in records(data, "groups"))
    return {id for id in ids if isinstance(id, str)}


def _together(failures: list[tuple[str, XtsvizError]]) -> XtsvizError:
    """One error for all: the only one with its file's name, or all their problems, each with its file's."""
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
