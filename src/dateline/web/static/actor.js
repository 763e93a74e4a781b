// The page of one party: its events over time, as who did it, as whom it was done to, as who says so; and with whom.

import { get, toQuery } from "./api.js";
import { $, $$, fill, h, svg } from "./dom.js";
import { count, formatDay, formatDays, formatNumber, formatToll, statusBadge, typeTag } from "./format.js";
import { bindKeys } from "./keys.js";
import { cut } from "./quote.js";
import { announce, showEmpty, showError, showWaiting, start, walkList } from "./shell.js";

const LANES = { actor: "acted", target: "was the target", source: "says so" };
const EDGES = { "did to": "it acted on", "done by": "acted on it", "together with": "acted together", "together hit": "hit together" };
const MOST_DRAWN = 14; // counterparts around the party; the table has all
const SHOWN = 60; // events of the list before the rest is asked for

const params = new URLSearchParams(location.search);
const name = params.get("name") ?? "";
const main = $("#main");
let page = null;
let chosen = { roles: new Set(Object.keys(LANES)), events: null, words: "" };
let all = false;

start({ page: "" });
walkList("This party", () => $$("#events tbody a"));
bindKeys("This party", [["x", "all events again", () => choose(null, "")]]);
if (name.trim()) load().finally(() => (document.documentElement.dataset.ready = "yes"));
else showEmpty(main, "Which party?", "Give its name, or its id in the registry of actors.", drawSearch());

async function load() {
  showWaiting(main, 8);
  try {
    page = await get("/actors", { name, as_of: params.get("as_of"), since: params.get("since"), until: params.get("until") });
  } catch (error) {
    showError(main, error);
    return;
  }
  document.title = `${page.name} · dateline`;
  if (!page.events.length) {
    showEmpty(main, "No event has this party", `Nothing in the ledger has “${name}” as actor, target or source. Try fewer words of its name.`, drawSearch());
    return;
  }
  draw();
}

function draw() {
  const roles = countRoles();
  fill(
    main,
    h(
      "header",
      { class: "actor-head" },
      h("p", { class: "row small muted" }, "Party", page.actor_id ? h("span", { class: "mono" }, page.actor_id) : h("span", {}, "not in the registry of actors")),
      h("h1", { dir: "auto" }, page.name),
      h("p", { class: "row" }, page.about ? h("span", { class: "muted" }, page.about) : null, h("span", {}, `${count(page.events.length, "event")}: `, Object.keys(LANES).filter((role) => roles[role]).map((role) => `${roles[role]} as ${role}`).join(", "))),
      page.names.length > 1
        ? h("details", { class: "small" }, h("summary", {}, `${page.names.length} names in the texts`), h("p", {}, page.names.map((one, n) => [n ? ", " : "", h("bdi", {}, one)])))
        : null,
      page.left_out ? h("p", { class: "note" }, `${formatNumber(page.left_out)} more events were not looked at: the newest are. Narrow it by days below.`) : null,
      drawSearch(),
    ),
    h("section", { class: "part", "aria-labelledby": "time-title" }, h("h2", { id: "time-title" }, "Over time"), drawTime()),
    page.counterparts.length
      ? h("section", { class: "part", "aria-labelledby": "with-title" }, h("h2", { id: "with-title" }, "With whom"), h("div", { class: "with" }, drawGraph(), drawTwin()))
      : null,
    h("section", { class: "part", id: "events", "aria-labelledby": "events-title" }, h("h2", { id: "events-title" }, "Its events"), h("div", { id: "event-list" })),
  );
  drawList();
}

function countRoles() {
  const found = { actor: 0, target: 0, source: 0 };
  for (const event of page.events) for (const role of event.roles) found[role] += 1;
  return found;
}

function drawSearch() {
  const field = (label, key, type, value) => h("div", { class: "field" }, h("label", { for: `ask-${key}` }, label), h("input", { id: `ask-${key}`, name: key, type, value, dir: "auto", dataset: key === "name" ? { focusFilter: "yes" } : {} }));
  return h(
    "form",
    { class: "row actor-ask", action: "/actor", method: "get", role: "search", "aria-label": "Another party" },
    field("Party", "name", "search", name),
    field("Since", "since", "date", params.get("since") ?? ""),
    field("Until", "until", "date", params.get("until") ?? ""),
    h("button", { class: "button", type: "submit" }, "Show"),
  );
}

// Over time

function drawTime() {
  const dated = page.events.filter((event) => event.row.when);
  const undated = page.events.length - dated.length;
  if (!dated.length) return h("p", { class: "muted" }, "None of its events has a date.");
  const day = (text) => new Date(`${text}T00:00:00Z`).getTime();
  const from = Math.min(...dated.map((event) => day(event.row.when.earliest)));
  const to = Math.max(...dated.map((event) => day(event.row.when.latest)));
  const [width, lane, left, right] = [1000, 34, 130, 20];
  const x = (at) => (to === from ? (left + width - right) / 2 : left + ((at - from) / (to - from)) * (width - left - right));
  const lanes = Object.keys(LANES);
  const height = lanes.length * lane + 28;
  const marks = dated.flatMap((event) =>
    event.roles.map((role) => {
      const [a, b] = [x(day(event.row.when.earliest)), x(day(event.row.when.latest))];
      const y = lanes.indexOf(role) * lane + lane / 2;
      return svg(
        "a",
        { href: `/event/${event.row.id}`, class: "time-mark", tabindex: "-1" },
        svg("title", {}, `${formatDays(event.row.when.earliest, event.row.when.latest)}: ${event.row.summary} (${event.row.status})`),
        b - a > 6 ? svg("rect", { x: a, y: y - 3, width: b - a, height: 6, rx: 3 }) : svg("circle", { cx: (a + b) / 2, cy: y, r: 5 }),
      );
    }),
  );
  return h(
    "div",
    {},
    h(
      "div",
      { class: "time-scroll", tabindex: "0", role: "group", "aria-label": "Over time" },
      svg(
        "svg",
        { class: "time", viewBox: `0 0 ${width} ${height}`, role: "group", "aria-label": `${count(dated.length, "dated event")} from ${formatDay(iso(from))} to ${formatDay(iso(to))}; the list below has each.` },
        lanes.map((role, n) => [
          svg("line", { class: "time-lane", x1: left, x2: width - right, y1: n * lane + lane / 2, y2: n * lane + lane / 2 }),
          svg("text", { class: "time-name", x: 0, y: n * lane + lane / 2 + 4 }, LANES[role]),
        ]),
        marks,
        svg("text", { class: "time-tick", x: left, y: height - 6 }, formatDay(iso(from))),
        to === from ? null : svg("text", { class: "time-tick", x: width - right, y: height - 6, "text-anchor": "end" }, formatDay(iso(to))),
      ),
    ),
    undated ? h("p", { class: "small muted" }, `${count(undated, "event")} without a date ${undated === 1 ? "is" : "are"} in the list only.`) : null,
  );
}

const iso = (at) => new Date(at).toISOString().slice(0, 10);

// With whom

function drawGraph() {
  const drawn = page.counterparts.slice(0, MOST_DRAWN);
  const [width, height] = [720, 460];
  const [cx, cy] = [width / 2, height / 2];
  const most = Math.max(...drawn.map((one) => one.events));
  const nodes = drawn.map((one, n) => {
    const angle = (n / drawn.length) * 2 * Math.PI - Math.PI / 2;
    return { one, angle, x: cx + Math.cos(angle) * 225, y: cy + Math.sin(angle) * 170 };
  });
  return h(
    "div",
    { class: "graph-part" },
    h(
      "div",
      { class: "graph-scroll", tabindex: "0", role: "group", "aria-label": "Graph of counterparts; the table beside it says the same" },
      svg(
        "svg",
        { class: "graph", viewBox: `0 0 ${width} ${height}`, "aria-hidden": "true" },
        svg("defs", {}, svg("marker", { id: "arrow", viewBox: "0 0 8 8", refX: "7", refY: "4", markerWidth: "9", markerHeight: "9", markerUnits: "userSpaceOnUse", orient: "auto-start-reverse" }, svg("path", { d: "M0 0L8 4L0 8z" }))),
        nodes.map((node) => drawEdge(node, cx, cy, most)),
        svg("g", { class: "ego" }, svg("circle", { cx, cy, r: 30 }), svg("text", { x: cx, y: cy + 48, "text-anchor": "middle" }, cut(page.name, 34))),
        nodes.map((node) => drawNode(node)),
      ),
    ),
    h("p", { class: "small muted" }, "The thicker the line, the more events. An arrow points at whom it was done to; a dashed line joins those who acted, or were hit, together.", page.counterparts.length > MOST_DRAWN ? ` The ${MOST_DRAWN} met most often are drawn; the table has all ${page.counterparts.length}.` : ""),
  );
}

function drawEdge(node, cx, cy, most) {
  const kinds = new Set(node.one.edges.map((edge) => edge.kind));
  const [out, into] = [kinds.has("did to"), kinds.has("done by")];
  const dx = node.x - cx;
  const dy = node.y - cy;
  const far = Math.hypot(dx, dy);
  const [from, to] = [34 / far, (far - 16) / far];
  return svg(
    "g",
    { class: "edge", onclick: () => chooseCounterpart(node.one) },
    svg("line", { class: "edge-hit", x1: cx, y1: cy, x2: node.x, y2: node.y }),
    svg("line", {
      class: out || into ? "edge-line" : "edge-line dashed",
      x1: cx + dx * from, y1: cy + dy * from, x2: cx + dx * to, y2: cy + dy * to,
      "stroke-width": 1.25 + (node.one.events / most) * Math.min(6, most),
      "marker-end": out ? "url(#arrow)" : null, "marker-start": into ? "url(#arrow)" : null,
    }),
    svg("title", {}, `${node.one.name}: ${sayEdges(node.one)}`),
  );
}

function drawNode(node) {
  const { one, x, y, angle } = node;
  const side = Math.cos(angle);
  const anchor = side > 0.3 ? "start" : side < -0.3 ? "end" : "middle";
  const dx = anchor === "start" ? 15 : anchor === "end" ? -15 : 0;
  const dy = anchor === "middle" ? (Math.sin(angle) > 0 ? 26 : -16) : 4;
  return svg(
    "g",
    { class: "node", onclick: () => chooseCounterpart(one) },
    svg("circle", { cx: x, cy: y, r: 10 }),
    svg("text", { class: "node-count", x, y: y + 4, "text-anchor": "middle" }, formatNumber(one.events)),
    svg("text", { x: x + dx, y: y + dy, "text-anchor": anchor }, cut(one.name, anchor === "middle" ? 30 : 18)),
    svg("title", {}, `${one.name}: ${sayEdges(one)}`),
  );
}

const sayEdges = (one) => one.edges.map((edge) => `${EDGES[edge.kind]} ${count(edge.events.length, "time")}`).join(", ");

function drawTwin() {
  return h(
    "div",
    { class: "scroll twin", tabindex: "0", role: "region", "aria-label": "Counterparts, may be scrolled" },
    h(
      "table",
      { class: "table" },
      h("caption", { class: "hush" }, "Counterparts and the events with each; a number lists its events below"),
      h("thead", {}, h("tr", {}, h("th", { scope: "col" }, "Counterpart"), Object.values(EDGES).map((words) => h("th", { scope: "col", class: "num" }, words)), h("th", { scope: "col", class: "num" }, "all"))),
      h(
        "tbody",
        {},
        page.counterparts.map((one) => {
          const edges = new Map(one.edges.map((edge) => [edge.kind, edge.events]));
          return h(
            "tr",
            {},
            h("th", { scope: "row", class: "twin-name" }, h("a", { href: `/actor${toQuery({ name: one.asked })}`, dir: "auto" }, one.name), one.about ? h("span", { class: "muted" }, ` ${one.about}`) : null),
            Object.entries(EDGES).map(([kind, words]) =>
              h("td", { class: "num" }, edges.has(kind) ? h("button", { class: "button small plain", type: "button", "aria-label": `${count(edges.get(kind).length, "event")}: ${words}, ${one.name}`, onclick: () => choose(edges.get(kind), `${words}: ${one.name}`) }, formatNumber(edges.get(kind).length)) : h("span", { class: "muted", "aria-label": "none" }, "–")),
            ),
            h("td", { class: "num" }, h("button", { class: "button small plain", type: "button", "aria-label": `All ${count(one.events, "event")} with ${one.name}`, onclick: () => chooseCounterpart(one) }, formatNumber(one.events))),
          );
        }),
      ),
    ),
  );
}

function chooseCounterpart(one) {
  choose([...new Set(one.edges.flatMap((edge) => edge.events))], `with ${one.name}`);
}

function choose(events, words) {
  chosen = { ...chosen, events: events ? new Set(events) : null, words };
  drawList();
  if (events) {
    document.getElementById("events")?.scrollIntoView();
    announce(`${count(events.length, "event")} ${words}`);
  }
}

// The list

function drawList() {
  const list = page.events
    .filter((event) => event.roles.some((role) => chosen.roles.has(role)) && (!chosen.events || chosen.events.has(event.row.id)))
    .toReversed();
  const rows = all ? list : list.slice(0, SHOWN);
  fill(
    $("#event-list"),
    h(
      "div",
      { class: "row", role: "group", "aria-label": "As what" },
      Object.entries(LANES).map(([role, words]) =>
        h("button", { class: "button small", type: "button", "aria-pressed": String(chosen.roles.has(role)), onclick: () => (chosen.roles.delete(role) || chosen.roles.add(role), drawList()) }, words),
      ),
      chosen.events ? h("span", { class: "chip" }, h("bdi", {}, chosen.words), h("button", { type: "button", "aria-label": "All events again", onclick: () => choose(null, "") }, "×")) : null,
      h("span", { class: "muted small spread" }, `${count(list.length, "event")}, the newest first`),
    ),
    rows.length
      ? h(
          "div",
          { class: "scroll list", tabindex: "0", role: "region", "aria-label": "Events, may be scrolled" },
          h(
            "table",
            { class: "table" },
            h("thead", {}, h("tr", {}, ["When", "Event", "Where", "Toll", "Status", "As what"].map((head) => h("th", { scope: "col" }, head)))),
            h("tbody", {}, rows.map(drawRow)),
          ),
        )
      : h("p", { class: "muted" }, "No event of this kind."),
    list.length > rows.length ? h("button", { class: "button", type: "button", onclick: () => ((all = true), drawList()) }, `Show ${formatNumber(list.length - rows.length)} more`) : null,
  );
}

function drawRow(event) {
  const { row } = event;
  return h(
    "tr",
    {},
    h("td", { class: "nowrap" }, row.when ? formatDays(row.when.earliest, row.when.latest) : h("span", { class: "muted" }, "day unknown")),
    h("td", {}, h("a", { href: `/event/${encodeURIComponent(row.id)}`, dir: "auto" }, row.summary || "An event without a summary"), h("span", { class: "small-tag" }, typeTag(row.type, row.mode))),
    h("td", { dir: "auto" }, row.where ? row.where.name : h("span", { class: "muted" }, "unknown")),
    h("td", {}, row.tolls.length ? row.tolls.map(([kind, low, high]) => `${formatToll(low, high)} ${kind}`).join(", ") : h("span", { class: "muted" }, "none given")),
    h("td", {}, statusBadge(row.status, row.why)),
    h("td", {}, event.roles.map((role) => LANES[role]).join(", ")),
  );
}
