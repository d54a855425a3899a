"""The handlers of the intents by which a person begins: files, their answers, the example, domains."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from xtsviz import examples
from xtsviz.errors import DesignError, DocumentError, InputError, UnknownNameError, quoted
from xtsviz.flow import Flow
from xtsviz.io import from_bytes
from xtsviz.io.lists.as_document import is_design, list_sentence
from xtsviz.io.lists.outcomes import NEW_TENANT, ListFile, ListOutcome
from xtsviz.io.open_lists import open_lists
from xtsviz.io.share_text import from_share_text
from xtsviz.model.design import Design
from xtsviz.model.display_text import isolated
from xtsviz.model.domains import domain_claims, read_domains, with_domain
from xtsviz.view.words import file_size, list_in_words, number
from xtsviz.widgets import opening_intents
from xtsviz.widgets.controller import Controller, Said
from xtsviz.widgets.dispatch import EXPLORER_HANDLERS

handles = EXPLORER_HANDLERS.handles

WELCOME = "Open a design or lists of users, begin with a template, or look at the example"


@handles(opening_intents.OpenFiles)
def open_files(control: Controller, intent: opening_intents.OpenFiles) -> bool:
    """Open a design, or lists of users, or a design with its lists."""
    files = intent.files
    if not files:
        return False
    size = file_size(sum(len(file.content) for file in files))
    what = isolated(files[0].name) if len(files) == 1 else number(len(files), "file")
    control.set_status(f"Reading {what}, {size} …")
    if intent.purpose == "lists":
        return _open_lists(control, files)
    designs = [file for file in files if is_design(file.content)]
    if intent.purpose == "any" and not designs:
        return _open_lists(control, files)
    if len(designs) > 1 or (intent.purpose == "design" and len(files) > 1):
        names = list_in_words([isolated(file.name) for file in designs or files])
        raise DesignError(f"open one design at a time; these are several: {names}")
    lists = tuple(file for file in files if file not in designs)
    if intent.purpose == "design":
        return _open_design(control, files[0])
    design = from_bytes(designs[0].content, name=designs[0].name)
    return (
        _open_lists(control, lists, design, designs[0].name) if lists else _open_design(control, designs[0])
    )


@handles(opening_intents.OpenShared)
def open_shared(control: Controller, intent: opening_intents.OpenShared) -> bool:
    """Open the design of a text."""
    history = control.view_state.history
    if intent.from_address and (history.past or history.future):
        return False  # after a reload, what a person did since is back
    if not intent.text.strip():
        raise InputError("paste the text or the link of a shared design first")
    control.open(from_share_text(intent.text), "Opened the shared design")
    control.change(opened=(), forms=replace(control.view_state.forms, shared=""))
    return _close_drawer(control)


@handles(opening_intents.AnswerFile)
def answer_file(control: Controller, intent: opening_intents.AnswerFile) -> bool:
    """Do with a file what a person answers."""
    opened = control.view_state.opened
    if intent.place >= len(opened):
        raise UnknownNameError("that file is no longer waiting for an answer")
    outcome, detail = opened[intent.place], intent.detail
    match intent.answer:
        case "leave":
            _show(control, [*opened[: intent.place], *opened[intent.place + 1 :]])
            control.set_status(f"Left out {isolated(outcome.file.name)}")
            return True
        case "tenant" if detail in outcome.candidates:
            return _open_again(control, intent.place, replace(outcome.file, tenant=detail))
        case "new" if outcome.new_name is not None:
            return _open_again(control, intent.place, replace(outcome.file, tenant=NEW_TENANT))
        case "domain" if any(one.domain == detail for one in outcome.missing):
            return _add_missing(control, intent.place, outcome, detail)
        case "as-list" if outcome.state == "list":
            return _open_again(control, intent.place, outcome.file)
        case "as-design" if outcome.state == "design":
            return _open_design(control, outcome.file)
    raise UnknownNameError("that is no answer to what is asked about this file")


@handles(opening_intents.ClearOpened)
def clear_opened(control: Controller, _intent: opening_intents.ClearOpened) -> bool:
    """Forget what is said of the files that were opened."""
    control.change(opened=())
    return True


@handles(opening_intents.OpenExample)
def open_example(control: Controller, _intent: opening_intents.OpenExample) -> bool:
    """Show the example of the package."""
    control.open(examples.acquisition())
    return _close_drawer(control)


@handles(opening_intents.OfferTemplates)
def offer_templates(control: Controller, _intent: opening_intents.OfferTemplates) -> bool:
    """Show the templates: in the start view, or in their panel on the left."""
    front = control.view_state.front
    if control.view_state.is_starting:
        control.change(front=replace(front, start="templates"))
    else:
        folded = front.folded - {"controls"}
        control.change(front=replace(front, panel="Template", drawer=None, folded=folded))
    return True


@handles(opening_intents.StartEmpty)
def start_empty(control: Controller, _intent: opening_intents.StartEmpty) -> bool:
    """Leave the start view without a tenant."""
    front = replace(control.view_state.front, start=None, panel="Tenants")
    control.change(front=front, message="Add the first tenant in the panel Tenants", level="info")
    return True


@handles(opening_intents.AddDomain)
def add_domain(control: Controller, intent: opening_intents.AddDomain) -> bool:
    """Add a verified domain to a tenant."""
    (domain,) = _domains(intent.domain, one=True)
    tenant = control.design.tenant(intent.tenant)
    return _edit_domains(control, tenant.id, {"verified_domains": list(with_domain(tenant, domain))})


@handles(opening_intents.SetDomains)
def set_domains(control: Controller, intent: opening_intents.SetDomains) -> bool:
    """Set the domains of a tenant."""
    fields: dict[str, object] = {}
    if intent.initial is not None:
        (fields["initial_domain"],) = _domains(intent.initial, one=True)
    if intent.verified is not None:
        fields["verified_domains"] = list(_domains(intent.verified))
    return _edit_domains(control, intent.tenant, fields)


def _domains(text: str, one: bool = False) -> tuple[str, ...]:
    found = read_domains(text)
    if one and len(found) != 1:
        raise InputError("a tenant has one initial domain; write one, such as contoso.onmicrosoft.com")
    return found


def _edit_domains(control: Controller, tenant: str, fields: dict[str, object]) -> bool:
    """Change domains; warn where another tenant has one of them too."""
    name = control.view_state.context.names.tenant(tenant)
    if not control.edit(
        lambda design: design.update_tenant(tenant, **fields), f"Changed the domains of {name}"
    ):
        return False
    claims = domain_claims(control.design.tenants)
    for domain, owners in claims.items():
        others = [owner for owner in owners if owner != tenant]
        if others and len(others) < len(owners):
            also = list_in_words([control.view_state.context.names.tenant(other) for other in others], 3)
            control.set_status(
                f"{quoted(domain)} is a domain of {also} too; a domain belongs to one tenant", "warning"
            )
            break
    return True


def _open_design(control: Controller, file: ListFile) -> bool:
    """Show the design of a file; a list of users is told what it is."""
    try:
        design = from_bytes(file.content, name=file.name)
    except DocumentError:
        sentence = list_sentence(file.content)
        if sentence is None:
            raise
        _show(control, [ListOutcome(file, "list", sentence)])
        control.set_status(f"{isolated(file.name)}: {sentence}", "error")
        return False
    control.open(design, f"Opened {isolated(file.name)}")
    control.change(opened=())
    return _close_drawer(control)


def _open_lists(
    control: Controller, files: Sequence[ListFile], base: Design | None = None, name: str = ""
) -> bool:
    """Open lists in the design, or in another one that comes with them."""
    result = open_lists(base or control.design, files)
    taken = len(result.opened)
    done = (
        f"Opened {number(taken, 'list')}" if taken != 1 else f"Opened {isolated(result.opened[0].file.name)}"
    )
    if base is not None:
        done = f"Opened {isolated(name)} and {number(taken, 'list')}"
    new = base is not None or not control.design.tenants
    said = _first_lists(done) if new and not result.design.arrows else done
    changed = (taken or base is not None) and control.edit(lambda _: result.design, said, new_design=new)
    _show(control, result.outcomes)
    _tell(control, result.outcomes, bool(changed))
    return bool(taken)


def _first_lists(done: str) -> Said:
    """The sentence after the first lists: nothing syncs yet, so it says how to go on."""

    def said(_before: Flow, after: Flow) -> str:
        tenants = number(len(after.design.tenants), "tenant")
        return f"{done}: {tenants}, no arrow yet. Draw one on the graph, or press a cell in Arrows"

    return said


def _open_again(control: Controller, place: int, file: ListFile) -> bool:
    """Open one of the files with what a person said; the others stay as they are."""
    opened = control.view_state.opened
    result = open_lists(control.design, [file])
    (outcome,) = result.outcomes
    done = f"Opened {isolated(file.name)}"
    new = not control.design.tenants
    said = _first_lists(done) if new else done
    changed = outcome.state == "opened" and control.edit(lambda _: result.design, said, new_design=new)
    _show(control, [outcome if n == place else other for n, other in enumerate(opened)])
    _tell(control, [outcome], bool(changed))
    return outcome.state == "opened"


def _add_missing(control: Controller, place: int, outcome: ListOutcome, domain: str) -> bool:
    """Add a domain that a tenant lacks; a list that was refused for it is opened."""
    tenant = control.design.tenant(next(one.tenant for one in outcome.missing if one.domain == domain))
    opened = control.view_state.opened
    fields = {"verified_domains": list(with_domain(tenant, domain))}
    name = control.view_state.context.names.tenant(tenant.id)
    done = f"Added {isolated(domain)} to {name}"
    if outcome.state == "refused":
        result = open_lists(
            control.design.update_tenant(tenant.id, **fields), [replace(outcome.file, tenant=tenant.id)]
        )
        (after,) = result.outcomes
        if after.state == "opened":
            done = f"{done}, and opened {isolated(outcome.file.name)}"
        changed = control.edit(lambda _design: result.design, done)
    else:
        changed = control.edit(lambda design: design.update_tenant(tenant.id, **fields), done)
        left = tuple(one for one in outcome.missing if one.domain != domain)
        after = replace(outcome, missing=left, note=outcome.note if left else "")
    _show(control, [after if n == place else other for n, other in enumerate(opened)])
    _tell(control, [after], changed)
    return changed


def _show(control: Controller, outcomes: Iterable[ListOutcome]) -> None:
    """Show what came of files, in the start view or in the drawer."""
    state = control.view_state
    front = state.front if state.is_starting else replace(state.front, drawer="Open")
    control.change(opened=tuple(outcomes), front=front)


def _tell(control: Controller, outcomes: Sequence[ListOutcome], changed: bool) -> None:
    """Say in the status line what could not be done, behind what was done."""
    asked = [one for one in outcomes if one.state == "asked"]
    wrong = [one for one in outcomes if one.state in ("refused", "design", "list")]
    said = [control.view_state.message] if changed else []
    if asked:
        said.append(
            f"Whose list is {list_in_words([isolated(one.file.name) for one in asked], 3)}? Answer in Open"
        )
    if wrong:
        more = f" (and {number(len(wrong) - 1, 'other file')})" if len(wrong) > 1 else ""
        said.append(f"{isolated(wrong[0].file.name)}: {wrong[0].sentence}{more}")
    if asked or wrong:
        control.set_status(". ".join(said), "error" if wrong and not changed else "warning")
    elif not changed:
        control.set_status("The design has these users already")


def _close_drawer(control: Controller) -> bool:
    control.change(front=replace(control.view_state.front, drawer=None))
    return True
