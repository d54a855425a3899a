// Enter in a field does what the button beside it does.

import { DONE } from "./selectors.js";

const GROUP = ".xts-enter"; // the field and its button; of several buttons the primary one is meant

export function pressOnEnter(_model, root) {
  const waits = new Set();
  // The notebook holds back what is typed while the kernel is busy. Once the kernel has answered a question that is
  // asked now, all that was typed before is on its way, and the press follows it.
  const whenSent = (press) => {
    root.dispatchEvent(new Event(DONE)); // asks the question (answers.js)
    const timer = setTimeout(() => {
      waits.delete(stop);
      const asked = Number(root.dataset.xtsAsked);
      const check = () => {
        if (Number(root.dataset.xtsAnswered ?? 0) < asked) return;
        stopWatching();
        press();
      };
      const observer = new MutationObserver(check);
      const stopWatching = () => {
        waits.delete(stopWatching);
        observer.disconnect();
      };
      waits.add(stopWatching);
      observer.observe(root, { attributes: true, attributeFilter: ["data-xts-answered"] });
      check();
    });
    const stop = () => clearTimeout(timer);
    waits.add(stop);
  };
  const enter = (event) => {
    const field = event.target;
    // A field with suggestions of the browser takes Enter for one of them.
    if (event.key !== "Enter" || event.isComposing || !field.matches?.("input:not([list])")) return;
    const group = field.closest(GROUP);
    if (!group) return;
    field.dispatchEvent(new Event("change", { bubbles: true }));
    whenSent(() => {
      const button = group.querySelector("button.mod-primary") ?? group.querySelector("button");
      if (button && !button.disabled) button.click();
    });
  };
  // The notebook's fields keep their keys to themselves, so this listens before them.
  root.addEventListener("keydown", enter, true);
  return () => {
    root.removeEventListener("keydown", enter, true);
    for (const stop of [...waits]) stop();
  };
}
