"""Findings as a notebook's reader and a script use them."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest

import xtsviz as xts
from xtsviz.errors import DesignError

COLUMNS = ["code", "severity", "subject", "message", "remedy", "source"]


def a_finding(code, severity, **fields):
    texts = {"subject": "contoso", "message": "So it is.", "remedy": "", "source": "Somewhere"}
    return xts.Finding(code=code, severity=severity, **{**texts, **fields})


@pytest.fixture
def findings():
    return xts.Findings(
        [a_finding("a", "error"), a_finding("b", "warning"), a_finding("b", "info"), a_finding("c", "info")]
    )


def test_they_are_a_sequence(findings):
    assert len(findings) == 4
    assert [finding.code for finding in findings] == ["a", "b", "b", "c"]
    assert findings[0].severity == "error"
    assert a_finding("a", "error") in findings
    assert findings.codes == {"a", "b", "c"}


def test_a_finding_does_not_change(findings):
    with pytest.raises(AttributeError):
        findings[0].code = "x"


def test_as_a_frame(findings):
    frame = findings.to_frame()
    assert list(frame.columns) == COLUMNS
    assert frame["severity"].tolist() == ["error", "warning", "info", "info"]
    assert frame.loc[0].to_dict() == {
        "code": "a",
        "severity": "error",
        "subject": "contoso",
        "message": "So it is.",
        "remedy": "",
        "source": "Somewhere",
    }


def test_no_findings_are_a_frame_with_the_columns():
    frame = xts.Findings().to_frame()
    assert list(frame.columns) == COLUMNS
    assert len(frame) == 0


@pytest.mark.parametrize("severity, codes", [("error", "a"), ("warning", "ab"), ("info", "abbc")])
def test_those_of_a_severity_or_graver(findings, severity, codes):
    grave = findings.at_least(severity)
    assert isinstance(grave, xts.Findings)
    assert "".join(finding.code for finding in grave) == codes


@pytest.mark.parametrize("wrong", ["fatal", "Error", None, []])
def test_a_severity_that_is_none(findings, wrong):
    with pytest.raises(DesignError, match="it is error, warning, info"):
        findings.at_least(wrong)


class Cells(HTMLParser):
    """The texts of a table's cells, and every element that occurs."""

    def __init__(self, html):
        super().__init__()
        self.cells, self.elements = [], set()
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.elements.add(tag)
        if tag == "td":
            self.cells.append("")

    def handle_data(self, data):
        if self.cells and self.lasttag == "td":
            self.cells[-1] += data.rstrip("\n ")


NASTY = '<script>alert(1)</script> & "<img src=x onerror=y>" ‮ =1+3'


def test_a_notebook_shows_them_as_a_table_with_names_as_text():
    long = NASTY + " and so on" * 60
    html = xts.Findings([a_finding("a", "error", subject="<b>", message=long, remedy=NASTY)])._repr_html_()
    table = Cells(html)
    assert table.elements <= {"table", "thead", "tbody", "tr", "th", "td"}
    assert table.cells == ["a", "error", "<b>", long, NASTY, "Somewhere"]


def test_a_review_of_nasty_names_shows_them_as_text():
    design = xts.templates.user_hub([NASTY, "Fabrikam"], members=1).update_arrow(
        xts.templates.user_hub([NASTY, "Fabrikam"]).arrows[0].id, inbound_sync_allowed=False
    )
    table = Cells(xts.review(design)._repr_html_())
    assert table.elements <= {"table", "thead", "tbody", "tr", "th", "td"}
    assert any(NASTY in cell for cell in table.cells)


def test_nothing_found_is_said():
    assert xts.Findings()._repr_html_() == "<p>Nothing found.</p>"
