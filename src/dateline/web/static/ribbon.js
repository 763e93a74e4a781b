// The ribbon: the moments at which what is known changed; a slider goes through them, and any two stand side by side.

import { fill, h } from "./dom.js";
import { count, formatMoment, sign, STATUSES, statusBadge } from "./format.js";

export const FACT_HEADS = {
  status: "Status", credibility: "Credibility", origins: "Origins", reports: "Reports", what: "What", who: "Who", whom: "Whom",
  when: "When", where: "Where", weapon: "Weapon", toll: "Toll", disputes: "In dispute",
};
const HAPPENED = { report: "A report came", revision: "A report changed its text", judgement: "A person decided" };

/** Draws the ribbon into `node`. `asOf` is the version that is shown; `onPick(asOf or "")` is called for another. */
export function drawRibbon(node, ribbon, { asOf, onPick }) {
  const steps = ribbon.steps;
  if (!steps.length) return fill(node, h("p", { class: "muted" }, "Nothing was known of it at any moment."));
  const last = steps.length - 1;
  let now = findStep(steps, asOf);
  let other = Math.max(0, now - 1);
  const slider = h("input", {
    type: "range", min: "0", max: String(last), step: "1", value: String(now), class: "ribbon-slider", id: "ribbon-slider",
    "aria-label": "As known at", oninput: () => show(Number(slider.value), true),
  });
  const label = h("p", { class: "ribbon-label", "aria-live": "polite" });
  const changed = h("div", { class: "ribbon-changed" });
  const side = h("div", { class: "ribbon-side" });
  const marks = h(
    "ol",
    { class: "ribbon-marks", "aria-hidden": "true" },
    steps.map((step, n) =>
      h(
        "li",
        { style: { left: last ? `${(n / last) * 100}%` : "0%" } },
        h("button", { type: "button", tabindex: "-1", title: `${formatMoment(step.at)}: ${step.status}`, dataset: { status: step.status }, onclick: () => show(n, true) }, sign(STATUSES[step.status]?.shape ?? "ring")),
      ),
    ),
  );
  const button = (words, by, key) =>
    h("button", { class: "button small", type: "button", title: `${words} (${key})`, onclick: () => show(now + by, true) }, words);
  const [earlier, later] = [button("Earlier", -1, "["), button("Later", 1, "]")];
  fill(
    node,
    h(
      "div",
      { class: "ribbon" },
      last ? h("div", { class: "ribbon-strip" }, marks, slider) : null,
      h("div", { class: "row" }, last ? earlier : null, last ? later : null, label),
      ribbon.left_out ? h("p", { class: "small muted" }, `${count(ribbon.left_out, "moment")} between the first and the newest were not looked at: there are too many.`) : null,
      changed,
      last ? h("details", { class: "ribbon-compare" }, h("summary", {}, "Two versions side by side"), side) : null,
    ),
  );
  show(now, false);
  return { step: (by) => show(now + by, true) };

  function show(wanted, tell) {
    const next = Math.max(0, Math.min(last, wanted));
    const moved = next !== now;
    now = next;
    if (moved && other === now) other = now ? now - 1 : Math.min(1, last);
    slider.value = String(now);
    const step = steps[now];
    slider.setAttribute("aria-valuetext", `${formatMoment(step.at)}, ${step.status}, version ${now + 1} of ${steps.length}`);
    earlier.disabled = now === 0;
    later.disabled = now === last;
    fill(
      label,
      now === last ? "As known now, since " : "As known at ",
      h("time", { datetime: step.at }, formatMoment(step.at)),
      " ",
      statusBadge(step.status),
      h("span", { class: "muted small" }, ` version ${now + 1} of ${steps.length}`),
    );
    fill(changed, drawStep(step, now));
    fill(side, drawSides());
    if (tell && moved) onPick(now === last ? "" : step.as_of);
  }

  function drawSides() {
    const pick = (name, value, set) =>
      h(
        "div",
        { class: "field" },
        h("label", { for: `version-${name}` }, `Version ${name}`),
        h(
          "select",
          { id: `version-${name}`, onchange: (event) => (set(Number(event.target.value)), fill(side, drawSides()), document.getElementById(`version-${name}`)?.focus()) },
          steps.map((step, n) => h("option", { value: String(n), selected: n === value }, `${n + 1}: ${formatMoment(step.at)}`)),
        ),
      );
    return [
      h("div", { class: "row ribbon-pickers" }, pick("A", other, (n) => (other = n)), pick("B", now, (n) => show(n, true))),
      drawTwo(steps[other], steps[now]),
    ];
  }
}

/** The number of the step that a moment belongs to. */
function findStep(steps, asOf) {
  if (!asOf) return steps.length - 1;
  const at = new Date(asOf).getTime();
  const found = steps.findLastIndex((step) => new Date(step.at).getTime() <= at);
  return Math.max(0, found);
}

function drawStep(step, number) {
  return [
    h(
      "ul",
      { class: "ribbon-happened" },
      step.happened.map((one) =>
        h("li", {}, h("span", { class: "muted" }, `${HAPPENED[one.kind] ?? one.kind}: `), one.document ? h("a", { href: `/document/${encodeURIComponent(one.document)}`, dir: "auto" }, one.what) : h("bdi", {}, one.what)),
      ),
    ),
    step.changes.length
      ? h(
          "dl",
          { class: "ribbon-changes" },
          step.changes.map((change) => [
            h("dt", {}, FACT_HEADS[change.name] ?? change.name),
            h("dd", {}, change.dropped.map((value) => h("del", { dir: "auto" }, value)), change.added.map((value) => h("ins", { dir: "auto" }, value))),
          ]),
        )
      : h("p", { class: "small muted" }, number ? "This changed nothing of what is known." : "The first that was known of it."),
  ];
}

/** Fact by fact; what differs has a sign and a word beside its colour. */
function drawTwo(a, b) {
  const of = new Map(b.facts.map((fact) => [fact.name, fact.values]));
  const rows = a.facts.map((fact) => {
    const [left, right] = [fact.values, of.get(fact.name) ?? []];
    return { name: fact.name, left, right, differs: left.join("\n") !== right.join("\n") };
  });
  const differing = rows.filter((row) => row.differs).length;
  return h(
    "div",
    { class: "scroll", tabindex: "0", role: "region", "aria-label": "Two versions side by side, may be scrolled" },
    h(
      "table",
      { class: "table two" },
      h("caption", {}, differing ? `${count(differing, "part")} differ${differing === 1 ? "s" : ""}` : "Nothing differs"),
      h("thead", {}, h("tr", {}, h("th", { scope: "col" }, "Part"), h("th", { scope: "col" }, `A: ${formatMoment(a.at)}`), h("th", { scope: "col" }, `B: ${formatMoment(b.at)}`))),
      h(
        "tbody",
        {},
        rows.map((row) =>
          h(
            "tr",
            { class: row.differs ? "differs" : "" },
            h("th", { scope: "row" }, FACT_HEADS[row.name] ?? row.name, row.differs ? h("span", { class: "differs-mark" }, sign("split"), "differs") : null),
            h("td", {}, drawValues(row.left, row.right, "del")),
            h("td", {}, drawValues(row.right, row.left, "ins")),
          ),
        ),
      ),
    ),
  );
}

function drawValues(values, others, mark) {
  if (!values.length) return h("span", { class: "muted" }, "not known");
  return h("ul", { class: "plain" }, values.map((value) => h("li", { dir: "auto" }, others.includes(value) ? value : h(mark, {}, value))));
}
