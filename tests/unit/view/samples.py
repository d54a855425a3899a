"""Designs that the pictures are tried on."""

from itertools import pairwise

from xtsviz import templates
from xtsviz.flow import user_flow
from xtsviz.model.design import Design
from xtsviz.view.picture.overlays import OVERLAYS
from xtsviz.view.picture.resolve import resolve
from xtsviz.view.picture.types import Picture, Selection

NAMES = [
    "Contoso",
    "Fabrikam",
    "Northwind Traders",
    "Litware",
    "Adatum",
    "Tailspin Toys",
    "Wingtip Toys",
    "Proseware",
    "Fourth Coffee",
    "Woodgrove Bank",
    "Relecloud",
    "Trey Research",
]

NASTY = [
    "A" * 256,
    "שלום עולם",
    "👩‍👩‍👧‍👦 Família",
    "<b>Bold</b> & \"Co\" 'x'",
    "a\x00b\nc\td\x1b\x9f\ufffe",
    "]]><script>alert(1)</script>",
    "\u202eevil",
    "\u2068open isolate",
    "Contoso",
    "Contoso",
    "東京本社システム株式会社国際部門",
    "&lt;&#0;",
]


def states() -> Design:
    """Every state of an arrow, both directions of a pair, two arrows for a pair."""
    design = templates.user_hub(["Contoso", "Fabrikam", "Litware"], members=3).add_tenant("Adatum")
    design = design.add_arrow("fabrikam", "contoso", inbound_auto_redeem=False)
    design = design.add_arrow("contoso", "litware", another=True, user_type="Guest", user_type_flow="Always")
    design = design.add_arrow("litware", "adatum", status="paused")
    design = design.add_arrow("litware", "fabrikam", scope_users="unknown")
    shut = {"inbound_sync_allowed": False, "inbound_auto_redeem": False, "outbound_auto_redeem": False}
    return design.add_arrow("adatum", "contoso", **shut)


def small() -> Design:
    """Two tenants, an arrow that is open and one that is blocked, two people in each tenant."""
    design = templates.user_hub(["Contoso", "Fabrikam"], members=2)
    return design.add_arrow("fabrikam", "contoso", inbound_auto_redeem=False)


def nasty(members: int = 1) -> Design:
    """Hostile names of tenants and people, a mesh, two arrows for a pair."""
    design = templates.full_mesh(NASTY, members=members)
    one, two = design.tenants[0].id, design.tenants[1].id
    return design.add_arrow(one, two, another=True).add_users(_hostile_people(two))


def hostile_pair() -> Design:
    """Two tenants with hostile names, and people with all of them."""
    design = templates.user_hub([NASTY[3], NASTY[5]], members=1)
    return design.add_users(_hostile_people(design.tenants[0].id))


def _hostile_people(tenant: str) -> list[dict]:
    return [
        {"id": f"n{n}", "tenant": tenant, "display_name": name, "user_principal_name": f"n{n}@example.com"}
        for n, name in enumerate([*NASTY, "=1+3 <b>Bold</b>"])
    ]


def every_template(count: int) -> dict[str, Design]:
    """All templates that make sense for so many tenants."""
    names = NAMES[:count]
    if count == 1:
        return {"one": Design.from_document(_alone(names[0]))}
    made = {
        "user hub": templates.user_hub(names, members=2),
        "application hub": templates.application_hub(names, members=2),
        "mesh": templates.full_mesh(names, members=1),
        "partial mesh": templates.partial_mesh(names, list(pairwise(names))),
        "just in time": templates.just_in_time(names),
    }
    if count == 2:
        made["single"] = templates.single_source_single_target(names, members=3)
    return made


def _alone(name: str) -> dict:
    return {
        "format": "xtsviz-topology",
        "version": 1,
        "tenants": [{"id": name.lower(), "name": name}],
        "arrows": [],
        "users": [{"id": "u1", "tenant": name.lower(), "display_name": "Adele Vance"}],
    }


def picture(design: Design, overlay: str = "everyone", selection: Selection | None = None, **more) -> Picture:
    return resolve(design, user_flow(design), selection, overlay, **more)


def all_pictures(design: Design) -> list[Picture]:
    """The design under every overlay, with a selection that suits it."""
    flow = user_flow(design)
    user = str(flow.presence["user"].iloc[0])
    chosen = {"user": Selection("user", user), "people": Selection("user", user)}
    tenant = Selection("tenant", design.tenants[-1].id)
    return [resolve(design, flow, chosen.get(overlay, tenant), overlay) for overlay in OVERLAYS]


def two_alike_meshes():
    """Nine tenants and nine others, everyone with everyone in each half: two groups."""
    names = [f"{half} {n}" for half in ("East", "West") for n in range(1, 10)]
    design = templates.full_mesh(names, members=1)
    half = {tenant.id: tenant.name[:4] for tenant in design.tenants}
    for arrow in design.arrows:
        if half[arrow.source] != half[arrow.target]:
            design = design.remove_arrow(arrow.id)
    return design
