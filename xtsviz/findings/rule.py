"""What a rule is, and what it is given."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from xtsviz.findings.finding import Finding, Severity
from xtsviz.flow import Flow
from xtsviz.flow.wording import Wording
from xtsviz.model.design import Design
from xtsviz.model.topology import Arrow


class Match(NamedTuple):
    """One place where a rule applies.

    Attributes:
        subject: the id of the arrow or tenant.
        names: what the templates of the rule's message and remedy ask for.
    """

    subject: str
    names: Mapping[str, Any]


class ReviewInput:
    """A design with its flow, and the words for its tenants and arrows: what every rule is given.

    Attributes:
        flow: the flow of the design.
    """

    def __init__(self, flow: Flow) -> None:
        self.flow = flow

    @property
    def design(self) -> Design:
        """The design."""
        return self.flow.design

    @cached_property
    def wording(self) -> Wording:
        """The names of tenants and arrows in sentences."""
        return Wording(self.design)

    def about_arrow(self, arrow: Arrow, **names: Any) -> Match:
        """A match about an arrow; its templates may name ``{source}``, ``{target}``, … and the names given."""
        return Match(arrow.id, {**self.wording.of_arrow(arrow), **names})

    def about_tenant(self, tenant: str, **names: Any) -> Match:
        """A match about a tenant (id); its templates may name ``{tenant}`` and the names given."""
        return Match(tenant, {"tenant": self.wording.tenant(tenant), **names})


@dataclass(frozen=True)
class Rule:
    """One rule.

    Attributes:
        code: a stable word for what it finds.
        question: what it asks of a design, for a list of all rules.
        message: a sentence with names, as a template.
        remedy: what to do about it, as a template; empty where there is nothing to do.
        source: the document that says so, with its date.
        find: where it applies.
    """

    code: str
    severity: Severity
    question: str
    message: str
    remedy: str
    source: str
    find: Callable[[ReviewInput], Iterable[Match]] = field(repr=False)

    def findings(self, given: ReviewInput) -> Iterator[Finding]:
        """What the rule finds in a design."""
        for subject, names in self.find(given):
            message, remedy = self.message.format(**names), self.remedy.format(**names)
            yield Finding(self.code, self.severity, subject, message, remedy, self.source)
