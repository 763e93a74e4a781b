// Words of reports: every value's evidence, shown in place and one click from where it stands in its document.

import { toQuery } from "./api.js";
import { h } from "./dom.js";
import { count, formatDay } from "./format.js";

const MOST = 4; // quotes that are shown at once; the rest is one click away

/** The address of these words in their document. `at` of the address is in code points of the text. */
export function documentLink(words, { event = "", asOf = "" } = {}) {
  const query = { at: `${words.start}-${words.end}`, event, as_of: asOf, revision: words.report === null ? words.revision : "" };
  return `/document/${encodeURIComponent(words.document)}${toQuery(query)}`;
}

/** A list of quotes. `reports` are those of the event's page: they say whose words these are. */
export function drawWords(list, { reports, event = "", asOf = "" }) {
  const of = new Map(reports.map((report) => [report.number, report]));
  const items = list.map((words) => drawOne(words, of.get(words.report), { event, asOf }));
  return h(
    "div",
    { class: "words" },
    h("ul", { class: "words-list" }, items.slice(0, MOST)),
    items.length > MOST
      ? h("details", { class: "words-more" }, h("summary", {}, `${items.length - MOST} more`), h("ul", { class: "words-list" }, items.slice(MOST)))
      : null,
  );
}

/** A disclosure with the words behind a value: closed it says how many there are. */
export function discloseWords(list, context, label) {
  if (!list.length) return null;
  return h(
    "details",
    { class: "disclose" },
    h("summary", {}, count(list.length, "quote"), h("span", { class: "hush" }, ` for ${label}`)),
    drawWords(list, context),
  );
}

function drawOne(words, report, context) {
  const whose = report
    ? [report.publisher || report.title || "report", formatDay(report.published)].join(", ")
    : "a text that was since replaced";
  return h(
    "li",
    {},
    quote(words.quote),
    " ",
    h(
      "span",
      { class: "words-whose small muted" },
      words.report === null ? null : h("span", { class: "report-number" }, `[${words.report}]`),
      " ",
      h("bdi", {}, whose),
      " · ",
      h("a", { href: documentLink(words, context) }, "in the text", h("span", { class: "hush" }, `: ${cut(flat(words.quote), 60)}`)),
    ),
  );
}

/** Exact words in quotation marks, but for those that begin with marks of their own. */
export function quote(words, more = "") {
  const text = flat(words);
  return h("q", { class: `words-quote ${/^["“”‘«]/u.test(text) ? "has-marks" : ""} ${more}`, dir: "auto" }, text);
}

/** A kind of source, "" where the name says it already. */
export function kindBeside(name, kind) {
  return kind && !name.toLowerCase().includes(kind.toLowerCase()) ? kind : "";
}

export function flat(text) {
  return text.split(/\s+/u).filter(Boolean).join(" ");
}

export function cut(text, most) {
  const letters = [...text];
  return letters.length > most ? `${letters.slice(0, most - 1).join("")}…` : text;
}
