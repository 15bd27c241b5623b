// What the page view is about now: the page, the chosen mark, and one thing after another.

import { byId } from "./dom.js";

export const data = JSON.parse(byId("data").textContent);
/** The page as the server gave it last, and the mark that is chosen on it. */
export const now = { page: data.page, chosenId: null };
let queue = Promise.resolve();

/** The chosen mark, or null. */
export const chosen = () => now.page.marks.find((mark) => mark.id === now.chosenId) ?? null;

/** Say something below the page; a screen reader says it too. */
export function say(text, kind = "") {
  const status = byId("status");
  status.textContent = text;
  status.className = kind;
}

/** Do one thing after another, so that fast typing never decides on the wrong mark. */
export function inTurn(action) {
  queue = queue.then(action).catch((fault) => say(fault.message, "failed"));
  return queue;
}
