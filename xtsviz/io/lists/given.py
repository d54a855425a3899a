"""The lists of users that somebody gives for a document: one a tenant."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from xtsviz.errors import DirectoryError, FileError, InputError, XtsvizError, quoted, visible
from xtsviz.io.lists.columns import checked_names, missing_column
from xtsviz.io.lists.notes import Note
from xtsviz.io.lists.reading import read_list

UserList = Any
"""The path of a list of users, the bytes of a file, or a table."""


@dataclass(frozen=True)
class GivenLists:
    """Lists that were read.

    Attributes:
        frames: the users by key (a tenant's id or name), still without their tenant.
        names: what each list is called in messages.
        notes: what reading said, by key.
        failures: what cannot be read, with the names of the lists.
    """

    frames: dict[str, pd.DataFrame] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    notes: dict[str, tuple[Note, ...]] = field(default_factory=dict)
    failures: list[tuple[str, XtsvizError]] = field(default_factory=list)


def read_lists(users: Mapping[str, UserList] | None, columns: Mapping[str, str] | None = None) -> GivenLists:
    """Read the list of each tenant.

    Args:
        users: list by tenant (id or name).
        columns: the name of the column for a field, as in `read_users`. It holds for every list that has the column;
            one of them has to.

    Raises:
        InputError: an argument is no mapping of texts.
        MissingLibraryError: a library for a kind of file is not installed.
    """
    named = checked_names(columns)
    given = GivenLists()
    unused: list[set[str]] = []
    sources = _checked_lists(users)
    for tenant, source in sources.items():
        given.names[tenant] = _list_name(tenant, source)
        try:
            reading = read_list(source, named, lenient=len(sources) > 1)
        except (InputError, FileError) as error:
            given.failures.append((given.names[tenant], error))
            continue
        given.frames[tenant], given.notes[tenant] = reading.users, reading.notes
        unused.append(set(reading.unused))
    if unused and not given.failures and (lost := sorted(set.intersection(*unused))):
        problems = [missing_column(name, ()) for name in lost]
        given.failures.append(("the lists", DirectoryError(problems)))
    if named and not sources:
        raise InputError("columns: they name columns of lists of users, and no list is given")
    return given


def _checked_lists(users: Any) -> Mapping[str, UserList]:
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


def _list_name(tenant: str, source: UserList) -> str:
    if isinstance(source, (str, os.PathLike)):
        return visible(str(os.fspath(source)))
    return f"the users of {quoted(tenant)}"
