// The grid that a report is typed into. What is typed is told to ui/reporting/table.py as the value
// "typed": {number, resets, rows: {key: {value, unit, as_of, note, seen}}}; what there is to say of a
// row comes back and stands below it. All texts are set as texts. What is typed and not saved is kept in the
// browser's own storage too, under the draft's name.

const READ = new TextDecoder();
const PARTS = ["value", "unit", "as_of", "note"]; // that can be typed, from left to right
const SHOWN = ["target", "year_ago", "before", "other"];
const REST = 350; // milliseconds without a key until what is typed is told
const STORE = "xieshou-report/";
const ENDS = ["pointerup", "pointercancel"];

const grids = new WeakMap(); // the element that Streamlit lends, and the grid in it

const make = (tag, name, text) => {
  const element = document.createElement(tag);
  if (name) element.className = name;
  if (text !== undefined) element.textContent = text;
  return element;
};

// Without white space: names are pasted as they stand in somebody's own sheet.
const bare = (text) => text.replace(/\s/g, "").toLowerCase();

const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

class Grid {
  constructor(parent) {
    this.element = make("section", "x-grid");
    this.said = make("p", "x-grid-said");
    this.said.setAttribute("role", "status");
    this.table = make("table");
    this.element.append(this.table, this.said);
    parent.append(this.element);
    this.element.addEventListener("input", (event) => this.typing(event.target));
    this.element.addEventListener("change", (event) => this.typing(event.target, 0));
    this.element.addEventListener("keydown", (event) => this.key(event));
    this.element.addEventListener("paste", (event) => this.paste(event));
    this.pressed = () => (this.held = true);
    this.released = () => {
      this.held = false;
      if (this.waiting) this.send();
    };
    document.addEventListener("pointerdown", this.pressed, true);
    for (const end of ENDS) document.addEventListener(end, this.released, true);
  }

  show(text, tell) {
    this.tell = tell;
    if (text === this.text) return;
    const before = this.data;
    this.text = text;
    this.data = JSON.parse(text);
    if (!before || before.name !== this.data.name) this.begin();
    else if (before.resets !== this.data.resets) this.reset();
    this.draw();
  }

  begin() {
    this.typed = { ...this.data.typed };
    this.number = this.data.heard;
    this.sent = new Map([[this.number, this.data.typed]]);
    this.told = JSON.stringify(this.typed);
    const kept = this.data.locked ? {} : this.kept();
    const lost = Object.keys(kept).filter((key) => {
      const row = this.row(key);
      return !(key in this.typed) && (!row || this.differs(row, kept[key]));
    });
    for (const key of lost) this.typed[key] = kept[key];
    if (!lost.length) return;
    this.said.textContent = this.data.words.restored;
    this.send();
  }

  // What was heard has been saved, or is to be forgotten; what was typed since stays, over what
  // stands there now.
  reset() {
    const heard = this.sent.get(this.data.heard) ?? {};
    for (const [key, now] of Object.entries(this.typed)) {
      if (same(now, heard[key])) delete this.typed[key];
      else now.seen = this.row(key)?.version ?? 0;
    }
    this.said.textContent = "";
    this.told = "{}";
    this.send();
  }

  // The table anew where its rows are others; otherwise only what is said of them, so that nothing
  // moves under the hand that types.
  draw() {
    const { rows, words, locked } = this.data;
    const shape = JSON.stringify([rows.map((row) => [row.key, row.name]), words, locked]);
    if (shape !== this.shape) this.build(shape);
    for (const row of rows) this.fill(row);
  }

  build(shape) {
    const focus = this.place(document.activeElement);
    this.shape = shape;
    const { rows, words } = this.data;
    const head = make("tr");
    const names = ["name", ...SHOWN, ...PARTS];
    for (const name of names) {
      const cell = make("th", `x-of-${name}`, words[name]);
      cell.scope = "col";
      head.append(cell);
    }
    const top = make("thead");
    top.append(head);
    this.body = make("tbody");
    this.lines = new Map();
    for (const row of rows) this.line(row);
    this.table.replaceChildren(make("caption", "", words.table), top, this.body);
    if (focus) this.input(focus.row, focus.part)?.focus();
  }

  line(row) {
    const { words, locked } = this.data;
    const line = make("tr");
    line.dataset.key = row.key;
    const name = make("th", "x-of-name", row.name);
    name.scope = "row";
    name.append(make("small", "", row.counted));
    line.append(name);
    const cells = {};
    for (const part of SHOWN) line.append((cells[part] = this.cell(part)));
    for (const part of PARTS) {
      const cell = this.cell(part);
      const input = make(part === "unit" ? "select" : "input");
      if (part === "unit") for (const [unit, label] of row.units) input.append(new Option(label, unit));
      else input.autocomplete = "off";
      if (part === "value") input.inputMode = "decimal";
      if (part === "as_of" && !locked) input.placeholder = words.ends_on;
      if (part === "unit") input.disabled = locked;
      else input.readOnly = locked;
      input.dataset.part = part;
      input.setAttribute("aria-label", `${row.name} · ${words[part]}`);
      cell.append((cells[part] = input));
      line.append(cell);
    }
    const below = make("tr", "x-told");
    const said = make("td");
    said.colSpan = 1 + SHOWN.length + PARTS.length;
    said.id = `x-told-${row.key}`;
    cells.value.setAttribute("aria-describedby", said.id);
    below.append(said);
    this.body.append(line, below);
    this.lines.set(row.key, { line, below, said, cells });
  }

  cell(part) {
    const cell = make("td", `x-of-${part}`);
    cell.dataset.label = this.data.words[part];
    return cell;
  }

  fill(row) {
    const { line, below, said, cells } = this.lines.get(row.key);
    const now = this.now(row);
    for (const part of PARTS) {
      const input = cells[part];
      if (part === "unit" && ![...input.options].some((one) => one.value === now.unit))
        input.append(new Option(now.unit, now.unit));
      if (input.value !== now[part]) input.value = now[part];
    }
    this.others(row, now.unit);
    line.classList.toggle("x-typed", row.key in this.typed && this.differs(row, now));
    cells.value.setAttribute("aria-invalid", row.told.some((one) => one.bad));
    const parts = row.told.map((one) => make("p", one.bad ? "x-bad" : "", one.text));
    if (row.clash) parts.push(this.clash(row));
    said.replaceChildren(...parts);
    below.hidden = !parts.length;
  }

  others(row, unit) {
    const { cells } = this.lines.get(row.key);
    const shown = row.shown[unit] ?? Object.values(row.shown)[0];
    for (const part of SHOWN) {
      const link = row.leads[part] && make("a", "", shown[part]);
      if (link) link.href = row.leads[part];
      cells[part].replaceChildren(link || shown[part]);
    }
  }

  clash(row) {
    const { words } = this.data;
    const line = make("p", "x-bad", `${row.clash} `);
    const mine = make("button", "", words.mine);
    const theirs = make("button", "", words.theirs);
    mine.type = theirs.type = "button";
    mine.onclick = () => {
      this.typed[row.key].seen = row.version;
      this.send();
    };
    theirs.onclick = () => {
      delete this.typed[row.key];
      this.fill({ ...row, clash: "", told: [] });
      this.send();
    };
    line.append(mine, " ", theirs);
    return line;
  }

  // What is typed waits while nothing may be: what stands there is shown.
  now(row) {
    return (!this.data.locked && this.typed[row.key]) || row.stored;
  }

  differs(row, now) {
    const value = row.stored.values[now.unit] ?? row.stored.value;
    return now.value !== value || now.as_of !== row.stored.as_of || now.note !== row.stored.note;
  }

  row(key) {
    return this.data.rows.find((row) => row.key === key);
  }

  // Where an input stands: the number of its row, and its part.
  place(input) {
    if (!this.lines || !this.element.contains(input) || !input.dataset.part) return null;
    const key = input.closest("tr").dataset.key;
    return { row: this.data.rows.findIndex((row) => row.key === key), key, part: input.dataset.part };
  }

  input(number, part) {
    const row = this.data.rows[number];
    return row && this.lines.get(row.key)?.cells[part];
  }

  typing(input, rest = REST) {
    const at = this.place(input);
    if (!at || this.data.locked) return;
    this.put(at.key, at.part, input.value);
    this.later(rest);
  }

  // A unit changes what is read beside it; what stood there is the same amount in the new unit, what
  // was typed is meant in it.
  put(key, part, text) {
    const row = this.row(key);
    const now = { seen: row.version, ...this.now(row) };
    delete now.values;
    if (part === "unit" && row.stored.values[now.unit] === now.value && row.stored.values[text])
      now.value = row.stored.values[text];
    now[part] = text;
    this.typed[key] = now;
    if (part === "unit") {
      this.lines.get(key).cells.value.value = now.value;
      this.others(row, text);
    }
    this.lines.get(key).line.classList.toggle("x-typed", this.differs(row, now));
  }

  later(rest) {
    clearTimeout(this.timer);
    this.keep();
    if (rest) this.timer = setTimeout(() => this.send(), rest);
    else this.send();
  }

  // Not while a pointer is down: what comes back moves the page, and a button pressed meanwhile
  // would no longer be under the hand that lets it go.
  send() {
    clearTimeout(this.timer);
    this.keep();
    this.waiting = this.held;
    if (this.held) return;
    const told = JSON.stringify(this.typed);
    if (told === this.told) return;
    this.told = told;
    for (const number of this.sent.keys()) if (number < this.data.heard) this.sent.delete(number);
    const number = Math.max(this.number, this.data.heard) + 1;
    const rows = JSON.parse(told);
    this.sent.set((this.number = number), rows);
    this.tell("typed", { number, resets: this.data.resets, rows });
  }

  kept() {
    try {
      return JSON.parse(localStorage.getItem(STORE + this.data.name)) ?? {};
    } catch {
      return {};
    }
  }

  // Storage may be full, or forbidden: then the session alone keeps it.
  keep() {
    try {
      const differ = Object.entries(this.typed).filter(([key, now]) => {
        const row = this.row(key);
        return !row || this.differs(row, now);
      });
      const name = STORE + this.data.name;
      if (differ.length) localStorage.setItem(name, JSON.stringify(Object.fromEntries(differ)));
      else localStorage.removeItem(name);
    } catch {
      return;
    }
  }

  key(event) {
    const at = this.place(event.target);
    if (!at || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape" && !this.data.locked) {
      const row = this.row(at.key);
      delete this.typed[at.key];
      this.fill({ ...row, told: [], clash: "" });
      this.later(0);
      return;
    }
    const select = at.part === "unit";
    const down = event.key === "Enter" && !event.shiftKey || event.key === "ArrowDown" && !select;
    const up = event.key === "Enter" && event.shiftKey || event.key === "ArrowUp" && !select;
    if (!down && !up) return;
    event.preventDefault();
    const next = this.input(at.row + (down ? 1 : -1), at.part);
    next?.focus();
    next?.select?.();
  }

  // A block of a spreadsheet: into the cells from here on down and to the right; or, where its first
  // column names indicators, to their rows.
  paste(event) {
    const at = this.place(event.target);
    const text = event.clipboardData?.getData("text/plain") ?? "";
    const block = text.replace(/\r\n?/g, "\n").replace(/\n+$/, "").split("\n").map((l) => l.split("\t"));
    if (!at || this.data.locked || (block.length === 1 && block[0].length === 1)) return;
    event.preventDefault();
    const named = block.map((cells) => this.named(cells[0]));
    const byName = at.part === "value" && named.filter((n) => n >= 0).length * 2 > block.length;
    const first = byName ? 0 : PARTS.indexOf(at.part);
    let left = 0;
    block.forEach((cells, n) => {
      const row = this.data.rows[byName ? named[n] : at.row + n];
      if (!row) {
        left += cells.some((cell) => cell.trim()) ? 1 : 0;
        return;
      }
      this.putAll(row, byName ? cells.slice(1) : cells, first);
    });
    this.said.textContent = left ? this.data.words.too_many.replace("{n}", left) : "";
    this.draw();
    this.later(0);
  }

  // The unit first: a value is meant in the unit that stands beside it.
  putAll(row, cells, first) {
    const texts = cells.map((cell) => cell.trim()).slice(0, PARTS.length - first);
    const order = texts.map((text, n) => [PARTS[first + n], text]);
    order.sort(([one], [other]) => (other === "unit") - (one === "unit"));
    for (const [part, text] of order) if (part !== "unit" || text) this.put(row.key, part, text);
  }

  named(text) {
    const sought = bare(text);
    return sought ? this.data.rows.findIndex((row) => row.names.some((n) => bare(n) === sought)) : -1;
  }

  remove() {
    clearTimeout(this.timer);
    document.removeEventListener("pointerdown", this.pressed, true);
    for (const end of ENDS) document.removeEventListener(end, this.released, true);
    this.element.remove();
  }
}

export default function ({ parentElement, data, setStateValue }) {
  let grid = grids.get(parentElement);
  if (!grid) grids.set(parentElement, (grid = new Grid(parentElement)));
  grid.show(READ.decode(data), setStateValue);
  return () => {
    grids.delete(parentElement);
    grid.remove();
  };
}
