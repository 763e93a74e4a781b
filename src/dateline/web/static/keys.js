// Keys: one list of what can be pressed, which "?" shows. A key pressed while writing in a field belongs to the field.

import { fill, h } from "./dom.js";

const bindings = [];
let dialog = null;

/** `bindKeys("Table", [["j", "next row", () => …], ["Shift+Enter", "…", …]])`. Returns a function that takes them back. */
export function bindKeys(group, list) {
  const added = list.map(([key, words, run, options = {}]) => ({ group, key, words, run, ...options }));
  bindings.push(...added);
  return () => {
    for (const one of added) bindings.splice(bindings.indexOf(one), 1);
  };
}

export function isWriting(target) {
  if (target instanceof HTMLInputElement && /^(checkbox|radio)$/.test(target.type)) return false; // nothing is written there
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}

/** Shows the keys of this page. */
export function showKeys() {
  dialog ??= document.body.appendChild(h("dialog", { class: "dialog", "aria-labelledby": "keys-title" }));
  const groups = [...new Set(bindings.map((one) => one.group))];
  fill(
    dialog,
    h("h2", { id: "keys-title" }, "Keys"),
    groups.map((group) => [
      h("h3", {}, group),
      h(
        "dl",
        { class: "keys" },
        bindings
          .filter((one) => one.group === group && one.words)
          .map((one) => [h("dt", {}, h("kbd", {}, one.key)), h("dd", {}, one.words)]),
      ),
    ]),
    h("form", { method: "dialog" }, h("button", { class: "button", autofocus: true }, "Close")),
  );
  if (!dialog.open) dialog.showModal();
}

addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape" && isWriting(event.target)) {
    // A browser would empty a field of search; here Escape leaves the field and keeps what was asked.
    event.preventDefault();
    event.target.blur();
    return;
  }
  if (isWriting(event.target) || document.querySelector("dialog[open]")) return;
  const pressed = event.shiftKey && event.key.length > 1 ? `Shift+${event.key}` : event.key;
  // A button or link that has the focus keeps its own Enter and Space.
  if ((pressed === "Enter" || pressed === " ") && event.target.closest?.("a, button, summary, [role=button]")) return;
  // The newest binding wins, so that a page may take over a key of the shell.
  const found = bindings.findLast((one) => one.key === pressed || (one.also ?? []).includes(pressed));
  if (found && found.run(event) !== false) event.preventDefault();
});
