"""A picture with groups of alike tenants loses no arrow and no tenant, whatever is opened, taken out or selected."""

from hypothesis import given
from hypothesis import strategies as st

import xtsviz as xts
from tests.properties.amount import examples
from tests.properties.strategies import documents
from xtsviz.view.picture.cytoscape import elements
from xtsviz.view.picture.group_types import GroupsShown
from xtsviz.view.picture.overlays import OVERLAYS
from xtsviz.view.picture.resolve import resolve
from xtsviz.view.picture.types import NOTHING, Selection


@examples(25)
@given(st.data())
def test_all_arrows_are_drawn_or_counted(data: st.DataObject) -> None:
    design = xts.Design.from_document(data.draw(documents()))
    tenants = sorted(design.topology.tenant_by_id)
    some = st.frozensets(st.sampled_from(tenants)) if tenants else st.just(frozenset())
    groups = GroupsShown(data.draw(st.sampled_from(["arrows", "division"])), data.draw(some), data.draw(some))
    chosen = Selection("tenant", data.draw(st.sampled_from(tenants))) if tenants else NOTHING
    overlay = data.draw(st.sampled_from(sorted(OVERLAYS)))
    picture = resolve(design, xts.user_flow(design), chosen, overlay, groups=groups)
    assert not picture.left_out
    links = [link for link in picture.links if link.style != "request"]
    inside = sum(node.group.count for node in picture.nodes if node.group)
    drawn = sum(link.arrows for link in links) + inside
    assert drawn == len(design.arrows)
    boxes = [set(node.group.tenants) for node in picture.nodes if node.group and not node.group.opened]
    single = [node.id for node in picture.nodes if node.group is None]
    assert sorted([*single, *(tenant for box in boxes for tenant in box)]) == tenants
    ids = [element.id for element in elements(picture)]
    assert len(ids) == len(set(ids))
