// Now: what is new, what changed its status, tolls that rose, disputes; since the last visit or in the last hours.
//
// The last visit is kept in this browser and not in the ledger: the ledger's log is for what was done to the evidence, readers
// may not write to it, and opening a page is no act. It moves only when one says "seen", so that nothing is missed.

import { get, getSession, stream } from "./api.js";
import { $, $$, debounce, fill, h } from "./dom.js";
import { ago, count, formatDays, formatMoment, formatNumber, formatToll, sign, statusBadge, STATUSES, typeTag } from "./format.js";
import { bindKeys } from "./keys.js";
import { announce, showEmpty, showError, showWaiting, start, toast, walkList } from "./shell.js";

const KEPT = "dateline-seen";
const SPANS = { "1h": ["Last hour", 1], "6h": ["6 hours", 6], "24h": ["24 hours", 24], "7d": ["7 days", 168] };
const SECTIONS = {
  status: ["Status changed", "What is known of these is firmer or shakier than it was."],
  toll: ["Tolls changed", "Other figures are borne out best now."],
  dispute: ["Newly in dispute", "Reports contradict each other."],
  event: ["New events", ""],
  reports: ["More reports", "The same as before, by more voices."],
  judgement: ["Judged", "Decided by a person."],
};

class Now {
  constructor(main) {
    this.main = main;
    this.kind = new URLSearchParams(location.search).get("kind") ?? "";
    this.seen = readSeen();
    const asked = new URLSearchParams(location.search).get("since") ?? "";
    this.span = asked in SPANS ? asked : this.seen ? "seen" : "24h";
    this.spans = h("div", { class: "row spans", role: "group", "aria-label": "Since when" });
    this.live = h("span", { class: "live muted small" });
    this.news = h("div", { class: "now-news", hidden: true, role: "status" });
    this.summary = h("p", { class: "now-summary" });
    this.kinds = h("div", { class: "row kinds", role: "group", "aria-label": "Show only" });
    this.body = h("div", { class: "now-body" });
    fill(
      main,
      h("div", { class: "row now-head" }, h("h1", {}, "Now"), this.live, h("div", { class: "spread row" }, this.spans)),
      this.news,
      h("div", { class: "row now-line" }, this.summary, this.kinds),
      this.body,
    );
    bindKeys("Now", [
      ["s", "seen up to here", () => this.markSeen()],
      ["n", "show what came in", () => (this.news.hidden ? false : this.load())],
    ]);
    walkList("Now", () => $$(".item-title", this.body));
    this.drawSpans();
  }

  get since() {
    return this.span === "seen" ? this.seen : new Date(Date.now() - SPANS[this.span][1] * 3_600_000).toISOString();
  }

  async load({ isFirst = false } = {}) {
    if (isFirst) showWaiting(this.body, 6);
    const { since } = this;
    try {
      const [digest, session] = await Promise.all([get("/now", { since }), getSession()]);
      if (since !== this.since && this.span === "seen") return;
      this.digest = digest;
      this.isBare = session.counts?.documents === 0 && digest.entry <= (session.entry ?? digest.entry);
      this.news.hidden = true;
      this.draw();
      document.documentElement.dataset.ready = "true";
      if (!isFirst) announce(this.summary.textContent);
    } catch (error) {
      showError(this.body, error, () => this.load({ isFirst: true }));
    }
  }

  drawSpans() {
    const choose = (span) => () => {
      this.span = span;
      history.replaceState(null, "", span === "seen" ? location.pathname : `?since=${span}`);
      this.drawSpans();
      this.load();
    };
    const spans = this.seen ? { seen: ["Since last seen"], ...SPANS } : SPANS;
    fill(
      this.spans,
      Object.entries(spans).map(([span, [words]]) =>
        h("button", { type: "button", class: "button small", "aria-pressed": String(span === this.span), title: span === "seen" ? formatMoment(this.seen) : null, onclick: choose(span) }, words),
      ),
      h("button", { type: "button", class: "button small primary", id: "seen", onclick: () => this.markSeen() }, "Seen up to here"),
    );
  }

  draw() {
    const { digest } = this;
    const words = [count(digest.events, "new event"), `${formatNumber(digest.changed)} known before that may have changed`, count(digest.documents, "new document")];
    fill(this.summary, h("strong", {}, words.join(", ")), h("span", { class: "muted" }, " since ", h("time", { datetime: digest.since, title: formatMoment(digest.since) }, formatMoment(digest.since)), digest.left_out ? `; ${formatNumber(digest.left_out)} more are not listed here` : ""));
    const groups = new Map(Object.keys(SECTIONS).map((kind) => [kind, []]));
    for (const item of digest.items) groups.get(item.kinds[0])?.push(item);
    const found = [...groups].filter(([, items]) => items.length);
    if (!groups.get(this.kind)?.length) this.kind = "";
    fill(
      this.kinds,
      found.length > 1 ? [["", digest.items.length], ...found.map(([kind, items]) => [kind, items.length])].map(([kind, many]) =>
        h("button", { type: "button", class: "button small", "aria-pressed": String(kind === this.kind), onclick: () => ((this.kind = kind), this.draw()) }, `${kind ? SECTIONS[kind][0] : "All"} ${formatNumber(many)}`),
      ) : null,
    );
    if (!digest.items.length) return void this.drawNothing();
    fill(
      this.body,
      found.filter(([kind]) => !this.kind || kind === this.kind).map(([kind, items]) =>
        h("section", { class: "now-section", "aria-labelledby": `now-${kind}` }, h("h2", { id: `now-${kind}` }, SECTIONS[kind][0], h("span", { class: "section-count" }, formatNumber(items.length))), SECTIONS[kind][1] ? h("p", { class: "muted small" }, SECTIONS[kind][1]) : null, h("ul", { class: "items" }, items.map(drawItem))),
      ),
    );
  }

  drawNothing() {
    if (this.isBare) {
      return showEmpty(this.body, "Nothing has been read yet", "Add an article, or run “dateline read” on a file or an address: its events will stand here.", h("a", { class: "button primary", href: "/add" }, "Add an article"));
    }
    return showEmpty(
      this.body,
      "Nothing new",
      `Nothing came in or changed since ${formatMoment(this.digest.since)}. This page tells you when something does.`,
      h("a", { class: "button", href: "/explore?sort=-changed" }, "All events, the last changed first"),
    );
  }

  /** One has seen all up to the line of the log that the page is of: by the server's clock and not by this one's. */
  markSeen() {
    if (!this.digest) return;
    this.seen = this.digest.until ?? this.digest.since;
    this.span = "seen";
    history.replaceState(null, "", location.pathname);
    try {
      localStorage.setItem(KEPT, this.seen);
    } catch {
      toast("This browser keeps nothing: it will not know what you have seen.", { kind: "error" });
    }
    this.drawSpans();
    this.load();
    $("#seen")?.focus();
  }

  /** Says that something came in; what one reads stays where it is. */
  async offer(entry) {
    if (!this.digest || entry <= this.digest.entry) return;
    try {
      const digest = await get("/now", { since: this.since });
      const known = new Map(this.digest.items.map((item) => [item.mark.id, item.mark.changed]));
      const many = digest.items.filter(({ mark }) => known.get(mark.id) !== mark.changed).length;
      if (!many) return;
      fill(this.news, h("span", {}, `${formatNumber(many)} new`), h("button", { type: "button", class: "button small", onclick: () => this.load() }, "Show"));
      this.news.hidden = false;
    } catch {
      // The next entry asks again.
    }
  }

  isLive(yes) {
    fill(this.live, sign(yes ? "disc" : "ring"), yes ? " live" : " not connected");
  }
}

function drawItem(item) {
  const { mark } = item;
  return h(
    "li",
    { class: "item" },
    h("a", { class: "item-title", dir: "auto", href: `/event/${mark.id}` }, mark.title || "(no words)"),
    h(
      "div",
      { class: "row item-line" },
      item.before ? [statusBadge(item.before), h("span", { "aria-label": "became" }, "→")] : null,
      statusBadge(mark.status, item.why),
      typeTag(mark.type, mark.mode),
      h("span", { class: "muted" }, formatDays(mark.earliest, mark.latest)),
      mark.place ? h("span", { class: "muted", dir: "auto" }, mark.place) : null,
      h("span", { class: "muted" }, "came in ", ago(mark.changed)),
    ),
    item.tolls.map((toll) =>
      h(
        "p",
        { class: "item-fact" },
        h("strong", {}, toll.kind),
        ` ${formatToll(toll.before_low, toll.before_high)} → ${formatToll(toll.low, toll.high)}`,
        toll.rose ? h("span", { class: "rose" }, " rose") : null,
        toll.source ? h("span", { class: "muted", dir: "auto" }, ` ${toll.source}`) : null,
        toll.words ? h("q", { dir: "auto" }, toll.words) : null,
      ),
    ),
    item.disputes.length ? h("p", { class: "item-fact" }, h("strong", {}, "in dispute: "), h("span", { dir: "auto" }, item.disputes.map((slot) => (slot === "event" ? "whether it happened" : slot.replace(/^casualties: /, ""))).join(", "))) : null,
    item.publishers.length ? h("p", { class: "item-fact muted" }, `${count(item.reports, "report")}: `, h("span", { dir: "auto" }, item.publishers.join(", "))) : null,
    item.before && item.why ? h("p", { class: "item-fact muted", dir: "auto" }, item.why) : null,
    !item.before && mark.status in STATUSES && item.kinds[0] === "event" ? h("p", { class: "item-fact muted", dir: "auto" }, item.why) : null,
  );
}

function readSeen() {
  try {
    const kept = localStorage.getItem(KEPT);
    return kept && !Number.isNaN(Date.parse(kept)) ? kept : "";
  } catch {
    return "";
  }
}

start({ page: "now" });
const now = new Now($("#main"));
now.load({ isFirst: true });
stream(debounce((entry) => now.offer(entry), 1200), (yes) => now.isLive(yes));
