// Drawing a box: drag over white, or `b` and the arrow keys. Dragging over words chooses text.

import { byId, svg } from "./dom.js";
import { clearPicked, drag, wordAt } from "./select.js";

const SLIP = 5; // pixels; a shorter drag is a click
const root = byId("boxes");
let sketch = null; // {x0, y0, x1, y1} in points while a box is being drawn by keyboard

function show(box) {
  root.querySelector(".sketch")?.remove();
  if (!box) return;
  const [x, y] = [Math.min(box.x0, box.x1), Math.min(box.y0, box.y1)];
  root.append(
    svg("rect", { class: "sketch", x, y, width: Math.abs(box.x1 - box.x0), height: Math.abs(box.y1 - box.y0) }),
  );
}

function point(event) {
  const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(root.getScreenCTM().inverse());
  return [at.x, at.y];
}

/** Mouse: `onBox` gets [x0, y0, x1, y1] in points, `onText` the places of the first and the last
 * word, `onPick` the id of a mark that was clicked. A drag that starts on a word chooses text. */
export function setUpMouse({ onBox, onText, onPick }) {
  let start = null;
  root.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    const [x, y] = point(event);
    const word = event.altKey ? -1 : wordAt(x, y);
    start = { x, y, word, last: -1, px: event.clientX, py: event.clientY, id: event.target.closest("[data-id]")?.dataset.id };
    root.setPointerCapture(event.pointerId);
  });
  const moved = (event) => start && Math.hypot(event.clientX - start.px, event.clientY - start.py) >= SLIP;
  const boxOf = (event) => {
    const [x, y] = point(event);
    return { x0: start.x, y0: start.y, x1: x, y1: y };
  };
  root.addEventListener("pointermove", (event) => {
    if (!start) {
      const [x, y] = point(event);
      root.classList.toggle("over-text", !event.altKey && wordAt(x, y) >= 0);
    } else if (start.word >= 0) {
      if (moved(event) || start.last >= 0) start.last = drag(start.word, ...point(event));
    } else show(moved(event) ? boxOf(event) : null);
  });
  const stop = () => {
    start = null;
    show(null);
    clearPicked();
  };
  root.addEventListener("pointercancel", stop);
  root.addEventListener("pointerup", (event) => {
    const was = start;
    const box = was && was.word < 0 && moved(event) ? boxOf(event) : null;
    stop();
    if (!was) return;
    if (was.last >= 0) onText(was.word, was.last);
    else if (box) onBox([box.x0, box.y0, box.x1, box.y1]);
    else if (was.id) onPick(was.id);
  });
  root.addEventListener("dblclick", (event) => {
    const word = wordAt(...point(event));
    if (word >= 0 && !event.target.closest("[data-id]")) onText(word, word);
  });
}

/** True while a box is being drawn by keyboard. */
export const drawing = () => sketch !== null;

/** Start a box by keyboard, in the middle of what is visible (points). */
export function startSketch(x, y) {
  sketch = { x0: x - 50, y0: y - 8, x1: x + 50, y1: y + 8 };
  show(sketch);
}

/** A key while drawing; returns the box when it is finished, null when not (yet). */
export function sketchKey(event, page) {
  const moves = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  const move = moves[event.key];
  if (move) {
    const by = event.altKey ? 1 : 6;
    const [dx, dy] = [move[0] * by, move[1] * by];
    if (!event.shiftKey) {
      const right = Math.min(Math.max(sketch.x0 + dx, 0), page.width - (sketch.x1 - sketch.x0)) - sketch.x0;
      const down = Math.min(Math.max(sketch.y0 + dy, 0), page.height - (sketch.y1 - sketch.y0)) - sketch.y0;
      sketch = { x0: sketch.x0 + right, x1: sketch.x1 + right, y0: sketch.y0 + down, y1: sketch.y1 + down };
    } else {
      sketch.x1 = Math.min(Math.max(sketch.x1 + dx, sketch.x0 + 4), page.width);
      sketch.y1 = Math.min(Math.max(sketch.y1 + dy, sketch.y0 + 4), page.height);
    }
    show(sketch);
    return null;
  }
  if (event.key !== "Enter" && event.key !== "Escape") return null;
  const done = event.key === "Enter" ? [sketch.x0, sketch.y0, sketch.x1, sketch.y1] : null;
  sketch = null;
  show(null);
  return done;
}
