// A chart as it stands on the page: title and definition, the switch between chart and table and the
// button of the menu, the figure, and where it comes from. What the reader does is told to
// ui/drawing/plot.py: "clicked" with a mark's customdata, "turned" with chart or table, "menu" with whether
// it is to be open. All texts are set as texts.

import { Plot } from "./plot.js";

const FRAME = `
  <div class="x-head">
    <h2 class="x-section"></h2>
    <p class="x-note"></p>
    <div class="x-switch">
      <div role="radiogroup">
        <label><input type="radio" value="chart"><span></span></label>
        <label><input type="radio" value="table"><span></span></label>
      </div>
      <button type="button"></button>
    </div>
  </div>
  <div class="x-plot" role="img"></div>
  <p class="x-source"></p>`;
const READ = new TextDecoder();

const charts = new WeakMap(); // the element that Streamlit lends, and the chart in it
let number = 0;

function entries(word, defined) {
  const links = defined.map(([name, address]) => {
    const link = document.createElement("a");
    link.textContent = name;
    link.href = address;
    return link;
  });
  return links.length ? [` ${word}`, ...links.flatMap((link) => [" ", link])] : [];
}

class Chart {
  constructor(parent) {
    this.element = document.createElement("section");
    this.element.className = "x-chart";
    this.element.innerHTML = FRAME;
    parent.append(this.element);
    const find = (selector) => this.element.querySelector(selector);
    [this.head, this.title, this.note, this.group, this.button, this.figure, this.source] = [
      ".x-head", "h2", ".x-note", "[role=radiogroup]", "button", ".x-plot", ".x-source",
    ].map(find);
    this.choices = [...this.group.querySelectorAll("input")];
    const name = `x-shown-${++number}`;
    for (const choice of this.choices) {
      choice.name = name;
      choice.onchange = () => this.tell("turned", choice.value);
    }
    this.button.onclick = () => this.tell("menu", !this.state.menu);
    this.plot = new Plot(this.figure, (mark) => this.tell("clicked", mark));
  }

  show(text, tell) {
    this.tell = tell;
    if (text === this.text) return;
    this.text = text;
    const { state, chart } = JSON.parse(text);
    this.state = state;
    this.head.hidden = !state.head;
    this.figure.hidden = !state.plot;
    this.source.hidden = !state.source;
    if (state.head) this.say(chart.words, state);
    this.source.textContent = chart.words.source ?? "";
    if (state.plot) this.plot.show(chart);
  }

  say(words, { table, menu, defined }) {
    this.title.textContent = words.title;
    this.note.replaceChildren(words.note, ...entries(words.defined, defined));
    this.group.setAttribute("aria-label", words.as);
    for (const choice of this.choices) {
      choice.nextElementSibling.textContent = words[choice.value];
      choice.checked = (choice.value === "table") === table;
    }
    this.button.textContent = words.menu;
    this.button.setAttribute("aria-expanded", menu);
  }

  remove() {
    this.plot.remove();
    this.element.remove();
  }
}

export default function ({ parentElement, data, setTriggerValue }) {
  let chart = charts.get(parentElement);
  if (!chart) charts.set(parentElement, (chart = new Chart(parentElement)));
  chart.show(READ.decode(data), setTriggerValue);
  return () => {
    charts.delete(parentElement);
    chart.remove();
  };
}
