// The page of one document: its text with what each stretch fills, linked both ways with its events; how it was obtained, and
// what each of its revisions changed.

import { get } from "./api.js";
import { $, $$, fill, h } from "./dom.js";
import { count, formatDay, formatMoment, formatNumber, statusBadge, typeTag } from "./format.js";
import { bindKeys } from "./keys.js";
import { announce, showError, showWaiting, start } from "./shell.js";

// Each role with its word; the shortest mark it has in the text is this word, so that colour is never alone.
const ROLES = {
  trigger: "what", actor: "who", target: "whom", place: "where", time: "when", weapon: "weapon", toll: "toll", source: "source", claim: "claim",
};
const SEGMENTS = { date: "Date", dateline: "Dateline", heading: "Heading", caption: "Caption", byline: "Byline", post: "Post" };
const BLOCKS = new Set(["heading", "caption", "post"]);
const params = new URLSearchParams(location.search);
const id = decodeURIComponent(location.pathname.slice("/document/".length));
const main = $("#main");
const hidden = new Set();

let page = null;
let runs = []; // the elements of the text, in its order
let runsOf = new Map(); // span -> its elements
let chosen = 0; // the number of the event that is chosen, 0 for none
let span = null; // the span that is chosen

start({ page: "" });
showWaiting(main, 10);
load();

async function load() {
  try {
    page = await get(`/documents/${id.split("/").map(encodeURIComponent).join("/")}`, { revision: params.get("revision"), as_of: params.get("as_of") });
  } catch (error) {
    if (error.code === "deleted") drawTombstone(error);
    else showError(main, error);
    document.documentElement.dataset.ready = "yes";
    return;
  }
  draw();
  const wanted = params.get("event");
  const event = wanted ? page.text.events.find((one) => one.linked.startsWith(wanted)) : null;
  if (event) choose(event.number, { scroll: !params.get("at") });
  showPlace(params.get("at"));
  bindKeys("This document", [
    ["j", "the next event", () => choose(Math.min(page.text.events.length, chosen + 1))],
    ["k", "the event before", () => choose(Math.max(1, chosen - 1))],
    ["n", "the next marked words", () => step(1)],
    ["p", "the marked words before", () => step(-1)],
    ["Escape", "all events again", () => choose(0)],
  ]);
  document.documentElement.dataset.ready = "yes";
}

function draw() {
  const doc = page.document;
  const { events, spans } = page.text;
  document.title = `${doc.title || doc.name} · dateline`;
  const older = page.revision !== doc.revision;
  main.classList.add("wide");
  fill(
    main,
    h(
      "header",
      { class: "doc-head" },
      h("p", { class: "row small muted" }, "Document", h("span", { class: "mono" }, doc.id), doc.language ? h("span", {}, `language ${doc.language}`) : null),
      h("h1", { dir: "auto" }, doc.title || "A document without a title"),
      h(
        "p",
        { class: "row doc-facts" },
        h("strong", { dir: "auto" }, doc.publisher || "Publisher unknown"),
        doc.author ? h("span", {}, "by ", h("bdi", {}, doc.author)) : null,
        h("span", {}, formatDay(doc.published)),
        h("span", {}, `${count(events.length, "event")}, ${count(spans.length, "stretch", "stretches")} of evidence`),
      ),
      h("p", { class: "small doc-address" }, doc.url ? h("a", { href: doc.url, rel: "noreferrer noopener external", dir: "ltr" }, doc.url) : h("span", { class: "muted", dir: "auto" }, doc.name)),
      older ? h("p", { class: "note", dataset: { kind: "warning" } }, "This is an older text of the document. ", h("a", { href: `/document/${encodeURIComponent(doc.id)}` }, "Show the present one")) : null,
    ),
    h(
      "div",
      { class: "doc" },
      h(
        "section",
        { class: "doc-text-part", "aria-labelledby": "text-title" },
        h("h2", { id: "text-title", class: "hush" }, "The text"),
        drawLegend(),
        h("div", { class: "doc-text", id: "text", lang: doc.language || null }, drawText()),
      ),
      h(
        "aside",
        { class: "doc-side", "aria-label": "Events of this text" },
        h("div", { class: "doc-info card", id: "info", "aria-live": "polite" }, drawInfo()),
        h("h2", {}, "Events"),
        h("p", { class: "small muted" }, "Choose one to see its words; ", h("kbd", {}, "j"), " ", h("kbd", {}, "k"), " go through them, ", h("kbd", {}, "n"), " ", h("kbd", {}, "p"), " through its words."),
        events.length ? h("ol", { class: "plain doc-events" }, events.map(drawEvent)) : h("p", { class: "muted" }, "No event was read in this text."),
      ),
    ),
    h("div", { class: "doc-under" }, drawSegments(), drawIssues(), drawTexts()),
  );
}

// The text

function drawLegend() {
  const counts = new Map();
  for (const one of page.text.spans) counts.set(one.role, (counts.get(one.role) ?? 0) + 1);
  const toggles = Object.entries(ROLES).map(([role, words]) => {
    const number = counts.get(role) ?? 0;
    const button = h(
      "button",
      {
        type: "button", class: "legend-item", "aria-pressed": "true", disabled: number === 0, dataset: { role },
        onclick: () => {
          const off = !hidden.delete(role);
          if (off) hidden.add(role);
          button.setAttribute("aria-pressed", String(!off));
          paint();
        },
      },
      h("span", { class: "legend-mark", dataset: { role } }, words),
      h("span", { class: "muted" }, formatNumber(number)),
    );
    return button;
  });
  return h("div", { class: "legend small", role: "group", "aria-label": "What is marked in the text" }, toggles);
}

/** Runs, those of one segment in a box of their own. */
function drawText() {
  const { spans, segments } = page.text;
  runsOf = new Map(spans.map((one) => [one.number, []]));
  runs = [];
  const out = [];
  let box = null;
  for (const run of page.text.runs) {
    const node = h("span", { class: "run" }, run.text);
    const item = { node, text: run.text, spans: run.spans.map((number) => spans[number]) };
    runs.push(item);
    for (const number of run.spans) runsOf.get(number)?.push(item);
    if (item.spans.length) {
      node.dataset.on = "yes";
      node.tabIndex = -1;
      node.addEventListener("click", () => chooseRun(item));
    }
    if (run.segment === null) {
      box = null;
      out.push(node);
    } else {
      if (box?.number !== run.segment) {
        const segment = segments.find((one) => one.number === run.segment);
        const kind = segment?.kind ?? "";
        box = { number: run.segment, node: h("span", { class: BLOCKS.has(kind) ? "segment block" : "segment", dataset: { kind } }) };
        if (kind === "post") box.node.append(h("span", { class: "segment-label" }, sayPost(segment)));
        out.push(box.node);
      }
      box.node.append(node);
    }
  }
  queueMicrotask(paint);
  return out;
}

/** Marks each run by the shortest stretch on it that is not switched off; those of the chosen event stand out and have tags. */
function paint() {
  const tagged = new Set();
  for (const run of runs) {
    const visible = run.spans.filter((one) => !hidden.has(one.role));
    const own = chosen ? visible.filter((one) => one.event === chosen) : visible;
    const shown = (own.length ? own : visible).toSorted((a, b) => length(a) - length(b) || a.number - b.number)[0];
    const data = run.node.dataset;
    const set = (name, value) => (value ? (data[name] = value) : delete data[name]);
    set("role", shown?.role);
    set("own", chosen && own.length ? "yes" : "");
    set("dim", chosen && !own.length && visible.length ? "yes" : "");
    set("claim", (own.length ? own : visible).some((one) => one.role === "claim") ? "yes" : "");
    set("chosen", span && run.spans.includes(span) ? "yes" : "");
    // The tag stands before the first run of a stretch of the chosen event.
    const starts = chosen ? own.filter((one) => one.role !== "claim" && !tagged.has(one.number)) : [];
    for (const one of starts) tagged.add(one.number);
    set("tag", [...new Set(starts.map((one) => ROLES[one.role]))].join(" "));
  }
}

const length = (one) => one.end - one.start;

function chooseRun(run) {
  const visible = run.spans.filter((one) => !hidden.has(one.role)).toSorted((a, b) => length(a) - length(b));
  if (!visible.length) return;
  // Pressed again, the next stretch that lies here is told.
  const at = visible.indexOf(span);
  chooseSpan(visible[(at + 1) % visible.length], { scroll: false });
}

function chooseSpan(wanted, { scroll = true } = {}) {
  span = wanted;
  if (wanted) chosen = wanted.event;
  paint();
  markList();
  fill($("#info"), drawInfo());
  const first = wanted ? runsOf.get(wanted.number)?.[0]?.node : null;
  if (first && scroll) {
    first.focus({ preventScroll: true });
    first.scrollIntoView({ block: "center", behavior: "auto" });
  }
}

function choose(number, { scroll = true } = {}) {
  if (number > page.text.events.length) return;
  chosen = number;
  span = null;
  paint();
  markList();
  fill($("#info"), drawInfo());
  if (!number || !scroll) return;
  const first = page.text.spans.find((one) => one.event === number && one.role === "trigger") ?? page.text.spans.find((one) => one.event === number);
  if (first) runsOf.get(first.number)?.[0]?.node.scrollIntoView({ block: "center" });
  $(`[data-number="${number}"] button`)?.scrollIntoView({ block: "nearest" });
  announce(`Event ${number} of ${page.text.events.length}: ${page.text.events[number - 1].summary}`);
}

/** n and p: through the marked words of the chosen event, or of all. */
function step(by) {
  const list = page.text.spans
    .filter((one) => !hidden.has(one.role) && (!chosen || one.event === chosen))
    .toSorted((a, b) => a.start - b.start || a.end - b.end || a.number - b.number);
  if (!list.length) return;
  const at = span ? list.indexOf(span) : by > 0 ? -1 : list.length;
  const keep = chosen;
  chooseSpan(list[(at + by + list.length) % list.length]);
  if (!keep) {
    // Nobody chose an event: the words of all go on.
    chosen = 0;
    paint();
    markList();
  }
}

/** `at` of the address: "120-134", in code points. */
function showPlace(at) {
  const [from, to] = (at ?? "").split("-").map(Number);
  if (!Number.isFinite(from) || !Number.isFinite(to)) return;
  let offset = 0;
  let first = null;
  for (const run of runs) {
    const end = offset + [...run.text].length;
    if (offset < to && end > from) {
      run.node.classList.add("sought");
      first ??= run.node;
    }
    offset = end;
  }
  const exact = page.text.spans.filter((one) => one.start === from && one.end === to && (!chosen || one.event === chosen));
  if (exact.length) chooseSpan(exact[0], { scroll: false });
  first?.scrollIntoView({ block: "center" });
}

// The side

function drawEvent(event) {
  const row = page.rows.find((one) => one.id === event.linked);
  return h(
    "li",
    { class: "doc-event", dataset: { number: String(event.number) } },
    h(
      "button",
      { type: "button", class: "doc-event-button", "aria-pressed": "false", onclick: () => choose(chosen === event.number ? 0 : event.number) },
      h("span", { class: "row" }, typeTag(event.type, event.mode), row ? statusBadge(row.status, row.why) : null),
      h("span", { class: "doc-event-summary", dir: "auto" }, event.summary || event.act),
      h("span", { class: "small muted" }, [event.ground === "background" ? "as history" : "", row ? count(row.reports, "report") : "", `confidence ${event.confidence.toFixed(2)}`].filter(Boolean).join(" · ")),
    ),
    h("div", { class: "doc-event-cells", hidden: true }),
  );
}

/** The chosen event opens what it is made of; each part leads to its words. */
function markList() {
  for (const item of $$(".doc-event")) {
    const number = Number(item.dataset.number);
    const on = number === chosen;
    item.classList.toggle("on", on);
    $("button", item).setAttribute("aria-pressed", String(on));
    const cells = $(".doc-event-cells", item);
    cells.hidden = !on;
    if (on) fill(cells, drawParts(page.text.events[number - 1]));
  }
}

function drawParts(event) {
  const own = page.text.spans.filter((one) => one.event === event.number);
  const groups = Object.entries(ROLES)
    .map(([role, words]) => [words, own.filter((one) => one.role === role)])
    .filter(([, list]) => list.length);
  return [
    h(
      "dl",
      { class: "parts small" },
      groups.map(([words, list]) => [
        h("dt", {}, words),
        h("dd", {}, list.map((one) => h("button", { type: "button", class: "part-button", dir: "auto", "aria-pressed": String(one === span), onclick: () => chooseSpan(one) }, one.label.replace(/^[a-z]+: /, "")))),
      ]),
    ),
    event.linked
      ? h("p", { class: "small" }, h("a", { href: `/event/${encodeURIComponent(event.linked)}` }, "All that is known of this event"))
      : h("p", { class: "small muted" }, "It is linked to no event yet."),
  ];
}

function drawInfo() {
  if (!span) return h("p", { class: "small muted" }, chosen ? "Choose marked words to see what they fill." : "All events are marked. Choose an event, or marked words, to see what belongs together.");
  const same = page.text.spans.filter((one) => one.start < span.end && span.start < one.end && one !== span);
  const event = page.text.events[span.event - 1];
  const words = (runsOf.get(span.number) ?? []).map((run) => run.text).join("");
  return [
    h("p", { class: "info-role" }, h("span", { class: "legend-mark", dataset: { role: span.role } }, ROLES[span.role]), " ", h("strong", { dir: "auto" }, span.label.replace(/^[a-z]+: /, ""))),
    h("p", { class: "small info-words", dir: "auto" }, words.length > 240 ? `${words.slice(0, 240)}…` : words),
    h("p", { class: "small muted" }, `fills event ${span.event}: `, h("bdi", {}, event.summary), ` · characters ${formatNumber(span.start)} to ${formatNumber(span.end)}`),
    same.length
      ? h("details", { class: "small" }, h("summary", {}, `${count(same.length, "other stretch", "other stretches")} on these words`), h("ul", { class: "plain" }, same.slice(0, 30).map((one) => h("li", {}, h("button", { type: "button", class: "part-button", dir: "auto", onclick: () => chooseSpan(one, { scroll: false }) }, `event ${one.event}, ${one.label}`)))))
      : null,
  ];
}

// Under the text

function sayPost(segment) {
  const who = [segment.author, segment.handle ? `@${segment.handle.replace(/^@/, "")}` : null].filter(Boolean).join(" ");
  return `Post${who ? ` by ${who}` : ""}${segment.published ? `, ${formatDay(segment.published)}` : ""}: a source of its own`;
}

function drawSegments() {
  const { segments } = page.text;
  if (!segments.length) return null;
  return part(
    "Parts that are no plain prose",
    h(
      "ul",
      { class: "plain" },
      segments.map((one) =>
        h("li", {}, h("strong", {}, one.kind === "post" ? sayPost(one) : (SEGMENTS[one.kind] ?? one.kind)), " ", h("q", { class: "words-quote cut-2", dir: "auto" }, one.quote.trim())),
      ),
    ),
  );
}

function drawIssues() {
  if (!page.issues.length) return null;
  return part(
    "What could not be read or resolved",
    h("ul", { class: "plain" }, page.issues.map((one) => h("li", {}, h("strong", {}, one.severity), ` ${one.code}: `, h("bdi", {}, one.message), one.evidence ? [" ", h("q", { class: "words-quote", dir: "auto" }, one.evidence.quote)] : null))),
  );
}

function drawTexts() {
  const { steps } = page.history;
  return part(
    steps.length > 1 ? `Its ${steps.length} texts, and how each was obtained` : "How it was obtained",
    h("ol", { class: "plain texts" }, steps.map((step, n) => drawStep(step, n)).reverse()),
  );
}

function drawStep(step, n) {
  const { revision } = step;
  const shown = revision.id === page.revision;
  const present = revision.id === page.document.revision;
  return h(
    "li",
    { class: "card" },
    h(
      "p",
      { class: "row" },
      h("strong", {}, `Text ${n + 1}`),
      h("span", { class: "mono small muted" }, revision.id),
      h("span", { class: "muted" }, revision.is_deleted ? "deleted" : `${formatNumber(revision.characters)} characters`),
      present ? h("span", { class: "tag" }, "the present text") : null,
      shown
        ? h("span", { class: "tag" }, "shown above")
        : revision.is_deleted
          ? null
          : h("a", { class: "button small", href: `/document/${encodeURIComponent(page.document.id)}${present ? "" : `?revision=${revision.id}`}` }, "Show this text"),
    ),
    step.changes === null
      ? h("p", { class: "small" }, "What it changed cannot be told: one of the two texts was deleted.")
      : step.changes.length
        ? h("div", {}, h("h3", { class: "small" }, "What it changed"), h("ul", { class: "plain small changes" }, step.changes.map(drawChange)))
        : n
          ? h("p", { class: "small muted" }, "It changed no claim.")
          : null,
    h(
      "div",
      { class: "scroll", tabindex: "0", role: "region", "aria-label": `How text ${n + 1} was obtained, may be scrolled` },
      h(
        "table",
        { class: "table custody" },
        h("thead", {}, h("tr", {}, ["How", "When", "From", "By", "SHA-256 of the bytes"].map((head) => h("th", { scope: "col" }, head)))),
        h(
          "tbody",
          {},
          revision.custody.map((one) =>
            h("tr", {}, h("td", {}, one.how), h("td", {}, formatMoment(one.at)), h("td", { dir: "auto" }, one.source), h("td", {}, h("bdi", {}, one.by)), h("td", { class: "mono hash" }, one.raw_sha256 || h("span", { class: "muted" }, "no bytes kept"))),
          ),
        ),
      ),
    ),
    h("p", { class: "small muted hash" }, "SHA-256 of the text ", h("span", { class: "mono" }, revision.sha256), ` · recorded ${formatMoment(revision.recorded)}`),
    revision.codings.length
      ? h("p", { class: "small muted" }, revision.codings.map((one) => `coder ${one.coder} ${one.version}${one.reader ? `, reader ${one.reader}` : ""}: ${count(one.events, "event")}`).join(" · "))
      : null,
  );
}

function drawChange(change) {
  const both = change.before && change.after;
  return h(
    "li",
    {},
    h("strong", {}, change.kind),
    change.slot === "document" ? "" : ` ${change.slot}`,
    ": ",
    both
      ? [h("del", { dir: "auto" }, change.before), " ", h("ins", { dir: "auto" }, change.after)]
      : h("bdi", {}, change.after || change.before),
    change.event && change.slot !== "event" ? h("span", { class: "muted" }, " of ", h("bdi", {}, change.event)) : null,
  );
}

function part(title, ...body) {
  return h("section", { class: "part" }, h("h2", {}, title), body);
}

// What is left of a deleted document

function drawTombstone(error) {
  const grave = error.details.tombstone;
  document.title = "Deleted document · dateline";
  fill(
    main,
    h(
      "article",
      { class: "tombstone card" },
      h("h1", {}, "This document was deleted"),
      h("p", {}, "Its text, its bytes and all that repeats them are gone for good. What is left says that it was there, who removed it, and why."),
      grave
        ? h(
            "dl",
            { class: "grave" },
            [["Name", h("bdi", {}, grave.name)], ["Deleted", formatMoment(grave.at)], ["By", h("bdi", {}, grave.who)], ["Why", h("bdi", {}, grave.reason || "no reason given")]].map(([head, value]) => [h("dt", {}, head), h("dd", {}, value)]),
          )
        : h("p", { dir: "auto" }, error.message),
      grave?.erased.length
        ? h(
            "details",
            {},
            h("summary", {}, `Hashes of ${count(grave.erased.length, "text")}`),
            h("ul", { class: "plain small" }, grave.erased.map((one) => h("li", { class: "hash" }, h("span", { class: "mono" }, one.revision), " text ", h("span", { class: "mono" }, one.text_sha256), one.raw_sha256.length ? [" bytes ", h("span", { class: "mono" }, one.raw_sha256.join(", "))] : null))),
          )
        : null,
      h("p", { class: "row" }, h("a", { class: "button", href: "/explore" }, "To the events")),
    ),
  );
}
