// Tells the kernel if the page is dark. JupyterLab, Notebook and Voila set an attribute of the body. On other pages
// the setting of the system is used.

export function followTheme(model) {
  const system = window.matchMedia("(prefers-color-scheme: dark)");
  const report = () => {
    const light = document.body.dataset.jpThemeLight;
    const dark = light === undefined ? system.matches : light === "false";
    if (dark === model.get("dark")) return;
    model.set("dark", dark);
    model.save_changes();
  };
  report();
  const observer = new MutationObserver(report);
  observer.observe(document.body, { attributes: true, attributeFilter: ["data-jp-theme-light"] });
  system.addEventListener("change", report);
  return () => {
    observer.disconnect();
    system.removeEventListener("change", report);
  };
}
