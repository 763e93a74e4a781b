// EventTable: the events in rows of one height, of which only those in view are in the page; sortable, columns by choice.

import { fill, h, onFrame } from "./dom.js";
import { ago, formatDays, formatNumber, formatToll, sign, statusBadge, typeTag } from "./format.js";
import { realisWords, UNKNOWN } from "./marks.js";

const ROW = 34; // pixels; set in explore.css too
const SPARE = 8; // rows above and below what is seen
const KEPT = "dateline-columns";
const text = (name) => ({ sort: (m, i) => (m.at(i, name) ?? "").toString().toLowerCase(), cell: (m, i) => cut(m.at(i, name)), csv: (m, i) => m.at(i, name) });
const number = (name) => ({ num: true, sort: (m, i) => m.at(i, name), cell: (m, i) => formatNumber(m.at(i, name)), csv: (m, i) => m.at(i, name) });
const names = (name) => ({ sort: (m, i) => (m.at(i, name)[0] ?? "").toLowerCase(), cell: (m, i) => cut(m.at(i, name).join("; ")), csv: (m, i) => m.at(i, name).join("; ") });
const toll = (name) => ({
  num: true,
  sort: (m, i) => m.at(i, `${name}_low`) ?? m.at(i, `${name}_high`) ?? -1,
  cell: (m, i) => {
    const [low, high] = [m.at(i, `${name}_low`), m.at(i, `${name}_high`)];
    return low === null && high === null ? h("span", { class: "muted", title: "unknown" }, "–") : formatToll(low, high);
  },
  csv: (m, i) => [m.at(i, `${name}_low`), m.at(i, `${name}_high`)].map((one) => one ?? "").join("/").replace(/^\/$/, ""),
});

function cut(words) {
  return h("span", { class: "cut", dir: "auto", title: words || null }, words || "");
}

/** name -> {words, width in rem, cell(marks, index), sort, csv}. */
export const COLUMNS = {
  day: {
    words: "Day", width: 11, csv: (m, i) => [m.at(i, "earliest"), m.at(i, "latest")].filter(Boolean).join("/"),
    sort: (m, i) => m.first[i] * 100_000 + Math.min(99_999, m.last[i] - m.first[i]),
    cell: (m, i) => h("span", { class: "cut", title: m.at(i, "precision") }, formatDays(m.at(i, "earliest"), m.at(i, "latest")), m.at(i, "precision") === "about" ? " (about)" : ""),
  },
  title: {
    words: "Event", width: 24, sort: (m, i) => (m.at(i, "title") ?? "").toLowerCase(), csv: (m, i) => m.at(i, "title"),
    cell: (m, i) => h("a", { class: "cut", dir: "auto", href: `/event/${m.at(i, "id")}`, title: m.at(i, "title"), tabindex: "-1" }, m.at(i, "title") || "(no words)"),
  },
  type: { ...text("type"), words: "Type", width: 11, cell: (m, i) => typeTag(m.at(i, "type"), m.at(i, "mode")) },
  status: { ...text("status"), words: "Status", width: 10.5, cell: (m, i) => statusBadge(m.at(i, "status")) },
  place: {
    words: "Place", width: 12, sort: (m, i) => (m.at(i, "place") ?? "").toLowerCase(), csv: (m, i) => m.at(i, "place"),
    cell: (m, i) => cut([m.at(i, "place"), m.at(i, "country")].filter(Boolean).join(", ")),
  },
  killed: { ...toll("killed"), words: "Killed", width: 6 },
  injured: { ...toll("injured"), words: "Injured", width: 6 },
  actors: { ...names("actors"), words: "Who", width: 12 },
  targets: { ...names("targets"), words: "Whom", width: 12 },
  origins: { ...number("origins"), words: "Origins", width: 5.5 },
  reports: { ...number("reports"), words: "Reports", width: 5.5 },
  disputes: { ...number("disputes"), words: "Disputes", width: 5.5 },
  weapon: { ...text("weapon"), words: "Weapon", width: 8 },
  realis: { ...text("realis"), words: "Happened?", width: 9, cell: (m, i) => cut(realisWords(m.at(i, "realis"))) },
  sources: { ...names("sources"), words: "Who says so", width: 14 },
  credibility: { ...number("credibility"), words: "Credibility", width: 6 },
  recorded: { words: "Recorded", width: 8, sort: (m, i) => m.at(i, "recorded"), cell: (m, i) => ago(m.at(i, "recorded")), csv: (m, i) => m.at(i, "recorded") },
  changed: { words: "Changed", width: 8, sort: (m, i) => m.at(i, "changed"), cell: (m, i) => ago(m.at(i, "changed")), csv: (m, i) => m.at(i, "changed") },
};
const USUAL = ["day", "title", "type", "status", "place", "killed", "injured", "actors", "targets", "origins", "reports"];
// What is best looked at from its largest value down.
const DOWN = new Set(["day", "killed", "injured", "origins", "reports", "disputes", "recorded", "changed"]);

export class EventTable {
  /** `on` holds: select(index), hover(index), open(index), sort("name" or "-name"). */
  constructor(root, on) {
    this.on = on;
    this.marks = null;
    this.order = [];
    this.sorting = "-day";
    this.selected = -1;
    this.hovered = -1;
    this.focused = 0;
    this.columns = readColumns();
    this.head = h("thead");
    this.body = h("tbody");
    this.table = h("table", { class: "table events", role: "grid", "aria-label": "Events", "aria-multiselectable": "false" }, this.head, this.body);
    this.scroll = h("div", { class: "events-scroll", tabindex: "-1" }, this.table);
    this.menu = h("details", { class: "menu" });
    this.root = root;
    root.append(this.scroll);
    this.draw = onFrame(() => this.#draw());
    this.scroll.addEventListener("scroll", () => this.draw(), { passive: true });
    new ResizeObserver(() => this.draw()).observe(this.scroll);
    this.#listen();
    this.#drawHead();
    this.#drawMenu();
  }

  show(marks, shown, sorting = this.sorting) {
    this.marks = marks;
    const isNew = sorting !== this.sorting;
    this.sorting = sorting;
    this.order = this.#sort(shown);
    this.place = new Map(this.order.map((i, n) => [i, n]));
    this.focused = Math.max(0, Math.min(this.focused, this.order.length - 1));
    if (isNew) this.#drawHead();
    this.draw();
  }

  highlight({ selected = this.selected, hovered = this.hovered, reveal = false }) {
    if (selected === this.selected && hovered === this.hovered) return;
    this.selected = selected;
    this.hovered = hovered;
    if (reveal && this.place?.has(selected)) this.#reveal(this.place.get(selected));
    this.draw();
  }

  /** Moves the focus by rows, as j and k do. */
  step(by) {
    if (!this.order.length) return;
    const hasFocus = this.body.contains(document.activeElement);
    this.focused = Math.max(0, Math.min(this.order.length - 1, hasFocus ? this.focused + by : this.focused));
    this.#reveal(this.focused);
    this.#draw();
    this.body.querySelector(`[data-n="${this.focused}"]`)?.focus({ preventScroll: true });
    this.on.select(this.order[this.focused], { keep: true });
  }

  open() {
    if (this.order[this.focused] !== undefined) this.on.open(this.order[this.focused]);
  }

  /** What is shown as CSV, in the order shown, all columns. A cell that a spreadsheet would run is made text. */
  toCsv() {
    const quote = (value) => {
      const words = String(value ?? "");
      const safe = /^[=+\-@\t\r]/.test(words) && Number.isNaN(Number(words)) ? `'${words}` : words;
      return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
    };
    const wanted = Object.entries(COLUMNS);
    const head = ["id", ...wanted.map(([name]) => name), "country", "lat", "lon", "radius_km"];
    const rows = this.order.map((i) => [
      this.marks.at(i, "id"), ...wanted.map(([, column]) => column.csv(this.marks, i)),
      ...["country", "lat", "lon", "radius_km"].map((name) => this.marks.at(i, name)),
    ]);
    return [head, ...rows].map((row) => row.map(quote).join(",")).join("\r\n");
  }

  #sort(shown) {
    const down = this.sorting.startsWith("-");
    const column = COLUMNS[this.sorting.replace(/^-/, "")] ?? COLUMNS.day;
    const { marks } = this;
    const keys = new Map();
    for (const i of shown) keys.set(i, column.sort(marks, i));
    const isTime = column === COLUMNS.day;
    return [...shown].sort((a, b) => {
      // What has no day comes last either way.
      if (isTime && (marks.first[a] === UNKNOWN) !== (marks.first[b] === UNKNOWN)) return marks.first[a] === UNKNOWN ? 1 : -1;
      const [x, y] = [keys.get(a), keys.get(b)];
      if (x === y) return a - b;
      return (x < y ? -1 : 1) * (down ? -1 : 1);
    });
  }

  #reveal(n) {
    const top = n * ROW;
    const { scrollTop, clientHeight } = this.scroll;
    const room = clientHeight - this.head.offsetHeight;
    if (top < scrollTop) this.scroll.scrollTop = top;
    else if (top + ROW > scrollTop + room) this.scroll.scrollTop = top + ROW - room;
  }

  #drawHead() {
    const down = this.sorting.startsWith("-");
    const sorted = this.sorting.replace(/^-/, "");
    fill(
      this.head,
      h(
        "tr",
        { "aria-rowindex": "1" },
        this.columns.map((name) =>
          h(
            "th",
            { scope: "col", class: COLUMNS[name].num ? "num" : "", "aria-sort": name === sorted ? (down ? "descending" : "ascending") : "none", style: { width: `${COLUMNS[name].width}rem` } },
            h(
              "button",
              { type: "button", class: "sorter", onclick: () => this.on.sort(name === sorted ? (down ? name : `-${name}`) : DOWN.has(name) ? `-${name}` : name) },
              COLUMNS[name].words,
              name === sorted ? sign(down ? "wedge" : "triangle") : null,
            ),
          ),
        ),
      ),
    );
    this.table.style.width = `${this.columns.reduce((sum, name) => sum + COLUMNS[name].width, 0)}rem`;
    this.table.setAttribute("aria-colcount", String(this.columns.length));
  }

  #drawMenu() {
    const choose = (name) => (event) => {
      this.columns = Object.keys(COLUMNS).filter((one) => (one === name ? event.target.checked : this.columns.includes(one)));
      if (!this.columns.length) this.columns = ["title"];
      keepColumns(this.columns);
      this.#drawHead();
      this.#draw();
    };
    fill(
      this.menu,
      h("summary", { class: "button small" }, "Columns"),
      h(
        "fieldset",
        { class: "menu-body" },
        h("legend", { class: "hush" }, "Columns of the table"),
        Object.entries(COLUMNS).map(([name, column]) => h("label", { class: "check" }, h("input", { type: "checkbox", checked: this.columns.includes(name), onchange: choose(name) }), column.words)),
      ),
    );
  }

  #draw() {
    if (!this.marks) return;
    const from = Math.max(0, Math.floor(this.scroll.scrollTop / ROW) - SPARE);
    const to = Math.min(this.order.length, Math.ceil((this.scroll.scrollTop + this.scroll.clientHeight) / ROW) + SPARE);
    const wasInside = this.body.contains(document.activeElement) && document.activeElement.dataset.n;
    this.table.setAttribute("aria-rowcount", String(this.order.length + 1));
    const spacer = (rows) => (rows ? h("tr", { class: "spacer", "aria-hidden": "true", style: { height: `${rows * ROW}px` } }, h("td", { colspan: this.columns.length })) : null);
    const rows = [];
    for (let n = from; n < to; n++) rows.push(this.#row(n));
    fill(this.body, spacer(from), rows, spacer(this.order.length - to));
    if (wasInside) this.body.querySelector(`[data-n="${wasInside}"]`)?.focus({ preventScroll: true });
  }

  #row(n) {
    const i = this.order[n];
    const isSelected = i === this.selected;
    return h(
      "tr",
      {
        class: i === this.hovered ? "hovered" : "", dataset: { n, i }, "aria-rowindex": n + 2, "aria-selected": isSelected ? "true" : "false",
        tabindex: n === this.focused ? "0" : "-1",
      },
      this.columns.map((name) => h("td", { class: COLUMNS[name].num ? "num" : "" }, COLUMNS[name].cell(this.marks, i))),
    );
  }

  #listen() {
    const row = (event) => event.target.closest?.("tr[data-i]");
    this.body.addEventListener("click", (event) => {
      const found = row(event);
      if (!found || event.target.closest("a")) return;
      this.focused = Number(found.dataset.n);
      this.on.select(Number(found.dataset.i), { keep: true });
    });
    this.body.addEventListener("dblclick", (event) => row(event) && this.on.open(Number(row(event).dataset.i)));
    this.body.addEventListener("pointerover", (event) => this.on.hover(row(event) ? Number(row(event).dataset.i) : -1));
    this.body.addEventListener("pointerleave", () => this.on.hover(-1));
    this.body.addEventListener("keydown", (event) => {
      const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10, Home: -Infinity, End: Infinity };
      if (event.key in steps) this.step(steps[event.key]);
      else if (event.key === "Enter" && event.target.matches("tr")) this.open();
      else return;
      event.preventDefault();
    });
  }
}

function readColumns() {
  try {
    const kept = JSON.parse(localStorage.getItem(KEPT) ?? "null");
    const found = Array.isArray(kept) ? kept.filter((name) => name in COLUMNS) : [];
    return found.length ? found : USUAL;
  } catch {
    return USUAL;
  }
}

function keepColumns(columns) {
  try {
    localStorage.setItem(KEPT, JSON.stringify(columns));
  } catch {
    // Kept for this page only.
  }
}
