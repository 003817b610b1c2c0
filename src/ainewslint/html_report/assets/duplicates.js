// Groups of articles that share their text, each read side by side.
const SHOWN_GROUPS = 100;

const duplicatesView = (host) => {
  const clusters = island("clusters");
  let shown = SHOWN_GROUPS;
  const kinds = ["exact", "near"].map((kind) => [kind, word(kind), clusters.filter((one) => one.kind === kind).length]);
  const fields = [
    { key: "q", kind: "search", label: word("duplicates.search") },
    { key: "kind", kind: "select", label: word("kind"), options: [["", word("any_kind")], ...kinds] },
  ];
  const percent = new Intl.NumberFormat(LANGUAGE, { style: "percent", maximumFractionDigits: 0 });
  const list = h("div", { class: "groups" });
  const more = h("button", { type: "button", class: "quiet", onclick: () => { shown += SHOWN_GROUPS; filters.refresh(); } });

  const who = (label, member) => h("header", {},
    h("span", { class: "kicker" }, label),
    h("b", { class: "name" }, articleName(member.article)),
    h("span", { class: "place" }, [ARTICLES.date[member.article], ARTICLES.path[member.article]].filter(Boolean).join("  ")));

  const side = (sign, texts, kind) =>
    h("div", { class: texts.length ? kind : "empty" }, texts.length && sign ? h("span", { class: "sign", role: "img", "aria-label": word("only_here") }, sign) : null, texts.map((text) => h("p", {}, visible(text))));

  const compared = (first, member) => {
    const rows = member.rows.flatMap(([shared, left, right]) =>
      shared ? [side("", left, "same"), side("", right ?? left, "same twice")] : [side("−", left, "left"), side("+", right ?? left, "right")]);
    return [
      h("div", { class: "sides heads" }, who(word("oldest"), first), who(word("copy_of"), member)),
      rows.length ? h("div", { class: "sides" }, rows) : h("p", { class: "note" }, word("no_excerpt")),
    ];
  };

  const open = (details, cluster) => {
    const [first, ...others] = cluster.members;
    const area = h("div", {});
    const choose = (number) => area.replaceChildren(...compared(first, others[number]));
    const parts = [];
    if (others.length > 1) {
      const select = h("select", { onchange: () => choose(Number(select.value)) }, others.map((one, i) => h("option", { value: i }, `${percent.format(one.similarity)}  ${ARTICLES.path[one.article]}`)));
      parts.push(h("label", { class: "field" }, h("span", {}, word("compare")), select));
    }
    if (cluster.more) parts.push(h("p", { class: "note" }, word("not_shown", { n: NUMBERS.format(cluster.more) })));
    details.append(...parts, h("p", { class: "note" }, word("shared")), area);
    if (others.length) choose(0);
  };

  const group = (cluster) => {
    const [first, ...others] = cluster.members;
    const least = Math.min(...others.map((one) => one.similarity));
    const details = h("details", { class: "group" },
      h("summary", {},
        h("span", { class: "name" }, articleName(first.article)),
        h("span", { class: "about" }, h("span", {}, word(cluster.kind)), cluster.kind === "near" ? h("span", {}, word("similar", { percent: percent.format(least) })) : null, h("span", { class: "n" }, counted("n.articles", cluster.members.length + cluster.more)), h("span", { class: "place cut" }, cluster.members.map((one) => ARTICLES.path[one.article]).join("   ")))));
    details.addEventListener("toggle", () => { if (details.open && details.children.length === 1) open(details, cluster); });
    return details;
  };

  const changed = (state) => {
    if (!list.isConnected) return;
    const needle = (state.q || "").toLowerCase();
    const found = clusters.filter((one) => (!state.kind || one.kind === state.kind) && (!needle || one.members.some((member) => articleTexts()[member.article].includes(needle))));
    list.replaceChildren(...found.slice(0, shown).map(group));
    more.hidden = found.length <= shown;
    more.textContent = word("show_more", { n: NUMBERS.format(Math.min(SHOWN_GROUPS, found.length - shown)) });
    filters.count.textContent = found.length === clusters.length ? counted("n.groups", found.length) : counted("of.groups", clusters.length, { shown: NUMBERS.format(found.length) });
  };
  const filters = new Filters(host, "duplicates", fields, Object.assign([], { initial: "" }), changed);
  host.append(list, more);
  return { filters, open: (parameters) => filters.take(parameters) };
};
