// Put into every page before its own scripts: when a reader moved a control, and when what the
// page shows was last repainted. Times are performance.now(): milliseconds since navigation.
(() => {
  const bench = (window.__bench = { moved: null, painted: 0, seen: 0, charts: 0 });
  const repainted = (node) => {
    const { top, bottom } = node.getBoundingClientRect();
    const seen = top < innerHeight && bottom > 0; // and not further down the page
    // After the next frame the change is on the screen.
    requestAnimationFrame(() =>
      setTimeout(() => {
        bench.painted = performance.now();
        if (seen) bench.seen = bench.painted;
      }, 0),
    );
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
    for (const node of new Set(real.map((change) => element(change.target)))) repainted(node);
    for (const chart of document.querySelectorAll(".js-plotly-plot")) {
      if (chart.on && !heard.has(chart)) {
        heard.add(chart);
        chart.on("plotly_afterplot", () => repainted(chart));
      }
    }
    bench.charts = document.querySelectorAll(".js-plotly-plot .main-svg").length;
  }).observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
})();
