// Story: events that belong together, over time, with what is new of each since one last looked.

import { get, post, stream } from "./api.js";
import { $, $$, debounce, fill, h, svg } from "./dom.js";
import { ago, count, formatDays, formatMoment, formatNumber, formatToll, groupOf, statusBadge, typeTag } from "./format.js";
import { bindKeys } from "./keys.js";
import { realisWords, toDay, UNKNOWN } from "./marks.js";
import { announce, showEmpty, showError, showWaiting, start, toast, walkList } from "./shell.js";

const LATELY = "dateline-stories";
const MOST_LATELY = 8;
const RELATIONS = {
  "response-to": "answers", "part-of": "is part of", follows: "follows", "same-series": "is of one series with", "told-with": "is told with", near: "is near",
};

class StoryPage {
  constructor(main) {
    const query = new URLSearchParams(location.search);
    this.query = (query.get("q") ?? query.get("query") ?? "").trim();
    this.since = query.get("since") ?? "";
    this.until = query.get("until") ?? "";
    const day = (name, words) => h("div", { class: "field" }, h("label", { for: `story-${name}` }, words), h("input", { id: `story-${name}`, name, type: "date", value: this[name] }));
    this.news = h("div", { class: "story-news note", hidden: true, role: "status" });
    this.body = h("div", { class: "story-body" });
    fill(
      main,
      h("h1", {}, "Story"),
      h(
        "form",
        { class: "story-form", role: "search", "aria-label": "Story", action: "/story", method: "get" },
        h("div", { class: "field story-q" }, h("label", { for: "story-q" }, "Words, a party, a place, a type, or the id of an event"), h("input", { id: "story-q", name: "q", type: "search", value: this.query, dir: "auto", required: true, maxlength: "500", autocomplete: "off", "data-focus-filter": true })),
        day("since", "From"),
        day("until", "To"),
        h("button", { class: "button primary" }, "Tell it"),
      ),
      this.news,
      this.body,
    );
    walkList("Story", () => $$(".story-title", this.body));
    bindKeys("Story", [["s", "seen: count what is new from now on", () => this.markSeen()]]);
  }

  async load({ isQuiet = false } = {}) {
    if (!this.query) return void this.drawStart();
    if (!isQuiet) showWaiting(this.body, 6);
    try {
      this.story = await get("/stories", { query: this.query, since: this.since, until: this.until });
      keepLately(this.query);
      this.news.hidden = true;
      this.draw();
      document.title = `${this.query} · Story · dateline`;
    } catch (error) {
      if (error.status === 404) {
        showEmpty(this.body, "Nothing fits", error.message, h("a", { class: "button", href: `/explore?text=${encodeURIComponent(this.query)}` }, "Look in the whole texts"), h("a", { class: "button", href: "/story" }, "Ask for something else"));
      } else showError(this.body, error);
    }
    document.documentElement.dataset.ready = "true";
  }

  drawStart() {
    const lately = readLately();
    showEmpty(this.body, "What is the story?", "Ask for words, somebody, a place or an event. Events hang together where one report tells them as its news, where one answers the other, or where they share a party and a place within weeks.");
    if (lately.length) {
      this.body.append(h("section", { class: "lately" }, h("h2", {}, "Lately asked for"), h("ul", {}, lately.map((query) => h("li", {}, h("a", { href: `/story?q=${encodeURIComponent(query)}`, dir: "auto" }, query))))));
    }
    document.documentElement.dataset.ready = "true";
  }

  draw() {
    const { events, since, others, left_out } = this.story;
    const fresh = events.filter((one) => one.news);
    const byId = new Map(events.map((one, n) => [one.row.id, n + 1]));
    const words = [count(events.length, "event"), `${count(events.reduce((sum, { row }) => sum + row.reports, 0), "report")}`];
    const told = since ? (fresh.length ? `${formatNumber(fresh.length)} with something new since you last looked, ${formatMoment(since)}` : `nothing new since you last looked, ${formatMoment(since)}`) : "you have not looked at this story before";
    fill(
      this.body,
      h(
        "div",
        { class: "row story-line" },
        h("p", { class: "story-summary" }, h("strong", {}, words.join(", ")), h("span", { class: "muted" }, `; ${told}.`, left_out ? ` ${formatNumber(left_out)} more events fit and were not weighed.` : "")),
        h("div", { class: "row spread" }, h("a", { class: "button small", href: `/explore?text=${encodeURIComponent(this.query)}` }, "On the map"), h("button", { type: "button", class: "button small primary", id: "seen", onclick: () => this.markSeen() }, "Seen")),
      ),
      drawStrip(events),
      h("ol", { class: "story" }, groupByDay(events).map(([day, group]) => h("li", { class: "story-day" }, h("h2", {}, day), h("ul", { class: "story-events" }, group.map((one) => drawEvent(one, byId)))))),
      others.length ? h("section", { class: "others" }, h("h2", {}, "Other stories that fit"), h("ul", {}, others.map((row) => h("li", {}, h("a", { href: `/story?q=${encodeURIComponent(row.id)}`, dir: "auto" }, row.summary), " ", h("span", { class: "muted small" }, formatDays(row.when?.earliest, row.when?.latest)))))) : null,
    );
    announce(words.join(", "));
  }

  async markSeen() {
    if (!this.story) return;
    try {
      this.story = await post("/looks", { query: this.query });
      // The answer is the story as it was told before this look; what is new counts from now on.
      this.story = await get("/stories", { query: this.query, since: this.since, until: this.until });
      this.draw();
      $("#seen")?.focus();
      toast("Noted: what is new is counted from now on.");
    } catch (error) {
      toast(error.message, { kind: "error" });
    }
  }

  async offer() {
    if (!this.story) return;
    try {
      const story = await get("/stories", { query: this.query, since: this.since, until: this.until });
      const known = new Map(this.story.events.map(({ row }) => [row.id, `${row.latest} ${row.status}`]));
      const many = story.events.filter(({ row }) => known.get(row.id) !== `${row.latest} ${row.status}`).length;
      if (!many) return;
      fill(this.news, h("span", {}, `${count(many, "event")} of this story changed. `), h("button", { type: "button", class: "button small", onclick: () => this.load({ isQuiet: true }) }, "Show"));
      this.news.hidden = false;
    } catch {
      // The next entry asks again.
    }
  }
}

function groupByDay(events) {
  const groups = [];
  for (const one of events) {
    const day = formatDays(one.row.when?.earliest, one.row.when?.latest);
    if (groups.at(-1)?.[0] === day) groups.at(-1)[1].push(one);
    else groups.push([day, [one]]);
  }
  return groups;
}

function drawEvent({ row, relations, because, news }, byId) {
  const names = (list) => list.map((party) => party.name).join("; ");
  const tolls = row.tolls.filter(([, low, high]) => low !== null || high !== null);
  return h(
    "li",
    { class: "story-event", id: `event-${row.id}`, dataset: { news: news ? news.kind : "" } },
    h("span", { class: "story-number", "aria-label": `Event ${byId.get(row.id)}` }, byId.get(row.id)),
    h("a", { class: "story-title", dir: "auto", href: `/event/${row.id}` }, row.summary || "(no words)"),
    h(
      "div",
      { class: "row story-facts" },
      news ? h("span", { class: "fresh" }, { event: "new", reports: `${count(news.reports, "report")} more`, status: `was ${news.before}` }[news.kind]) : null,
      statusBadge(row.status, row.why),
      typeTag(row.type, row.mode),
      row.where ? h("span", { class: "muted", dir: "auto" }, [row.where.name, row.where.country].filter(Boolean).join(", ")) : null,
      h("span", { class: "muted" }, `${count(row.origins, "origin")}, ${count(row.reports, "report")}, last `, ago(row.latest)),
      row.realis === "actual" ? null : h("span", { class: "muted" }, realisWords(row.realis)),
      row.is_dropped ? h("strong", {}, "its report no longer tells it") : null,
    ),
    row.who.length || row.whom.length ? h("p", { class: "story-fact", dir: "auto" }, row.who.length ? names(row.who) : "somebody not named", row.whom.length ? [h("span", { class: "muted" }, " → "), names(row.whom)] : null) : null,
    tolls.length ? h("p", { class: "story-fact" }, tolls.map(([kind, low, high]) => `${kind} ${formatToll(low, high)}`).join(", ")) : null,
    row.why ? h("p", { class: "story-fact muted", dir: "auto" }, row.why) : null,
    relations.length
      ? h("p", { class: "story-fact muted" }, relations.map(([kind, other], n) => [n ? "; " : "", `${RELATIONS[kind] ?? kind} `, h("a", { href: `#event-${other}` }, `event ${byId.get(other) ?? other.slice(0, 8)}`)]))
      : null,
    because ? h("p", { class: "story-fact muted small", dir: "auto" }, `Belongs here: ${numbered(because, byId)}`) : null,
  );
}

/** Ids in the reasons become the numbers of this page. */
function numbered(words, byId) {
  return words.replace(/\b[0-9a-f]{8}\b/g, (start) => {
    const found = [...byId].find(([id]) => id.startsWith(start));
    return found ? `event ${found[1]}` : start;
  });
}

/** The events on a line of days; the list below says the same. */
function drawStrip(events) {
  const dated = events.filter(({ row }) => row.when);
  if (dated.length < 2) return null;
  const first = Math.min(...dated.map(({ row }) => toDay(row.when.earliest)));
  const last = Math.max(...dated.map(({ row }) => toDay(row.when.latest))) + 1;
  if (last - first > 40_000 || last >= UNKNOWN) return null;
  const at = (day) => 10 + ((day - first) / Math.max(1, last - first)) * 980;
  return h(
    "div",
    { class: "strip", "aria-hidden": "true" },
    svg(
      "svg",
      { viewBox: "0 0 1000 34", preserveAspectRatio: "none" },
      svg("line", { x1: 0, x2: 1000, y1: 17, y2: 17, class: "strip-line" }),
      dated.map(({ row, news }) => {
        const [a, b] = [at(toDay(row.when.earliest)), at(toDay(row.when.latest) + 1)];
        return svg("rect", { x: a, y: news ? 5 : 9, width: Math.max(4, b - a), height: news ? 24 : 16, rx: 2, class: `strip-event ${groupOf(row.type)}`, opacity: b - a > 4 && row.when.earliest !== row.when.latest ? 0.4 : 0.85 });
      }),
    ),
    h("div", { class: "row strip-ends muted small" }, h("span", {}, formatDays(dated[0].row.when.earliest)), h("span", { class: "spread" }, formatDays(new Date((last - 1) * 86_400_000).toISOString().slice(0, 10)))),
  );
}

function readLately() {
  try {
    const kept = JSON.parse(localStorage.getItem(LATELY) ?? "[]");
    return Array.isArray(kept) ? kept.filter((one) => typeof one === "string").slice(0, MOST_LATELY) : [];
  } catch {
    return [];
  }
}

function keepLately(query) {
  try {
    localStorage.setItem(LATELY, JSON.stringify([query, ...readLately().filter((one) => one !== query)].slice(0, MOST_LATELY)));
  } catch {
    // Nothing is kept here.
  }
}

start({ page: "story" });
const story = new StoryPage($("#main"));
story.load();
stream(debounce(() => story.offer(), 2500));
