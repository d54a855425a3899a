// Undo and redo by keyboard, only inside the explorer. In a text field these keys keep their usual meaning.

import { CANVAS, DONE, HAND, TEXT } from "./selectors.js";

const SUPPRESS = "data-lm-suppress-shortcuts"; // read by JupyterLab

export function sendShortcuts(model, root) {
  const pressShortcut = (event) => {
    if (event.target.closest(TEXT)) return;
    const name = shortcutOf(event);
    if (!name) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    model.send({ shortcut: name });
    root.dispatchEvent(new Event(DONE));
  };
  // A press on the canvas removes the focus, and keys go to the element with the focus.
  const focus = (event) => {
    if (!event.target.closest(CANVAS) || event.target.closest(HAND)) return;
    (root.querySelector(HAND) ?? root).focus({ preventScroll: true });
  };
  // JupyterLab would take keys such as A, B and D as its own. It looks for this attribute from the element with the
  // focus upwards, and compares its selectors with each element below. So the element itself needs the attribute too.
  // Keys with Ctrl or Command stay the notebook's.
  const suppress = (on, part = root) => part.toggleAttribute(SUPPRESS, on);
  const press = (event) => {
    if (!root.contains(event.target)) return;
    const ours = !(event.ctrlKey || event.metaKey);
    suppress(ours);
    suppress(ours, event.target);
    setTimeout(() => suppress(true));
    pressShortcut(event);
  };
  suppress(true);
  if (!root.hasAttribute("tabindex")) root.tabIndex = -1;
  // On the window, so that it runs before the notebook's own capturing listener on the document.
  window.addEventListener("keydown", press, true);
  root.addEventListener("pointerup", focus);
  return () => {
    window.removeEventListener("keydown", press, true);
    root.removeEventListener("pointerup", focus);
  };
}

function shortcutOf(event) {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return null;
  const key = event.key.toLowerCase();
  if (key === "z") return event.shiftKey ? "redo" : "undo";
  return key === "y" && !event.shiftKey ? "redo" : null;
}
