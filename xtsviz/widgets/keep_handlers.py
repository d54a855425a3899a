"""The handlers of the intents that are about saving."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from xtsviz.errors import FileError
from xtsviz.model.display_text import isolated
from xtsviz.widgets import keep_intents
from xtsviz.widgets.controller import Controller
from xtsviz.widgets.dispatch import EXPLORER_HANDLERS
from xtsviz.widgets.view_state import Prompt

handles = EXPLORER_HANDLERS.handles


@handles(keep_intents.SaveTo)
def save_to(control: Controller, intent: keep_intents.SaveTo) -> bool:
    """Write the document; ask before another file is replaced."""
    keeping = control.view_state.keeping
    if intent.from_page and not keeping.choices:  # a visitor of a server writes nothing there
        raise FileError(
            "several people share this server, so nothing is saved on it; Export → Document gives the file"
        )
    path = full_path(keeping.folder, intent.path)
    if path.exists() and path != keeping.file and not intent.replace:
        text = f"{isolated(path.name)} exists already. Replace it by this design?"
        control.ask(
            Prompt(
                text, (("Replace it", ("save-replace", str(path))), ("Leave it as it is", ("never mind",)))
            )
        )
        return False
    control.design.save(path, private=True)
    control.change(keeping=replace(control.view_state.keeping, file=path))
    hidden = control.view_state.hiding is not None
    if control.keeper and not hidden:  # the file holds another design than the one that is saved by itself
        control.keeper.was_saved(path)
    names = " with invented names" if hidden else ""
    control.set_status(f"Saved the design{names} in {isolated(str(path))}")
    return True


def full_path(folder: Path, name: str) -> Path:
    """The file that a person means.

    Raises:
        FileError: no name is given.
    """
    name = name.strip()
    if not name:
        raise FileError("give the file a name, such as design.json")
    try:
        path = folder / Path(name).expanduser()
    except RuntimeError:  # there is no such user
        raise FileError(f"there is no such folder: {name[:200]}") from None
    return path if path.suffix or path.is_dir() else path.with_name(f"{path.name}.json")


@handles(keep_intents.SettleAutosave)
def settle(control: Controller, intent: keep_intents.SettleAutosave) -> bool:
    """Save by itself there from now on."""
    if not control.keeper or intent.choice not in control.view_state.keeping.choices:
        return False
    control.keeper.settle(intent.choice)
    return True


@handles(keep_intents.GoOn)
def go_on(control: Controller, _intent: keep_intents.GoOn) -> bool:
    """Go on with what was saved."""
    if not control.keeper or not control.view_state.keeping.offer:
        return False
    control.keeper.go_on()
    return True


@handles(keep_intents.NotNow)
def not_now(control: Controller, _intent: keep_intents.NotNow) -> bool:
    """Leave what was saved where it is."""
    control.change(keeping=replace(control.view_state.keeping, offer=None))
    control.set_status("What was saved earlier stays where it is. A new kernel offers it again.")
    return True


@handles(keep_intents.ForgetSaved)
def forget(control: Controller, intent: keep_intents.ForgetSaved) -> bool:
    """Remove what was saved."""
    if control.keeper:
        control.keeper.forget(only_offer=intent.only_offer)
    return bool(control.keeper)
