// Timeline: a lane of events and a lane of reports over one axis of days; dragging over it sets the days of the filter.

import { h, onFrame } from "./dom.js";
import { GROUPS } from "./format.js";
import { drawMark, fitCanvas, readColours } from "./mapdraw.js";
import { fromDay, toDay, UNKNOWN } from "./marks.js";
import { listTicks } from "./ticks.js";

const [LEFT, RIGHT, TOP] = [64, 12, 6];
const AXIS = 20; // pixels of the line of dates
const REPORTS = 0.3; // share of the height that the reports have
const SINGLE = 160; // so many events in view are drawn one by one

export class Timeline {
  /** `on` holds: days(since, until, {isDone}) with "" for no bound, select(index), hover(index), say(words). */
  constructor(root, on) {
    this.on = on;
    this.root = root;
    this.marks = null;
    this.shown = [];
    this.range = [0, 1]; // days in view, fractions allowed
    this.whole = [0, 1];
    this.selected = -1;
    this.hovered = -1;
    this.canvas = h("canvas", {
      class: "map-layer map-top", tabindex: "0", role: "application", "aria-roledescription": "timeline", "aria-label": "Timeline of events and reports", "aria-describedby": "time-keys",
    });
    root.append(
      this.canvas,
      h("p", { id: "time-keys", class: "hush" }, "Arrow keys move, plus and minus come nearer, 0 shows all days, Enter filters to the days in view, Backspace takes that back."),
    );
    this.redraw = onFrame(() => this.#draw());
    this.colours = readColours();
    addEventListener("dateline-theme", () => this.refreshColours());
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.refreshColours());
    new ResizeObserver(() => this.redraw()).observe(root);
    this.#listen();
  }

  refreshColours() {
    this.colours = readColours();
    this.redraw();
  }

  /** `timeless` are the events that pass all of the filter but its days: those outside of them are drawn faint. */
  show(marks, timeless, { since, until }) {
    const isNew = marks !== this.marks;
    this.marks = marks;
    this.shown = timeless;
    this.days = [since ? toDay(since) : null, until ? toDay(until) + 1 : null];
    let [first, last] = [Infinity, -Infinity];
    for (const i of timeless) {
      if (marks.first[i] === UNKNOWN) continue;
      // A century that is told of in one event should not press all others together: long times count by their end.
      first = Math.min(first, Math.max(marks.first[i], marks.last[i] - 366));
      last = Math.max(last, marks.last[i] + 1);
    }
    if (first > last) [first, last] = this.days[0] !== null ? [this.days[0], this.days[1] ?? this.days[0] + 30] : [0, 1];
    const room = Math.max(1, (last - first) * 0.02);
    const whole = [first - room, last + room];
    const wasWhole = this.range[0] <= this.whole[0] + 1e-6 && this.range[1] >= this.whole[1] - 1e-6;
    this.whole = whole;
    if (isNew || wasWhole) this.range = [...whole];
    this.#count();
    this.redraw();
  }

  highlight({ selected = this.selected, hovered = this.hovered }) {
    if (selected === this.selected && hovered === this.hovered) return;
    this.selected = selected;
    this.hovered = hovered;
    this.redraw();
  }

  zoom(by, at = (this.range[0] + this.range[1]) / 2) {
    const [a, b] = this.range;
    const span = Math.min((this.whole[1] - this.whole[0]) * 1.5, Math.max(3, (b - a) / by));
    const part = (at - a) / (b - a);
    this.range = [at - span * part, at + span * (1 - part)];
    this.#keep();
  }

  #keep() {
    const span = this.range[1] - this.range[0];
    const [low, high] = [this.whole[0] - span / 2, this.whole[1] + span / 2];
    const shift = Math.max(0, low - this.range[0]) - Math.max(0, this.range[1] - high);
    this.range = [this.range[0] + shift, this.range[1] + shift];
    this.#count();
    this.redraw();
  }

  #x(day) {
    return LEFT + ((day - this.range[0]) / (this.range[1] - this.range[0])) * (this.width - LEFT - RIGHT);
  }

  #day(x) {
    return this.range[0] + ((x - LEFT) / Math.max(1, this.width - LEFT - RIGHT)) * (this.range[1] - this.range[0]);
  }

  get width() {
    return this.root.clientWidth || 300;
  }

  get height() {
    return this.root.clientHeight || 120;
  }

  /** Counts by bin: an event whose time is not known to the day is spread over its days, so that it stands nowhere firmly. */
  #count() {
    if (!this.marks) return;
    const { marks } = this;
    const span = this.range[1] - this.range[0];
    this.bin = [1, 2, 7, 14, 30.44, 91.3, 365.25, 3652.5].find((one) => span / one <= Math.max(24, this.width / 7)) ?? 36_525;
    const from = Math.floor(this.range[0] / this.bin);
    const many = Math.ceil(this.range[1] / this.bin) - from + 1;
    const groups = Object.keys(GROUPS);
    const at = new Map(groups.map((group, n) => [group, n]));
    this.bins = { from, many, firm: groups.map(() => new Float32Array(many)), soft: new Float32Array(many), reports: new Float32Array(many) };
    this.inView = [];
    this.undated = 0;
    for (const i of this.shown) {
      for (const day of marks.reported(i)) {
        const n = Math.floor(day / this.bin) - from;
        if (n >= 0 && n < many) this.bins.reports[n]++;
      }
      const [a, b] = [marks.first[i], marks.last[i] + 1];
      if (a === UNKNOWN) {
        this.undated++;
        continue;
      }
      if (b < this.range[0] || a > this.range[1]) continue;
      this.inView.push(i);
      if (b - a <= this.bin) {
        const n = Math.floor((a + b) / 2 / this.bin) - from;
        if (n >= 0 && n < many) this.bins.firm[at.get(marks.group[i])][n]++;
      } else {
        const share = this.bin / (b - a);
        for (let n = Math.max(0, Math.floor(a / this.bin) - from); n <= Math.min(many - 1, Math.floor((b - 0.001) / this.bin) - from); n++) {
          this.bins.soft[n] += share;
        }
      }
    }
  }

  #draw() {
    const { width, height, colours } = this;
    const context = fitCanvas(this.canvas, width, height);
    if (!this.marks) return;
    const reports = Math.round((height - AXIS) * REPORTS);
    const lane = [TOP, height - AXIS - reports - 6];
    this.#drawAxis(context, height - AXIS);
    context.save();
    context.beginPath();
    context.rect(LEFT, 0, width - LEFT - RIGHT, height);
    context.clip();
    this.placed = [];
    let most;
    if (this.inView.length <= SINGLE && this.inView.length) this.#drawSingles(context, lane);
    else most = this.#drawBins(context, lane, [...this.bins.firm.entries()].map(([n, values]) => [values, colours[Object.keys(GROUPS)[n]]]), this.bins.soft);
    const mostReports = this.#drawBins(context, [height - AXIS - reports, height - AXIS], [[this.bins.reports, colours.muted]], null);
    this.#drawDays(context, height - AXIS);
    context.restore();
    context.font = `11px ${getComputedStyle(document.body).fontFamily}`;
    context.textAlign = "left";
    context.fillStyle = colours.muted;
    const words = [["Events", TOP + 8], ["Reports", height - AXIS - reports + 8]];
    for (const [word, y] of words) context.fillText(word, 6, y);
    context.font = `10px ${getComputedStyle(document.body).fontFamily}`;
    if (most) context.fillText(`most ${formatCount(most)}`, 6, TOP + 21);
    if (mostReports) context.fillText(`most ${formatCount(mostReports)}`, 6, height - AXIS - reports + 20);
    if (this.undated) context.fillText(`${this.undated} undated`, 6, TOP + 34);
  }

  #drawBins(context, [top, bottom], stacks, soft) {
    const { from, many } = this.bins;
    let most = 0;
    for (let n = 0; n < many; n++) most = Math.max(most, stacks.reduce((sum, [values]) => sum + values[n], soft?.[n] ?? 0));
    if (!most) return 0;
    const unit = (bottom - top) / most;
    for (let n = 0; n < many; n++) {
      const [x, next] = [this.#x((from + n) * this.bin), this.#x((from + n + 1) * this.bin)];
      const wide = Math.max(1, next - x - (next - x > 4 ? 1 : 0));
      let y = bottom;
      for (const [values, colour] of stacks) {
        if (!values[n]) continue;
        const high = values[n] * unit;
        context.fillStyle = colour;
        context.fillRect(x, y - high, wide, high);
        y -= high;
      }
      if (soft?.[n]) {
        context.globalAlpha = 0.35;
        context.fillStyle = this.colours.muted;
        context.fillRect(x, y - soft[n] * unit, wide, soft[n] * unit);
        context.globalAlpha = 1;
      }
    }
    return most;
  }

  /** Each event for itself: a mark on its day, or a bar with soft ends over the days in which it may lie. */
  #drawSingles(context, [top, bottom]) {
    const { marks, colours } = this;
    const rows = Math.max(1, Math.floor((bottom - top) / 13));
    const ends = new Array(rows).fill(-Infinity);
    const order = [...this.inView].sort((a, b) => marks.first[a] - marks.first[b] || marks.last[b] - marks.last[a]);
    for (const i of order) {
      const [a, b] = [this.#x(marks.first[i]), this.#x(marks.last[i] + 1)];
      const isDay = marks.last[i] === marks.first[i];
      const [left, right] = isDay ? [(a + b) / 2 - 7, (a + b) / 2 + 7] : [a, Math.max(b, a + 14)];
      let row = ends.findIndex((end) => end <= left);
      if (row < 0) row = ends.indexOf(Math.min(...ends));
      ends[row] = right + 1;
      const y = top + row * 13 + 7;
      const x = (left + right) / 2;
      if (!isDay) {
        const soft = context.createLinearGradient(left, 0, right, 0);
        const colour = colours[marks.group[i]];
        soft.addColorStop(0, "transparent");
        soft.addColorStop(0.3, colour);
        soft.addColorStop(0.7, colour);
        soft.addColorStop(1, "transparent");
        context.globalAlpha = 0.55;
        context.fillStyle = soft;
        context.fillRect(left, y - 3, right - left, 6);
        context.globalAlpha = 1;
      }
      drawMark(context, x, y, i, marks, colours);
      this.placed.push({ x, y, left, right, i });
      if (i === this.selected || i === this.hovered) {
        context.strokeStyle = i === this.selected ? colours.focus : colours.ink;
        context.lineWidth = 2;
        context.strokeRect(Math.min(left, x - 8), y - 8, Math.max(right - left, 16), 16);
      }
    }
  }

  #drawDays(context, bottom) {
    const [since, until] = this.brush ?? this.days ?? [null, null];
    const { colours } = this;
    if (since !== null || until !== null) {
      const [a, b] = [since === null ? -10 : this.#x(since), until === null ? this.width + 10 : this.#x(until)];
      context.globalAlpha = 0.55;
      context.fillStyle = colours.surface;
      context.fillRect(0, 0, a, bottom);
      context.fillRect(b, 0, this.width, bottom);
      context.globalAlpha = 1;
      context.strokeStyle = colours.accent;
      context.lineWidth = 2;
      context.strokeRect(a, 1, b - a, bottom - 2);
    }
    for (const [i, colour] of [[this.hovered, colours.ink], [this.selected, colours.focus]]) {
      if (i < 0 || !this.marks || this.marks.first[i] === UNKNOWN) continue;
      const [a, b] = [this.#x(this.marks.first[i]), this.#x(this.marks.last[i] + 1)];
      context.fillStyle = colour;
      context.globalAlpha = 0.25;
      context.fillRect(a, 0, Math.max(2, b - a), bottom);
      context.globalAlpha = 1;
    }
  }

  #drawAxis(context, y) {
    const { colours, width, height } = this;
    context.strokeStyle = colours.line;
    context.fillStyle = colours.muted;
    context.font = `10px ${getComputedStyle(document.body).fontFamily}`;
    context.textAlign = "left";
    context.textBaseline = "middle";
    context.lineWidth = 1;
    context.beginPath();
    context.moveTo(LEFT, y + 0.5);
    context.lineTo(width - RIGHT, y + 0.5);
    let free = LEFT - 20;
    for (const [day, words] of listTicks(this.range, (width - LEFT - RIGHT) / 80)) {
      const x = this.#x(day);
      if (x < LEFT || x > width - RIGHT) continue;
      context.moveTo(x, 0);
      context.lineTo(x, y + 4);
      if (x < free || x + words.length * 5.5 > width) continue;
      context.fillText(words, x + 3, height - AXIS / 2);
      free = x + words.length * 6 + 8;
    }
    context.stroke();
  }

  #listen() {
    const { canvas } = this;
    let from = null;
    const where = (event) => {
      const box = canvas.getBoundingClientRect();
      return [event.clientX - box.left, event.clientY - box.top];
    };
    const find = (x, y) => this.placed?.findLast((one) => Math.abs(one.y - y) <= 7 && x >= Math.min(one.left, one.x - 8) && x <= Math.max(one.right, one.x + 8))?.i ?? -1;
    canvas.addEventListener("pointerdown", (event) => {
      canvas.setPointerCapture(event.pointerId);
      from = where(event);
    });
    canvas.addEventListener("pointermove", (event) => {
      const [x, y] = where(event);
      if (!from) return void this.on.hover(find(x, y));
      if (Math.abs(x - from[0]) < 4) return;
      const [a, b] = [this.#day(Math.min(x, from[0])), this.#day(Math.max(x, from[0]))];
      this.brush = [Math.floor(a), Math.max(Math.floor(a) + 1, Math.ceil(b))];
      this.on.days(fromDay(this.brush[0]), fromDay(this.brush[1] - 1), { isDone: false });
      this.redraw();
    });
    const end = (event) => {
      if (!from) return;
      const [x, y] = where(event);
      const { brush } = this;
      from = null;
      this.brush = null;
      if (brush) this.on.days(fromDay(brush[0]), fromDay(brush[1] - 1), { isDone: true });
      else if (event.type === "pointerup") this.on.select(find(x, y));
      this.redraw();
    };
    canvas.addEventListener("pointerup", end);
    canvas.addEventListener("pointercancel", end);
    canvas.addEventListener("pointerleave", () => from || this.on.hover(-1));
    canvas.addEventListener("dblclick", () => this.on.days("", "", { isDone: true }));
    canvas.addEventListener(
      "wheel",
      (event) => {
        event.preventDefault();
        if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) this.#pan((event.deltaX || event.deltaY) / this.width);
        else this.zoom(2 ** (-event.deltaY / (event.deltaMode ? 6 : 260)), this.#day(where(event)[0]));
      },
      { passive: false },
    );
    canvas.addEventListener("keydown", (event) => this.#key(event));
  }

  #pan(part) {
    const step = (this.range[1] - this.range[0]) * part;
    this.range = [this.range[0] + step, this.range[1] + step];
    this.#keep();
  }

  #key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "ArrowLeft") this.#pan(-0.15);
    else if (event.key === "ArrowRight") this.#pan(0.15);
    else if (event.key === "+" || event.key === "=") this.zoom(1.6);
    else if (event.key === "-") this.zoom(1 / 1.6);
    else if (event.key === "0") {
      this.range = [...this.whole];
      this.#keep();
    } else if (event.key === "Enter") {
      this.on.days(fromDay(Math.round(this.range[0])), fromDay(Math.round(this.range[1]) - 1), { isDone: true });
    } else if (event.key === "Backspace") this.on.days("", "", { isDone: true });
    else return;
    if (event.key !== "Enter" && event.key !== "Backspace") {
      this.on.say(`${fromDay(Math.round(this.range[0]))} to ${fromDay(Math.round(this.range[1]) - 1)}, ${this.inView.length} events`);
    }
    event.preventDefault();
    event.stopPropagation();
  }
}

const formatCount = (number) => (number >= 10 ? Math.round(number) : Math.round(number * 10) / 10);
