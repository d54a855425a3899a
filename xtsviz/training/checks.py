"""Ready goals for *build it* exercises: who has to be where. Each says what the learner did, not only that it is wrong.

A goal takes an `Attempt` and returns a sentence about the mistake, or an empty text. Tenants are given by id.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from xtsviz.errors import ExerciseError, Problem
from xtsviz.flow.arrow_codes import ARROW_CODES
from xtsviz.flow.wording import Wording
from xtsviz.model.topology import Arrow
from xtsviz.training.attempt import Attempt
from xtsviz.training.exercise import Goal
from xtsviz.training.foreign import is_text, running, shown
from xtsviz.view.words import number


def reaches(home: str, where: str, people: Iterable[str] | None = None) -> Goal:
    """People of one tenant appear in another one.

    Args:
        people: their user ids; everybody who is internal to `home`, if left out.
    """
    _check_tenants("reaches", home, where)
    wanted = _people("reaches", people)

    def goal(attempt: Attempt) -> str:
        there = attempt.externals(where)
        missing = [user for user in wanted or attempt.people(home) if user not in there]
        return _why_missing(attempt, home, where, missing) if missing else ""

    return goal


def nobody(home: str, where: str, people: Iterable[str] | None = None) -> Goal:
    """People of one tenant do not appear in another one.

    Args:
        people: their user ids; everybody of `home`, if left out.
    """
    _check_tenants("nobody", home, where)
    unwanted = _people("nobody", people)

    def goal(attempt: Attempt) -> str:
        there = attempt.externals(where, of=home)
        extra = [user for user in there if unwanted is None or user in unwanted]
        if not extra:
            return ""
        lead = f"You drew {attempt.arrow(home, where)}: it brings" if attempt.drew(home, where) else ""
        brought = any(there[user].arrow for user in extra)
        lead = lead or (f"{attempt.arrow(home, where)} brings" if brought else "There is still")
        who = attempt.called(extra)
        if unwanted is None:
            return (
                f"{lead} {who} to {attempt.tenant(where)}, where nobody of {attempt.tenant(home)} should be."
            )
        return f"{lead} {who} to {attempt.tenant(where)}, who should not be there."

    return goal


def become(home: str, where: str, user_type: str, people: Iterable[str] | None = None) -> Goal:
    """Those of one tenant who are in another one are there as external ``Member`` or ``Guest``.

    Args:
        people: their user ids; everybody of `home`, if left out.
    """
    _check_tenants("become", home, where)
    if user_type not in ("Member", "Guest"):
        raise _refused("become", f'user_type: "Member" or "Guest" is needed, not {shown(user_type)}')
    wanted = _people("become", people)

    def goal(attempt: Attempt) -> str:
        there = attempt.externals(where, of=home)
        others = [one for id, one in there.items() if (wanted is None or id in wanted)]
        others = [one for one in others if one.user_type != user_type]
        if not others:
            return ""
        first = others[0]
        is_now = "guest" if user_type == "Member" else "member"
        lead = (
            f"{first.name} is an external {is_now} in {attempt.tenant(where)}; "
            f"the task asks for an external {user_type.lower()}."
        )
        return f"{lead} {_why_type(attempt, home, where, first.origin, user_type)}"

    return goal


def at_most(arrows: int) -> Goal:
    """The design has no more arrows than these."""
    if type(arrows) is not int or not 0 <= arrows < 10**9:
        raise _refused("at_most", f"arrows: a number of arrows is needed, not {shown(arrows)}")

    def goal(attempt: Attempt) -> str:
        drawn = len(attempt.design.arrows)
        if drawn <= arrows:
            return ""
        lead = f"Your design has {number(drawn, 'arrow')}; the task needs {arrows:,}."
        return f"{lead} Take away those that bring nobody who was asked for."

    return goal


def no_arrow(source: str, target: str) -> Goal:
    """There is no arrow from one tenant to another, not even one that carries nobody."""
    _check_tenants("no_arrow", source, target)

    def goal(attempt: Attempt) -> str:
        found = attempt.between(source, target)
        if not found:
            return ""
        state = attempt.flow.by_arrow[found[0].id].state
        lead = f"The arrow {attempt.arrow(source, target)} is still there"
        if state == "open":
            return f"{lead}: a configuration that synchronizes people before anyone has asked."
        return f"{lead}. It is {state} and carries nobody now, but it is one switch away from it: remove it."

    return goal


def _check_tenants(goal: str, *tenants: Any) -> None:
    for given in tenants:
        if not is_text(given) or not given:
            raise _refused(goal, f"the id of a tenant is needed, not {shown(given)}")


def _people(goal: str, people: Any) -> tuple[str, ...] | None:
    if people is None:
        return None
    if isinstance(people, Iterable) and not isinstance(people, (str, bytes)):
        with running(goal):
            found = tuple(people)
        if all(map(is_text, found)):
            return found
    raise _refused(goal, f'people: a list of user ids is needed, such as ["adele"], not {shown(people)}')


def _refused(goal: str, message: str) -> ExerciseError:
    return ExerciseError([Problem(goal, message)])


def _why_missing(attempt: Attempt, home: str, where: str, missing: list[str]) -> str:
    arrows = attempt.between(home, where)
    if not arrows:
        return _no_arrow(attempt, home, where)
    said = attempt.reason(missing[0], arrows[0])
    more = f" The same goes for {number(len(missing) - 1, 'other', 'others')}." if len(missing) > 1 else ""
    # A blocked arrow's sentence names whom it stops, too; the way out is worth more than the names.
    if remedies := _remedies(attempt, arrows[0]):
        return remedies
    return f"{attempt.called(missing[:1])} is missing in {attempt.tenant(where)}. {said}{more}"


def _no_arrow(attempt: Attempt, home: str, where: str) -> str:
    source, target = attempt.tenant(home), attempt.tenant(where)
    if attempt.drew(where, home):
        return (
            f"You drew {attempt.arrow(where, home)}; the task needs {source}'s people in {target}, "
            "which is the other arrow."
        )
    if attempt.between(where, home):
        return (
            f"{attempt.arrow(where, home)} leads one way: it carries {target}'s people. {source}'s people in "
            f"{target} are another configuration, {attempt.arrow(home, where)}."
        )
    if way := attempt.way(home, where):
        over = attempt.tenant(way[1])
        return (
            f"Your way from {source} to {target} leads over {over}, and {source}'s people end there: in {over} "
            f"they are externals, and externals are never passed on. They need an arrow {attempt.arrow(home, where)}."
        )
    return f"Nobody of {source} is in {target}: there is no arrow {attempt.arrow(home, where)}."


def _remedies(attempt: Attempt, arrow: Arrow) -> str:
    names = Wording(attempt.design).arrow_names(arrow)
    codes = attempt.flow.by_arrow[arrow.id].codes
    return " ".join(
        f"{ARROW_CODES[code].message.format(**names)} {ARROW_CODES[code].remedy.format(**names)}"
        for code in codes
    )


def _why_type(attempt: Attempt, home: str, where: str, origin: str, wanted: str) -> str:
    arrows = attempt.between(home, where)
    if origin == "existing" or not arrows:
        return "No arrow manages that object, so nothing changes its type."
    if arrows[0].user_type != wanted:
        return f"{attempt.arrow(home, where)} makes external {arrows[0].user_type.lower()}s: change its user type."
    return (
        "They were there before, and the arrow leaves the type of whom it finds as it was, unless it is told to "
        "apply the mapping always."
    )
