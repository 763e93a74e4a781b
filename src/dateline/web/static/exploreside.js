// The side of the map: the chosen event, what lies at one place, and all that has no point on the map.

import { fill, h } from "./dom.js";
import { count, formatDays, formatNumber, formatToll, statusBadge, typeTag } from "./format.js";
import { realisWords } from "./marks.js";

const MOST = 60; // events of one list at the side; the table has them all

/** What is shown beside the pointer: one event, or how many of what. */
export function drawCard(marks, members) {
  if (members.length === 1) return summary(marks, members[0]);
  const byStatus = new Map();
  for (const i of members) byStatus.set(marks.at(i, "status"), (byStatus.get(marks.at(i, "status")) ?? 0) + 1);
  const places = new Set(members.map((i) => marks.at(i, "place")).filter(Boolean));
  return [
    h("strong", {}, count(members.length, "event")),
    h("span", { class: "muted", dir: "auto" }, places.size === 1 ? [...places][0] : `${places.size} places`),
    h("span", { class: "row" }, [...byStatus].map(([status, many]) => h("span", { class: "row tight" }, statusBadge(status), formatNumber(many)))),
  ];
}

function summary(marks, i) {
  const at = (name) => marks.at(i, name);
  const killed = at("killed_low") !== null || at("killed_high") !== null ? `killed: ${formatToll(at("killed_low"), at("killed_high"))}` : "";
  const injured = at("injured_low") !== null || at("injured_high") !== null ? `injured: ${formatToll(at("injured_low"), at("injured_high"))}` : "";
  const radius = marks.placed[i] && at("radius_km") ? ` (to within ${formatNumber(at("radius_km"))} km)` : "";
  return [
    h("strong", { dir: "auto", class: "card-title" }, at("title")),
    h("span", { class: "row" }, typeTag(at("type"), at("mode")), statusBadge(at("status"))),
    h("span", {}, formatDays(at("earliest"), at("latest")), at("precision") === "about" ? ", about" : ""),
    at("place") ? h("span", { dir: "auto" }, at("place"), radius) : h("span", { class: "muted" }, "no place told"),
    killed || injured ? h("span", {}, [killed, injured].filter(Boolean).join(", ")) : null,
    at("realis") === "actual" ? null : h("span", { class: "muted" }, realisWords(at("realis"))),
    h("span", { class: "muted" }, `${count(at("origins"), "origin")}, ${count(at("reports"), "report")}${at("disputes") ? `, ${count(at("disputes"), "dispute")}` : ""}`),
  ];
}

/** Draws the side anew. */
export function drawAside(root, state) {
  const { marks, found, selected, cluster } = state;
  if (!found) return;
  const open = new Set([...root.querySelectorAll("details[open]")].map((one) => one.dataset.key));
  const { scrollTop } = root;
  fill(root, selected >= 0 ? chosen(state) : null, state.isMissing ? h("p", { class: "note", dataset: { kind: "warning" } }, "The chosen event is not among those that are known.") : null, cluster ? here(state) : null, nothing(state), unplaced(state, open));
  if (!root.firstChild) fill(root, h("p", { class: "small muted" }, "Choose an event on the map, the timeline or in the table: what is known of it in short stands here."));
  root.scrollTop = scrollTop;
}

function chosen({ marks, selected: i, select, near, found }) {
  const isShown = found.shown.includes(i);
  const who = (name, words) => {
    const names = marks.at(i, name);
    return names.length ? h("div", {}, h("dt", {}, words), h("dd", { dir: "auto" }, names.join("; "))) : null;
  };
  return h(
    "section",
    { class: "chosen", "aria-label": "Chosen event" },
    h("button", { type: "button", class: "button small plain chosen-close", "aria-label": "Choose nothing", onclick: () => select(-1) }, "×"),
    h("div", { class: "chosen-lines" }, summary(marks, i)),
    h("dl", { class: "pairs" }, who("actors", "Who"), who("targets", "Whom"), who("sources", "Who says so")),
    isShown ? null : h("p", { class: "small muted" }, "The filter leaves this event out."),
    h(
      "div",
      { class: "row" },
      h("a", { class: "button small primary", href: `/event/${marks.at(i, "id")}` }, "Open with its evidence"),
      marks.placed[i] ? h("button", { type: "button", class: "button small", onclick: () => near(i) }, "What is near") : null,
      h("a", { class: "button small", href: `/story?q=${encodeURIComponent(marks.at(i, "id"))}` }, "Its story"),
    ),
  );
}

function here({ marks, cluster, select, hover, close }) {
  return h(
    "section",
    { class: "side-list", "aria-label": "Events at one place" },
    h("h2", {}, `${formatNumber(cluster.length)} events here`, h("button", { type: "button", class: "button small plain", onclick: close, "aria-label": "Close this list" }, "×")),
    list(marks, cluster, select, hover),
  );
}

function nothing({ marks, found, isFiltered, clear, pending }) {
  if (found.shown.length) return null;
  if (marks.size && isFiltered) {
    return h("section", { class: "empty side-empty" }, h("h2", {}, "Nothing fits all of the filter"), h("p", {}, "Take parts of it away above, or all of it."), h("button", { type: "button", class: "button", onclick: clear }, "Clear the filter"));
  }
  if (marks.size) return null;
  if (pending) return h("section", { class: "empty side-empty" }, h("h2", {}, "Events are being prepared"), h("p", {}, `${count(pending, "event")} will stand here in a moment. This happens once.`));
  return h(
    "section",
    { class: "empty side-empty" },
    h("h2", {}, "No events yet"),
    h("p", {}, "Once an article is read, its events stand here."),
    h("a", { class: "button primary", href: "/add" }, "Add an article"),
  );
}

function unplaced({ marks, found, select, hover, countries, country }, open) {
  const groups = new Map();
  for (const i of found.shown) {
    if (marks.placed[i]) continue;
    const key = marks.at(i, "country") || "-";
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(i);
  }
  const many = [...groups.values()].reduce((sum, group) => sum + group.length, 0);
  if (!many) return null;
  const order = [...groups].sort((a, b) => b[1].length - a[1].length);
  return h(
    "section",
    { class: "side-list", "aria-label": "Events without a point on the map" },
    h("h2", {}, `Not on the map: ${formatNumber(many)}`),
    h("p", { class: "small muted" }, "A country, a region, or no place is told of these. They are never drawn as a pin."),
    order.map(([key, group]) => {
      const body = h("div", {});
      const words = key === "-" ? "No country told" : (countries.get(key) ?? key);
      const details = h(
        "details",
        {
          dataset: { key },
          ontoggle: () => {
            if (!details.open || body.firstChild) return;
            fill(body, list(marks, group, select, hover), key !== "-" ? h("button", { type: "button", class: "facet-more", onclick: () => country(key) }, `filter by ${words}`) : null);
          },
        },
        h("summary", {}, h("span", { class: "cut", dir: "auto" }, words), h("span", { class: "facet-count" }, formatNumber(group.length))),
        body,
      );
      if (open.has(key)) {
        fill(body, list(marks, group, select, hover));
        details.open = true;
      }
      return details;
    }),
  );
}

function list(marks, members, select, hover) {
  const shown = members.slice(0, MOST);
  return [
    h(
      "ul",
      { class: "side-events" },
      shown.map((i) =>
        h(
          "li",
          {},
          h(
            "button",
            { type: "button", class: "side-event", onclick: () => select(i), onpointerenter: () => hover(i), onpointerleave: () => hover(-1) },
            h("span", { class: "side-title", dir: "auto" }, marks.at(i, "title")),
            h("span", { class: "row tight" }, statusBadge(marks.at(i, "status")), h("span", { class: "muted small" }, formatDays(marks.at(i, "earliest"), marks.at(i, "latest")))),
          ),
        ),
      ),
    ),
    members.length > MOST ? h("p", { class: "small muted" }, `and ${formatNumber(members.length - MOST)} more: the table has them all`) : null,
  ];
}
