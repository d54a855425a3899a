// Several cells of the grid of arrows at once: a drag over cells, or Shift with arrow keys and then Enter or Space.
// Arrow keys alone move from cell to cell. All cells become what the first one becomes.

import { DONE } from "./selectors.js";

const GRID = ".xts-grid";
const CELL = `${GRID} .xts-cell`;
const MARKED = "xts-cell-marked";
const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

export function editGrid(model, root) {
  let first = null; // the cell where a range began
  let last = null;
  let dragging = false;
  let swallow = false; // the click that ends a drag

  const place = (cell) => [cell.closest("tr").rowIndex, cell.closest("td").cellIndex];
  const range = () => {
    if (!first?.isConnected || !last?.isConnected) return [];
    const [[top, left], [bottom, right]] = [place(first), place(last)];
    const inside = (value, a, b) => value >= Math.min(a, b) && value <= Math.max(a, b);
    return [...first.closest(GRID).querySelectorAll(".xts-cell")].filter((cell) => {
      const [row, column] = place(cell);
      return inside(row, top, bottom) && inside(column, left, right);
    });
  };
  const show = () => {
    const cells = new Set(range());
    for (const cell of root.querySelectorAll(CELL)) cell.classList.toggle(MARKED, cells.size > 1 && cells.has(cell));
  };
  const end = () => {
    first = last = null;
    dragging = false;
    for (const cell of root.querySelectorAll(`.${MARKED}`)) cell.classList.remove(MARKED);
  };
  const apply = () => {
    const cells = range();
    const mode = first?.getAttribute("aria-pressed") === "true" ? "off" : "on";
    end();
    if (cells.length < 2) return false;
    const ends = cells.flatMap((cell) => JSON.parse(cell.dataset.xts).slice(1));
    model.send({ action: ["toggle-many", mode, ...ends] });
    root.dispatchEvent(new Event(DONE));
    return true;
  };
  const down = (event) => {
    swallow = false;
    const cell = event.button === 0 ? event.target.closest?.(CELL) : null;
    if (first) end();
    if (!cell) return;
    first = last = cell;
    dragging = true;
  };
  const move = (event) => {
    if (!dragging) return;
    const cell = document.elementFromPoint(event.clientX, event.clientY)?.closest?.(CELL);
    if (!cell || cell === last || cell.closest(GRID) !== first.closest(GRID)) return;
    last = cell;
    show();
  };
  const up = () => {
    if (!dragging) return;
    dragging = false;
    swallow = apply();
  };
  const click = (event) => {
    if (!swallow) return;
    swallow = false;
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  const key = (event) => {
    const cell = event.target.closest?.(CELL);
    if (!cell || event.ctrlKey || event.metaKey || event.altKey) return;
    const step = STEPS[event.key];
    if (step) {
      const next = neighbour(cell, step);
      event.preventDefault();
      if (!next) return;
      if (event.shiftKey) {
        first ??= cell;
        last = next;
      } else {
        end();
      }
      next.focus();
      show();
    } else if (event.key === "Escape" && first) {
      event.stopPropagation();
      end();
    } else if ((event.key === "Enter" || event.key === " ") && first && range().length > 1) {
      event.preventDefault();
      apply();
    }
  };
  root.addEventListener("pointerdown", down);
  window.addEventListener("pointermove", move);
  window.addEventListener("pointerup", up);
  window.addEventListener("pointercancel", end);
  root.addEventListener("click", click, true);
  root.addEventListener("keydown", key);
  return () => {
    root.removeEventListener("pointerdown", down);
    window.removeEventListener("pointermove", move);
    window.removeEventListener("pointerup", up);
    window.removeEventListener("pointercancel", end);
    root.removeEventListener("click", click, true);
    root.removeEventListener("keydown", key);
  };
}

// The next cell in a direction; the diagonal has none, and is stepped over.
function neighbour(cell, [down, right]) {
  const rows = cell.closest("table").rows;
  let row = cell.closest("tr").rowIndex + down;
  let column = cell.closest("td").cellIndex + right;
  while (rows[row]?.cells[column]) {
    const found = rows[row].cells[column].querySelector(".xts-cell");
    if (found) return found;
    row += down;
    column += right;
  }
  return null;
}
