// Filter: which events are shown. One state, kept in the address bar under the names that the command line has too.

const WORDS = ["text", "since", "until", "party", "source", "as_of"];
const LISTS = ["type", "status", "country", "realis"];
export const EMPTY = Object.freeze({
  text: "", since: "", until: "", party: "", source: "", as_of: "",
  type: [], status: [], country: [], realis: [], near: null, bounds: null,
});

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** The filter that an address asks for; what cannot be read is left out. */
export function readFilter(search) {
  const query = new URLSearchParams(search);
  const filter = { ...EMPTY };
  for (const name of WORDS) filter[name] = (query.get(name) ?? "").trim();
  for (const name of LISTS) filter[name] = [...new Set(query.getAll(name).flatMap((one) => one.split(",")).filter(Boolean))];
  filter.type = filter.type.map((one) => one.toUpperCase());
  filter.country = filter.country.map((one) => one.toUpperCase());
  for (const name of ["since", "until"]) if (!DAY.test(filter[name])) filter[name] = "";
  filter.near = readNear(query.get("near") ?? "");
  filter.bounds = readBounds(query.get("bounds") ?? "");
  return filter;
}

/** The filter as parameters of an address. */
export function writeFilter(filter) {
  const query = new URLSearchParams();
  for (const name of WORDS) if (filter[name]) query.set(name, filter[name]);
  for (const name of LISTS) for (const one of filter[name]) query.append(name, one);
  if (filter.near) query.set("near", showNear(filter.near));
  if (filter.bounds) query.set("bounds", showBounds(filter.bounds));
  return query;
}

/** "LAT,LON,KM" -> {lat, lon, km}, or null. */
export function readNear(given) {
  const parts = numbers(given, 3);
  if (!parts) return null;
  const [lat, lon, km] = parts;
  return Math.abs(lat) <= 90 && Math.abs(lon) <= 180 && km > 0 && km <= 20_100 ? { lat, lon, km } : null;
}

/** "W,S,E,N" -> [west, south, east, north], or null. East may be up to 191: the map is cut in the Bering Strait. */
export function readBounds(given) {
  const parts = numbers(given, 4);
  if (!parts) return null;
  const [west, south, east, north] = parts;
  return west < east && south < north && west >= -180 && east <= 191 && south >= -90 && north <= 90 ? parts : null;
}

export const showNear = ({ lat, lon, km }) => `${trim(lat, 3)},${trim(lon, 3)},${trim(km, km < 10 ? 1 : 0)}`;
export const showBounds = (bounds) => bounds.map((one) => trim(one, 2)).join(",");
export const isEmpty = (filter) => writeFilter(filter).size === 0;

/** Each thing that the filter asks for, in words, with the filter without it. */
export function describeFilter(filter, nameOf = (field, value) => value) {
  const found = [];
  const add = (words, without) => found.push({ words, without: { ...filter, ...without } });
  if (filter.text) add(`words: ${filter.text}`, { text: "" });
  if (filter.since) add(`from ${filter.since}`, { since: "" });
  if (filter.until) add(`to ${filter.until}`, { until: "" });
  for (const name of LISTS) {
    for (const one of filter[name]) add(nameOf(name, one), { [name]: filter[name].filter((other) => other !== one) });
  }
  if (filter.party) add(`party: ${filter.party}`, { party: "" });
  if (filter.source) add(`said by: ${filter.source}`, { source: "" });
  if (filter.near) add(`within ${trim(filter.near.km, 1)} km of ${trim(filter.near.lat, 2)}, ${trim(filter.near.lon, 2)}`, { near: null });
  if (filter.bounds) add("in the area drawn", { bounds: null });
  if (filter.as_of) add(`as known ${filter.as_of}`, { as_of: "" });
  return found;
}

/** What the server's own filter can say of this one, and what is left: it takes one value of each kind, and no area. */
export function toServer(filter) {
  const asked = {};
  const left = [];
  for (const name of WORDS) if (filter[name]) asked[name] = filter[name];
  for (const name of ["type", "status", "country"]) {
    if (filter[name].length === 1) asked[name] = filter[name][0];
    else if (filter[name].length > 1) left.push({ type: "types", status: "statuses", country: "countries" }[name]);
  }
  if (filter.realis.length) left.push("whether it happened");
  if (filter.near) asked.near = showNear(filter.near);
  if (filter.bounds) left.push("the area drawn");
  return { asked, left };
}

function numbers(given, many) {
  if (!given.trim()) return null;
  const parts = given.split(",").map((part) => (part.trim() === "" ? Number.NaN : Number(part)));
  return parts.length === many && parts.every(Number.isFinite) ? parts : null;
}

const trim = (number, digits) => String(Number(Number(number).toFixed(digits)));
