// The interactive file: shows one state after the other. All states are worked out beforehand; nothing is computed
// here but zoom, search and motion. Names come to the page as text, or inside markup in which they are escaped.

import { lessMotion, playMotion } from "./motion.js";

const data = JSON.parse(document.getElementById("data").textContent);
const part = (id) => document.getElementById(id);
const canvas = part("canvas");
const SVG = "http://www.w3.org/2000/svg";
const MARGIN = 24;
const ZOOM_STEP = 1.25;
const MAX_FOUND = 30;
const STILL = "Your system asks for less motion. So nothing moves: the picture shows the end. ";

let current = "";
let lastOverlay = "everyone";
let view = null; // what of the picture is seen: x, y, width, height
let stopMotion = null;
const overlayOf = (name) => name.split(/[ +]/, 1)[0];
const pressOf = (shape) => data.states[current].presses?.[shape] ?? data.presses[shape];
const drawn = new Map(); // the element and the fragment of each shape, by its id

function show(name) {
  const state = data.states[name];
  if (!state || name === current) return;
  endMotion();
  const before = data.states[current];
  if (!name.includes(" ")) lastOverlay = name;
  current = name;
  draw(state.shapes);
  part("title").textContent = state.title;
  part("told").textContent = "";
  part("words").replaceChildren(...state.words.map((line) => textElement("li", line)));
  part("words").scrollTop = 0;
  const [legend, height] = state.legend;
  part("legend").setAttribute("viewBox", `0 0 ${part("legend").getAttribute("width")} ${height || 1}`);
  part("legend").setAttribute("preserveAspectRatio", "xMinYMin");
  part("legend").innerHTML = data.fragments[legend];
  part("play").disabled = !state.motion;
  mark();
  if (!before || !view || String(before.view) !== String(state.view)) fit();
}

// Only what differs is drawn anew; the order is that of the state.
function draw(shapes) {
  const wanted = new Set(shapes.map(([id]) => id));
  for (const [id, { element }] of drawn) {
    if (wanted.has(id)) continue;
    element.remove();
    drawn.delete(id);
  }
  for (const [id, fragment] of shapes) {
    let known = drawn.get(id);
    if (known?.fragment !== fragment) {
      const element = document.createElementNS(SVG, "g");
      element.innerHTML = data.fragments[fragment];
      element.dataset.shape = id;
      if (drawn.size) element.classList.add("fresh");
      if (pressOf(id)) element.classList.add("press");
      known?.element.remove();
      known = { element, fragment };
      drawn.set(id, known);
    }
    part("shapes").append(known.element);
  }
}

function mark() {
  const kind = overlayOf(current);
  for (const button of document.querySelectorAll("[data-state]")) {
    const on = button.dataset.state === current || button.dataset.state === kind;
    button.setAttribute("aria-pressed", String(on));
  }
  // A frame that a press closes is an opened group.
  const opened = Object.keys(data.states[current].presses ?? {}).findIndex((shape) => shape.startsWith("frame:"));
  for (const button of document.querySelectorAll("[data-group]")) {
    button.setAttribute("aria-expanded", String(Number(button.dataset.group) === opened));
  }
}

function textElement(name, text) {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}

// ---------------------------------------------------------------------------------------------------- zoom and pan

function look(next) {
  view = next;
  canvas.setAttribute("viewBox", `${view.x} ${view.y} ${view.width} ${view.height}`);
}

function fit() {
  const [x, y, width, height] = data.states[current].view;
  // Two small boxes do not fill the screen.
  const least = Math.max(width + 2 * MARGIN, canvas.clientWidth / 1.6);
  look({ x: x + width / 2 - least / 2, y: y - MARGIN, width: least, height: height + 2 * MARGIN });
}

function zoom(factor, at = { x: view.x + view.width / 2, y: view.y + view.height / 2 }) {
  const whole = data.states[current].view;
  const width = Math.min(Math.max(view.width / factor, 60), 6 * Math.max(whole[2], canvas.clientWidth));
  const share = width / view.width;
  look({ x: at.x - (at.x - view.x) * share, y: at.y - (at.y - view.y) * share, width, height: view.height * share });
}

function move(right, down) {
  look({ ...view, x: view.x + right * view.width, y: view.y + down * view.height });
}

const place = (event) => new DOMPoint(event.clientX, event.clientY).matrixTransform(canvas.getScreenCTM().inverse());

canvas.addEventListener("wheel", (event) => {
  if (!event.ctrlKey && !event.metaKey) return; // the wheel alone scrolls the page
  event.preventDefault();
  zoom(Math.exp(-event.deltaY / 300), place(event));
}, { passive: false });

const pointers = new Map();
let dragged = false;
canvas.addEventListener("pointerdown", (event) => {
  pointers.set(event.pointerId, place(event));
  dragged = false;
});
canvas.addEventListener("pointermove", (event) => {
  const from = pointers.get(event.pointerId);
  if (!from) return;
  const to = place(event);
  const others = [...pointers].filter(([id]) => id !== event.pointerId).map(([, at]) => at);
  if (others.length) {
    const [other] = others;
    const far = Math.hypot(from.x - other.x, from.y - other.y);
    if (far > 0) zoom(Math.hypot(to.x - other.x, to.y - other.y) / far, other);
    dragged = true;
  } else if (dragged || Math.hypot(to.x - from.x, to.y - from.y) * (canvas.clientWidth / view.width) > 5) {
    if (!dragged) canvas.setPointerCapture(event.pointerId);
    dragged = true;
    canvas.classList.add("dragging");
    look({ ...view, x: view.x + from.x - to.x, y: view.y + from.y - to.y });
    return;
  } else return;
  pointers.set(event.pointerId, place(event));
});
for (const kind of ["pointerup", "pointercancel", "pointerleave"]) {
  canvas.addEventListener(kind, (event) => {
    pointers.delete(event.pointerId);
    canvas.classList.remove("dragging");
  });
}
canvas.addEventListener("click", (event) => {
  const shape = event.target.closest("[data-shape]")?.dataset.shape;
  if (!dragged && shape) press(shape);
});

// A tenant, a person or a group has a picture of its own; of an arrow, the sentence is read.
function press(shape) {
  if (pressOf(shape)) show(pressOf(shape));
  else part("told").textContent = drawn.get(shape).element.querySelector("title")?.textContent ?? "";
}

const KEYS = {
  "+": () => zoom(ZOOM_STEP), "=": () => zoom(ZOOM_STEP), "-": () => zoom(1 / ZOOM_STEP), "0": fit,
  ArrowLeft: () => move(-0.1, 0), ArrowRight: () => move(0.1, 0), ArrowUp: () => move(0, -0.1), ArrowDown: () => move(0, 0.1),
};
canvas.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || !KEYS[event.key]) return;
  event.preventDefault();
  KEYS[event.key]();
});
part("in").addEventListener("click", () => zoom(ZOOM_STEP));
part("out").addEventListener("click", () => zoom(1 / ZOOM_STEP));
part("fit").addEventListener("click", fit);
new ResizeObserver(() => current && fit()).observe(canvas);

// ---------------------------------------------------------------------------------------------------------- motion

function endMotion() {
  stopMotion?.();
  stopMotion = null;
}

function play() {
  const { motion, told } = data.states[current];
  part("told").textContent = lessMotion() ? STILL + told : told;
  if (lessMotion()) return;
  const elements = (id) => drawn.get(id)?.element;
  const hidden = new Set();
  const unhide = (id) => elements(id)?.style.removeProperty("opacity");
  stopMotion = playMotion(part("motion"), motion, {
    dark: window.matchMedia("(prefers-color-scheme: dark)").matches,
    scale: canvas.getScreenCTM().a,
    onStart: (ids) => ids.forEach((id) => {
      hidden.add(id);
      if (elements(id)) elements(id).style.opacity = 0;
    }),
    onArrive: unhide,
    onEnd: () => hidden.forEach(unhide),
  });
}

for (const kind of ["pointerdown", "keydown"]) document.addEventListener(kind, endMotion, true);
part("play").addEventListener("click", play);

// ---------------------------------------------------------------------------------------------------------- search

const find = part("find");
const found = part("found");
const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
const people = data.people.map(([state, name, home]) => ({ state, name, home, text: plain(`${name} ${home}`) }));
let marked = -1;

function search() {
  const words = plain(find.value).split(/\s+/).filter(Boolean);
  const hits = words.length ? people.filter(({ text }) => words.every((word) => text.includes(word))) : people;
  const rows = hits.slice(0, MAX_FOUND).map(({ state, name, home }, n) => {
    const row = textElement("li", name);
    row.id = `found-${n}`;
    row.setAttribute("role", "option");
    row.dataset.choice = state;
    row.append(textElement("small", home));
    return row;
  });
  if (hits.length > MAX_FOUND || !hits.length) {
    const rest = hits.length ? `${hits.length - MAX_FOUND} more: write more letters` : "No person has this name";
    const row = textElement("li", rest);
    row.className = "muted";
    row.setAttribute("role", "option");
    row.setAttribute("aria-disabled", "true");
    rows.push(row);
  }
  found.replaceChildren(...rows);
  open(true);
  point(words.length && hits.length ? 0 : -1);
}

function open(shown) {
  found.hidden = !shown;
  find.setAttribute("aria-expanded", String(shown));
}

function point(n) {
  const rows = [...found.querySelectorAll("[data-choice]")];
  marked = rows.length ? Math.min(Math.max(n, -1), rows.length - 1) : -1;
  rows.forEach((row, at) => row.setAttribute("aria-selected", String(at === marked)));
  rows[marked]?.scrollIntoView({ block: "nearest" });
  if (marked < 0) find.removeAttribute("aria-activedescendant");
  else find.setAttribute("aria-activedescendant", rows[marked].id);
}

function choose(row) {
  if (!row) return;
  open(false);
  find.value = "";
  show(row.dataset.choice);
}

find.addEventListener("input", search);
find.addEventListener("focus", search);
find.addEventListener("blur", () => open(false));
find.addEventListener("keydown", (event) => {
  if (event.key === "ArrowDown") point(marked + 1);
  else if (event.key === "ArrowUp") point(marked - 1);
  else if (event.key === "Enter") choose(found.querySelectorAll("[data-choice]")[Math.max(marked, 0)]);
  else if (event.key === "Escape" && !found.hidden) open(false);
  else return;
  event.preventDefault();
  event.stopPropagation();
});
// Before the field loses the focus, which closes the list.
found.addEventListener("pointerdown", (event) => event.preventDefault());
found.addEventListener("click", (event) => choose(event.target.closest("[data-choice]")));

// ---------------------------------------------------------------------------------------------------------- choices

document.addEventListener("click", (event) => {
  const group = event.target.closest("button[data-group]");
  if (group) {
    const overlay = overlayOf(lastOverlay);
    show(group.getAttribute("aria-expanded") === "true" ? overlay : `${overlay}+${group.dataset.group}`);
  }
  const button = event.target.closest("button[data-state]");
  if (!button) return;
  show(button.dataset.state);
  if (button.dataset.state === "user") find.focus();
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") show(current.includes(" ") ? lastOverlay : current.includes("+") ? overlayOf(current) : "everyone");
});
show("everyone");
