// The page of one event: what is known of it, by whom, in which words, since when, and what a person may decide about it.

import { get, stream } from "./api.js";
import { $, $$, debounce, fill, h } from "./dom.js";
import { count, formatDay, formatMoment, sign, statusBadge, typeTag } from "./format.js";
import { drawGrade, drawJudging, drawUndo } from "./judge.js";
import { bindKeys } from "./keys.js";
import { drawMatrix, sideName } from "./matrix.js";
import { discloseWords, quote } from "./quote.js";
import { drawRelays } from "./relay.js";
import { drawRibbon } from "./ribbon.js";
import { announce, showError, showWaiting, start, toast, walkList } from "./shell.js";
import { drawToll } from "./toll.js";

const HEADS = { what: "What", who: "Who", whom: "To whom", when: "When", where: "Where", weapon: "With what", toll: "Toll" };
const CREDIBILITY = { 1: "confirmed by others", 2: "probably true", 3: "possibly true", 4: "doubtful", 5: "improbable", 6: "cannot be judged" };
const SHOWN = 5; // values of a part that are shown before the rest is asked for
const id = decodeURIComponent(location.pathname.split("/")[2] ?? "");
const main = $("#main");
let asOf = new URLSearchParams(location.search).get("as_of") ?? "";
let shown = "";
let ribbonControl = null;
let asking = null;

start({ page: "" });
showWaiting(main, 8);
load({ first: true });
const refresh = debounce(lookAgain, 1500);
stream(() => refresh());
bindKeys("This event", [
  ["e", "open or close all words", toggleAll],
  ["[", "an earlier version", () => ribbonControl?.step(-1)],
  ["]", "a later version", () => ribbonControl?.step(1)],
  ["m", "to the matrix of claims", () => goTo("matrix")],
]);
walkList("This event", () => $$("#main [data-walk], #main .cell summary").filter((node) => node.offsetParent !== null));

async function load({ first = false } = {}) {
  asking?.abort();
  asking = new AbortController();
  try {
    const sheet = await get(`/events/${encodeURIComponent(id)}/sheet`, { as_of: asOf }, { signal: asking.signal });
    shown = JSON.stringify(sheet);
    if (first || !$("#known")) drawPage(sheet);
    else {
      drawKnown(sheet);
      announce(asOf ? `Shown as known at ${formatMoment(asOf)}` : "Shown as known now");
    }
    if (first) await loadRibbon(sheet.page.id);
    if (first && location.hash) document.getElementById(location.hash.slice(1))?.scrollIntoView();
  } catch (error) {
    showError(main, error);
  } finally {
    document.documentElement.dataset.ready = "yes";
  }
}

async function loadRibbon(event) {
  const node = $("#ribbon-body");
  if (!node) return;
  try {
    const ribbon = await get(`/events/${encodeURIComponent(event)}/ribbon`);
    ribbonControl = drawRibbon(node, ribbon, { asOf, onPick: pickVersion });
  } catch (error) {
    showError(node, error, () => loadRibbon(event));
  }
}

const loadLater = debounce(() => load(), 120);

function pickVersion(moment) {
  asOf = moment;
  const url = new URL(location.href);
  if (moment) url.searchParams.set("as_of", moment);
  else url.searchParams.delete("as_of");
  history.replaceState(null, "", url);
  loadLater();
}

async function lookAgain() {
  if (asOf || document.hidden) return;
  try {
    const sheet = await get(`/events/${encodeURIComponent(id)}/sheet`);
    if (JSON.stringify(sheet) !== shown) toast("What is known of this event has changed.", { action: ["Show", () => load({ first: true })], stay: 0 });
  } catch {
    // The next line of the log asks again.
  }
}

function drawPage(sheet) {
  fill(
    main,
    h("div", { id: "known-head" }),
    section("ribbon", "When it became known", h("div", { id: "ribbon-body" }, h("p", { class: "muted" }, "Loading"))),
    h("div", { id: "known" }),
  );
  drawKnown(sheet);
}

/** What depends on the version that is shown; the ribbon stays as it is. */
function drawKnown(sheet) {
  const { page } = sheet;
  const context = { reports: page.reports, event: page.id, asOf };
  const grade = (row) => drawGrade(row, { again: reload });
  document.title = `${cutTitle(page.title)} · dateline`;
  drawHead(sheet);
  fill(
    $("#known"),
    section("said", "What is said", h("div", { class: "cells" }, sheet.cells.map((cell) => drawCell(cell, page, context)))),
    section("matrix", "Who says what", drawMatrix(sheet.matrix, context, grade)),
    page.disputes.length ? section("disputes", "In dispute", drawDisputes(page, sheet)) : null,
    sheet.tolls.length ? section("tolls", "How the toll was told", h("div", { class: "tolls" }, sheet.tolls.map((one) => drawToll(one, context)))) : null,
    section("relays", "Where it comes from", drawRelays(sheet.relays, context, grade)),
    page.others.length ? section("others", "Also said", drawOthers(page.others)) : null,
    section("reports", `Reports (${page.reports.length})`, drawReports(page, sheet)),
    page.reports.length > 1 ? section("links", "Why its reports are taken for one event", drawLinks(page)) : null,
    section("judgements", "What people decided", drawJudgements(page)),
  );
}

function section(name, title, ...body) {
  return h("section", { class: "part", id: name, "aria-labelledby": `${name}-title` }, h("h2", { id: `${name}-title` }, title), body);
}

function drawHead(sheet) {
  const { page } = sheet;
  fill(
    $("#known-head"),
    asOf
      ? h(
          "p",
          { class: "note", dataset: { kind: "warning" } },
          "This is what was known at ",
          h("time", { datetime: asOf }, formatMoment(asOf)),
          ". ",
          h("button", { class: "button small", type: "button", onclick: () => ribbonControl?.step(1e6) }, "Show what is known now"),
        )
      : null,
    h(
      "header",
      { class: "event-head" },
      h("p", { class: "row" }, typeTag(page.type, page.mode), sheet.act ? h("span", { class: "muted small" }, sheet.act) : null, h("span", { class: "muted small mono" }, page.id)),
      h("h1", { dir: "auto" }, page.title || "An event without a summary"),
      h(
        "p",
        { class: "row event-standing" },
        statusBadge(page.status, page.why),
        h("span", { class: "standing" }, h("strong", {}, count(sheet.summary_reports, "report")), ", ", h("strong", {}, count(page.origins, "origin")), ` that claim${page.origins === 1 ? "s" : ""} to know`),
        h("span", { class: "standing" }, "credibility ", h("strong", {}, String(page.credibility)), ` of 6: ${CREDIBILITY[page.credibility] ?? "unknown"}`),
        page.disputes.length ? h("a", { href: "#disputes", class: "standing" }, `${count(page.disputes.length, "dispute")}`) : null,
      ),
      h("p", { class: "event-why", dir: "auto" }, sheet.derivation),
      page.is_rejected ? h("p", { class: "note", dataset: { kind: "warning" } }, "A person rejected this: it is no event, and lists and stories leave it out.") : null,
      page.is_dropped ? h("p", { class: "note", dataset: { kind: "warning" } }, "No present text of any document tells it any more.") : null,
      page.left_out ? h("p", { class: "note" }, `${count(page.left_out, "report")} more tell it and were not weighed: the first and the newest ${page.reports.length} are.`) : null,
      asOf ? null : drawJudging(page, { again: reload }),
    ),
    h(
      "nav",
      { class: "jumps small", "aria-label": "On this page" },
      [
        ["said", "What is said"], ["matrix", "Who says what"], page.disputes.length ? ["disputes", "In dispute"] : null,
        sheet.tolls.length ? ["tolls", "Toll"] : null, ["relays", "Where it comes from"], ["reports", "Reports"],
        page.reports.length > 1 ? ["links", "Why one event"] : null, ["judgements", "Decisions"],
      ]
        .filter(Boolean)
        .map(([name, words]) => h("a", { href: `#${name}` }, words)),
    ),
  );
}

function drawCell(cell, page, context) {
  const head = HEADS[cell.name];
  const values = cell.values.map((value) => drawValue(value, head, cell, page, context));
  return h(
    "article",
    { class: "cell card", dataset: cell.values.length ? { cell: cell.name } : { cell: cell.name, empty: "yes" }, "aria-label": head },
    h(
      "div",
      { class: "cell-head" },
      h("h3", {}, head),
      cell.values.length ? h("span", { class: "muted small" }, cell.origins ? count(cell.origins, "origin") : "no origin named") : null,
      cell.status ? h("span", { class: "spread" }, statusBadge(cell.status, cell.why)) : null,
    ),
    cell.values.length ? h("ul", { class: "plain values" }, values.slice(0, SHOWN)) : h("p", { class: "muted" }, cell.empty),
    values.length > SHOWN
      ? h("details", { class: "values-more" }, h("summary", {}, `${values.length - SHOWN} more`), h("ul", { class: "plain values" }, values.slice(SHOWN)))
      : null,
    cell.corrections.map((one) => drawCorrection(one, page)),
    cell.dissent.length
      ? h("p", { class: "small cell-dissent" }, sign("split"), " ", h("a", { href: "#disputes" }, `in dispute: ${cell.dissent.map((n) => disputeTitle(page.disputes[n - 1])).join("; ")}`))
      : null,
    cell.why && cell.values.length ? h("p", { class: "small muted cell-why", dir: "auto" }, cell.why) : null,
  );
}

function drawValue(value, head, cell, page, context) {
  const facts = [
    value.detail,
    value.reports.length > 1 ? count(value.reports.length, "report") : null,
    value.origins.length && cell.values.length > 1 ? count(value.origins.length, "origin") : null,
    sayGrades(value.grades),
  ].filter(Boolean);
  const text = value.party
    ? h("a", { href: `/actor?name=${encodeURIComponent(value.party)}`, class: "value-text", dir: "auto" }, value.text)
    : h("span", { class: "value-text", dir: "auto" }, value.text);
  return h(
    "li",
    {},
    text,
    value.corrected_by.length ? h("span", { class: "small tag" }, "corrected by ", h("bdi", {}, value.corrected_by.join(", "))) : null,
    facts.length ? h("span", { class: "small muted value-facts" }, facts.join(" · ")) : null,
    value.note ? h("span", { class: "small muted" }, value.note) : null,
    discloseWords(value.words, context, `${head.toLowerCase()}: ${value.text}`),
  );
}

/** What was read stays in sight beside what a person made of it. */
function drawCorrection(one, page) {
  const report = page.reports.find((other) => other.number === one.report);
  return h(
    "p",
    { class: "small muted cell-correction" },
    one.report === null ? null : [h("span", { class: "report-number" }, `[${one.report}]`), " "],
    report?.publisher ? [h("bdi", {}, report.publisher), ": "] : null,
    `${one.slot} was read as `,
    one.before.length ? h("del", { dir: "auto" }, one.before.join("; ")) : "nothing",
    "; ",
    h("bdi", {}, one.who),
    one.values.length ? [" says ", h("ins", { dir: "auto" }, one.values.join("; "))] : " says that the text does not tell it",
    one.reason ? [": ", quote(one.reason)] : ".",
  );
}

function sayGrades(grades) {
  const given = [...new Set(grades.filter((grade) => grade !== "F"))].sort();
  return given.length ? `source${given.length === 1 ? "" : "s"} graded ${given.join(", ")}` : "";
}

function disputeTitle(dispute) {
  const [slot, ...rest] = dispute.slot.split(": ");
  const names = { actor: "who", target: "whom", casualties: "toll", event: "that it happened" };
  const head = names[slot] ?? slot;
  return dispute.how === "denied" ? `${head}, said and denied` : rest.length ? `${head}, ${rest.join(": ")}` : head;
}

function drawDisputes(page, sheet) {
  const numbers = numberReports(page);
  const links = new Map(sheet.page.reports.map((report) => [report.number, report]));
  return h(
    "ol",
    { class: "disputes" },
    page.disputes.map((dispute, n) =>
      h(
        "li",
        { class: "card" },
        h("h3", {}, disputeTitle(dispute)),
        h(
          "ul",
          { class: "plain dispute-values" },
          dispute.values.map((value, which) => {
            const reports = [...new Set(value.accounts.map((ref) => numbers.get(refKey(ref))).filter(Boolean))];
            return h(
              "li",
              {},
              h("span", { class: "side" }, sign("split"), sideName({ dispute: n + 1, value: which })),
              h("strong", { dir: "auto" }, value.value),
              " ",
              reports.map((number) => [h("a", { class: "report-number", href: `#report-${number}` }, `[${number}]`, h("span", { class: "hush" }, ` ${links.get(number)?.publisher ?? "report"}`)), " "]),
              value.quotes.slice(0, 3).map((words) => quote(words)),
              value.quotes.length > 3 ? h("span", { class: "small muted" }, `and ${value.quotes.length - 3} more`) : null,
            );
          }),
        ),
      ),
    ),
  );
}

function drawOthers(others) {
  return h(
    "ul",
    { class: "plain others" },
    others.map((one) => h("li", {}, h("strong", { dir: "auto" }, one.slot), " ", statusBadge(one.status), " ", h("span", { class: "muted", dir: "auto" }, one.why))),
  );
}

function drawReports(page, sheet) {
  return [
    page.replaced ? h("p", { class: "small muted" }, `${count(page.replaced, "text")} of these documents told it and ${page.replaced === 1 ? "was" : "were"} since replaced; only the history of the toll counts them.`) : null,
    h(
      "div",
      { class: "scroll", tabindex: "0", role: "region", "aria-label": "Reports, may be scrolled" },
      h(
        "table",
        { class: "table reports" },
        h("caption", { class: "hush" }, "The reports that tell it"),
        h("thead", {}, h("tr", {}, ["", "Report", "Publisher", "Day", "Recorded", "Its own words for it"].map((head) => h("th", { scope: "col" }, head || h("span", { class: "hush" }, "Number"))))),
        h(
          "tbody",
          {},
          page.reports.map((report) =>
            h(
              "tr",
              { id: `report-${report.number}` },
              h("td", { class: "report-number" }, `[${report.number}]`),
              h("td", {}, h("a", { href: `/document/${encodeURIComponent(report.document)}?event=${encodeURIComponent(sheet.page.id)}`, dir: "auto", dataset: { walk: "yes" } }, report.title || report.summary || "without a title"), report.ground === "background" ? h("span", { class: "muted" }, " told as history") : null),
              h("td", {}, h("bdi", {}, report.publisher ?? "unknown")),
              h("td", {}, formatDay(report.published)),
              h("td", {}, formatMoment(report.recorded)),
              h("td", {}, h("span", { dir: "auto" }, report.summary), " ", h("span", { class: "muted" }, `coded with confidence ${report.confidence.toFixed(2)}`)),
            ),
          ),
        ),
      ),
    ),
  ];
}

/** The reasons are asked for when they are opened: of sixty reports they are thousands. */
function drawLinks(page) {
  const body = h("div", {}, h("p", { class: "muted" }, "Loading"));
  let asked = false;
  const ask = async () => {
    if (asked) return;
    asked = true;
    try {
      const { pairs } = await get(`/events/${encodeURIComponent(page.id)}/pairs`, { as_of: asOf });
      fill(body, pairs.length ? drawPairs(pairs) : h("p", { class: "muted" }, "No two of them were compared: a person joined them."));
    } catch (error) {
      asked = false;
      showError(body, error, ask);
    }
  };
  return h("details", { class: "pairs", ontoggle: ask }, h("summary", {}, "The pairs of reports that were compared, field by field"), body);
}

function drawPairs(pairs) {
  const name = (number) => (number === null ? "a replaced text" : `report ${number}`);
  const draw = (pair) => {
    const reasons = h("details", { ontoggle: () => reasons.childElementCount === 1 && reasons.append(drawReasons(pair)) }, h("summary", {}, `${name(pair.left)} and ${name(pair.right)}: ${Math.round(pair.score * 100)} % sure to be of one event`));
    return h("li", {}, reasons);
  };
  return [h("p", { class: "small muted" }, `${count(pairs.length, "pair")}, the surest first`), h("ul", { class: "plain" }, pairs.map(draw))];
}

function drawReasons(pair) {
  return h(
    "div",
    { class: "scroll", tabindex: "0", role: "region", "aria-label": "Reasons, may be scrolled" },
    h(
      "table",
      { class: "table" },
      h("thead", {}, h("tr", {}, ["Field", "One says", "The other says", "Speaks"].map((head) => h("th", { scope: "col" }, head)))),
      h(
        "tbody",
        {},
        pair.because.map((match) =>
          h(
            "tr",
            {},
            h("th", { scope: "row" }, match.field),
            h("td", { dir: "auto" }, match.left || h("span", { class: "muted" }, "nothing")),
            h("td", { dir: "auto" }, match.right || h("span", { class: "muted" }, "nothing")),
            h("td", {}, match.weight > 0 ? `for it, +${match.weight.toFixed(1)}` : match.weight < 0 ? `against it, −${Math.abs(match.weight).toFixed(1)}` : "neither"),
          ),
        ),
      ),
    ),
  );
}

function drawJudgements(page) {
  if (!page.judgements.length) return h("p", { class: "muted" }, "Nothing yet. A decision stands above every score, is kept with who, when and why, and can be undone.");
  return h(
    "ul",
    { class: "plain judgements" },
    [...page.judgements].reverse().map((one) =>
      h(
        "li",
        {},
        h("strong", {}, one.kind === "grade" ? `graded ${one.grade}: ` : one.kind),
        one.kind === "grade" ? h("bdi", {}, one.source) : one.slot ? ` ${one.slot}` : null,
        h("span", { class: "muted" }, " by ", h("bdi", {}, one.who), `, ${formatMoment(one.at)}`),
        one.reason ? quote(one.reason) : null,
        asOf ? null : drawUndo(one, { again: reload }),
      ),
    ),
  );
}

function reload() {
  return load({ first: true });
}

const refKey = (ref) => `${ref.revision}:${ref.start}:${ref.end}`;

function numberReports(page) {
  return new Map(page.reports.map((report) => [refKey(report.account), report.number]));
}

function cutTitle(title) {
  return title.length > 80 ? `${title.slice(0, 79)}…` : title;
}

function goTo(name) {
  const node = document.getElementById(name);
  node?.scrollIntoView();
  node?.querySelector("button, a, summary, [tabindex]")?.focus();
}

function toggleAll() {
  const all = $$("#known details.disclose");
  const open = all.some((one) => !one.open);
  for (const one of all) one.open = open;
  announce(open ? "All words are shown" : "The words are closed");
}
