// The layer for motion on top of the canvas. It follows zoom and pan, and takes no press: the next press, key or
// message ends what moves. With the system's reduced motion, a sentence stands there instead.

import { lessMotion, playMotion } from "./motion.js";
import { CANVAS } from "./selectors.js";

const STILL_NOTE = "Your system asks for less motion. So nothing moves: the picture shows the end, and the line of text says the rest.";
const SHOW_PAUSE = 150; // milliseconds
const MOTION_STOPPERS = ["pointerdown", "keydown"];

export function showMotion(model, root) {
  let stop = null;
  let waiting = 0;
  const end = () => {
    cancelAnimationFrame(waiting);
    stop?.();
    stop = null;
  };
  // What an edit changed is painted first, and does not wait for the motion.
  const afterPaint = (start) => {
    waiting = requestAnimationFrame(() => {
      waiting = requestAnimationFrame(start);
    });
  };
  const receive = (message) => {
    if (!("play" in message)) return;
    end();
    const canvas = root.querySelector(CANVAS);
    const cy = canvas?._cyreg?.cy;
    if (!cy) return;
    const start = () => {
      stop = playOnCanvas(canvas, cy, message.play, Boolean(model.get("dark")));
    };
    if (!lessMotion()) message.play.brief ? afterPaint(start) : start();
    else if (!message.play.brief) stop = showStill(canvas);
  };
  model.on("msg:custom", receive);
  for (const kind of MOTION_STOPPERS) root.addEventListener(kind, end, true);
  return () => {
    end();
    model.off("msg:custom", receive);
    for (const kind of MOTION_STOPPERS) root.removeEventListener(kind, end, true);
  };
}

function playOnCanvas(canvas, cy, motion, dark) {
  const layer = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  layer.setAttribute("class", "xtsviz-motion");
  layer.setAttribute("aria-hidden", "true");
  const group = document.createElementNS("http://www.w3.org/2000/svg", "g");
  layer.append(group);
  canvas.append(layer);
  const hidden = new Map();
  const show = (node) => node.removed() || node.removeStyle("opacity");
  const arrived = [];
  let shown = 0;
  // Each change of a node draws the whole graph anew, so those who arrived are shown together.
  const showArrived = () => {
    if (!arrived.length || performance.now() - shown < SHOW_PAUSE) return;
    shown = performance.now();
    cy.batch(() => arrived.splice(0).forEach(show));
  };
  const follow = () => {
    showArrived();
    const { x, y } = cy.pan();
    group.style.transform = `translate(${x}px, ${y}px) scale(${cy.zoom()})`;
  };
  follow();
  return playMotion(group, motion, {
    dark,
    scale: cy.zoom(),
    time: motion.time,
    onStart(ids) {
      const wanted = new Set(ids);
      cy.batch(() => cy.nodes().forEach((node) => {
        const id = node.data("element");
        if (wanted.has(id) && node.visible()) hidden.set(id, node.style("opacity", 0));
      }));
    },
    onArrive(id) {
      if (hidden.has(id)) arrived.push(hidden.get(id));
      hidden.delete(id);
    },
    onFrame: follow,
    onEnd() {
      cy.batch(() => [...hidden.values(), ...arrived].forEach(show));
      layer.remove();
    },
  });
}

function showStill(canvas) {
  const note = document.createElement("p");
  note.className = "xtsviz-motion-note";
  note.textContent = STILL_NOTE;
  canvas.append(note);
  return () => note.remove();
}
