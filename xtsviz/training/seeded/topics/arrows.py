"""Topics on arrows alone: direction, hubs, two arrows in a row, cycles, and what is no arrow."""

from __future__ import annotations

from itertools import pairwise

from xtsviz.sources import OVERVIEW, TOPOLOGIES
from xtsviz.training.seeded.cast import COMPANIES, NAMES, PEOPLE, person, possessive
from xtsviz.training.seeded.dice import Dice
from xtsviz.training.seeded.draft import Draft, Idea, Topic, named, world_draft
from xtsviz.training.seeded.topics.ideas import BACKWARD, BOTH_WAYS, PASSES_ON, arrow, pair, pairs
from xtsviz.training.seeded.world import Record, Rules, World


def _tenants_and_people(dice: Dice, count: int) -> tuple[list[str], list[Record]]:
    """So many companies, with two people each; or one each where the table would get too large."""
    tenants = dice.some(list(COMPANIES), count)
    each = 2 if count < 4 else 1
    users = [person(tenant, user) for tenant in tenants for user in dice.some(list(PEOPLE[tenant]), each)]
    return tenants, users


def _first(users: list[Record], tenant: str) -> str:
    """The name of somebody of a company."""
    return next(NAMES[user["id"]] for user in users if user["tenant"] == tenant)


def _direction(dice: Dice) -> Draft:
    tenants, users = _tenants_and_people(dice, 3 + dice.number(2))
    middle, others = tenants[0], tenants[1:]
    arrows = [arrow(middle, other) if dice.number(2) else arrow(other, middle) for other in others]
    known = arrows[dice.number(len(arrows))]
    source, target = known["source"], known["target"]
    world = World(name="One way", tenants=tenants, arrows=dice.shuffled(arrows), users=users)
    in_a_row = world.appears(PASSES_ON.rules) != world.appears()
    return world_draft(
        world,
        [BACKWARD, BOTH_WAYS, *([PASSES_ON] if in_a_row else [])],
        story=f"The arrows are {pairs(world.arrows)}. Each one synchronizes everybody at home in its source.",
        lesson=f"{pair(source, target)} brings {_first(users, source)} to {COMPANIES[target]}. It brings "
        f"nobody to {COMPANIES[source]}.",
    )


_OTHER_HUB = Idea(
    "other-hub",
    "In this kind of hub, arrows go the other way.",
    "In a user hub, arrows go out from the hub. In an application hub, arrows come in to the hub.",
    Rules(direction="backward"),
)
_SPOKES_MEET = Idea(
    "spokes-meet",
    "In a hub, everybody appears everywhere.",
    "The tenants around a hub have no arrows between each other, and a hub passes nobody on.",
    Rules(direction="both", passes_on=True),
)
_HUB_BOTH_WAYS = Idea("both-ways", "Hub and spokes exchange their people.", BOTH_WAYS.truth, BOTH_WAYS.rules)


def _hubs(dice: Dice) -> Draft:
    tenants, users = _tenants_and_people(dice, 3 + dice.number(2))
    hub, spokes = tenants[0], tenants[1:]
    outward = bool(dice.number(2))
    arrows = [arrow(hub, spoke) if outward else arrow(spoke, hub) for spoke in spokes]
    kind = "a user hub" if outward else "an application hub"
    name = COMPANIES[hub]
    others = named([COMPANIES[spoke] for spoke in spokes])
    where = (
        f"{possessive(hub)} people appear in {others}"
        if outward
        else f"the people of {others} appear in {name}"
    )
    return world_draft(
        World(name=f"{name} as {kind}", tenants=dice.shuffled(tenants), arrows=arrows, users=users),
        [_OTHER_HUB, _SPOKES_MEET, _HUB_BOTH_WAYS],
        story=f"{name} is {kind} for {others}. The picture shows its arrows.",
        lesson=f"Here, {where}. Nobody else appears anywhere.",
    )


def _transitivity(dice: Dice) -> Draft:
    tenants, users = _tenants_and_people(dice, 3 + dice.number(2))
    arrows = [arrow(source, target) for source, target in pairwise(tenants)]
    if len(tenants) == 4 and dice.number(2):  # a fork instead of a chain
        arrows[2] = arrow(tenants[1], tenants[3])
    start, middle, end = tenants[:3]
    someone = _first(users, start)
    return world_draft(
        World(name="Arrows in a row", tenants=tenants, arrows=dice.shuffled(arrows), users=users),
        [PASSES_ON, BACKWARD, BOTH_WAYS],
        story=f"The arrows are {pairs(arrows)}. Each one synchronizes everybody at home in its source.",
        lesson=f"{someone} is an external in {COMPANIES[middle]}. So {pair(middle, end)} does not sync "
        f"{someone}.",
    )


_GOES_ROUND = Idea(
    "goes-round",
    "People go round the cycle until they are everywhere.",
    "Each arrow is independent. It syncs the people of its own source, one step.",
    Rules(passes_on=True),
)


def _cycles(dice: Dice) -> Draft:
    tenants, users = _tenants_and_people(dice, 3 + dice.number(2))
    order = dice.shuffled(tenants)
    arrows = [arrow(source, target) for source, target in pairwise([*order, order[0]])]
    source, target, after = order[:3]
    ring = " → ".join(COMPANIES[tenant] for tenant in [*order, order[0]])
    return world_draft(
        World(name="A cycle of arrows", tenants=tenants, arrows=arrows, users=users),
        # In a cycle of three, both ways are everywhere too.
        [_GOES_ROUND, BACKWARD, *([BOTH_WAYS] if len(tenants) > 3 else [])],
        story=f"The arrows form a cycle: {ring}. Each one synchronizes everybody at home in its source.",
        lesson=f"{_first(users, source)} appears in {COMPANIES[target]} and stops there. "
        f"{pair(target, after)} syncs {possessive(target)} own people.",
    )


_PAUSED_RUNS = Idea(
    "paused-runs",
    "A paused arrow still brings people.",
    "While its provisioning job is paused, an arrow brings nobody new.",
    Rules(paused_runs=True),
)
_REQUESTS_BRING = Idea(
    "requests-bring",
    "The people of a connected organization appear by themselves.",
    "The people of a connected organization can ask for access. Nobody of them appears before that.",
    Rules(requests_bring=True),
)
_EVERY_LINE = Idea(
    "every-line",
    "Every line in the picture brings people.",
    "Only an active arrow brings people. A paused arrow and a connected organization bring nobody by "
    "themselves.",
    Rules(paused_runs=True, requests_bring=True),
)


def _without_arrows(dice: Dice) -> Draft:
    tenants, users = _tenants_and_people(dice, 4)
    host, active, paused, partner = dice.shuffled(tenants)
    arrows = [arrow(active, host), arrow(paused, host, status="paused")]
    if dice.number(2):
        arrows.append(arrow(host, dice.pick([active, paused, partner])))
    more = f" There is also {pair(host, arrows[2]['target'])}." if len(arrows) > 2 else ""
    return world_draft(
        World(
            name="Before anybody asks",
            tenants=tenants,
            arrows=arrows,
            users=users,
            requests=[(host, partner)],
        ),
        [_PAUSED_RUNS, _REQUESTS_BRING, _EVERY_LINE, BACKWARD],
        story=f"{pair(active, host)} is active. {pair(paused, host)} was paused before its first cycle.{more} "
        f"{COMPANIES[partner]} is a connected organization of {COMPANIES[host]} (the dashed line): its people "
        "can ask for an access package. So far nobody has asked.",
        task="Tick who appears where today. The cells where people are at home are filled in already.",
        lesson=f"{_first(users, partner)} can ask for access to {COMPANIES[host]} and is not there yet. "
        f"{_first(users, paused)} is not there either: {pair(paused, host)} is paused.",
    )


DIRECTION = Topic(
    key="direction",
    title="An arrow goes one way",
    hints=(
        "An arrow begins in its source and ends in its target.",
        "The source sends its own people. In which tenants does an arrow end?",
    ),
    lesson="An arrow brings the people of its source to its target, and nobody the other way.",
    source=TOPOLOGIES,
    like=("first-arrow", "both-ways"),
    draw=_direction,
)
HUBS = Topic(
    key="hubs",
    title="User hub and application hub",
    hints=(
        "Do the arrows of this hub go out or come in?",
        "Look at one tenant that is not the hub. Which arrow ends there?",
    ),
    lesson="In a user hub, the hub has the people, and arrows go out. In an application hub, the hub has the "
    "applications, and arrows come in.",
    source=TOPOLOGIES,
    like=("four-shapes", "todays-names", "application-hub"),
    draw=_hubs,
)
TRANSITIVITY = Topic(
    key="transitivity",
    title="Two arrows in a row",
    hints=(
        "Look at one person. In which tenant is this person at home?",
        "An arrow syncs the internal members of its own source.",
    ),
    lesson="Synchronization is not transitive: externals are never passed on.",
    source=OVERVIEW,
    like=("no-passing-on", "reach-the-end"),
    draw=_transitivity,
)
CYCLES = Topic(
    key="cycles",
    title="A cycle of arrows",
    hints=("Look at one arrow at a time. Whom does it sync?", "Only one arrow ends in each tenant."),
    lesson="A cycle does no harm. Each arrow syncs the people of its own source, one step.",
    source=OVERVIEW,
    like=("cycle",),
    draw=_cycles,
)
WITHOUT_ARROWS = Topic(
    key="without-arrows",
    title="On request, paused, or synchronized",
    hints=(
        "Which lines are active arrows?",
        "People of a connected organization appear after they asked, not before.",
    ),
    lesson="Only active arrows make people appear before they ask.",
    source=TOPOLOGIES,
    like=("instead-of-sync",),
    draw=_without_arrows,
)

TOPICS = (DIRECTION, HUBS, TRANSITIVITY, CYCLES, WITHOUT_ARROWS)
