// A text that is too long for one message to the kernel goes there in pieces, as a file does: a chat of a hundred
// thousand lines that is pasted into the board.

import { sendFiles } from "./uploads.js";

const FIELD = ".xts-board-text textarea";

export function sendLongText(model, root) {
  const take = (event) => {
    const field = event.target;
    if (!field.matches?.(FIELD) || field.value.length <= model.get("limits").max_text) return;
    event.stopImmediatePropagation(); // before the limit of fields takes the text away
    const text = new File([field.value], "the pasted text", { type: "text/plain" });
    field.value = "";
    sendFiles(model, "board-text", [text]);
  };
  root.addEventListener("input", take, true);
  return () => root.removeEventListener("input", take, true);
}
