"""Exercises on user types in the target: external members, external guests, and existing guests."""

from __future__ import annotations

import narwhals as nw

from xtsviz.flow import user_flow
from xtsviz.model.design import Design
from xtsviz.model.frames import collect
from xtsviz.sources import CONFIGURE, OVERVIEW
from xtsviz.training.checks import become, reaches
from xtsviz.training.course.sample_design import company_people, person, sample_design
from xtsviz.training.exercise import Build, Predict
from xtsviz.training.question import Heading, Question

_TOPIC = "Member or guest"
_ARROW = "contoso->fabrikam"

guest_not_member = Build(
    name="guest-not-member",
    title="Partners are guests",
    topic=_TOPIC,
    story="Fabrikam belongs to the same group of companies as Contoso. Its people are external members "
    "in Contoso. Litware is a partner. Its people should only have the rights of guests. But its "
    "arrow was created with the default user type.",
    task="Make Litware's people external guests in Contoso. Fabrikam's people stay external members.",
    hints=(
        "The user type in the target is a constant in the arrow's mapping. The default is Member.",
        "Choose Litware → Contoso on the left. Look at In the target.",
        "Set User type to Guest.",
    ),
    lesson="The user type is a constant in each arrow's mapping. The default is Member. An external "
    "member has the directory rights of a member. So decide the user type for each arrow.",
    source=OVERVIEW,
    start=lambda: sample_design(
        "Partners are guests",
        ["contoso", "fabrikam", "litware"],
        ["fabrikam->contoso", "litware->contoso"],
    ),
    goals=(
        reaches("litware", "contoso"),
        become("litware", "contoso", "Guest"),
        reaches("fabrikam", "contoso"),
        become("fabrikam", "contoso", "Member"),
    ),
    solution=lambda design: design.update_arrow("litware->contoso", user_type="Guest"),
)


def _design_with_guests(pending: bool) -> Design:
    def invited(id: str, name: str, state: str) -> dict[str, object]:
        return person(
            "fabrikam",
            f"{id}-guest",
            name,
            credentials="external",
            user_type="Guest",
            home_user=id,
            external_user_state=state,
        )

    people = [
        *company_people("contoso", 3 if pending else 2),
        *company_people("fabrikam", 1),
        invited("diego", "Diego Okafor", "Accepted"),
        *([invited("amina", "Amina Lindqvist", "PendingAcceptance")] if pending else []),
    ]
    return sample_design("Guests from before", ["contoso", "fabrikam"], [_ARROW], people)


def _what_they_become() -> Question:
    """The question about Contoso's people in Fabrikam, answered by the flow."""
    design = _design_with_guests(pending=True)
    flow = user_flow(design)
    externals = collect(nw.from_native(flow.externals("fabrikam")))
    notes = {"adele": "never invited", "diego": "guest, has accepted", "amina": "guest, invitation pending"}
    rows, answer, reasons = [], set(), {}
    for id, name, kind, arrow in externals.select("user", "display_name", "user_type", "arrow").iter_rows():
        managed = isinstance(arrow, str)
        rows.append(Heading(id, name, notes[id]))
        answer |= {(id, kind), *([(id, "managed")] if managed else [])}
        trace = flow.trace(id)
        sentence = trace["explanation"].iloc[0]
        if managed and kind == "Guest":
            sentence = (
                f"{name} was a guest in Fabrikam before. The arrow matches that object and manages it from now on, but "
                "leaves its user type as it is."
            )
        reasons[id] = sentence
    return Question(
        row_title="Of Contoso",
        rows=tuple(sorted(rows, key=lambda heading: list(notes).index(heading.key))),
        columns=(
            Heading("Member", "External member in Fabrikam"),
            Heading("Guest", "External guest in Fabrikam"),
            Heading("managed", "Managed by the arrow"),
        ),
        answer=frozenset(answer),
        why=lambda row, _column: reasons[row],
        fixed_cells={},
        design=design,
    )


existing_guests = Predict(
    name="existing-guests",
    title="Guests from before",
    topic=_TOPIC,
    story="Before the arrow existed, Fabrikam invited guests by hand. Diego Okafor accepted. Amina "
    "Lindqvist never opened the mail. Adele Vance was not invited. Now Contoso → Fabrikam "
    "synchronizes everybody, as members.",
    task="Tick the user type in Fabrikam after the first cycle. Also tick whose object the arrow manages.",
    hints=(
        "Sync matches a guest who has accepted. It does not create a second object.",
        "By default, sync sets the user type only when it creates an object. It does not set it when "
        "it matches one.",
        "Sync cannot match a guest who has not accepted. So the arrow does not sync that user.",
    ),
    lesson="A guest who has accepted is matched and updated, and stays a guest. A guest whose invitation "
    "is pending is not matched. First redeem the invitation, or delete the guest. Sync creates a "
    "new object for everybody else.",
    source=CONFIGURE,
    ask=_what_they_become,
)

promote_guest = Build(
    name="promote-guest",
    title="From guest to member",
    topic=_TOPIC,
    story="Teams in Fabrikam treats guests and members differently. Diego Okafor has been a guest since "
    "last year. Adele Vance is a member there. Diego cannot see channels that Adele can see.",
    task="Make both external members in Fabrikam. Do not delete anybody. Do not invite anybody again.",
    hints=(
        "The arrow already creates members. For which users?",
        "The mapping of the user type can be applied always. By default it is applied only when an "
        "object is created.",
        "Look at In the target, on the left. Tick “also change who is external there already”.",
    ),
    lesson="By default, the mapping of the user type is applied when an object is created. It can also "
    "change existing externals. For that, set the mapping to be applied always (flow type "
    "Always).",
    source=CONFIGURE,
    start=lambda: _design_with_guests(pending=False),
    goals=(reaches("contoso", "fabrikam"), become("contoso", "fabrikam", "Member")),
    solution=lambda design: design.update_arrow(_ARROW, user_type_flow="Always"),
)

EXERCISES = (guest_not_member, existing_guests, promote_guest)
