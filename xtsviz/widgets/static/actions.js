// Sends the action of a pressed button to the kernel. A button in a panel's HTML has its action in data-xts. When a
// panel gets new HTML, its buttons are replaced. Then the new button with the same action gets the focus, so that
// people who use the keyboard do not lose their place.

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
    // One that is disabled now, as Undo after the last step, takes no focus. The explorer does, so that keys reach it.
    (again?.disabled ? root : again)?.focus({ preventScroll: true });
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
