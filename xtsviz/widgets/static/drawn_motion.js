// Marks travel in a drawn picture (an SVG of the page, not the canvas) once it comes to the page: people arrive where
// they are, and those whom an arrow stops bounce. With the system's reduced motion the picture shows the end.

import { lessMotion, playMotion } from "./motion.js";
import { NEW_MOTION } from "./selectors.js";

const DRAWN_STOPPERS = ["pointerdown", "keydown"];

export function playDrawn(model, root) {
  let stop = null;
  const end = () => {
    stop?.();
    stop = null;
  };
  const look = () => {
    const picture = root.querySelector(NEW_MOTION);
    if (!picture) return;
    picture.dataset.xtsPlayed = "true";
    end();
    if (!lessMotion()) stop = playIn(picture, JSON.parse(picture.dataset.xtsMotion), Boolean(model.get("dark")));
  };
  const observer = new MutationObserver(look);
  observer.observe(root, { childList: true, subtree: true });
  for (const kind of DRAWN_STOPPERS) root.addEventListener(kind, end, true);
  look();
  return () => {
    observer.disconnect();
    end();
    for (const kind of DRAWN_STOPPERS) root.removeEventListener(kind, end, true);
  };
}

function playIn(picture, motion, dark) {
  const group = document.createElementNS("http://www.w3.org/2000/svg", "g");
  group.setAttribute("aria-hidden", "true");
  picture.append(group);
  const hidden = new Map();
  const show = (shape) => shape.style.removeProperty("opacity");
  return playMotion(group, motion, {
    dark,
    scale: picture.getScreenCTM()?.a ?? 1,
    onStart(ids) {
      const wanted = new Set(ids);
      for (const shape of picture.querySelectorAll("[data-element]")) {
        if (!wanted.has(shape.dataset.element)) continue;
        shape.style.opacity = 0;
        hidden.set(shape.dataset.element, shape);
      }
    },
    onArrive(id) {
      if (hidden.has(id)) show(hidden.get(id));
    },
    onEnd() {
      for (const shape of hidden.values()) show(shape);
      group.remove();
    },
  });
}
