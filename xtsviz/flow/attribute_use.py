"""Which attributes the internal users of each tenant have, by the attributes' Graph names."""

from __future__ import annotations

from collections.abc import Mapping

import narwhals as nw

from xtsviz.model.credentials import INTERNAL
from xtsviz.model.directory import Directory
from xtsviz.model.frames import collect
from xtsviz.model.vocabulary import CLAUSE_COLUMNS


def attributes_in_use(directory: Directory) -> Mapping[str, frozenset[str]]:
    """For each tenant, the attributes for which at least one of its internal users has a value.

    Null and an empty text are no value. All columns are read in one pass, and the directory remembers the result.
    """

    def compute() -> dict[str, frozenset[str]]:
        columns = {**CLAUSE_COLUMNS, **{name: name for name in directory.attributes}}
        schema = directory.frame.collect_schema()
        has_value = []
        for place, column in enumerate(columns.values()):
            filled = ~nw.col(column).is_null()
            if schema[column] == nw.String:
                filled = filled & (nw.col(column) != "").fill_null(False)
            # Attributes can have any name, so the new columns have numbers.
            has_value.append(filled.cast(nw.Int64).alias(f"has {place}"))
        numbers = [f"has {place}" for place in range(len(columns))]
        rows = (
            directory.frame.filter(INTERNAL)
            .select("tenant", *has_value)
            .group_by("tenant")
            .agg(*(nw.col(number).max() for number in numbers))
        )
        return {
            tenant: frozenset(
                name for name, filled in zip(columns, flags, strict=True) if filled is not None and filled > 0
            )
            for tenant, *flags in collect(rows.select("tenant", *numbers)).iter_rows()
        }

    return directory.remember("attributes in use", compute)


def usual_values(directory: Directory, column: str) -> Mapping[str, str]:
    """For each tenant, the most frequent value of a column of text among its internal users; the first of several.

    Tenants without any value are left out, and the result is empty for a column that has no text.
    """

    def compute() -> dict[str, str]:
        if directory.frame.collect_schema()[column] != nw.String:
            return {}
        counted = (
            directory.frame.filter(INTERNAL)
            .select("tenant", value=nw.col(column))
            .filter(~nw.col("value").is_null() & (nw.col("value") != ""))
            .group_by("tenant", "value")
            .agg(n=nw.len())
        )
        best: dict[str, tuple[int, str]] = {}
        for tenant, value, number in collect(counted.select("tenant", "value", "n")).iter_rows():
            candidate = (-int(number), str(value))
            best[tenant] = min(best.get(tenant, candidate), candidate)
        return {tenant: value for tenant, (_, value) in best.items()}

    return directory.remember(("usual values", column), compute)
