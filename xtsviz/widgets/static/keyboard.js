// Undo and redo by keyboard, inside the explorer only. In a text field these keys stay the field's own.

import { CANVAS, DONE, TEXT } from "./selectors.js";

export function sendShortcuts(model, root) {
  const press = (event) => {
    if (!root.contains(event.target) || event.target.closest(TEXT)) return;
    const name = shortcutOf(event);
    if (!name) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    model.send({ shortcut: name });
    root.dispatchEvent(new Event(DONE));
  };
  // The canvas drops the focus when pressed, and keys go where the focus is.
  const focus = (event) => {
    if (event.target.closest(CANVAS)) root.focus({ preventScroll: true });
  };
  if (!root.hasAttribute("tabindex")) root.tabIndex = -1;
  // On the window, before the notebook's own capturing listener on the document.
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
