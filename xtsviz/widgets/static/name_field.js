// A field over the name of a tenant, in which a person writes another name. Enter keeps it, Escape leaves it.

import { editInPlace } from "./edit_in_place.js";
import { nameOf, titleOf } from "./graph_elements.js";
import { createPart, keepEvents } from "./graph_layer.js";

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
  keepEvents(field, ["pointerdown", "pointerup", "mousedown", "mousemove", "mouseup", "touchstart", "touchmove", "touchend",
    "dblclick", "contextmenu"]);
  editInPlace(model, root, field, before, {
    leave(hadFocus) {
      if (hadFocus) layer.root.focus({ preventScroll: true });
    },
    action: (name) => ["rename", nameOf(tenant), name],
  });
}
