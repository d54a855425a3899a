"""Designs as networkx graphs, and back."""

from __future__ import annotations

import networkx as nx
import pytest

import xtsviz as xts
from xtsviz.errors import DocumentError


@pytest.fixture
def design():
    design = xts.templates.full_mesh(["Contoso", "Fabrikam", "Litware"], members=2)
    design = design.add_arrow(
        "contoso", "fabrikam", another=True, user_type="Guest", inbound_auto_redeem=None
    )
    document = design.remove_arrow("contoso->litware").add_arrow("contoso", "litware").to_document()
    document["groups"] = [{"id": "g1", "tenant": "contoso", "members": [document["users"][0]["id"]]}]
    document["arrows"][1]["scope"] = {
        "users": "assigned",
        "assigned": ["g1"],
        "filters": [[{"attribute": "department", "operator": "IS NOT NULL"}]],
    }
    document["multi_tenant_organization"] = {"name": "All", "tenants": ["contoso", "litware"]}
    document["connected_organizations"] = [{"resource_tenant": "contoso", "partner_tenant": "litware"}]
    document["options"] = {"internal_guests": "include"}
    return xts.Design.from_document(document)


def test_there_and_back(design):
    graph = design.to_networkx()
    assert xts.Design.from_networkx(graph) == design
    assert [arrow.id for arrow in xts.Design.from_networkx(graph).arrows] == [a.id for a in design.arrows]


def test_nodes_are_tenants_and_edges_are_arrows(design):
    graph = design.to_networkx()
    assert isinstance(graph, nx.MultiDiGraph)
    assert list(graph.nodes) == ["contoso", "fabrikam", "litware"]
    assert graph.nodes["contoso"]["name"] == "Contoso"
    assert graph.nodes["contoso"]["initial_domain"] == design.tenant("contoso").initial_domain
    assert set(graph.edges(keys=True)) == {(a.source, a.target, a.id) for a in design.arrows}
    assert graph.edges["contoso", "fabrikam", "contoso->fabrikam#2"]["user_type"] == "Guest"
    assert graph.number_of_edges("contoso", "fabrikam") == 2


def test_changing_the_graph_does_not_change_the_design(design):
    before = design.to_document()
    graph = design.to_networkx()
    graph.nodes["contoso"]["verified_domains"].append("evil.example")
    graph.graph["users"].clear()
    graph.remove_node("litware")
    assert design.to_document() == before


def test_changing_the_graph_is_an_edit(design):
    graph = design.to_networkx()
    graph.nodes["contoso"]["name"] = "Renamed"
    graph.remove_edge("contoso", "fabrikam", key="contoso->fabrikam#2")
    graph.add_edge("litware", "fabrikam", user_type="Guest")
    back = xts.Design.from_networkx(graph)
    expected = design.rename_tenant("contoso", "Renamed").remove_arrow("contoso->fabrikam#2")
    assert back == expected.add_arrow("litware", "fabrikam", another=True, user_type="Guest")


def test_the_given_graph_stays_as_it_was(design):
    graph = design.to_networkx()
    before = (dict(graph.nodes(data=True)), list(graph.edges(keys=True, data=True)), dict(graph.graph))
    xts.Design.from_networkx(graph)
    after = (dict(graph.nodes(data=True)), list(graph.edges(keys=True, data=True)), dict(graph.graph))
    assert after == before


def test_a_graph_of_names_alone():
    design = xts.Design.from_networkx(nx.DiGraph([("Contoso", "Fabrikam"), ("Contoso", "東京 😀")]))
    assert [(t.id, t.name) for t in design.tenants] == [
        ("Contoso", "Contoso"),
        ("Fabrikam", "Fabrikam"),
        ("東京 😀", "東京 😀"),
    ]
    assert [arrow.id for arrow in design.arrows] == ["Contoso->Fabrikam", "Contoso->東京 😀"]
    assert len(design.directory) == 0
    assert xts.Design.from_document(design.to_document()) == design


def test_a_graph_with_fields_as_attributes():
    graph = nx.DiGraph(name="By hand", options={"internal_guests": "include"})
    graph.add_node("contoso", name="Contoso", cloud="usgov")
    graph.add_node("alone")
    graph.add_edge("contoso", "fabrikam", user_type="Guest", gates={"inbound_auto_redeem": False})
    design = xts.Design.from_networkx(graph)
    assert (design.name, design.topology.options.internal_guests) == ("By hand", "include")
    assert design.tenant("Contoso").cloud == "usgov"
    assert [tenant.id for tenant in design.tenants] == ["contoso", "alone", "fabrikam"]
    assert xts.user_flow(design).by_arrow["contoso->fabrikam"].state == "blocked"


def test_several_edges_of_a_multigraph_are_several_arrows():
    design = xts.Design.from_networkx(nx.MultiDiGraph([("a", "b"), ("a", "b"), ("b", "a")]))
    assert [arrow.id for arrow in design.arrows] == ["a->b", "a->b#2", "b->a"]


def test_nodes_that_are_numbers():
    design = xts.Design.from_networkx(nx.DiGraph([(1, 2)]))
    assert [tenant.id for tenant in design.tenants] == ["1", "2"]


def test_a_graph_that_networkx_makes():
    assert len(xts.Design.from_networkx(nx.complete_graph(4, nx.DiGraph)).arrows) == 12
    assert xts.Design.from_networkx(nx.DiGraph()).tenants == ()


@pytest.mark.parametrize("graph", [nx.Graph([("a", "b")]), nx.MultiGraph([("a", "b")])])
def test_an_undirected_graph_is_refused(graph):
    with pytest.raises(
        DocumentError, match="undirected; an arrow has a direction: use DiGraph or MultiDiGraph"
    ):
        xts.Design.from_networkx(graph)


@pytest.mark.parametrize("wrong", [None, {"a": ["b"]}, [("a", "b")], "a->b"])
def test_no_graph(wrong):
    with pytest.raises(DocumentError, match="a networkx DiGraph or MultiDiGraph is needed, not"):
        xts.Design.from_networkx(wrong)


def nonsense(graph, **attributes):
    graph.add_node("a")
    graph.nodes["a"].update(attributes)
    return graph


@pytest.mark.parametrize(
    "graph, word",
    [
        (nx.DiGraph([("a", "b", {"weight": 2})]), "arrows[0].weight: unknown key"),
        (nx.DiGraph([("a", "b", {"id": ["x"]})]), "arrows[0].id: must be text"),
        (nx.DiGraph([("a", "a")]), "arrows[0].target: an arrow leads from one tenant to another"),
        (nx.DiGraph([(1, 2), ("1", 3)]), 'tenants[2].id: the id "1" stands at tenants[0] too'),
        (nonsense(nx.DiGraph(), size=5), "tenants[0].size: unknown key"),
        (nonsense(nx.DiGraph(users=5)), "users: must be a list"),
        (nonsense(nx.DiGraph(), cloud="moon"), "tenants[0].cloud"),
    ],
)
def test_attributes_that_are_no_fields(graph, word):
    with pytest.raises(DocumentError) as caught:
        xts.Design.from_networkx(graph)
    assert word in str(caught.value)


def test_an_order_of_arrows_that_is_none_is_ignored():
    assert len(xts.Design.from_networkx(nx.DiGraph([("a", "b")], arrow_order=5)).arrows) == 1
