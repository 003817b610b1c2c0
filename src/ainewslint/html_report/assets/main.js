// Which part is shown, and what belongs to the whole page.
const MAKERS = { findings: findingsView, claims: claimsView, duplicates: duplicatesView };
const views = new Map([...document.querySelectorAll(".view")].map((element) => [element.id.replace("view-", ""), { element }]));
const links = document.querySelectorAll("nav a[data-view]");

const show = () => {
  const [name, query = ""] = location.hash.slice(1).split("?");
  if (name === "main") return; // the skip link
  const chosen = views.has(name) ? name : "overview";
  for (const [one, { element }] of views) element.hidden = one !== chosen;
  for (const one of links) {
    if (one.dataset.view === chosen) one.setAttribute("aria-current", "page");
    else one.removeAttribute("aria-current");
  }
  const view = views.get(chosen);
  if (chosen in MAKERS) view.made ??= MAKERS[chosen](view.element.querySelector(".list") || view.element);
  scrollTo(0, 0);
  view.made?.open(new URLSearchParams(query));
};

document.documentElement.classList.add("js");
addEventListener("hashchange", show);
addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest?.("input, select, textarea")) return;
  const made = [...views.values()].find(({ element }) => !element.hidden)?.made;
  const search = made?.filters.search;
  if (!search) return;
  event.preventDefault();
  search.focus();
  search.select();
});

// The colours: the system's, or the reader's choice, kept where the browser lets us.
const theme = document.getElementById("theme");
const paint = (choice) => {
  if (choice) document.documentElement.dataset.theme = choice;
  else delete document.documentElement.dataset.theme;
};
const kept = (choice) => {
  try {
    if (choice === undefined) return localStorage.getItem("ainewslint-colours") || "";
    localStorage.setItem("ainewslint-colours", choice);
  } catch {
    // Storage may be switched off; the choice then holds for this visit.
  }
  return choice || "";
};
theme.value = kept();
paint(theme.value);
theme.addEventListener("change", () => paint(kept(theme.value)));
theme.closest("label").hidden = false;

show();
