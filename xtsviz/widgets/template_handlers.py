"""The handlers of the template gallery: another design, or the same tenants in another shape."""

from __future__ import annotations

from dataclasses import replace

from xtsviz import templates
from xtsviz.errors import TemplateError, XtsvizError
from xtsviz.model.design import Design
from xtsviz.model.display_text import clean
from xtsviz.provenance.untouched import is_untouched_template
from xtsviz.view import words
from xtsviz.widgets import design_intents
from xtsviz.widgets.controller import Controller
from xtsviz.widgets.dispatch import EXPLORER_HANDLERS
from xtsviz.widgets.forms import member_count
from xtsviz.widgets.name_list import tenant_names
from xtsviz.widgets.view_state import Prompt, ViewState

handles = EXPLORER_HANDLERS.handles

MAX_TENANTS = 100
"""More than this no picture of the explorer shows well; Python has no such limit."""


@handles(design_intents.ChooseTemplate)
def choose_template(control: Controller, intent: design_intents.ChooseTemplate) -> bool:
    """Start another design, or say first what the shape would keep and drop of the design on the screen."""
    design = control.design
    entry = templates.find(intent.name)
    if is_untouched_template(design) or not design.tenants:
        return start_template(control, design_intents.StartTemplate(intent.name))
    anew = ("Start anew with sample people", ("start-template", intent.name))
    leave = ("Never mind", ("never mind",))
    try:
        plan = _plan(control.view_state, intent.name)
    except XtsvizError as problem:
        control.ask(Prompt(str(problem), (anew, leave)))
        return False
    if plan.design == design:
        control.ask(Prompt(f"The design has the shape {entry.title} already.", (anew, leave)))
        return False
    answers = (("Turn into it", ("reshape", intent.name)), anew, leave)
    control.ask(Prompt(" ".join(plan.sentences), answers), f"Turn the design into {entry.title}?")
    return True


@handles(design_intents.Reshape)
def reshape(control: Controller, intent: design_intents.Reshape) -> bool:
    """Give the design another shape; tenants, people and the arrows that stay keep what they have."""
    plan = _plan(control.view_state, intent.name)
    done = control.edit(lambda _design: plan.design, f"Turned into {plan.title}")
    return _follow(control, done)


@handles(design_intents.StartTemplate)
def start_template(control: Controller, intent: design_intents.StartTemplate) -> bool:
    """Start another design; the template form says how."""
    state = control.view_state
    form = state.forms.template

    def build(_design: Design) -> Design:
        template = templates.find(intent.name)
        return template.build(
            _sample_names(state, template), member_count(form.members), specials=form.specials
        )

    done = control.edit(build, lambda _before, after: words.design_started_sentence(after), new_design=True)
    return _follow(control, done)


def _follow(control: Controller, done: bool) -> bool:
    """Let the names in the form follow the tenants again."""
    forms = control.view_state.forms
    if done and forms.template.names is not None:
        control.change(forms=replace(forms, template=replace(forms.template, names=None)))
    return done


def _plan(state: ViewState, name: str) -> templates.Reshaping:
    form = state.forms.template
    return templates.plan_reshape(state.design, name, _written(state), members=member_count(form.members))


def _written(state: ViewState) -> list[str] | None:
    """The names that a person wrote; None if they are those of the tenants, or none.

    Raises:
        TemplateError: there are more than the explorer shows.
    """
    text, tenants = state.forms.template.names, [tenant.name for tenant in state.design.tenants]
    shown = {clean(name): name for name in tenants}
    names = [] if text is None else [shown.get(name, name) for name in tenant_names(text, shown)]
    if len(names) > MAX_TENANTS:
        raise TemplateError(
            f"{len(names):,} tenants are more than the explorer shows; name at most {MAX_TENANTS}, "
            "or build the design in Python"
        )
    return names if names and names != tenants else None


def _sample_names(state: ViewState, template: templates.Template) -> list[str] | None:
    """The names for a new design: the written ones, or those of the tenants; None for the usual ones."""
    if names := _written(state):
        return names
    tenants = [tenant.name for tenant in state.design.tenants]
    if state.forms.template.names == "" or tenants == templates.company_names(len(tenants)):
        return None
    if state.forms.template.names is None:
        tenants = tenants[: template.max_tenants]
    return tenants if len(tenants) >= template.min_tenants else None
