// Pictures of several designs side by side. What is under the mouse or has the focus is marked in all of them, and
// tenants can be pressed by Enter and Space like buttons.

const TWINS = ".xts-twins";
const MARK = "xts-twin";

export function linkTwins(_model, root) {
  // Both are marked: a mouse that rests takes no mark from what has the focus.
  const marked = { pointer: "", focus: "" };
  const mark = (event) => {
    const kind = event.type.startsWith("pointer") ? "pointer" : "focus";
    const part = event.type.endsWith("out") ? null : event.target.closest?.(`${TWINS} [data-twin]`);
    const name = part?.dataset.twin ?? "";
    if (name === marked[kind]) return;
    marked[kind] = name;
    for (const twin of root.querySelectorAll(`${TWINS} [data-twin]`)) {
      twin.classList.toggle(MARK, [marked.pointer, marked.focus].includes(twin.dataset.twin));
    }
  };
  const press = (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    const part = event.target.closest?.(`${TWINS} [data-xts]`);
    if (!part) return;
    event.preventDefault();
    part.dispatchEvent(new MouseEvent("click", { bubbles: true }));
  };
  const events = ["pointerover", "pointerout", "focusin", "focusout"];
  for (const name of events) root.addEventListener(name, mark);
  root.addEventListener("keydown", press);
  return () => {
    for (const name of events) root.removeEventListener(name, mark);
    root.removeEventListener("keydown", press);
  };
}
