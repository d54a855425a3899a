"""A list of users in one sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from xtsviz.io.lists.fields import count
from xtsviz.model.credentials import is_internal


def users_sentence(users: Any, attributes: Iterable[str] = ("department",)) -> str:
    """Who is in a list: "41 users: 38 members, 2 guests, 1 external; 3 without department".

    Members and guests are internal users; externals have their home in another tenant.

    Args:
        users: a pandas frame with the columns ``credentials`` and ``user_type``.
        attributes: how many internal users lack these is told, where some do.
    """
    internal = is_internal(users["credentials"]).astype(bool)
    member = internal & (users["user_type"] == "Member").fillna(False).astype(bool)
    numbers = [
        (int(member.sum()), "member"),
        (int((internal & ~member).sum()), "guest"),
        (int((~internal).sum()), "external"),
    ]
    parts = ", ".join(count(number, word) for number, word in numbers if number) or "nobody"
    return "; ".join([f"{count(len(users), 'user')}: {parts}", *_lacking(users[internal], attributes)])


def _lacking(internal: Any, attributes: Iterable[str]) -> Iterator[str]:
    for attribute in attributes:
        if attribute not in internal:
            if len(internal):
                yield f"all without {attribute}"
            continue
        cells = internal[attribute]
        lacking = int((cells.isna() | (cells.astype(str).str.strip() == "")).sum())
        if lacking:
            yield f"{'all' if lacking == len(internal) else f'{lacking:,}'} without {attribute}"
