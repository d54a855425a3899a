"""A picture without its answers: it shows the arrows, and a learner says who appears where."""

from __future__ import annotations

from dataclasses import replace

from xtsviz.flow import user_flow
from xtsviz.model.argument_checks import require_type
from xtsviz.model.design import Design
from xtsviz.model.display_names import DisplayNames
from xtsviz.view.picture.resolve import resolve
from xtsviz.view.picture.types import Picture

_WIDTH = 2.5


def blank_picture(
    design: Design,
    title: str = "Who will appear where?",
    dark: bool = False,
    room: tuple[float, float] | None = None,
) -> Picture:
    """Tenants and arrows of a design, without numbers, states or people, laid out for a room in pixels."""
    require_type(title, str, "title: a text is needed")
    require_type(design, Design, "a picture is made of a design")
    picture = resolve(design, user_flow(design), dark=dark, room=room)
    names = DisplayNames(design)
    arrows = design.topology.arrow_by_id
    nodes = tuple(replace(node, detail="", badges=()) for node in picture.nodes)
    links = tuple(
        link._replace(
            label="",
            style="open" if link.id in arrows else link.style,
            width=_WIDTH,
            mark=None,
            sentence=f"{names.arrow(arrows[link.id])}." if link.id in arrows else link.sentence,
        )
        for link in picture.links
    )
    sentences = [title, *(f"{node.name}." for node in nodes), *(link.sentence for link in links)]
    return replace(picture, title=title, nodes=nodes, links=links, legend=(), text="\n".join(sentences))
