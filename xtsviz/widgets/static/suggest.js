// The list of people below a field in which a person types a name: a combobox. Arrow keys choose, Enter takes, Escape
// closes. What is typed goes to the kernel as the value of the field; the kernel answers with another list.

import { DONE } from "./selectors.js";

const SUGGEST = ".xts-suggest";
const OPEN = "data-xts-open";
const VERB = "xts-verb-";
let suggestLists = 0;

export function suggestPeople(model, root) {
  const boxOf = (event) => event.target.closest?.(SUGGEST);
  const fieldOf = (box) => box.querySelector("input");
  const options = (box) => [...box.querySelectorAll("[role=option]")];
  const activeOf = (box) => box.querySelector("[role=option][aria-selected=true]");

  const describe = (box) => {
    const field = fieldOf(box);
    const list = box.querySelector("[role=listbox]");
    field.setAttribute("role", "combobox");
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("autocomplete", "off");
    field.setAttribute("aria-expanded", String(box.hasAttribute(OPEN) && list !== null));
    if (list) {
      list.id ||= `xts-people-${++suggestLists}`;
      field.setAttribute("aria-controls", list.id);
    }
    const active = activeOf(box);
    if (active) field.setAttribute("aria-activedescendant", active.id);
    else field.removeAttribute("aria-activedescendant");
  };
  const open = (box, on) => {
    box.toggleAttribute(OPEN, on);
    if (!on) choose(box, null);
    describe(box);
  };
  const choose = (box, option) => {
    activeOf(box)?.removeAttribute("aria-selected");
    if (option) {
      option.id ||= `xts-people-${++suggestLists}`;
      option.setAttribute("aria-selected", "true");
      option.scrollIntoView({ block: "nearest" });
    }
    describe(box);
  };
  const move = (box, by) => {
    const all = options(box);
    open(box, true);
    if (all.length === 0) return;
    const at = all.indexOf(activeOf(box)) + by;
    // Beyond the ends nobody is chosen: Enter then takes what is typed.
    choose(box, all[at < -1 ? all.length - 1 : at] ?? null);
  };
  const send = (action) => {
    model.send({ action });
    root.dispatchEvent(new Event(DONE));
  };
  const verbOf = (box) => [...box.classList].find((name) => name.startsWith(VERB)).slice(VERB.length);

  const write = (event) => {
    const box = boxOf(event);
    if (box) open(box, event.target.value.trim() !== "");
  };
  const press = (event) => {
    const box = boxOf(event);
    if (!box || event.isComposing || !event.target.matches("input")) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      move(box, event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Escape" && box.hasAttribute(OPEN)) {
      event.preventDefault();
      event.stopPropagation();
      open(box, false);
    } else if (event.key === "Enter") {
      const active = activeOf(box);
      send(active ? JSON.parse(active.dataset.xts) : [verbOf(box), event.target.value]);
      open(box, false);
    }
  };
  // The press itself is sent like that on any button (actions.js). The focus stays in the field.
  const hold = (event) => event.target.closest?.(`${SUGGEST} .xts-suggestions`) && event.preventDefault();
  const take = (event) => {
    const option = event.target.closest?.(`${SUGGEST} [role=option]`);
    if (option) open(option.closest(SUGGEST), false);
  };
  const leave = (event) => {
    const box = boxOf(event);
    if (box && !box.contains(event.relatedTarget)) open(box, false);
  };
  const enter = (event) => boxOf(event) && describe(boxOf(event));
  // Another list has come.
  const observer = new MutationObserver((changes) => {
    for (const box of new Set(changes.map((change) => change.target.parentElement?.closest?.(SUGGEST)))) {
      if (box && fieldOf(box)) describe(box);
    }
  });
  const listeners = { input: write, keydown: press, mousedown: hold, click: take, focusout: leave, focusin: enter };
  // The notebook's fields keep their keys to themselves, so this listens before them.
  for (const [name, listener] of Object.entries(listeners)) root.addEventListener(name, listener, true);
  observer.observe(root, { childList: true, subtree: true });
  return () => {
    for (const [name, listener] of Object.entries(listeners)) root.removeEventListener(name, listener, true);
    observer.disconnect();
  };
}
