// h(): how every page builds what it shows. Text only ever becomes a text node, so that no word of an article can be markup.

const SVG = "http://www.w3.org/2000/svg";
const LINKS = new Set(["href", "src", "action", "formaction", "poster"]);
const PROPERTIES = new Set(["value", "checked", "selected", "disabled", "hidden", "indeterminate", "open", "readOnly"]);

/** `h("a", {href: "/", class: "x", onclick: f, dataset: {id: 1}, style: {left: "1px"}}, "words", node, [more], null)`.
 *  Children that are null, undefined or false are left out. A link to anything but http, https, mailto or a path is left out. */
export function h(tag, props, ...children) {
  return build(document.createElement(tag), props, children);
}

/** The same for SVG. */
export function svg(tag, props, ...children) {
  return build(document.createElementNS(SVG, tag), props, children);
}

/** Takes out all that is in a node and puts these in. */
export function fill(node, ...children) {
  node.replaceChildren();
  append(node, children);
  return node;
}

export const $ = (selector, root = document) => root.querySelector(selector);
export const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];

/** Whether a link may be followed: a path of this server, or an address of the web or of mail. */
export function isSafeLink(link) {
  try {
    return ["http:", "https:", "mailto:", "blob:"].includes(new URL(link, location.href).protocol);
  } catch {
    return false;
  }
}

/** Calls `run` once the calls have stopped for `pause` milliseconds; `.now()` runs it at once. */
export function debounce(run, pause = 150) {
  let timer = 0;
  const later = (...given) => {
    clearTimeout(timer);
    timer = setTimeout(() => run(...given), pause);
  };
  later.now = (...given) => {
    clearTimeout(timer);
    run(...given);
  };
  return later;
}

/** Calls `run` once before the next painting, however often it is asked. */
export function onFrame(run) {
  let waiting = false;
  return () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      run();
    });
  };
}

function build(node, props, children) {
  for (const [name, value] of Object.entries(props ?? {})) {
    if (value === null || value === undefined || value === false) {
      if (PROPERTIES.has(name) && name in node) node[name] = name === "value" ? "" : false;
    } else if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "class") node.setAttribute("class", value);
    else if (name === "dataset") Object.assign(node.dataset, value);
    else if (name === "style") Object.assign(node.style, value);
    else if (LINKS.has(name)) {
      if (isSafeLink(value)) node.setAttribute(name, value);
    } else if (PROPERTIES.has(name) && name in node) node[name] = value;
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  append(node, children);
  return node;
}

function append(node, children) {
  for (const child of children) {
    if (child === null || child === undefined || child === false) continue;
    if (Array.isArray(child)) append(node, child);
    else node.append(child instanceof Node ? child : String(child));
  }
}
