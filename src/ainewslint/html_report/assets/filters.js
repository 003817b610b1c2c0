// The line of filters above a list. Their state is in the address, so that it can be sent and gone back to.
class Filters {
  // fields: {key, kind: "search" | "text" | "checks" | "select", label, options: [[value, text, n]]};
  // a field without a kind has no control of its own: it is set by links and shown as a chip.
  constructor(host, view, fields, sorts, changed) {
    Object.assign(this, { view, fields, sorts, changed });
    this.state = {};
    this.controls = {};
    this.bar = h("form", { class: "filters", role: "search", onsubmit: (event) => event.preventDefault() });
    for (const field of fields) if (field.kind && field.kind !== "checks") this.bar.append(this.control(field));
    this.order = h("select", { onchange: () => this.set("sort", this.order.value) });
    for (const [key, label] of sorts) {
      for (const [sign, name] of [["", "sort.up"], ["-", "sort.down"]])
        this.order.append(h("option", { value: sign + key }, word(name, { column: label })));
    }
    if (sorts.length) this.bar.append(h("label", { class: "field field-sort" }, h("span", {}, word("sort")), this.order));
    this.count = h("p", { class: "count", role: "status", "aria-live": "polite" });
    this.chips = h("ul", { class: "chips" });
    this.line = h("div", { class: "count-line" }, this.count, fields.filter(({ kind }) => kind === "checks").map((field) => this.control(field)), this.chips);
    this.top = h("div", { class: "toolbar" }, this.bar, this.line);
    host.append(this.top);
  }

  control(field) {
    const { key, kind, label, options } = field;
    if (kind === "checks") {
      const boxes = options.map(([value, text, n]) => {
        const box = h("input", { type: "checkbox", value, checked: true });
        box.addEventListener("change", () => {
          const on = boxes.map(([one]) => one).filter((one) => one.checked);
          this.set(key, on.length === boxes.length ? "" : on.map((one) => one.value).join(",") || "none");
        });
        return [box, h("label", { class: "check" }, box, h("span", { class: `mark mark-${value}`, "aria-hidden": "true" }), text, h("span", { class: "n" }, NUMBERS.format(n)))];
      });
      this.controls[key] = (state) => {
        for (const [box] of boxes) box.checked = !state || state.split(",").includes(box.value);
      };
      return h("div", { class: "field-checks", role: "group", "aria-label": label }, boxes.map(([, one]) => one));
    }
    let input;
    if (kind === "select") {
      input = h("select", { name: key }, options.map(([value, text, n]) => h("option", { value }, n === undefined ? text : `${text}  (${NUMBERS.format(n)})`)));
      input.addEventListener("change", () => this.set(key, input.value));
    } else {
      input = h("input", { type: "search", name: key, placeholder: label, autocomplete: "off", spellcheck: "false" });
      input.addEventListener("input", () => this.set(key, input.value.trim(), true));
    }
    this.controls[key] = (state) => {
      if (document.activeElement !== input || kind === "select") input.value = state;
    };
    if (kind === "search") this.search = input;
    return h("label", { class: `field field-${key} kind-${kind}` }, h("span", { class: kind === "select" ? "" : "unseen" }, label), input);
  }

  // Take the state of an address.
  take(parameters) {
    this.state = Object.fromEntries([...parameters].filter(([, value]) => value));
    this.refresh();
  }

  set(key, value, typing = false) {
    if (value) this.state[key] = value;
    else delete this.state[key];
    clearTimeout(this.timer);
    // Browsers allow an address few changes a second.
    this.timer = setTimeout(() => this.remember(), typing ? 400 : 0);
    this.refresh();
  }

  remember() {
    const query = new URLSearchParams(this.state).toString();
    try {
      history.replaceState(null, "", `#${this.view}${query ? `?${query}` : ""}`);
    } catch {
      // A page without an address of its own (an inlined preview) works all the same.
    }
  }

  refresh() {
    for (const [key, show] of Object.entries(this.controls)) show(this.state[key] || "");
    this.order.value = this.state.sort || this.sorts.initial;
    const active = this.fields.filter(({ key }) => this.state[key]);
    this.chips.replaceChildren(
      ...active.filter((field) => !field.kind).map((field) => {
        const text = `${field.label}: ${this.state[field.key]}`;
        return h("li", {}, h("button", { type: "button", "aria-label": word("remove", { filter: text }), onclick: () => this.drop(field.key) }, text, h("span", { "aria-hidden": "true" }, " ×")));
      }),
      active.length ? h("li", {}, h("button", { type: "button", class: "clear", onclick: () => this.drop() }, word("clear"))) : "",
    );
    this.changed(this.state);
  }

  drop(key) {
    if (key) delete this.state[key];
    else this.state = this.state.sort ? { sort: this.state.sort } : {};
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    this.remember();
    this.refresh();
    this.search.focus();
  }

  sortBy(key) {
    const now = this.state.sort || this.sorts.initial;
    const falling = this.sorts.falling?.includes(key);
    const first = falling ? `-${key}` : key;
    const other = falling ? key : `-${key}`;
    this.set("sort", now === first ? other : first);
  }
}

// Which articles a state lets through, as a table of ones; null lets all through.
const articleFilter = (state) => {
  const { path, article, folder, tag, author, date } = state;
  if (!(path || article || folder || tag || author || date)) return null;
  const needle = (path || "").toLowerCase();
  const folderNumber = ARTICLES.folders.indexOf(folder);
  const tagNumber = ARTICLES.tagNames.indexOf(tag);
  const authorNumber = ARTICLES.authors.indexOf(author);
  return Uint8Array.from(ARTICLES.path, (one, i) =>
    Number(
      (!path || one.toLowerCase().includes(needle)) &&
        (!article || one === article) &&
        (!folder || ARTICLES.folder[i] === folderNumber) &&
        (!tag || ARTICLES.tags[i].includes(tagNumber)) &&
        (!author || ARTICLES.author[i] === authorNumber) &&
        (!date || ARTICLES.date[i].startsWith(date)),
    ),
  );
};

// Fields that only links set.
const articleFields = () =>
  [["article", "article"], ["tag", "tag"], ["author", "author"], ["date", "date"]].map(([key, name]) => ({ key, label: word(name) }));

const tally = (numbers, size) => {
  const counts = new Uint32Array(size);
  for (const number of numbers) if (number >= 0) counts[number]++;
  return counts;
};
