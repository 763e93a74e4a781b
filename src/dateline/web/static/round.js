// Double coding: two people answer the same questions on the same events, neither seeing the other or what was read; then how far
// they agree, and who settles what differs.

import { get, post } from "./api.js";
import { $, fill, h } from "./dom.js";
import { formatMoment } from "./format.js";
import { bindKeys } from "./keys.js";
import { announce, showError, toast } from "./shell.js";

let labels = null;
let unbind = () => {};

/** Draws the rounds, or the one of this id. */
export async function drawRounds(main, { session, id }) {
  unbind();
  try {
    labels ??= await get("/review/labels");
    if (id) drawRound(main, session, await get(`/review/rounds/${encodeURIComponent(id)}`));
    else drawList(main, session, (await get("/review/rounds")).rounds);
  } catch (error) {
    showError(main, error);
  } finally {
    document.documentElement.dataset.ready = "yes";
  }
}

function open(main, session, id) {
  history.pushState(null, "", `/review?round=${encodeURIComponent(id)}`);
  return drawRounds(main, { session, id });
}

function drawList(main, session, rounds) {
  const told = h("p", { class: "small", role: "alert" });
  const field = (id, words, props) => h("div", { class: "field" }, h("label", { for: id }, words), h("input", { id, required: true, ...props }));
  fill(
    main,
    h("header", { class: "review-head" }, h("h1", {}, "Double coding"), h("p", { class: "muted" }, "Two people code the same events from the text alone. Neither sees the other’s answers, nor what was read, before both are done."), h("p", {}, h("a", { href: "/review" }, "Back to the queue"))),
    session.role === "editor"
      ? h(
          "form",
          {
            class: "card row",
            onsubmit: async (event) => {
              event.preventDefault();
              try {
                const body = { coders: [$("#coder-1").value.trim(), $("#coder-2").value.trim()], size: Number($("#size").value), seed: Number($("#seed").value) };
                const { round } = await post("/review/rounds", body);
                await open(main, session, round.id);
              } catch (error) {
                fill(told, error.message);
              }
            },
          },
          field("coder-1", "First coder", { value: session.who, maxlength: "100" }),
          field("coder-2", "Second coder", { maxlength: "100" }),
          field("size", "Events", { type: "number", min: "1", max: "500", value: "20" }),
          field("seed", "Seed of the draw", { type: "number", value: "1" }),
          h("button", { class: "button primary", type: "submit" }, "Draw them"),
          told,
        )
      : null,
    h("h2", {}, "Rounds"),
    rounds.length
      ? h("ul", { class: "plain" }, rounds.map((one) => h("li", { class: "card" }, h("button", { class: "button small", type: "button", onclick: () => open(main, session, one.id) }, one.left.length ? "Code" : "Open"), " ", h("bdi", {}, one.coders.join(" and ")), h("span", { class: "muted small" }, ` · ${one.note} · ${formatMoment(one.at)} · ${one.coders.map((name, n) => `${name} ${one.done[n]} of ${one.size}`).join(", ")}`))))
      : h("p", { class: "muted" }, "None yet."),
  );
}

function drawRound(main, session, { round, task }) {
  const redraw = (answer) => drawRound(main, session, answer);
  unbind();
  unbind = () => {};
  fill(
    main,
    h("header", { class: "review-head" }, h("h1", {}, "Double coding"), h("p", { class: "muted" }, h("bdi", {}, round.coders.join(" and ")), ` · ${round.note} · ${round.coders.map((name, n) => `${name} ${round.done[n]} of ${round.size}`).join(", ")}`), h("p", {}, h("a", { href: "/review?round=" }, "All rounds"))),
    task ? drawTask(round, task, redraw) : round.is_open ? h("p", { class: "note" }, "Nothing is left for you to code here. Answers are shown once both are done.") : drawAgreement(round, session, redraw),
  );
  $("#blind-text mark", main)?.scrollIntoView({ block: "center" });
}

/** The text with the word that names the act, and nothing that was read of it. */
function drawTask(round, task, redraw) {
  const letters = [...task.text];
  const cut = (a, b) => letters.slice(a, b).join("");
  const answers = { type: "", realis: "", ground: "" }; // nothing is chosen before: a default would lead
  const pick = (field, codes) =>
    h("div", { class: "field" }, h("label", { for: `blind-${field}` }, field), h("select", { id: `blind-${field}`, onchange: (event) => (answers[field] = event.target.value) }, h("option", { value: "" }, "choose"), codes.map((code) => h("option", { value: code, selected: code === answers[field] }, code))));
  const told = h("p", { class: "small", role: "alert" });
  const send = async (verdict) => {
    const missing = Object.keys(answers).find((field) => !answers[field]);
    if (verdict === "accept" && missing) {
      fill(told, `Choose the ${missing} first.`);
      $(`#blind-${missing}`).focus();
      return;
    }
    try {
      const body = { ref: task.ref, verdict, ...(verdict === "accept" ? answers : {}) };
      const answer = await post(`/review/rounds/${encodeURIComponent(round.id)}/codes`, body);
      announce(answer.task ? `${answer.round.left.length} left` : "All are coded");
      redraw(answer);
    } catch (error) {
      fill(told, error.message);
    }
  };
  unbind = bindKeys("Double coding", [
    ["a", "an event, with these answers", () => (send("accept"), true)],
    ["x", "no event", () => (send("reject"), true)],
  ]);
  return h(
    "section",
    { class: "blind" },
    h("h2", { dir: "auto" }, task.title ?? "Without a title"),
    h("div", { id: "blind-text", class: "picker-text", dir: "auto", tabindex: "0", role: "region", "aria-label": "The text" }, cut(0, task.start), h("mark", {}, cut(task.start, task.end)), cut(task.end)),
    h("p", { class: "small muted" }, "Code the event that the marked words name."),
    h("div", { class: "row" }, pick("type", labels.coded_types), pick("realis", labels.realis), pick("ground", labels.ground)),
    h("p", { class: "row" }, h("button", { class: "button primary", type: "button", onclick: () => send("accept") }, "It is one ", h("kbd", { "aria-hidden": "true" }, "a")), h("button", { class: "button danger", type: "button", onclick: () => send("reject") }, "No event ", h("kbd", { "aria-hidden": "true" }, "x")), h("span", { class: "muted small" }, `${round.left.length} left`)),
    told,
  );
}

function drawAgreement(round, session, redraw) {
  return [
    h("h2", {}, "How far they agree"),
    h(
      "div",
      { class: "scroll", tabindex: "0", role: "region", "aria-label": "Agreement, may be scrolled" },
      h(
        "table",
        { class: "table", id: "kappa" },
        h("thead", {}, h("tr", {}, ["Field", "Cohen’s kappa", "Alike", "Both answered"].map((head) => h("th", { scope: "col" }, head)))),
        h("tbody", {}, round.agreements.map((one) => h("tr", {}, h("th", { scope: "row" }, one.field), h("td", { class: "num" }, one.kappa === null ? "not defined" : one.kappa.toFixed(2)), h("td", { class: "num" }, String(one.agreed)), h("td", { class: "num" }, String(one.coded))))),
      ),
    ),
    h("p", { class: "small muted" }, "Kappa is agreement above that of chance: 1 is full, 0 is what chance gives. It is not defined where both gave one and the same label to all."),
    h("h2", {}, `What differs (${round.differences.length})`),
    round.differences.length ? h("ul", { class: "plain" }, round.differences.map((one) => drawDifference(round, one, session, redraw))) : h("p", { class: "muted" }, "Nothing."),
  ];
}

function drawDifference(round, one, session, redraw) {
  const codes = { verdict: ["accept", "reject"], type: labels.coded_types, realis: labels.realis, ground: labels.ground }[one.field];
  const settle = async (value) => {
    try {
      redraw(await post(`/review/rounds/${encodeURIComponent(round.id)}/settle`, { ref: one.ref, field: one.field, value }));
      toast(`Settled: ${one.field} is ${value}.`);
    } catch (error) {
      toast(error.message, { kind: "error", stay: 0 });
    }
  };
  const id = `settle-${one.ref.revision}-${one.ref.start}-${one.field}`;
  return h(
    "li",
    { class: "card row" },
    h("a", { href: `/event/${encodeURIComponent(one.event)}` }, `${one.field} of ${one.event.slice(0, 8)}`),
    round.coders.map((name, n) => h("span", {}, h("bdi", {}, name), ": ", h("strong", {}, one.answers[n]))),
    one.settled ? h("span", { class: "tag" }, `settled as ${one.settled} by `, h("bdi", {}, one.settled_by)) : null,
    session.role === "editor"
      ? [
          one.answers.map((value) => h("button", { class: "button small", type: "button", onclick: () => settle(value) }, value)),
          codes.length > 2 ? h("select", { id, "aria-label": `Another ${one.field}`, class: "settle-other", onchange: (event) => event.target.value && settle(event.target.value) }, h("option", { value: "" }, "another"), codes.map((code) => h("option", { value: code }, code))) : null,
        ]
      : null,
  );
}
