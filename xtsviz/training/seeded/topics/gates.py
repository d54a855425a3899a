"""The topic of the gates: which settings an arrow needs, for each direction."""

from __future__ import annotations

from xtsviz.sources import CONFIGURE
from xtsviz.training.seeded.cast import COMPANIES, PEOPLE, person
from xtsviz.training.seeded.dice import Dice
from xtsviz.training.seeded.draft import Draft, Idea, Topic, named, world_draft
from xtsviz.training.seeded.topics.ideas import arrow, pair, pairs
from xtsviz.training.seeded.world import GATES, Record, Rules, World

_NO_GATES = Idea(
    "ignores-gates",
    "An arrow is enough: the other tenant needs no settings.",
    "An arrow with one closed gate syncs nobody.",
    Rules(gates="none"),
)
_NO_REDEMPTION = Idea(
    "ignores-redemption",
    "It is enough that the target allows inbound synchronization.",
    "Automatic redemption must be on too: outbound in the source and inbound in the target.",
    Rules(gates="inbound sync"),
)
_ONE_REDEMPTION = Idea(
    "one-redemption",
    "Automatic redemption in one of the two tenants is enough.",
    "Automatic redemption needs both settings: outbound in the source and inbound in the target.",
    Rules(gates="one redemption"),
)

_CLOSED = {
    "inbound_sync_allowed": "{target} does not allow inbound synchronization from {source}",
    "inbound_auto_redeem": "{target} does not redeem invitations from {source} automatically (inbound)",
    "outbound_auto_redeem": "{source} does not redeem invitations to {target} automatically (outbound)",
}
_ONE_CLOSED: tuple[tuple[str, ...], ...] = (("inbound_auto_redeem",), ("outbound_auto_redeem",))
_BOTH_CLOSED = ("inbound_auto_redeem", "outbound_auto_redeem")


def _closed_words(one: Record) -> list[str]:
    names = {"source": COMPANIES[one["source"]], "target": COMPANIES[one["target"]]}
    return [_CLOSED[gate].format(**names) for gate in GATES if not one["gates"][gate]]


def _gates(dice: Dice) -> Draft:
    tenants = dice.some(list(COMPANIES), 3)
    users = [person(tenant, user) for tenant in tenants for user in dice.some(list(PEOPLE[tenant]), 2)]
    every_pair = [(source, target) for source in tenants for target in tenants if source != target]
    # One arrow for each wrong idea, one that is open, and sometimes another one.
    states: list[tuple[str, ...]] = [(), ("inbound_sync_allowed",), dice.pick(_ONE_CLOSED), _BOTH_CLOSED]
    states += dice.some([(), *_ONE_CLOSED], dice.number(2))
    arrows = [
        arrow(*ends, gates={gate: gate not in closed for gate in GATES})
        for ends, closed in zip(dice.some(every_pair, len(states)), dice.shuffled(states), strict=True)
    ]
    closed = [one for one in arrows if _closed_words(one)]
    sentences = " ".join(f"{words}." for one in closed for words in _closed_words(one))
    open_ones = [one for one in arrows if one not in closed]
    return world_draft(
        World(name="Closed gates", tenants=tenants, arrows=arrows, users=users),
        [_NO_GATES, _NO_REDEMPTION, _ONE_REDEMPTION],
        story=f"The arrows are {pairs(arrows)}. All gates are open, with these exceptions. {sentences}",
        lesson=f"Only {pairs(open_ones)} {'have' if len(open_ones) > 1 else 'has'} all three gates open. "
        f"{named([pair(one['source'], one['target']) for one in closed])} "
        f"{'sync' if len(closed) > 1 else 'syncs'} nobody.",
    )


TOPICS = (
    Topic(
        key="gates",
        title="Three gates",
        hints=(
            "Look at one arrow. Are inbound synchronization, inbound redemption and outbound redemption all "
            "open?",
            "Redemption is set for one direction. The settings of the opposite arrow do not help.",
        ),
        lesson="An arrow needs three open gates: inbound synchronization and inbound redemption in the "
        "target, outbound redemption in the source.",
        source=CONFIGURE,
        like=("who-sets-what", "open-the-gates"),
        draw=_gates,
    ),
)
