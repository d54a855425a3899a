// A field that gets too much text keeps what it had, and the kernel does not get the text.

import { TEXT } from "./selectors.js";

export function limitFields(model, root) {
  const { max_line, max_text } = model.get("limits");
  const MAX = { INPUT: max_line, TEXTAREA: max_text };
  const last = new WeakMap(); // what a field had before
  const remember = (event) => {
    if (event.target.tagName in MAX) last.set(event.target, event.target.value);
  };
  const write = (event) => {
    const field = event.target;
    const most = MAX[field.tagName];
    if (!most || !field.matches(TEXT) || field.type === "file") return;
    const { length } = field.value;
    if (length <= most) return remember(event);
    event.stopImmediatePropagation();
    field.value = last.get(field) ?? "";
    const format = (number) => number.toLocaleString("en");
    model.send({ refused: `These are ${format(length)} characters; a field takes at most ${format(most)}. It is as it was.` });
  };
  root.addEventListener("focusin", remember);
  root.addEventListener("input", write, true);
  return () => {
    root.removeEventListener("focusin", remember);
    root.removeEventListener("input", write, true);
  };
}
