"""An exercise on synchronized groups: who is in the copy of a group in the target."""

from __future__ import annotations

from xtsviz.flow import user_flow
from xtsviz.model.design import Design
from xtsviz.sources import CONFIGURE
from xtsviz.training.course.sample_design import person, sample_design
from xtsviz.training.exercise import Predict
from xtsviz.training.question import Heading, Question

THERE, IN_COPY = "there", "in-copy"


def _project() -> Design:
    people = [
        person("contoso", "adele", attributes={"department": "IT"}),
        person("contoso", "diego", attributes={"department": "Sales"}),
        person("contoso", "amina", attributes={"department": "IT"}),
        person("contoso", "omar", attributes={"department": "IT"}),
    ]
    groups = [
        {"id": "aurora", "tenant": "contoso", "name": "Aurora", "members": ["adele", "diego", "contractors"]},
        {"id": "contractors", "tenant": "contoso", "name": "Contractors", "members": ["amina", "omar"]},
    ]
    scope = {
        "users": "assigned",
        "assigned": ["aurora", "amina"],
        "filters": [[{"attribute": "department", "operator": "EQUALS", "value": "IT"}]],
    }
    arrow = {"source": "contoso", "target": "fabrikam", "scope": scope, "sync_groups": True}
    return sample_design("Project Aurora in Fabrikam", ["contoso", "fabrikam"], [arrow], people, groups)


_WHY = {
    "adele": "Adele Vance is a direct member of Aurora and meets the filter: she is in Fabrikam and in the copy.",
    "diego": "Diego Okafor is a direct member of Aurora, but he does not meet the filter: he is out of scope, so he is "
    "neither in Fabrikam nor in the copy.",
    "amina": "Amina Lindqvist is assigned herself, so she is in Fabrikam. But she is in Aurora only through "
    "Contractors, and nested groups are not followed: she is not in the copy.",
    "omar": "Omar Patel is in Aurora only through Contractors, and nested groups are not followed: he is neither in "
    "Fabrikam nor in the copy.",
}


def _question() -> Question:
    design = _project()
    flow = user_flow(design)
    people = design.directory.to_dict("records")
    there = {(user, THERE) for user in flow.externals("fabrikam")["user"]}
    in_copy = {(user, IN_COPY) for copy in flow.group_copies for user in copy.member_ids}
    return Question(
        rows=tuple(Heading(user["id"], user["display_name"], user["department"]) for user in people),
        columns=(Heading(THERE, "In Fabrikam"), Heading(IN_COPY, "In Fabrikam's copy of Aurora")),
        answer=frozenset(there | in_copy),
        why=lambda user, _column: _WHY[user],
        fixed_cells={},
        design=design,
        nothing="Neither",
    )


group_copy = Predict(
    name="group-copy",
    title="The copy of a group",
    topic="Groups",
    story="Contoso → Fabrikam also synchronizes groups. Assigned are the group Aurora and the user "
    "Amina Lindqvist. The filter is department EQUALS IT. The members of Aurora are Adele Vance, "
    "Diego Okafor and the group Contractors. The members of Contractors are Amina Lindqvist and "
    "Omar Patel.",
    task="Fabrikam gets a copy of Aurora. Tick who appears in Fabrikam. Also tick who is a member of "
    "the copy.",
    hints=(
        "The copy can have only users who are in Fabrikam. Who is in scope?",
        "The copy has direct members of the group only. Members of nested groups are not followed.",
        "Somebody can be in Fabrikam for another reason, and not be in the copy.",
    ),
    lesson="An assigned group appears in the target as a security group. Its members there are the "
    "direct members who are in scope and who are there. Nested groups are not followed. The "
    "nested group itself does not appear.",
    source=CONFIGURE,
    ask=_question,
)

EXERCISES = (group_copy,)
