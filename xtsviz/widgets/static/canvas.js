// Additions to cytoscape's graph: the picture is fitted, dragged nodes are reported, and clicks hit the right element.

import { CanvasFit } from "./canvas_fit.js";
import { CANVAS, DONE, FRAME, ZOOM } from "./selectors.js";

const AIMS = ["pointerdown", "wheel"];
const SETTLED = 120; // milliseconds without a change of size

export function watchCanvas(model, root) {
  let cy = null;
  let fit = null;
  let before = new Map(); // positions at the beginning of a drag
  const leaves = () => cy.nodes(":visible").filter((node) => !node.isParent());
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
  // The kernel lays the picture out for the size of the canvas. While a window is being resized it waits; the root says
  // so, for the picture is about to change.
  let told = "";
  let waiting = 0;
  const tell = () => {
    delete root.dataset.xtsResizing;
    const { clientWidth: width, clientHeight: height } = root.querySelector(CANVAS) ?? {};
    const now = `${width} ${height}`;
    if (!width || !height || now === told) return;
    told = now;
    model.send({ canvas_size: [width, height] });
    root.dispatchEvent(new Event(DONE));
  };
  const size = new ResizeObserver(() => {
    root.dataset.xtsResizing = "";
    clearTimeout(waiting);
    waiting = setTimeout(tell, told ? SETTLED : 0);
  });
  const leave = () => {
    size.disconnect();
    clearTimeout(waiting);
    delete root.dataset.xtsResizing;
    fit?.stop();
    cy?.off("grabon", "node", grab).off("dragfreeon", "node", drop);
  };
  const find = () => {
    const found = root.querySelector(CANVAS)?._cyreg?.cy;
    if (!found || found === cy) return;
    leave();
    told = ""; // another canvas of the same size has not told it yet
    cy = found;
    cy.on("grabon", "node", grab).on("dragfreeon", "node", drop);
    const { fit_margin, calm_room } = model.get("limits");
    fit = new CanvasFit(cy, fit_margin, calm_room);
    size.disconnect();
    size.observe(root.querySelector(CANVAS));
  };
  const receive = (message) => {
    if (!("fit" in message) || !fit) return;
    if (message.fit === true) fit.fitAll();
    else fit.fitWhen(message.fit, message.when);
  };
  const press = (event) => {
    const button = event.target.closest?.(ZOOM);
    const frame = root.querySelector(CANVAS)?.closest(FRAME);
    if (button?.dataset.xtsZoom === "fit" && frame?.contains(button)) fit?.fitAll();
  };
  // Cytoscape remembers its place on the page. It does not notice when content above it grows or shrinks.
  const forgetPlace = () => cy?.renderer().invalidateContainerClientCoordsCache();
  const aim = (event) => event.target.closest(CANVAS) && forgetPlace();
  const shape = new ResizeObserver(forgetPlace);
  shape.observe(root);
  for (const kind of AIMS) root.addEventListener(kind, aim, { capture: true, passive: true });
  const observer = new MutationObserver(find);
  observer.observe(root, { childList: true, subtree: true });
  model.on("msg:custom", receive);
  root.addEventListener("click", press);
  find();
  return () => {
    observer.disconnect();
    shape.disconnect();
    for (const kind of AIMS) root.removeEventListener(kind, aim, { capture: true });
    model.off("msg:custom", receive);
    root.removeEventListener("click", press);
    leave();
  };
}
