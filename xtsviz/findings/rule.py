"""A rule, its input, and its matches."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal, NamedTuple

from xtsviz.findings.finding import Finding, Severity
from xtsviz.flow import Flow
from xtsviz.flow.wording import Wording
from xtsviz.model.design import Design
from xtsviz.model.topology import Arrow


class Match(NamedTuple):
    """One place where a rule applies.

    Attributes:
        subject: the id of the arrow or tenant.
        names: the values for the templates of the rule's message and remedy.
    """

    subject: str
    names: Mapping[str, Any]


class ReviewInput:
    """The input of every rule: a design with its flow, and the names of its tenants and arrows.

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
        """A match about an arrow. Its templates can use ``{source}``, ``{target}``, … and the values given here."""
        return Match(arrow.id, {**self.wording.arrow_names(arrow), **names})

    def about_tenant(self, tenant: str, **names: Any) -> Match:
        """A match about a tenant (id). Its templates can use ``{tenant}`` and the values given here."""
        return Match(tenant, {"tenant": self.wording.tenant(tenant), **names})


@dataclass(frozen=True)
class Rule:
    """One rule.

    Attributes:
        code: the code of its findings; this word never changes.
        severity: the severity of its findings.
        question: the question that the rule answers, for the list of all rules.
        message: a template for the sentence of a finding.
        remedy: a template that says what to do; empty if there is nothing to do.
        source: the document that states this rule, with its date.
        side: the tenant in which the remedy is carried out: the source or target of the arrow, or the tenant that the
            finding is about; empty where it is both tenants or the design itself.
        role: the role that carries it out; empty if no document names one.
        topic: a word for many of its findings, as in “15 licence notes”; empty where the code has to do.
        several: whether one arrow or tenant can have several of its findings.
        find: a function that yields a match for each place where the rule applies.
    """

    code: str
    severity: Severity
    question: str
    message: str
    remedy: str
    source: str
    find: Callable[[ReviewInput], Iterable[Match]] = field(repr=False)
    side: Literal["source", "target", "tenant", ""] = ""
    role: str = ""
    topic: str = ""
    several: bool = False

    def findings(self, given: ReviewInput) -> Iterator[Finding]:
        """The findings of this rule in a design."""
        for subject, names in self.find(given):
            message, remedy = self.message.format(**names), self.remedy.format(**names)
            yield Finding(self.code, self.severity, subject, message, remedy, self.source)
