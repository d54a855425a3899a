"""Why one user is, or is not, in one tenant: one sentence."""

from __future__ import annotations

from typing import Any

import narwhals as nw

from xtsviz.flow.arrow_codes import ARROW_CODES
from xtsviz.flow.required_settings import REQUIRED_SETTINGS
from xtsviz.flow.trace import Trace
from xtsviz.flow.wording import Wording
from xtsviz.model.credentials import EXTERNAL, LISTED_EXTERNAL
from xtsviz.model.display_text import clean
from xtsviz.model.frames import collect, is_missing
from xtsviz.model.topology import Arrow, Tenant

_MAX_ARROWS = 4
"""A sentence names so many arrows, and counts the others."""
_VIOLATIONS = {setting.code: setting.violation for setting in REQUIRED_SETTINGS}


def why_sentence(trace: Trace, tenant: Tenant) -> str:
    """One sentence: why the user of a trace is, or is not, in a tenant. It is plain text: escape it in HTML."""
    return _Why(trace, tenant).sentence()


class _Why:
    def __init__(self, trace: Trace, tenant: Tenant) -> None:
        self._trace = trace
        self._tenant = tenant
        self._user = trace.user
        self._wording = Wording(trace.design)
        self._name = clean(trace.user.display_name)
        self._there = self._tenant_name(tenant.id)
        self._home = self._tenant_name(trace.user.tenant)
        arrows = [(n, arrow) for n, arrow in enumerate(trace.design.arrows) if arrow.target == tenant.id]
        self._into = arrows
        own = trace.user.internal
        self._direct = [(n, arrow) for n, arrow in arrows if own and arrow.source == trace.user.tenant]

    def sentence(self) -> str:
        rows = collect(self._trace.locations.filter(nw.col("tenant") == self._tenant.id))
        for row in rows.iter_rows(named=True):
            return f"{self._name} is in {self._there}{self._presence(row)}."
        if any(self._trace.reason(*numbered) == "arrow-unknown" for numbered in self._direct):
            return f"It is not known whether {self._name} is in {self._there}: {self._absence()}."
        return f"{self._name} is not in {self._there}: {self._absence()}."

    # there

    def _presence(self, row: dict[str, Any]) -> str:
        if row["relation"] == "internal":
            return f", as internal {row['user_type'].lower()}: it is the home tenant"
        kind = f", as external {row['user_type'].lower()}"
        if is_missing(row["arrow"]):
            return f"{kind}: the external was there before{self._list()}, and {self._not_managed()}"
        arrow = self._trace.design.arrow(row["arrow"])
        syncing = [self._label(a) for n, a in self._direct if self._trace.reason(n, a) == "carried"]
        others = [label for label in syncing if label != self._label(arrow)][:_MAX_ARROWS]
        also = f", and {self._listed(others)} too" if others else ""
        if row["origin"] == "matched":
            before = f"the external was there before{self._list()}"
            return f"{kind}: {before}, and {self._label(arrow)} manages it now{also}"
        return f"{kind}: {self._label(arrow)} syncs the user from {self._home}, the home tenant{also}"

    def _list(self) -> str:
        stands_for = (nw.col("home_user") == self._user.id).fill_null(False) | (nw.col("id") == self._user.id)
        here = EXTERNAL & LISTED_EXTERNAL & stands_for & (nw.col("tenant") == self._tenant.id)
        rows = collect(self._trace.design.users.frame.filter(here).select("id"))
        return " (it is in the list of users)" if len(rows) else ""

    def _not_managed(self) -> str:
        if not self._user.internal:
            return "no arrow manages it, because its home user is not known"
        if not self._direct:
            return f"no arrow leads from {self._home}, the home tenant, to {self._there}"
        return f"no arrow manages it: {self._reasons()}"

    # not there

    def _absence(self) -> str:
        if self._direct:
            return self._reasons()
        if self._user.internal:
            first = f"no arrow leads from {self._home}, the home tenant, to {self._there}"
        else:
            first = "the home user is not known, and an arrow syncs only internal users of its source"
        return f"{first}{self._not_passed_on()}"

    def _not_passed_on(self) -> str:
        """The arrows from tenants where the user is an external."""
        tenants = self._trace.tenants_as_external
        arrows = [arrow for _, arrow in self._into if arrow.source in tenants]
        if not arrows:
            return ""
        sources = self._listed([self._tenant_name(s) for s in dict.fromkeys(a.source for a in arrows)])
        labels = self._listed([self._label(arrow) for arrow in arrows])
        do = "do" if len(arrows) > 1 else "does"
        never = f"externals are never passed on, and {self._name} is an external in {sources}"
        return f"; {labels} {do} not help, because {never}"

    def _reasons(self) -> str:
        shown = [self._reason(order, arrow) for order, arrow in self._direct[:_MAX_ARROWS]]
        more = len(self._direct) - len(shown)
        return "; ".join(shown) + (f"; and {more:,} more arrows do not either" if more else "")

    def _reason(self, order: int, arrow: Arrow) -> str:
        """Why one arrow of the home tenant does not sync the user."""
        reason = self._trace.reason(order, arrow)
        label = self._label(arrow)
        state = self._state(arrow)
        match reason:
            case "arrow-blocked" | "arrow-unknown" | "arrow-paused" if state:
                return state
            case "internal-guest":
                text = f"{label} syncs internal members only, and the user is an internal guest"
            case "sms-sign-in":
                text = f"{label} leaves out users who sign in by SMS, and the user does"
            case "not-assigned":
                text = (
                    f"the user is neither assigned to {label} nor a direct member of a group assigned to it"
                )
            case "filter-not-met":
                unmet = self._trace.reasons.unmet_filter(self._user.id, arrow)
                text = f"the user does not meet the filter of {label}: {unmet}"
            case "pending-invitation":
                text = (
                    f"{label} finds nothing to match, because the invitation to {self._there} is not accepted"
                )
            case "mail-domain-unverified":
                domains = f"the mail address is on no verified domain of {self._home}"
                text = f"{label} does not create the user, because {domains}"
            case "create-action-off":
                text = f"{label} may not create users, and {self._there} has no user to match"
            case "merged":
                text = (
                    f"another user of {self._home} has the same mail address{self._owner()}, and {label} makes one "
                    "object for both"
                )
            case _:
                text = f"{label} does not sync the user"
        return f"{text}; besides, {state}" if state else text

    def _owner(self) -> str:
        """Who has the object that the user shares, if an open arrow makes it."""
        mine = (nw.col("user") == self._user.id) & (nw.col("tenant") == self._tenant.id)
        owners = collect(self._trace.reasons.provisioning.merged.filter(mine).select("into"))[
            "into"
        ].to_list()
        if not owners:
            return ""
        found = self._trace.design.users.frame.filter(nw.col("id") == owners[0]).select("display_name")
        name = collect(found)["display_name"].to_list()[0]
        return f" ({clean(owners[0] if is_missing(name) or not name else name)})"

    def _state(self, arrow: Arrow) -> str:
        """Why an arrow syncs nobody, whoever the user is; empty if it is open."""
        codes = self._trace.reasons.codes(arrow)
        if not codes:
            return ""
        names = {key: clean(value) for key, value in self._wording.arrow_names(arrow).items()}
        causes = [self._cause(code).format(**names).rstrip(".") for code in codes]
        text, label = " and ".join(causes), self._label(arrow)
        match ARROW_CODES[codes[0]].state:
            case "blocked":
                return f"{label} is blocked, because {text}"
            case "paused":
                return f"{label} syncs nobody new, because {text}"
        return f"it is not known whether {label} syncs the user, because {text}"

    @staticmethod
    def _cause(code: str) -> str:
        return _VIOLATIONS.get(code) or ARROW_CODES[code].message.partition(": ")[2]

    # names

    def _tenant_name(self, tenant: str) -> str:
        return clean(self._wording.tenant(tenant))

    def _label(self, arrow: Arrow) -> str:
        """An arrow in a sentence; with its id if the pair has several arrows."""
        label = f"{self._tenant_name(arrow.source)} → {self._tenant_name(arrow.target)}"
        several = len(self._trace.design.topology.between(arrow.source, arrow.target)) > 1
        return f'{label} ("{clean(arrow.id)}")' if several else label

    @staticmethod
    def _listed(names: list[str]) -> str:
        shown, more = names[:_MAX_ARROWS], len(names) - _MAX_ARROWS
        if more > 0:
            return f"{', '.join(shown)} and {more:,} more"
        *first, last = shown
        return f"{', '.join(first)} and {last}" if first else last
