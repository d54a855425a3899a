"""Reads designs from files and writes them; users come from the document or from lists of users."""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import narwhals as nw
import pandas as pd

from xtsviz.errors import (
    DesignError,
    DirectoryError,
    DocumentError,
    InputError,
    Problem,
    ReadingWarning,
    XtsvizError,
    quoted,
    visible,
)
from xtsviz.io.lists import notes as list_notes
from xtsviz.io.lists import tenant_rows
from xtsviz.io.lists.as_document import list_as_document
from xtsviz.io.lists.given import GivenLists, UserList, read_lists
from xtsviz.io.mentioned_ids import group_ids, mentioned_ids
from xtsviz.io.share_text import is_share_text, shared_document
from xtsviz.model import jsontext, storage
from xtsviz.model.design import Design
from xtsviz.model.directory import Directory, combine_pandas_frames
from xtsviz.model.document import Document, read_document
from xtsviz.model.domains import domain_claims
from xtsviz.model.home_users import with_home_users
from xtsviz.model.references import records, reference_problems
from xtsviz.model.topology import Note, Topology
from xtsviz.model.vocabulary import MAX_ATTRIBUTES, USER_FIELDS
from xtsviz.provenance.recipe import with_recipe

_MAX_SUGGESTED_IDS = 2000
"""If the lists have at most so many ids, all of them are suggestions for unknown ids in a document."""


@dataclass(frozen=True)
class Opened:
    """A design that was read, with what reading its lists of users said.

    Attributes:
        design: the design; its notes have the same sentences.
        said: sentences, each with the name of its list.
        assumed: those of them that say what was assumed, left out or not understood.
    """

    design: Design
    said: tuple[str, ...] = ()
    assumed: tuple[str, ...] = ()


def load(
    path: str | os.PathLike[str],
    users: Mapping[str, UserList] | None = None,
    columns: Mapping[str, str] | None = None,
) -> Design:
    """A design from a document in a file, with users from the document or from lists of users.

    Args:
        path: the document (JSON, UTF-8), or a text of `Design.share_text`.
        users: for some tenants (id, or name if only one has it) the path of their user list, or such a list as a table;
            `read_users` says what can be read. These users replace those of the document in that tenant. The list says
            who is external; home users are found by mail and user principal name.
        columns: the name of the column for a field or an attribute, such as ``{"mail": "E-mail"}``; it counts first, in
            each list that has the column.

    Raises:
        FileError: a file cannot be read.
        InputError: lists every problem of the document and of the lists with its file and place.
        UnknownNameError, AmbiguousNameError: no tenant or several tenants have a name in `users`.

    Warns:
        ReadingWarning: for each thing that was assumed, left out or not understood in a list; also in `Design.notes`.
    """
    opened = open_bytes(storage.read_bytes(path), users, columns, name=os.fspath(path))
    for sentence in opened.assumed:
        warnings.warn(sentence, ReadingWarning, stacklevel=2)
    # What came from a pipe or from standard input cannot be loaded again, so its code contains the whole design.
    if not storage.is_lasting_file(path):
        return opened.design
    return with_load_recipe(opened.design, path, users, columns)


def with_load_recipe(
    design: Design,
    path: str | os.PathLike[str],
    users: Mapping[str, UserList] | None = None,
    columns: Mapping[str, str] | None = None,
) -> Design:
    """The same design, whose code (`Design.to_code`) loads these files. A list without a path: no change."""
    lists = dict(users or {})
    if not all(isinstance(source, (str, os.PathLike)) for source in lists.values()):
        return design
    arguments: dict[str, Any] = (
        {"users": {tenant: os.fspath(source) for tenant, source in lists.items()}} if lists else {}
    )
    if columns:
        arguments["columns"] = dict(columns)
    return with_recipe(design, "xts.load", os.fspath(path), **arguments)


def save(design: Design, path: str | os.PathLike[str]) -> None:
    """Write a design's document to a file, completely or not at all.

    Raises:
        FileError: the file cannot be written; an old file stays as it is.
    """
    design.save(path)


def from_bytes(
    content: bytes,
    users: Mapping[str, UserList] | None = None,
    columns: Mapping[str, str] | None = None,
    *,
    name: str = "the document",
) -> Design:
    """A design from the bytes of a document; see `load`. Nothing is warned of; `Design.notes` says what was assumed."""
    return open_bytes(content, users, columns, name=name).design


def open_bytes(
    content: bytes,
    users: Mapping[str, UserList] | None = None,
    columns: Mapping[str, str] | None = None,
    *,
    name: str = "the document",
) -> Opened:
    """A design from the bytes of a document, with what reading its lists said; see `load`.

    Args:
        content: the document's bytes.
        users: as in `load`; a list may also be the bytes of its file.
        columns: as in `load`.
        name: the name of the document in error messages.
    """
    if not isinstance(content, (bytes, str)):
        raise InputError(f"a document that has been read is bytes, not {type(content).__name__}")
    name = visible(str(name))
    return _open(content, read_lists(users, columns), name)


def _open(content: bytes, lists: GivenLists, name: str) -> Opened:
    failures = lists.failures
    try:
        data = shared_document(content) if is_share_text(content) else jsontext.decode(content)
        if lists.frames:
            data = _without_found_homes(data)
        # The ids of a list that cannot be read are unknown, so every mentioned id is accepted.
        known_ids = (
            mentioned_ids(data)
            if failures
            else _list_by_id(lists.frames, mentioned_ids(data) | group_ids(data)).keys()
        )
        document = read_document(data, known_ids)
    except InputError as error:
        wrong_kind = list_as_document(content, name)
        raise _combined_error([(name, wrong_kind or error), *failures]) from None
    if failures:
        raise _combined_error(failures)
    if not lists.frames:
        topology, people = document.topology(), Directory.from_users(document.users)
        return Opened(Design(topology, with_home_users(people, topology.tenants)))
    return _design_with_lists(document, data, lists, name)


def with_user_list(
    design: Design, tenant: str, source: UserList, columns: Mapping[str, str] | None = None
) -> Opened:
    """The design with the users of one tenant replaced by a list, and what reading the list said.

    Args:
        design: the design.
        tenant: id or name.
        source: as the values of `users` in `load`, or the bytes of a file.
        columns: as in `load`.

    Raises:
        InputError: lists every problem of the list, and every user that the design mentions but the list lacks.
    """
    return with_read_lists(design, read_lists({tenant: source}, columns))


def with_read_lists(design: Design, lists: GivenLists) -> Opened:
    """The design with the users of some tenants replaced by lists that were read; see `with_user_list`."""
    content = jsontext.encode(design.to_document()).encode("utf-8")
    return _open(content, lists, "the design")


def _design_with_lists(document: Document, data: Mapping[str, Any], given: GivenLists, name: str) -> Opened:
    """The design of a valid document with the users of some tenants replaced by lists."""
    topology = document.topology()
    lists, list_names = given.frames, given.names
    key_by_tenant = {topology.tenant(key).id: key for key in lists}
    if len(key_by_tenant) < len(lists):
        raise DesignError("one tenant has two lists of users; give each tenant one")
    owners = {domain: ids[-1] for domain, ids in domain_claims(topology.tenants).items()}
    rows: list[pd.DataFrame] = []
    failures: list[tuple[str, XtsvizError]] = []
    for tenant, key in key_by_tenant.items():
        try:
            rows.append(tenant_rows.rows_of_tenant(lists[key], topology.tenant_by_id[tenant], owners))
        except InputError as error:
            failures.append((list_names[key], error))
    document_users = [user for user in document.users if user.tenant not in key_by_tenant]
    problems = list(_conflicts(data, lists, key_by_tenant, list_names))
    if problems:
        failures.insert(0, (name, DocumentError(problems)))
    if failures:
        raise _combined_error(failures)
    said = [
        (tenant, list_names[key], note)
        for (tenant, key), frame in zip(key_by_tenant.items(), rows, strict=True)
        for note in (
            *given.notes[key],
            *tenant_rows.notes_of_tenant(frame, topology.tenant_by_id[tenant], owners),
        )
    ]
    document_rows = Directory.from_users(document_users).frame.to_native()
    attributes = {name for frame in (document_rows, *rows) for name in frame.columns} - {*USER_FIELDS}
    if len(attributes) > MAX_ATTRIBUTES:
        raise DirectoryError(
            f"the users of all lists together have {len(attributes):,} different attributes; "
            f"at most {MAX_ATTRIBUTES:,} are possible: leave columns out of the lists"
        )
    list_rows = combine_pandas_frames(rows)
    directory = Directory(nw.from_native(combine_pandas_frames([document_rows, list_rows])))
    topology = _with_notes(topology, key_by_tenant, said)
    design = Design(topology, with_home_users(directory, topology.tenants))
    return Opened(
        design,
        tuple(f"{list_name}: {note.message}" for _, list_name, note in said),
        tuple(f"{list_name}: {note.message}" for _, list_name, note in said if note.assumed),
    )


def _with_notes(
    topology: Topology, tenants: Mapping[str, str], said: list[tuple[str, str, list_notes.Note]]
) -> Topology:
    """The topology with new notes about these tenants; those of earlier lists of theirs go."""
    kept = [note for note in topology.notes if note.about not in tenants]
    new = [Note(about=tenant, message=note.message) for tenant, _, note in said]
    return topology.replace(notes=(*kept, *new))


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
        first = list_by_tenant[first_list[id]]["id"]
        if len(first) == len(list_by_tenant[tenant]) and first.isin(list_by_tenant[tenant]["id"]).all():
            message = f"this is the same list as {list_names[key_by_tenant[first_list[id]]]}; give each tenant its own"
            yield Problem(list_names[key_by_tenant[tenant]], message)
            continue
        one, other = list_names[key_by_tenant[tenant]], list_names[key_by_tenant[first_list[id]]]
        yield Problem("", f"the id {quoted(id)} is in {one} and in {other}; ids are unique")
    document_users = [user if user["tenant"] not in key_by_tenant else None for user in data.get("users", ())]
    tenant_of = _list_by_id(
        list_by_tenant,
        mentioned_ids(data) | group_ids(data) | {user["id"] for user in document_users if user is not None},
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


def _combined_error(failures: list[tuple[str, XtsvizError]]) -> XtsvizError:
    """One error with all problems, each with the name of its file; a single error keeps its type."""
    if len(failures) == 1:
        name, error = failures[0]
        return error.at(name) if isinstance(error, InputError) else error
    problems: list[Problem] = []
    for name, error in failures:
        if isinstance(error, InputError):
            problems += [replace(p, place=f"{name}: {p.place}" if p.place else name) for p in error.problems]
        else:
            problems.append(Problem("", str(error)))
    return InputError(problems)
