// Showing a page and its marks, and going from one to another.

import { load } from "./api.js";
import { byId } from "./dom.js";
import { drawHeader } from "./header.js";
import { chosen, data, now, say } from "./now.js";
import { drawMarks, showFinal } from "./overlay.js";
import { drawPageState, drawPreviewNote } from "./page-state.js";
import { drawDetail, drawList } from "./panel.js";
import { clearPicked, learnWords, showSpan } from "./select.js";
import { fitSheet, reveal, scale, showPreview, zoomBy } from "./view.js";

const names = new Map(data.grounds.map((ground) => [ground.code, ground.label]));

/** Start on a page, at the mark that was asked for or else at the first open one. */
export function show(next, asked = "") {
  now.page = next;
  const first = now.page.marks.find((mark) => mark.id === asked) ?? now.page.marks.find((mark) => mark.open);
  now.chosenId = (first ?? now.page.marks[0])?.id ?? null;
  drawHeader(now.page);
  byId("stage").scrollTo(0, 0);
  draw();
  if (chosen()?.boxes.length) reveal(chosen().boxes[0]);
  learnWords(now.page)
    .then(() => {
      const found = /^t(\d+)-(\d+)$/.exec(asked);
      const box = found && showSpan(Number(found[1]), Number(found[2]));
      if (box) reveal(box);
    })
    .catch((fault) => say(fault.message, "failed"));
}

/** Go to another page without leaving this one: nothing flashes, and the keys stay at work. */
export async function go(address) {
  const next = await load(address);
  history.pushState(null, "", address);
  show(next);
  say(`${now.page.number}, pagina ${now.page.page} van ${now.page.pages}`);
}

export function draw() {
  fitSheet(now.page);
  drawMarks(now.page, now.chosenId, scale());
  drawList(now.page, now.chosenId);
  drawDetail(chosen(), names, chosen() === now.page.marks.at(-1));
  drawPageState(now.page);
  drawPreviewNote(now.page, previewing());
}

function describe(mark) {
  const place = now.page.marks.indexOf(mark) + 1;
  const parts = [mark.text || "getekend vlak", mark.label, mark.stateText, mark.grounds.join(" ")];
  return `${place} van ${now.page.marks.length}: ${parts.filter(Boolean).join(", ")}`;
}

export function choose(id, quietly = false) {
  now.chosenId = id;
  const mark = chosen();
  draw();
  if (!mark) return;
  if (mark.boxes.length) reveal(mark.boxes[0]);
  if (!quietly) say(describe(mark));
}

export function stepMark(by) {
  if (!now.page.marks.length) return;
  const at = now.page.marks.findIndex((mark) => mark.id === now.chosenId);
  const next = Math.min(Math.max(at + by, 0), now.page.marks.length - 1);
  choose(now.page.marks[next].id);
}

export function nextOpenMark() {
  const at = now.page.marks.findIndex((mark) => mark.id === now.chosenId);
  const later = [...now.page.marks.slice(at + 1), ...now.page.marks.slice(0, at + 1)];
  return later.find((mark) => mark.open) ?? null;
}

export async function turn(id) {
  const address = byId(id).getAttribute("href");
  if (address) await go(address);
  else say(id === "next" ? "Dit is de laatste pagina." : "Dit is de eerste pagina.");
}

const previewing = () => byId("final").getAttribute("aria-pressed") === "true";

export function toggleFinal() {
  const on = !previewing();
  byId("final").setAttribute("aria-pressed", String(on));
  showFinal(on);
  showPreview(on);
  draw();
  say(on ? "Lakbeeld: de pagina zoals die nu openbaar zou worden." : "Lakbeeld uit.");
}

export function rezoom(direction) {
  zoomBy(direction);
  draw();
}

/** Show what somebody else decided in the meantime. */
export async function refresh() {
  const fresh = await load(location.pathname);
  const { page } = now;
  if (fresh.head === page.head) return;
  const here = JSON.stringify(fresh.marks) !== JSON.stringify(page.marks) || fresh.approved !== page.approved;
  now.page = fresh;
  clearPicked();
  draw();
  if (here) say("Een ander heeft hier intussen iets besloten; de pagina is bijgewerkt.");
}
