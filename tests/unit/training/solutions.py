"""For every exercise: right solutions, and typical wrong ones with the explanation that they must get.

A solution is a function from the starting design to one, or cells to tick; of a prediction often the right answer
with some cells ticked or left out (`but`).
"""

from collections.abc import Callable
from typing import Any

from xtsviz.training import Predict, find
from xtsviz.training.course.scope import NO_DEPARTMENT, NOT_SALES

CF, FC, CL, FL, LC = (
    "contoso->fabrikam",
    "fabrikam->contoso",
    "contoso->litware",
    "fabrikam->litware",
    "litware->contoso",
)


def drawn(*pairs: str, instead: tuple[str, ...] = (), **fields: Any) -> Callable:
    """Arrows added, others removed before."""

    def change(design):
        for arrow in instead:
            design = design.remove_arrow(arrow)
        for pair in pairs:
            design = design.add_arrow(*pair.split("->"), another=True, **fields)
        return design

    return change


def changed(arrow: str, **fields: Any) -> Callable:
    return lambda design: design.update_arrow(arrow, **fields)


def left(design):
    """Nothing done."""
    return design


def but(name: str, *cells: tuple[str, str]) -> set:
    """The right answer of a prediction, but for these cells."""
    exercise = find(name)
    assert isinstance(exercise, Predict)
    return set(exercise.question.answer) ^ set(cells)


RIGHT: dict[str, list[Any]] = {
    "first-arrow": [drawn(CF), drawn(CF, user_type="Guest")],
    "both-ways": [drawn(FC)],
    "application-hub": [drawn("fabrikam->contoso", "litware->contoso", "northwind->contoso")],
    "reach-the-end": [drawn(CL)],
    "all-but-sales": [
        changed(CF, filters=[[NOT_SALES, NOT_SALES | {"value": "sales"}], [NO_DEPARTMENT]]),
        changed(
            CF, filters=[[{"attribute": "department", "operator": "EQUALS", "value": "IT"}], [NO_DEPARTMENT]]
        ),
        changed(CF, scope_users="assigned", assigned=["adele", "omar"], filters=[]),
    ],
    "open-the-nest": [
        changed(CF, assigned=["aurora", "amina", "contractors"]),
        changed(CF, assigned=["adele", "diego", "amina"]),
    ],
    "open-the-gates": [changed(CF, inbound_auto_redeem=True, outbound_auto_redeem=True)],
    "guest-not-member": [changed(LC, user_type="Guest")],
    "promote-guest": [changed(CF, user_type_flow="Always")],
    "instead-of-sync": [drawn(instead=(LC,))],
    # What the context say, by hand: not what the program computes.
    "four-shapes": [
        {
            ("single-single", "contoso-elsewhere"),
            ("single-multiple", "contoso-elsewhere"),
            ("multiple-single", "others-in-contoso"),
            ("mesh", "contoso-elsewhere"),
            ("mesh", "others-in-contoso"),
            ("mesh", "others-in-others"),
        }
    ],
    "todays-names": [
        {
            ("single-single", "none"),
            ("single-multiple", "user_hub"),
            ("multiple-single", "application_hub"),
            ("mesh", "full_mesh"),
        }
    ],
    "no-passing-on": [
        {("adele", "fabrikam"), ("diego", "fabrikam"), ("kenji", "litware"), ("priya", "litware")}
    ],
    "cycle": [
        {
            *(("adele", "fabrikam"), ("diego", "fabrikam"), ("kenji", "litware")),
            *(("priya", "litware"), ("lars", "contoso"), ("zoe", "contoso")),
        }
    ],
    "externals-stay": [{("adele", "fabrikam"), ("diego", "fabrikam")}],
    "empty-department": [{("adele", "fabrikam"), ("amina", "fabrikam")}],
    "nested-group": [{("adele", "fabrikam"), ("amina", "fabrikam")}],
    "group-copy": [{("adele", "there"), ("adele", "in-copy"), ("amina", "there")}],
    "mail-domain": [{("adele", "fabrikam"), ("amina", "fabrikam"), ("omar", "fabrikam")}],
    "who-sets-what": [
        {
            ("inbound_sync_allowed", "fabrikam"),
            ("inbound_auto_redeem", "fabrikam"),
            ("outbound_auto_redeem", "contoso"),
            ("allow_invites_from", "fabrikam"),
        }
    ],
    "existing-guests": [
        {
            *(("adele", "Member"), ("adele", "managed")),
            *(("diego", "Guest"), ("diego", "managed"), ("amina", "Guest")),
        }
    ],
    "out-and-back": [
        {
            *(("unassigned", "deleted"), ("back", "active"), ("too-late", "gone"), ("disabled", "blocked")),
            *(("disabled-first", "blocked"), ("blocked-there", "active"), ("deleted-there", "deleted")),
            ("gate-closed", "active"),
        }
    ],
}

OTHER_ARROW = (
    "You drew Fabrikam → Contoso; the task needs Contoso's people in Fabrikam, which is the other arrow."
)
NEVER = "externals are never passed on"

WRONG: dict[str, list[tuple[Any, Any]]] = {
    "first-arrow": [
        (left, "there is no arrow Contoso → Fabrikam"),
        (drawn(FC), OTHER_ARROW),
        (drawn(CF, FC), "You drew Fabrikam → Contoso: it brings Kenji Tanaka and Priya Moreau to Contoso"),
        (
            lambda d: d.remove_tenant("fabrikam").add_tenant("Fabrikam 2"),
            'needs "Fabrikam", which you removed',
        ),
        (lambda d: d.remove_users(["adele"]), "1 user that you removed"),
    ],
    "both-ways": [
        (left, "Contoso → Fabrikam leads one way: it syncs Contoso's people."),
        (drawn(FC, instead=(CF,)), OTHER_ARROW),
    ],
    "four-shapes": [
        (but("four-shapes", ("single-multiple", "others-in-contoso")), "none is Fabrikam → Contoso"),
        (but("four-shapes", ("multiple-single", "others-in-others")), "none is Fabrikam → Litware"),
        (but("four-shapes", ("single-single", "others-in-others")), "two tenants only"),
        (but("four-shapes", ("mesh", "others-in-others")), "Fabrikam → Litware syncs them"),
    ],
    "todays-names": [
        (
            but("todays-names", ("single-multiple", "user_hub"), ("single-multiple", "application_hub")),
            ["you left out “User hub”, you ticked “Application hub”", "today it is called user hub"],
        ),
        (but("todays-names", ("single-single", "none")), "today it has no name of its own"),
    ],
    "application-hub": [
        (
            drawn("contoso->fabrikam", "contoso->litware", "contoso->northwind"),
            ["You drew Contoso → Litware; the task needs Litware's people in Contoso", "nobody of Contoso"],
        ),
        (
            lambda d: drawn(*(f"{a.id}->{b.id}" for a in d.tenants for b in d.tenants if a is not b))(d),
            ["You drew Contoso → Fabrikam: it brings", "12 arrows; the task needs 3"],
        ),
        (
            drawn("litware->fabrikam", FC, "northwind->contoso"),
            "leads through Fabrikam, but Litware's people stop there",
        ),
    ],
    "no-passing-on": [
        (but("no-passing-on", ("adele", "litware")), ["Adele Vance: you ticked “Litware”", NEVER]),
        (but("no-passing-on", ("kenji", "contoso")), "No arrow leads to Contoso."),
        (but("no-passing-on", ("kenji", "litware")), "Fabrikam → Litware syncs Kenji Tanaka to Litware"),
    ],
    "reach-the-end": [
        (left, ["leads through Fabrikam", NEVER, "They need an arrow Contoso → Litware"]),
        (drawn(FL), NEVER),
        (drawn(LC), "You drew Litware → Contoso; the task needs Contoso's people in Litware"),
        (drawn(CL, instead=(FL,)), "there is no arrow Fabrikam → Litware"),
    ],
    "cycle": [
        (but("cycle", ("adele", "litware")), ["an external in Fabrikam", NEVER]),
        (but("cycle", ("lars", "contoso")), "Litware → Contoso syncs Lars Silva"),
    ],
    "externals-stay": [
        (but("externals-stay", ("robin", "fabrikam")), ["Robin Costa is an external in Contoso", NEVER]),
        (but("externals-stay", ("dana", "fabrikam")), "an internal guest of Contoso"),
        (but("externals-stay", ("jordan", "fabrikam")), "signs in by SMS"),
        (but("externals-stay", ("diego", "fabrikam")), "Contoso → Fabrikam syncs Diego Okafor"),
    ],
    "empty-department": [
        (but("empty-department", ("omar", "fabrikam")), "Omar Patel, who does not meet its filter"),
        (but("empty-department", ("amina", "fabrikam")), "Contoso → Fabrikam syncs Amina Lindqvist"),
    ],
    "all-but-sales": [
        (left, ["Omar Patel is missing in Fabrikam", "does not meet its filter"]),
        (
            changed(CF, filters=[]),
            "brings Amina Lindqvist and Diego Okafor to Fabrikam, who should not be there",
        ),
        (
            changed(CF, filters=[[NOT_SALES, NO_DEPARTMENT]]),
            ["Adele Vance is missing in Fabrikam", "The same goes for 1 other"],
        ),
    ],
    "nested-group": [
        (
            but("nested-group", ("diego", "fabrikam")),
            "neither assigned nor a direct member of an assigned group",
        ),
        (but("nested-group", ("amina", "fabrikam")), "Contoso → Fabrikam syncs Amina Lindqvist"),
    ],
    "group-copy": [
        (but("group-copy", ("omar", "in-copy")), "only through Contractors"),
        (but("group-copy", ("amina", "in-copy")), "she is not in the copy"),
        (but("group-copy", ("diego", "there"), ("diego", "in-copy")), "does not meet the filter"),
    ],
    "open-the-nest": [
        (left, ["Diego Okafor is missing", "neither assigned nor a direct member"]),
        (changed(CF, scope_users="all"), "brings Omar Patel to Fabrikam, who should not be there"),
        (changed(CF, assigned=["contractors", "amina"]), "Adele Vance is missing in Fabrikam"),
    ],
    "mail-domain": [
        (
            but("mail-domain", ("diego", "fabrikam")),
            "does not create Diego Okafor in Fabrikam: the mail address is on no verified domain of Contoso",
        ),
        (but("mail-domain", ("amina", "fabrikam")), "Contoso → Fabrikam syncs Amina Lindqvist"),
        (but("mail-domain", ("omar", "fabrikam")), "Contoso → Fabrikam syncs Omar Patel"),
    ],
    "who-sets-what": [
        (
            but("who-sets-what", ("outbound_auto_redeem", "contoso"), ("outbound_auto_redeem", "fabrikam")),
            [
                "you left out “Set in Contoso”, you ticked “Set in Fabrikam”",
                "In Contoso, a Security Administrator",
            ],
        ),
        (
            but("who-sets-what", ("inbound_sync_allowed", "contoso")),
            "In Fabrikam, a Security Administrator opens",
        ),
    ],
    "open-the-gates": [
        (left, ["Fabrikam does not redeem invitations", "Contoso does not redeem invitations"]),
        (
            changed(CF, outbound_auto_redeem=True),
            "Fabrikam does not redeem invitations from Contoso automatically",
        ),
        (
            lambda d: d.update_arrow(CF, inbound_auto_redeem=True).update_arrow(
                FC, outbound_auto_redeem=True
            ),
            ["In Contoso, a Security Administrator opens", "access settings > Fabrikam > Outbound access"],
        ),
        (drawn(CF), "Your design has 3 arrows; the task needs 2"),
    ],
    "guest-not-member": [
        (left, ["Lars Silva is an external member in Contoso", "Litware → Contoso makes external members"]),
        (
            lambda d: d.update_arrow(LC, user_type="Guest").update_arrow(FC, user_type="Guest"),
            "Kenji Tanaka is an external guest in Contoso; the task asks for an external member",
        ),
        (drawn(instead=(LC,)), "there is no arrow Litware → Contoso"),
    ],
    "existing-guests": [
        (
            but("existing-guests", ("diego", "Member"), ("diego", "Guest")),
            "leaves its user type as it is",
        ),
        (
            but("existing-guests", ("amina", "managed")),
            "who has not accepted an earlier invitation to Fabrikam",
        ),
    ],
    "promote-guest": [
        (left, "The arrow does not change the user type of existing externals"),
        (
            changed(CF, user_type="Guest", user_type_flow="Always"),
            "makes external guests: change its user type",
        ),
        (changed(CF, scope_users="assigned", assigned=["adele"]), "No arrow manages that object"),
        (drawn(instead=(CF,)), "there is no arrow Contoso → Fabrikam"),
    ],
    "out-and-back": [
        (
            but("out-and-back", ("disabled-first", "blocked"), ("disabled-first", "deleted")),
            "disabled first and then removed from the group is not deleted",
        ),
        (
            but("out-and-back", ("gate-closed", "active"), ("gate-closed", "deleted")),
            "stay there, unchanged",
        ),
        (but("out-and-back", ("blocked-there", "blocked")), "undoes a block that was made in the target"),
    ],
    "instead-of-sync": [
        (left, ["Litware → Contoso brings", "synchronizes people before anyone has asked"]),
        (changed(LC, status="paused"), "a change of one setting opens it: remove it"),
        (drawn(instead=(FC, LC)), "there is no arrow Fabrikam → Contoso"),
        (lambda d: d.remove_tenant("litware"), 'needs "Litware", which you removed'),
    ],
}
