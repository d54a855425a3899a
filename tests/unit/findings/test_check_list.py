"""The findings as a check list: who has to do what, and keys that stay."""

import xtsviz as xts
from tests.unit.findings.designs import a_design, arrow, people
from xtsviz.findings.check_list import NOTHING_TO_DO, check_list
from xtsviz.findings.check_list_text import markdown
from xtsviz.io.csv_output import csv_text

CLOSED = {"gates": {"inbound_auto_redeem": False, "outbound_auto_redeem": False}}


def checks_of(design):
    return check_list(xts.user_flow(design))


def test_each_finding_is_once_in_the_section_of_who_has_to_do_it():
    design = a_design([arrow("contoso", "fabrikam", **CLOSED)], people("contoso", 2))
    checks = checks_of(design)
    assert sorted(check.finding.code for check in checks.checks) == sorted(f.code for f in xts.review(design))
    where = {check.finding.code: section.title for section in checks for check in section.checks}
    assert where["auto-redeem-inbound-missing"] == "Fabrikam: Security Administrator"
    assert where["auto-redeem-outbound-missing"] == "Contoso: Security Administrator"
    assert [section.title for section in checks][-1] == NOTHING_TO_DO
    assert all(not check.finding.remedy for check in checks[-1].checks)


def test_the_keys_are_different_and_survive_an_edit_elsewhere():
    design = a_design([arrow("contoso", "fabrikam", **CLOSED)], people("contoso", 2))
    before = {check.key for check in checks_of(design).checks}
    assert len(before) == len(xts.review(design))
    grown = design.add_arrow("contoso", "litware").add_tenant("Woodgrove")
    after = {check.key for check in checks_of(grown).checks}
    assert before <= after


def test_many_findings_of_one_kind_are_a_group_with_a_title():
    design = xts.templates.full_mesh([f"Tenant {n}" for n in range(8)])
    groups = {group.title: group for section in checks_of(design) for group in section.groups}
    assert groups["8 licence notes"].is_folded
    assert groups["8 object count notes"].is_folded


def test_done_is_counted_and_written():
    design = a_design([arrow("contoso", "fabrikam", **CLOSED)], people("contoso", 2))
    checks = checks_of(design)
    done = {checks[0].checks[0].key}
    assert checks.open_work() - checks.open_work(done) == 1
    table = checks.to_frame(done)
    assert list(table["done"])[:2] == ["yes", "no"]
    text = markdown(checks, "A design", done)
    assert text.count("- [x] ") == 1
    assert "1 of 2 to do." in text


def test_names_of_strangers_act_neither_in_markdown_nor_in_a_spreadsheet():
    name = "=1+1<img src=x>[a](http://x)```\n# Heading"
    tenants = [{"id": "contoso", "name": name}, {"id": "fabrikam", "name": "Fabrikam"}]
    design = a_design([arrow("contoso", "fabrikam", **CLOSED)], people("contoso", 2), tenants)
    checks = checks_of(design)
    text = markdown(checks, name)
    outside = [line for n, part in enumerate(text.split("````")) if n % 2 == 0 for line in part.split("\n")]
    assert not any("<img" in line.replace("\\<", "") for line in outside)
    assert "\n# Heading" not in text
    assert "\n=1" not in csv_text(checks.to_frame())
    assert ",=1" not in csv_text(checks.to_frame())
