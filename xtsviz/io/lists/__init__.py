"""Lists of users from anywhere: admin centers, PowerShell, scripts, workbooks, Graph."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from typing import Any

import pandas as pd

from xtsviz.errors import InputError, ReadingWarning
from xtsviz.io.delimited import as_text
from xtsviz.io.lists.columns import checked_names
from xtsviz.io.lists.reading import read_list

__all__ = ["read_users"]


def read_users(
    source: Any, columns: Mapping[str, str] | None = None, tenant: str | None = None
) -> pd.DataFrame:
    """A list of users from anywhere as a table with the document's columns.

    It reads CSV (comma, semicolon, tab; UTF-8, UTF-16), Excel workbooks, Parquet and JSON as the admin centers,
    PowerShell, Microsoft Graph and public scripts write them. Names of columns are recognised without case and spaces,
    also in some other languages.

    Args:
        source: the path of the file, its bytes, or a table (pandas, Polars, …).
        columns: what a person knows better: the name of the column for a field or an attribute, such as
            ``{"mail": "E-mail"}``. It counts first.
        tenant: the id of the tenant; given, it is a column of the result.

    Returns:
        One row per user: ``id``, ``tenant`` if given, ``display_name``, ``user_principal_name``, ``mail``,
        ``credentials``, ``user_type``, ``account_enabled``, ``sms_sign_in``, ``external_user_state``, then the
        attributes with Graph's names, and columns that nobody knows under their own names.

    Raises:
        DirectoryError: lists every problem with its line.
        FileError: the file cannot be read.
        MissingLibraryError: a workbook or a Parquet file needs the extra ``xlsx`` or ``parquet``.

    Warns:
        ReadingWarning: for each thing that was assumed, left out or not understood, one sentence.
    """
    if tenant is not None and not isinstance(tenant, str):
        raise InputError(f"tenant: the id of a tenant is text, not {type(tenant).__name__}")
    reading = read_list(source, checked_names(columns))
    for note in reading.notes:
        if note.assumed:
            warnings.warn(note.message, ReadingWarning, stacklevel=2)
    users = reading.users
    if tenant is not None:
        users.insert(1, "tenant", as_text(pd.Series(tenant, index=users.index)))
    return users
