// Small questions of Review: which other event, and what grade.

import { get } from "./api.js";
import { $, fill, h } from "./dom.js";

const GRADES = { A: "reliable", B: "usually reliable", C: "fairly reliable", D: "not usually reliable", E: "unreliable", F: "cannot be judged" };

/** Asks for another event: one that is near, or one found by words. Gives its id, "" for none. */
export function askOther(page, near) {
  return new Promise((resolve) => {
    const found = h("ul", { class: "plain", id: "others" });
    const field = h("input", { id: "other", type: "search", autocomplete: "off" });
    const offer = (id, words) => h("li", {}, h("button", { class: "button", type: "button", onclick: () => end(id) }, h("span", { dir: "auto" }, words)));
    const dialog = h(
      "dialog",
      { class: "dialog", "aria-labelledby": "other-title", onclose: () => (dialog.remove(), resolve("")) },
      h("h2", { id: "other-title" }, "Which other event"),
      near.length ? h("ul", { class: "plain" }, near.map((one) => offer(one.event, `${one.event.slice(0, 8)}, ${one.score.toFixed(2)} of 1`))) : h("p", { class: "muted" }, "No other event is near by its score."),
      h(
        "form",
        {
          class: "stack",
          onsubmit: async (event) => {
            event.preventDefault();
            try {
              const { matches } = await get("/search", { text: field.value.trim() });
              const ids = new Map(matches.filter((one) => one.event && one.event !== page.id).map((one) => [one.event, one.hit.snippet || one.hit.title || one.event]));
              fill(found, ids.size ? [...ids].slice(0, 8).map(([id, words]) => offer(id, words.replace(/[\u0001\u0002]|<\/?b>/g, "").slice(0, 140))) : h("li", { class: "muted" }, "No other event has these words."));
              $("button", found)?.focus();
            } catch (error) {
              fill(found, h("li", { role: "alert" }, error.message));
            }
          },
        },
        h("div", { class: "field" }, h("label", { for: "other" }, "Words of it"), field),
        h("p", { class: "row" }, h("button", { class: "button primary", type: "submit" }, "Find"), h("button", { class: "button plain", type: "button", onclick: () => dialog.close() }, "Leave it")),
      ),
      found,
    );
    const end = (id) => {
      resolve(id);
      dialog.close();
    };
    document.body.append(dialog);
    dialog.showModal();
    (near.length ? $("button", dialog) : field).focus();
  });
}

/** Asks for a source of the event and a letter; null for none. */
export function askGrade(page) {
  const names = [...new Set(page.voices.filter((one) => one.name !== "the report itself").map((one) => one.name))];
  return new Promise((resolve) => {
    const source = h("select", { id: "grade-source" }, names.map((name) => h("option", { value: name }, name)));
    let given = null;
    const dialog = h(
      "dialog",
      {
        class: "dialog",
        "aria-labelledby": "grade-title",
        onclose: () => (dialog.remove(), resolve(given)),
        onkeydown: (event) => {
          const letter = event.key.toUpperCase();
          if (letter in GRADES && !/^(SELECT|TEXTAREA)$/.test(event.target.tagName) && names.length) give(letter);
        },
      },
      h("h2", { id: "grade-title" }, "How far a source is to be trusted"),
      names.length
        ? [
            h("div", { class: "field" }, h("label", { for: "grade-source" }, "Source"), source),
            h("p", { class: "muted small" }, "Press a letter. What sources graded D or E say is shown and confirms nothing."),
            h("div", { class: "stack grades" }, Object.entries(GRADES).map(([letter, words]) => h("button", { class: "button", type: "button", onclick: () => give(letter) }, h("kbd", {}, letter), ` ${words}`))),
          ]
        : h("p", {}, "No report names a source for this event: it is told in the papers' own voice."),
      h("p", { class: "row" }, h("button", { class: "button plain", type: "button", onclick: () => dialog.close() }, "Leave it")),
    );
    const give = (letter) => {
      given = { source: source.value, grade: letter };
      dialog.close();
    };
    document.body.append(dialog);
    dialog.showModal();
    $(".grades button, button", dialog)?.focus();
  });
}
