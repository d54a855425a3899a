// Work on the graph by hand: mouse, pen, finger and keyboard. One `GraphHand` for each graph; a replay has one too, in
// which a person can walk and select, and change nothing.

import { ArrowDrawing } from "./arrow_drawing.js";
import { nameOf, titleOf } from "./graph_elements.js";
import { GraphKeys } from "./graph_keys.js";
import { createPart, GraphLayer, keepEvents } from "./graph_layer.js";
import { openMenu, showKeys } from "./graph_menu.js";
import { editName } from "./name_field.js";
import { CANVAS, DONE } from "./selectors.js";

const HOVER_RANGE = 22; // pixels around a tenant in which its handles stay
const DOUBLE_TIME = 400; // milliseconds between the two presses of a double press
const DOUBLE_RANGE = 14; // pixels between them
const NEW_TENANT_GAP = 180; // units of the picture, to the right of all others
const GRAPH_HELP = "Graph. Arrow keys go along tenants and arrows, question mark shows all keys";

export function workByHand(model, root) {
  let hand = null;
  const find = () => {
    const cy = root.querySelector(CANVAS)?._cyreg?.cy;
    if (!cy || cy === hand?.cy) return;
    hand?.stop();
    hand = new GraphHand(model, root, cy);
  };
  const observer = new MutationObserver(find);
  observer.observe(root, { childList: true, subtree: true });
  find();
  return () => {
    observer.disconnect();
    hand?.stop();
  };
}

class GraphHand {
  constructor(model, root, cy) {
    Object.assign(this, { model, root, cy, byHand: Boolean(model.get("by_hand")) });
    this.lastTap = null;
    this.container = cy.container();
    this.layer = new GraphLayer(cy, GRAPH_HELP);
    this.graph = this.layer.graph;
    this.live = createPart("div", "xts-hand-live", this.container, { "aria-live": "polite" });
    this.help = createPart("button", "xts-hand-help", this.layer.root, { type: "button", title: "Keys and mouse (?)" });
    this.help.textContent = "Keys";
    this.help.addEventListener("click", () => showKeys(this.layer, this.byHand));
    keepEvents(this.help, ["mousedown", "mouseup", "touchstart", "touchend", "pointerdown", "pointerup"]);
    this.drawing = new ArrowDrawing(model, root, this.layer, this.say);
    this.keys = new GraphKeys(this);
    this.listen("addEventListener");
    cy.on("tap", this.tap).on("cxttap", this.openMenuAt).on("taphold", this.openMenuAt);
  }

  stop() {
    this.listen("removeEventListener");
    this.cy.off("tap", this.tap).off("cxttap", this.openMenuAt).off("taphold", this.openMenuAt);
    this.keys.stop();
    this.drawing.stop();
    this.layer.stop();
    this.live.remove();
  }

  listen(way) {
    const { container, root } = this;
    container[way]("pointermove", this.hover);
    container[way]("pointerleave", this.leave);
    container[way]("pointerdown", this.press, true);
    container[way]("contextmenu", this.keepMenu);
    for (const name of ["click", "change", DONE]) root[way](name, this.changed);
  }

  say = (text) => {
    this.live.textContent = this.live.textContent === text ? `${text}\u00a0` : text;
  };

  send(...action) {
    this.model.send({ action });
    this.root.dispatchEvent(new Event(DONE));
  }

  // After each action of a person, the verdicts can be other ones.
  changed = () => this.drawing.forget();

  // Mouse, pen, finger

  hover = (event) => {
    if (!this.byHand || event.pointerType !== "mouse" || event.buttons || this.drawing.active) return;
    if (event.target.closest(".xts-hand-menu, .xts-hand-keys, .xts-hand-name")) return;
    if (!this.hasMoved(event)) return;
    const point = this.layer.pointOf(event);
    const tenant = this.graph.tenantAt(point) ?? this.stillNear(point);
    this.offerHandles(tenant);
  };

  // Browsers report a mouse that rests while the page below it changes.
  hasMoved({ clientX, clientY }) {
    const before = this.mouseAt;
    this.mouseAt = `${clientX} ${clientY}`;
    return this.mouseAt !== before;
  }

  stillNear({ x, y }) {
    const tenant = this.graph.byName(this.layer.handlesAt);
    if (!tenant) return null;
    const box = this.graph.rect(tenant);
    const near = Math.abs(x - box.x) <= box.width / 2 + HOVER_RANGE && Math.abs(y - box.y) <= box.height / 2 + HOVER_RANGE;
    return near ? tenant : null;
  }

  offerHandles(tenant) {
    const name = tenant && nameOf(tenant);
    if (!this.byHand || name === this.layer.handlesAt) return;
    this.layer.showHandles(name);
    if (tenant && !this.drawing.known.has(name)) this.drawing.ask(tenant);
  }

  leave = (event) => {
    if (event.pointerType === "mouse" && !this.drawing.active && this.hasMoved(event)) this.layer.showHandles(null);
  };

  press = (event) => {
    if (event.target.closest(".xts-hand")) return;
    if (this.drawing.active && this.drawing.pointer === null) this.drawing.cancel();
    this.layer.showHandles(null); // the box itself may be dragged now
  };

  tap = (event) => {
    const { target, renderedPosition: at } = event;
    const element = target === this.cy ? this.graph.tenantAt(at) : target;
    const tenant = this.graph.tenantOf(element);
    if (element && (this.graph.isTenant(element) || element.isEdge())) this.keys.current = nameOf(element);
    this.offerHandles(tenant);
    // The kernel hears of a press of the mouse by itself, and not of a finger's.
    if (target !== this.cy && event.originalEvent?.type.startsWith("touch")) this.pressOn(target);
    const now = performance.now();
    const last = this.lastTap;
    const again = last && now - last.now < DOUBLE_TIME && Math.hypot(at.x - last.at.x, at.y - last.at.y) < DOUBLE_RANGE;
    this.lastTap = again ? null : { now, at };
    if (!again || !this.byHand) return;
    if (!element) this.addTenant(event.position);
    else if (this.graph.isTenant(element)) this.rename(element);
  };

  keepMenu = (event) => {
    if (event.target.closest(".xts-hand-name")) return;
    event.preventDefault();
    event.stopPropagation();
  };

  openMenuAt = (event) => {
    const { target, renderedPosition: at } = event;
    const element = target === this.cy ? this.graph.tenantAt(at) : target;
    this.openMenu(element, at, event.position);
  };

  // What can be done

  // As a press of the mouse, which cytoscape reports to the kernel.
  pressOn(element) {
    this.model.send({ pressed: element.id() });
    this.root.dispatchEvent(new Event(DONE));
    return true;
  }

  addTenant({ x, y }) {
    this.keys.current = null;
    this.model.send({ new_tenant: [x, y] });
    this.root.dispatchEvent(new Event(DONE));
  }

  addTenantBeside() {
    const tenants = this.graph.tenants().map((node) => node.position());
    const right = Math.max(...tenants.map(({ x }) => x), -NEW_TENANT_GAP);
    const middle = tenants.reduce((sum, { y }) => sum + y, 0) / Math.max(tenants.length, 1);
    this.addTenant({ x: right + NEW_TENANT_GAP + 80, y: middle });
  }

  rename(tenant) {
    editName(this.model, this.root, this.layer, tenant);
  }

  draw(tenant) {
    this.layer.root.focus({ preventScroll: true });
    this.drawing.beginByKeys(tenant);
  }

  openMenu(element, at, ground) {
    const tenant = this.graph.tenantOf(element);
    const isBox = element?.isNode() && !tenant;
    const items = [];
    const add = (text, act, edits = true) => (this.byHand || !edits) && items.push([text, act]);
    const name = element && nameOf(element);
    let title = "Graph";
    if (tenant) {
      title = titleOf(tenant);
      if (element.id() !== tenant.id()) {
        const person = element.data("label") || "this person";
        title = `${person} in ${title}`;
        add(`Select ${person}`, () => this.pressOn(element), false);
      }
      add("Select the tenant", () => this.pressOn(tenant), false);
      add("Draw an arrow from here", () => this.draw(tenant));
      add("Rename the tenant", () => this.rename(tenant));
      add("Remove the tenant", () => this.send("remove", nameOf(tenant)));
    } else if (element?.isEdge() && element.hasClass("arrow") && !element.hasClass("is-request")) {
      title = titleOf(element);
      add("Select the arrow", () => this.pressOn(element), false);
      add("Remove the arrow", () => this.send("remove", name));
    } else {
      if (isBox) add("Open or close", () => this.pressOn(element), false);
      add("Add a tenant here", () => (ground ? this.addTenant(ground) : this.addTenantBeside()));
      add("Undo", () => this.shortcut("undo"));
      add("Redo", () => this.shortcut("redo"));
    }
    add("Show the keys", () => showKeys(this.layer, this.byHand), false);
    openMenu(this.layer, at, title, items);
  }

  shortcut(name) {
    this.model.send({ shortcut: name });
    this.root.dispatchEvent(new Event(DONE));
  }
}
