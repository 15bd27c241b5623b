// The boxes on the page. States differ in border, pattern and sign, not in colour alone.

import { byId, svg } from "./dom.js";

const SIGNS = { proposed: "", ask: "?", approved: "✓", rejected: "✕", kept: "" };
const root = byId("boxes");

function patterns() {
  const hatch = svg(
    "pattern",
    { id: "hatch", width: 5, height: 5, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" },
    svg("line", { x1: 0, y1: 0, x2: 0, y2: 5, class: "hatch" }),
  );
  const dots = svg(
    "pattern",
    { id: "dots", width: 4, height: 4, patternUnits: "userSpaceOnUse" },
    svg("circle", { cx: 1, cy: 1, r: 0.7, class: "dot" }),
  );
  return svg("defs", {}, hatch, dots);
}

/** The sign and the ground on the upper edge of a box. Boxes lie tight around their letters, so
 * the tag takes the white above them and leaves both its own text and the line above readable. */
function tag(mark, box, scale) {
  const words = [SIGNS[mark.state], ...(mark.state === "rejected" ? [] : mark.grounds)];
  const text = words.filter(Boolean).join(" ");
  if (!text || mark.state === "kept") return null;
  const height = Math.min(Math.max((box[3] - box[1]) * 0.4, 9.5 / scale), 13 / scale);
  const size = height * 0.86;
  const width = text.length * size * 0.55 + size * 0.7;
  const top = box[1] - height * 1.02;
  return svg(
    "g",
    { class: "tag" },
    svg("rect", { x: box[0], y: top, width, height, rx: size * 0.15 }),
    svg("text", { x: box[0] + size * 0.35, y: top + height * 0.81, "font-size": size }, text),
  );
}

function halo(box, room) {
  return svg("rect", {
    class: "halo",
    x: box[0] - room,
    y: box[1] - room,
    width: box[2] - box[0] + 2 * room,
    height: box[3] - box[1] + 2 * room,
    rx: room,
  });
}

function drawMark(mark, scale, chosen) {
  const group = svg("g", {
    class: `mark ${mark.state}${chosen ? " chosen" : ""}`,
    "data-id": mark.id,
  });
  const name = mark.text || "getekend vlak";
  const grounds = mark.grounds.length ? ` · ${mark.grounds.join(" ")}` : "";
  group.append(svg("title", {}, `${mark.stateText}: ${name} (${mark.label})${grounds}`));
  for (const box of mark.boxes) {
    const place = { x: box[0], y: box[1], width: box[2] - box[0], height: box[3] - box[1] };
    group.append(svg("rect", { ...place, class: "ground" }), svg("rect", { ...place, class: "edge" }));
    if (chosen) group.append(halo(box, 3.5 / scale));
    if (mark.state === "kept") {
      group.append(svg("line", { x1: box[0], x2: box[2], y1: box[3], y2: box[3], class: "under" }));
    }
  }
  const label = mark.boxes.length ? tag(mark, mark.boxes[0], scale) : null;
  if (label) group.append(label);
  return group;
}

/** Draw all marks; `scale` is pixels a point, so that tags keep their size on the screen. */
export function drawMarks(page, chosenId, scale) {
  root.setAttribute("viewBox", `0 0 ${page.width} ${page.height}`);
  const chosen = page.marks.find((mark) => mark.id === chosenId);
  const others = page.marks.filter((mark) => mark !== chosen);
  const groups = others.map((mark) => drawMark(mark, scale, false));
  if (chosen) groups.push(drawMark(chosen, scale, true));
  root.classList.toggle("small", scale < 1.25); // then a tag would cover the line above
  root.replaceChildren(patterns(), ...groups);
}

/** Leave the picture alone: it is the page as the redactor makes it. */
export function showFinal(on) {
  root.classList.toggle("final", on);
}
