"""What a person can ask for that changes what the explorer shows, and not the design."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from xtsviz.compare.comparison import Baseline
from xtsviz.view.picture.group_types import GroupBy
from xtsviz.widgets.check_intents import CheckIntent
from xtsviz.widgets.common_intents import CommonIntent
from xtsviz.widgets.design_intents import DesignIntent
from xtsviz.widgets.forms import Forms
from xtsviz.widgets.keep_intents import KeepIntent
from xtsviz.widgets.opening_intents import OpeningIntent
from xtsviz.widgets.people_view import PeopleView
from xtsviz.widgets.view_state import Filters, Side


@dataclass(frozen=True)
class EditFilter:
    """Write a scoping filter that is not applied yet."""

    arrow: str
    filters: Filters


@dataclass(frozen=True)
class DiscardFilter:
    """Forget the scoping filter of an arrow that was written and not applied."""

    arrow: str


@dataclass(frozen=True)
class ShowFilter:
    """Bring the scoping filter of an arrow forward, where it is written."""

    arrow: str


@dataclass(frozen=True)
class StartDrawing:
    """Draw an arrow on the graph: from `source`, or from the tenant that is pressed next."""

    source: str | None = None


@dataclass(frozen=True)
class StopDrawing:
    """End drawing without an arrow."""


@dataclass(frozen=True)
class CompareWith:
    """Compare the design with one of `xtsviz.widgets.baselines.choices`; empty for nothing.

    Attributes:
        show: open the drawer *Compare* too.
        third: compare with it as the third design; the second stays.
    """

    choice: str
    show: bool = False
    third: bool = False


@dataclass(frozen=True)
class TurnComparison:
    """Compare in the other direction."""


@dataclass(frozen=True)
class CompareWithFile:
    """Compare the design with the design of a file: its name, and its content as JSON."""

    name: str
    content: bytes


@dataclass(frozen=True)
class CompareWithBaseline:
    """Compare the design with another one; None for nothing."""

    baseline: Baseline | None


@dataclass(frozen=True)
class FindPerson:
    """Select a user by id, by name, or by a part of a name that only one has, and show where they are."""

    text: str


@dataclass(frozen=True)
class ChoosePerson:
    """Take a user, named as for `FindPerson`, for the question why they are not in a tenant, and bring it forward."""

    text: str


@dataclass(frozen=True)
class AskWhy:
    """Say why the user whom the form names is, or is not, in the tenant that it names."""


@dataclass(frozen=True)
class PlayMotion:
    """Let the members of the picture travel along the arrows, once."""


@dataclass(frozen=True)
class Tidy:
    """Lay the picture out anew, without what a person dragged."""


@dataclass(frozen=True)
class SetPeopleView:
    """Ask for other people, another order or another page."""

    view: PeopleView


@dataclass(frozen=True)
class ShowMissing:
    """Show the internal members who are missing in a tenant."""

    tenant: str


@dataclass(frozen=True)
class SetForms:
    """Change what the small fields say."""

    forms: Forms


@dataclass(frozen=True)
class ShowPanel:
    """Open a panel on the left by its title; None closes all."""

    name: str | None


@dataclass(frozen=True)
class ShowTab:
    """Bring a tab to the front by its title."""

    name: str


@dataclass(frozen=True)
class FoldSide:
    """Fold the controls on the left or the details on the right away, or show them again."""

    side: Side
    folded: bool


@dataclass(frozen=True)
class GroupTenants:
    """Draw alike tenants as one box, or each tenant on its own.

    Attributes:
        by: what makes a group; None for the same as before.
    """

    on: bool
    by: GroupBy | None = None


@dataclass(frozen=True)
class PressGroup:
    """Open or close the box of a group, or say what arrows drawn as one are; given by the id in the picture."""

    id: str


@dataclass(frozen=True)
class TakeOut:
    """Take a tenant (id) out of its group, or put it back."""

    tenant: str
    out: bool = True


@dataclass(frozen=True)
class HideNames:
    """Show invented names in the place of all that the owner of the design wrote, or the original names again."""

    on: bool


ViewIntent: TypeAlias = (
    EditFilter
    | DiscardFilter
    | ShowFilter
    | StartDrawing
    | StopDrawing
    | CompareWith
    | TurnComparison
    | CompareWithFile
    | CompareWithBaseline
    | FindPerson
    | ChoosePerson
    | AskWhy
    | PlayMotion
    | Tidy
    | SetPeopleView
    | ShowMissing
    | SetForms
    | ShowPanel
    | ShowTab
    | FoldSide
    | GroupTenants
    | PressGroup
    | TakeOut
    | HideNames
)
"""What changes only what is looked at."""

ExplorerIntent: TypeAlias = (
    CheckIntent | CommonIntent | DesignIntent | KeepIntent | OpeningIntent | ViewIntent
)
"""What an explorer can be asked for."""
