// Review: the events that a person should look at, those first for whom that is worth most; every decision by one key.

import { get, getSession, post } from "./api.js";
import { openBench } from "./bench.js";
import { openCorrection } from "./correct.js";
import { $, $$, debounce, fill, h } from "./dom.js";
import { count, formatDays, statusBadge, typeTag } from "./format.js";
import { bindKeys } from "./keys.js";
import { discloseWords } from "./quote.js";
import { askGrade, askOther } from "./reviewask.js";
import { drawRounds } from "./round.js";
import { announce, showEmpty, showError, showWaiting, start, toast } from "./shell.js";

const HEADS = { what: "What", who: "Who", whom: "To whom", when: "When", where: "Where", weapon: "With what", toll: "Toll" };
const DOUBTS = ["unsure reading", "single origin", "in dispute", "uncertain link", "denied"];
const main = $("#main");
const asked = new URLSearchParams(location.search);
let queue = { items: [], total: 0, decided: 0, unseen: 0 };
let at = 0;
let sheet = null;
let isEditor = false;
let isBusy = false;
let leave = null; // closes what stands in the place of the event: a correction, the bench
const decisions = []; // those of this sitting, the last last

start({ page: "review" });
bindKeys("Review", [
  ["j", "the next event", () => move(1), { also: ["ArrowDown"] }],
  ["k", "the one before", () => move(-1), { also: ["ArrowUp"] }],
  ["a", "accept it: told rightly", () => decide("accept")],
  ["x", "reject it: no event", () => decide("reject")],
  ["c", "correct a part of it", correct],
  ["m", "lay it beside another event, to make one of them", () => merge()],
  ["s", "lay its reports side by side, to part them", () => part()],
  ["g", "grade a source, A to F", grade],
  ["u", "undo the last decision", () => undo()],
  ["Enter", "open its page", () => current() && location.assign(`/event/${encodeURIComponent(current().row.id)}`)],
]);
getSession().then(
  (session) => {
    isEditor = session.role === "editor";
    begin(session);
  },
  (error) => showError(main, error),
);

function begin(session) {
  if (asked.has("round")) drawRounds(main, { session, id: asked.get("round") });
  else {
    drawFrame();
    load();
  }
}

const current = () => queue.items[at];

function drawFrame() {
  const later = debounce(load, 250);
  fill(
    main,
    h(
      "header",
      { class: "review-head" },
      h("h1", {}, "Review"),
      h("p", { class: "muted", id: "counts" }, ""),
      h(
        "form",
        { class: "row review-filter", onsubmit: (event) => (event.preventDefault(), load()), oninput: later },
        h("div", { class: "field" }, h("label", { for: "f-text" }, "Words"), h("input", { id: "f-text", type: "search", value: asked.get("text") ?? "", dataset: { focusFilter: "yes" } })),
        h("div", { class: "field" }, h("label", { for: "f-country" }, "Country"), h("input", { id: "f-country", maxlength: "3", size: "4", placeholder: "FIN", value: asked.get("country") ?? "" })),
        h("div", { class: "field" }, h("label", { for: "f-type" }, "Type"), h("input", { id: "f-type", size: "10", placeholder: "ASSAULT", value: asked.get("type") ?? "" })),
        h(
          "div",
          { class: "field" },
          h("label", { for: "f-doubt" }, "Doubt"),
          h("select", { id: "f-doubt" }, h("option", { value: "" }, "any"), DOUBTS.map((one) => h("option", { value: one, selected: one === asked.get("doubt") }, one))),
        ),
        h("label", { class: "row small check" }, h("input", { id: "f-decided", type: "checkbox", checked: asked.get("decided") === "true" }), "decided ones too"),
        h("a", { class: "button spread", href: "/review?round=" }, "Double coding"),
      ),
    ),
    h("div", { class: "review" }, h("nav", { class: "review-list", "aria-label": "Events that wait" }, h("ol", { class: "plain", id: "list" })), h("section", { id: "detail", class: "review-detail", "aria-label": "The event" })),
  );
}

function filters() {
  return { text: $("#f-text").value.trim(), country: $("#f-country").value.trim(), type: $("#f-type").value.trim(), doubt: $("#f-doubt").value, decided: $("#f-decided").checked };
}

async function load() {
  close();
  const wanted = asked.get("event");
  const url = new URL(location.href);
  for (const [name, value] of Object.entries(filters())) {
    if (value) url.searchParams.set(name, value);
    else url.searchParams.delete(name);
  }
  history.replaceState(null, "", url);
  try {
    queue = await get("/review", filters());
    if (wanted) {
      // An event that was asked for stands first, doubtful or not.
      const item = await get(`/review/item/${encodeURIComponent(wanted)}`);
      queue.items = [item, ...queue.items.filter((one) => one.row.id !== item.row.id)];
    }
    at = 0;
    drawList();
    await show();
  } catch (error) {
    showError($("#detail") ?? main, error, load);
  } finally {
    document.documentElement.dataset.ready = "yes";
  }
}

function drawList() {
  fill($("#counts"), [`${count(queue.items.length, "event")} to look at, of ${queue.total} that fit`, queue.decided ? `${queue.decided} decided` : "", queue.unseen ? `${queue.unseen} that weigh less are not looked at yet` : ""].filter(Boolean).join(" · "));
  fill(
    $("#list"),
    queue.items.map((item, n) =>
      h(
        "li",
        {},
        h(
          "button",
          { type: "button", class: "review-item", "aria-current": n === at ? "true" : null, onclick: () => go(n) },
          h("span", { class: "row" }, typeTag(item.row.type, item.row.mode), h("span", { class: "num spread small", title: `doubt ${item.doubt.toFixed(2)} × weight ${item.weight.toFixed(2)}` }, item.priority.toFixed(2))),
          h("span", { class: "review-summary", dir: "auto" }, item.row.summary || "without a summary"),
          h("span", { class: "small muted" }, item.is_decided ? "decided" : item.doubts.map((one) => one.name).join(", ") || "nothing in doubt"),
        ),
      ),
    ),
  );
}

function move(by) {
  if (!queue.items.length) return false;
  return go(Math.max(0, Math.min(queue.items.length - 1, at + by)));
}

function go(n) {
  at = n;
  close();
  $$(".review-item").forEach((node, which) => {
    if (which === n) {
      node.setAttribute("aria-current", "true");
      node.scrollIntoView({ block: "nearest" });
    } else node.removeAttribute("aria-current");
  });
  return show();
}

async function show() {
  const item = current();
  const node = $("#detail");
  if (!item) {
    sheet = null;
    showEmpty(node, "Nothing waits", "Every event that fits was decided on, or nothing fits. Widen the filter, or add a document.", h("a", { class: "button", href: "/add" }, "Add"), h("a", { class: "button", href: "/explore" }, "Explore"));
    return;
  }
  if (!$(".review-title", node)) showWaiting(node, 6);
  try {
    const found = await get(`/events/${encodeURIComponent(item.row.id)}/sheet`);
    if (current() !== item) return;
    sheet = found;
    draw(node, item);
    announce(`${at + 1} of ${queue.items.length}: ${item.row.summary}`);
  } catch (error) {
    showError(node, error, show);
  }
}

function draw(node, item) {
  const { page } = sheet;
  const context = { reports: page.reports, event: page.id, asOf: "" };
  fill(
    node,
    h(
      "header",
      { class: "review-event" },
      h("p", { class: "row" }, typeTag(page.type, page.mode), statusBadge(page.status, page.why), h("span", { class: "muted small" }, `${count(page.reports.length, "report")}, ${count(page.origins, "origin")} · ${formatDays(item.row.when?.earliest, item.row.when?.latest)}`)),
      h("h2", { class: "review-title", dir: "auto" }, page.title || "An event without a summary"),
      page.is_rejected ? h("p", { class: "note", dataset: { kind: "warning" } }, "A person rejected this.") : null,
      h("ul", { class: "plain small doubts" }, item.doubts.map((one) => h("li", {}, h("strong", {}, one.name), `: ${one.why}`))),
      actions(item),
    ),
    h("div", { class: "review-cells" }, sheet.cells.map((cell) => drawCell(cell, context))),
    item.links.length
      ? h(
          "section",
          { class: "part" },
          h("h3", {}, "Could be one event, or two"),
          h(
            "ul",
            { class: "plain" },
            item.links.map((link) =>
              h(
                "li",
                {},
                h("button", { class: "button small", type: "button", onclick: () => (link.event === page.id ? part() : merge(link.event)) }, link.event === page.id ? "Reports side by side" : "Side by side"),
                ` ${link.score.toFixed(2)} of 1: `,
                h("span", { class: "small muted" }, link.because.slice(0, 3).map((one) => `${one.field} ${one.weight > 0 ? "for" : "against"}`).join(", ")),
              ),
            ),
          ),
        )
      : null,
    h(
      "section",
      { class: "part" },
      h("h3", {}, "Reports"),
      h("ol", { class: "plain" }, page.reports.map((one) => h("li", {}, h("span", { class: "report-number" }, `[${one.number}] `), h("a", { href: `/document/${encodeURIComponent(one.document)}?event=${encodeURIComponent(page.id)}`, dir: "auto" }, one.title || one.summary || "without a title"), h("span", { class: "muted small" }, " ", h("bdi", {}, one.publisher ?? "")), ` `, h("span", { class: "muted small" }, `read with confidence ${one.confidence.toFixed(2)}`)))),
    ),
  );
}

function actions(item) {
  if (!isEditor) return h("p", { class: "note" }, "You may look and not decide: that needs the role editor.");
  const one = (key, words, run, more = "") => h("button", { class: `button small ${more}`, type: "button", onclick: run }, words, " ", h("kbd", { "aria-hidden": "true" }, key));
  return h(
    "p",
    { class: "row review-actions" },
    one("a", "Accept", () => decide("accept"), "primary"),
    one("x", "Reject", () => decide("reject"), "danger"),
    one("c", "Correct", correct),
    one("m", "Merge", () => merge()),
    item.row.reports > 1 || sheet.page.reports.length > 1 ? one("s", "Split", () => part()) : null,
    one("g", "Grade", grade),
    one("u", "Undo", () => undo()),
  );
}

function drawCell(cell, context) {
  const head = HEADS[cell.name];
  return h(
    "article",
    { class: "card review-cell", dataset: { cell: cell.name }, "aria-label": head },
    h("h3", { class: "small" }, head),
    cell.values.length
      ? h(
          "ul",
          { class: "plain" },
          cell.values.slice(0, 4).map((value) =>
            h("li", {}, h("strong", { dir: "auto" }, value.text), value.corrected_by.length ? h("span", { class: "small muted" }, " corrected by ", h("bdi", {}, value.corrected_by.join(", "))) : null, discloseWords(value.words, context, `${head.toLowerCase()}: ${value.text}`)),
          ),
          cell.values.length > 4 ? h("li", { class: "small muted" }, `and ${cell.values.length - 4} more`) : null,
        )
      : h("p", { class: "small muted" }, cell.empty),
    cell.corrections.map((one) => h("p", { class: "small muted" }, `${one.slot} was read as `, one.before.length ? h("del", { dir: "auto" }, one.before.join("; ")) : "nothing")),
  );
}

// Decisions

async function decide(kind) {
  const item = current();
  if (!item || leave) return false;
  return send({ kind, event: item.row.id }, kind === "accept" ? "Accepted" : "Rejected", { done: true });
}

/** Records it; the next event comes where this one is `done`. */
async function send(body, words, { done = false } = {}) {
  if (isBusy || !isEditor) return false;
  const item = current();
  isBusy = true;
  try {
    const answer = await post("/judgements", body);
    decisions.push({ id: answer.judgement.id, item, at, done });
    if (done) {
      queue.items.splice(queue.items.indexOf(item), 1);
      queue.decided += 1;
      at = Math.min(at, Math.max(0, queue.items.length - 1));
    }
    close();
    drawList();
    toast(`${words}: ${cut(item.row.summary)}`, { action: ["Undo", () => undo(answer.judgement.id)] });
    await show();
  } finally {
    isBusy = false;
  }
}

async function undo(id = null) {
  const last = id ? decisions.find((one) => one.id === id) : decisions.at(-1);
  if (!last) {
    toast("There is no decision of this sitting to undo.");
    return;
  }
  try {
    await post("/judgements/undo", { id: last.id });
    decisions.splice(decisions.indexOf(last), 1);
    const item = await get(`/review/item/${encodeURIComponent(last.item.row.id)}`).catch(() => null);
    queue.items = queue.items.filter((one) => one.row.id !== last.item.row.id);
    if (item) queue.items.splice(Math.min(last.at, queue.items.length), 0, item);
    if (last.done) queue.decided -= 1;
    at = Math.max(0, Math.min(last.at, queue.items.length - 1));
    close();
    drawList();
    toast("It is taken back.");
    await show();
  } catch (error) {
    toast(error.message, { kind: "error", stay: 0 });
  }
}

function close() {
  leave?.();
  leave = null;
}

function back() {
  close();
  draw($("#detail"), current());
}

const failed = (error) => toast(error.message, { kind: "error", stay: 0 });

function correct() {
  if (!sheet || leave || !isEditor) return false;
  leave = openCorrection($("#detail"), { page: sheet.page, onSave: (body) => send({ kind: "correct", event: sheet.page.id, ...body }, "Corrected"), onLeave: back });
  return true;
}

async function merge(other = "") {
  if (!sheet || leave || !isEditor) return false;
  const near = current().links.filter((one) => one.event && one.event !== sheet.page.id);
  const wanted = other || (near.length === 1 ? near[0].event : await askOther(sheet.page, near));
  if (wanted) lay(wanted);
  return true;
}

function part() {
  if (!sheet || leave || !isEditor) return false;
  if (sheet.page.reports.length < 2) {
    toast("One report alone tells it: there is nothing to part.");
    return true;
  }
  lay("");
  return true;
}

function lay(right) {
  const left = sheet.page.id;
  leave = openBench($("#detail"), {
    left,
    right,
    onLeave: back,
    onMerge: (reason) => send({ kind: "merge", events: [left, right], reason }, "Made one").then(load).catch(failed),
    onSplit: (reports, reason) => send({ kind: "split", event: left, reports, reason }, "Parted").then(load).catch(failed),
  });
}

async function grade() {
  if (!sheet || leave || !isEditor) return false;
  const given = await askGrade(sheet.page);
  if (given) await send({ kind: "grade", ...given }, `${given.source} is graded ${given.grade}`).catch(failed);
  return true;
}

addEventListener("unhandledrejection", (event) => {
  if (event.reason?.name !== "ApiError") return;
  event.preventDefault();
  failed(event.reason);
});

function cut(words) {
  const letters = [...(words || "an event")];
  return letters.length > 60 ? `${letters.slice(0, 59).join("")}…` : letters.join("");
}
