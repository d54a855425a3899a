// What Voila's template has in scripts inside the page. A page whose policy allows none has it here.
(function () {
  const served = document.currentScript.dataset.served === "true";
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
})();
