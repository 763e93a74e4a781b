// The relay tree: from who said it first through each report that passes it on, with the reason for each step.

import { h } from "./dom.js";
import { count, formatDay } from "./format.js";
import { documentLink, kindBeside, quote } from "./quote.js";

const HOW = {
  "own reporting": "its own reporting", relay: "passed on", "same words": "the same words in each", "agency copy": "by way of an agency",
};
const OPEN = 6; // trees with more steps begin closed

/** One tree for each origin, those that most reports carry first. `grade` draws the grade of an origin. */
export function drawRelays(relays, context, grade) {
  if (!relays.length) return h("p", { class: "muted" }, "No origin is known.");
  const ordered = [...relays].sort((a, b) => reportsOf(b) - reportsOf(a) || a.origin - b.origin);
  return h("div", { class: "relays" }, ordered.map((tree) => drawTree(tree, context, grade)));
}

function reportsOf(tree) {
  return new Set(tree.steps.map((step) => step.report)).size;
}

function drawTree(tree, context, grade) {
  const reports = reportsOf(tree);
  return h(
    "details",
    { class: "relay card", open: tree.steps.length <= OPEN && reports > 1 },
    h(
      "summary",
      {},
      h("span", { class: "relay-origin" }, h("strong", { dir: "auto" }, `${tree.origin}. `, h("bdi", {}, tree.name)), kindBeside(tree.name, tree.kind) ? h("span", { class: "muted" }, ` ${tree.kind}`) : null),
      h("span", { class: "relay-count" }, `${count(reports, "report")}, 1 origin`),
    ),
    h(
      "div",
      { class: "relay-body" },
      h("p", { class: "row small muted" }, reports > 1 ? (HOW[tree.how] ?? tree.how) : "told by one report only", grade(tree)),
      tree.because.length
        ? h(
            "details",
            { class: "small" },
            h("summary", {}, `Why these are one origin (${tree.because.length})`),
            h("ul", {}, tree.because.map((reason) => h("li", { dir: "auto" }, reason))),
          )
        : null,
      drawSteps(tree.steps, context),
    ),
  );
}

/** The steps as nested lists, so that a screen reader hears the tree. */
function drawSteps(steps, context) {
  const root = h("ul", { class: "tree" });
  const lists = [root];
  for (const step of steps) {
    lists.length = Math.min(lists.length, step.depth + 1);
    const under = h("ul", {});
    const item = h("li", {}, drawStep(step, context), under);
    lists[lists.length - 1].append(item);
    lists.push(under);
  }
  for (const empty of root.querySelectorAll("ul:empty")) empty.remove();
  return root;
}

function drawStep(step, context) {
  return h(
    "div",
    { class: "tree-step" },
    h("span", { class: "report-number" }, `[${step.report}]`),
    " ",
    h("strong", { dir: "auto" }, step.publisher || "a report"),
    h("span", { class: "muted" }, ` ${formatDay(step.published)} · ${step.says}`),
    step.via.length ? h("span", { class: "muted" }, " via ", h("bdi", {}, step.via.join(", "))) : null,
    quote(step.words.quote, "cut-2"),
    h("span", { class: "small" }, h("a", { href: documentLink(step.words, context) }, "in the text", h("span", { class: "hush" }, ` of report ${step.report}`))),
    step.because ? h("span", { class: "small muted tree-because", dir: "auto" }, `passes on: ${step.because}`) : null,
  );
}
