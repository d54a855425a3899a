// The title of the design: a press makes it a field. Enter or leaving the field keeps what is written, Escape does not.

import { editInPlace } from "./edit_in_place.js";

const TITLE = ".xts-rename";

export function editTitle(model, root) {
  const press = (event) => {
    const button = event.target.closest?.(TITLE);
    if (!button) return;
    const field = document.createElement("input");
    field.className = "xts-title-field";
    field.setAttribute("aria-label", "Title of the design");
    field.maxLength = model.get("limits").max_line;
    button.after(field);
    button.hidden = true;
    editInPlace(model, root, field, button.dataset.title, {
      keepOnBlur: true,
      leave(hadFocus) {
        button.hidden = false;
        if (hadFocus) button.focus({ preventScroll: true });
      },
      action: (title) => ["title", title],
    });
  };
  root.addEventListener("click", press);
  return () => root.removeEventListener("click", press);
}
