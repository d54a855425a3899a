"""Exercises on how far people get: no transitivity, cycles, externals."""

from __future__ import annotations

from xtsviz.model.design import Design
from xtsviz.sources import OVERVIEW, TOPOLOGIES
from xtsviz.training.checks import reaches
from xtsviz.training.course.sample_design import company_people, person, sample_design
from xtsviz.training.exercise import Build, Predict
from xtsviz.training.question import who_appears

_TOPIC = "How far people get"
_TENANTS = ["contoso", "fabrikam", "litware"]
_CHAIN = ["contoso->fabrikam", "fabrikam->litware"]

no_passing_on = Predict(
    name="no-passing-on",
    title="Two arrows in a row",
    topic=_TOPIC,
    story="Contoso synchronizes everybody to Fabrikam. Fabrikam synchronizes everybody to Litware.",
    task="Tick who appears where. The tenants where people are at home are filled in already.",
    hints=(
        "Look at one person. Is Adele Vance internal or external in Fabrikam?",
        "An arrow syncs the internal members of its own source. Is Adele internal to Fabrikam?",
    ),
    lesson="Synchronization is not transitive. An arrow syncs only users who are internal in its source. "
    "A user who was synced by another arrow is an external there. Externals are never passed on.",
    source=OVERVIEW,
    ask=lambda: who_appears(sample_design("Two arrows in a row", _TENANTS, _CHAIN)),
)

reach_the_end = Build(
    name="reach-the-end",
    title="All the way to Litware",
    topic=_TOPIC,
    story="The arrows Contoso → Fabrikam and Fabrikam → Litware are active. The project lead said: “Now "
    "Contoso's people are in Litware too.” On Monday, they were not there.",
    task="Make Contoso's people appear in Litware. Everybody who appears somewhere now still appears there.",
    hints=(
        "Which tenant can send Contoso's people? Only the tenant where they are internal.",
        "A second arrow Fabrikam → Litware does not help. Contoso's people are externals in Fabrikam.",
        "Add an arrow Contoso → Litware.",
    ),
    lesson="Arrows can sync one user to many targets. All these arrows begin in the home tenant. A user "
    "who should appear in a tenant needs an arrow from the home tenant to that tenant.",
    source=OVERVIEW,
    start=lambda: sample_design("All the way to Litware", _TENANTS, _CHAIN),
    goals=(
        reaches("contoso", "litware"),
        reaches("contoso", "fabrikam"),
        reaches("fabrikam", "litware"),
    ),
    solution=lambda design: design.add_arrow("contoso", "litware"),
)

cycle = Predict(
    name="cycle",
    title="A cycle of arrows",
    topic=_TOPIC,
    story="Somebody added a third arrow. Now there is a cycle: Contoso → Fabrikam → Litware → Contoso. "
    "People ask two questions. Will sync run for ever? Will people appear as guests in their own "
    "tenant?",
    task="Tick who appears where.",
    hints=(
        "Look at the three arrows one at a time. Which users does each arrow sync?",
        "Only one arrow ends in each tenant.",
    ),
    lesson="A cycle does no harm. Each arrow is independent. It syncs only the people of its own source. "
    "So the externals of each tenant come from one other tenant. Nobody appears as an external at "
    "home.",
    source=OVERVIEW,
    ask=lambda: who_appears(sample_design("A cycle of arrows", _TENANTS, [*_CHAIN, "litware->contoso"])),
)


_NOTES = {
    "adele": "member",
    "robin": "external member of Adventure Works",
    "sasha": "external guest of Adventure Works",
    "dana": "user type Guest, signs in with a Contoso password",
    "jordan": "member, signs in by SMS",
    "diego": "member, account disabled",
}


def _mixed_company() -> Design:
    outside = {"credentials": "external", "external_user_state": "Accepted"}
    people = [
        person("contoso", "adele"),
        person("contoso", "robin", "Robin Costa", **outside, user_type="Member"),
        person("contoso", "sasha", "Sasha Demir", **outside, user_type="Guest"),
        person("contoso", "dana", "Dana Rossi", user_type="Guest"),
        person("contoso", "jordan", "Jordan Ito", sms_sign_in=True),
        person("contoso", "diego", account_enabled=False),
        *company_people("fabrikam"),
    ]
    return sample_design("A mixed company", ["contoso", "fabrikam"], ["contoso->fabrikam"], people)


externals_stay = Predict(
    name="externals-stay",
    title="A mixed company",
    topic=_TOPIC,
    story="Contoso synchronizes everybody to Fabrikam. But Contoso has different users: members, "
    "externals of other companies, a guest who signs in with a Contoso password, a user who signs "
    "in by SMS, and a blocked account.",
    task="Tick who appears where.",
    hints=(
        "What matters is where a user's credentials are. The user type Member or Guest does not matter.",
        "Two kinds of users with credentials in Contoso are skipped: users with SMS sign-in, and "
        "internal guests (by the newest document).",
        "A blocked account is synced. It is also blocked in the target.",
    ),
    lesson="An arrow syncs internal members. Externals are never passed on, not even external members. "
    "Users with SMS sign-in are skipped. The documents disagree about internal guests. The newest "
    "one says that they are not synced. An account that is disabled at home is also disabled in "
    "the target.",
    source=f"{OVERVIEW}; {TOPOLOGIES}",
    ask=lambda: who_appears(_mixed_company(), notes=_NOTES),
)

EXERCISES = (no_passing_on, reach_the_end, cycle, externals_stay)
