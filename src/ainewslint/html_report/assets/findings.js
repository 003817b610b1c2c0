// The list of findings.
const findingsView = (host) => {
  const data = island("findings");
  const details = later("details");
  const total = data.article.length;
  const searched = { messages: null, rules: null };
  const everything = Uint32Array.from({ length: total }, (_, i) => i);

  const keys = {
    severity: (i) => data.severity[i],
    rule: (i) => data.rule[i],
    message: (i) => data.message[i],
    article: (i) => data.article[i],
    fix: (i) => data.fix[i],
  };

  const fixWords = ["fix.none", "fix.display", "fix.unsafe", "fix.safe"];
  const place = (i) => `${ARTICLES.path[data.article[i]]}:${data.line[i]}:${data.column[i]}`;

  const cells = (i) => {
    const rule = data.rule[i];
    const article = data.article[i];
    return [
      [h("span", { class: "severity" }, mark(SEVERITIES[data.severity[i]]))],
      [h("span", { class: "code" }, data.code[rule]), h("span", { class: "rule-name" }, data.name[rule])],
      [h("span", { class: "clamp", title: data.messages[data.message[i]] }, data.messages[data.message[i]] ?? "")],
      [
        ARTICLES.title[article] ? h("span", { class: "name cut" }, ARTICLES.title[article]) : null,
        h("span", { class: "place cut" }, h("bdi", {}, ARTICLES.path[article]), h("span", { class: "line" }, `:${data.line[i]}`)),
      ],
      [data.fix[i] ? h("span", { class: `fix fix-${data.fix[i]}` }, word(fixWords[data.fix[i]])) : null],
    ];
  };

  const detail = (i) => {
    const more = details();
    const text = (key) => (more[key][i] < 0 ? "" : more.texts[more[key][i]]);
    const frame = text("frame");
    const rows = [];
    const add = (label, ...content) => rows.push(h("dt", {}, label), h("dd", {}, content));
    if (frame) {
      const [start, end] = [more.start[i], more.end[i]];
      add(
        word("source"),
        h("pre", { class: "frame" }, h("span", { class: "line-number", "aria-hidden": "true" }, data.line[i]),
          h("code", {}, visible(frame.slice(0, start)), h("mark", {}, visible(frame.slice(start, end))), visible(frame.slice(end)))),
      );
    }
    if (text("help")) add(word("help"), h("p", {}, text("help")));
    if (data.fix[i]) {
      const how = word(`${fixWords[data.fix[i]]}.how`).split("`");
      add(word(fixWords[data.fix[i]]), h("p", {}, text("fixTitle"), " ", h("span", { class: "faint" }, how.map((one, n) => (n % 2 ? h("code", {}, one) : one)))));
    }
    const related = more.related[i];
    if (related) {
      add(word("related"), h("ul", { class: "plain" }, related.map(([path, line, column, message]) => h("li", {}, message, " ", h("span", { class: "place" }, `${path}:${line}:${column}`)))));
    }
    const rule = data.rule[i];
    const copy = h("button", { type: "button", class: "quiet", hidden: !navigator.clipboard }, word("copy"));
    copy.addEventListener("click", async () => {
      await navigator.clipboard.writeText(place(i));
      copy.textContent = word("copied");
    });
    return [
      h("p", { class: "message" }, data.messages[data.message[i]] ?? ""),
      h("dl", { class: "facts" }, rows),
      h("p", { class: "foot" },
        link(data.url[rule], word("rule_page", { code: data.code[rule] })),
        h("a", { href: `#findings?${new URLSearchParams({ article: ARTICLES.path[data.article[i]] })}` }, articleName(data.article[i])),
        h("code", { class: "place" }, place(i) + (text("pointer") ? `  ${text("pointer")}` : "")),
        copy),
    ];
  };

  const filtered = (state) => {
    const articles = articleFilter(state);
    const severities = state.severity ? state.severity.split(",").map((one) => SEVERITIES.indexOf(one)) : null;
    const rule = state.rule ? data.code.indexOf(state.rule) : -1;
    const fixes = { fixable: [2, 3], safe: [3], unsafe: [2], display: [1], none: [0] }[state.fix];
    const terms = (state.q || "").toLowerCase().split(/\s+/).filter(Boolean).map((term) => {
      searched.messages ??= lowered(data.messages);
      searched.rules ??= lowered(data.code.map((code, i) => `${code} ${data.name[i]}`));
      return [matches(searched.messages, term), matches(searched.rules, term), matches(articleTexts(), term)];
    });
    if (!(articles || severities || state.rule || fixes || terms.length)) return everything;
    const found = new Uint32Array(total);
    let n = 0;
    rows: for (let i = 0; i < total; i++) {
      if (severities && !severities.includes(data.severity[i])) continue;
      if (state.rule && data.rule[i] !== rule) continue;
      if (articles && !articles[data.article[i]]) continue;
      if (fixes && !fixes.includes(data.fix[i])) continue;
      for (const [messages, rules, paths] of terms)
        if (!(messages[data.message[i]] || rules[data.rule[i]] || paths[data.article[i]])) continue rows;
      found[n++] = i;
    }
    return found.slice(0, n);
  };

  const bySeverity = tally(data.severity, 4);
  const byRule = tally(data.rule, data.code.length);
  const byFolder = tally(data.article.map((article) => ARTICLES.folder[article]), ARTICLES.folders.length);
  const byFix = tally(data.fix, 4);
  const fields = [
    { key: "q", kind: "search", label: word("search") },
    { key: "severity", kind: "checks", label: word("severity"), options: [3, 2, 1].map((n) => [SEVERITIES[n], word(`${SEVERITIES[n]}s`), bySeverity[n]]) },
    { key: "rule", kind: "select", label: word("rule"), options: [["", word("any_rule")], ...data.code.map((code, i) => [code, `${code} ${data.name[i]}`, byRule[i]])] },
    { key: "folder", kind: "select", label: word("folder"), options: [["", word("any_folder")], ...ARTICLES.folders.map((folder, i) => [folder, folder, byFolder[i]]).filter((one) => one[2])] },
    { key: "fix", kind: "select", label: word("fix"), options: [["", word("any_fix")], ["fixable", word("fixable"), byFix[2] + byFix[3]], ["safe", word("fix.safe"), byFix[3]], ["unsafe", word("fix.unsafe"), byFix[2]], ["display", word("fix.display"), byFix[1]], ["none", word("fix.none"), byFix[0]]] },
    { key: "path", kind: "text", label: word("path") },
    ...articleFields(),
  ];
  const columns = [
    { key: "severity", label: word("severity"), sortable: true },
    { key: "rule", label: word("rule"), sortable: true },
    { key: "message", label: word("message"), sortable: true },
    { key: "article", label: word("article"), sortable: true },
    { key: "fix", label: word("fix"), sortable: true },
  ];
  return listView(host, { view: "findings", label: word("findings"), unit: "findings", total, fields, columns, cells, detail, filtered, keys, initial: "-severity", falling: ["severity", "fix"] });
};

// Filters above a grid, joined: what findings and claims have in common.
const listView = (host, { view, label, unit, total, fields, columns, cells, detail, filtered, keys, initial, falling }) => {
  const sorts = columns.filter((one) => one.sortable).map((one) => [one.key, one.label]);
  sorts.initial = initial;
  sorts.falling = falling;
  let grid;
  const changed = (state) => {
    if (!grid) return;
    const given = state.sort || initial;
    const descending = given.startsWith("-");
    const sort = descending ? given.slice(1) : given;
    const rows = filtered(state);
    const order = sort in keys ? ordered(rows, keys[sort], descending) : rows;
    grid.show(order, sort, descending);
    filters.count.textContent = rows.length === total ? counted(`n.${unit}`, total) : counted(`of.${unit}`, total, { shown: NUMBERS.format(rows.length) });
  };
  const filters = new Filters(host, view, fields, sorts, changed);
  host.append(h("p", { class: "keys note" }, word("keys")));
  grid = new Grid(host, { label, columns, cells, detail, onSort: (key) => filters.sortBy(key) });
  const stick = () => grid.element.style.setProperty("--stuck", `${matchMedia("(min-width: 60rem)").matches ? filters.top.offsetHeight : 0}px`);
  new ResizeObserver(stick).observe(filters.top);
  return { filters, grid, open: (parameters) => filters.take(parameters) };
};
