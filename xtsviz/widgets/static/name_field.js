// A field over the name of a tenant, in which a person writes another name. Enter keeps it, Escape leaves it.

import { nameOf, titleOf } from "./graph_elements.js";
import { createPart, keepEvents } from "./graph_layer.js";
import { DONE } from "./selectors.js";

const FIELD_WIDTH = 190; // pixels
const FIELD_HEIGHT = 30;

export function editName(model, root, layer, tenant) {
  const before = titleOf(tenant);
  const box = layer.graph.rect(tenant);
  const canvas = layer.root.getBoundingClientRect();
  const width = Math.min(Math.max(box.width, FIELD_WIDTH), Math.max(canvas.width - 8, 80));
  const left = Math.min(Math.max(box.x - width / 2, 4), Math.max(canvas.width - width - 4, 4));
  const top = box.above ? box.top - box.above - 4 : box.y - FIELD_HEIGHT / 2;
  const field = createPart("input", "xts-hand-name", layer.root, { type: "text", "aria-label": `New name of ${before}` });
  Object.assign(field.style, { left: `${left}px`, top: `${Math.max(top, 2)}px`, width: `${width}px`, height: `${FIELD_HEIGHT}px` });
  field.value = before;
  let open = true;
  const close = (keep) => {
    if (!open) return;
    open = false;
    const name = field.value.trim();
    const hadFocus = document.activeElement === field;
    field.remove();
    if (hadFocus) layer.root.focus({ preventScroll: true });
    if (!keep || name === before) return;
    model.send({ action: ["rename", nameOf(tenant), name] });
    root.dispatchEvent(new Event(DONE));
  };
  field.addEventListener("keydown", (event) => {
    event.stopPropagation();
    if (event.isComposing || !["Enter", "Escape"].includes(event.key)) return;
    event.preventDefault();
    close(event.key === "Enter");
  });
  field.addEventListener("blur", () => close(false));
  keepEvents(field, ["pointerdown", "pointerup", "mousedown", "mousemove", "mouseup", "touchstart", "touchmove", "touchend",
    "dblclick", "contextmenu"]);
  field.focus({ preventScroll: true });
  field.select();
}
