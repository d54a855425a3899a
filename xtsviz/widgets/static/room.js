// The room of the picture. On a page of its own the explorer fills the window, and the canvas takes what is left. In a
// notebook the canvas has a height that a person chooses with a handle below it; the browser remembers it.

import { BODY, FRAME, PRACTICE } from "./selectors.js";

const LOWEST_WINDOW = 420; // pixels: a lower window scrolls
const NARROWEST_WINDOW = 720; // pixels: in a narrower window all stands below each other
const BELOW_ROOM = 8; // pixels below the explorer
const HEIGHT_KEY = "xtsviz height";
const HEIGHTS = { min: 240, max: 2000, first: 560, step: 20 };

export function giveRoom(model, root) {
  const whole = root.matches(PRACTICE) || root.querySelector(BODY) !== null;
  const fills = document.body.dataset.voila !== undefined && whole;
  return fills ? fillWindow(root) : letChooseHeight(root);
}

function fillWindow(root) {
  const fill = () => {
    const wide = window.innerWidth > NARROWEST_WINDOW;
    root.classList.toggle("xts-fills", wide);
    // What stands above is seen as well, unless it takes half of the window.
    const top = root.getBoundingClientRect().top + window.scrollY;
    const left = window.innerHeight - (top < window.innerHeight / 2 ? top : 0) - BELOW_ROOM;
    root.style.setProperty("--xts-window", `${Math.max(LOWEST_WINDOW, Math.floor(left))}px`);
  };
  const observer = new ResizeObserver(fill);
  observer.observe(document.body);
  window.addEventListener("resize", fill);
  fill();
  return () => {
    observer.disconnect();
    window.removeEventListener("resize", fill);
    root.classList.remove("xts-fills");
  };
}

function letChooseHeight(root) {
  let height = heightBefore();
  const set = (wanted) => {
    height = Math.round(Math.max(HEIGHTS.min, Math.min(HEIGHTS.max, wanted)));
    root.style.setProperty("--xts-height", `${height}px`);
    root.querySelectorAll(".xts-handle").forEach((handle) => handle.setAttribute("aria-valuenow", height));
  };
  const choose = (wanted) => {
    set(wanted);
    keepHeight(height);
  };
  const place = () => {
    for (const frame of root.querySelectorAll(FRAME)) {
      if (!frame.querySelector(".xts-handle")) frame.append(handleOf(() => height, set, choose));
    }
  };
  const observer = new MutationObserver(place);
  observer.observe(root, { childList: true, subtree: true });
  set(height);
  place();
  return () => {
    observer.disconnect();
    root.querySelectorAll(".xts-handle").forEach((handle) => handle.remove());
  };
}

function handleOf(height, set, choose) {
  const handle = document.createElement("div");
  const words = "Height of the picture: drag, or press the arrow keys";
  const attributes = {
    class: "xts-handle", role: "separator", tabindex: "0", title: words,
    "aria-label": "Height of the picture", "aria-orientation": "horizontal",
    "aria-valuemin": HEIGHTS.min, "aria-valuemax": HEIGHTS.max, "aria-valuenow": height(),
  };
  for (const [name, value] of Object.entries(attributes)) handle.setAttribute(name, value);
  let start = null;
  handle.addEventListener("pointerdown", (event) => {
    start = { y: event.clientY, height: height() };
    handle.setPointerCapture(event.pointerId);
    event.preventDefault();
    handle.focus({ preventScroll: true });
  });
  handle.addEventListener("pointermove", (event) => start && set(start.height + event.clientY - start.y));
  const end = () => {
    if (start) choose(height());
    start = null;
  };
  handle.addEventListener("pointerup", end);
  handle.addEventListener("pointercancel", end);
  handle.addEventListener("dblclick", () => choose(HEIGHTS.first));
  handle.addEventListener("keydown", (event) => {
    const wanted = {
      ArrowUp: height() - HEIGHTS.step, ArrowDown: height() + HEIGHTS.step,
      PageUp: height() - 5 * HEIGHTS.step, PageDown: height() + 5 * HEIGHTS.step, Home: HEIGHTS.first,
    }[event.key];
    if (wanted === undefined) return;
    event.preventDefault();
    event.stopPropagation(); // these keys move between the cells of a notebook
    choose(wanted);
  });
  return handle;
}

function heightBefore() {
  try {
    const height = Number(localStorage.getItem(HEIGHT_KEY));
    return height >= HEIGHTS.min && height <= HEIGHTS.max ? height : HEIGHTS.first;
  } catch {
    return HEIGHTS.first; // a browser may have been told to store nothing
  }
}

function keepHeight(height) {
  try {
    localStorage.setItem(HEIGHT_KEY, String(height));
  } catch {
    // The height stays for this page.
  }
}
