"""Exercises on who is in scope: filters, empty attributes, nested groups."""

from __future__ import annotations

from typing import Any

from xtsviz.model.design import Design
from xtsviz.sources import CONFIGURE, SCOPING_FILTERS
from xtsviz.training.checks import nobody, reaches
from xtsviz.training.course.sample_design import person, sample_design
from xtsviz.training.exercise import Build, Predict
from xtsviz.training.question import who_appears

_TOPIC = "Scope"
_PAIR = ["contoso", "fabrikam"]
NOT_SALES = {"attribute": "department", "operator": "NOT EQUALS", "value": "Sales"}
NO_DEPARTMENT = {"attribute": "department", "operator": "IS NULL"}


def _departments(filters: list[list[dict[str, Any]]]) -> Design:
    people = [
        person("contoso", "adele", attributes={"department": "IT"}),
        person("contoso", "diego", attributes={"department": "Sales"}),
        person("contoso", "amina", attributes={"department": "sales"}),
        person("contoso", "omar"),
    ]
    arrow = {"source": "contoso", "target": "fabrikam", "scope": {"filters": filters}}
    return sample_design("Everybody but Sales", _PAIR, [arrow], people)


empty_department = Predict(
    name="empty-department",
    title="Everybody but Sales?",
    topic=_TOPIC,
    story="“Everybody but Sales”, they said, and the administrator wrote a scoping filter: department NOT "
    "EQUALS Sales. The directory is as tidy as directories are.",
    task="Tick who appears in Fabrikam.",
    hints=(
        "Comparisons are case-sensitive: is “sales” the same text as “Sales”?",
        "What is not there cannot be compared: a clause on an empty attribute is false, also one with NOT.",
    ),
    lesson="A clause on an empty attribute is false, NOT EQUALS included: a user without a department is "
    "out of scope. And comparisons are case-sensitive, so “sales” slips through.",
    source=SCOPING_FILTERS,
    ask=lambda: who_appears(_departments([[NOT_SALES]]), notes=["department"]),
)

all_but_sales = Build(
    name="all-but-sales",
    title="Correct the filter",
    topic=_TOPIC,
    story="The filter “department NOT EQUALS Sales” left Omar Patel out, who has no department yet, and "
    "let Amina Lindqvist in, whose department is written “sales”.",
    task="Edit the scope of Contoso → Fabrikam until Adele Vance and Omar Patel appear in Fabrikam, and "
    "Diego Okafor and Amina Lindqvist do not.",
    hints=(
        "Select the arrow, then open Selected arrow on the left: the filter is there.",
        "Conditions of one alternative must all hold (And); of several alternatives one is enough (Or).",
        "First alternative: department NOT EQUALS Sales, and department NOT EQUALS sales. Second: department IS NULL.",
    ),
    lesson="A filter is an Or of groups, each an And of clauses. Who has an empty attribute gets in by an "
    "alternative of its own with IS NULL.",
    source=SCOPING_FILTERS,
    start=lambda: _departments([[NOT_SALES]]),
    goals=(
        reaches("contoso", "fabrikam", ["adele", "omar"]),
        nobody("contoso", "fabrikam", ["diego", "amina"]),
    ),
    solution=lambda design: design.update_arrow(
        "contoso->fabrikam", filters=[[NOT_SALES, NOT_SALES | {"value": "sales"}], [NO_DEPARTMENT]]
    ),
)


def _project() -> Design:
    people = [person("contoso", id) for id in ("adele", "diego", "amina", "omar")]
    groups = [
        {"id": "aurora", "tenant": "contoso", "name": "Aurora", "members": ["adele", "contractors"]},
        {"id": "contractors", "tenant": "contoso", "name": "Contractors", "members": ["diego"]},
    ]
    scope = {"users": "assigned", "assigned": ["aurora", "amina"]}
    arrow = {"source": "contoso", "target": "fabrikam", "scope": scope}
    return sample_design("Project Aurora", _PAIR, [arrow], people, groups)


nested_group = Predict(
    name="nested-group",
    title="A group in a group",
    topic=_TOPIC,
    story="Contoso → Fabrikam has an assigned scope: the group Aurora, and Amina Lindqvist herself. "
    "Members of Aurora are Adele Vance and the group Contractors. The one member of Contractors is Diego "
    "Okafor. Omar Patel is in neither.",
    task="Tick who appears in Fabrikam.",
    hints=(
        "Assigned are users and groups. Of a group, who counts?",
        "Direct members only: nested groups are not followed.",
    ),
    lesson="Assignment reaches direct members of an assigned group, whether it is static or dynamic. "
    "Groups inside it are not followed.",
    source=CONFIGURE,
    ask=lambda: who_appears(_project()),
)

open_the_nest = Build(
    name="open-the-nest",
    title="Let the contractors in",
    topic=_TOPIC,
    story="“Diego is in Aurora, the portal says so!” He is: as a member of Contractors, which is a member of Aurora.",
    task="Edit the scope of Contoso → Fabrikam until Diego Okafor appears in Fabrikam together with Adele "
    "Vance and Amina Lindqvist. Omar Patel stays out.",
    hints=(
        "Select the arrow, then open Selected arrow on the left: Scope lists who is assigned.",
        "Nested groups are not followed, so the inner group has to be assigned itself.",
        "Find the group Contractors there, and add it.",
    ),
    lesson="Assign the inner group as well, or make its members direct members. Synchronizing all users "
    "would do, too, and bring everybody else along.",
    source=CONFIGURE,
    start=_project,
    goals=(
        reaches("contoso", "fabrikam", ["adele", "diego", "amina"]),
        nobody("contoso", "fabrikam", ["omar"]),
    ),
    solution=lambda design: design.update_arrow(
        "contoso->fabrikam", assigned=["aurora", "amina", "contractors"]
    ),
)

EXERCISES = (empty_department, all_but_sales, nested_group, open_the_nest)
