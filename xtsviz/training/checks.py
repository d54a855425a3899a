"""Ready goals for *build it* exercises: who must be where. Each one says what the learner did wrong.

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
from xtsviz.training.author_code import author_errors, is_text, value_text
from xtsviz.training.exercise import Goal
from xtsviz.view.words import number


def reaches(home: str, tenant: str, people: Iterable[str] | None = None) -> Goal:
    """People of one tenant appear in another one.

    Args:
        home: id of their home tenant.
        tenant: id of the other tenant.
        people: their user ids; by default all internal users of `home`.
    """
    _check_tenants("reaches", home, tenant)
    expected = _user_ids("reaches", people)

    def goal(attempt: Attempt) -> str:
        externals = attempt.externals(tenant)
        missing = [user for user in expected or attempt.internal_users(home) if user not in externals]
        return _missing_sentence(attempt, home, tenant, missing) if missing else ""

    return goal


def nobody(home: str, tenant: str, people: Iterable[str] | None = None) -> Goal:
    """People of one tenant do not appear in another one.

    Args:
        home: id of their home tenant.
        tenant: id of the other tenant.
        people: their user ids; by default all users of `home`.
    """
    _check_tenants("nobody", home, tenant)
    excluded = _user_ids("nobody", people)

    def goal(attempt: Attempt) -> str:
        externals = attempt.externals(tenant, home=home)
        extra = [user for user in externals if excluded is None or user in excluded]
        if not extra:
            return ""
        lead = (
            f"You drew {attempt.pair_name(home, tenant)}: it brings"
            if attempt.added_arrow(home, tenant)
            else ""
        )
        brought = any(externals[user].arrow for user in extra)
        lead = lead or (f"{attempt.pair_name(home, tenant)} brings" if brought else "There is still")
        names = attempt.names_of(extra)
        if excluded is None:
            return (
                f"{lead} {names} to {attempt.tenant_name(tenant)}, "
                f"where nobody of {attempt.tenant_name(home)} should be."
            )
        return f"{lead} {names} to {attempt.tenant_name(tenant)}, who should not be there."

    return goal


def become(home: str, tenant: str, user_type: str, people: Iterable[str] | None = None) -> Goal:
    """People of one tenant are external ``Member`` or ``Guest`` in another one, if they are there.

    Args:
        home: id of their home tenant.
        tenant: id of the other tenant.
        user_type: ``Member`` or ``Guest``.
        people: their user ids; by default all users of `home`.
    """
    _check_tenants("become", home, tenant)
    if user_type not in ("Member", "Guest"):
        raise _goal_error("become", f'user_type: "Member" or "Guest" is needed, not {value_text(user_type)}')
    expected = _user_ids("become", people)

    def goal(attempt: Attempt) -> str:
        externals = attempt.externals(tenant, home=home)
        wrong_type = [
            external
            for id, external in externals.items()
            if (expected is None or id in expected) and external.user_type != user_type
        ]
        if not wrong_type:
            return ""
        first = wrong_type[0]
        is_now = "guest" if user_type == "Member" else "member"
        lead = (
            f"{first.name} is an external {is_now} in {attempt.tenant_name(tenant)}; "
            f"the task asks for an external {user_type.lower()}."
        )
        return f"{lead} {_user_type_sentence(attempt, home, tenant, first.origin, user_type)}"

    return goal


def at_most(arrows: int) -> Goal:
    """The design has at most so many arrows."""
    if type(arrows) is not int or not 0 <= arrows < 10**9:
        raise _goal_error("at_most", f"arrows: a number of arrows is needed, not {value_text(arrows)}")

    def goal(attempt: Attempt) -> str:
        arrow_count = len(attempt.design.arrows)
        if arrow_count <= arrows:
            return ""
        lead = f"Your design has {number(arrow_count, 'arrow')}; the task needs {arrows:,}."
        return f"{lead} Remove arrows that the task does not need."

    return goal


def no_arrow(source: str, target: str) -> Goal:
    """There is no arrow from one tenant to another, not even an arrow that syncs nobody."""
    _check_tenants("no_arrow", source, target)

    def goal(attempt: Attempt) -> str:
        arrows = attempt.between(source, target)
        if not arrows:
            return ""
        state = attempt.flow.by_arrow[arrows[0].id].state
        lead = f"The arrow {attempt.pair_name(source, target)} is still there"
        if state == "open":
            return f"{lead}: a configuration that synchronizes people before anyone has asked."
        return f"{lead}. It is {state} and syncs nobody now, but a change of one setting opens it: remove it."

    return goal


def _check_tenants(goal: str, *tenants: Any) -> None:
    for tenant in tenants:
        if not is_text(tenant) or not tenant:
            raise _goal_error(goal, f"the id of a tenant is needed, not {value_text(tenant)}")


def _user_ids(goal: str, people: Any) -> tuple[str, ...] | None:
    if people is None:
        return None
    if isinstance(people, Iterable) and not isinstance(people, (str, bytes)):
        with author_errors(goal):
            ids = tuple(people)
        if all(map(is_text, ids)):
            return ids
    raise _goal_error(
        goal, f'people: a list of user ids is needed, such as ["adele"], not {value_text(people)}'
    )


def _goal_error(goal: str, message: str) -> ExerciseError:
    return ExerciseError([Problem(goal, message)])


def _missing_sentence(attempt: Attempt, home: str, tenant: str, missing: list[str]) -> str:
    arrows = attempt.between(home, tenant)
    if not arrows:
        return _no_arrow_sentence(attempt, home, tenant)
    reason = attempt.reason(missing[0], arrows[0])
    more = f" The same goes for {number(len(missing) - 1, 'other', 'others')}." if len(missing) > 1 else ""
    # The remedy of a blocked arrow helps more than the names of the users that it stops.
    if remedies := _arrow_remedies(attempt, arrows[0]):
        return remedies
    return f"{attempt.names_of(missing[:1])} is missing in {attempt.tenant_name(tenant)}. {reason}{more}"


def _no_arrow_sentence(attempt: Attempt, home: str, tenant: str) -> str:
    source, target = attempt.tenant_name(home), attempt.tenant_name(tenant)
    if attempt.added_arrow(tenant, home):
        return (
            f"You drew {attempt.pair_name(tenant, home)}; the task needs {source}'s people in {target}, "
            "which is the other arrow."
        )
    if attempt.between(tenant, home):
        return (
            f"{attempt.pair_name(tenant, home)} leads one way: it syncs {target}'s people. {source}'s people in "
            f"{target} are another configuration, {attempt.pair_name(home, tenant)}."
        )
    if path := attempt.path(home, tenant):
        second = attempt.tenant_name(path[1])
        return (
            f"Your path from {source} to {target} leads through {second}, but {source}'s people stop there: in "
            f"{second} they are externals, and externals are never passed on. They need an arrow "
            f"{attempt.pair_name(home, tenant)}."
        )
    return f"Nobody of {source} is in {target}: there is no arrow {attempt.pair_name(home, tenant)}."


def _arrow_remedies(attempt: Attempt, arrow: Arrow) -> str:
    names = Wording(attempt.design).arrow_names(arrow)
    codes = attempt.flow.by_arrow[arrow.id].codes
    return " ".join(
        f"{ARROW_CODES[code].message.format(**names)} {ARROW_CODES[code].remedy.format(**names)}"
        for code in codes
    )


def _user_type_sentence(attempt: Attempt, home: str, tenant: str, origin: str, expected: str) -> str:
    arrows = attempt.between(home, tenant)
    if origin == "existing" or not arrows:
        return "No arrow manages that object, so nothing changes its type."
    if arrows[0].user_type != expected:
        return f"{attempt.pair_name(home, tenant)} makes external {arrows[0].user_type.lower()}s: change its user type."
    return (
        "They were there before. The arrow does not change the user type of existing externals, unless its mapping "
        "is applied always."
    )
