"""Examples that come with the package, users and all. Companies and people are invented."""

from __future__ import annotations

from importlib.resources import files

from xtsviz.io.files import from_bytes
from xtsviz.model.design import Design
from xtsviz.provenance.recipe import made_by

_TENANTS = ("contoso", "fabrikam", "northwind")


def acquisition() -> Design:
    """Contoso after two acquisitions: three tenants, four arrows, users from three admin-center exports.

    Everybody of Fabrikam and of Northwind Traders who can be synchronized comes to Contoso; a part of
    Contoso's people goes to Fabrikam; and the arrow from Contoso to Northwind Traders is blocked by a gate.
    """
    folder = files(__name__) / "data"
    lists = {tenant: (folder / f"{tenant}-users.csv").read_bytes() for tenant in _TENANTS}
    design = from_bytes((folder / "acquisition.json").read_bytes(), lists, name="acquisition.json")
    return made_by(design, "xts.examples.acquisition")
