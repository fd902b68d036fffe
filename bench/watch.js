// Put into every page before its own scripts: when a reader moved a control, and when what the
// page shows was last repainted. Times are performance.now(): milliseconds since navigation.
(() => {
  const bench = (window.__bench = { moved: null, painted: 0, seen: 0, charts: 0 });
  const changed = new Set();
  const repainted = (nodes) => {
    nodes.forEach((node) => changed.add(node));
    // After the next frame the change is on the screen, and to ask where it is costs no layout.
    requestAnimationFrame(() => setTimeout(() => painted(), 0));
  };
  const painted = () => {
    if (!changed.size) return;
    const seen = [...changed].some((node) => {
      const { top, bottom } = node.getBoundingClientRect();
      return top < innerHeight && bottom > 0; // and not further down the page
    });
    changed.clear();
    bench.painted = performance.now();
    if (seen) bench.seen = bench.painted;
  };
  const element = (node) => (node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement);
  const shown = (node) => element(node)?.closest("[data-testid=stMain]");
  const inChart = (node) => node.closest?.(".js-plotly-plot");
  const heard = new WeakSet();

  for (const event of ["keydown", "input"]) {
    document.addEventListener(event, () => (bench.moved ??= performance.now()), true);
  }

  new MutationObserver((changes) => {
    const real = changes.filter(
      (change) => shown(change.target) && (change.type !== "attributes" || inChart(change.target)),
    );
    if (real.length) repainted(real.map((change) => element(change.target)));
    for (const chart of document.querySelectorAll(".js-plotly-plot")) {
      if (chart.on && !heard.has(chart)) {
        heard.add(chart);
        chart.on("plotly_afterplot", () => repainted([chart]));
      }
    }
    bench.charts = document.querySelectorAll(".js-plotly-plot .main-svg").length;
  }).observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
})();
