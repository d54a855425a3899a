"""Groups of alike tenants: which tenants have the same arrows, and what is different."""

from xtsviz.compare.alike_tenants.alike import Alike, alike
from xtsviz.compare.alike_tenants.relations import ArrowException, Relation, TenantGroup

__all__ = ["Alike", "ArrowException", "Relation", "TenantGroup", "alike"]
