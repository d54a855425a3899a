// The wheel over the graph scrolls the page, as everywhere else. With Ctrl (or ⌘, or two fingers on a touch pad, which
// browsers report as a wheel with Ctrl) it zooms. Two buttons on the canvas zoom too, for those without a wheel; the
// third, which fits the picture, is of canvas.js.

import { CANVAS, FRAME, ZOOM } from "./selectors.js";

const ZOOM_STEP = 1.25; // of one press of a button
const WHEEL_RATE = 0.004; // of the zoom's logarithm, for each pixel that the wheel reports
const LARGEST_TURN = 60; // pixels of one wheel event: some mice report hundreds
const WHEEL_LINE = 16; // pixels of a line, for browsers that report lines

export function zoomOnRequest(model, root) {
  const graphOf = (box) => box?._cyreg?.cy;
  const wheel = (event) => {
    const cy = graphOf(event.target.closest?.(CANVAS));
    if (!cy) return;
    event.stopPropagation(); // cytoscape would zoom, and keep the page from scrolling
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    const pixels = event.deltaY * (event.deltaMode === 1 ? WHEEL_LINE : 1);
    const place = cy.container().getBoundingClientRect();
    const at = { x: event.clientX - place.left, y: event.clientY - place.top };
    zoomBy(cy, Math.exp(-WHEEL_RATE * Math.max(-LARGEST_TURN, Math.min(LARGEST_TURN, pixels))), at);
  };
  const press = (event) => {
    const way = event.target.closest?.(ZOOM)?.dataset.xtsZoom;
    const cy = way && graphOf(event.target.closest(FRAME).querySelector(CANVAS));
    if (!cy || way === "fit") return;
    const middle = { x: cy.width() / 2, y: cy.height() / 2 };
    zoomBy(cy, way === "in" ? ZOOM_STEP : 1 / ZOOM_STEP, middle);
  };
  root.addEventListener("wheel", wheel, { capture: true, passive: false });
  root.addEventListener("click", press);
  return () => {
    root.removeEventListener("wheel", wheel, { capture: true });
    root.removeEventListener("click", press);
  };
}

function zoomBy(cy, factor, at) {
  const level = Math.max(cy.minZoom(), Math.min(cy.maxZoom(), cy.zoom() * factor));
  cy.zoom({ level, renderedPosition: at });
  cy.emit("scrollzoom"); // as cytoscape says it, so that others know that a person chose what to see
}
