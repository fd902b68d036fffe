// A figure of Plotly's that stays on the page: what changes is brought up to date where it is. What
// is in sight is drawn at once, the rest after it, one a frame.

const NEAR = "50% 0px"; // how far below and above the window counts as in sight
const HEIGHT = 450; // pixels, Plotly's own where a figure names none

const plots = new Map(); // the element of a plot, and the plot
const later = new Set(); // plots out of sight that are yet to be drawn
let library;

const plotly = (address) => {
  library ??= new Promise((loaded, failed) => {
    const script = document.createElement("script");
    script.src = new URL(`../../../${address}`, import.meta.url);
    script.onload = () => loaded(window.Plotly);
    script.onerror = () => {
      library = undefined; // asked for once more by the next chart
      failed(new Error(`${script.src} does not answer`));
    };
    document.head.append(script);
  });
  return library;
};

// After a frame what is in sight stands on the screen, and what the reader does comes first.
const nextFrame = (work) => requestAnimationFrame(() => setTimeout(work));
const drawNext = () => {
  const [plot] = later;
  later.delete(plot);
  plot.draw();
  if (later.size) nextFrame(drawNext);
};
const drawLater = (plot) => {
  if (!later.size) nextFrame(drawNext);
  later.add(plot);
};

const sight = new IntersectionObserver(
  (changes) => {
    for (const { target, isIntersecting } of changes) plots.get(target)?.come(isIntersecting);
  },
  { rootMargin: NEAR },
);
const width = new ResizeObserver((changes) => {
  for (const { target } of changes) plots.get(target)?.fit();
});
window.addEventListener("beforeprint", () => plots.forEach((plot) => plot.draw()));

export class Plot {
  constructor(element, clicked) {
    this.element = element;
    this.clicked = clicked; // called with the customdata of a mark
    this.inSight = false;
    this.late = false; // there was no room for it
    this.wanted = null; // what is to be drawn; null when it has been
    plots.set(element, this);
    sight.observe(element);
    width.observe(element);
  }

  show(wanted) {
    this.wanted = wanted;
    this.element.dataset.stale = "true";
    this.element.setAttribute("aria-label", wanted.alt);
    this.element.style.height = `${wanted.figure.layout.height ?? HEIGHT}px`;
    if (this.inSight) this.draw();
    else drawLater(this);
  }

  come(inSight) {
    this.inSight = inSight;
    if (inSight) this.draw();
  }

  async draw() {
    const { wanted, element } = this;
    if (!wanted) return;
    this.late = !element.clientWidth; // `fit` draws it when it has a width
    if (this.late) return;
    try {
      const Plotly = window.Plotly ?? (await plotly(wanted.library));
      if (this.wanted !== wanted) return; // something newer has come, or it is drawn
      this.wanted = null;
      const { data, layout } = wanted.figure;
      await Plotly.react(element, data, layout, wanted.config);
      element.removeAllListeners("plotly_click"); // another configuration has forgotten it anyway
      if (wanted.clicks) element.on("plotly_click", ({ points }) => this.click(points[0]));
      delete element.dataset.stale;
    } catch (error) {
      console.error(error);
      element.textContent = wanted.sorry;
    }
  }

  click(mark) {
    if (mark.customdata) this.clicked(mark.customdata);
  }

  fit() {
    if (this.late) return this.draw();
    const { _fullLayout: drawn, clientWidth } = this.element;
    if (this.wanted || !drawn || !clientWidth || drawn.width === clientWidth) return;
    window.Plotly.Plots.resize(this.element);
  }

  remove() {
    this.wanted = null;
    plots.delete(this.element);
    sight.unobserve(this.element);
    width.unobserve(this.element);
    window.Plotly?.purge(this.element);
  }
}
