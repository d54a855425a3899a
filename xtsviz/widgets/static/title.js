// The title of the design: a press makes it a field. Enter or leaving the field keeps what is written, Escape does not.

import { DONE } from "./selectors.js";

const TITLE = ".xts-rename";

export function editTitle(model, root) {
  const press = (event) => {
    const button = event.target.closest?.(TITLE);
    if (!button) return;
    const field = document.createElement("input");
    field.className = "xts-title-field";
    field.setAttribute("aria-label", "Title of the design");
    field.maxLength = model.get("limits").max_line;
    field.value = button.dataset.title;
    let open = true;
    const close = (keep) => {
      if (!open) return;
      open = false;
      const title = field.value.trim();
      const focused = document.activeElement === field;
      field.remove();
      button.hidden = false;
      if (focused) button.focus({ preventScroll: true });
      if (!keep || title === button.dataset.title) return;
      model.send({ action: ["title", title] });
      root.dispatchEvent(new Event(DONE));
    };
    field.addEventListener("keydown", (event) => {
      event.stopPropagation();
      if (event.isComposing || !["Enter", "Escape"].includes(event.key)) return;
      event.preventDefault();
      close(event.key === "Enter");
    });
    field.addEventListener("blur", () => close(true));
    button.after(field);
    button.hidden = true;
    field.focus();
    field.select();
  };
  root.addEventListener("click", press);
  return () => root.removeEventListener("click", press);
}
