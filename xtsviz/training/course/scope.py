"""Exercises on who is in scope and can be created: filters, empty attributes, nested groups, mail domains."""

from __future__ import annotations

from typing import Any

from xtsviz.model.design import Design
from xtsviz.sources import CONFIGURE, KNOWN_ISSUES, SCOPING_FILTERS
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
    story="The task was “everybody but Sales”. So the administrator wrote a scoping filter: department "
    "NOT EQUALS Sales. The directory is not tidy, as in most companies.",
    task="Tick who appears in Fabrikam.",
    hints=(
        "Comparisons are case-sensitive. Is “sales” the same text as “Sales”?",
        "An empty attribute cannot be compared. A clause on it is false, also a clause with NOT.",
    ),
    lesson="A clause on an empty attribute is false, also with NOT EQUALS. So a user without a "
    "department is out of scope. Comparisons are case-sensitive. So “sales” is not equal to "
    "“Sales”, and that user is in scope.",
    source=SCOPING_FILTERS,
    ask=lambda: who_appears(_departments([[NOT_SALES]]), notes=["department"]),
)

all_but_sales = Build(
    name="all-but-sales",
    title="Correct the filter",
    topic=_TOPIC,
    story="The filter is “department NOT EQUALS Sales”. It excluded Omar Patel, who has no department "
    "yet. It included Amina Lindqvist, whose department is written “sales”.",
    task="Edit the scope of Contoso → Fabrikam. Adele Vance and Omar Patel appear in Fabrikam. Diego "
    "Okafor and Amina Lindqvist do not.",
    hints=(
        "The filter stands below Scope, on the left.",
        "All conditions of one alternative must be true (And). One alternative is enough (Or).",
        "First alternative: department NOT EQUALS Sales, and department NOT EQUALS sales. Second: "
        "department IS NULL.",
    ),
    lesson="A filter is an Or of groups. Each group is an And of clauses. To include users with an empty "
    "attribute, add an alternative with IS NULL.",
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
    story="Contoso → Fabrikam has an assigned scope: the group Aurora and the user Amina Lindqvist. The "
    "members of Aurora are Adele Vance and the group Contractors. The only member of Contractors "
    "is Diego Okafor. Omar Patel is in neither group.",
    task="Tick who appears in Fabrikam.",
    hints=(
        "Users and groups can be assigned. Which members of a group are in scope?",
        "Only direct members are in scope. Members of nested groups are not.",
    ),
    lesson="If a group is assigned, its direct members are in scope. The group may be static or dynamic. "
    "Members of groups inside it are not in scope.",
    source=CONFIGURE,
    ask=lambda: who_appears(_project()),
)

open_the_nest = Build(
    name="open-the-nest",
    title="Let the contractors in",
    topic=_TOPIC,
    story="Somebody calls: “Diego is in Aurora, the portal shows it!” Diego is a member of Contractors. "
    "Contractors is a member of Aurora.",
    task="Edit the scope of Contoso → Fabrikam. Diego Okafor appears in Fabrikam, together with Adele "
    "Vance and Amina Lindqvist. Omar Patel does not.",
    hints=(
        "Scope, on the left, lists who is assigned.",
        "Members of nested groups are not in scope. So the inner group has to be assigned too.",
        "Find the group Contractors in that list, and add it.",
    ),
    lesson="Assign the inner group too, or make its members direct members of the outer group. To "
    "synchronize all users would also work. But then everybody else appears too.",
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

_MAILS = {
    "adele": "adele@contoso.com",
    "diego": "diego@fourthcoffee.com",
    "amina": "amina@contoso.onmicrosoft.com",
    "omar": None,
}


def _bought_company() -> Design:
    people = [person("contoso", id, mail=mail) for id, mail in _MAILS.items()]
    return sample_design(
        "Mail from before", _PAIR, ["contoso->fabrikam"], people, domains={"contoso": ["contoso.com"]}
    )


mail_domain = Predict(
    name="mail-domain",
    title="Mail from before",
    topic=_TOPIC,
    story="Contoso bought Fourth Coffee. Diego Okafor has an account of Contoso now. His mail is still "
    "on fourthcoffee.com. Contoso's domains are contoso.onmicrosoft.com and, verified later, "
    "contoso.com. All users are in the scope of Contoso → Fabrikam.",
    task="Tick who appears in Fabrikam.",
    hints=(
        "The mail address of each user stands beside the name. Which domains has Contoso verified?",
        "The mail may be on a domain that the home tenant has not verified. Then the user is not "
        "created in the target. The initial domain (onmicrosoft.com) is always verified.",
    ),
    lesson="A user is created only if the mail is on a verified domain of the home tenant. The user "
    "principal name does not help. The initial domain counts as verified. A user without a mail "
    "address is created too. Change the mail address or verify the domain before you add the user "
    "to the scope.",
    source=KNOWN_ISSUES,
    ask=lambda: who_appears(
        _bought_company(), notes={id: mail or "no mail address" for id, mail in _MAILS.items()}
    ),
)

EXERCISES = (empty_department, all_but_sales, nested_group, open_the_nest, mail_domain)
