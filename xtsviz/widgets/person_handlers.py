"""The handlers of the intents that name a person: find them, and say why they are not in a tenant."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from xtsviz.errors import XtsvizError
from xtsviz.flow.find_names import find_person
from xtsviz.flow.trace import TracedUser
from xtsviz.model.display_text import isolated
from xtsviz.view.picture.types import Selection
from xtsviz.widgets import view_intents
from xtsviz.widgets.controller import Controller
from xtsviz.widgets.dispatch import EXPLORER_HANDLERS
from xtsviz.widgets.forms import Forms
from xtsviz.widgets.people_view import WhyQuestion

handles = EXPLORER_HANDLERS.handles

_NO_NAME = "Write a part of a name, a mail address or an id."


@handles(view_intents.FindPerson)
def show_person(control: Controller, intent: view_intents.FindPerson) -> bool:
    """Select a user, and show where they are."""
    found = _found(control, "person", intent.text)
    if found is None:
        return False
    control.select(Selection("user", found.id))
    control.set_overlay("user")
    return True


@handles(view_intents.ChoosePerson)
def choose_person(control: Controller, intent: view_intents.ChoosePerson) -> bool:
    """Write a user into the form; answer at once if the form names a tenant."""
    state = control.view_state
    people, front = replace(state.people, part="why"), replace(state.front, tab="People")
    if people != state.people or front != state.front:
        control.change(people=people, front=front)
    found = _found(control, "why_person", intent.text)
    if found is None:
        return False
    control.change(forms=replace(control.view_state.forms, why_user=found.id))
    if control.view_state.forms.why_tenant is None:
        name = isolated(found.display_name)
        control.set_status(f"Choose the tenant. The answer says why {name} is, or is not, there.")
        return True
    return _answer(control, found)


@handles(view_intents.AskWhy)
def ask_why(control: Controller, _intent: view_intents.AskWhy) -> bool:
    """Answer what the form asks."""
    forms = control.view_state.forms
    found = _found(control, "why_person", forms.why_user or forms.why_person)
    return found is not None and _answer(control, found)


def _answer(control: Controller, found: TracedUser) -> bool:
    tenant = control.view_state.forms.why_tenant
    if tenant is None:
        control.set_status("Choose a tenant.", "error")
        return False
    question = WhyQuestion(found.id, tenant)
    sentence = control.view_state.flow.why(question.user, question.tenant)
    control.change(why=question, message=sentence, level="info", prompt=None)
    return True


def _found(control: Controller, field: Literal["person", "why_person"], text: str) -> TracedUser | None:
    """The user whom a text names; the field then has the name. None, with the reason in the status line."""
    forms = control.view_state.forms
    try:
        found = find_person(control.design, text.strip()) if text.strip() else None
    except XtsvizError as problem:
        control.change(forms=_written(forms, field, text), message=str(problem), level="error", prompt=None)
        return None
    if found is None:
        control.set_status(_NO_NAME, "error")
        return None
    if getattr(forms, field) != found.display_name:
        control.change(forms=_written(forms, field, found.display_name))
    return found


def _written(forms: Forms, field: Literal["person", "why_person"], text: str) -> Forms:
    return replace(forms, person=text) if field == "person" else replace(forms, why_person=text)
