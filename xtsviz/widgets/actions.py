"""What buttons in the panels' HTML ask for: a list of words from the page, checked like any other input."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, cast, get_args

from xtsviz.people.query import Sort
from xtsviz.view.panels.toolbar import DRAWERS
from xtsviz.view.picture.cytoscape import selection_of
from xtsviz.view.picture.types import Selection
from xtsviz.widgets import (
    check_intents,
    common_intents,
    design_intents,
    keep_intents,
    opening_intents,
    practice_intents,
    view_intents,
)
from xtsviz.widgets.practice_intents import PracticeIntent
from xtsviz.widgets.practice_state import DRAWERS as PRACTICE_DRAWERS
from xtsviz.widgets.practice_state import PracticeState
from xtsviz.widgets.replay_intents import ReplayIntent, ShowMoment
from xtsviz.widgets.view_intents import ExplorerIntent
from xtsviz.widgets.view_state import ViewState


def intent_of(words: Any, view_state: ViewState) -> ExplorerIntent | None:
    """The intent that a button of the explorer's HTML stands for; None if the words are none of these.

    Args:
        words: what the page sent, of whatever type.
        view_state: what is shown; some buttons are about the arrow on the screen, or about what is asked for already.
    """
    if not isinstance(words, list | tuple) or not all(isinstance(word, str) for word in words):
        return None
    match words:
        case ["select", "tenant" | "arrow" | "user" as kind, id]:
            return common_intents.Select(Selection(kind, id))
        case ["toggle", source, target]:
            return design_intents.ToggleArrow(source, target)
        case ["toggle-many", "on" | "off" as mode, *ends] if ends and len(ends) % 2 == 0:
            pairs = tuple(zip(ends[::2], ends[1::2], strict=True))
            return design_intents.SetPairs(pairs, on=mode == "on")
        case ["toggle-row", tenant]:
            others = [other for other in view_state.context.tenant_index if other != tenant]
            return design_intents.SetPairs(tuple((tenant, other) for other in others))
        case ["toggle-column", tenant]:
            others = [other for other in view_state.context.tenant_index if other != tenant]
            return design_intents.SetPairs(tuple((other, tenant) for other in others))
        case ["draw", source, target]:
            return design_intents.AddArrow(source, target)
        case ["another", source, target]:
            return design_intents.AddArrow(source, target, another=True)
        case ["offer", source, target]:
            return design_intents.OfferArrow(source, target)
        case ["rename" | "remove" as verb, element, *more]:
            return _about_element(verb, element, more)
        case ["remove-selected"]:
            return design_intents.RemoveSelected()
        case ["never mind"]:
            return common_intents.ShowStatus("Nothing changed")
        case ["open-answer", str(place), *answer] if place.isdecimal() and len(place) < 4:
            return _answer(int(place), answer)
        case ["open-clear"]:
            return opening_intents.ClearOpened()
        case ["start-templates"]:
            return opening_intents.OfferTemplates()
        case ["start-example"]:
            return opening_intents.OpenExample()
        case ["start-empty"]:
            return opening_intents.StartEmpty()
        case ["add-domain", tenant, domain]:
            return opening_intents.AddDomain(tenant, domain)
        case ["drawer", name] if name in DRAWERS:
            return _drawer(name, view_state.front.drawer)
        case ["undo"]:
            return design_intents.Undo()
        case ["redo"]:
            return design_intents.Redo()
        case ["reset"]:
            return design_intents.Reset()
        case ["show-template"]:
            return view_intents.ShowPanel("Template")
        case ["play"]:
            return view_intents.PlayMotion()
        case ["tidy"]:
            return view_intents.Tidy()
        case ["group", "on" | "off" as wanted]:
            return view_intents.GroupTenants(wanted == "on")
        case ["group-by", "arrows" | "division" as by]:
            return view_intents.GroupTenants(True, by)
        case ["take-out" | "put-back" as way, tenant]:
            return view_intents.TakeOut(tenant, way == "take-out")
        case ["hide-names", "on" | "off" as wanted]:
            return view_intents.HideNames(wanted == "on")
        case ["template", name]:
            return design_intents.ChooseTemplate(name)
        case ["start-template", name]:
            return design_intents.StartTemplate(name)
        case ["reshape", name]:
            return design_intents.Reshape(name)
        case ["snapshot-restore", name]:
            return design_intents.RestoreSnapshot(name)
        case ["snapshot-remove", name]:
            return design_intents.RemoveSnapshot(name)
        case ["snapshot-compare", name]:
            return view_intents.CompareWith(f"snapshot {name}", show=True)
        case ["assign", id] if view_state.shown_arrow:
            return design_intents.AssignUser(view_state.shown_arrow.id, id)
        case ["unassign", id] if view_state.shown_arrow:
            return design_intents.UnassignUser(view_state.shown_arrow.id, id)
        case ["cell", "inserted"]:
            return common_intents.ShowStatus("The code is in a new cell below. Run it for another explorer.")
        case ["cell", "refused"]:
            refused = "The notebook did not take a new cell. Copy the code, and paste it into one."
            return common_intents.ShowStatus(refused, "warning")
        case ["title", text]:
            return design_intents.RenameDesign(text)
        case ["take-back", tenant, field]:
            return design_intents.TakeBack(tenant, field)
        case ["find", text]:
            return view_intents.FindPerson(text)
        case ["why", text]:
            return view_intents.ChoosePerson(text)
        case ["save-replace", path] if view_state.prompt and view_state.prompt.offers(words):
            return keep_intents.SaveTo(path, replace=True)
        case ["saved-go-on"]:
            return keep_intents.GoOn()
        case ["saved-not-now"]:
            return keep_intents.NotNow()
        case ["saved-forget"]:
            return keep_intents.ForgetSaved()
        case ["saved-forget-offer"]:
            return keep_intents.ForgetSaved(only_offer=True)
        case ["save-itself", "notebook" | "data" | "off" as choice]:
            return keep_intents.SettleAutosave(choice)
        case ["check-finding", key]:
            return check_intents.TickFinding(key)
        case ["unfold-findings", key]:
            return check_intents.UnfoldFindings(key)
        case ["filter-show", arrow]:
            return view_intents.ShowFilter(arrow)
        case ["filter-discard", arrow]:
            return view_intents.DiscardFilter(arrow)
        case ["filter-apply", arrow] if draft := view_state.draft_of(arrow):
            return design_intents.ApplyFilter(arrow, draft.filters)
        case ["people-missing", tenant]:
            return view_intents.ShowMissing(tenant)
        case ["people-sort", sort, sort_tenant, "ascending" | "descending" as order]:
            return _sorted(sort, sort_tenant, order == "descending", view_state)
        case _:
            return None


def _drawer(name: str, opened: str | None) -> common_intents.ShowDrawer:
    """A press on a drawer's button opens it, and closes it if it is open."""
    return common_intents.ShowDrawer(None if name == opened else name)


def _answer(place: int, answer: list[str]) -> ExplorerIntent | None:
    """What a person answers about a file that was opened; None if that is no answer."""
    match answer:
        case ["tenant" | "domain" as kind, detail]:
            return opening_intents.AnswerFile(place, kind, detail)
        case ["new" | "leave" | "as-list" | "as-design" as kind]:
            return opening_intents.AnswerFile(place, kind)
        case _:
            return None


def _about_element(verb: str, element: str, more: list[str]) -> ExplorerIntent | None:
    """What a menu or a key asks for about an element of the graph; None if that element has no such thing."""
    selection = selection_of(element)
    match verb, selection, more:
        case "rename", Selection(kind="tenant", id=str(tenant)), [name]:
            return design_intents.RenameTenant(tenant, name)
        case "remove", Selection(kind="tenant", id=str(tenant)), []:
            return design_intents.RemoveTenant(tenant)
        case "remove", Selection(kind="arrow", id=str(arrow)), []:
            return design_intents.RemoveArrow(arrow)
        case _:
            return None


def _sorted(sort: str, sort_tenant: str, descending: bool, view_state: ViewState) -> ExplorerIntent | None:
    """The same people in another order; None if there is no such order."""
    known = sort_tenant in view_state.context.tenant_index if sort == "presence" else not sort_tenant
    if sort not in get_args(Sort) or not known:
        return None
    query = replace(
        view_state.people.query,
        sort=cast(Sort, sort),
        sort_tenant=sort_tenant or None,
        descending=descending,
    )
    return view_intents.SetPeopleView(replace(view_state.people, query=query, page=1))


def replay_intent_of(words: Any) -> ReplayIntent | None:
    """The intent that a button of a replay's HTML stands for; None if the words are none of these."""
    match words:
        case ["moment", str(place)] if place.isdecimal() and len(place) < 10:
            return ShowMoment(int(place))
        case _:
            return None


def practice_intent_of(words: Any, view_state: PracticeState) -> PracticeIntent | None:
    """The intent that a button of the exercises' HTML stands for; None if the words are none of these."""
    match words:
        case ["drawer", str(name)] if name in PRACTICE_DRAWERS:
            return _drawer(name, view_state.drawer)
        case ["exercise", str(name)]:
            return practice_intents.ChooseExercise(name)
        case ["another-exercise", str(topic)]:
            return practice_intents.AnotherExercise(topic)
        case ["tick", str(row), str(column)]:
            return practice_intents.TickCell(row, column)
        case ["tick-nothing", str(row)]:
            return practice_intents.TickNothing(row)
        case ["next-exercise"]:
            return practice_intents.StepExercise(1)
        case ["start-over"]:
            return practice_intents.StartOver()
        case ["copy-code"]:
            return practice_intents.CopyCode()
        case ["copy-progress"]:
            return practice_intents.DownloadProgress()
        case _:
            return None
