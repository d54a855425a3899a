// Present: the picture with its title and legend fills the screen. Where the browser refuses full screen, the picture
// fills the window. Keys: P begins and ends, 1 to 6 choose the overlay, Esc ends.

import { OVERLAYS, PRESENT, TEXT } from "./selectors.js";

const PRESENTING = "xts-presenting";
// What Esc ends before: what is open on the graph and has the focus, and an arrow that is being drawn.
const POPUPS = ".xts-hand-menu, .xts-hand-keys";
const DRAWING = ".xts-hand[data-drawing]";

export function presentOnRequest(model, root) {
  const presents = () => root.classList.contains(PRESENTING);
  root.dataset.lmSuppressShortcuts = "true"; // of JupyterLab: 1 to 6 would turn the cell into a heading
  const leave = document.createElement("button");
  leave.type = "button";
  leave.className = "xts-do xts-leave";
  leave.textContent = "Leave (Esc)";
  let before = null; // what had the focus
  let waiting = false; // the browser has not answered yet whether the screen is filled or left
  let refused = false; // it does not fill the screen

  // Brings the browser's full screen to what is wanted, one request at a time: keys can come faster than its answers.
  const fill = () => {
    const full = document.fullscreenElement === root;
    if (waiting || presents() === full || (presents() && refused)) return;
    waiting = true;
    const filling = presents();
    const answered = (refuses) => {
      waiting = false;
      if (refuses && filling && presents()) {
        refused = true;
        showOnTop(root);
      } else if (!refuses || presents()) fill();
    };
    const asked = filling ? root.requestFullscreen?.() ?? Promise.reject() : document.exitFullscreen();
    asked.then(() => answered(false), () => answered(true));
  };
  const begin = () => {
    if (presents() || !root.querySelector(PRESENT)) return;
    before = document.activeElement;
    refused = false;
    root.querySelector('[role="tab"]:not([aria-selected="true"]):first-child')?.dispatchEvent(tabPress());
    root.classList.add(PRESENTING);
    root.append(leave);
    root.focus({ preventScroll: true });
    fill();
  };
  const end = () => {
    if (!presents()) return;
    root.classList.remove(PRESENTING);
    leave.remove();
    hideOnTop(root);
    fill();
    before?.focus?.({ preventScroll: true });
  };
  const changed = () => {
    if (!waiting && !refused && document.fullscreenElement !== root) end();
  };
  const press = (event) => {
    if (event.target.closest?.(PRESENT) && root.contains(event.target)) begin();
    if (event.target === leave) end();
  };
  const key = (event) => {
    const inside = root.contains(event.target) || (presents() && event.target === document.body);
    if (!inside || event.ctrlKey || event.metaKey || event.altKey || event.target.closest(TEXT)) return;
    const taken = () => {
      event.preventDefault();
      event.stopImmediatePropagation();
    };
    if (event.key.toLowerCase() === "p" && !event.target.closest("select")) {
      if (!presents() && !root.querySelector(PRESENT)) return;
      taken();
      presents() ? end() : begin();
    } else if (presents() && event.key === "Escape") {
      if (event.target.closest(POPUPS) || root.querySelector(DRAWING)) return;
      taken();
      end();
    } else if (presents() && /^[1-9]$/.test(event.key)) {
      taken();
      root.querySelectorAll(`${OVERLAYS} button`)[Number(event.key) - 1]?.click();
    }
  };
  root.addEventListener("click", press);
  // On the window, so that it runs before the notebook's own capturing listener on the document.
  window.addEventListener("keydown", key, true);
  document.addEventListener("fullscreenchange", changed);
  return () => {
    end();
    root.removeEventListener("click", press);
    window.removeEventListener("keydown", key, true);
    document.removeEventListener("fullscreenchange", changed);
  };
}

// The tabs of ipywidgets listen to the pointer, and to no click.
function tabPress() {
  return new PointerEvent("tabPress", { bubbles: true, cancelable: true, button: 0 });
}

// Above all else on the page, also where a notebook keeps what is fixed inside a cell.
function showOnTop(root) {
  if (!root.showPopover) return;
  root.setAttribute("popover", "manual");
  root.showPopover();
}

function hideOnTop(root) {
  if (!root.hasAttribute("popover")) return;
  root.hidePopover();
  root.removeAttribute("popover");
}
