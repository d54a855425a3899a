// The menu of the graph, for the ground, a tenant, an arrow or a person; and the list of keys.

import { createPart, keepEvents } from "./graph_layer.js";

const GRAPH_KEYS = [
  ["Arrow keys", "go to the next tenant or arrow"],
  ["Page Up, Page Down", "go through the arrows of a tenant"],
  ["Enter", "select what has the focus"],
  ["A", "draw an arrow: arrow keys choose the target, Enter draws, Escape leaves"],
  ["N", "add a tenant"],
  ["F2", "rename the tenant"],
  ["Delete", "remove what is selected"],
  ["Menu, Shift+F10", "open the menu"],
  ["Ctrl+Z, Ctrl+Y", "undo, redo"],
  ["?", "show these keys"],
];
const GRAPH_MOUSE = [
  ["Drag a round handle", "draw an arrow to another tenant"],
  ["Double-click the ground", "add a tenant there"],
  ["Double-click a name", "rename the tenant"],
  ["Right click", "open the menu"],
];

class GraphPopup {
  constructor(layer, part, point) {
    Object.assign(this, { layer, part });
    keepEvents(part, ["pointerdown", "pointerup", "mousedown", "mousemove", "mouseup", "touchstart", "touchmove", "touchend",
      "dblclick", "wheel"]);
    part.addEventListener("contextmenu", (event) => {
      event.preventDefault();
      event.stopPropagation();
    });
    const { width, height } = layer.root.getBoundingClientRect();
    part.style.left = `${Math.max(4, Math.min(point.x, width - part.offsetWidth - 4))}px`;
    part.style.top = `${Math.max(4, Math.min(point.y, height - part.offsetHeight - 4))}px`;
    document.addEventListener("pointerdown", this.pressOutside, true);
    part.addEventListener("focusout", this.leave);
  }

  pressOutside = (event) => {
    if (!this.part.contains(event.target)) this.close(false);
  };

  leave = (event) => {
    if (event.relatedTarget && !this.part.contains(event.relatedTarget)) this.close(false);
  };

  close(back = true) {
    if (!this.part.isConnected) return;
    document.removeEventListener("pointerdown", this.pressOutside, true);
    this.part.removeEventListener("focusout", this.leave);
    this.part.remove();
    if (back) this.layer.root.focus({ preventScroll: true });
  }
}

// Opens a menu at a point. Each item has a text and does something.
export function openMenu(layer, point, title, items) {
  const menu = createPart("div", "xts-hand-menu", layer.root, { role: "menu", "aria-label": title });
  createPart("div", "xts-hand-menu-title", menu, { "aria-hidden": "true", title }).textContent = title;
  const buttons = items.map(([text, act]) => {
    const button = createPart("button", "xts-hand-item", menu, { type: "button", role: "menuitem", tabindex: "-1", title: text });
    button.textContent = text;
    button.addEventListener("click", () => {
      popup.close();
      act();
    });
    return button;
  });
  const popup = new GraphPopup(layer, menu, point);
  const move = (step) => {
    const at = buttons.indexOf(document.activeElement);
    buttons[(at + step + buttons.length) % buttons.length].focus({ preventScroll: true });
  };
  menu.addEventListener("keydown", (event) => {
    event.stopPropagation();
    const { key } = event;
    if (key === "ArrowDown") move(1);
    else if (key === "ArrowUp") move(-1);
    else if (key === "Home") buttons[0].focus();
    else if (key === "End") buttons.at(-1).focus();
    else if (key === "Escape" || key === "Tab") popup.close();
    else return;
    event.preventDefault();
  });
  buttons[0].focus({ preventScroll: true });
  return popup;
}

// Shows the keys, and what can be done by mouse where the design may be changed.
export function showKeys(layer, byHand) {
  const part = createPart("div", "xts-hand-keys", layer.root, { role: "dialog", "aria-label": "Keys of the graph", tabindex: "-1" });
  const list = createPart("div", "xts-hand-list", part);
  const only = ["A", "N", "F2", "Delete"];
  for (const [key, text] of [...GRAPH_KEYS.filter(([name]) => byHand || !only.includes(name)), ...(byHand ? GRAPH_MOUSE : [])]) {
    createPart("b", "", list).textContent = key;
    createPart("span", "", list).textContent = text;
  }
  const close = createPart("button", "xts-do", part, { type: "button" });
  close.textContent = "Close";
  const { width, height } = layer.root.getBoundingClientRect();
  const popup = new GraphPopup(layer, part, { x: (width - part.offsetWidth) / 2, y: (height - part.offsetHeight) / 2 });
  close.addEventListener("click", () => popup.close());
  part.addEventListener("keydown", (event) => {
    event.stopPropagation();
    if (event.key === "Escape") popup.close();
  });
  close.focus({ preventScroll: true });
  return popup;
}
