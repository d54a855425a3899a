"""A sample day for the acquisition example, with one event of each kind that a trainer wants to show."""

from __future__ import annotations

from xtsviz.simulation.events import MINUTES_PER_DAY, Event


def sample_day() -> tuple[Event, ...]:
    """Events for `xtsviz.examples.acquisition`, from the first morning to the end of the 30 days of restore.

    They show a hire and a departure, a move between departments and back, a disabled account, a block in the target
    and the change at home that undoes it, a deletion in the target that sync does not undo, a user who leaves the
    target and returns, and a gate that closes and opens.
    """
    to_fabrikam, to_contoso = "contoso->fabrikam", "fabrikam->contoso"
    return (
        Event(5, "deleteSource", user="henrietta.lorenz@fabrikam.com"),
        Event(
            25,
            "hire",
            user="nadia-ali",
            tenant="contoso",
            values={
                "display_name": "Nadia Ali",
                "user_principal_name": "nadia.ali@contoso.com",
                "mail": "nadia.ali@contoso.com",
                "department": "IT",
                "country": "US",
            },
        ),
        Event(60, "sourceAttributeChange", user="zoe.lorenz@contoso.com", values={"department": "HR"}),
        Event(70, "disableSource", user="joni.cline@contoso.com"),
        Event(130, "disableInTarget", user="nadia-ali", tenant="fabrikam"),
        Event(190, "sourceAttributeChange", user="nadia-ali", values={"jobTitle": "Administrator"}),
        Event(210, "sourceAttributeChange", user="zoe.lorenz@contoso.com", values={"department": "IT"}),
        Event(250, "userLeaves", user="nadia-ali", tenant="fabrikam"),
        Event(290, "deleteInTarget", user="nadia-ali", tenant="fabrikam"),
        Event(330, "closeGate", arrow=to_contoso, gate="inbound_sync_allowed"),
        Event(340, "deleteSource", user="pradeep.cline@fabrikam.com"),
        Event(420, "openGate", arrow=to_contoso, gate="inbound_sync_allowed"),
        Event(480, "pauseJob", arrow=to_fabrikam),
        Event(490, "enableSource", user="joni.cline@contoso.com"),
        Event(530, "startJob", arrow=to_fabrikam),
        Event(31 * MINUTES_PER_DAY, "restartJob", arrow=to_fabrikam),
    )
