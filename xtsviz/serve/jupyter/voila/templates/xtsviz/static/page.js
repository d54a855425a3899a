// What Voila's template has in scripts inside the page. A page whose policy allows none has it here.
(function () {
  const served = document.currentScript.dataset.served === "true";
  followSystem();
  window.voila_heartbeat = function () {};
  window.update_loading_text = window.voila_process = function (number, count, text) {
    const line = document.getElementById("loading_text");
    if (line) line.textContent = text ?? `Executing ${number} of ${count}`;
  };
  window.display_cells = window.voila_finish = function () {
    if (!window.themeLoaded) {
      window.cellLoaded = true;
      return;
    }
    document.getElementById("loading")?.remove();
    const cells = document.getElementById("rendered_cells");
    if (cells) cells.style.display = "";
  };
  document.addEventListener("DOMContentLoaded", () => window.voila_finish());
  // Voila ends the kernel of a page that goes. Our server does so later, so that a page can come back: a reload that was
  // called off, or a design too large for the tab's own storage, which asks first.
  if (!served) return;
  window.addEventListener("beforeunload", (event) => {
    event.stopImmediatePropagation();
    if (document.querySelector(".xtsviz-root[data-xts-unsaved]")) event.preventDefault();
  });
  // After a reload the kernel from before has no page, and ends as soon as the new one has taken over.
  document.addEventListener("xtsviz-resumed", async () => {
    const { baseUrl, kernelId } = JSON.parse(document.getElementById("jupyter-config-data").textContent);
    const key = "xtsviz kernel";
    let before;
    try {
      before = sessionStorage.getItem(key);
      sessionStorage.setItem(key, kernelId);
    } catch {
      return; // a browser may have been told to store nothing: the server ends the kernel within the minute
    }
    if (!/^[\w-]+$/.test(before ?? "") || before === kernelId) return;
    const token = document.cookie.match(/(?:^|; )_xsrf=([^;]*)/)?.[1] ?? "";
    await fetch(`${baseUrl}xtsviz/replaced/${before}`, { method: "POST", headers: { "X-XSRFToken": token } });
  });

  // A page of the light theme becomes dark where the address asks for it (a warm kernel made the page before anybody
  // asked), or, without a theme in the address, where the system is dark: before anything is seen, and when the system
  // changes.
  function followSystem() {
    const system = window.matchMedia("(prefers-color-scheme: dark)");
    const follow = () => {
      const dark = document.getElementById("xtsviz-dark");
      if (!dark || !document.body) return;
      const asked = new URLSearchParams(location.search).get("theme");
      const isDark = asked === null ? system.matches : /^(JupyterLab )?dark$/i.test(asked);
      document.querySelectorAll("[data-xtsviz-dark]").forEach((style) => style.remove());
      if (isDark) {
        for (const style of dark.content.children) {
          const added = document.importNode(style, true);
          added.dataset.xtsvizDark = "";
          document.head.append(added);
        }
      }
      document.body.dataset.jpThemeLight = String(!isDark);
      document.body.dataset.jpThemeName = isDark ? "JupyterLab Dark" : "JupyterLab Light";
      document.body.classList.toggle("theme-dark", isDark);
      document.body.classList.toggle("theme-light", !isDark);
    };
    const arrival = new MutationObserver(() => {
      if (!document.body) return;
      arrival.disconnect();
      follow();
    });
    arrival.observe(document.documentElement, { childList: true });
    system.addEventListener("change", follow);
  }
})();
