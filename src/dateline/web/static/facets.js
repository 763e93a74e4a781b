// Facets: each value with how many events it would show, given all other parts of the filter; a box to tick or a name to press.

import { fill, h } from "./dom.js";
import { formatNumber, GROUPS, groupOf, sign, STATUSES, typeWords } from "./format.js";
import { realisWords } from "./marks.js";

const FEW = 8;
const TITLES = { type: "Type", status: "Status", country: "Country", realis: "Did it happen?", party: "Who and whom", source: "Who says so" };
// Those of which one is typed or pressed; of the others several may be ticked.
const SINGLE = new Set(["party", "source"]);

export class Facets {
  /** `on` holds: change(part of a filter). `nameOf(field, value)` gives the words of a value. */
  constructor(root, on, nameOf) {
    this.on = on;
    this.nameOf = nameOf;
    this.more = new Set();
    this.groups = new Map();
    for (const [name, title] of Object.entries(TITLES)) {
      const list = h("ul", { class: "facet-list" });
      const rest = h("button", { type: "button", class: "facet-more", hidden: true, onclick: () => this.#turn(name) });
      const isOpen = name !== "realis" && name !== "source";
      root.append(h("details", { class: "facet", open: isOpen }, h("summary", {}, h("h2", {}, title)), list, rest));
      this.groups.set(name, { list, rest });
    }
  }

  show(filter, facets) {
    this.filter = filter;
    this.facets = facets;
    for (const name of this.groups.keys()) this.#draw(name);
  }

  #turn(name) {
    if (!this.more.delete(name)) this.more.add(name);
    this.#draw(name);
  }

  #draw(name) {
    const { list, rest } = this.groups.get(name);
    const chosen = [this.filter[name]].flat().filter(Boolean);
    const counts = new Map(this.facets[name]);
    for (const value of SINGLE.has(name) ? [] : chosen) if (!counts.has(value)) counts.set(value, 0);
    const order = name === "status" ? Object.keys(STATUSES) : null;
    const all = [...counts].sort((a, b) => (order ? order.indexOf(a[0]) - order.indexOf(b[0]) : b[1] - a[1] || String(a[0]).localeCompare(b[0])));
    // What is chosen is seen, however few fit it.
    const front = all.filter(([value], at) => at < FEW || this.more.has(name) || chosen.includes(value)).slice(0, 400);
    // The box that was just ticked keeps the focus, although its line is drawn anew.
    const kept = list.contains(document.activeElement) ? document.activeElement.dataset.value : null;
    fill(list, front.map(([value, count]) => h("li", {}, SINGLE.has(name) ? this.#press(name, value, count) : this.#tick(name, value, count, chosen))));
    if (kept !== null) [...list.querySelectorAll("[data-value]")].find((one) => one.dataset.value === kept)?.focus();
    rest.hidden = all.length <= FEW;
    fill(rest, this.more.has(name) ? "fewer" : `${formatNumber(all.length - FEW)} more`);
    rest.setAttribute("aria-label", `${rest.textContent}: ${TITLES[name]}`);
    rest.setAttribute("aria-expanded", String(this.more.has(name)));
    if (!all.length) fill(list, h("li", { class: "muted small" }, "none"));
  }

  #tick(name, value, count, chosen) {
    const change = (event) =>
      this.on.change({ [name]: event.target.checked ? [...chosen, value] : chosen.filter((one) => one !== value) });
    return h(
      "label",
      { class: "facet-line", dataset: { empty: count === 0 } },
      h("input", { type: "checkbox", checked: chosen.includes(value), onchange: change, dataset: { value } }),
      facetSign(name, value),
      h("span", { class: "cut", dir: "auto", title: this.nameOf(name, value) }, this.nameOf(name, value)),
      h("span", { class: "facet-count" }, formatNumber(count)),
    );
  }

  #press(name, value, count) {
    const isChosen = this.filter[name] === value;
    return h(
      "button",
      { type: "button", class: "facet-line", "aria-pressed": String(isChosen), dataset: { value }, onclick: () => this.on.change({ [name]: isChosen ? "" : value }) },
      h("span", { class: "cut", dir: "auto", title: value }, value),
      h("span", { class: "facet-count" }, formatNumber(count)),
    );
  }
}

function facetSign(name, value) {
  if (name === "status") return h("span", { class: "facet-sign", dataset: { status: value } }, sign(STATUSES[value]?.shape ?? "ring"));
  if (name === "type") return h("span", { class: "tag", dataset: { group: groupOf(value) } }, sign(GROUPS[groupOf(value)].shape));
  return null;
}

/** The words of a value of a facet. `countries` are the names of countries by their codes. */
export function nameValue(field, value, countries) {
  if (field === "type") return typeWords(value);
  if (field === "country") return value === "-" ? "no country told" : (countries?.get(value) ?? value);
  if (field === "realis") return realisWords(value);
  return value;
}
