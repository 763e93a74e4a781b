// What every page of the workbench stands in: header, navigation, theme, keys, messages.
//
// How a page uses it (page.html, page.js):
//
//   <!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
//   <title>Event · dateline</title><link rel="icon" href="/static/icon.svg"><script src="/static/theme.js"></script>
//   <link rel="stylesheet" href="/static/shell.css"><link rel="stylesheet" href="/static/event.css">
//   <script type="module" src="/static/event.js"></script></head>
//   <body><header id="shell"></header><main id="main" tabindex="-1"><noscript class="noscript">…</noscript></main></body></html>
//
//   import { start, toast, announce, showEmpty, showError } from "./shell.js";
//   import { $, fill, h } from "./dom.js";           // h("p", {class: "x"}, words): never innerHTML
//   import { get, post, stream } from "./api.js";    // ApiError.message is a sentence that may be shown
//   import { formatDays, statusBadge, typeTag } from "./format.js";
//   import { bindKeys } from "./keys.js";
//   start({ page: "event" });                        // draws the header; "" where no entry of the navigation is current
//   try { fill($("#main"), draw(await get("/events/…"))); } catch (error) { showError($("#main"), error); }
//
// What `/` focuses carries data-focus-filter. Lists that j, k and Enter walk: walkList() below.

import { getSession } from "./api.js";
import { $, fill, h } from "./dom.js";
import { bindKeys, showKeys } from "./keys.js";

const PAGES = [
  ["now", "/", "Now", "1"],
  ["explore", "/explore", "Explore", "2"],
  ["story", "/story", "Story", "3"],
  ["review", "/review", "Review", "4"],
  ["add", "/add", "Add", "5"],
];

/** Draws the header of the page; `page` names the entry of the navigation that is current. */
export function start({ page = "" } = {}) {
  const header = $("#shell") ?? document.body.insertBefore(h("header", { id: "shell" }), document.body.firstChild);
  header.className = "shell";
  const who = h("span", { class: "shell-who", id: "shell-who" });
  fill(
    header,
    h("a", { class: "skip", href: "#main" }, "Skip to the content"),
    h("a", { class: "brand", href: "/", "aria-label": "dateline, to what is new" }, h("span", { class: "brand-mark", "aria-hidden": "true" }), "dateline"),
    h(
      "nav",
      { class: "shell-nav", "aria-label": "Pages" },
      PAGES.map(([name, path, words]) => h("a", { href: path, "aria-current": name === page ? "page" : null }, words)),
    ),
    h(
      "div",
      { class: "shell-tools" },
      who,
      h("button", { class: "button plain", type: "button", id: "theme", onclick: turnTheme }, ""),
      h("button", { class: "button plain", type: "button", onclick: showKeys, "aria-label": "Show the keys", title: "Keys (?)" }, "?"),
    ),
  );
  nameTheme();
  for (const [id, live] of [["live", "polite"], ["toasts", "polite"]]) {
    if (!document.getElementById(id)) {
      document.body.append(h("div", { id, class: id === "live" ? "hush" : "toasts", "aria-live": live, role: "status" }));
    }
  }
  bindKeys("Everywhere", [
    ["?", "these keys", showKeys],
    ["/", "to the filter", focusFilter],
    ["t", "light or dark", turnTheme],
    ...PAGES.map(([, path, words, key]) => [key, `to ${words}`, () => location.assign(path)]),
  ]);
  getSession().then(
    (session) => {
      who.textContent = [session.who, session.role].filter(Boolean).join(" · ");
      document.documentElement.dataset.role = session.role ?? "";
    },
    () => {
      who.textContent = "";
    },
  );
}

/** Says something to whoever hears the screen; nothing is shown. */
export function announce(words) {
  const live = $("#live");
  if (!live) return;
  live.textContent = "";
  requestAnimationFrame(() => {
    live.textContent = words;
  });
}

/** A message that goes away by itself; `action` is [words, run] for a button beside it. */
export function toast(words, { kind = "note", action = null, stay = 6000 } = {}) {
  const node = h(
    "div",
    { class: "toast", dataset: { kind } },
    h("span", {}, words),
    action ? h("button", { class: "button small", type: "button", onclick: () => (node.remove(), action[1]()) }, action[0]) : null,
    h("button", { class: "button small plain", type: "button", "aria-label": "Close", onclick: () => node.remove() }, "×"),
  );
  $("#toasts")?.append(node);
  if (stay) setTimeout(() => node.remove(), stay);
  return node;
}

/** What stands where there is nothing to show: what that means, and what can be done. */
export function showEmpty(node, title, words, ...actions) {
  return fill(node, h("div", { class: "empty" }, h("h2", {}, title), h("p", {}, words), actions.length ? h("p", { class: "row" }, actions) : null));
}

/** What stands where something failed: the server's sentence, and a way to try again. */
export function showError(node, error, again = () => location.reload()) {
  if (error.name === "AbortError") return node;
  announce(error.message);
  return fill(
    node,
    h(
      "div",
      { class: "empty", dataset: { kind: "error" } },
      h("h2", {}, error.status === 404 ? "Not found" : "This could not be shown"),
      h("p", { dir: "auto" }, error.message),
      h("p", { class: "row" }, h("button", { class: "button", type: "button", onclick: again }, "Try again")),
    ),
  );
}

/** Lines that stand for what is still on its way. */
export function showWaiting(node, lines = 4) {
  return fill(
    node,
    h("div", { class: "waiting", role: "status" }, h("span", { class: "hush" }, "Loading"), Array.from({ length: lines }, () => h("span", { class: "waiting-line" }))),
  );
}

/** j and k move through the links or rows that `list()` gives; Enter is the link's own. */
export function walkList(group, list) {
  const step = (by) => () => {
    const items = list();
    if (!items.length) return false;
    const now = items.findIndex((item) => item === document.activeElement || item.contains(document.activeElement));
    const next = items[Math.max(0, Math.min(items.length - 1, now < 0 ? (by > 0 ? 0 : items.length - 1) : now + by))];
    next.focus();
    next.scrollIntoView({ block: "nearest" });
    return true;
  };
  return bindKeys(group, [
    ["j", "next", step(1)],
    ["k", "the one before", step(-1)],
  ]);
}

function focusFilter() {
  const field = $("[data-focus-filter]");
  if (!field) return false;
  field.closest("details")?.setAttribute("open", "");
  field.focus();
  field.select?.();
  return true;
}

function isDark() {
  const chosen = document.documentElement.dataset.theme;
  return chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
}

function turnTheme() {
  const next = isDark() ? "light" : "dark";
  document.documentElement.dataset.theme = next;
  try {
    localStorage.setItem("dateline-theme", next);
  } catch {
    // Where nothing can be kept, the choice lasts as long as the page.
  }
  nameTheme();
  dispatchEvent(new CustomEvent("dateline-theme"));
}

function nameTheme() {
  const button = $("#theme");
  const words = isDark() ? "Light" : "Dark";
  if (button) fill(button, words).setAttribute("aria-label", `Turn to ${words.toLowerCase()} colours`);
}
