// A long list of which only the rows in view exist. Rows have one height; opened ones have a part below.
const LONGEST = 12_000_000; // pixels; beyond some 17 million a browser stops drawing
const MARGIN = 400; // pixels drawn above and below the window

class Grid {
  constructor(host, { label, columns, cells, detail, onSort }) {
    Object.assign(this, { host, columns, cells, detail, onSort });
    this.order = new Uint32Array(0);
    this.open = []; // {at, part, height}, by place
    this.drawn = new Map(); // place -> {row, part}
    this.active = 0;
    this.head = h("div", { class: "grid-head", role: "row", "aria-rowindex": "1" });
    this.body = h("div", { class: "grid-body", role: "rowgroup" });
    this.element = h(
      "div",
      { class: "grid", role: "treegrid", "aria-label": label, "aria-colcount": columns.length },
      h("div", { role: "rowgroup", class: "grid-top" }, this.head),
      this.body,
    );
    this.nothing = h("p", { class: "nothing", hidden: true }, word("nothing"));
    this.more = h("p", { class: "note", hidden: true });
    this.paper = h("div", { class: "paper" });
    host.append(this.element, this.nothing, this.more, this.paper);
    for (const column of columns) {
      const name = column.sortable
        ? h("button", { type: "button", onclick: () => this.onSort(column.key) }, column.label)
        : h("span", {}, column.label);
      this.head.append(h("div", { role: "columnheader", class: `cell-${column.key}`, "data-key": column.key }, name));
    }
    this.body.addEventListener("keydown", (event) => this.key(event));
    this.body.addEventListener("click", (event) => this.click(event));
    this.body.addEventListener("focusin", (event) => {
      const row = event.target.closest(".grid-row");
      if (row) this.activate(Number(row.dataset.at));
    });
    let waiting = false;
    const soon = () => {
      if (waiting) return;
      waiting = true;
      requestAnimationFrame(() => {
        waiting = false;
        this.draw();
      });
    };
    addEventListener("scroll", soon, { passive: true });
    addEventListener("resize", () => {
      this.measure();
      soon();
    });
    this.sizes = new ResizeObserver((entries) => {
      let changed = false;
      for (const { target } of entries) {
        const one = this.open.find(({ part }) => part === target);
        if (one && target.isConnected && one.height !== target.offsetHeight) {
          one.height = target.offsetHeight;
          changed = true;
        }
      }
      if (changed) this.place();
    });
    addEventListener("beforeprint", () => this.print());
    addEventListener("afterprint", () => this.paper.replaceChildren());
  }

  // Show rows by their numbers, from the top.
  show(order, sort, descending) {
    for (const cell of this.head.children) {
      if (!cell.querySelector("button")) continue;
      const state = cell.dataset.key !== sort ? "none" : descending ? "descending" : "ascending";
      cell.setAttribute("aria-sort", state);
    }
    this.order = order;
    this.close();
    this.active = 0;
    this.element.setAttribute("aria-rowcount", order.length + 1);
    this.element.hidden = !order.length;
    this.nothing.hidden = order.length > 0;
    this.measure();
    this.clear();
    this.draw();
  }

  measure() {
    this.height = parseFloat(getComputedStyle(this.element).getPropertyValue("--row")) || 60;
    this.count = Math.min(this.order.length, Math.floor(LONGEST / this.height));
    this.more.hidden = this.count === this.order.length;
    this.more.textContent = word("too_many", { n: NUMBERS.format(this.count) });
    for (const one of this.open) one.height = one.part.isConnected ? one.part.offsetHeight : one.height;
    this.place();
  }

  place() {
    this.body.style.height = `${this.offset(this.count)}px`;
    for (const [at, { row, part }] of this.drawn) {
      const top = this.offset(at);
      row.style.transform = `translateY(${top}px)`;
      if (part) part.style.transform = `translateY(${top + this.height}px)`;
    }
  }

  offset(at) {
    let top = at * this.height;
    for (const one of this.open) if (one.at < at) top += one.height;
    return top;
  }

  placeAt(y) {
    for (const one of this.open) {
      const below = (one.at + 1) * this.height;
      if (y < below) break;
      if (y < below + one.height) return one.at;
      y -= one.height;
    }
    return Math.max(0, Math.min(this.count - 1, Math.floor(y / this.height)));
  }

  clear() {
    for (const { row, part } of this.drawn.values()) {
      row.remove();
      part?.remove();
    }
    this.drawn.clear();
  }

  draw() {
    if (!this.element.offsetParent || !this.count) return;
    const top = this.body.getBoundingClientRect().top;
    const first = this.placeAt(-top - MARGIN);
    const last = this.placeAt(innerHeight - top + MARGIN);
    // The active row stays, wherever the reader scrolls: the focus must not get lost.
    for (const [at, { row, part }] of this.drawn) {
      if ((at >= first && at <= last) || at === this.active) continue;
      row.remove();
      part?.remove();
      this.drawn.delete(at);
    }
    const added = [];
    for (let at = first; at <= last; at++) if (!this.drawn.has(at)) added.push(...this.make(at));
    if (this.active < this.count && !this.drawn.has(this.active)) added.push(...this.make(this.active));
    if (!added.length) return;
    this.body.append(...added);
    this.place();
  }

  make(at) {
    const number = this.order[at];
    const one = this.open.find((other) => other.at === at);
    const row = h(
      "div",
      {
        class: "grid-row", role: "row", "data-at": at, "aria-rowindex": at + 2, "aria-level": "1",
        "aria-expanded": String(Boolean(one)), tabindex: at === this.active ? "0" : "-1",
      },
      this.cells(number).map((content, i) => h("div", { role: "gridcell", class: `cell-${this.columns[i].key}` }, content)),
    );
    this.drawn.set(at, { row, part: one?.part });
    return one ? [row, one.part] : [row];
  }

  activate(at) {
    if (at === this.active) return;
    this.drawn.get(this.active)?.row.setAttribute("tabindex", "-1");
    this.active = at;
    this.drawn.get(at)?.row.setAttribute("tabindex", "0");
  }

  focus(at) {
    at = Math.max(0, Math.min(this.count - 1, at));
    this.activate(at);
    if (!this.drawn.has(at)) {
      this.body.append(...this.make(at));
      this.place();
    }
    const { row } = this.drawn.get(at);
    row.focus({ preventScroll: true });
    row.scrollIntoView({ block: "nearest" });
  }

  toggle(at, wanted) {
    const index = this.open.findIndex((one) => one.at === at);
    if (wanted === (index >= 0)) return;
    const drawn = this.drawn.get(at);
    drawn.row.setAttribute("aria-expanded", String(index < 0));
    if (index >= 0) {
      this.sizes.unobserve(this.open[index].part);
      this.open[index].part.remove();
      this.open.splice(index, 1);
      drawn.part = undefined;
    } else {
      const cell = h("div", { role: "gridcell", "aria-colspan": this.columns.length, class: "detail" });
      cell.append(...this.detail(this.order[at]));
      const part = h("div", { class: "grid-part", role: "row", "aria-level": "2", "aria-rowindex": at + 2 }, cell);
      drawn.row.after(part);
      drawn.part = part;
      this.open.push({ at, part, height: part.offsetHeight });
      this.open.sort((a, b) => a.at - b.at);
      this.sizes.observe(part);
    }
    this.place();
    this.draw();
  }

  close() {
    for (const { part } of this.open) this.sizes.unobserve(part);
    this.open = [];
  }

  click(event) {
    const row = event.target.closest(".grid-row");
    if (!row || event.target.closest("a, button") || String(getSelection())) return;
    this.focus(Number(row.dataset.at));
    this.toggle(this.active);
  }

  key(event) {
    const part = event.target.closest(".grid-part");
    if (part) {
      const one = this.open.find((other) => other.part === part);
      if (event.key === "Escape" && one) {
        this.focus(one.at);
        this.toggle(one.at, false);
      }
      return;
    }
    if (!event.target.classList.contains("grid-row") || event.ctrlKey || event.metaKey || event.altKey) return;
    const page = Math.max(1, Math.floor(innerHeight / this.height) - 3);
    const moves = {
      ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -Infinity, End: Infinity,
    };
    const at = this.active;
    if (event.key in moves) this.focus(at + moves[event.key]);
    else if (event.key === "Enter" || event.key === " ") this.toggle(at);
    else if (event.key === "ArrowRight") this.toggle(at, true);
    else if (event.key === "ArrowLeft" || event.key === "Escape") this.toggle(at, false);
    else return;
    event.preventDefault();
  }

  // On paper nothing scrolls: the first rows of what is listed, as they stand.
  print() {
    if (!this.element.offsetParent) return;
    const n = Math.min(this.order.length, 500);
    const rows = Array.from(this.order.subarray(0, n), (number) =>
      h("div", { class: "paper-row" }, this.cells(number).map((content, i) => h("div", { class: `cell-${this.columns[i].key}` }, content))),
    );
    const cut = n < this.order.length;
    const note = word("printed", { n: NUMBERS.format(n), total: NUMBERS.format(this.order.length) });
    this.paper.replaceChildren(...rows, cut ? h("p", { class: "note" }, note) : "");
  }
}
