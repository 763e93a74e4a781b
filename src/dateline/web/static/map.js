// WorldMap: the map as something to look at, move and point in; by mouse, touch and keys. It keeps no filter of its own.

import { fill, h, onFrame } from "./dom.js";
import { drawBase, drawItems, fitCanvas, gather, readColours, World } from "./mapdraw.js";
import { KM_PER_DEGREE, Projection } from "./projection.js";
import { distance } from "./marks.js";

const REACH = 9; // pixels around a mark that count as it
const AROUND = 1.2; // degrees beside the outermost marks
const STEP = 80; // pixels that an arrow key moves

export class WorldMap {
  /** `on` holds: select(index), hover(index), cluster(indexes), area({bounds} or {near}), say(words). */
  constructor(root, on) {
    this.on = on;
    this.projection = new Projection();
    this.marks = null;
    this.shown = [];
    this.items = [];
    this.selected = -1;
    this.hovered = -1;
    this.tool = "move";
    this.drawn = null; // what the filter holds: {bounds} and {near}
    this.draft = null; // what is being drawn
    this.base = h("canvas", { class: "map-layer", "aria-hidden": "true" });
    this.top = h("canvas", { class: "map-layer map-top", tabindex: "0", role: "application", "aria-roledescription": "map", "aria-label": "Map of events", "aria-describedby": "map-keys" });
    this.card = h("div", { class: "map-card", hidden: true });
    this.root = root;
    root.append(
      this.base,
      this.top,
      this.card,
      h("p", { id: "map-keys", class: "hush" }, "Arrow keys move the map, plus and minus come nearer and go away, 0 shows all, n and p walk the events, Enter opens one. The table holds the same events."),
    );
    this.redraw = onFrame(() => this.#drawAll());
    this.redrawTop = onFrame(() => this.#drawTop());
    this.#listen();
    new ResizeObserver(() => this.#resize()).observe(root);
    addEventListener("dateline-theme", () => this.refreshColours());
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.refreshColours());
    this.colours = readColours();
  }

  setWorld(data) {
    this.world = new World(data);
    this.redraw();
  }

  refreshColours() {
    this.colours = readColours();
    this.redraw();
  }

  show(marks, shown) {
    this.marks = marks;
    this.shown = shown;
    this.#gather();
    this.redrawTop();
  }

  highlight({ selected = this.selected, hovered = this.hovered }) {
    if (selected === this.selected && hovered === this.hovered) return;
    this.selected = selected;
    this.hovered = hovered;
    this.redrawTop();
  }

  /** Brings a mark into view if it is not. */
  reveal(i) {
    if (!this.marks?.placed[i]) return;
    const [x, y] = [this.projection.x(this.marks.lon[i]), this.projection.y(this.marks.lat[i])];
    if (x > 30 && y > 30 && x < this.projection.width - 30 && y < this.projection.height - 30) return;
    this.projection.lat = this.marks.lat[i];
    this.projection.lon = this.marks.lon[i];
    this.projection.keepInside();
    this.#moved();
  }

  /** Shows these marks, or the world where there are none. */
  fit(indexes) {
    const placed = [...indexes].filter((i) => this.marks?.placed[i]);
    if (!placed.length) this.projection.fitWorld();
    else {
      const lons = placed.map((i) => this.marks.lon[i]).sort((a, b) => a - b);
      const lats = placed.map((i) => this.marks.lat[i]).sort((a, b) => a - b);
      // With enough around it that one sees where that is.
      this.projection.fit([lons[0] - AROUND, lats[0] - AROUND, lons.at(-1) + AROUND, lats.at(-1) + AROUND]);
    }
    this.#moved();
  }

  /** "lat,lon,scale" for the address, and back. */
  get place() {
    const { lat, lon, scale } = this.projection;
    return `${lat.toFixed(2)},${lon.toFixed(2)},${scale.toFixed(1)}`;
  }

  set place(words) {
    const [lat, lon, scale] = words.split(",").map(Number);
    if (![lat, lon, scale].every(Number.isFinite)) return;
    Object.assign(this.projection, { lat, lon, scale: Math.max(this.projection.least, scale) });
    this.projection.keepInside();
    this.#moved();
  }

  setTool(tool) {
    this.tool = tool;
    this.top.dataset.tool = tool;
  }

  zoom(by) {
    this.projection.zoom(by);
    this.#moved();
  }

  #resize() {
    const { width, height } = this.root.getBoundingClientRect();
    if (!width || !height) return;
    const first = this.projection.width === 300 && this.projection.height === 200;
    Object.assign(this.projection, { width, height });
    if (first && !this.wasMoved) this.projection.fitWorld();
    this.projection.scale = Math.max(this.projection.scale, this.projection.least);
    this.projection.keepInside();
    if (this.onReady) {
      const ready = this.onReady;
      this.onReady = null;
      ready();
    }
    this.#gather();
    this.redraw();
  }

  #moved() {
    this.wasMoved = true;
    this.card.hidden = true;
    this.#gather();
    // What keys walked to last is followed into the number that it is now part of.
    const first = this.walked?.members[0];
    if (first !== undefined) this.walked = this.items.find((item) => item.members.includes(first)) ?? null;
    this.redraw();
    this.on.move?.();
  }

  #gather() {
    this.items = this.marks ? gather(this.marks, this.shown, this.projection) : [];
  }

  #drawAll() {
    const { width, height } = this.projection;
    drawBase(fitCanvas(this.base, width, height), this.projection, this.world, this.colours);
    this.#drawTop();
  }

  #drawTop() {
    const context = fitCanvas(this.top, this.projection.width, this.projection.height);
    if (this.marks) drawItems(context, this.items, this);
    for (const area of [this.drawn, this.draft]) if (area) this.#drawArea(context, area);
  }

  #drawArea(context, { bounds, near }) {
    const p = this.projection;
    context.strokeStyle = this.colours.accent;
    context.lineWidth = 1.5;
    context.setLineDash([6, 4]);
    context.beginPath();
    if (bounds) context.rect(p.x(bounds[0]), p.y(bounds[3]), p.x(bounds[2]) - p.x(bounds[0]), p.y(bounds[1]) - p.y(bounds[3]));
    if (near) {
      const lon = near.lon < -169 ? near.lon + 360 : near.lon;
      const high = (near.km / KM_PER_DEGREE) * p.scale;
      const wide = (high * p.squeeze) / Math.max(0.1, Math.cos((near.lat * Math.PI) / 180));
      context.moveTo(p.x(lon) + wide, p.y(near.lat));
      context.ellipse(p.x(lon), p.y(near.lat), wide, high, 0, 0, 7);
    }
    context.stroke();
    context.setLineDash([]);
  }

  #find(x, y) {
    let best = null;
    let least = Infinity;
    for (const item of this.items) {
      const far = Math.hypot(item.x - x, item.y - y) - Math.max(item.size, REACH);
      if (far <= 0 && far < least) [best, least] = [item, far];
    }
    return best;
  }

  #choose(item) {
    if (!item) return this.on.select(-1);
    if (item.members.length === 1) return this.on.select(item.members[0]);
    const lons = item.members.map((i) => this.marks.lon[i]);
    const lats = item.members.map((i) => this.marks.lat[i]);
    const [west, east, south, north] = [Math.min(...lons), Math.max(...lons), Math.min(...lats), Math.max(...lats)];
    // Marks of one town cannot be parted by coming nearer: they are listed.
    if (Math.max(east - west, north - south) * this.projection.scale < 0.6 || this.projection.scale > 400) return this.on.cluster(item.members);
    this.projection.fit([west - 0.02, south - 0.02, east + 0.02, north + 0.02], 0.18);
    this.#moved();
    this.on.say(`${item.members.length} events, nearer`);
    return undefined;
  }

  #showCard(item, x, y) {
    if (!item) {
      this.card.hidden = true;
      return;
    }
    fill(this.card, this.on.describe(item.members));
    this.card.hidden = false;
    const { width, height } = this.projection;
    const box = this.card.getBoundingClientRect();
    this.card.style.left = `${Math.max(4, Math.min(width - box.width - 4, x + 14))}px`;
    this.card.style.top = `${y + 14 + box.height < height ? y + 14 : Math.max(4, y - box.height - 14)}px`;
  }

  #listen() {
    const pointers = new Map();
    let start = null;
    let pinch = 0;
    const where = (event) => {
      const box = this.top.getBoundingClientRect();
      return [event.clientX - box.left, event.clientY - box.top];
    };
    this.top.addEventListener("pointerdown", (event) => {
      const [x, y] = where(event);
      this.top.setPointerCapture(event.pointerId);
      pointers.set(event.pointerId, [x, y]);
      const p = this.projection;
      start = { x, y, lat: p.toLat(y), lon: p.toLon(x), moved: false };
      pinch = 0;
    });
    this.top.addEventListener("pointermove", (event) => {
      const [x, y] = where(event);
      if (!pointers.has(event.pointerId)) {
        const item = this.tool === "move" ? this.#find(x, y) : null;
        this.top.classList.toggle("map-hit", item !== null);
        this.#showCard(item, x, y);
        this.on.hover(item?.members.length === 1 ? item.members[0] : -1);
        return;
      }
      pointers.set(event.pointerId, [x, y]);
      if (pointers.size === 2) return void (pinch = this.#pinch([...pointers.values()], pinch));
      if (!start || Math.hypot(x - start.x, y - start.y) < 4) return;
      start.moved = true;
      this.card.hidden = true;
      if (this.tool === "move") {
        this.projection.anchor(start.lat, start.lon, x, y);
        this.#moved();
      } else {
        this.draft = this.#draft(start, x, y);
        this.redrawTop();
      }
    });
    const end = (event) => {
      if (!pointers.delete(event.pointerId) || !start) return;
      const [x, y] = where(event);
      if (!start.moved && event.type === "pointerup" && this.tool === "move") this.#choose(this.#find(x, y));
      if (start.moved && this.tool !== "move" && this.draft) this.on.area(this.draft);
      this.draft = null;
      start = null;
      this.redrawTop();
    };
    this.top.addEventListener("pointerup", end);
    this.top.addEventListener("pointercancel", end);
    this.top.addEventListener("pointerleave", () => {
      this.card.hidden = true;
      this.on.hover(-1);
    });
    this.top.addEventListener(
      "wheel",
      (event) => {
        event.preventDefault();
        this.projection.zoom(2 ** (-event.deltaY / (event.deltaMode ? 6 : 260)), ...where(event));
        this.card.hidden = true;
        this.#moved();
      },
      { passive: false },
    );
    this.top.addEventListener("dblclick", (event) => {
      this.projection.zoom(2, ...where(event));
      this.#moved();
    });
    this.top.addEventListener("keydown", (event) => this.#key(event));
    this.top.addEventListener("blur", () => (this.card.hidden = true));
  }

  #pinch([[ax, ay], [bx, by]], before) {
    const far = Math.hypot(ax - bx, ay - by);
    if (before) {
      this.projection.zoom(far / before, (ax + bx) / 2, (ay + by) / 2);
      this.#moved();
    }
    return far;
  }

  #draft(start, x, y) {
    const p = this.projection;
    const [lat, lon] = [p.toLat(y), p.toLon(x)];
    if (this.tool === "near") {
      const back = (one) => (one > 180 ? one - 360 : one);
      return { near: { lat: start.lat, lon: back(start.lon), km: Math.max(1, distance(start.lat, start.lon, lat, lon)) } };
    }
    return { bounds: [Math.min(lon, start.lon), Math.min(lat, start.lat), Math.max(lon, start.lon), Math.max(lat, start.lat)] };
  }

  #key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const p = this.projection;
    const moves = { ArrowLeft: [STEP, 0], ArrowRight: [-STEP, 0], ArrowUp: [0, STEP], ArrowDown: [0, -STEP] };
    if (moves[event.key]) {
      const [dx, dy] = moves[event.key];
      p.anchor(p.toLat(p.height / 2), p.toLon(p.width / 2), p.width / 2 + dx, p.height / 2 + dy);
      this.#moved();
    } else if (event.key === "+" || event.key === "=") this.#zoomByKey(1.6);
    else if (event.key === "-") this.#zoomByKey(1 / 1.6);
    else if (event.key === "0") this.fit(this.shown);
    else if (event.key === "n" || event.key === "p") this.#walk(event.key === "n" ? 1 : -1);
    else if (event.key === "Enter" && this.walked) {
      if (this.walked.members.length === 1) this.on.open(this.walked.members[0]);
      else this.#choose(this.walked);
    } else if (event.key === "Escape") this.on.select(-1);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** About what keys walked to, if it is seen. */
  #zoomByKey(by) {
    const { x = -1, y = -1 } = this.walked ?? {};
    const isSeen = x >= 0 && y >= 0 && x <= this.projection.width && y <= this.projection.height;
    if (isSeen) this.projection.zoom(by, x, y);
    else this.projection.zoom(by);
    this.#moved();
  }

  /** From one mark to the next, from left to right, so that keys reach each of them. */
  #walk(by) {
    const items = this.items
      .filter((one) => one.x >= 0 && one.y >= 0 && one.x <= this.projection.width && one.y <= this.projection.height)
      .sort((a, b) => a.x - b.x || a.y - b.y);
    if (!items.length) return this.on.say("No event in this part of the map");
    const now = items.indexOf(this.walked);
    this.walked = items[(now + by + items.length) % items.length];
    const { members, x, y } = this.walked;
    if (members.length === 1) this.on.select(members[0], { keep: true });
    this.#showCard(this.walked, x, y);
    return this.on.say(this.card.textContent);
  }
}
