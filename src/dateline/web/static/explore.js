// Explore: map, timeline and table of one filter, which stands in the address bar; what is chosen in one is chosen in all.

import { get, getSession, stream, toQuery } from "./api.js";
import { $, debounce, fill, h, onFrame } from "./dom.js";
import { makeBar } from "./explorebar.js";
import { drawAside, drawCard } from "./exploreside.js";
import { Facets, nameValue } from "./facets.js";
import { describeFilter, EMPTY, readFilter, writeFilter } from "./filter.js";
import { formatNumber, GROUPS, sign } from "./format.js";
import { bindKeys } from "./keys.js";
import { WorldMap } from "./map.js";
import { Marks } from "./marks.js";
import { announce, showError, showWaiting, start, toast } from "./shell.js";
import { COLUMNS, EventTable } from "./table.js";
import { Timeline } from "./timeline.js";

const PANES = { both: "All", map: "Map", time: "Time", table: "Table", filter: "Filter" }; // the last on narrow screens only
const PENDING_MS = 1500; // between two questions while the server still makes marks

class Explorer {
  constructor(main) {
    this.main = main;
    this.marks = new Marks();
    this.hits = null;
    this.countries = new Map();
    this.readAddress();
    this.build();
    this.apply = onFrame(() => this.#apply());
    this.say = debounce(() => announce(this.countWords()), 700);
    this.ask = debounce(() => this.#askWords(), 250);
    addEventListener("popstate", () => {
      const before = this.filter;
      this.readAddress();
      this.bar.show(this.filter);
      if (before.as_of !== this.filter.as_of) this.load();
      else if (before.text !== this.filter.text) this.ask.now();
      this.apply();
    });
  }

  readAddress() {
    const query = new URLSearchParams(location.search);
    this.filter = readFilter(location.search);
    this.sorting = COLUMNS[(query.get("sort") ?? "").replace(/^-/, "")] ? query.get("sort") : "-day";
    this.pane = query.get("view") in PANES ? query.get("view") : "both";
    this.event = query.get("event") ?? "";
    this.at = query.get("at") ?? "";
  }

  writeAddress({ isStep = false } = {}) {
    const query = writeFilter(this.filter);
    if (this.sorting !== "-day") query.set("sort", this.sorting);
    if (this.pane !== "both") query.set("view", this.pane);
    if (this.event) query.set("event", this.event);
    if (this.at) query.set("at", this.at);
    const address = `${location.pathname}${toQuery(Object.fromEntries([...new Set(query.keys())].map((name) => [name, query.getAll(name)])))}`;
    if (address !== location.pathname + location.search) history[isStep ? "pushState" : "replaceState"](null, "", address);
  }

  build() {
    const nameOf = (field, value) => nameValue(field, value, this.countries);
    this.nameOf = nameOf;
    this.bar = makeBar({
      change: (part, how) => this.change(part, how),
      clear: () => this.change({ ...EMPTY }),
      csv: () => this.table.toCsv(),
    });
    const map = h("div", { class: "map", id: "map" });
    const time = h("div", { class: "time", id: "time" });
    const table = h("div", { class: "events-box", id: "table" });
    const facets = h("aside", { class: "facets", "aria-label": "Filter by value" });
    this.side = h("aside", { class: "rail", "aria-label": "Chosen event, and events without a place" });
    this.counts = h("p", { class: "counts", id: "counts" });
    this.chips = h("div", { class: "row chips" });
    this.news = h("div", { class: "news", hidden: true, role: "status" });
    this.mapCount = h("span", { class: "pane-note" });
    this.timeCount = h("span", { class: "pane-note" });
    this.views = h("div", { class: "row views", role: "group", "aria-label": "Parts that are shown" });
    const on = {
      select: (i, how) => this.select(i, how), hover: (i) => this.hover(i), open: (i) => this.open(i), say: announce,
      cluster: (members) => this.showCluster(members), describe: (members) => drawCard(this.marks, members),
      area: (area) => this.change(area.near ? { near: area.near, bounds: null } : { bounds: area.bounds, near: null }),
      move: debounce(() => ((this.at = this.map.place), this.writeAddress()), 400),
      days: (since, until, { isDone }) => this.change({ since, until }, { isStep: isDone, isLive: !isDone }),
      sort: (sorting) => ((this.sorting = sorting), this.writeAddress(), this.table.show(this.marks, this.found.shown, sorting)),
    };
    fill(
      this.main,
      h("h1", { class: "hush" }, "Explore"),
      h("section", { class: "bar", "aria-label": "Filter" }, this.bar.node, h("div", { class: "bar-line" }, h("div", { class: "row" }, this.counts, this.chips), h("div", { class: "row" }, this.views, this.bar.exports)), this.news),
      h(
        "div",
        { class: "explore", id: "explore" },
        facets,
        h("section", { class: "pane pane-map", "aria-label": "Map" }, this.#mapTools(), map, this.#legend()),
        this.side,
        h("section", { class: "pane pane-time", "aria-label": "Timeline" }, this.timeCount, time),
        h("section", { class: "pane pane-table", "aria-label": "Table" }, table),
      ),
    );
    this.map = new WorldMap(map, on);
    this.time = new Timeline(time, on);
    this.table = new EventTable(table, on);
    this.views.after(this.table.menu);
    this.facets = new Facets(facets, { change: (part) => this.change(part) }, nameOf);
    this.explore = $("#explore", this.main);
    this.#drawViews();
    this.bar.show(this.filter);
    bindKeys("Explore", [
      ["j", "next event of the table", () => this.table.step(1)],
      ["k", "event before", () => this.table.step(-1)],
      ["Enter", "open the chosen event", () => (this.event ? this.open(this.marks.index.get(this.event) ?? -1) : false)],
      ["m", "to the map", () => $("canvas.map-top", map).focus()],
      ["l", "to the timeline", () => $("canvas", time).focus()],
      ["x", "take the filter away", () => this.change({ ...EMPTY })],
      ["Escape", "choose nothing", () => this.select(-1)],
    ]);
    bindKeys("Map (when it has the focus)", [["n / p", "next, previous event", () => false], ["+ / −", "nearer, farther", () => false], ["0", "show all", () => false]]);
    bindKeys("Timeline (when it has the focus)", [["← / →", "earlier, later", () => false], ["+ / − ", "nearer, farther", () => false], ["Enter ", "filter to the days in view", () => false], ["Backspace", "all days", () => false]]);
  }

  #mapTools() {
    const tools = { move: "Move", bounds: "Draw an area", near: "Draw a distance" };
    const buttons = Object.entries(tools).map(([tool, words]) =>
      h("button", { type: "button", class: "button small", "aria-pressed": String(tool === "move"), dataset: { tool }, onclick: () => this.setTool(tool) }, words),
    );
    const act = (words, label, run) => h("button", { type: "button", class: "button small", "aria-label": label, title: label, onclick: run }, words);
    return h(
      "div",
      { class: "map-tools" },
      h("div", { class: "row", role: "group", "aria-label": "What dragging does" }, buttons),
      h("div", { class: "row" }, act("+", "Nearer", () => this.map.zoom(1.7)), act("−", "Farther", () => this.map.zoom(1 / 1.7)), act("Fit", "Fit: show all events found", () => this.map.fit(this.found.shown))),
    );
  }

  setTool(tool) {
    this.map.setTool(tool);
    for (const button of this.main.querySelectorAll("[data-tool].button")) button.setAttribute("aria-pressed", String(button.dataset.tool === tool));
    if (tool !== "move") announce("Drag over the map. For keys: type the area or the distance under More.");
  }

  #legend() {
    return h(
      "details",
      { class: "legend" },
      h("summary", {}, "Legend", this.mapCount),
      h("ul", {}, Object.entries(GROUPS).map(([group, { words, shape }]) => h("li", { class: "tag", dataset: { group } }, sign(shape), words))),
      h("p", {}, "The fuller a shape, the surer the event; one that is nearly empty was denied or withdrawn. The dashed disc is the area in which the place lies. A number stands for so many events close to each other."),
    );
  }

  #drawViews() {
    fill(
      this.views,
      Object.entries(PANES).map(([pane, words]) =>
        h("button", { type: "button", class: "button small", dataset: { pane }, "aria-pressed": String(pane === this.pane), onclick: () => ((this.pane = pane), this.writeAddress(), this.#drawViews()) }, words),
      ),
    );
    this.explore.dataset.pane = this.pane;
  }

  /** Takes a part of a filter; `isLive` for what is still being dragged. */
  change(part, { isStep = true, isLive = false } = {}) {
    const before = this.filter;
    this.filter = { ...before, ...part };
    if (!isLive) {
      this.writeAddress({ isStep });
      this.bar.show(this.filter);
    }
    if (part.bounds || part.near) this.setTool("move");
    if (before.as_of !== this.filter.as_of) this.load();
    else if (before.text !== this.filter.text) this.ask();
    this.apply();
    this.say();
  }

  select(i, { keep = false } = {}) {
    const id = i >= 0 ? this.marks.at(i, "id") : "";
    if (id === this.event && !keep && id) return;
    this.event = id;
    this.writeAddress();
    this.#highlight({ selected: i, reveal: true });
    this.cluster = null;
    this.#drawSide();
    if (i >= 0) this.map.reveal(i);
  }

  hover(i) {
    this.#highlight({ hovered: i });
  }

  open(i) {
    if (i >= 0) location.assign(`/event/${encodeURIComponent(this.marks.at(i, "id"))}`);
  }

  showCluster(members) {
    this.cluster = members;
    this.#drawSide();
    announce(`${members.length} events at one place, listed at the side`);
    this.side.querySelector("a, button")?.focus();
  }

  #highlight(how) {
    for (const part of [this.map, this.time, this.table]) part.highlight(how);
  }

  #apply() {
    const begin = performance.now();
    this.found = this.marks.match(this.filter, this.hits);
    const { shown, timeless, facets } = this.found;
    this.map.drawn = this.filter.bounds || this.filter.near ? { bounds: this.filter.bounds, near: this.filter.near } : null;
    this.map.show(this.marks, shown);
    this.time.show(this.marks, timeless, this.filter);
    this.table.show(this.marks, shown, this.sorting);
    this.facets.show(this.filter, facets);
    this.#drawCounts();
    const selected = this.event ? (this.marks.index.get(this.event) ?? -1) : -1;
    this.#highlight({ selected });
    this.#drawSide();
    performance.measure("explore-filter", { start: begin, end: performance.now() });
  }

  countWords() {
    const { shown } = this.found;
    const placed = shown.reduce((sum, i) => sum + this.marks.placed[i], 0);
    const all = this.marks.size;
    const words = shown.length === all ? `${formatNumber(all)} ${all === 1 ? "event" : "events"}` : `${formatNumber(shown.length)} of ${formatNumber(all)} events`;
    const loose = shown.length - placed;
    return loose ? `${words}; ${formatNumber(loose)} without a point on the map: listed at the side` : words;
  }

  #drawCounts() {
    const { undated, shown } = this.found;
    const placed = shown.reduce((sum, i) => sum + this.marks.placed[i], 0);
    const notes = [];
    if ((this.filter.since || this.filter.until) && undated) notes.push(`${formatNumber(undated)} undated left out`);
    if (this.rejected) notes.push(`${formatNumber(this.rejected)} rejected by a person left out`);
    if (this.dropped) notes.push(`${formatNumber(this.dropped)} that no report tells any more left out`);
    if (this.pending) notes.push(`${formatNumber(this.pending)} ${this.filter.as_of ? "more were known then: only those recorded last are shown" : "still being prepared"}`);
    fill(this.counts, h("strong", {}, this.countWords()), notes.length ? h("span", { class: "muted" }, ` · ${notes.join(" · ")}`) : null);
    fill(this.mapCount, ` · ${formatNumber(placed)} on the map`);
    fill(
      this.chips,
      describeFilter(this.filter, this.nameOf).map(({ words, without }) =>
        h("span", { class: "chip" }, h("span", { class: "cut", dir: "auto" }, words), h("button", { type: "button", "aria-label": `Without ${words}`, onclick: () => this.change(without) }, "×")),
      ),
    );
    this.bar.showExports(this.filter, shown.length);
    this.explore.dataset.empty = String(!shown.length);
  }

  #drawSide() {
    const draw = onFrameOnce(this, "side", () => {
      const selected = this.event ? (this.marks.index.get(this.event) ?? -1) : -1;
      drawAside(this.side, {
        marks: this.marks, found: this.found, selected, cluster: this.cluster, isMissing: Boolean(this.event) && selected < 0 && this.isLoaded && !this.pending, pending: this.pending ?? 0, countries: this.countries, isFiltered: describeFilter(this.filter).length > 0,
        clear: () => this.change({ ...EMPTY }), select: (i) => this.select(i), country: (code) => this.change({ country: [code] }), hover: (i) => this.hover(i), close: () => ((this.cluster = null), this.#drawSide()),
        near: (i) => this.change({ near: { lat: this.marks.at(i, "lat"), lon: this.marks.at(i, "lon"), km: Math.max(25, this.marks.at(i, "radius_km") ?? 0) }, bounds: null }),
      });
    });
    draw();
  }

  /** Asks for the marks anew; keeps those shown until they are there. */
  async load({ isQuiet = false } = {}) {
    this.loading?.abort();
    this.loading = new AbortController();
    const { signal } = this.loading;
    try {
      const begin = performance.now();
      const data = await get("/marks", { as_of: this.filter.as_of }, { signal });
      if (!data.columns.id?.length) data.pending ||= await this.#countUnready(data);
      performance.measure("explore-load", { start: begin, end: performance.now() });
      const marks = new Marks(data);
      if (isQuiet && this.isLoaded) return this.#offer(data, marks);
      this.take(data, marks);
      if (this.filter.text) await this.#askWords();
      // Of an earlier day the rest never comes: see #drawCounts.
      if (data.pending && !this.filter.as_of) setTimeout(() => this.load(), PENDING_MS);
    } catch (error) {
      if (error.name === "AbortError") return undefined;
      if (this.isLoaded) toast(error.message, { kind: "error" });
      else showError(this.main, error);
    }
    return undefined;
  }

  /** A server that has just begun to make its marks may have none: then there are as many on their way as the ledger holds. */
  async #countUnready({ rejected = 0, dropped = 0 }) {
    const session = await getSession().catch(() => null);
    return this.filter.as_of ? 0 : Math.max(0, (session?.counts?.linked_events ?? 0) - rejected - dropped);
  }

  take(data, marks) {
    this.marks = marks;
    [this.rejected, this.dropped, this.pending] = [data.rejected ?? 0, data.dropped ?? 0, data.pending ?? 0];
    this.isLoaded = true;
    this.news.hidden = true;
    this.#apply();
    if (this.pending && !marks.size && !this.filter.as_of) return;
    document.documentElement.dataset.ready = "true";
    if (this.isPlaced) return;
    this.isPlaced = true;
    // So that the first letter typed into a field need not wait for names to be folded.
    requestIdleCallback(() => ["actors", "targets", "sources", "kinds"].forEach((name) => this.marks.words(name)));
    const place = () => (this.at ? (this.map.place = this.at) : this.map.fit(this.found.shown));
    if (this.map.root.clientWidth) place();
    else this.map.onReady = place; // on a narrow screen the map is not seen until it is asked for
    if (this.event) this.select(this.marks.index.get(this.event) ?? -1, { keep: true });
  }

  /** What came in while one reads is offered and not pushed: nothing moves until one says so. */
  #offer(data, marks) {
    const [news, changed] = [[], []];
    for (const [id, i] of marks.index) {
      const before = this.marks.index.get(id);
      if (before === undefined) news.push(id);
      else if (this.marks.at(before, "changed") !== marks.at(i, "changed")) changed.push(id);
    }
    if (!news.length && !changed.length) return;
    const words = [news.length ? `${formatNumber(news.length)} new` : "", changed.length ? `${formatNumber(changed.length)} changed` : ""].filter(Boolean).join(", ");
    fill(this.news, h("span", {}, words), h("button", { type: "button", class: "button small", onclick: () => this.take(data, marks) }, "Show"));
    this.news.hidden = false;
  }

  async #askWords() {
    const { text, as_of } = this.filter;
    if (!text) {
      this.hits = null;
      return this.apply();
    }
    try {
      const data = await get("/marks", { text, as_of });
      if (this.filter.text !== text) return undefined;
      this.hits = new Set(data.columns.id);
    } catch (error) {
      this.hits = new Set();
      toast(error.message, { kind: "error" });
    }
    this.say();
    return this.apply();
  }
}

/** Draws once before the next painting, however often it is asked for in between. */
function onFrameOnce(owner, name, run) {
  owner.frames ??= {};
  owner.frames[name] ??= onFrame(() => owner.frames[`${name}-run`]());
  owner.frames[`${name}-run`] = run;
  return owner.frames[name];
}

start({ page: "explore" });
const main = $("#main");
showWaiting(main, 6);
const explorer = new Explorer(main);
const world = fetch("/static/data/world.json").then((answer) => answer.json());
explorer.load();
world.then((data) => {
  explorer.map.setWorld(data);
  explorer.countries = explorer.map.world.names;
  if (explorer.isLoaded) explorer.apply();
}, () => toast("The outlines of the map could not be loaded; the events are all there.", { kind: "error" }));
stream(debounce((entry) => entry > explorer.marks.entry && !explorer.filter.as_of && explorer.isLoaded && explorer.load({ isQuiet: true }), 1500));
