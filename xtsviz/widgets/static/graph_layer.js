// The layer on top of cytoscape's graph: handles at the edges of a tenant, the line of an arrow that is being drawn,
// the verdict at each target, and the frame of what has the focus. It follows zoom, pan and drag. It takes no press
// but on its handles, so everything else goes to cytoscape.

import { GraphElements, nameOf } from "./graph_elements.js";

const SVG_SPACE = "http://www.w3.org/2000/svg";
const HANDLE_SIDES = { right: [1, 0], bottom: [0, 1], left: [-1, 0], top: [0, -1] };
const HANDLE_GAP = 9; // pixels from the edge of a box to the middle of a handle
const RING_GAP = 5; // pixels between a box and the frame around it
const ARROW_RING = 17; // half the size of the frame around an arrow's middle
// In pixels. A verdict at a smaller box is only its symbol, until the line leads there.
const SMALL_WIDTH = 90;
const SMALL_HEIGHT = 36;
const MOUSE_AND_TOUCH = ["mousedown", "mousemove", "mouseup", "touchstart", "touchmove", "touchend", "click", "dblclick"];

export function createPart(tag, name, parent, attributes = {}) {
  const made = document.createElement(tag);
  made.className = name;
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
  parent?.append(made);
  return made;
}

// Keeps cytoscape and the notebook from what happens on a part of the layer.
export function keepEvents(part, names = MOUSE_AND_TOUCH) {
  for (const name of names) part.addEventListener(name, (event) => event.stopPropagation());
}

export class GraphLayer {
  constructor(cy, help) {
    this.cy = cy;
    this.graph = new GraphElements(cy);
    this.handlesAt = null; // the name of the tenant that shows its handles
    this.focused = null; // the name of the element with the focus
    this.line = null; // { source, end, target } while an arrow is being drawn
    this.verdicts = null; // by the name of the target: [label, sentence]
    this.waiting = 0;
    this.visible = false; // true if something was there to see at the last time
    this.root = createPart("div", "xts-hand", cy.container(), {
      tabindex: "0", role: "application", "aria-roledescription": "graph", "aria-label": help,
    });
    this.svg = document.createElementNS(SVG_SPACE, "svg");
    this.svg.setAttribute("aria-hidden", "true");
    this.path = document.createElementNS(SVG_SPACE, "path");
    this.tip = document.createElementNS(SVG_SPACE, "path");
    this.path.setAttribute("class", "xts-hand-line");
    this.tip.setAttribute("class", "xts-hand-tip");
    this.svg.append(this.path, this.tip);
    this.ring = createPart("div", "xts-hand-ring", this.root, { hidden: "" });
    this.badges = createPart("div", "xts-hand-badges", this.root, { "aria-hidden": "true" });
    this.root.append(this.svg);
    this.handles = Object.keys(HANDLE_SIDES).map((side) => {
      const handle = createPart("div", "xts-hand-handle", this.root, {
        "data-side": side, title: "Drag to another tenant to draw an arrow", hidden: "", "aria-hidden": "true",
      });
      keepEvents(handle);
      return handle;
    });
    cy.on("render", this.schedule);
  }

  stop() {
    this.cy.off("render", this.schedule);
    cancelAnimationFrame(this.waiting);
    this.root.remove();
  }

  // Once in each frame, and only if there is something to see. Cytoscape calls this for each frame of a drag.
  schedule = () => {
    const visible = this.handlesAt !== null || this.focused !== null || this.line !== null;
    if (!visible && !this.visible) return;
    this.visible = visible;
    this.waiting ||= requestAnimationFrame(() => {
      this.waiting = 0;
      this.place();
    });
  };

  showHandles(name) {
    if (this.handlesAt === name) return;
    this.handlesAt = name;
    this.schedule();
  }

  focus(name) {
    this.focused = name;
    this.schedule();
  }

  // The line of an arrow from a tenant to a point or to another tenant; null takes it away.
  draw(line) {
    if (!line || !this.line || line.source !== this.line.source) this.boxes = null;
    this.line = line;
    if (!line) this.verdicts = null;
    this.schedule();
  }

  judge(verdicts) {
    this.verdicts = verdicts;
    this.boxes = null;
    this.schedule();
  }

  // Where an event happened, in pixels from the upper left corner of the canvas.
  pointOf({ clientX, clientY }) {
    const container = this.cy.container();
    const box = container.getBoundingClientRect();
    return { x: clientX - box.left - container.clientLeft, y: clientY - box.top - container.clientTop };
  }

  place() {
    const tenant = this.handlesAt && !this.line ? this.graph.byName(this.handlesAt) : null;
    const box = tenant ? this.graph.rect(tenant) : null;
    for (const handle of this.handles) {
      const [across, down] = HANDLE_SIDES[handle.dataset.side];
      const isNameThere = down < 0 && box?.above;
      handle.hidden = !box || Boolean(isNameThere);
      if (handle.hidden) continue;
      const x = box.x + across * (box.width / 2 + HANDLE_GAP);
      const y = box.y + down * (box.height / 2 + HANDLE_GAP);
      handle.style.transform = `translate(${x}px, ${y}px)`;
    }
    this.placeRing();
    this.placeLine();
  }

  placeRing() {
    const element = this.line ? null : this.graph.byName(this.focused);
    this.ring.hidden = !element;
    if (!element) return;
    const spot = this.graph.middle(element);
    const box = element.isNode()
      ? this.graph.rect(element)
      : { left: spot.x - ARROW_RING, top: spot.y - ARROW_RING, width: 2 * ARROW_RING, height: 2 * ARROW_RING, above: 0 };
    this.ring.classList.toggle("xts-hand-round", !element.isNode());
    putFrame(this.ring, box, RING_GAP);
  }

  placeLine() {
    this.root.classList.toggle("xts-hand-drawing", Boolean(this.line));
    if (!this.line) {
      if (this.badges.childElementCount) this.badges.replaceChildren();
      this.path.removeAttribute("d");
      this.tip.removeAttribute("d");
      return;
    }
    const view = `${this.cy.zoom()} ${this.cy.pan().x} ${this.cy.pan().y}`;
    if (!this.boxes || this.view !== view) this.placeBadges();
    this.view = view;
    for (const [name, badge] of this.badgeByName) badge.classList.toggle("xts-hand-aimed", name === this.line.target);
    const source = this.boxes.get(this.line.source);
    if (!source) return;
    const target = this.boxes.get(this.line.target);
    const aim = target ?? this.line.end;
    const start = boxEdge(source, aim);
    const end = target ? boxEdge(target, source) : aim;
    this.path.setAttribute("d", `M ${start.x} ${start.y} L ${end.x} ${end.y}`);
    this.tip.setAttribute("d", arrowTip(start, end));
  }

  // A frame and a verdict at each possible target. They are made once for each drawing.
  placeBadges() {
    const tenants = this.graph.tenants();
    this.boxes = new Map(tenants.map((node) => [nameOf(node), this.graph.rect(node)]));
    this.badgeByName = new Map();
    for (const [name, box] of this.boxes) {
      if (name === this.line.source) continue;
      const label = this.verdicts ? this.verdicts[name]?.[0] : "…";
      if (label === undefined) continue;
      const badge = createPart("div", `xts-hand-target ${verdictClass(label)}`, null);
      const verdict = createPart("div", "xts-hand-verdict", badge, { title: label });
      createPart("span", "", verdict).textContent = label.slice(0, 1);
      createPart("span", "xts-hand-words", verdict).textContent = label.slice(1);
      badge.classList.toggle("xts-hand-small", box.width < SMALL_WIDTH || box.height < SMALL_HEIGHT);
      putFrame(badge, box, 2);
      this.badgeByName.set(name, badge);
    }
    this.badges.replaceChildren(...this.badgeByName.values());
  }
}

function verdictClass(label) {
  return { "✓": "xts-hand-works", "✖": "xts-hand-blocked", "?": "xts-hand-blocked" }[label[0]] ?? "xts-hand-idle";
}

function putFrame(part, { left, top, width, height, above }, gap) {
  part.style.transform = `translate(${left - gap}px, ${top - above - gap}px)`;
  part.style.width = `${width + 2 * gap}px`;
  part.style.height = `${height + above + 2 * gap}px`;
}

// Where the straight line from the middle of a box to a point leaves the box.
function boxEdge({ x, y, width, height }, to) {
  const [dx, dy] = [to.x - x, to.y - y];
  const share = Math.min(1, Math.min(width / 2 / Math.abs(dx || 1e-9), height / 2 / Math.abs(dy || 1e-9)));
  return { x: x + dx * share, y: y + dy * share };
}

function arrowTip(start, end) {
  const length = Math.hypot(end.x - start.x, end.y - start.y) || 1;
  const [ux, uy] = [(end.x - start.x) / length, (end.y - start.y) / length];
  const [backX, backY] = [end.x - 13 * ux, end.y - 13 * uy];
  return `M ${end.x} ${end.y} L ${backX - 6 * uy} ${backY + 6 * ux} L ${backX + 6 * uy} ${backY - 6 * ux} Z`;
}
