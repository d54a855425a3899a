// Pictures of several designs side by side. What is under the mouse or has the focus is marked in all of them, and
// tenants can be pressed by Enter and Space like buttons.

const TWINS = ".xts-twins";
const MARK = "xts-twin";

export function linkTwins(_model, root) {
  let marked = "";
  const mark = (event) => {
    const part = event.type === "pointerout" || event.type === "focusout" ? null : event.target.closest?.(`${TWINS} [data-twin]`);
    const name = part?.dataset.twin ?? "";
    if (name === marked) return;
    marked = name;
    for (const twin of root.querySelectorAll(`${TWINS} [data-twin]`)) twin.classList.toggle(MARK, name !== "" && twin.dataset.twin === name);
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
