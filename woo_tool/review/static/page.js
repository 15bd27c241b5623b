// The page view: its keys, its buttons and its mouse.

import { load } from "./api.js";
import { acceptAll, addBox, addText, changeGround, decide, finishPage, mergeMark, splitMark, undo } from "./deciding.js";
import { byId } from "./dom.js";
import { drawing, setUpMouse, sketchKey, startSketch } from "./draw.js";
import { setUpGrounds } from "./ground.js";
import { showHistory } from "./mark-dialogs.js";
import { chosen, data, inTurn, now, say } from "./now.js";
import { pickedBox, pickKey, picking, spanOf, startPick } from "./select.js";
import { choose, draw, refresh, rezoom, show, stepMark, toggleFinal, turn } from "./showing.js";
import { middle, reveal } from "./view.js";
import { watch } from "./watch.js";

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
  d: () => location.assign(`/stuk/${now.page.number}`),
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

function onKey(event) {
  if (event.ctrlKey || event.metaKey || document.querySelector("dialog[open]")) return;
  if (drawing()) {
    event.preventDefault();
    const box = sketchKey(event, now.page);
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
  watch(() => now.page.head, () => inTurn(refresh));
}

setUp();
show(now.page, location.hash.slice(1));
byId("stage").focus({ preventScroll: true, focusVisible: false });
