// Resizes charts. Plotly measures the room for a chart only when the window changes its size, but the room can also
// change at other times.

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
