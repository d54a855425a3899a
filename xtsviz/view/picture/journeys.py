"""Who travels along the arrows of a picture, and how each journey ends; as plain data for the motion on a page.

A journey is one user, or a crowd with a number. Its mark has the colour and the shape of the home tenant. It follows
the drawn curve of its arrow. It arrives as a ring, or it stops at the target's box, and the reason is shown.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import narwhals as nw

from xtsviz.flow import Flow
from xtsviz.model.frames import collect
from xtsviz.people.relations import Relation
from xtsviz.view.context import ViewContext
from xtsviz.view.palette import Palette
from xtsviz.view.picture.arrow_curves import visible_curve
from xtsviz.view.picture.box_positions import Position
from xtsviz.view.picture.cytoscape import person_element_id
from xtsviz.view.picture.stopped_users import Stopped, stopped_at_marks, stopped_users
from xtsviz.view.picture.types import Link, Person, Picture
from xtsviz.view.theme import Marker, Paint
from xtsviz.view.words import number

MAX_MARKS = 120
"""The limit of marks. Of more users, crowds travel, one for each arrow."""
MAX_LABELS = 8
"""The limit of reasons in words on the picture. More marks have only a symbol; the text has all words."""
MOTION_OVERLAYS = ("everyone", "people", "user")
"""The overlays whose members can travel."""
_MAX_SENTENCES = 12
_STEPS = 16
_CROWDS_OF_STOPPED = 24  # marks kept free for those who stop


class Journey(NamedTuple):
    """One mark that travels along one arrow.

    Attributes:
        link: the id of the arrow.
        users: 1, or the number of users in the crowd.
        paint, marker: those of the home tenant.
        start: where the user is drawn in the source; None for the border of the box.
        end: where the user is drawn in the target; None for the border of the box.
        relation: what arrives: the relation to the target.
        person: the element id of the user in the target, which is hidden until the mark arrives; empty if none.
        reason: why the mark stops, in a few words; empty if it arrives.
        label: the words on the picture; empty if there are too many of them.
        back: True for a user who leaves the target: the mark goes from the target to the source.
    """

    link: str
    users: int
    paint: Paint
    marker: Marker
    start: Position | None = None
    end: Position | None = None
    relation: Relation = "member"
    person: str = ""
    reason: str = ""
    label: str = ""
    back: bool = False


@dataclass(frozen=True, slots=True)
class Motion:
    """The journeys of a picture.

    Attributes:
        paths: the curve of each arrow as points, by its id.
        journeys: at most `MAX_MARKS` of them.
        text: the same in sentences.
        brief: True for the journeys of one edit, which take about a second.
        pulses: where people are drawn who changed and did not travel.
    """

    paths: Mapping[str, tuple[Position, ...]]
    journeys: tuple[Journey, ...]
    text: str
    brief: bool = False
    pulses: tuple[Position, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.journeys or self.pulses)

    def with_pulses(self, picture: Picture, changed: Collection[tuple[str | None, str | None]]) -> Motion:
        """The motion in which people of a picture pulse who changed (ids of user and tenant)."""
        travel = {journey.person for journey in self.journeys if not journey.back}
        there = (person for person in picture.people if (person.user, person.tenant) in changed)
        pulses = [(who.x, who.y) for who in there if person_element_id(who) not in travel]
        return replace(self, pulses=tuple(pulses[:MAX_MARKS]))

    def message(self) -> dict[str, Any]:
        """The motion as JSON values for ``motion.js``. Colours are pairs for light and dark ground."""
        index = {name: n for n, name in enumerate(self.paths)}
        return {
            "paths": [[round(value, 1) for point in path for value in point] for path in self.paths.values()],
            "marks": [_mark(journey, index[journey.link]) for journey in self.journeys],
            "brief": self.brief,
            "pulses": [list(at) for at in self.pulses],
        }


def _mark(journey: Journey, path: int) -> dict[str, Any]:
    found: dict[str, Any] = {"path": path, "color": list(journey.paint), "shape": journey.marker}
    if journey.users != 1:
        found["count"] = journey.users
    for name, at in (("from", journey.start), ("to", journey.end)):
        if at is not None:
            found[name] = [at[0], at[1]]
    if journey.relation != "member":
        found["ring"] = journey.relation
    if journey.person:
        found["person"] = journey.person
    if journey.reason:
        found["stops"] = journey.label
    if journey.back:
        found["back"] = True
    return found


def journeys(picture: Picture, flow: Flow, *, stops: bool = True, palette: Palette | None = None) -> Motion:
    """The journeys of all users of a picture: those who are synchronized, and those whom an arrow stops.

    Args:
        picture: a picture with one of the overlays `MOTION_OVERLAYS`. Others have no journeys.
        flow: the flow of the same design.
        stops: False for arrivals only.
        palette: the palette of the picture (`ViewContext.palette`), if it has one of its own.
    """
    if picture.overlay not in MOTION_OVERLAYS:
        return Motion({}, (), "")
    context = ViewContext(flow.design, flow, palette)
    stopped: Sequence[Stopped] = ()
    if picture.overlay == "user":
        arrived = _traced(picture)
        stopped = stopped_at_marks(picture) if stops else ()
    else:
        arrived = _arrivals(picture, context)
        stopped = stopped_users(picture, context) if stops else ()
    marks = _limited(picture, context, arrived, MAX_MARKS - min(len(stopped), _CROWDS_OF_STOPPED))
    marks += _stops(stopped[: MAX_MARKS - len(marks)])
    return _motion(picture, marks, _sentences(picture, context, arrived, stopped))


def changes(
    before: Picture, before_flow: Flow, picture: Picture, flow: Flow, palette: Palette | None = None
) -> Motion:
    """The journeys of the users whom an edit brings or takes; empty if there are none or the overlay is another.

    Args:
        before, before_flow: the picture and its flow before the edit.
        picture, flow: the same after it.
        palette: as for `journeys`.
    """
    if before.overlay != picture.overlay or picture.overlay not in MOTION_OVERLAYS:
        return Motion({}, (), "", brief=True)
    old = ViewContext(before_flow.design, before_flow, palette)
    new = ViewContext(flow.design, flow, palette)
    was, now = _travellers(before, old), _travellers(picture, new)
    came = {link: _minus(there, was.get(link, [])) for link, there in now.items()}
    went = {link: _minus(there, now.get(link, [])) for link, there in was.items()}
    back = _limited(before, old, went, MAX_MARKS // 2, back=True)
    marks = _limited(picture, new, came, MAX_MARKS - len(back))
    arriving = _motion(picture, marks, "")
    leaving = _motion(before, back, "")
    paths = {f"{link} back": path for link, path in leaving.paths.items()} | dict(arriving.paths)
    returning = tuple(one._replace(link=f"{one.link} back") for one in leaving.journeys)
    return Motion(paths, (*returning, *arriving.journeys), "", brief=True)


class _Traveller(NamedTuple):
    """A user whom an arrow syncs: where they are drawn in source and target, if they are. Or a crowd of them."""

    users: int = 1
    home: Person | None = None
    there: Person | None = None


_Travellers = dict[str, list[_Traveller]]  # by arrow


def _travellers(picture: Picture, context: ViewContext) -> _Travellers:
    return _traced(picture) if picture.overlay == "user" else _arrivals(picture, context)


def _minus(some: Sequence[_Traveller], others: Sequence[_Traveller]) -> list[_Traveller]:
    """Those who are not among the others, by their ids; for crowds, the difference of their numbers."""
    if all(one.there is None or one.there.user is None for one in (*some, *others)):
        more = sum(one.users for one in some) - sum(one.users for one in others)
        return [some[0]._replace(users=more)] if more > 0 else []
    known = {one.there.user for one in others if one.there}
    return [one for one in some if one.there is None or one.there.user not in known]


def _arrivals(picture: Picture, context: ViewContext) -> _Travellers:
    """The users whom each open arrow syncs: one by one where the picture has them, else as one crowd."""
    by_arrow = context.by_arrow
    open_links = [link for link in picture.links if link.id in by_arrow and by_arrow[link.id].carried]
    persons: dict[tuple[str | None, str], Person] = {
        (person.user, person.tenant): person for person in picture.people if person.user is not None
    }
    if persons:
        return _one_by_one(open_links, persons, context)
    crowds = {(person.home, person.tenant): person for person in picture.people}
    return {
        link.id: [
            _Traveller(
                by_arrow[link.id].carried,
                crowds.get((link.source, link.source)),
                crowds.get((link.source, link.target)),
            )
        ]
        for link in open_links
    }


def _one_by_one(
    links: Iterable[Link], persons: Mapping[tuple[str | None, str], Person], context: ViewContext
) -> _Travellers:
    rows = nw.from_native(context.flow.presence).filter(~nw.col("arrow").is_null())
    found: _Travellers = {link.id: [] for link in links}
    for user, tenant, home, arrow in collect(
        rows.select("user", "tenant", "home_tenant", "arrow")
    ).iter_rows():
        there = persons.get((user, tenant))
        if arrow in found and there is not None:
            found[arrow].append(_Traveller(1, persons.get((user, home)), there))
    return {link: travellers for link, travellers in found.items() if travellers}


def _traced(picture: Picture) -> _Travellers:
    """The one user of the overlay *One user*, on each arrow that syncs them."""
    at = {person.tenant: person for person in picture.people}
    return {
        link.id: [_Traveller(1, at.get(link.source), at[link.target])]
        for link in picture.links
        if link.emphasis == "lit" and link.mark is None and link.target in at
    }


def _limited(
    picture: Picture, context: ViewContext, travellers: _Travellers, limit: int, back: bool = False
) -> list[Journey]:
    """Journeys of single users, if they are few enough; else of one crowd for each arrow, the largest first."""
    links = {link.id: link for link in picture.links}
    total = sum(one.users for there in travellers.values() for one in there)
    if total <= limit:
        return [
            _journey(context, links[name], one._replace(users=1), back)
            for name, there in travellers.items()
            for one in there
            for _ in range(one.users)
        ]
    sums = {name: sum(one.users for one in there) for name, there in travellers.items()}
    largest = sorted((name for name in sums if sums[name]), key=lambda name: -sums[name])[: max(limit, 0)]
    return [_journey(context, links[name], _crowd(travellers[name], sums[name]), back) for name in largest]


def _crowd(travellers: Sequence[_Traveller], count: int) -> _Traveller:
    return travellers[0]._replace(users=count) if len(travellers) == 1 else _Traveller(count)


def _journey(context: ViewContext, link: Link, one: _Traveller, back: bool) -> Journey:
    return Journey(
        link=link.id,
        users=one.users,
        paint=one.there.paint if one.there else context.paint(link.source),
        marker=one.there.marker if one.there else context.marker(link.source),
        start=(one.home.x, one.home.y) if one.home else None,
        end=(one.there.x, one.there.y) if one.there else None,
        relation=one.there.relation if one.there else "member",
        person=person_element_id(one.there) if one.there and one.there.user is not None else "",
        back=back,
    )


def _stops(stopped: Sequence[Stopped]) -> list[Journey]:
    """The journeys that end at a box. Words stand at few of them, and first where a reason is new."""
    told: dict[str, int] = {}
    for n, one in enumerate(stopped):
        told.setdefault(one.reason, n)
    few = {*list(told.values())[:MAX_LABELS]}
    few |= set([n for n in range(len(stopped)) if n not in few][: MAX_LABELS - len(few)])
    return [
        Journey(
            link=one.link,
            users=one.users,
            paint=one.paint,
            marker=one.marker,
            start=one.start,
            relation=one.relation,
            reason=one.reason,
            label=one.reason if n in few else "",
        )
        for n, one in enumerate(stopped)
    ]


def _motion(picture: Picture, marks: Sequence[Journey], text: str) -> Motion:
    used = {journey.link for journey in marks}
    paths = {link.id: _points(picture, link) for link in picture.links if link.id in used}
    return Motion(paths, tuple(marks), text)


def _points(picture: Picture, link: Link) -> tuple[Position, ...]:
    """The drawn curve of an arrow, as points."""
    source, target = picture.node_by_id[link.source], picture.node_by_id[link.target]
    curve = visible_curve(source.box, target.box, link.bend, (source.header, target.header))
    return tuple(curve.point(n / _STEPS) for n in range(_STEPS + 1))


def _sentences(
    picture: Picture, context: ViewContext, arrived: _Travellers, stopped: Sequence[Stopped]
) -> str:
    """The motion in sentences: how many arrive along each arrow, who stops and why."""
    names = {name: context.names.arrow(done.arrow) for name, done in context.by_arrow.items()}
    sums = {link: sum(one.users for one in there) for link, there in arrived.items()}
    lines = [
        f"{names[link]}: {number(count, 'user arrives', 'users arrive')}."
        for link, count in sums.items()
        if count and link in names
    ]
    lines += [
        f"{names[one.link]}: {number(one.users, 'user stops', 'users stop')} ({one.reason})."
        for one in stopped
        if one.link in names
    ]
    if not lines and any(node.group for node in picture.nodes):
        return "Here alike tenants are drawn as one box. Open the box to see its members travel."
    if not lines:
        return "Nobody travels: no arrow of this picture syncs anybody."
    more = len(lines) - _MAX_SENTENCES
    return " ".join([*lines[:_MAX_SENTENCES], *([f"And {more:,} more of this kind."] if more > 0 else [])])
