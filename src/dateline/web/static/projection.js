// Projection: degrees <-> pixels. A cylinder whose true latitude follows the middle of the map as one comes nearer, so that a
// region has its own shape and a disc is round, and the whole world is not pulled apart at its poles. No tiles, no library.

const NEAREST = 3000; // pixels a degree: about 37 m a pixel, nearer than any place is known
const WORLD_LATITUDE = 25; // true latitude of the whole world
const FAR = 5; // pixels a degree below which it is the world, and above which a region begins
const CLOSE = 20;
const EAST = 191;
const WEST = -169;
const [SOUTH, NORTH] = [-60, 84];
export const KM_PER_DEGREE = 111.2;

export class Projection {
  constructor() {
    this.width = 300;
    this.height = 200;
    this.lat = 18;
    this.lon = 11;
    this.scale = 2;
  }

  /** Width over height of a degree at the middle. */
  get squeeze() {
    const near = Math.min(1, Math.max(0, (this.scale - FAR) / (CLOSE - FAR)));
    const latitude = WORLD_LATITUDE + (Math.min(66, Math.abs(this.lat)) - WORLD_LATITUDE) * near;
    return Math.cos((latitude * Math.PI) / 180);
  }

  x(lon) {
    return (lon - this.lon) * this.scale * this.squeeze + this.width / 2;
  }

  y(lat) {
    return (this.lat - lat) * this.scale + this.height / 2;
  }

  toLon(x) {
    return (x - this.width / 2) / (this.scale * this.squeeze) + this.lon;
  }

  toLat(y) {
    return this.lat - (y - this.height / 2) / this.scale;
  }

  /** [west, south, east, north] of what is seen. */
  get bounds() {
    return [this.toLon(0), this.toLat(this.height), this.toLon(this.width), this.toLat(0)];
  }

  get least() {
    return Math.min(this.width / (360 * Math.cos((WORLD_LATITUDE * Math.PI) / 180)), this.height / (NORTH - SOUTH)) * 0.98;
  }

  /** Puts a point of the ground under a point of the screen. */
  anchor(lat, lon, x, y) {
    this.lat = lat + (y - this.height / 2) / this.scale;
    this.lon = lon - (x - this.width / 2) / (this.scale * this.squeeze);
    this.keepInside();
  }

  zoom(by, x = this.width / 2, y = this.height / 2) {
    const [lat, lon] = [this.toLat(y), this.toLon(x)];
    this.scale = Math.min(NEAREST, Math.max(this.least, this.scale * by));
    this.anchor(lat, lon, x, y);
  }

  /** Shows [west, south, east, north] whole, with some room around it. */
  fit([west, south, east, north], room = 0.12) {
    this.lat = (south + north) / 2;
    this.lon = (west + east) / 2;
    // The width of a degree depends on the scale: twice is near enough.
    for (let turn = 0; turn < 3; turn++) {
      const wide = (this.width * (1 - 2 * room)) / Math.max(1e-9, (east - west) * this.squeeze);
      const high = (this.height * (1 - 2 * room)) / Math.max(1e-9, north - south);
      this.scale = Math.min(NEAREST / 6, Math.max(this.least, Math.min(wide, high)));
    }
    this.keepInside();
  }

  fitWorld() {
    this.scale = this.least;
    this.lat = (SOUTH + NORTH) / 2;
    this.lon = (WEST + EAST) / 2;
    this.keepInside();
  }

  keepInside() {
    const halfHeight = this.height / 2 / this.scale;
    const halfWidth = this.width / 2 / (this.scale * this.squeeze);
    this.lat = clamp(this.lat, SOUTH - 4 + halfHeight, NORTH + 4 - halfHeight);
    this.lon = clamp(this.lon, WEST - 4 + halfWidth, EAST + 4 - halfWidth);
  }
}

/** Within the two, or between them where they are the wrong way round: then there is room for all. */
function clamp(value, low, high) {
  return low > high ? (low + high) / 2 : Math.min(high, Math.max(low, value));
}
