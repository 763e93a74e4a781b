// Marks: all events in columns, and which of them a filter lets through, with the counts of every facet, in one pass.

import { groupOf } from "./format.js";

export const UNKNOWN = 0x7fffffff; // a day that is not known
export const WEST = -169; // where the map is cut
const DAY_MS = 86_400_000;
const COARSE = new Set(["country", "region", "sea", ""]); // no pin stands for these
const KNOWN_KM = 50; // as the ledger's own filter: a place that is less exactly known is near nothing smaller
const REALIS = { actual: "happened", future: "planned", hypothetical: "feared or possible", negated: "said not to have happened" };
const BIT = { text: 1, time: 2, type: 4, status: 8, country: 16, realis: 32, party: 64, source: 128, near: 256, bounds: 512 };
// The columns whose values a facet counts.
const FACETS = { type: ["type"], status: ["status"], country: ["country"], realis: ["realis"], party: ["actors", "targets"], source: ["sources"] };

export const realisWords = (realis) => REALIS[realis] ?? realis;
export const toDay = (words) => (words ? Math.round(Date.parse(`${words}T00:00:00Z`) / DAY_MS) : UNKNOWN);
export const fromDay = (day) => new Date(day * DAY_MS).toISOString().slice(0, 10);

/** For comparing names: without case, accents and marks of punctuation. */
export function foldWords(text) {
  return text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

export class Marks {
  /** `columns` are those of GET /api/v1/marks: arrays of equal length, by name. */
  constructor({ entry = 0, columns = {} } = {}) {
    this.entry = entry;
    this.columns = columns;
    this.size = columns.id?.length ?? 0;
    const n = this.size;
    this.index = new Map((columns.id ?? []).map((id, i) => [id, i]));
    this.first = new Int32Array(n);
    this.last = new Int32Array(n);
    this.lon = new Float64Array(n);
    this.lat = new Float64Array(n);
    this.placed = new Uint8Array(n); // 1 where a point may be drawn
    this.group = new Array(n);
    for (let i = 0; i < n; i++) {
      this.first[i] = toDay(columns.earliest[i]);
      this.last[i] = toDay(columns.latest[i] ?? columns.earliest[i]);
      const [lat, lon] = [columns.lat[i], columns.lon[i]];
      this.placed[i] = lat !== null && lon !== null && !COARSE.has(columns.level[i]) ? 1 : 0;
      this.lat[i] = lat ?? 0;
      this.lon[i] = (lon ?? 0) < WEST ? lon + 360 : (lon ?? 0);
      this.group[i] = groupOf(columns.type[i]);
    }
    this.folded = new Map();
    this.coded = new Map();
  }

  at(i, name) {
    return this.columns[name]?.[i];
  }

  /** The days on which reports of an event were published, as far as they are known. */
  reported(i) {
    this.reports ??= (this.columns.reported ?? []).map((days) => days.map(toDay));
    return this.reports[i] ?? [];
  }

  /** The folded words of a column, made when they are first asked for. */
  words(name) {
    if (!this.folded.has(name)) {
      const column = this.columns[name] ?? [];
      this.folded.set(name, column.map((value) => (Array.isArray(value) ? value.map(foldWords) : [foldWords(value ?? "")])));
    }
    return this.folded.get(name);
  }

  /** What passes the filter.
   *  `hits` are the ids that fit its words (null where it has none).
   *  Gives {shown: Int32Array of indexes, facets: {name: Map(value -> count)}, outOfTime: indexes that all but the days lets
   *  through, undated: how many of those have no day}. A facet counts what all other parts of the filter let through. */
  match(filter, hits = null) {
    const { size, columns } = this;
    const fails = new Uint16Array(size);
    const mark = (bit, test) => {
      for (let i = 0; i < size; i++) if (!test(i)) fails[i] |= bit;
    };
    if (hits) mark(BIT.text, (i) => hits.has(columns.id[i]));
    if (filter.since || filter.until) {
      const since = filter.since ? toDay(filter.since) : -UNKNOWN;
      const until = filter.until ? toDay(filter.until) : UNKNOWN - 1;
      mark(BIT.time, (i) => this.first[i] !== UNKNOWN && this.last[i] >= since && this.first[i] <= until);
    }
    for (const name of ["type", "status", "country", "realis"]) {
      if (!filter[name].length) continue;
      const wanted = new Set(filter[name]);
      mark(BIT[name], (i) => wanted.has(columns[name][i] || "-"));
    }
    if (filter.party) mark(BIT.party, this.#naming(filter.party, ["actors", "targets"]));
    if (filter.source) mark(BIT.source, this.#naming(filter.source, ["sources", "kinds"]));
    if (filter.near) mark(BIT.near, this.#near(filter.near));
    if (filter.bounds) {
      const [west, south, east, north] = filter.bounds;
      const [w, e] = [west < WEST ? west + 360 : west, east < WEST ? east + 360 : east];
      mark(BIT.bounds, (i) => this.placed[i] && this.lon[i] >= w && this.lon[i] <= e && this.lat[i] >= south && this.lat[i] <= north);
    }
    return this.#count(fails);
  }

  #count(fails) {
    const { size } = this;
    const shown = new Int32Array(size);
    const timeless = new Int32Array(size);
    let [many, manyTimeless, undated] = [0, 0, 0];
    for (let i = 0; i < size; i++) {
      if (fails[i] === 0) shown[many++] = i;
      if ((fails[i] & ~BIT.time) === 0) {
        timeless[manyTimeless++] = i;
        if (this.first[i] === UNKNOWN) undated++;
      }
    }
    const facets = Object.fromEntries(Object.keys(FACETS).map((name) => [name, this.#countFacet(name, fails)]));
    return { shown: shown.slice(0, many), timeless: timeless.slice(0, manyTimeless), undated, facets };
  }

  #countFacet(name, fails) {
    const { values, starts, codes } = this.#code(name);
    const counts = new Int32Array(values.length);
    const others = ~BIT[name];
    for (let i = 0; i < this.size; i++) {
      if ((fails[i] & others) !== 0) continue;
      for (let at = starts[i]; at < starts[i + 1]; at++) counts[codes[at]]++;
    }
    const found = new Map();
    for (let code = 0; code < values.length; code++) if (counts[code]) found.set(values[code], counts[code]);
    return found;
  }

  /** A column's values as numbers, so that counting them compares no words: those of mark i are codes[starts[i]..starts[i+1]]. */
  #code(name) {
    if (this.coded.has(name)) return this.coded.get(name);
    const columns = FACETS[name].map((column) => this.columns[column] ?? []);
    const numbers = new Map();
    const starts = new Int32Array(this.size + 1);
    const codes = [];
    for (let i = 0; i < this.size; i++) {
      for (const value of new Set(columns.flatMap((column) => column[i] || "-"))) {
        if (!numbers.has(value)) numbers.set(value, numbers.size);
        codes.push(numbers.get(value));
      }
      starts[i + 1] = codes.length;
    }
    this.coded.set(name, { values: [...numbers.keys()], starts, codes: Int32Array.from(codes) });
    return this.coded.get(name);
  }

  #naming(words, names) {
    const wanted = foldWords(words).split(" ");
    const columns = names.map((name) => this.words(name));
    return (i) => columns.some((column) => (column[i] ?? []).some((name) => wanted.every((word) => name.includes(word))));
  }

  #near({ lat, lon, km }) {
    const least = Math.max(KNOWN_KM, km);
    return (i) =>
      this.placed[i] === 1 && (this.columns.radius_km[i] ?? 0) <= least && distance(lat, lon, this.lat[i], this.lon[i]) <= km;
  }
}

/** Kilometres between two points, along the ground. */
export function distance(lat, lon, otherLat, otherLon) {
  const rad = Math.PI / 180;
  const a =
    Math.sin(((otherLat - lat) * rad) / 2) ** 2 +
    Math.cos(lat * rad) * Math.cos(otherLat * rad) * Math.sin(((otherLon - lon) * rad) / 2) ** 2;
  return 12_742 * Math.asin(Math.min(1, Math.sqrt(a)));
}
