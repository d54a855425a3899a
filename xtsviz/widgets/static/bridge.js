// What only a browser knows. Loads nothing; touches nothing outside the explorer's root element.

const ROOT = ".xtsviz-root";
const CANVAS = ".xtsviz-canvas";
const PADDING = 30; // pixels around a fitted picture
const CLOSEST = 1.5; // zoom of a fitted picture, or two tenants would fill the screen
const DONE = "xts-done"; // fired on the root where something was done that is no click
const SLOW = 400; // milliseconds without an answer, after which the explorer shows that it is at work
const AGAIN = 2000; // milliseconds after which it asks again, and again
const LOST = 20000; // and after which it says that nobody answers
const PREFIX = { info: "", warning: "⚠ Warning: ", error: "✖ Error: " };
const PAUSE = 600; // milliseconds between two pieces of a file, which keeps below what servers let through
const PIECE = 1_000_000; // bytes of a file in one message to the kernel
const MOST_TAKEN = 200_000_000; // bytes of a file that the kernel takes
const MOST_WRITTEN = { INPUT: 2_000, TEXTAREA: 30_000 }; // characters in a field
// Fields with an undo of their own.
const TEXT = "textarea, [contenteditable=true], input:not([type=checkbox], [type=radio], [type=button], [type=range])";

function render({ model, el }) {
  const cleanups = [status(model, el), theme(model)];
  // Until the view is in the page it has no root; this fires when it gets a size there.
  const arrival = new ResizeObserver(() => {
    const root = el.closest(ROOT);
    if (!root) return;
    arrival.disconnect();
    cleanups.push(
      shortcuts(model, root), actions(model, root), reachable(root), charts(root), canvas(model, root),
      answers(model, root), uploads(model, root), limits(model, root), unkept(model, root),
    );
  });
  arrival.observe(el);
  const receive = (message) => "copy" in message && copy(model, message.copy);
  model.on("msg:custom", receive);
  return () => {
    arrival.disconnect();
    model.off("msg:custom", receive);
    cleanups.forEach((cleanup) => cleanup());
  };
}

// The status line: one element and one text node for good, or screen readers would say nothing.
function status(model, el) {
  const line = document.createElement("div");
  const text = document.createTextNode("");
  line.setAttribute("role", "status");
  line.setAttribute("aria-live", "polite");
  line.append(text);
  el.append(line);
  const show = () => {
    const level = model.get("level");
    line.className = `xtsviz-status xtsviz-status-${level}`;
    text.data = PREFIX[level] + model.get("message");
  };
  show();
  model.on("change:message change:level", show);
  return () => model.off("change:message change:level", show);
}

// JupyterLab, Notebook and Voila say on the body whether their theme is light; elsewhere the system's choice holds.
function theme(model) {
  const system = window.matchMedia("(prefers-color-scheme: dark)");
  const report = () => {
    const light = document.body.dataset.jpThemeLight;
    const dark = light === undefined ? system.matches : light === "false";
    if (dark === model.get("dark")) return;
    model.set("dark", dark);
    model.save_changes();
  };
  report();
  const observer = new MutationObserver(report);
  observer.observe(document.body, { attributes: true, attributeFilter: ["data-jp-theme-light"] });
  system.addEventListener("change", report);
  return () => {
    observer.disconnect();
    system.removeEventListener("change", report);
  };
}

function shortcuts(model, root) {
  const press = (event) => {
    if (!root.contains(event.target) || event.target.closest(TEXT)) return;
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
    const key = event.key.toLowerCase();
    const redo = key === "y" ? !event.shiftKey : key === "z" && event.shiftKey;
    const undo = key === "z" && !event.shiftKey;
    if (!undo && !redo) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    model.send({ shortcut: undo ? "undo" : "redo" });
    root.dispatchEvent(new Event(DONE));
  };
  // The canvas drops the focus when pressed, and keys go where the focus is.
  const focus = (event) => {
    if (event.target.closest(CANVAS)) root.focus({ preventScroll: true });
  };
  if (!root.hasAttribute("tabindex")) root.tabIndex = -1;
  // On the window, before the notebook's own capturing listener on the document.
  window.addEventListener("keydown", press, true);
  root.addEventListener("pointerup", focus);
  return () => {
    window.removeEventListener("keydown", press, true);
    root.removeEventListener("pointerup", focus);
  };
}

// The notebook's own controls leave gaps for the keyboard and for screen readers: accordion headers are plain boxes,
// toggles do not say that they are on, and some fields have a placeholder for a name.
function reachable(root) {
  const HEADER = ".jupyter-widget-Collapse-header";
  const set = (element, name, value) => element.getAttribute(name) === value || element.setAttribute(name, value);
  const mend = () => {
    for (const header of root.querySelectorAll(HEADER)) {
      set(header, "role", "button");
      set(header, "tabindex", "0");
      set(header, "aria-expanded", String(header.closest(".jupyter-widget-Collapse-open") !== null));
    }
    for (const toggle of root.querySelectorAll(".widget-toggle-button, .widget-toggle-buttons button")) {
      set(toggle, "aria-pressed", String(toggle.classList.contains("mod-active")));
    }
    for (const field of root.querySelectorAll("input[placeholder], textarea[placeholder]")) {
      const label = field.closest(".widget-inline-hbox")?.querySelector("label")?.textContent.trim();
      if (!label) set(field, "aria-label", field.placeholder);
    }
    for (const field of root.querySelectorAll(".widget-colorpicker input[type=color]")) {
      const label = field.closest(".widget-inline-hbox")?.querySelector("label")?.textContent.trim();
      set(field, "aria-label", label || "Colour");
    }
    // What does not fit says the whole when the mouse is over it.
    for (const text of root.querySelectorAll(".widget-label, .widget-label-basic span, .lm-TabBar-tabLabel")) {
      if (!text.closest("[title]:not([title=''])")) text.title = text.textContent.trim();
    }
  };
  const press = (event) => {
    if (!event.target.matches?.(HEADER) || (event.key !== "Enter" && event.key !== " ")) return;
    event.preventDefault();
    event.stopPropagation();
    event.target.click();
  };
  let waiting = false;
  const observer = new MutationObserver(() => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      mend();
    });
  });
  root.addEventListener("keydown", press);
  observer.observe(root, { childList: true, subtree: true, attributes: true, attributeFilter: ["class"] });
  mend();
  return () => {
    root.removeEventListener("keydown", press);
    observer.disconnect();
  };
}

// Plotly measures the room for a chart when the window changes its size, which is not the only time that it changes.
function charts(root) {
  const sizes = new ResizeObserver(() => window.dispatchEvent(new Event("resize")));
  const seen = new WeakSet();
  const find = () => {
    for (const chart of root.querySelectorAll(".xts-chart")) {
      if (seen.has(chart)) continue;
      seen.add(chart);
      sizes.observe(chart);
    }
  };
  const observer = new MutationObserver(find);
  observer.observe(root, { childList: true, subtree: true });
  find();
  return () => {
    observer.disconnect();
    sizes.disconnect();
  };
}

// Buttons in the panels' HTML say in data-xts what they ask for. A panel that is written anew takes its buttons along,
// so the focus goes to the new button that asks for the same, or keyboards would start over after each press.
function actions(model, root) {
  let focused = null;
  const press = (event) => {
    const button = event.target.closest?.("[data-xts]");
    if (!button || button.disabled || !root.contains(button)) return;
    focused = button.dataset.xts;
    model.send({ action: JSON.parse(button.dataset.xts) });
  };
  const remember = (event) => {
    focused = event.target.closest?.("[data-xts]")?.dataset.xts ?? null;
  };
  const observer = new MutationObserver(() => {
    if (focused === null || document.activeElement !== document.body) return;
    const again = [...root.querySelectorAll("button[data-xts]")].find((button) => button.dataset.xts === focused);
    again?.focus({ preventScroll: true });
  });
  root.addEventListener("click", press);
  root.addEventListener("focusin", remember);
  observer.observe(root, { childList: true, subtree: true });
  return () => {
    root.removeEventListener("click", press);
    root.removeEventListener("focusin", remember);
    observer.disconnect();
  };
}

// Fits the canvas once, when it first has a size and something to show (it may be born in a hidden tab), and then on
// request only; reports what a person dragged. The canvas sees to its own resizing.
function canvas(model, root) {
  let cy = null;
  let fitted = false;
  let box = null; // what was fitted last, if not all that is visible
  let size = ""; // of the canvas then
  let touched = false; // whether a person has zoomed or panned since
  let before = new Map();
  const leaves = () => cy.nodes(":visible").filter((node) => !node.isParent());
  // Cytoscape hears of a new size a tenth of a second late, and would fit into the old one until then.
  const sized = () => {
    cy?.invalidateSize();
    return Boolean(cy?.width() && cy.height());
  };
  const sizeNow = () => `${cy.width()} ${cy.height()}`;
  const fit = () => {
    const visible = cy?.elements(":visible");
    if (!visible?.nonempty() || !sized()) return;
    cy.fit(visible, PADDING);
    if (cy.zoom() > CLOSEST) cy.zoom(CLOSEST).center(visible);
    fitted = true;
    touched = false;
    box = null;
    size = sizeNow();
  };
  const fitOnce = () => requestAnimationFrame(() => fitted || fit());
  // A canvas of another size shows the same, unless a person has chosen what to see. Of the size that it was fitted in,
  // cytoscape tells a moment later, when the picture may be another one, which must not jump.
  const refit = () =>
    requestAnimationFrame(() => {
      if (!fitted) fit();
      else if (!touched && sizeNow() !== size) box ? fitBox(box) : fit();
    });
  const touch = () => {
    touched = true;
  };
  const grab = () => {
    before = new Map(leaves().map((node) => [node.id(), { ...node.position() }]));
  };
  const drop = (event) => {
    const moved = {};
    leaves().forEach((node) => {
      const { x, y } = node.position();
      const old = before.get(node.id());
      if (old && (old.x !== x || old.y !== y)) moved[node.id()] = [x, y];
    });
    model.send({ dragged: event.target.id(), moved });
  };
  const find = () => {
    const found = root.querySelector(CANVAS)?._cyreg?.cy;
    if (!found || found === cy) return;
    cy = found;
    fitted = false;
    cy.on("grabon", "node", grab);
    cy.on("dragfreeon", "node", drop);
    cy.on("add", fitOnce);
    cy.on("resize", refit);
    cy.on("dragpan scrollzoom pinchzoom", touch);
    fitOnce();
  };
  // A box is told where the drawing is still on its way, and cannot be measured yet.
  const fitBox = (wanted) => {
    const [left, top, right, bottom] = wanted;
    if (!sized()) return;
    const across = (cy.width() - 2 * PADDING) / Math.max(right - left, 1);
    const down = (cy.height() - 2 * PADDING) / Math.max(bottom - top, 1);
    const zoom = Math.min(across, down, CLOSEST);
    const pan = { x: (cy.width() - zoom * (left + right)) / 2, y: (cy.height() - zoom * (top + bottom)) / 2 };
    cy.viewport({ zoom, pan });
    fitted = true;
    touched = false;
    box = wanted;
    size = sizeNow();
  };
  const receive = (message) => {
    if (!("fit" in message)) return;
    if (!Array.isArray(message.fit)) return fit();
    const [left, top, right, bottom] = message.fit;
    const seen = cy?.extent();
    const outside = !seen || left < seen.x1 || top < seen.y1 || right > seen.x2 || bottom > seen.y2;
    if (outside || !message.if_outside) fitBox(message.fit);
  };
  // Cytoscape remembers where on the page it is, and does not see what is above it grow or shrink.
  const moved = () => cy?.renderer().invalidateContainerClientCoordsCache();
  const shape = new ResizeObserver(moved);
  shape.observe(root);
  const aim = (event) => event.target.closest(CANVAS) && moved();
  for (const kind of ["pointerdown", "wheel"]) root.addEventListener(kind, aim, { capture: true, passive: true });
  const observer = new MutationObserver(find);
  observer.observe(root, { childList: true, subtree: true });
  model.on("msg:custom", receive);
  find();
  return () => {
    observer.disconnect();
    shape.disconnect();
    for (const kind of ["pointerdown", "wheel"]) root.removeEventListener(kind, aim, { capture: true });
    model.off("msg:custom", receive);
    cy?.off("grabon", "node", grab).off("dragfreeon", "node", drop).off("add", fitOnce).off("resize", refit).off("dragpan scrollzoom pinchzoom", touch);
  };
}

// Whatever a person does is followed by a question to the kernel. While it does not answer, the explorer shows that it
// is at work; a kernel that is gone would look like dead buttons. The numbers of the last question and of the last
// answer stand on the root.
function answers(model, root) {
  let asked = 0;
  let slow = null;
  let again = null;
  let lost = null;
  let complained = false;
  const busy = (on) => (on ? root.setAttribute("aria-busy", "true") : root.removeAttribute("aria-busy"));
  const rest = () => {
    clearTimeout(slow);
    clearInterval(again);
    clearTimeout(lost);
    slow = again = lost = null;
  };
  const complain = () => {
    const reload = "Wait, or start anew: reload the page; in a notebook, restart the kernel and run the cell again.";
    // On the screen alone: what the kernel said last comes back with its answer.
    const line = root.querySelector(".xtsviz-status");
    line.className = "xtsviz-status xtsviz-status-error";
    line.firstChild.data = `${PREFIX.error}The kernel has not answered for ${LOST / 1000} seconds: it is busy, or gone. ${reload}`;
    complained = true;
  };
  const ask = () => {
    root.dataset.xtsAsked = ++asked;
    slow ??= setTimeout(() => busy(true), SLOW);
    // ipykernel 7 may leave what it was sent unread until the next message comes (its issue 1554).
    again ??= setInterval(() => model.send({ ping: asked }), AGAIN);
    lost ??= setTimeout(complain, LOST);
    model.send({ ping: asked });
  };
  // After the control itself has sent what was done.
  const soon = () => setTimeout(ask);
  const receive = (message) => {
    if (!("pong" in message)) return;
    root.dataset.xtsAnswered = message.pong;
    if (message.pong !== asked) return;
    rest();
    busy(false);
    if (complained) model.trigger("change:message");
    complained = false;
  };
  for (const event of ["click", "change", DONE]) root.addEventListener(event, soon);
  model.on("msg:custom", receive);
  return () => {
    rest();
    for (const event of ["click", "change", DONE]) root.removeEventListener(event, soon);
    model.off("msg:custom", receive);
  };
}

async function copy(model, text) {
  let copied = true;
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // Pages that are not served securely have no clipboard; the old way needs a selected field.
    const field = document.createElement("textarea");
    field.value = text;
    field.style.position = "fixed";
    field.style.opacity = "0";
    const focused = document.activeElement;
    document.body.append(field);
    field.select();
    copied = document.execCommand("copy");
    field.remove();
    focused?.focus?.({ preventScroll: true });
  }
  model.send({ copied });
}

// Here and not in a view, or each view of an explorer would do it once more.
function initialize({ model }) {
  const cleanups = [files(model), keeping(model)];
  return () => cleanups.forEach((cleanup) => cleanup());
}

// Files to the person.
function files(model) {
  const parts = new Map();
  let turn = Promise.resolve();
  const receive = (message, buffers) => {
    if (!("download" in message)) return;
    const { number, name, type, at, last } = message.download;
    parts.set(number, at === 0 ? [buffers[0]] : [...(parts.get(number) ?? []), buffers[0]]);
    if (last) {
      const whole = parts.get(number);
      parts.delete(number);
      return handOver(model, number, name, type, whole);
    }
    turn = turn.then(() => new Promise((resolve) => setTimeout(resolve, PAUSE))).then(() => model.send({ more: number }));
  };
  model.on("msg:custom", receive);
  return () => model.off("msg:custom", receive);
}

async function handOver(model, number, name, type, packed) {
  let failed = "";
  try {
    const unpacked = new Blob(packed).stream().pipeThrough(new DecompressionStream("gzip"));
    const bytes = await new Response(unpacked).arrayBuffer();
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([bytes], { type }));
    link.download = name;
    link.style.display = "none";
    document.body.append(link);
    link.click();
    link.remove();
    // The browser reads the file after this has returned; an early end leaves it empty.
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  } catch (error) {
    failed = String(error.message ?? error);
  }
  model.send({ downloaded: number, failed });
}

// Fields for files in the panels' HTML say in data-xts-file what the file is for. Nothing is sent anywhere but to the
// kernel.
function uploads(model, root) {
  const choose = async (event) => {
    const field = event.target.closest?.("input[type=file][data-xts-file]");
    const file = field?.files[0];
    if (!file) return;
    const upload = field.dataset.xtsFile;
    const { name } = file;
    try {
      if (file.size > MOST_TAKEN) throw new Error(`it has ${Math.round(file.size / 1e6)} MB; a page takes at most ${MOST_TAKEN / 1e6}. Read it in a notebook cell`);
      let at = 0;
      do {
        const piece = await file.slice(at, at + PIECE).arrayBuffer();
        const end = at + piece.byteLength;
        model.send({ upload, name, at, last: end >= file.size }, undefined, [piece]);
        at = end;
      } while (at < file.size);
    } catch (error) {
      model.send({ refused: `${name} was not read: ${error.message ?? error}` });
    }
    field.value = ""; // or the same file, mended, could not be chosen again
  };
  root.addEventListener("change", choose);
  return () => root.removeEventListener("change", choose);
}

// A field that is flooded keeps what it had, and the kernel hears nothing of the flood.
function limits(model, root) {
  const kept = new WeakMap();
  const keep = (event) => {
    if (event.target.tagName in MOST_WRITTEN) kept.set(event.target, event.target.value);
  };
  const write = (event) => {
    const field = event.target;
    const most = MOST_WRITTEN[field.tagName];
    if (!most || !field.matches(TEXT) || field.type === "file") return;
    const { length } = field.value;
    if (length <= most) return keep(event);
    event.stopImmediatePropagation();
    field.value = kept.get(field) ?? "";
    const said = (number) => number.toLocaleString("en");
    model.send({ refused: `That are ${said(length)} characters; a field takes at most ${said(most)}. It is as it was.` });
  };
  root.addEventListener("focusin", keep);
  root.addEventListener("input", write, true);
  return () => {
    root.removeEventListener("focusin", keep);
    root.removeEventListener("input", write, true);
  };
}

export default { initialize, render };
