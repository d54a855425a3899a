// Makes the notebook's controls usable by keyboard and screen reader. Without this, accordion headers are plain boxes,
// toggles do not say that they are on, and some fields have only a placeholder.

const HEADER = ".jupyter-widget-Collapse-header";

export function labelControls(_model, root) {
  const set = (element, attribute, value) =>
    element.getAttribute(attribute) === value || element.setAttribute(attribute, value);
  const label = () => {
    for (const header of root.querySelectorAll(HEADER)) {
      set(header, "role", "button");
      set(header, "tabindex", "0");
      set(header, "aria-expanded", String(header.closest(".jupyter-widget-Collapse-open") !== null));
    }
    for (const toggle of root.querySelectorAll(".widget-toggle-button, .widget-toggle-buttons button")) {
      set(toggle, "aria-pressed", String(toggle.classList.contains("mod-active")));
    }
    for (const field of root.querySelectorAll("input[placeholder], textarea[placeholder]")) {
      const name = field.closest(".widget-inline-hbox")?.querySelector("label")?.textContent.trim();
      if (!name) set(field, "aria-label", field.placeholder);
    }
    for (const field of root.querySelectorAll(".widget-colorpicker input[type=color]")) {
      const name = field.closest(".widget-inline-hbox")?.querySelector("label")?.textContent.trim();
      set(field, "aria-label", name || "Pick a colour");
    }
    // Text that is cut shows completely on hover.
    for (const text of root.querySelectorAll(".widget-label, .widget-label-basic span, .lm-TabBar-tabLabel")) {
      if (!text.closest("[title]:not([title=''])")) text.title = text.textContent.trim();
    }
  };
  const press = (event) => {
    if (!event.target.matches?.(HEADER) || (event.key !== "Enter" && event.key !== " ")) return;
    event.preventDefault();
    event.stopPropagation();
    event.target.click();
  };
  let waiting = false;
  const observer = new MutationObserver(() => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      label();
    });
  });
  root.addEventListener("keydown", press);
  observer.observe(root, { childList: true, subtree: true, attributes: true, attributeFilter: ["class"] });
  label();
  return () => {
    root.removeEventListener("keydown", press);
    observer.disconnect();
  };
}
