// Limits the text in a field. If there is too much, the field gets its previous text again, and the kernel gets
// nothing.

import { TEXT } from "./selectors.js";

export function limitFields(model, root) {
  const { max_line, max_text, max_shared } = model.get("limits");
  const MAX = { INPUT: max_line, TEXTAREA: max_text };
  const previous = new WeakMap(); // the previous text of each field
  const remember = (event) => {
    if (event.target.tagName in MAX) previous.set(event.target, event.target.value);
  };
  const write = (event) => {
    const field = event.target;
    const limit = field.closest(".xts-shared") ? max_shared : MAX[field.tagName];
    if (!limit || !field.matches(TEXT) || field.type === "file") return;
    const { length } = field.value;
    if (length <= limit) return remember(event);
    event.stopImmediatePropagation();
    field.value = previous.get(field) ?? "";
    const format = (number) => number.toLocaleString("en");
    model.send({ refused: `These are ${format(length)} characters; a field takes at most ${format(limit)}. The field is unchanged.` });
  };
  root.addEventListener("focusin", remember);
  root.addEventListener("input", write, true);
  return () => {
    root.removeEventListener("focusin", remember);
    root.removeEventListener("input", write, true);
  };
}
