"""The overlay *Health*: arrows that do not work, and findings."""

from tests.unit.view.samples import picture, states


def links(drawn):
    return {link.id: link for link in drawn.links}


def test_health_counts_findings():
    drawn = picture(states(), "health")
    assert [(b.severity, b.count) for b in drawn.node_by_id["fabrikam"].badges] == [
        ("error", 1),
        ("info", 1),
    ]
    assert drawn.node_by_id["fabrikam"].detail == "1 error · 1 note"
    assert {e.style for e in drawn.legend if e.kind == "line"} >= {
        "open",
        "half",
        "blocked",
        "paused",
        "unknown",
    }
    assert "!" in links(drawn)["contoso->litware"].label
