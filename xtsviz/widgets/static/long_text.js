// A text that is too long for one message to the kernel goes there in pieces, as a file does: a chat of a hundred
// thousand lines that is pasted into the board. It never comes into the field, where it would take seconds to lay out.

import { sendFiles } from "./uploads.js";

const FIELD = ".xts-board-text textarea";

export function sendLongText(model, root) {
  const isLong = (field, text) => field.matches?.(FIELD) && text.length > model.get("limits").max_text;
  const send = (event, text) => {
    event.preventDefault();
    event.stopImmediatePropagation(); // before the limit of fields says that it is too long
    sendFiles(model, "board-text", [new File([text], "the pasted text", { type: "text/plain" })]);
  };
  const paste = (event) => {
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (isLong(event.target, text)) send(event, text);
  };
  const write = (event) => {
    const text = event.target.value ?? "";
    if (!isLong(event.target, text)) return; // such as a text that was dropped
    event.target.value = "";
    send(event, text);
  };
  root.addEventListener("paste", paste, true);
  root.addEventListener("input", write, true);
  return () => {
    root.removeEventListener("paste", paste, true);
    root.removeEventListener("input", write, true);
  };
}
