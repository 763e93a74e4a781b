// Words of a text, chosen by mouse or by keys. Places are code points of the text, as the server counts them.

import { h } from "./dom.js";
import { bindKeys } from "./keys.js";

const FAR = 12; // words that the keys up and down go by

/** Draws the text; `marks` are {start, end, kind}. Gives {chosen, end}; `chosen()` is {start, end, text} or null. */
export function drawWordPicker(box, text, { at = 0, marks = [] } = {}) {
  const letters = [...text];
  const words = []; // {node, start, end}
  const places = new Map(); // a text node -> the place of its first letter
  const body = h("div", { class: "picker-text", dir: "auto", tabindex: "0", role: "group", "aria-label": "The text; arrows choose words" });
  let offset = 0;
  for (const piece of text.match(/\S+|\s+/gu) ?? []) {
    const start = offset;
    offset += [...piece].length;
    if (/\s/u.test(piece)) {
      const gap = document.createTextNode(piece);
      places.set(gap, start);
      body.append(gap);
      continue;
    }
    const kinds = new Set(marks.filter((one) => one.start < offset && one.end > start).map((one) => one.kind));
    const node = h("span", { class: "w", dataset: { kinds: [...kinds].join(" ") } }, piece);
    places.set(node.firstChild, start);
    words.push({ node, start, end: offset });
    body.append(node);
  }
  box.replaceChildren(body);
  let [from, to] = [-1, -1]; // words, the anchor and the moving end
  let exact = null; // letters that the mouse chose
  const first = Math.max(0, words.findIndex((one) => one.end > at));

  const go = (by, longer) => () => {
    if (!words.length) return true;
    exact = null;
    getSelection()?.removeAllRanges();
    const next = to < 0 ? first : Math.max(0, Math.min(words.length - 1, to + by));
    if (!longer || from < 0) from = next;
    to = next;
    paint();
    words[to].node.scrollIntoView({ block: "nearest" });
    return true;
  };
  const end = bindKeys("Words", [
    ["ArrowRight", "the next word", go(1, false)],
    ["ArrowLeft", "the word before", go(-1, false)],
    ["ArrowDown", `${FAR} words on`, go(FAR, false)],
    ["ArrowUp", `${FAR} words back`, go(-FAR, false)],
    ["Shift+ArrowRight", "one word more", go(1, true)],
    ["Shift+ArrowLeft", "one word less", go(-1, true)],
  ]);
  body.addEventListener("mouseup", () => {
    const selection = getSelection();
    if (!selection?.rangeCount || selection.isCollapsed) return;
    const range = selection.getRangeAt(0);
    if (!body.contains(range.startContainer) || !body.contains(range.endContainer)) return;
    const [a, b] = [place(range.startContainer, range.startOffset), place(range.endContainer, range.endOffset)];
    if (a === null || b === null) return;
    exact = trim(Math.min(a, b), Math.max(a, b));
    if (!exact) return;
    from = words.findIndex((one) => one.end > exact.start);
    to = words.findLastIndex((one) => one.start < exact.end);
    paint();
  });
  body.focus({ preventScroll: true });
  words[first]?.node.scrollIntoView({ block: "nearest" });

  /** A place in a node of the page as one of the text. */
  function place(node, within) {
    if (places.has(node)) return places.get(node) + [...node.data.slice(0, within)].length;
    const child = node.childNodes[within];
    const inner = child?.firstChild ?? child;
    if (inner && places.has(inner)) return places.get(inner);
    return node === body ? letters.length : places.has(node.firstChild) ? places.get(node.firstChild) + (within ? [...node.firstChild.data].length : 0) : null;
  }

  function trim(start, end_) {
    let [a, b] = [start, end_];
    while (a < b && /\s/u.test(letters[a])) a += 1;
    while (b > a && /\s/u.test(letters[b - 1])) b -= 1;
    return a < b ? { start: a, end: b } : null;
  }

  /** Whole words without the marks around them: "Monday," is "Monday". */
  function bare(start, end_) {
    let [a, b] = [start, end_];
    while (a < b && /[\s"'“”‘’«»(\[]/u.test(letters[a])) a += 1;
    while (b > a && /[\s"'“”‘’«»).,;:!?\]]/u.test(letters[b - 1])) b -= 1;
    return a < b ? { start: a, end: b } : { start, end: end_ };
  }

  function paint() {
    const [low, high] = [Math.min(from, to), Math.max(from, to)];
    words.forEach((one, n) => {
      if (from >= 0 && n >= low && n <= high) one.node.dataset.chosen = n === to ? "end" : "yes";
      else delete one.node.dataset.chosen;
    });
  }

  function chosen() {
    if (from < 0) return null;
    const found = exact ?? bare(words[Math.min(from, to)].start, words[Math.max(from, to)].end);
    return { ...found, text: letters.slice(found.start, found.end).join("") };
  }

  return { chosen, end };
}
