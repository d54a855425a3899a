// One choice in a row of a table: the arrow keys go to the next choice and choose it, as with other radio buttons.

const RADIO = "[role=radio]";
const RADIO_STEPS = { ArrowLeft: -1, ArrowRight: 1 };

export function chooseByKeys(_model, root) {
  const key = (event) => {
    const radio = event.target.closest?.(RADIO);
    const step = RADIO_STEPS[event.key];
    if (!radio || !step || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const all = [...radio.closest("tr").querySelectorAll(RADIO)].filter((other) => !other.disabled);
    const next = all[(all.indexOf(radio) + step + all.length) % all.length];
    next?.focus();
    next?.click();
  };
  root.addEventListener("keydown", key);
  return () => root.removeEventListener("keydown", key);
}
