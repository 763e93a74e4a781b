// A toll over time: every figure with its bounds, as a small step chart and as a table that says the same.

import { h, svg } from "./dom.js";
import { formatDay, formatToll } from "./format.js";
import { documentLink, kindBeside, quote } from "./quote.js";

const HEIGHT = 132;
const TOP = 18;
const BOTTOM = 30;
const LEFT = 34;
const STEP = 64; // between two figures
const MOST = 40; // figures that are drawn; the table has all

/** The chart and the table of one toll. */
export function drawToll(history, context) {
  return h(
    "figure",
    { class: "toll card" },
    h("figcaption", {}, h("h3", {}, history.kind)),
    drawChart(history),
    h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": `Figures of ${history.kind}, may be scrolled` }, drawTable(history, context)),
  );
}

function drawChart(history) {
  const all = history.points.filter((point) => point.low !== null || point.high !== null);
  const points = all.slice(-MOST);
  if (points.length < 2) return null;
  const most = Math.max(1, ...points.map((point) => point.high ?? point.low));
  const width = LEFT + STEP * points.length + 12;
  const x = (n) => LEFT + STEP * n + STEP / 2;
  const y = (value) => HEIGHT - BOTTOM - (value / most) * (HEIGHT - TOP - BOTTOM);
  const level = (point) => point.high ?? point.low;
  let line = "";
  points.forEach((point, n) => {
    line += n ? `H${x(n)}V${y(level(point))}` : `M${x(0)} ${y(level(point))}`;
  });
  const days = points.map((point) => point.published);
  return h(
    "div",
    { class: "toll-scroll" },
    svg(
      "svg",
      { class: "toll-chart", viewBox: `0 0 ${width} ${HEIGHT}`, width, height: HEIGHT, role: "img", "aria-label": `${history.kind}: ${points.map((point) => point.text).join(", then ")}. The table has each with its source.` },
      svg("line", { class: "axis", x1: LEFT, x2: width - 4, y1: y(0), y2: y(0) }),
      svg("text", { class: "tick", x: LEFT - 6, y: y(0) + 4, "text-anchor": "end" }, "0"),
      svg("text", { class: "tick", x: LEFT - 6, y: y(most) + 4, "text-anchor": "end" }, most.toLocaleString("en-GB")),
      svg("path", { class: "steps", d: line }),
      points.map((point, n) => drawPoint(point, x(n), y, n)),
      days.map((day, n) =>
        n && day === days[n - 1] ? null : svg("text", { class: "tick", x: x(n), y: HEIGHT - 10, "text-anchor": "middle" }, day ? shortDay(day) : "no day"),
      ),
    ),
    all.length > MOST ? h("p", { class: "small muted" }, `The last ${MOST} of ${all.length} figures are drawn.`) : null,
  );
}

/** A disc for a number, a bar for a range, an arrow where one side is open; hollow where the text was replaced. */
function drawPoint(point, x, y) {
  const { low, high } = point;
  const at = y(high ?? low);
  const parts = [svg("title", {}, `${point.text}: ${point.source || "the report itself"}, ${point.publisher}`)];
  if (low !== null && high !== null && low !== high) {
    parts.push(svg("line", { class: "range", x1: x, x2: x, y1: y(low), y2: y(high) }));
  } else if (high === null) {
    parts.push(svg("path", { class: "range", d: `M${x} ${at}v-9m-3.5 3.5l3.5-3.5l3.5 3.5` }));
  } else if (low === null) {
    parts.push(svg("path", { class: "range", d: `M${x} ${at}v11m-3.5-3.5l3.5 3.5l3.5-3.5` }));
  }
  parts.push(svg("circle", { class: point.report === null ? "point gone" : "point", cx: x, cy: at, r: 4.5 }));
  parts.push(svg("text", { class: "value", x: x + 8, y: at + (at < TOP + 8 ? 12 : -6) }, formatToll(low, high).replace("at least ", "≥ ").replace("up to ", "≤ ")));
  return svg("g", {}, parts);
}

function drawTable(history, context) {
  return h(
    "table",
    { class: "table" },
    h("caption", { class: "hush" }, `Figures of ${history.kind}, the oldest first`),
    h("thead", {}, h("tr", {}, ["Figure", "Given by", "In", "Day", "Words"].map((head) => h("th", { scope: "col" }, head)))),
    h(
      "tbody",
      {},
      history.points.map((point) =>
        h(
          "tr",
          { class: point.report === null ? "gone" : "" },
          h("td", {}, h("strong", {}, point.text)),
          h("td", {}, point.source ? [h("bdi", {}, point.source), kindBeside(point.source, point.kind) ? h("span", { class: "muted" }, ` ${point.kind}`) : null] : h("span", { class: "muted" }, "the report itself")),
          h("td", {}, point.report === null ? h("span", { class: "muted" }, "a text since replaced: ") : h("span", { class: "report-number" }, `[${point.report}] `), h("bdi", {}, point.publisher)),
          h("td", {}, formatDay(point.published)),
          h("td", {}, h("a", { href: documentLink(point.words, context), dir: "auto" }, quote(point.words.quote))),
        ),
      ),
    ),
  );
}

function shortDay(day) {
  return formatDay(day).replace(/ \d{4}$/, "");
}
