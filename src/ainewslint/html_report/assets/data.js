// The report's data, its words, and the making of elements. Articles' text only ever becomes text nodes.
const island = (name) => {
  const element = document.getElementById(`data-${name}`);
  if (!element) return null;
  const value = JSON.parse(element.textContent);
  element.remove();
  return value;
};
const later = (name) => {
  let value;
  return () => (value === undefined ? (value = island(name)) : value);
};

const WORDS = island("words");
const ARTICLES = island("articles");
const LANGUAGE = document.documentElement.lang;
const NUMBERS = new Intl.NumberFormat(LANGUAGE);
const SEVERITIES = ["", "info", "warning", "error"];

const word = (name, values = {}) =>
  WORDS[name].replace(/\{(\w+)\}/g, (whole, key) => (key in values ? values[key] : whole));
const counted = (name, n, values = {}) =>
  word(`${name}.${n === 1 ? "one" : "other"}`, { ...values, n: NUMBERS.format(n) });

const h = (tag, attributes = {}, ...children) => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
};

const mark = (severity) => [
  h("span", { class: `mark mark-${severity}`, "aria-hidden": "true" }),
  h("span", { class: "mark-word" }, word(severity)),
];

// A link that a browser may follow; anything else stays text.
const link = (url, text) =>
  /^https?:\/\//i.test(url) ? h("a", { href: url, rel: "noopener noreferrer" }, text) : h("span", {}, text);

// Characters that nobody sees, or that turn the line around, as their code points.
const UNSEEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ue000-\uf8ff\ufff9-\ufffb\u{e0000}-\u{e0fff}]/u;
const visible = (text) => {
  const nodes = [];
  let plain = "";
  for (const char of text) {
    if (!UNSEEN.test(char)) {
      plain += char;
      continue;
    }
    const code = char.codePointAt(0).toString(16).toUpperCase().padStart(4, "0");
    nodes.push(plain, h("span", { class: "unseen-char" }, `U+${code}`));
    plain = "";
  }
  return [...nodes, plain];
};

const articleName = (number) => ARTICLES.title[number] || ARTICLES.path[number].split("/").pop();
const lowered = (texts) => texts.map((text) => (text || "").toLowerCase());
// Searched text by article, made when somebody searches.
const articleTexts = (() => {
  let texts = null;
  return () => (texts ??= lowered(ARTICLES.path.map((path, i) => `${path}\n${ARTICLES.title[i]}`)));
})();

const matches = (texts, needle) => {
  const found = new Uint8Array(texts.length);
  for (let i = 0; i < texts.length; i++) if (texts[i].includes(needle)) found[i] = 1;
  return found;
};

// Row numbers in the order of a key; equal keys keep their order. Numbers only, so that sorting
// a hundred thousand rows takes a few milliseconds.
const ordered = (rows, key, descending) => {
  const total = rows.length;
  const keys = new Float64Array(total);
  let low = Infinity;
  let high = -Infinity;
  for (let i = 0; i < total; i++) {
    const value = key(rows[i]);
    if (value < low) low = value;
    if (value > high) high = value;
  }
  const integers = Number.isInteger(low) && Number.isInteger(high) && (high - low) * total < 2 ** 52;
  if (!integers) return rows.slice().sort((a, b) => (descending ? key(b) - key(a) : key(a) - key(b)) || a - b);
  for (let i = 0; i < total; i++) {
    const value = key(rows[i]);
    keys[i] = (descending ? high - value : value - low) * total + i;
  }
  keys.sort();
  const out = new Uint32Array(total);
  for (let i = 0; i < total; i++) out[i] = rows[keys[i] % total];
  return out;
};
