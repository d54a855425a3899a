"""The review is the only producer: whatever shows findings shows its findings, of today's rules and of a new one."""

import json
import sys
from html import unescape
from pathlib import Path

import pytest

import xtsviz as xts
from tests.unit.findings.designs import a_design, arrow, people
from xtsviz.findings import rules
from xtsviz.view.context import ViewContext
from xtsviz.view.export.report.page import report
from xtsviz.view.panels.details import details
from xtsviz.view.panels.findings import findings_list
from xtsviz.view.picture.resolve import resolve
from xtsviz.view.picture.types import Selection

RULE = """
from xtsviz.findings.rule import Rule

RULE = Rule(
    code="name-is-short",
    severity="error",
    question="Has a tenant a short name?",
    message="The name {tenant} is short.",
    remedy="Give {tenant} a longer name.",
    source="House rules",
    find=lambda given: (given.about_tenant(t.id) for t in given.design.tenants if len(t.name) < 8),
)
"""


@pytest.fixture
def new_rule(tmp_path, monkeypatch):
    """One more file beside the rules, and nothing else."""
    (tmp_path / "short_name.py").write_text(RULE, "utf-8")
    monkeypatch.setattr(rules, "__path__", [*rules.__path__, str(tmp_path)])
    monkeypatch.setattr(rules, "RULES", rules.find_rules())
    yield
    del sys.modules["xtsviz.findings.rules.short_name"]


def a_small_quota():
    tenants = [
        {"id": "contoso", "name": "Contoso"},
        {"id": "fabrikam", "name": "Fabrikam", "object_quota": 2},
    ]
    return a_design([arrow("contoso", "fabrikam")], people("contoso", 3), tenants)


def shown(design, subject, run):
    """What each place that shows findings shows of a design, as text; details are those of a subject."""
    context = ViewContext(design, xts.user_flow(design))
    Path("design.json").write_text(json.dumps(design.to_document()), "utf-8")
    return {
        "review": json.dumps(xts.review(design).to_frame().to_dict("records"), ensure_ascii=False),
        "Findings": findings_list(context),
        "details": details(context, Selection("tenant", subject), dark=False),
        "report": report(design).split('<section id="findings">')[1].split("</section>")[0],
        "flow": run("flow", "design.json").out,
        "flow as JSON": run("flow", "design.json", "--format", "json").out,
        "xtsviz review": run("review", "design.json").out,
        "xtsviz review as JSON": run("review", "design.json", "--format", "json").out,
    }


def badges(design, tenant):
    """The severities that the overlay Health shows at a tenant, with their numbers."""
    picture = resolve(design, xts.user_flow(design), overlay="health")
    return {badge.severity: badge.count for badge in picture.node_by_id[tenant].badges}


def test_a_quota_is_an_error_everywhere(run):
    design = a_small_quota()
    (error,) = xts.review(design).at_least("error")
    assert (error.code, error.subject) == ("object-quota-exceeded", "fabrikam")
    for place, text in shown(design, "fabrikam", run).items():
        assert error.message in text, place
        assert "error" in text, place
        if place != "flow as JSON":  # whose findings have no remedy
            assert error.remedy in text, place
    assert badges(design, "fabrikam") == {"error": 1}
    assert run("review", "design.json", "--fail-on", "error").status == 1


def test_health_counts_the_findings_of_the_review():
    design = xts.examples.acquisition()
    leaving = {arrow.id: arrow.source for arrow in design.arrows}
    for tenant in design.tenants:
        severities = [
            f.severity for f in xts.review(design) if leaving.get(f.subject, f.subject) == tenant.id
        ]
        assert badges(design, tenant.id) == {s: severities.count(s) for s in severities}


def test_the_details_of_an_arrow_are_what_the_review_says_of_it():
    design = a_design([arrow("contoso", "fabrikam", sync_groups=True, status="paused")], people("contoso", 1))
    context = ViewContext(design, xts.user_flow(design))
    text = unescape(details(context, Selection("arrow", "contoso->fabrikam"), dark=False))
    about = [finding for finding in xts.review(design) if finding.subject == "contoso->fabrikam"]
    assert {finding.code for finding in about} >= {"arrow-paused", "group-sync-needs-assigned-scope"}
    assert all(finding.message in text and finding.remedy in text for finding in about)


@pytest.mark.usefixtures("new_rule")
def test_a_new_rule_is_one_file_and_appears_everywhere(run):
    design = a_small_quota()
    for place, text in shown(design, "contoso", run).items():
        assert "The name Contoso is short." in text, place
    assert badges(design, "contoso")["error"] == 1
    assert "Has a tenant a short name?" in run("review", "--list").out


def test_without_the_file_it_is_gone(run):
    assert "name-is-short" not in xts.review(a_small_quota()).codes
    assert "short name" not in run("review", "--list").out


def test_every_module_of_rules_has_its_test():
    folder = Path(rules.__file__).parent
    modules = {path.stem for path in folder.glob("*.py")} - {"__init__"}
    tests = {path.stem.removeprefix("test_") for path in (Path(__file__).parent / "rules").glob("test_*.py")}
    assert modules
    assert modules == tests


def test_codes_are_unique_and_every_rule_asks_a_question():
    codes = [rule.code for rule in rules.RULES]
    assert len(codes) == len(set(codes))
    assert all(rule.question.endswith("?") and rule.source for rule in rules.RULES)
