// A correction: choose the part, then the words of the text that say it, by mouse or by keys; or that the text says nothing of it.
// What is sent are places in the text, in code points: the words themselves stay where they are.

import { get } from "./api.js";
import { $, fill, h } from "./dom.js";
import { bindKeys } from "./keys.js";
import { announce, showError, showWaiting } from "./shell.js";
import { drawWordPicker } from "./wordpicker.js";

const PARTS = {
  type: "type", realis: "realis", ground: "ground", who: "who", whom: "to whom", where: "where", when: "when", weapon: "with what",
  killed: "killed", injured: "injured", missing: "missing", arrested: "arrested", displaced: "displaced", abducted: "abducted",
};
const LABELS = ["type", "realis", "ground"];
const ONE = [...LABELS, "when", "weapon"];
const TOLLS = ["killed", "injured", "missing", "arrested", "displaced", "abducted"];
const ROLES = { who: "actor", whom: "target", where: "place", when: "time", weapon: "weapon" };
const KEYS = "1234567890";
let labels = null;

/** Draws it into a node; `onSave({revision, start, slot, values, reason})`. Returns what ends it. */
export function openCorrection(node, { page, onSave, onLeave }) {
  const slots = Object.keys(PARTS);
  const state = { report: page.reports[0], slot: "", values: [], text: null };
  let picker = null;
  const unbind = [
    bindKeys("Correction", [
      ...slots.slice(0, 10).map((slot, n) => [KEYS[n], PARTS[slot], () => choose(slot)]),
      ["n", "the text says nothing of it", () => nothing()],
      ["Backspace", "take the last words away", () => drop()],
      ["Enter", "take these words; once more: save", () => enter()],
      ["Escape", "leave it", onLeave],
      ...["a", "x", "j", "k", "m", "s", "g", "c"].map((key) => [key, "", () => true]),
    ]),
  ];
  showWaiting(node, 6);
  load();
  return () => {
    picker?.end();
    for (const end of unbind) end();
  };

  async function load() {
    try {
      labels ??= await get("/review/labels");
      const { revision } = state.report.account;
      state.text = await get(`/documents/${encodeURIComponent(state.report.document)}`, { revision });
      draw();
    } catch (error) {
      showError(node, error, load);
    }
  }

  function draw() {
    fill(
      node,
      h("h2", { class: "review-title" }, "Correct ", h("bdi", {}, page.title)),
      page.reports.length > 1
        ? h(
            "div",
            { class: "field" },
            h("label", { for: "correct-report" }, "What this report says"),
            h(
              "select",
              {
                id: "correct-report",
                onchange: (event) => {
                  state.report = page.reports[Number(event.target.value)];
                  state.values = [];
                  state.slot = "";
                  load();
                },
              },
              page.reports.map((one, n) => h("option", { value: String(n), selected: one === state.report }, `[${one.number}] ${one.publisher ?? ""} ${one.title ?? one.summary}`)),
            ),
          )
        : null,
      h(
        "div",
        { class: "row parts-choice", role: "group", "aria-label": "Which part" },
        slots.map((slot, n) => h("button", { class: "button small", type: "button", "aria-pressed": String(slot === state.slot), dataset: { slot }, onclick: () => choose(slot) }, PARTS[slot], n < 10 ? [" ", h("kbd", { "aria-hidden": "true" }, KEYS[n])] : null)),
      ),
      h("div", { id: "correct-work" }, h("p", { class: "muted" }, "Choose the part that is wrong.")),
      h("p", { class: "row" }, h("button", { class: "button plain", type: "button", onclick: onLeave }, "Leave it ", h("kbd", { "aria-hidden": "true" }, "Esc"))),
    );
    $("[data-slot]", node)?.focus();
  }

  function choose(slot) {
    if (!state.text) return true;
    state.slot = slot;
    state.values = [];
    for (const button of node.querySelectorAll("[data-slot]")) button.setAttribute("aria-pressed", String(button.dataset.slot === slot));
    picker?.end();
    picker = null;
    if (LABELS.includes(slot)) drawLabels(slot);
    else drawWords(slot);
    return true;
  }

  function drawLabels(slot) {
    const codes = { type: labels.types, realis: labels.realis, ground: labels.ground }[slot];
    const now = slot === "type" ? (page.mode ? `${page.type}/${page.mode}` : page.type) : "";
    const select = h("select", { id: "correct-label" }, codes.map((code) => h("option", { value: code, selected: code === now }, code)));
    fill(
      $("#correct-work"),
      h(
        "form",
        { class: "row", onsubmit: (event) => (event.preventDefault(), save([{ text: select.value }])) },
        h("div", { class: "field" }, h("label", { for: "correct-label" }, `The ${PARTS[slot]} as it should be`), select),
        h("button", { class: "button primary", type: "submit" }, "Save ", h("kbd", { "aria-hidden": "true" }, "Enter")),
      ),
      told(),
    );
    // Enter in a list of choices is the form's.
    select.addEventListener("keydown", (event) => {
      if (event.key === "Enter") {
        event.preventDefault();
        save([{ text: select.value }]);
      }
    });
    select.focus();
  }

  function drawWords(slot) {
    const { spans, events, runs } = state.text.text;
    const own = events.filter((one) => one.linked === page.id).map((one) => one.number);
    const of = spans.filter((one) => own.includes(one.event));
    const toll = TOLLS.includes(slot);
    const read = of.filter((one) => (toll ? one.role === "toll" && one.label.endsWith(slot) : one.role === ROLES[slot]));
    const box = h("div", { class: "picker" });
    fill(
      $("#correct-work"),
      h("p", { class: "small muted" }, "Choose words with the mouse, or with ← and →, ↑ and ↓; Shift makes the choice longer. Enter takes them."),
      read.length ? h("p", { class: "small" }, "It was read as ", read.map((one, n) => [n ? ", " : "", h("strong", { dir: "auto" }, one.label.replace(/^[a-z]+: /, ""))]), ".") : h("p", { class: "small" }, "Nothing was read for it."),
      box,
      h("ul", { class: "plain chosen", id: "chosen", "aria-label": "What it should be" }),
      h("p", { class: "row" },
        h("button", { class: "button", type: "button", onclick: () => take() }, "Take these words ", h("kbd", { "aria-hidden": "true" }, "Enter")),
        h("button", { class: "button primary", type: "button", id: "correct-save", onclick: () => finish() }, "Save"),
        h("button", { class: "button", type: "button", onclick: () => nothing() }, "The text says nothing of it ", h("kbd", { "aria-hidden": "true" }, "n"))),
      told(),
    );
    const first = read[0]?.start ?? of.find((one) => one.role === "trigger")?.start ?? 0;
    picker = drawWordPicker(box, runs.map((run) => run.text).join(""), {
      at: first,
      marks: [...read.map((one) => ({ ...one, kind: "read" })), ...of.filter((one) => one.role === "trigger").map((one) => ({ ...one, kind: "trigger" }))],
    });
    drawChosen();
  }

  function told() {
    return h("p", { class: "small", id: "correct-told", role: "alert" });
  }

  /** The words that are chosen become a value. */
  function take() {
    const words = picker?.chosen();
    if (!words) return false;
    if (state.values.some((one) => one.start === words.start && one.end === words.end)) return false;
    const value = { start: words.start, end: words.end, words: words.text, text: "" };
    state.values = ONE.includes(state.slot) ? [value] : [...state.values, value];
    drawChosen();
    announce(`Taken: ${words.text}`);
    if (TOLLS.includes(state.slot)) {
      const field = $("#chosen li:last-child input");
      field.focus();
      field.select();
    }
    return true;
  }

  function enter() {
    if (!picker) return true;
    if (!take()) finish();
    return true;
  }

  function drop() {
    state.values.pop();
    drawChosen();
    return true;
  }

  function drawChosen() {
    fill(
      $("#chosen"),
      state.values.map((value, n) =>
        h(
          "li",
          { class: "row card" },
          h("q", { class: "words-quote", dir: "auto" }, value.words),
          more(value, n),
          h("button", { class: "button small plain", type: "button", "aria-label": `Take away: ${value.words}`, onclick: () => (state.values.splice(n, 1), drawChosen()) }, "×"),
        ),
      ),
    );
  }

  /** What the words mean, where they alone do not say it. */
  function more(value, n) {
    const id = `value-${n}`;
    const keep = (event) => (value.text = event.target.value.trim());
    const field = (label, props) =>
      h("div", { class: "field" }, h("label", { for: id }, label), h("input", { id, value: value.text, oninput: keep, onkeydown: (event) => event.key === "Enter" && (event.preventDefault(), finish()), ...props }));
    if (state.slot === "when") return field("days, if the words do not tell", { placeholder: "2024-05-01", size: "22" });
    if (TOLLS.includes(state.slot)) {
      value.text ||= (value.words.match(/\d[\d,]*/) ?? [""])[0].replaceAll(",", "");
      return field("how many: 4, 4.. or 4..7", { placeholder: "4", size: "8", value: value.text });
    }
    if (state.slot === "weapon") {
      value.text ||= labels.weapons[0];
      return h("div", { class: "field" }, h("label", { for: id }, "kind"), h("select", { id, onchange: keep }, labels.weapons.map((one) => h("option", { value: one, selected: one === value.text }, one))));
    }
    return field("name, if another", { placeholder: "", size: "18" });
  }

  function nothing() {
    if (!picker) return true;
    save([]);
    return true;
  }

  function finish() {
    if (!state.values.length) {
      fill($("#correct-told"), "Take some words first, or say that the text says nothing of it.");
      return;
    }
    save(state.values.map(({ start, end, text }) => ({ start, end, text })));
  }

  async function save(values) {
    const { revision, start } = state.report.account;
    try {
      await onSave({ revision, start, slot: state.slot, values });
    } catch (error) {
      const place = $("#correct-told");
      if (place) fill(place, error.message);
      announce(error.message);
    }
  }
}
