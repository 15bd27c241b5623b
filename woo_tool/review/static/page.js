// The page view: one page, its marks, and the choices on them.

import { load, send } from "./api.js";
import { byId } from "./dom.js";
import { drawing, setUpMouse, sketchKey, startSketch } from "./draw.js";
import { askGrounds, setUpGrounds } from "./ground.js";
import { drawHeader } from "./header.js";
import { askSplit, showHistory } from "./mark-dialogs.js";
import { drawMarks, showFinal } from "./overlay.js";
import { drawDetail, drawList } from "./panel.js";
import { clearPicked, learnWords, pickedBox, pickKey, picking, showSpan, spanOf, startPick } from "./select.js";
import { backwards, dropStep, lastStep, remember } from "./undo.js";
import { fitSheet, middle, reveal, scale, showPreview, zoomBy } from "./view.js";
import { watch } from "./watch.js";

const data = JSON.parse(byId("data").textContent);
const names = new Map(data.grounds.map((ground) => [ground.code, ground.label]));
let page = data.page;
let chosenId = null;
let queue = Promise.resolve();

const chosen = () => page.marks.find((mark) => mark.id === chosenId) ?? null;

function say(text, kind = "") {
  const status = byId("status");
  status.textContent = text;
  status.className = kind;
}

// ---- showing

/** Start on a page, at the mark that was asked for or else at the first open one. */
function show(next, asked = "") {
  page = next;
  const first = page.marks.find((mark) => mark.id === asked) ?? page.marks.find((mark) => mark.open);
  chosenId = (first ?? page.marks[0])?.id ?? null;
  drawHeader(page);
  byId("stage").scrollTo(0, 0);
  draw();
  if (chosen()?.boxes.length) reveal(chosen().boxes[0]);
  learnWords(page)
    .then(() => {
      const found = /^t(\d+)-(\d+)$/.exec(asked);
      const box = found && showSpan(Number(found[1]), Number(found[2]));
      if (box) reveal(box);
    })
    .catch((fault) => say(fault.message, "failed"));
}

/** Go to another page without leaving this one: nothing flashes, and the keys stay at work. */
async function go(address) {
  const next = await load(address);
  history.pushState(null, "", address);
  show(next);
  say(`${page.number}, pagina ${page.page} van ${page.pages}`);
}

function draw() {
  fitSheet(page);
  drawMarks(page, chosenId, scale());
  drawList(page, chosenId);
  drawDetail(chosen(), names, chosen() === page.marks.at(-1));
  drawPageState();
  drawPreviewNote();
}

/** What is to be said of the page: its state, in words and as a class. */
function pageState() {
  const { open } = page;
  const waits = `nog ${open} ${open === 1 ? "markering" : "markeringen"} open`;
  if (page.approved) return [`✓ Pagina goedgekeurd${open ? `, ${waits}` : ""}`, "approved"];
  if (page.waiting) return ["✓ Door u goedgekeurd; wacht op een tweede beoordelaar", "approved"];
  if (page.first && !open) return [`Goedgekeurd door ${page.first}: bevestigt u dat?`, ""];
  if (page.reopened) return [`↺ Deze pagina is weer open${open ? `: ${waits}` : ""}`, "again"];
  return [open ? waits[0].toUpperCase() + waits.slice(1) : "Klaar om goed te keuren", ""];
}

const finished = () => page.approved || page.waiting;

function drawPageState() {
  const state = byId("page-state");
  [state.textContent, state.className] = pageState();
  const note = page.reopened ? "Een markering is gewijzigd nadat de pagina was goedgekeurd." : page.notice;
  byId("page-note").textContent = note;
  byId("page-note").hidden = !note;
  const proposals = page.marks.filter((mark) => mark.state === "proposed" && mark.grounds.length);
  byId("accept-all").disabled = !proposals.length;
  const button = byId("approve-page");
  button.disabled = finished() ? !page.nextOpen : page.open > 0;
  if (!finished()) button.textContent = page.first ? "Pagina bevestigen" : "Pagina goedkeuren";
  else button.textContent = page.nextOpen ? "Volgende open pagina" : "Er is niets meer open";
  byId("done").textContent = page.done;
}

function describe(mark) {
  const place = page.marks.indexOf(mark) + 1;
  const parts = [mark.text || "getekend vlak", mark.label, mark.stateText, mark.grounds.join(" ")];
  return `${place} van ${page.marks.length}: ${parts.filter(Boolean).join(", ")}`;
}

function choose(id, quietly = false) {
  chosenId = id;
  const mark = chosen();
  draw();
  if (!mark) return;
  if (mark.boxes.length) reveal(mark.boxes[0]);
  if (!quietly) say(describe(mark));
}

function stepMark(by) {
  if (!page.marks.length) return;
  const at = page.marks.findIndex((mark) => mark.id === chosenId);
  const next = Math.min(Math.max(at + by, 0), page.marks.length - 1);
  choose(page.marks[next].id);
}

function nextOpenMark() {
  const at = page.marks.findIndex((mark) => mark.id === chosenId);
  const later = [...page.marks.slice(at + 1), ...page.marks.slice(0, at + 1)];
  return later.find((mark) => mark.open) ?? null;
}

// ---- deciding

/** Send choices and show the page after them. Throws what the server refused. */
async function record(choices, done, undoing = false) {
  const before = page;
  const wasApproved = page.approved;
  try {
    page = await send(page, choices, undoing);
    if (!undoing) remember(location.pathname, before.marks, page.marks);
  } catch (fault) {
    if (fault.page) page = fault.page;
    draw();
    throw fault;
  }
  const again = wasApproved && !page.approved ? " De pagina is weer open." : "";
  say(`Opgeslagen: ${done}.${again}`, "saved");
}

/** Do one thing after another, so that fast typing never decides on the wrong mark. */
function inTurn(action) {
  queue = queue.then(action).catch((fault) => say(fault.message, "failed"));
  return queue;
}

async function decide(action) {
  const mark = chosen();
  if (!mark) return;
  if (action === "approve" && !mark.grounds.length) {
    changeGround();
    return;
  }
  if (action === "reopen" && mark.open) {
    say("Hier is nog niets besloten.");
    return;
  }
  const texts = { approve: "lakken", reject: "niet lakken", reopen: "weer open" };
  await record([{ action, mark: mark.id }], `${mark.text || "vlak"} ${texts[action]}`);
  const next = action === "reopen" ? null : nextOpenMark();
  choose(next ? next.id : mark.id, true);
}

function changeGround() {
  const mark = chosen();
  if (!mark) return;
  askGrounds({
    title: "Grond en reden",
    about: mark.text || "Getekend vlak",
    chosen: mark.grounds,
    reason: mark.reason,
    kind: false,
    decided: mark.state === "approved",
    onSave: async ({ grounds, reason, apply }) => {
      const choices = [{ action: "ground", mark: mark.id, grounds, reason }];
      if (apply && mark.state !== "approved") choices.push({ action: "approve", mark: mark.id, grounds, reason });
      await record(choices, `grond ${grounds.join(" ")}`);
      const next = apply ? nextOpenMark() : null;
      choose(next ? next.id : mark.id, true);
    },
  });
}

function askNew(title, about, where) {
  askGrounds({
    title,
    about,
    chosen: [],
    reason: "",
    kind: true,
    onSave: async ({ grounds, reason, label }) => {
      const known = new Set(page.marks.map((mark) => mark.id));
      await record([{ action: "add", ...where, label, grounds, reason }], about ?? "nieuw vlak");
      choose(page.marks.find((mark) => !known.has(mark.id))?.id ?? chosenId, true);
    },
  });
}

const addBox = (box) => askNew("Nieuw vlak lakken", "nieuw vlak", { box });

function addText({ span, text }) {
  askNew("Deze tekst lakken", text, { span });
}

function splitMark() {
  const mark = chosen();
  if (!mark || !/\s/.test(mark.text)) {
    say("Deze markering is één woord; die kan niet worden gesplitst.");
    return;
  }
  askSplit(mark, (at) =>
    inTurn(async () => {
      await record([{ action: "split", mark: mark.id, at }], `${mark.text} gesplitst`);
      choose(page.marks.find((item) => item.start === mark.start)?.id ?? null, true);
    }),
  );
}

/** One mark of this one and the next, with what stands between them. */
async function mergeMark() {
  const mark = chosen();
  const next = page.marks[page.marks.indexOf(mark) + 1];
  if (!mark || !next || mark.drawn || next.drawn) {
    say("Samenvoegen kan met de volgende markering van tekst; die is er hier niet.");
    return;
  }
  await record([{ action: "merge", mark: mark.id, other: next.id }], `${mark.text} en ${next.text} samengevoegd`);
  choose(page.marks.find((item) => item.start === Math.min(mark.start, next.start))?.id ?? null, true);
}

/** Bring the marks of the last step back to how they stood, wherever that was. */
async function undo() {
  const step = lastStep();
  if (!step) {
    say("Er is niets om ongedaan te maken.");
    return;
  }
  if (location.pathname !== step.address) await go(step.address);
  const choices = backwards(step);
  await record(choices, "ongedaan gemaakt", true);
  dropStep();
  const there = choices.find(({ mark }) => page.marks.some((item) => item.id === mark));
  choose(there?.mark ?? nextOpenMark()?.id ?? null, true);
}

async function acceptAll() {
  const marks = page.marks.filter((mark) => mark.state === "proposed" && mark.grounds.length);
  if (!marks.length) return;
  const count = marks.length === 1 ? "1 voorstel" : `${marks.length} voorstellen`;
  await record(marks.map((mark) => ({ action: "approve", mark: mark.id })), `${count} lakken`);
  choose(nextOpenMark()?.id ?? chosenId, true);
}

async function finishPage() {
  if (finished()) {
    if (page.nextOpen) await go(page.nextOpen);
    else say("Er is voor u niets meer open.");
    return;
  }
  if (page.open) {
    const what = page.open === 1 ? "staat nog 1 markering" : `staan nog ${page.open} markeringen`;
    say(`Er ${what} open; beslis daar eerst over.`, "failed");
    if (!chosen()?.open) choose(nextOpenMark()?.id ?? chosenId, true);
    return;
  }
  await record([{ action: "approve_page" }], "pagina goedgekeurd");
  draw();
}

// ---- keys

async function turn(id) {
  const address = byId(id).getAttribute("href");
  if (address) await go(address);
  else say(id === "next" ? "Dit is de laatste pagina." : "Dit is de eerste pagina.");
}

const previewing = () => byId("final").getAttribute("aria-pressed") === "true";

function toggleFinal() {
  const on = !previewing();
  byId("final").setAttribute("aria-pressed", String(on));
  showFinal(on);
  showPreview(on);
  draw();
  say(on ? "Lakbeeld: de pagina zoals die nu openbaar zou worden." : "Lakbeeld uit.");
}

function drawPreviewNote() {
  const note = byId("preview-note");
  note.hidden = !previewing();
  const open = page.open === 1 ? "1 markering is nog open en staat hier leesbaar." : `${page.open} markeringen zijn nog open en staan hier leesbaar.`;
  note.textContent = `Lakbeeld, gemaakt zoals het pakket. ${page.open ? open : "Alles op deze pagina is besloten."}`;
  note.className = page.open ? "preview-note open" : "preview-note";
}

function pickText() {
  const at = chosen()?.boxes[0];
  if (!startPick(...(at ? [at[0], (at[1] + at[3]) / 2] : middle()))) say("Op deze pagina is geen tekst om te kiezen; teken een vlak met b.");
  else say("Tekst kiezen: pijlen gaan per woord of regel, Shift+pijlen breiden uit, Enter klaar, Esc stopt.");
}

function sketchBox() {
  startSketch(...middle());
  say("Vlak tekenen: pijlen verplaatsen, Shift+pijlen maken groter of kleiner, Alt fijner, Enter klaar, Esc stopt.");
}

const LETTERS = {
  j: () => stepMark(1),
  n: () => stepMark(1),
  k: () => stepMark(-1),
  p: () => stepMark(-1),
  a: () => decide("approve"),
  r: () => decide("reject"),
  u: () => decide("reopen"),
  g: changeGround,
  v: toggleFinal,
  b: sketchBox,
  t: pickText,
  s: splitMark,
  m: mergeMark,
  h: () => showHistory(chosen()),
  z: undo,
  d: () => location.assign(`/stuk/${page.number}`),
  "/": () => location.assign("/zoeken"),
  A: finishPage,
  V: acceptAll,
  "?": () => byId("help").showModal(),
  "+": () => rezoom(1),
  "=": () => rezoom(1),
  "-": () => rezoom(-1),
  0: () => rezoom(0),
};
const WALKING = new Set("jknp+-=");
const OTHERS = {
  Enter: finishPage,
  PageDown: () => turn("next"),
  PageUp: () => turn("previous"),
  ArrowRight: () => turn("next"),
  ArrowLeft: () => turn("previous"),
};

function rezoom(direction) {
  zoomBy(direction);
  draw();
}

function onKey(event) {
  if (event.ctrlKey || event.metaKey || document.querySelector("dialog[open]")) return;
  if (drawing()) {
    event.preventDefault();
    const box = sketchKey(event, page);
    if (box) addBox(box);
    else if (!drawing()) say("Tekenen gestopt.");
    return;
  }
  if (picking()) {
    event.preventDefault();
    const found = pickKey(event);
    if (found?.span) addText(found);
    else if (!picking()) say("Tekst kiezen gestopt.");
    else if (found) say(found);
    if (pickedBox()) reveal(pickedBox());
    return;
  }
  if (event.altKey || event.target.closest("input, select, textarea")) return;
  if (event.key === "Enter" && event.target.closest("button, a")) return;
  const letters = byId("letters").checked ? LETTERS : {};
  const action = letters[event.key] ?? OTHERS[event.key];
  if (!action) return;
  event.preventDefault();
  // a key held down walks through the marks, but never decides or turns a page twice
  if (!event.repeat || WALKING.has(event.key)) inTurn(action);
}

function setUp() {
  setUpGrounds(data.grounds);
  setUpMouse({
    onBox: addBox,
    onText: (from, to) => addText(spanOf(from, to)),
    onPick: (id) => choose(id),
  });
  document.addEventListener("keydown", onKey);
  byId("marks").addEventListener("click", (event) => {
    const id = event.target.closest("[data-id]")?.dataset.id;
    if (id) choose(id);
  });
  byId("detail").addEventListener("click", (event) => {
    const action = event.target.closest("[data-action]")?.dataset.action;
    const others = { ground: changeGround, split: splitMark, merge: mergeMark, history: () => showHistory(chosen()) };
    if (action) inTurn(others[action] ?? (() => decide(action)));
  });
  for (const id of ["previous", "next"]) {
    byId(id).addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      inTurn(() => turn(id));
    });
  }
  window.addEventListener("popstate", () => inTurn(async () => show(await load(location.pathname))));
  byId("accept-all").addEventListener("click", () => inTurn(acceptAll));
  byId("approve-page").addEventListener("click", () => inTurn(finishPage));
  byId("zoom-in").addEventListener("click", () => rezoom(1));
  byId("zoom-out").addEventListener("click", () => rezoom(-1));
  byId("zoom-fit").addEventListener("click", () => rezoom(0));
  byId("final").addEventListener("click", toggleFinal);
  byId("help-open").addEventListener("click", () => byId("help").showModal());
  const letters = byId("letters");
  letters.checked = localStorage.getItem("woo-letters") !== "off";
  letters.addEventListener("change", () => localStorage.setItem("woo-letters", letters.checked ? "on" : "off"));
  window.addEventListener("resize", draw);
  watch(() => page.head, () => inTurn(refresh));
}

/** Show what somebody else decided in the meantime. */
async function refresh() {
  const now = await load(location.pathname);
  if (now.head === page.head) return;
  const here = JSON.stringify(now.marks) !== JSON.stringify(page.marks) || now.approved !== page.approved;
  page = now;
  clearPicked();
  draw();
  if (here) say("Een ander heeft hier intussen iets besloten; de pagina is bijgewerkt.");
}

setUp();
show(page, location.hash.slice(1));
byId("stage").focus({ preventScroll: true, focusVisible: false });
