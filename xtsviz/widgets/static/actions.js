// Buttons in the panels' HTML say in data-xts what they ask for. A panel that is written anew replaces its buttons. The
// focus then goes to the new button that asks for the same, or a user at the keyboard would start over after each press.

export function sendActions(model, root) {
  let focused = null;
  const press = (event) => {
    const button = event.target.closest?.("[data-xts]");
    if (!button || button.disabled || !root.contains(button)) return;
    focused = button.dataset.xts;
    model.send({ action: JSON.parse(button.dataset.xts) });
  };
  const remember = (event) => {
    focused = event.target.closest?.("[data-xts]")?.dataset.xts ?? null;
  };
  const observer = new MutationObserver(() => {
    if (focused === null || document.activeElement !== document.body) return;
    const again = [...root.querySelectorAll("button[data-xts]")].find((button) => button.dataset.xts === focused);
    again?.focus({ preventScroll: true });
  });
  root.addEventListener("click", press);
  root.addEventListener("focusin", remember);
  observer.observe(root, { childList: true, subtree: true });
  return () => {
    root.removeEventListener("click", press);
    root.removeEventListener("focusin", remember);
    observer.disconnect();
  };
}
