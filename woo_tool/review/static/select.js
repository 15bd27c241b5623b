// Choosing text on the page, to mark it: by mouse over the words, or word by word with the arrows.

import { get } from "./api.js";
import { byId, svg } from "./dom.js";

const root = byId("boxes");
let known = { address: "", words: [], text: "" };
let picked = null; // {from, to} as places in known.words while choosing by keyboard

/** Fetch where the words of a page stand. */
export async function learnWords(page) {
  const address = `/api/words/${page.number}/${page.page}`;
  if (known.address === address) return;
  known = { address, words: [], text: "" };
  const found = await get(address);
  if (known.address === address) known = { address, ...found };
}

/** The place of the word under a point (in points), or -1. */
export function wordAt(x, y) {
  return known.words.findIndex(([, , , x0, y0, x1, y1]) => x >= x0 && x <= x1 && y >= y0 && y <= y1);
}

function nearest(x, y) {
  let [best, least] = [-1, Infinity];
  for (const [nth, [, , , x0, y0, x1, y1]] of known.words.entries()) {
    const dx = Math.max(x0 - x, 0, x - x1);
    const dy = Math.max(y0 - y, 0, y - y1) * 3; // the same line before a nearer word of another
    if (dx + dy < least) [best, least] = [nth, dx + dy];
  }
  return best;
}

function show(from, to) {
  root.querySelectorAll(".picked").forEach((node) => node.remove());
  if (from < 0) return;
  for (const [, , , x0, y0, x1, y1] of known.words.slice(Math.min(from, to), Math.max(from, to) + 1)) {
    root.append(svg("rect", { class: "picked", x: x0 - 0.5, y: y0, width: x1 - x0 + 1, height: y1 - y0 }));
  }
}

/** Show the words between a first word and a point; returns the last word's place. */
export function drag(from, x, y) {
  const to = nearest(x, y);
  show(from, to);
  return to;
}

/** The characters of the words from one to another, and their text. */
export function spanOf(from, to) {
  const [first, last] = [known.words[Math.min(from, to)], known.words[Math.max(from, to)]];
  return { span: [first[0], last[1]], text: [...known.text].slice(first[0], last[1]).join("").replace(/\s+/g, " ") };
}

/** Show the words of a span, as a search found it; returns the first one's box, or null. */
export function showSpan(start, end) {
  const places = [...known.words.keys()].filter((nth) => known.words[nth][0] < end && known.words[nth][1] > start);
  if (!places.length) return null;
  show(places[0], places.at(-1));
  return known.words[places[0]].slice(3);
}

export const clearPicked = () => show(-1, -1);

/** True while text is being chosen by keyboard. */
export const picking = () => picked !== null;

/** Start choosing by keyboard, at the word nearest to a point; false when the page has no words. */
export function startPick(x, y) {
  if (!known.words.length) return false;
  const at = nearest(x, y);
  picked = { from: at, to: at };
  show(at, at);
  return true;
}

function upOrDown(at, by) {
  const [, , line, x0, , x1] = known.words[at];
  const middle = (x0 + x1) / 2;
  let next = at;
  while (known.words[next] && known.words[next][2] === line) next += by;
  const there = known.words[next]?.[2];
  let best = at;
  let least = Infinity;
  for (; known.words[next] && known.words[next][2] === there; next += by) {
    const off = Math.abs((known.words[next][3] + known.words[next][5]) / 2 - middle);
    if (off < least) [best, least] = [next, off];
  }
  return best;
}

/** A key while choosing; returns {span, text} when done, the word's text to read out, or null. */
export function pickKey(event) {
  const steps = { ArrowLeft: -1, ArrowRight: 1 };
  const lines = { ArrowUp: -1, ArrowDown: 1 };
  if (event.key in steps || event.key in lines) {
    const at = picked.to;
    const next = event.key in steps
      ? Math.min(Math.max(at + steps[event.key], 0), known.words.length - 1)
      : upOrDown(at, lines[event.key]);
    picked = event.shiftKey ? { from: picked.from, to: next } : { from: next, to: next };
    show(picked.from, picked.to);
    return spanOf(picked.from, picked.to).text;
  }
  if (event.key !== "Enter" && event.key !== "Escape") return null;
  const found = event.key === "Enter" ? spanOf(picked.from, picked.to) : null;
  picked = null;
  clearPicked();
  return found;
}

/** The box of the word being chosen, to bring it into view. */
export function pickedBox() {
  return picked ? known.words[picked.to].slice(3) : null;
}
