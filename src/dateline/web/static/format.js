// Words and signs for what the views hold: days, tolls, statuses, types. Unknown is said as "unknown", never as 0.

import { h, svg } from "./dom.js";

/** What each status means, in the order from best to least known. The shape says it without colour. */
export const STATUSES = {
  confirmed: { shape: "disc-check", words: "Those who did it, or an authority, say so" },
  corroborated: { shape: "disc", words: "Two or more origins, independent of each other, say so" },
  claimed: { shape: "ring", words: "One origin says so" },
  disputed: { shape: "split", words: "Reports contradict each other" },
  denied: { shape: "cross", words: "Somebody denies it" },
  retracted: { shape: "strike", words: "Its report was withdrawn" },
  "only analysed": { shape: "triangle", words: "Told as analysis only, not as news" },
  "only remembered": { shape: "hourglass", words: "Told as the past only, not as news" },
};

/** Groups of types, as the map draws them: the shape says which. */
export const GROUPS = {
  violence: { words: "Violence", shape: "diamond", types: ["ASSAULT"] },
  pressure: { words: "Force and sanctions", shape: "square", types: ["COERCE", "SANCTION", "MOBILIZE"] },
  protest: { words: "Protest", shape: "triangle", types: ["PROTEST"] },
  conflict: { words: "Words of conflict", shape: "wedge", types: ["ACCUSE", "THREATEN", "REQUEST", "REJECT"] },
  accord: {
    words: "Accord and aid",
    shape: "disc",
    types: ["AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT"],
  },
  incident: { words: "Accident or unexplained", shape: "plus", types: ["INCIDENT"] },
};
const GROUP_OF = new Map(Object.entries(GROUPS).flatMap(([name, group]) => group.types.map((type) => [type, name])));

export const groupOf = (type) => GROUP_OF.get(type) ?? "incident";

/** "ASSAULT", "suicide-attack" -> "Assault: suicide attack". */
export function typeWords(type, mode = "") {
  const words = type ? type[0] + type.slice(1).toLowerCase() : "Unknown type";
  return mode ? `${words}: ${mode.replaceAll("-", " ")}` : words;
}

export const PATHS = {
  disc: "M8 2a6 6 0 1 0 0 12a6 6 0 0 0 0-12z",
  ring: "M8 2a6 6 0 1 0 0 12a6 6 0 0 0 0-12zm0 2.2a3.8 3.8 0 1 1 0 7.6a3.8 3.8 0 0 1 0-7.6z",
  "disc-check": "M8 1a7 7 0 1 0 0 14a7 7 0 0 0 0-14zM7 11.4L3.9 8.3l1.3-1.3L7 8.8l3.8-3.8l1.3 1.3z",
  split: "M7.2 1.4L1 8l6.2 6.6zM8.8 1.4L15 8l-6.2 6.6z",
  cross: "M3.6 2L8 6.4L12.4 2L14 3.6L9.6 8L14 12.4L12.4 14L8 9.6L3.6 14L2 12.4L6.4 8L2 3.6z",
  strike: "M8 2a6 6 0 1 0 0 12a6 6 0 0 0 0-12zM4.2 7h7.6v2H4.2z",
  triangle: "M8 2l6.5 11.5h-13z",
  wedge: "M8 14L1.5 2.5h13z",
  hourglass: "M2.5 2h11L8.9 8l4.6 6h-11l4.6-6z",
  diamond: "M8 1l7 7l-7 7l-7-7z",
  square: "M2.5 2.5h11v11h-11z",
  plus: "M6 2h4v4h4v4h-4v4H6v-4H2V6h4z",
};

/** A small picture beside a word; a reader of the screen hears the word only. */
export function sign(shape, extra = "") {
  return svg(
    "svg",
    { class: `sign ${extra}`, viewBox: "0 0 16 16", "aria-hidden": "true", focusable: "false" },
    svg("path", { d: PATHS[shape] ?? PATHS.ring, "fill-rule": "evenodd" }),
  );
}

/** A status as shape and word; `why` is shown on pointing and read out where it is given. */
export function statusBadge(status, why = "") {
  const known = STATUSES[status] ?? STATUSES.claimed;
  return h(
    "span",
    { class: "badge", dataset: { status: status ?? "claimed" }, title: why || known.words },
    sign(known.shape),
    status ?? "claimed",
  );
}

/** A type as shape and word. */
export function typeTag(type, mode = "") {
  const group = groupOf(type);
  return h("span", { class: "tag", dataset: { group } }, sign(GROUPS[group].shape), typeWords(type, mode));
}

/** 3 -> "3 reports"; `one` and `many` are the words. */
export function count(number, one, many = `${one}s`) {
  return `${formatNumber(number)} ${number === 1 ? one : many}`;
}

const NUMBERS = new Intl.NumberFormat("en-GB");
export const formatNumber = (number) => NUMBERS.format(number);

/** A toll's bounds in words: 4, 4 -> "4"; 4, null -> "at least 4"; null, 37 -> "up to 37"; null, null -> "unknown". */
export function formatToll(low, high) {
  const [a, b] = [low ?? null, high ?? null];
  if (a === null && b === null) return "unknown";
  if (a === b) return formatNumber(a);
  if (b === null) return `at least ${formatNumber(a)}`;
  if (a === null) return `up to ${formatNumber(b)}`;
  return `${formatNumber(a)}–${formatNumber(b)}`;
}

const DAY = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
const MONTH = new Intl.DateTimeFormat("en-GB", { month: "long", year: "numeric", timeZone: "UTC" });
const MOMENT = new Intl.DateTimeFormat("en-GB", {
  day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit", timeZone: "UTC", timeZoneName: "short",
});

/** "2024-03-02" -> "2 Mar 2024". */
export function formatDay(day) {
  if (!day) return "day unknown";
  const at = new Date(`${day}T00:00:00Z`);
  return Number.isNaN(at.getTime()) ? String(day) : DAY.format(at);
}

/** The first and last day of what is known of a time: "2 Mar 2024", "March 2024", "2024", "2 Mar 2024 – 5 Mar 2024". */
export function formatDays(earliest, latest) {
  if (!earliest && !latest) return "day unknown";
  if (!latest || earliest === latest) return formatDay(earliest ?? latest);
  const [a, b] = [new Date(`${earliest}T00:00:00Z`), new Date(`${latest}T00:00:00Z`)];
  const after = new Date(b.getTime() + 86_400_000);
  if (a.getUTCDate() === 1 && after.getUTCDate() === 1) {
    if (a.getUTCMonth() === 0 && after.getUTCMonth() === 0 && a.getUTCFullYear() === b.getUTCFullYear()) {
      return String(a.getUTCFullYear());
    }
    if (a.getUTCMonth() === b.getUTCMonth() && a.getUTCFullYear() === b.getUTCFullYear()) return MONTH.format(a);
  }
  return `${formatDay(earliest)} – ${formatDay(latest)}`;
}

/** A moment in UTC: "2 Mar 2024, 14:05 UTC". */
export function formatMoment(moment) {
  if (!moment) return "time unknown";
  const at = new Date(moment);
  return Number.isNaN(at.getTime()) ? String(moment) : MOMENT.format(at);
}

/** How long ago: "just now", "5 min ago", "3 h ago", "2 days ago", then the day. */
export function formatAgo(moment, now = Date.now()) {
  const minutes = (now - new Date(moment).getTime()) / 60_000;
  if (Number.isNaN(minutes)) return "time unknown";
  if (minutes < 1) return "just now";
  if (minutes < 60) return `${Math.floor(minutes)} min ago`;
  if (minutes < 24 * 60) return `${Math.floor(minutes / 60)} h ago`;
  const days = Math.floor(minutes / 1440);
  return days < 14 ? `${count(days, "day")} ago` : formatDay(new Date(moment).toISOString().slice(0, 10));
}

/** A time element: the words, and the exact moment on pointing. */
export function ago(moment, now) {
  return h("time", { datetime: moment, title: formatMoment(moment) }, formatAgo(moment, now));
}
