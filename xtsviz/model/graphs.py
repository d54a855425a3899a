"""Designs as networkx graphs, and back. It works on the document, so a graph is checked as a document is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from xtsviz.errors import DocumentError, safe_text

if TYPE_CHECKING:
    import networkx as nx

_DESIGN_FIELDS = (
    "name",
    "users",
    "groups",
    "multi_tenant_organization",
    "connected_organizations",
    "options",
)


def to_networkx(document: Mapping[str, Any]) -> nx.MultiDiGraph[str]:
    """The document as a graph: node key = tenant id, edge key = arrow id, the rest in ``graph.graph``."""
    import networkx as nx  # the import takes a tenth of a second

    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(**{key: document[key] for key in _DESIGN_FIELDS})
    for tenant in document["tenants"]:
        graph.add_node(tenant["id"], **{key: value for key, value in tenant.items() if key != "id"})
    for arrow in document["arrows"]:
        fields = {key: value for key, value in arrow.items() if key not in ("source", "target")}
        graph.add_edge(arrow["source"], arrow["target"], key=arrow["id"], **fields)
    # A graph returns its edges by node, so the order of the arrows is saved separately.
    graph.graph["arrow_order"] = [arrow["id"] for arrow in document["arrows"]]
    return graph


def to_document(graph: Any) -> dict[str, Any]:
    """The document that a graph describes. It is not checked here.

    Raises:
        DocumentError: it is not a directed networkx graph.
    """
    if not hasattr(graph, "is_directed") or not hasattr(graph, "nodes"):
        raise DocumentError(f"a networkx DiGraph or MultiDiGraph is needed, not {type(graph).__name__}")
    if not graph.is_directed():
        raise DocumentError("the graph is undirected; an arrow has a direction: use DiGraph or MultiDiGraph")
    tenants = [{"id": safe_text(node), **fields} for node, fields in graph.nodes(data=True)]
    arrows = [
        {"source": safe_text(source), "target": safe_text(target), **fields}
        for source, target, fields in graph.edges(data=True)
    ]
    kept = graph.graph.get("arrow_order")
    order = {safe_text(name): place for place, name in enumerate(kept if isinstance(kept, list) else ())}
    arrows.sort(key=lambda arrow: order.get(safe_text(arrow.get("id")), len(order)))
    rest = {key: graph.graph[key] for key in _DESIGN_FIELDS if key in graph.graph}
    return {"format": "xtsviz-topology", "version": 1, **rest, "tenants": tenants, "arrows": arrows}
