"""Small tables of any values in pandas, and the comparison of designs in HTML."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

import pandas as pd
from markupsafe import Markup

from xtsviz.compare.design_table import DesignTable, TableRow
from xtsviz.compare.details import DetailLine, DetailSection
from xtsviz.compare.measures import EXPLANATIONS, SETTINGS_BY_ROLE
from xtsviz.flow.licences import GOVERNANCE, P1
from xtsviz.model.display_text import isolated, listed_names
from xtsviz.model.escaping import fragment, join_markup
from xtsviz.model.frames import text_dtype

Link: TypeAlias = Callable[[DetailLine], Markup]

MAX_LINES = 100
MAX_TENANT_ROWS = 40
MAX_NAMED_TENANTS = 6
_VALUE_COLUMNS = frozenset({"before", "after"})
_MINUS = "\N{MINUS SIGN}"


def small_frame(rows: Sequence[tuple[Any, ...]], columns: Sequence[str]) -> pd.DataFrame:
    """Rows as a pandas frame. ``before`` and ``after`` contain any values, the other columns contain texts."""
    columns_by_name = {
        name: pd.Series(
            [row[index] for row in rows], dtype=object if name in _VALUE_COLUMNS else text_dtype()
        )
        for index, name in enumerate(columns)
    }
    return pd.DataFrame(columns_by_name, columns=list(columns))


def notebook_html(table: DesignTable, *of_designs: Sequence[DetailSection]) -> Markup:
    """The comparison of designs for a notebook: sentences, the table, and the details for each design but the first."""
    lead = join_markup(fragment("<p>{}</p>", sentence) for sentence in table.sentences)
    parts = [lead, overall_html(table), tenants_html(table)]
    for name, sections in zip(table.names[1:], of_designs, strict=True):
        if len(of_designs) > 1 and sections:
            parts.append(fragment("<h3>{}</h3>", isolated(name)))
        parts.append(details_html(sections))
    return fragment("<div>{}</div>", join_markup(parts))


def overall_html(table: DesignTable) -> Markup:
    """The numbers of the whole designs, with differences from the first design."""
    rows = join_markup(
        fragment("<tr>{}{}</tr>", _measure_html(row.measure), _numbers_html(row)) for row in table.overall
    )
    return _table_html("All tenants together", ["Number", *_headings(table)], rows)


def tenants_html(table: DesignTable) -> Markup:
    """The numbers of each tenant that differ; tenants with the same numbers share a row. Empty if none differs."""
    groups = table.by_tenant
    if not groups:
        return Markup()
    rows = []
    for group in groups[:MAX_TENANT_ROWS]:
        each = "each of " if len(group.names) > 1 else ""
        who = fragment(
            '<th scope="rowgroup" rowspan="{}">{}{}</th>',
            len(group.rows),
            each,
            listed_names(group.names, MAX_NAMED_TENANTS),
        )
        for place, row in enumerate(group.rows):
            lead = who if place == 0 else Markup()
            rows.append(fragment("<tr>{}{}{}</tr>", lead, _measure_html(row.measure), _numbers_html(row)))
    more = len(groups) - MAX_TENANT_ROWS
    rest = fragment("<p>And {:,} more; Diff.totals has them all.</p>", more) if more > 0 else Markup()
    head = ["Tenant", "Number", *_headings(table)]
    return _table_html("Tenants whose numbers differ", head, join_markup(rows), "xts-by-tenant") + rest


def details_html(sections: Sequence[DetailSection], link: Link | None = None) -> Markup:
    """The details as lists with headings.

    Args:
        sections: as `Diff.details` has them.
        link: makes the markup of a line that is about one tenant or arrow; by default, its text.
    """
    return join_markup(_section_html(section, link) for section in sections)


def _section_html(section: DetailSection, link: Link | None) -> Markup:
    lines = section.lines[:MAX_LINES]
    shown = join_markup(
        fragment(
            "<li{}>{}</li>",
            Markup(' class="xts-second"') if line.level else Markup(),
            link(line) if link and line.id is not None else fragment("<bdi>{}</bdi>", line.text),
        )
        for line in lines
    )
    more = len(section.lines) - len(lines)
    rest = fragment("<li>… and {:,} more; xts.diff has them all.</li>", more) if more > 0 else Markup()
    return fragment('<h4>{}</h4><ul class="xts-list">{}{}</ul>', section.title, shown, rest)


def _headings(table: DesignTable) -> list[str]:
    first, *others = (isolated(name) for name in table.names)
    return [first, *(heading for name in others for heading in (name, "Difference"))]


def _measure_html(measure: str) -> Markup:
    words = measure_words(measure)
    explained = EXPLANATIONS.get(measure)
    hint = fragment(' title="{}"', explained) if explained else Markup()
    kind = Markup(' class="xts-second"') if measure in SETTINGS_BY_ROLE.values() else Markup()
    return fragment('<th scope="row"{}{}>{}</th>', kind, hint, words)


def measure_words(measure: str) -> str:
    """A measure as the beginning of a row: ``Settings to make``, ``Entra ID P1 licences``."""
    words = f"{measure} licences" if measure in (P1, GOVERNANCE) else measure
    return words[:1].upper() + words[1:]


def _numbers_html(row: TableRow) -> Markup:
    cells = [fragment("<td>{}</td>", number_words(row.values[0]))]
    for value, difference in zip(row.values[1:], row.differences[1:], strict=True):
        cells.append(fragment("<td>{}</td>", number_words(value)))
        words = difference_words(difference)
        cells.append(fragment("<td><strong>{}</strong></td>" if difference else "<td>{}</td>", words))
    return join_markup(cells)


def number_words(number: int) -> str:
    """A number with a real minus sign: ``1,200``, ``−3``."""
    return f"{number:,}" if number >= 0 else f"{_MINUS}{-number:,}"


def difference_words(difference: int) -> str:
    """A difference with its sign: ``+3``, ``−3``, ``0``."""
    return f"+{difference:,}" if difference > 0 else number_words(difference)


def _table_html(caption: str, head: Sequence[str], rows: Markup, kind: str = "xts-overall") -> Markup:
    cells = join_markup(fragment('<th scope="col">{}</th>', words) for words in head)
    return fragment(
        '<table class="xts-table xts-numbers {}"><caption>{}</caption><thead><tr>{}</tr></thead>'
        "<tbody>{}</tbody></table>",
        kind,
        caption,
        cells,
        rows,
    )
