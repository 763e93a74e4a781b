// What an editor decides: accept, reject, grade a source, each with a reason, and each to be taken back.

import { getSession, post } from "./api.js";
import { $, fill, h } from "./dom.js";
import { toast } from "./shell.js";

const GRADES = {
  A: "reliable", B: "usually reliable", C: "fairly reliable", D: "not usually reliable", E: "unreliable", F: "cannot be judged",
};
// Those that can be taken back from here; what joins and parts belongs to Review.
const UNDONE_HERE = new Set(["accept", "reject", "grade", "correct"]);

/** The buttons under the head of an event; readers do not see them. */
export function drawJudging(page, { again }) {
  const node = h("p", { class: "row judging" });
  whenEditor(() =>
    fill(
      node,
      h("button", { class: "button small", type: "button", onclick: () => ask("accept", page, again) }, page.is_rejected ? "It is one after all …" : "Told rightly …"),
      page.is_rejected ? null : h("button", { class: "button small danger", type: "button", onclick: () => ask("reject", page, again) }, "No event …"),
      h("a", { class: "button small plain", href: `/review?event=${encodeURIComponent(page.id)}` }, "Correct, join or part …"),
    ),
  );
  return node;
}

/** The grade of an origin: the letter and its word, and for editors a button that gives another. */
export function drawGrade(row, { again }) {
  const node = h("span", { class: "grade" }, sayGrade(row.grade));
  if (row.how === "own reporting" && row.name === "the report itself") return node;
  whenEditor(() =>
    node.append(
      " ",
      h("button", { class: "button small plain grade-button", type: "button", onclick: () => askGrade(row, again) }, "Grade …", h("span", { class: "hush" }, ` ${row.name}`)),
    ),
  );
  return node;
}

/** A button that takes a decision back. */
export function drawUndo(judgement, { again }) {
  const node = h("span", {});
  if (UNDONE_HERE.has(judgement.kind)) {
    whenEditor(() => fill(node, h("button", { class: "button small plain", type: "button", "aria-label": `Undo: ${judgement.kind} by ${judgement.who}`, onclick: () => undo(judgement.id, again) }, "Undo")));
  }
  return node;
}

function sayGrade(grade) {
  return grade === "F" ? "not graded" : `grade ${grade}, ${GRADES[grade] ?? ""}`;
}

function whenEditor(run) {
  getSession().then(
    (session) => session.role === "editor" && run(),
    () => {},
  );
}

function ask(kind, page, again) {
  const wrong = kind === "reject";
  openDialog({
    title: wrong ? "This is no event" : "This event is told rightly",
    words: wrong
      ? "Lists and stories leave it out from now on. Its page stays, and the decision can be undone."
      : "This is recorded with your name. It takes back a rejection.",
    button: wrong ? "Reject it" : "Accept it",
    danger: wrong,
    send: (reason) => judge({ kind, event: page.id, reason }, wrong ? "The event is rejected." : "The event is accepted.", again),
  });
}

function askGrade(row, again) {
  const select = h(
    "select",
    { id: "grade-letter" },
    Object.entries(GRADES).map(([letter, words]) => h("option", { value: letter, selected: letter === row.grade }, `${letter}: ${words}`)),
  );
  openDialog({
    title: `How far ${row.name} is to be trusted`,
    words: "What sources graded D or E say is shown and confirms nothing. Everything that this source tells is derived anew.",
    button: "Grade it",
    extra: h("div", { class: "field" }, h("label", { for: "grade-letter" }, "The Admiralty's grade"), select),
    send: (reason) => judge({ kind: "grade", source: row.name, grade: select.value, reason }, `${row.name} is graded ${select.value}.`, again),
  });
}

function openDialog({ title, words, button, danger = false, extra = null, send }) {
  const reason = h("textarea", { id: "reason", rows: "2", maxlength: "500", dir: "auto" });
  const failed = h("p", { class: "small", role: "alert" });
  const submit = h("button", { class: `button ${danger ? "danger" : "primary"}`, type: "submit" }, button);
  const dialog = h(
    "dialog",
    { class: "dialog", "aria-labelledby": "judge-title", onclose: () => dialog.remove() },
    h("h2", { id: "judge-title", dir: "auto" }, title),
    h("p", { class: "muted" }, words),
    h(
      "form",
      {
        class: "stack",
        onsubmit: async (event) => {
          event.preventDefault();
          submit.disabled = true;
          try {
            await send(reason.value.trim());
            dialog.close();
          } catch (error) {
            fill(failed, error.message);
            submit.disabled = false;
          }
        },
      },
      extra,
      h("div", { class: "field" }, h("label", { for: "reason" }, "Why, for whoever looks at it later"), reason),
      failed,
      h("p", { class: "row" }, submit, h("button", { class: "button plain", type: "button", onclick: () => dialog.close() }, "Leave it")),
    ),
  );
  document.body.append(dialog);
  dialog.showModal();
  $("select, textarea", dialog)?.focus();
}

async function judge(body, told, again) {
  const answer = await post("/judgements", body);
  await again();
  const id = answer?.judgement?.id ?? answer?.id;
  toast(told, { action: id && UNDONE_HERE.has(body.kind) ? ["Undo", () => undo(id, again)] : null });
}

async function undo(id, again) {
  try {
    await post("/judgements/undo", { id });
    await again();
    toast("It is taken back.");
  } catch (error) {
    toast(error.message, { kind: "error", stay: 0 });
  }
}
