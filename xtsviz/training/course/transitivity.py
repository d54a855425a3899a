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
    task="Tick who appears where. Cells where people are at home are no question.",
    hints=(
        "Follow one person: what is Adele Vance in Fabrikam, a colleague or an external?",
        "An arrow syncs the internal members of its own source. Is Adele internal to Fabrikam?",
    ),
    lesson="Synchronization is not transitive. An arrow syncs only those who are internal to its "
    "source. A user from another arrow is an external there, and externals are never passed on.",
    source=OVERVIEW,
    ask=lambda: who_appears(sample_design("Two arrows in a row", _TENANTS, _CHAIN)),
)

reach_the_end = Build(
    name="reach-the-end",
    title="All the way to Litware",
    topic=_TOPIC,
    story="The chain Contoso → Fabrikam → Litware runs. “Now Contoso's people are in Litware as well”, "
    "the project lead said, and was surprised on Monday.",
    task="Edit the design until Contoso's people appear in Litware. Everybody who appears somewhere now must "
    "still appear there.",
    hints=(
        "Who may send Contoso's people? Only the tenant where they are internal.",
        "No second arrow Fabrikam → Litware helps: Contoso's people are externals in Fabrikam.",
        "Add an arrow Contoso → Litware.",
    ),
    lesson="One user can be pushed to many targets, but always from home: a user who should appear in a "
    "tenant needs an arrow from their home tenant to it.",
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
    title="Round and round",
    topic=_TOPIC,
    story="Somebody closed the circle: Contoso → Fabrikam → Litware → Contoso. “Will people go round for "
    "ever, or come home as guests of themselves?”",
    task="Tick who appears where.",
    hints=(
        "Take the three arrows one at a time: which users does each sync?",
        "Each tenant receives from its one predecessor.",
    ),
    lesson="A cycle does no harm. Each arrow stands alone and syncs its own source's people one step, "
    "so each tenant holds the people of its predecessor, and nobody comes back.",
    source=OVERVIEW,
    ask=lambda: who_appears(sample_design("Round and round", _TENANTS, [*_CHAIN, "litware->contoso"])),
)


_NOTES = {
    "adele": "member",
    "robin": "external member, of Adventure Works",
    "sasha": "external guest, of Adventure Works",
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
    story="Contoso synchronizes everybody to Fabrikam. But “everybody” is a colourful crowd: members, "
    "externals of other companies, a guest who signs in with a Contoso password, somebody who signs in by "
    "SMS, a blocked account.",
    task="Tick who appears where.",
    hints=(
        "What counts is where somebody's credentials are, not whether they are called Member or Guest.",
        "Of those with credentials in Contoso, two kinds are skipped all the same: SMS sign-in, and, by "
        "the newest document, internal guests.",
        "A blocked account is carried: it is blocked in the target as it is at home.",
    ),
    lesson="Eligible are internal members. Externals are never passed on, not even external members. SMS "
    "sign-in is skipped. On internal guests the documents disagree; the newest says no. A disabled "
    "account arrives disabled.",
    source=f"{OVERVIEW}; {TOPOLOGIES}",
    ask=lambda: who_appears(_mixed_company(), notes=_NOTES),
)

EXERCISES = (no_passing_on, reach_the_end, cycle, externals_stay)
