// The matrix of claims: who says what. A contradiction has a shape and a letter, so that its sides are told apart without colour.

import { fill, h } from "./dom.js";
import { count, sign } from "./format.js";
import { drawWords, kindBeside } from "./quote.js";

const HEADS = {
  event: "It happened", who: "Who", whom: "Whom", when: "When", where: "Where", weapon: "Weapon", toll: "Toll", cause: "Cause",
};
const STANCES = { asserts: "disc", confirms: "disc-check", denies: "cross", doubts: "triangle", unknown: "ring" };
const SHOWN = 3; // values of a cell that are shown before it is opened

/** "1a": the first value of the first dispute. */
export const sideName = (side) => `${side.dispute}${String.fromCharCode(97 + (side.value % 26))}`;

/** The table. `context` is what `drawWords` needs; `grade` draws the grade of a row. */
export function drawMatrix(matrix, context, grade) {
  if (!matrix.rows.length) return h("p", { class: "muted" }, "No report has a claim about this event.");
  const table = h(
    "table",
    { class: "table matrix" },
    h("caption", { class: "hush" }, "Who says what: a row for each origin, a column for each part of the event. A cell opens its words."),
    h(
      "thead",
      {},
      h("tr", {}, h("th", { scope: "col", class: "matrix-who" }, "Origin"), matrix.columns.map((column) => h("th", { scope: "col" }, HEADS[column] ?? column))),
    ),
    matrix.rows.map((row) => drawRow(row, matrix.columns, context, grade)),
  );
  return h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Matrix of claims, may be scrolled" }, table);
}

function drawRow(row, columns, context, grade) {
  const cells = new Map(row.cells.map((cell) => [cell.column, cell]));
  const holder = h("td", { colspan: columns.length + 1, class: "matrix-open" });
  const under = h("tr", { class: "matrix-under", hidden: true, id: `words-of-${row.origin}` }, holder);
  let opened = null;
  const open = (button, cell) => {
    const same = opened === button;
    opened?.setAttribute("aria-expanded", "false");
    opened = same ? null : button;
    under.hidden = same;
    if (same) return;
    button.setAttribute("aria-expanded", "true");
    fill(
      holder,
      h(
        "div",
        { class: "matrix-words" },
        h("p", { class: "small muted" }, h("bdi", {}, row.name), ` on ${(HEADS[cell.column] ?? cell.column).toLowerCase()}:`),
        drawWords(cell.words, context),
      ),
    );
  };
  return h(
    "tbody",
    {},
    h(
      "tr",
      {},
      h(
        "th",
        { scope: "row", class: "matrix-who" },
        h("span", { class: "matrix-name", dir: "auto" }, `${row.origin}. `, h("bdi", {}, row.name)),
        h("span", { class: "row small muted" }, [kindBeside(row.name, row.kind), count(row.reports.length, "report")].filter(Boolean).join(" · "), grade(row)),
      ),
      columns.map((column) => drawCell(cells.get(column), row, open, under.id)),
    ),
    under,
  );
}

function drawCell(cell, row, open, controls) {
  if (!cell) return h("td", { class: "matrix-none" }, h("span", { "aria-hidden": "true" }, "–"), h("span", { class: "hush" }, "says nothing"));
  const sides = cell.sides.map(sideName);
  const button = h(
    "button",
    {
      type: "button",
      class: "matrix-cell",
      "aria-expanded": "false",
      "aria-controls": controls,
      dataset: { stance: cell.stance },
      onclick: () => open(button, cell),
    },
    h("span", { class: "matrix-says" }, sign(STANCES[cell.stance] ?? "disc"), cell.says),
    cell.values.slice(0, SHOWN).map((value) => h("bdi", { class: "matrix-value" }, value)),
    cell.values.length > SHOWN ? h("span", { class: "muted" }, `and ${cell.values.length - SHOWN} more`) : null,
    sides.length
      ? h(
          "span",
          { class: "matrix-clash" },
          sign("split"),
          `contradicted, ${sides.slice(0, SHOWN).join(", ")}${sides.length > SHOWN ? " …" : ""}`,
        )
      : null,
  );
  return h("td", {}, button);
}
