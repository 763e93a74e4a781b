// What the map draws: land, borders, lines of the globe, names; then discs, marks and clusters.

import { PATHS } from "./format.js";
import { KM_PER_DEGREE } from "./projection.js";

const CELL = 34; // pixels: marks nearer than about this become one number
const SIZE = 12; // pixels of a mark
const SHAPES = { violence: "diamond", pressure: "square", protest: "triangle", conflict: "wedge", accord: "disc", incident: "plus" };
const paths = new Map();

/** The outlines, once read from static/data/world.json. */
export class World {
  constructor(data) {
    const arcs = data.arcs.map((arc) => {
      const points = new Float32Array(arc.length);
      let [x, y] = [0, 0];
      for (let i = 0; i < arc.length; i += 2) {
        points[i] = (x += arc[i]) / data.steps;
        points[i + 1] = (y += arc[i + 1]) / data.steps;
      }
      return points;
    });
    this.land = new Path2D();
    this.lines = new Path2D();
    for (const points of arcs) trace(this.lines, points, false, true);
    this.names = new Map();
    this.labels = [];
    for (const [code, name, lon, lat, area, rings] of data.countries) {
      if (code) this.names.set(code, name);
      this.labels.push({ name, lon, lat, area });
      for (const ring of rings) {
        ring.forEach((n, at) => trace(this.land, n < 0 ? arcs[~n] : arcs[n], n < 0, at === 0));
        this.land.closePath();
      }
    }
  }
}

function trace(path, points, backwards, begins) {
  const many = points.length / 2;
  for (let n = 0; n < many; n++) {
    const i = 2 * (backwards ? many - 1 - n : n);
    if (n === 0 && begins) path.moveTo(points[i], points[i + 1]);
    else path.lineTo(points[i], points[i + 1]);
  }
}

/** The colours of the theme, for a canvas. */
export function readColours() {
  const style = getComputedStyle(document.documentElement);
  const names = ["water", "land", "border", "line", "line-strong", "ink", "muted", "surface", "accent", "focus", ...Object.keys(SHAPES)];
  return Object.fromEntries(names.map((name) => [name, style.getPropertyValue(`--${name}`).trim()]));
}

/** Canvas and its context, as large as the element in the pixels of the screen. */
export function fitCanvas(canvas, width, height) {
  const ratio = Math.min(2, devicePixelRatio || 1);
  if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
  }
  const context = canvas.getContext("2d");
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  return context;
}

export function drawBase(context, projection, world, colours) {
  const { width, height, scale, squeeze } = projection;
  context.fillStyle = colours.water;
  context.fillRect(0, 0, width, height);
  drawGlobe(context, projection, colours);
  if (!world) return;
  const turned = new DOMMatrix([scale * squeeze, 0, 0, -scale, projection.x(0), projection.y(0)]);
  const land = new Path2D();
  land.addPath(world.land, turned);
  context.fillStyle = colours.land;
  context.fill(land);
  const lines = new Path2D();
  lines.addPath(world.lines, turned);
  context.strokeStyle = colours.border;
  context.lineWidth = scale > 8 ? 1 : 0.6;
  context.stroke(lines);
  drawNames(context, projection, world, colours);
}

function drawGlobe(context, projection, colours) {
  const [west, south, east, north] = projection.bounds;
  const step = [30, 10, 5, 2, 1, 0.5].find((one) => one * projection.scale < 260 && one * projection.scale > 60) ?? (projection.scale < 5 ? 30 : 0.5);
  context.strokeStyle = colours.line;
  context.lineWidth = 0.5;
  context.beginPath();
  for (let lon = Math.ceil(west / step) * step; lon <= east; lon += step) {
    context.moveTo(projection.x(lon), 0);
    context.lineTo(projection.x(lon), projection.height);
  }
  for (let lat = Math.ceil(south / step) * step; lat <= north; lat += step) {
    context.moveTo(0, projection.y(lat));
    context.lineTo(projection.width, projection.y(lat));
  }
  context.stroke();
}

function drawNames(context, projection, world, colours) {
  const taken = [];
  context.font = `11px ${getComputedStyle(document.body).fontFamily}`;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.lineJoin = "round";
  for (const { name, lon, lat, area } of world.labels) {
    // A country is named once it is large enough on the screen to be told from its neighbours.
    if (area * projection.scale ** 2 < 2600) break;
    const [x, y] = [projection.x(lon), projection.y(lat)];
    if (x < -40 || y < -10 || x > projection.width + 40 || y > projection.height + 10) continue;
    const half = name.length * 3.1 + 3;
    if (taken.some(([a, b, c]) => Math.abs(a - x) < half + c && Math.abs(b - y) < 15)) continue;
    taken.push([x, y, half]);
    context.strokeStyle = colours.land;
    context.lineWidth = 3;
    context.strokeText(name, x, y);
    context.fillStyle = colours.muted;
    context.fillText(name, x, y);
  }
}

/** Which marks stand alone and which become a number: [{x, y, size, members: [index]}] in pixels, nearest ones joined. */
export function gather(marks, shown, projection) {
  const cells = new Map();
  const { scale, squeeze, width, height } = projection;
  const [left, top] = [projection.x(0), projection.y(0)];
  for (const i of shown) {
    if (!marks.placed[i]) continue;
    const x = marks.lon[i] * scale * squeeze;
    const y = -marks.lat[i] * scale;
    if (x + left < -40 || x + left > width + 40 || y + top < -40 || y + top > height + 40) continue;
    // Cells lie on the ground and not on the screen, so that a number does not change while the map is dragged.
    const key = Math.floor(x / CELL) * 1_000_003 + Math.floor(y / CELL);
    const cell = cells.get(key);
    if (cell) {
      cell.x += x;
      cell.y += y;
      cell.members.push(i);
    } else cells.set(key, { x, y, members: [i] });
  }
  const items = [...cells.values()].sort((a, b) => b.members.length - a.members.length);
  for (const item of items) {
    item.x = item.x / item.members.length + left;
    item.y = item.y / item.members.length + top;
  }
  return items.length > 700 ? items.map(sized) : join(join(items)).map(sized);
}

function join(items) {
  const kept = [];
  for (const item of items) {
    const near = kept.find((one) => Math.hypot(one.x - item.x, one.y - item.y) < radiusOf(one) + radiusOf(item) - 2);
    if (near) {
      const [a, b] = [near.members.length, item.members.length];
      near.x = (near.x * a + item.x * b) / (a + b);
      near.y = (near.y * a + item.y * b) / (a + b);
      near.members = near.members.concat(item.members);
    } else kept.push(item);
  }
  return kept.sort((a, b) => b.members.length - a.members.length);
}

const radiusOf = (item) => (item.members.length === 1 ? SIZE / 2 : Math.min(22, 8 + 1.9 * Math.log2(item.members.length)));
const sized = (item) => Object.assign(item, { size: radiusOf(item) });

export function drawItems(context, items, { marks, projection, colours, selected, hovered }) {
  for (const item of items) if (item.members.length === 1) drawDisc(context, item.members[0], marks, projection, colours, 0.1);
  for (const i of [selected, hovered]) if (i >= 0 && marks.placed[i]) drawDisc(context, i, marks, projection, colours, 0.2);
  for (const item of items) if (item.members.length > 1) drawCluster(context, item, marks, colours);
  for (const item of items) if (item.members.length === 1) drawMark(context, item.x, item.y, item.members[0], marks, colours);
  for (const [i, colour] of [[hovered, colours.ink], [selected, colours.focus]]) {
    if (i < 0 || !marks.placed[i]) continue;
    const item = items.find((one) => one.members.includes(i));
    if (!item) continue;
    if (item.members.length > 1) drawMark(context, projection.x(marks.lon[i]), projection.y(marks.lat[i]), i, marks, colours);
    const [x, y] = item.members.length > 1 ? [projection.x(marks.lon[i]), projection.y(marks.lat[i])] : [item.x, item.y];
    context.strokeStyle = colour;
    context.lineWidth = 2.5;
    context.beginPath();
    context.arc(x, y, 12, 0, 7);
    context.stroke();
  }
}

/** The area in which the place lies, as far as it is known. */
function drawDisc(context, i, marks, projection, colours, strength) {
  const km = marks.at(i, "radius_km");
  if (!km) return;
  const high = (km / KM_PER_DEGREE) * projection.scale;
  if (high < 9) return;
  const wide = (high * projection.squeeze) / Math.max(0.1, Math.cos((marks.lat[i] * Math.PI) / 180));
  const colour = colours[marks.group[i]];
  context.beginPath();
  context.ellipse(projection.x(marks.lon[i]), projection.y(marks.lat[i]), wide, high, 0, 0, 7);
  context.globalAlpha = strength;
  context.fillStyle = colour;
  context.fill();
  context.globalAlpha = 0.5;
  context.setLineDash([3, 3]);
  context.lineWidth = 1;
  context.strokeStyle = colour;
  context.stroke();
  context.setLineDash([]);
  context.globalAlpha = 1;
}

/** The outline is always whole; how far the shape is filled in is how sure the event is. */
export function drawMark(context, x, y, i, marks, colours) {
  const shape = SHAPES[marks.group[i]];
  if (!paths.has(shape)) paths.set(shape, new Path2D(PATHS[shape]));
  context.save();
  context.translate(x - SIZE / 2, y - SIZE / 2);
  context.scale(SIZE / 16, SIZE / 16);
  const path = paths.get(shape);
  context.lineWidth = 4;
  context.strokeStyle = colours.surface;
  context.stroke(path);
  context.fillStyle = colours.surface;
  context.fill(path);
  context.globalAlpha = marks.at(i, "certainty") ?? 0.5;
  context.fillStyle = colours[marks.group[i]];
  context.fill(path);
  context.globalAlpha = 1;
  context.lineWidth = 1.6;
  context.strokeStyle = colours[marks.group[i]];
  context.stroke(path);
  context.restore();
}

function drawCluster(context, item, marks, colours) {
  const { x, y, size, members } = item;
  context.beginPath();
  context.arc(x, y, size + 3, 0, 7);
  context.fillStyle = colours.surface;
  context.fill();
  const counts = new Map();
  for (const i of members) counts.set(marks.group[i], (counts.get(marks.group[i]) ?? 0) + 1);
  let from = -Math.PI / 2;
  context.lineWidth = 3;
  for (const group of Object.keys(SHAPES)) {
    const part = ((counts.get(group) ?? 0) / members.length) * 2 * Math.PI;
    if (!part) continue;
    context.beginPath();
    context.arc(x, y, size, from, from + part);
    context.strokeStyle = colours[group];
    context.stroke();
    from += part;
  }
  context.fillStyle = colours.ink;
  context.font = `600 ${members.length > 999 ? 10 : 11}px ${getComputedStyle(document.body).fontFamily}`;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.fillText(members.length > 9999 ? `${Math.round(members.length / 1000)}k` : String(members.length), x, y + 0.5);
}
