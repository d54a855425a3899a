"""What was assumed while lists were read: one finding per note."""

import xtsviz as xts
from tests.unit.findings.designs import a_design, arrow

CODE = "list-assumed"


def notes_of(*notes, **parts):
    design = a_design([arrow("contoso", "fabrikam")], notes=list(notes), **parts)
    return [(f.subject, f.message, f.severity) for f in xts.review(design) if f.code == CODE]


def test_each_note_is_a_finding_about_its_tenant_or_arrow():
    nobody_said = "No row says whether {the} account is enabled: taken as enabled."
    assert notes_of(
        {"about": "contoso", "message": nobody_said},
        {"about": "contoso->fabrikam", "message": "The scope was not exported."},
        {"about": "elsewhere.csv", "message": "Three columns were not understood."},
    ) == [
        ("contoso->fabrikam", "The scope was not exported.", "info"),
        ("contoso", nobody_said, "info"),
        ("contoso", "Three columns were not understood.", "info"),
    ]


def test_a_note_becomes_a_sentence():
    assert notes_of({"about": "contoso", "message": "no row says the user type"}) == [
        ("contoso", "No row says the user type.", "info")
    ]


def test_no_notes_no_findings():
    assert notes_of() == []


def test_a_design_without_tenants_can_have_notes():
    document = {"format": "xtsviz-topology", "version": 1, "tenants": [], "notes": [{"message": "Empty."}]}
    assert xts.review(xts.Design.from_document(document)) == ()
