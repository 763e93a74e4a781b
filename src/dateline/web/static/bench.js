// The bench: two events, or the reports of one, side by side; what agrees, what differs, why they were linked; one key decides.

import { get } from "./api.js";
import { $, $$, fill, h } from "./dom.js";
import { formatDay, statusBadge } from "./format.js";
import { bindKeys } from "./keys.js";
import { announce, showError, showWaiting } from "./shell.js";

const SIGNS = { same: "=", partly: "≈", different: "≠", "one side": "·" };
const WORDS = { same: "say the same", partly: "agree in part", different: "differ", "one side": "one alone says it" };

/** Draws the bench into a node. Returns what ends it. */
export function openBench(node, { left, right, onLeave, onMerge, onSplit }) {
  const isPair = Boolean(right);
  const unbind = bindKeys("Bench", [
    isPair ? ["m", "make them one event", () => merge()] : ["s", "part the chosen reports from the rest", () => split()],
    ["Escape", "leave the bench", onLeave],
    // What decides on one event waits until the bench is left.
    ...["a", "x", "c", "g", isPair ? "s" : "m"].map((key) => [key, "", () => true]),
  ]);
  showWaiting(node, 6);
  load();
  return unbind;

  async function load() {
    try {
      const bench = await get("/review/bench", { left, right });
      draw(bench);
      announce(isPair ? "Two events side by side" : "The reports of one event side by side");
    } catch (error) {
      showError(node, error, load);
    }
  }

  function draw(bench) {
    const heads = isPair ? bench.rows.map((row) => pairHead(row)) : bench.reports.map((report) => reportHead(report));
    fill(
      node,
      h("h2", { class: "review-title" }, isPair ? "Are they one event?" : "Are these reports of one event?"),
      isPair ? null : h("p", { class: "muted" }, "Choose the reports that tell another event."),
      h(
        "div",
        { class: "scroll", tabindex: "0", role: "region", "aria-label": "Side by side, may be scrolled" },
        h(
          "table",
          { class: "table bench" },
          h("thead", {}, h("tr", {}, h("td", {}), heads.map((head) => h("th", { scope: "col" }, head)), h("th", { scope: "col" }, "Compared"))),
          h(
            "tbody",
            {},
            bench.fields.map((field) =>
              h(
                "tr",
                { dataset: { agreement: field.agreement } },
                h("th", { scope: "row" }, field.name),
                field.columns.map((values) => h("td", { dir: "auto" }, values.length ? values.map((value) => h("div", {}, value)) : h("span", { class: "muted" }, "not said"))),
                h("td", { class: "agreement" }, h("span", { "aria-hidden": "true" }, `${SIGNS[field.agreement] ?? ""} `), WORDS[field.agreement] ?? field.agreement),
              ),
            ),
          ),
        ),
      ),
      h(
        "p",
        { class: "row review-actions" },
        isPair
          ? h("button", { class: "button primary", type: "button", onclick: merge }, "One event ", h("kbd", { "aria-hidden": "true" }, "m"))
          : h("button", { class: "button primary", type: "button", onclick: split }, "Part them ", h("kbd", { "aria-hidden": "true" }, "s")),
        h("button", { class: "button plain", type: "button", onclick: onLeave }, "Leave it ", h("kbd", { "aria-hidden": "true" }, "Esc")),
        h("span", { class: "small", id: "bench-told", role: "status" }),
      ),
      isPair ? drawReports(bench) : null,
      drawLinks(bench),
    );
    $(isPair ? "button" : "input", node)?.focus();
  }

  function pairHead(row) {
    return [h("a", { href: `/event/${encodeURIComponent(row.id)}`, dir: "auto" }, row.summary), " ", statusBadge(row.status, row.why)];
  }

  function reportHead(report) {
    return h("label", { class: "bench-report" }, h("input", { type: "checkbox", value: String(report.number) }), ` [${report.number}] `, h("bdi", {}, report.publisher || report.title || "report"), h("span", { class: "muted small" }, ` ${formatDay(report.published)}`));
  }

  function drawReports(bench) {
    return h(
      "div",
      { class: "bench-sides" },
      bench.rows.map((row) =>
        h(
          "section",
          { class: "card" },
          h("h3", { class: "small", dir: "auto" }, row.summary),
          h("ol", { class: "plain small" }, bench.reports.filter((one) => one.event === row.id).map((one) => h("li", {}, h("a", { href: `/document/${encodeURIComponent(one.document)}?event=${encodeURIComponent(row.id)}`, dir: "auto" }, one.title || one.summary), " ", h("bdi", { class: "muted" }, one.publisher ?? "")))),
        ),
      ),
    );
  }

  function drawLinks(bench) {
    if (!bench.links.length) return h("p", { class: "muted small" }, "No two of their reports were compared.");
    return h(
      "section",
      { class: "part" },
      h("h3", {}, "How they were compared"),
      h(
        "ul",
        { class: "plain" },
        bench.links.slice(0, 8).map((link) =>
          h(
            "li",
            { class: "card small" },
            h("strong", {}, `[${link.left[1]}] and [${link.right[1]}]: ${link.score.toFixed(2)} of 1`),
            h("ul", { class: "plain" }, link.because.slice(0, 6).map((one) => h("li", {}, h("strong", {}, one.field), ` ${one.weight > 0 ? "for" : "against"} one event: `, h("bdi", {}, one.left || "nothing"), " / ", h("bdi", {}, one.right || "nothing")))),
          ),
        ),
        bench.links.length > 8 ? h("li", { class: "muted small" }, `and ${bench.links.length - 8} more pairs`) : null,
      ),
    );
  }

  function merge() {
    onMerge("");
    return true;
  }

  function split() {
    const boxes = $$("input[type=checkbox]", node);
    const chosen = boxes.filter((one) => one.checked).map((one) => Number(one.value));
    if (!chosen.length || chosen.length === boxes.length) {
      fill($("#bench-told"), "Choose some of the reports, not none and not all.");
      return true;
    }
    onSplit(chosen, "");
    return true;
  }
}
