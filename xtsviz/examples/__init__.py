"""Example designs of the package, with their users. Companies and people are fictional."""

from __future__ import annotations

from importlib.resources import files

from xtsviz.io.files import from_bytes
from xtsviz.model.design import Design
from xtsviz.provenance.recipe import with_recipe

_TENANTS = ("contoso", "fabrikam", "northwind")


def acquisition() -> Design:
    """Contoso after two acquisitions: three tenants, four arrows, users from three admin-center exports.

    All users of Fabrikam and of Northwind Traders that can be synchronized appear in Contoso. A part of Contoso's users
    appears in Fabrikam. A gate blocks the arrow from Contoso to Northwind Traders.
    """
    folder = files(__name__) / "data"
    lists = {tenant: (folder / f"{tenant}-users.csv").read_bytes() for tenant in _TENANTS}
    design = from_bytes((folder / "acquisition.json").read_bytes(), lists, name="acquisition.json")
    return with_recipe(design, "xts.examples.acquisition")
