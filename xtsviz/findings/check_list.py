"""The findings as a check list: who has to do what, in which tenant, in which role.

What needs nothing done comes last. Findings of one kind that are many are grouped.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from re import sub

import pandas as pd

from xtsviz.findings import rules
from xtsviz.findings.finding import SEVERITIES, SEVERITY_NOUNS, Finding, Findings
from xtsviz.findings.rule import Rule
from xtsviz.findings.run_rules import review_flow
from xtsviz.flow import Flow
from xtsviz.flow.gate_lines import GateLines, gate_lines
from xtsviz.flow.wording import Wording

MAX_ALONE = 3
"""More findings of one code in one section are a group."""


@dataclass(frozen=True)
class Check:
    """A finding, and who has to do it.

    Attributes:
        key: the same after every edit that leaves this finding: its code and subject; where one subject can have
            several findings of a code, also the words of the message without their numbers.
        finding: the finding.
        about: the name of its tenant or arrow.
        lines: lines to paste that carry out the remedy, if there are such.
    """

    key: str
    finding: Finding
    about: str
    lines: GateLines | None = None


@dataclass(frozen=True)
class CheckGroup:
    """Findings of one code in one section.

    Attributes:
        key: the same after every edit.
        title: their number and kind, as in “15 licence notes”.
        checks: the findings.
    """

    key: str
    title: str
    checks: tuple[Check, ...]

    @property
    def is_folded(self) -> bool:
        """Whether there are so many that the title stands for them."""
        return len(self.checks) > MAX_ALONE


@dataclass(frozen=True)
class CheckSection:
    """What one person has to do; or what needs nothing done.

    Attributes:
        tenant: the tenant (id) in which it is done; None if it is no single tenant.
        tenant_name: its name; empty without one.
        role: who does it there.
        groups: the findings, the most severe first.
        is_work: False if nothing has to be done.
    """

    tenant: str | None
    tenant_name: str
    role: str
    groups: tuple[CheckGroup, ...]
    is_work: bool = True

    @property
    def title(self) -> str:
        """The tenant and the role, as plain text."""
        return f"{self.tenant_name}: {self.role}" if self.tenant_name else self.role

    @property
    def checks(self) -> tuple[Check, ...]:
        """All findings, in order."""
        return tuple(check for group in self.groups for check in group.checks)


class CheckList(tuple[CheckSection, ...]):
    """The sections of a check list, in the order of the tenants of the design."""

    __slots__ = ()

    @property
    def checks(self) -> tuple[Check, ...]:
        """All findings, in order."""
        return tuple(check for section in self for check in section.checks)

    def open_work(self, done: Collection[str] = ()) -> int:
        """The number of findings that need something done, without those that are done.

        Args:
            done: the keys of findings that are done.
        """
        return sum(check.key not in done for section in self if section.is_work for check in section.checks)

    def to_frame(self, done: Collection[str] = ()) -> pd.DataFrame:
        """A pandas frame: one row per finding, in order.

        Columns: ``done`` (``yes``, ``no``, or empty where nothing has to be done), ``tenant`` (name), ``who``,
        ``severity``, ``about``, ``message``, ``remedy``, ``code``, ``subject``, ``graph``, ``powershell``, ``source``.

        Args:
            done: the keys of findings that are done.
        """
        rows = [
            (
                ("yes" if check.key in done else "no") if section.is_work else "",
                section.tenant_name,
                section.role if section.is_work else "",
                check.finding.severity,
                check.about,
                check.finding.message,
                check.finding.remedy,
                check.finding.code,
                check.finding.subject,
                check.lines.graph if check.lines else "",
                check.lines.powershell if check.lines else "",
                check.finding.source,
            )
            for section in self
            for check in section.checks
        ]
        return pd.DataFrame(rows, columns=list(_COLUMNS))


_COLUMNS = (
    "done",
    "tenant",
    "who",
    "severity",
    "about",
    "message",
    "remedy",
    "code",
    "subject",
    "graph",
    "powershell",
    "source",
)
ANYBODY = "an administrator"
"""Where no document names a role."""
AUTHOR = "This design, or several tenants"
NOTHING_TO_DO = "Good to know: nothing to do"


@dataclass
class _Section:
    rank: tuple[int, int]
    found: dict[str, list[Check]] = field(default_factory=dict)


def check_list(flow: Flow, findings: Findings | None = None) -> CheckList:
    """The check list of a design.

    Args:
        flow: the flow of the design.
        findings: the findings of `xtsviz.review`, if they are known.
    """
    topology, wording = flow.design.topology, Wording(flow.design)
    by_code: Mapping[str, Rule] = {rule.code: rule for rule in rules.RULES}
    order = {tenant: n for n, tenant in enumerate(topology.tenant_by_id)}
    sections: dict[tuple[str | None, str, bool], _Section] = {}
    for finding, key in _keyed(review_flow(flow) if findings is None else findings, by_code):
        rule = by_code[finding.code]
        arrow = topology.arrow_by_id.get(finding.subject)
        about, lines = "", None
        if arrow is not None:
            about = f"{wording.tenant(arrow.source)} → {wording.tenant(arrow.target)}"
            lines = gate_lines(finding.code, arrow, topology, wording)
        else:
            about = wording.tenant(finding.subject)
        tenant: str | None = None
        if finding.remedy and rule.side:
            ends = (arrow.source, arrow.target) if arrow else (finding.subject, finding.subject)
            tenant = ends[rule.side == "target"]
        where = tenant, (rule.role or ANYBODY) if tenant else "", bool(finding.remedy)
        rank = (
            len(order) + (not finding.remedy) if tenant is None else order[tenant],
            SEVERITIES.index(finding.severity),
        )
        section = sections.setdefault(where, _Section(rank))
        section.found.setdefault(finding.code, []).append(Check(key, finding, about, lines))
    return CheckList(
        CheckSection(
            tenant,
            wording.tenant(tenant) if tenant is not None else "",
            role or (AUTHOR if is_work else NOTHING_TO_DO),
            tuple(
                CheckGroup(
                    f"{tenant or ''} {role} {code}", _group_title(by_code[code], len(checks)), tuple(checks)
                )
                for code, checks in section.found.items()
            ),
            is_work,
        )
        for (tenant, role, is_work), section in sorted(sections.items(), key=lambda item: item[1].rank)
    )


def _keyed(findings: Findings, by_code: Mapping[str, Rule]) -> Iterator[tuple[Finding, str]]:
    """Each finding with its key; no two have the same."""
    seen: dict[str, int] = {}
    for finding in findings:
        key = f"{finding.code} {finding.subject}"
        if by_code[finding.code].several:
            words = sub(r"[\d,.]+", "", finding.message)
            key += f" {sha256(words.encode('utf-8', 'replace')).hexdigest()[:8]}"
        seen[key] = seen.get(key, 0) + 1
        yield finding, key if seen[key] == 1 else f"{key} {seen[key]}"


def _group_title(rule: Rule, number: int) -> str:
    noun = SEVERITY_NOUNS[rule.severity][number != 1]
    return f"{number:,} {rule.topic} {noun}" if rule.topic else f"{number:,} {noun} of one kind: {rule.code}"
