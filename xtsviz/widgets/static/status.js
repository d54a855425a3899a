// The status line. Its element and its text node are never replaced, because screen readers would then announce
// nothing.

export const PREFIX = { info: "", warning: "⚠ Warning: ", error: "✖ Error: " };

export function showStatus(model, el) {
  const line = document.createElement("div");
  const text = document.createTextNode("");
  line.setAttribute("role", "status");
  line.setAttribute("aria-live", "polite");
  line.append(text);
  el.append(line);
  const show = () => {
    const level = model.get("level");
    line.className = `xtsviz-status xtsviz-status-${level}`;
    text.data = PREFIX[level] + model.get("message");
  };
  show();
  model.on("change:message change:level", show);
  return () => model.off("change:message change:level", show);
}
