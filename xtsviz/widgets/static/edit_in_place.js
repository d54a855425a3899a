// A field in the place of a text. Enter keeps what is written, Escape does not.

import { DONE } from "./selectors.js";

// before: the text that it begins with. options.keepOnBlur: leaving the field keeps what is written, too.
// options.leave(hadFocus): after the field is gone. options.action(text): what the page sends for another text.
export function editInPlace(model, root, field, before, options) {
  let open = true;
  const close = (keep) => {
    if (!open) return;
    open = false;
    const text = field.value.trim();
    const hadFocus = document.activeElement === field;
    field.remove();
    options.leave(hadFocus);
    if (!keep || text === before) return;
    model.send({ action: options.action(text) });
    root.dispatchEvent(new Event(DONE));
  };
  field.value = before;
  field.addEventListener("keydown", (event) => {
    event.stopPropagation();
    if (event.isComposing || !["Enter", "Escape"].includes(event.key)) return;
    event.preventDefault();
    close(event.key === "Enter");
  });
  field.addEventListener("blur", () => close(Boolean(options.keepOnBlur)));
  field.focus({ preventScroll: true });
  field.select();
}
