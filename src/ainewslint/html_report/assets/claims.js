// The claim ledger.
const claimsView = (host) => {
  const data = island("claims");
  const total = data.article.length;
  const grades = ["none", "section", "attribution", "citation", "link"];
  const text = (key, i) => (data[key][i] < 0 ? "" : data[`${key}Texts`][data[key][i]]);
  const gradeOf = data.source.map((_, i) => grades.indexOf(text("source", i)));
  const measureOf = (i) => [text("benchmark", i), text("variant", i), text("metric", i)].filter(Boolean).join(" · ");
  const everything = Uint32Array.from({ length: total }, (_, i) => i);
  // What is not said comes last, in the order of names.
  const named = (key) => (i) => (data[key][i] < 0 ? data[`${key}Texts`].length : data[key][i]);
  const keys = {
    value: (i) => data.high[i] ?? data.number[i],
    subject: named("subject"),
    measure: (i) => (data.benchmark[i] < 0 ? data.benchmarkTexts.length + named("metric")(i) : data.benchmark[i]),
    grade: (i) => gradeOf[i],
    article: (i) => data.article[i],
  };
  let searched = null;
  const told = ["value", "subject", "benchmark", "variant", "metric", "sentence", "source_text"];
  const searchTexts = () => (searched ??= lowered(Array.from(everything, (i) => told.map((key) => text(key, i)).join(" "))));

  const gradeCell = (i) => {
    const grade = text("source", i);
    return [h("span", { class: `grade grade-${grade}`, "aria-hidden": "true" }), h("span", {}, word(`grade.${grade}`)), data.vague[i] ? h("span", { class: "faint" }, ` (${word("vague")})`) : null];
  };
  const cells = (i) => {
    const article = data.article[i];
    return [
      [h("span", { class: "value" }, text("value", i)), text("from", i) ? h("span", { class: "place" }, word("from", { value: text("from", i) })) : null],
      [h("span", { class: "clamp" }, text("subject", i) || "–")],
      [h("span", { class: "clamp" }, measureOf(i) || "–")],
      gradeCell(i),
      [
        ARTICLES.title[article] ? h("span", { class: "name cut" }, ARTICLES.title[article]) : null,
        h("span", { class: "place cut" }, h("bdi", {}, ARTICLES.path[article]), h("span", { class: "line" }, `:${data.line[i]}`)),
      ],
    ];
  };
  const detail = (i) => {
    const sentence = text("sentence", i);
    const value = text("value", i);
    const at = sentence.indexOf(value);
    const rows = [];
    const add = (label, ...content) => rows.push(h("dt", {}, label), h("dd", {}, content));
    const quoted = at < 0 ? visible(sentence) : [visible(sentence.slice(0, at)), h("mark", {}, value), visible(sentence.slice(at + value.length))];
    if (text("baseline", i)) add(word("value"), `${value} ${word("against", { baseline: text("baseline", i) })}`);
    if (text("source_text", i) || text("source_url", i)) {
      const url = text("source_url", i);
      add(word("said_by"), text("source_text", i), " ", url ? link(url, url) : null);
    }
    if (text("date", i)) add(word("date"), text("date", i));
    const path = ARTICLES.path[data.article[i]];
    return [
      h("blockquote", {}, quoted),
      h("dl", { class: "facts" }, rows),
      h("p", { class: "foot" }, h("a", { href: `#findings?${new URLSearchParams({ article: path })}` }, articleName(data.article[i])), h("code", { class: "place" }, `${path}:${data.line[i]}`)),
    ];
  };
  const filtered = (state) => {
    const articles = articleFilter(state);
    const kind = state.kind ? data.kindTexts.indexOf(state.kind) : -1;
    const benchmark = state.benchmark ? data.benchmarkTexts.indexOf(state.benchmark) : -1;
    const grade = state.grade ? grades.indexOf(state.grade) : -1;
    const terms = (state.q || "").toLowerCase().split(/\s+/).filter(Boolean).map((term) => [matches(searchTexts(), term), matches(articleTexts(), term)]);
    return everything.filter(
      (i) =>
        (!articles || articles[data.article[i]]) &&
        (!state.kind || data.kind[i] === kind) &&
        (!state.benchmark || data.benchmark[i] === benchmark) &&
        (!state.grade || gradeOf[i] === grade) &&
        terms.every(([claims, paths]) => claims[i] || paths[data.article[i]]),
    );
  };
  const byGrade = tally(gradeOf, grades.length);
  const byKind = tally(data.kind, data.kindTexts.length);
  const byBenchmark = tally(data.benchmark, data.benchmarkTexts.length);
  const fields = [
    { key: "q", kind: "search", label: word("claims.search") },
    { key: "grade", kind: "select", label: word("grade"), options: [["", word("any_grade")], ...grades.map((grade, i) => [grade, word(`grade.${grade}`), byGrade[i]])] },
    { key: "kind", kind: "select", label: word("kind"), options: [["", word("any_kind")], ...data.kindTexts.map((kind, i) => [kind, WORDS[`kind.${kind}`] || kind, byKind[i]])] },
    { key: "benchmark", kind: "select", label: word("benchmark"), options: [["", word("any_benchmark")], ...data.benchmarkTexts.map((name, i) => [name, name, byBenchmark[i]])] },
    { key: "path", kind: "text", label: word("path") },
    ...articleFields(),
  ];
  const columns = ["value", "subject", "measure", "grade", "article"].map((key) => ({ key, label: word(key), sortable: true }));
  return listView(host, { view: "claims", label: word("claims"), unit: "claims", total, fields, columns, cells, detail, filtered, keys, initial: "grade", falling: ["value"] });
};
