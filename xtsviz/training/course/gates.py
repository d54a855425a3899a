"""Exercises on the gates: which settings are needed, in which tenant, and who makes them."""

from __future__ import annotations

from xtsviz.flow import user_flow
from xtsviz.flow.arrow_codes import ARROW_CODES
from xtsviz.flow.required_settings import REQUIRED_SETTINGS
from xtsviz.flow.wording import Wording
from xtsviz.model.design import Design
from xtsviz.sources import CONFIGURE
from xtsviz.training.checks import at_most, reaches
from xtsviz.training.course.sample_design import sample_design
from xtsviz.training.exercise import Build, Predict
from xtsviz.training.question import Heading, Question

_TOPIC = "Gates"
_ARROW = "contoso->fabrikam"


def _open_design() -> Design:
    return sample_design("Three gates", ["contoso", "fabrikam"], [_ARROW])


def _who_sets_what() -> Question:
    """Close each setting in turn. The flow says what is missing, and where to correct it."""
    answer, reasons = set(), {}
    for setting in REQUIRED_SETTINGS:
        closed = (
            _open_design().update_arrow(_ARROW, **{setting.field: False})
            if setting.is_gate
            else _open_design().update_tenant("fabrikam", allow_invites_from="none")
        )
        arrow = closed.arrow(_ARROW)
        (code,) = user_flow(closed).by_arrow[_ARROW].codes
        names = Wording(closed).arrow_names(arrow)
        words = ARROW_CODES[code]
        answer.add((setting.field, arrow.source if setting.side == "source" else arrow.target))
        reasons[setting.field] = f"If it is missing: {words.message} {words.remedy}".format(**names)
    return Question(
        row_title="Setting",
        rows=tuple(Heading(setting.field, setting.title) for setting in REQUIRED_SETTINGS),
        columns=(
            Heading("contoso", "Set in Contoso", "the source"),
            Heading("fabrikam", "Set in Fabrikam", "the target"),
        ),
        answer=frozenset(answer),
        why=lambda row, _column: reasons[row],
        fixed_cells={},
        one_per_row=True,
    )


who_sets_what = Predict(
    name="who-sets-what",
    title="Who sets what, and where",
    topic=_TOPIC,
    story="Contoso's people should appear in Fabrikam. Two administrators are on the phone, one in each "
    "tenant. Each says that the other has to act.",
    task="Look at the arrow Contoso → Fabrikam. Choose the tenant where each setting is made.",
    hints=(
        "The tenant that receives users has the inbound setting. The tenant that sends users has the "
        "outbound setting.",
        "The tenant that a user is invited to decides who may invite.",
    ),
    lesson="The target opens two gates for the source, in its cross-tenant access settings. It allows "
    "inbound synchronization. It redeems invitations from the source automatically. The source "
    "opens one gate for the target: outbound redemption. In each tenant, a Security Administrator "
    "does this. The target must also let somebody invite guests.",
    source=CONFIGURE,
    ask=_who_sets_what,
)


def _closed_design() -> Design:
    # The gates of the opposite arrow are all open, and do not help.
    gates = {"inbound_sync_allowed": True, "inbound_auto_redeem": False, "outbound_auto_redeem": False}
    return sample_design(
        "A closed arrow",
        ["contoso", "fabrikam"],
        [{"source": "contoso", "target": "fabrikam", "gates": gates}, "fabrikam->contoso"],
    )


open_the_gates = Build(
    name="open-the-gates",
    title="Open the gates",
    topic=_TOPIC,
    story="Fabrikam's people appear in Contoso without problems. The arrow Contoso → Fabrikam was "
    "configured last week. Its job fails: “the policy check failed”. Both administrators say that "
    "automatic redemption is on.",
    task="Open the closed gates of Contoso → Fabrikam, so that Contoso's people appear in Fabrikam. "
    "You need no other arrow.",
    hints=(
        "Redemption is set for one direction: outbound in the source and inbound in the target. The "
        "settings of the opposite arrow do not help.",
        "The gates of Contoso → Fabrikam stand on the left. Which of them are closed?",
        "Set Redeem inbound (in Fabrikam) and Redeem outbound (in Contoso) to open.",
    ),
    lesson="If one gate is closed, the arrow syncs nobody. Automatic redemption needs two settings: "
    "outbound in the source and inbound in the target. The opposite arrow needs its own two "
    "settings.",
    source=CONFIGURE,
    start=_closed_design,
    goals=(reaches("contoso", "fabrikam"), reaches("fabrikam", "contoso"), at_most(2)),
    solution=lambda design: design.update_arrow(_ARROW, inbound_auto_redeem=True, outbound_auto_redeem=True),
)

EXERCISES = (who_sets_what, open_the_gates)
