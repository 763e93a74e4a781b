// The bar over Explore: what is typed into the filter, and the exports.

import { get, toQuery } from "./api.js";
import { debounce, fill, h } from "./dom.js";
import { readBounds, readNear, showBounds, showNear, toServer } from "./filter.js";
import { formatNumber } from "./format.js";
import { toast } from "./shell.js";

// Until the server says which formats it has, and where it does not.
const USUAL = [{ name: "csv-events", title: "CSV" }, { name: "geojson", title: "GeoJSON" }, { name: "jsonl", title: "JSON Lines" }];

/** `on` holds: change(part of a filter, how), clear(), csv() -> text. Gives {node, exports, show(filter), showExports(filter, many)}. */
export function makeBar(on) {
  const words = (name, label, options) => field(name, label, options, (value, how) => on.change({ [name]: value.trim() }, how));
  const fields = {
    text: words("text", "Words", { placeholder: "words, \"phrases\", -not", type: "search", "data-focus-filter": true }),
    since: words("since", "From", { type: "date" }),
    until: words("until", "To", { type: "date" }),
    party: words("party", "Party", { placeholder: "who or whom" }),
    source: words("source", "Said by", { placeholder: "teller, publisher" }),
    near: field("near", "Near", { placeholder: "LAT,LON,KM", inputmode: "text" }, parsed(readNear, "near", "LAT,LON,KM, such as 33.5,36.3,50", on)),
    bounds: field("bounds", "Area", { placeholder: "W,S,E,N" }, parsed(readBounds, "bounds", "W,S,E,N, such as 35,32,43,38", on)),
    as_of: field("as_of", "As known on", { type: "date" }, (value, how) => on.change({ as_of: value }, how)),
  };
  const more = h("details", { class: "bar-more" }, h("summary", { class: "button small" }, "More"), h("div", { class: "bar-more-body" }, fields.near.node, fields.bounds.node, fields.as_of.node));
  const node = h(
    "form",
    { class: "bar-fields", role: "search", "aria-label": "Events", onsubmit: (event) => event.preventDefault() },
    ["text", "since", "until", "party", "source"].map((name) => fields[name].node),
    more,
    h("button", { type: "button", class: "button small bar-clear", onclick: on.clear }, "Clear"),
  );
  const body = h("div", { class: "menu-body" });
  let formats = null;
  let last = [{}, 0];
  const exports = h("details", { class: "menu", ontoggle: () => open() }, h("summary", { class: "button small" }, "Export"), body);
  const open = async () => {
    if (!exports.open || formats) return;
    const found = await get("/formats").catch(() => ({ formats: USUAL }));
    // What takes the whole ledger would leave the filter aside.
    formats = found.formats.filter((one) => !one.whole);
    made.showExports(...last);
  };
  const made = {
    node,
    exports,
    show(filter) {
      for (const [name, { input }] of Object.entries(fields)) {
        const value = name === "near" ? filter.near && showNear(filter.near) : name === "bounds" ? filter.bounds && showBounds(filter.bounds) : filter[name];
        // What is being typed is not written over.
        if (document.activeElement !== input || !value) input.value = value || "";
      }
      if (filter.near || filter.bounds || filter.as_of) more.dataset.used = "true";
      else delete more.dataset.used;
    },
    showExports(filter, many) {
      last = [filter, many];
      const { asked, left } = toServer(filter);
      fill(
        body,
        h("button", { type: "button", class: "button small", onclick: () => save(on.csv()) }, `These ${formatNumber(many)} rows as CSV`),
        h("p", { class: "small muted" }, "or with all that is known of each:"),
        h("ul", { class: "formats" }, (formats ?? USUAL).map(({ name, title, extra }) => h("li", {}, h("a", { href: `/api/v1/export/${name}${toQuery(asked)}`, download: "", title: extra ? `needs the extra “${extra}”` : null }, name), h("span", { class: "muted" }, ` ${title}`)))),
        left.length ? h("p", { class: "small note", dataset: { kind: "warning" } }, `These leave out of the filter: ${left.join(", ")}. They hold more events than are shown.`) : null,
      );
    },
  };
  return made;
}

function field(name, label, options, change) {
  const id = `filter-${name}`;
  // What is typed between coming into a field and leaving it is one step of the browser's history.
  let isStep = true;
  const later = debounce((value) => {
    change(value, { isStep });
    isStep = false;
  }, 220);
  const input = h("input", { id, name, type: "text", autocomplete: "off", spellcheck: "false", dir: "auto", ...options, onchange: (event) => later.now(event.target.value), onfocus: () => (isStep = true) });
  // A day is whole only when it is chosen; words are followed as they are typed.
  if (!["date"].includes(options.type) && !["near", "bounds"].includes(name)) input.addEventListener("input", (event) => later(event.target.value));
  return { node: h("div", { class: "field", dataset: { name } }, h("label", { for: id }, label), input), input };
}

function parsed(read, name, form, on) {
  return (value) => {
    const found = read(value);
    if (value.trim() && !found) return void toast(`“${value}” is not of the form ${form}.`, { kind: "error" });
    return void on.change({ [name]: found });
  };
}

function save(text) {
  const link = h("a", { href: URL.createObjectURL(new Blob(["\ufeff", text], { type: "text/csv;charset=utf-8" })), download: "dateline-events.csv" });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
