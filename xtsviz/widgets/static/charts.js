// Plotly measures the room for a chart when the window changes its size. A chart may get another size at other times.

export function resizeCharts(_model, root) {
  const sizes = new ResizeObserver(() => window.dispatchEvent(new Event("resize")));
  const seen = new WeakSet();
  const find = () => {
    for (const chart of root.querySelectorAll(".xts-chart")) {
      if (seen.has(chart)) continue;
      seen.add(chart);
      sizes.observe(chart);
    }
  };
  const observer = new MutationObserver(find);
  observer.observe(root, { childList: true, subtree: true });
  find();
  return () => {
    observer.disconnect();
    sizes.disconnect();
  };
}
