// Puts the code of the design into a new cell below the explorer, in JupyterLab and Notebook. Elsewhere the style sheet
// hides the button. A widget has no access to the notebook's commands, so this presses the notebook's own button.

import { DONE } from "./selectors.js";

const BUTTON = ".xts-insert-cell";
const PANEL = ".jp-NotebookPanel";
const INSERT = '.jp-NotebookPanel-toolbar [data-command="notebook:insert-cell-below"]';
const PATIENCE = 3000; // milliseconds until the notebook has made the cell

export function insertCell(model, root) {
  const press = async (event) => {
    if (!event.target.closest?.(BUTTON)) return;
    const code = root.querySelector(".xts-code")?.textContent;
    const done = Boolean(code) && (await insertBelow(root, code));
    model.send({ action: ["cell", done ? "inserted" : "refused"] });
    root.dispatchEvent(new Event(DONE));
  };
  root.addEventListener("click", press);
  return () => root.removeEventListener("click", press);
}

async function insertBelow(root, code) {
  const panel = root.closest(PANEL);
  const button = panel?.querySelector(INSERT);
  const cell = root.closest(".jp-Cell");
  if (!button || !cell) return false;
  // The press on our button has made the explorer's cell the active one, below which the new one comes.
  (button.querySelector("button") ?? button).click();
  const editor = await newEditor(panel, cell);
  if (!editor) return false;
  const view = (editor.cmView ?? editor.cmTile)?.view;
  if (view) {
    view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: code } });
  } else {
    editor.focus();
    document.execCommand("insertText", false, code);
  }
  return true;
}

async function newEditor(panel, cell) {
  const end = performance.now() + PATIENCE;
  while (performance.now() < end) {
    const active = panel.querySelector(".jp-Cell.jp-mod-active");
    const editor = active !== cell && active?.querySelector(".cm-content");
    if (editor) return editor;
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
  return null;
}
