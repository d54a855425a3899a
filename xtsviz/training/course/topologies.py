"""Exercises on arrows and the named topologies."""

from __future__ import annotations

from xtsviz import templates
from xtsviz.flow import user_flow
from xtsviz.sources import TOPOLOGIES, TOPOLOGIES_2023
from xtsviz.training.checks import at_most, nobody, reaches
from xtsviz.training.course.sample_design import sample_design
from xtsviz.training.exercise import Build, Predict
from xtsviz.training.question import Heading, Question

_TOPIC = "Arrows and shapes"

first_arrow = Build(
    name="first-arrow",
    title="The first arrow",
    topic=_TOPIC,
    story="Fabrikam runs an expense application. From Monday on, everybody at Contoso will use it. "
    "Nobody of Fabrikam needs access to Contoso's tenant.",
    task="Make Contoso's people appear in Fabrikam. Nobody of Fabrikam appears in Contoso.",
    hints=(
        "An arrow is one configuration. It begins in the tenant where people are at home. It ends in "
        "the tenant where they should appear.",
        "Look at the grid. Each row is a source. Each column is a target.",
        "Press the cell in the row Contoso and the column Fabrikam.",
    ),
    lesson="An arrow pushes. The source decides which users it sends. The target only allows it. An "
    "arrow goes one way.",
    source=TOPOLOGIES,
    start=lambda: sample_design("The first arrow", ["contoso", "fabrikam"]),
    goals=(reaches("contoso", "fabrikam"), nobody("fabrikam", "contoso")),
    solution=lambda design: design.add_arrow("contoso", "fabrikam"),
)

both_ways = Build(
    name="both-ways",
    title="Both ways",
    topic=_TOPIC,
    story="The expense application was a success. Now the two companies work on one project. People "
    "search should find everybody in both tenants.",
    task="Contoso's people already appear in Fabrikam. Make Fabrikam's people appear in Contoso too.",
    hints=(
        "Where are Fabrikam's people at home? Can the existing arrow sync them?",
        "Each direction needs its own configuration. Each one is made in its own source tenant.",
        "Add an arrow Fabrikam → Contoso. Keep the other one.",
    ),
    lesson="Both directions are two independent configurations. Each one syncs only the internal members "
    "of its own source. So they never sync the same user. Nobody appears as an external at home.",
    source=TOPOLOGIES,
    start=lambda: sample_design("Both ways", ["contoso", "fabrikam"], ["contoso->fabrikam"]),
    goals=(reaches("contoso", "fabrikam"), reaches("fabrikam", "contoso")),
    solution=lambda design: design.add_arrow("fabrikam", "contoso"),
)

_SHAPES = (
    templates.single_source_single_target,
    templates.single_source_multiple_targets,
    templates.multiple_sources_single_target,
    templates.mesh_peer_to_peer,
)
_HEADINGS = {
    "single_source_single_target": Heading("single-single", "Single source, single target", "2 tenants"),
    "single_source_multiple_targets": Heading(
        "single-multiple", "Single source, multiple targets", "3 tenants"
    ),
    "multiple_sources_single_target": Heading(
        "multiple-single", "Multiple sources, single target", "3 tenants"
    ),
    "mesh_peer_to_peer": Heading("mesh", "Mesh peer-to-peer", "3 tenants"),
}


def _four_shapes() -> Question:
    """The question where people appear in each of the four shapes with Contoso named first."""
    columns = {
        "contoso-elsewhere": ("contoso", "fabrikam"),
        "others-in-contoso": ("fabrikam", "contoso"),
        "others-in-others": ("fabrikam", "litware"),
    }
    answer, reasons = set(), {}
    for make in _SHAPES:
        design = make(["Contoso", "Fabrikam", "Litware"][: 2 if make is _SHAPES[0] else 3], members=2)
        counts = user_flow(design).counts()
        key = _HEADINGS[make.__name__].key
        for column, (home, tenant) in columns.items():
            names = [arrow.id.replace("->", " → ").title() for arrow in design.arrows]
            arrow_list = f"Its arrows are {', '.join(names)}"
            if tenant not in counts:
                reasons[key, column] = (
                    "It has two tenants only, so there is no third company where they could appear."
                )
                continue
            arrow = f"{design.tenant(home).name} → {design.tenant(tenant).name}"
            if counts.loc[home, tenant]:
                answer.add((key, column))
                reasons[key, column] = f"{arrow_list}: {arrow} syncs them."
            else:
                reasons[key, column] = f"{arrow_list}: none is {arrow}."
    return Question(
        row_title="Topology",
        rows=tuple(_HEADINGS.values()),
        columns=(
            Heading("contoso-elsewhere", "Contoso's people appear in Fabrikam"),
            Heading("others-in-contoso", "Fabrikam's people appear in Contoso"),
            Heading("others-in-others", "Fabrikam's people appear in Litware"),
        ),
        answer=frozenset(answer),
        why=lambda row, column: reasons[row, column],
        fixed_cells={},
    )


four_shapes = Predict(
    name="four-shapes",
    title="Four topologies",
    topic=_TOPIC,
    story="An architect shows four slides. Contoso is named first on each slide. It is the single "
    "source on the first two slides, and the single target on the third. Fabrikam is named "
    "second. Litware is named third. The first slide has no Litware.",
    task="Tick what is true for each topology.",
    hints=(
        "Draw each topology as arrows on paper. An arrow begins at a source. It ends at a target.",
        "In “multiple sources, single target” Contoso receives users. Do its own people appear "
        "anywhere else?",
        "Only the mesh has an arrow between Fabrikam and Litware.",
    ),
    lesson="The topology decides who appears where. A hub does not pass users on. So the other tenants "
    "of a hub never see each other.",
    source=TOPOLOGIES_2023,
    ask=_four_shapes,
)


def _todays_names() -> Question:
    """The question which name each of the four shapes has today; answered by the catalog of templates."""
    columns = {"user_hub": "User hub", "application_hub": "Application hub", "full_mesh": "Full mesh"}
    answer, reasons = set(), {}
    for function, heading in _HEADINGS.items():
        entry = templates.find(function)
        now = next((alias for alias in entry.aliases if alias in columns), "none")
        answer.add((heading.key, now))
        sentence = (
            f"today it is called {columns[now].lower()}"
            if now in columns
            else "today it has no name of its own"
        )
        for column in (*columns, "none"):
            reasons[heading.key, column] = f"“{heading.label}”: {sentence}. {entry.purpose}"
    return Question(
        row_title="Name of 2023",
        rows=tuple(Heading(heading.key, heading.label) for heading in _HEADINGS.values()),
        columns=(
            *(Heading(key, label) for key, label in columns.items()),
            Heading("none", "No name of its own"),
        ),
        answer=frozenset(answer),
        why=lambda row, column: reasons[row, column],
        fixed_cells={},
        one_per_row=True,
    )


todays_names = Predict(
    name="todays-names",
    title="What they are called today",
    topic=_TOPIC,
    story="The slides of 2023 have four names. Today's documentation has other names: hub-and-spoke, "
    "mesh and just-in-time. Hub-and-spoke has two options: user hub and application hub.",
    task="Choose today's name of each topology.",
    hints=(
        "A hub is the tenant where all arrows begin, or the tenant where all arrows end.",
        "The user hub is home to the people. The application hub is home to the applications.",
    ),
    lesson="In a user hub, the people are in the middle. Its arrows go out. In an application hub, the "
    "applications are in the middle. Its arrows come in. In a mesh, everybody appears everywhere. "
    "Just-in-time is new. It has no arrows: people ask for access.",
    source=f"{TOPOLOGIES}; {TOPOLOGIES_2023}",
    ask=_todays_names,
)

application_hub = Build(
    name="application-hub",
    title="Build an application hub",
    topic=_TOPIC,
    story="Contoso bought Fabrikam, Litware and Northwind Traders. The shared applications are in "
    "Contoso's tenant. Contoso's own people do not work elsewhere. The three new companies do not "
    "need to see each other.",
    task="Make everybody of the three new companies appear in Contoso. Nobody appears anywhere else. "
    "Use as few arrows as possible.",
    hints=(
        "Where are the applications? That tenant receives users.",
        "There are three sources and one target. So three arrows end in the same tenant.",
        "Add Fabrikam → Contoso, Litware → Contoso and Northwind Traders → Contoso.",
    ),
    lesson="This is “multiple sources, single target”: an application hub. The new companies can use the "
    "shared applications from the first day. Their users are managed at home. The new companies "
    "do not see each other.",
    source=TOPOLOGIES,
    start=lambda: sample_design("Three new companies", ["contoso", "fabrikam", "litware", "northwind"]),
    goals=(
        *(reaches(company, "contoso") for company in ("fabrikam", "litware", "northwind")),
        *(nobody("contoso", company) for company in ("fabrikam", "litware", "northwind")),
        at_most(3),
    ),
    solution=lambda design: (
        design.add_arrow("fabrikam", "contoso")
        .add_arrow("litware", "contoso")
        .add_arrow("northwind", "contoso")
    ),
)

EXERCISES = (first_arrow, both_ways, four_shapes, todays_names, application_hub)
