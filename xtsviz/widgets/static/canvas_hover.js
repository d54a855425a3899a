// Shows what has no room on the canvas while the pointer is over it: the name of a person, the sentence of an arrow.

import { CANVAS } from "./selectors.js";

const HOVER_ENDS = "mouseout grab viewport"; // events of cytoscape
const HOVER_GAP = 14; // pixels between the pointer and the text

export function showHovered(_model, root) {
  let cy = null;
  const text = document.createElement("div");
  text.className = "xts-hover";
  text.hidden = true;
  text.setAttribute("role", "tooltip");
  root.append(text);
  const hide = () => {
    text.hidden = true;
  };
  const show = (event) => {
    const words = event.target.data("hover");
    if (!words) return;
    text.textContent = words;
    text.hidden = false;
    move(event);
  };
  const move = (event) => {
    if (text.hidden) return;
    const frame = root.getBoundingClientRect();
    const canvas = cy.container().getBoundingClientRect();
    const x = canvas.left - frame.left + event.renderedPosition.x;
    const y = canvas.top - frame.top + event.renderedPosition.y;
    text.style.left = `${Math.max(0, Math.min(x + HOVER_GAP, frame.width - text.offsetWidth - HOVER_GAP))}px`;
    text.style.top = `${Math.max(0, y - text.offsetHeight - HOVER_GAP)}px`;
  };
  const leave = () => cy?.off("mouseover", "node, edge", show).off("mousemove", move).off(HOVER_ENDS, hide);
  const find = () => {
    const found = root.querySelector(CANVAS)?._cyreg?.cy;
    if (!found || found === cy) return;
    leave();
    cy = found;
    cy.on("mouseover", "node, edge", show).on("mousemove", move).on(HOVER_ENDS, hide);
  };
  const observer = new MutationObserver(find);
  observer.observe(root, { childList: true, subtree: true });
  find();
  return () => {
    observer.disconnect();
    leave();
    text.remove();
  };
}
