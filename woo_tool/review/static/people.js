// The person view: who is in the dossier, and one decision for every place where somebody stands.

import { get, post } from "./api.js";
import { byId, el, inContext } from "./dom.js";
import { elsewhereSection, extraChosen, extraRows, findElsewhere, forgetElsewhere } from "./people-elsewhere.js";
import { askMerge, askPart } from "./people-parts.js";
import { watch } from "./watch.js";

const SIGNS = { proposed: "", ask: "?", approved: "✓", rejected: "✕", kept: "" };
const data = JSON.parse(byId("data").textContent);
const dialog = byId("decide");
let people = data.people;
let person = null;
let shown = "all";
let wanted = decodeURIComponent(location.hash.slice(1));
let queue = Promise.resolve();

function say(text, kind = "") {
  byId("status").textContent = text;
  byId("status").className = kind;
}

function inTurn(action) {
  queue = queue.then(action).catch((fault) => say(fault.message, "failed"));
  return queue;
}

const many = (count, one, more) => `${count} ${count === 1 ? one : more}`;

// ---- the list

function matches(row) {
  const words = byId("filter").value.trim().toLowerCase();
  const text = [row.name, ...row.forms, ...row.emails, row.role].join(" ").toLowerCase();
  if (shown === "open" && !row.open) return false;
  if (shown === "mixed" && !row.mixed) return false;
  return text.includes(words);
}

const visible = () => people.filter(matches);

function listRow(row) {
  const state = row.open ? el("span", { class: "badge again" }, `${row.open} open`) : el("span", { class: "count" }, `${row.places}`);
  const what = row.no_person ? "geen persoon" : row.action;
  return el(
    "li",
    {},
    el(
      "button",
      { type: "button", class: "person-row", "data-id": row.id, "aria-current": row.id === wanted ? "true" : null },
      el("span", { class: "mark-text" }, row.name),
      state,
      el("span", { class: "mark-sub" }, `${row.role} · ${what}${row.mixed ? " · wisselend besloten" : ""}`),
    ),
  );
}

function drawPeople() {
  const rows = visible();
  const list = byId("people");
  const focused = document.activeElement?.closest?.("#people [data-id]")?.dataset.id;
  list.replaceChildren(...rows.map(listRow));
  if (!rows.length) list.append(el("li", { class: "empty" }, people.length ? "Niemand voldoet hieraan." : "Er zijn geen personen herkend."));
  byId("people-count").textContent = rows.length === people.length ? String(people.length) : `${rows.length} van ${people.length}`;
  if (focused) list.querySelector(`[data-id="${CSS.escape(focused)}"]`)?.focus();
  list.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" });
}

// ---- one person

const context = (mark) => (mark.drawn ? el("span", { class: "soft" }, "getekend vlak") : inContext(mark.before, mark.text, mark.after));

function placeRow(mark) {
  const who = mark.by ? `${mark.by}${mark.byHand ? "" : ", in bulk"}` : "";
  return el(
    "li",
    { class: `place ${mark.state}` },
    el("i", { class: `key ${mark.state}`, "aria-hidden": "true" }, SIGNS[mark.state]),
    el("a", { href: mark.url }, mark.place),
    context(mark),
    el("span", { class: "place-state" }, mark.stateText, el("span", { class: "sub" }, [mark.state === "approved" || mark.open ? mark.grounds.join(" ") : "", who].filter(Boolean).join(" · "))),
  );
}

function button(name, key, text, extra = {}) {
  const keys = key ? [" ", el("kbd", { "aria-hidden": "true" }, key)] : [];
  return el("button", { type: "button", "data-do": name, "aria-keyshortcuts": key || null, ...extra }, text, ...keys);
}

function summary() {
  const said = person.decided_by ? `Besloten door ${person.decided_by}.` : "Voorstel van het programma.";
  const why = person.reason ? ` ${person.reason[0].toUpperCase()}${person.reason.slice(1)}.`.replace("..", ".") : "";
  const action = person.no_person ? "geen persoon" : person.action;
  return el("p", { class: "lead-line" }, el("b", {}, action), person.action === "lakken" && person.grounds.length ? ` op grond van ${person.grounds.join(" en ")}` : "", ` · ${person.role}. ${said}${why}`);
}

function drawPerson() {
  const panel = byId("person");
  if (!person) {
    panel.replaceChildren(el("p", { class: "empty" }, "Kies links een persoon."));
    return;
  }
  const forms = [...person.forms, ...person.emails];
  panel.replaceChildren(
    el("h2", {}, person.name),
    summary(),
    el("p", { class: "forms" }, ...forms.map((form) => el("span", { class: "chip" }, form))),
    el(
      "div",
      { class: "person-actions", role: "group", "aria-label": "Besluit voor het hele dossier" },
      button("redact", "a", "Overal lakken…", { class: "primary" }),
      button("keep", "r", "Overal laten staan…"),
      button("no_person", "x", "Geen persoon…"),
      button("policy", "", "Rol wijzigen…"),
      button("merge", "", "Samenvoegen…", { class: "quiet" }),
      button("part", "", "Splitsen…", { class: "quiet", disabled: !forms.length }),
    ),
    ...similar(),
    el("h3", {}, many(person.marks.length, "plaats", "plaatsen"), " ", el("a", { class: "soft", href: `/zoeken?q=${encodeURIComponent(person.name)}` }, "zoek deze naam in alle tekst")),
    el("ol", { class: "places" }, ...person.marks.map(placeRow)),
    elsewhereSection(),
  );
}

/** Look for the same text elsewhere while the person is already on the screen. */
function lookElsewhere() {
  findElsewhere(person, () => {
    byId("elsewhere")?.replaceWith(elsewhereSection());
    if (dialog.open) drawTouched();
  }).catch((fault) => say(fault.message, "failed"));
}

function similar() {
  if (!person.similar.length) return [];
  return [
    el("p", { class: "similar" }, "Misschien dezelfde: ", ...person.similar.slice(0, 4).flatMap((other, nth) => [nth ? " · " : "", el("a", { href: `#${other.id}` }, `${other.name} (${other.places})`)])),
  ];
}

async function choose(id, focus = false) {
  wanted = id;
  history.replaceState(null, "", `#${encodeURIComponent(id)}`);
  drawPeople();
  person = await get(`/api/person/${encodeURIComponent(id)}`);
  forgetElsewhere();
  drawPerson();
  lookElsewhere();
  byId("person").scrollTop = 0;
  if (focus) byId("people").querySelector("[aria-current]")?.focus();
}

function step(by) {
  const rows = visible();
  const at = rows.findIndex((row) => row.id === wanted);
  const next = rows[Math.min(Math.max(at + by, 0), rows.length - 1)];
  return next ? choose(next.id, true) : undefined;
}

// ---- deciding

const TITLES = {
  redact: (name) => `${name}: overal lakken`,
  keep: (name) => `${name}: overal laten staan`,
  no_person: (name) => `‘${name}’ is geen persoon`,
  policy: (name) => `Rol van ${name}`,
};
const OKS = { redact: "Overal lakken", keep: "Overal laten staan", no_person: "Geen persoon", policy: "Rol bewaren" };
let asked = null;

const chosenGrounds = () => [...byId("person-grounds").querySelectorAll("input:checked")].map((box) => box.value);

/** What becomes of a place: the state it goes to, or "" when it stays as it is. */
function becomes(mark) {
  if (asked === "policy") return "";
  if (mark.byHand && !byId("override").checked) return "";
  const goal = asked === "redact" ? "approved" : "rejected";
  if (goal === "rejected" && mark.state === "kept") return "";
  const grounds = chosenGrounds();
  const same = mark.state === goal && (goal !== "approved" || !grounds.length || grounds.join() === mark.grounds.join());
  return same ? "" : goal;
}

const against = (mark) => mark.byHand && mark.state !== (asked === "redact" ? "approved" : "rejected");

function drawTouched() {
  const words = { approved: "→ lakken", rejected: "→ blijft staan" };
  const changed = person.marks.filter(becomes);
  const pages = new Set(changed.map((mark) => mark.place));
  const again = new Set(changed.filter((mark) => mark.approvedPage).map((mark) => mark.place));
  const left = person.marks.length - changed.length;
  const parts = [];
  if (asked === "policy") parts.push("De rol telt voor het voorstel op elke plaats; wat al besloten is blijft zo.");
  else {
    parts.push(`${many(changed.length, "plaats wijzigt", "plaatsen wijzigen")} op ${many(pages.size, "pagina", "pagina's")}`);
    if (left) parts.push(`${many(left, "blijft", "blijven")} zoals nu`);
    if (again.size) parts.push(`${many(again.size, "goedgekeurde pagina gaat", "goedgekeurde pagina's gaan")} weer open`);
  }
  const extra = asked === "redact" ? extraChosen().length : 0;
  if (extra) parts.push(`${many(extra, "nieuwe plaats wordt", "nieuwe plaatsen worden")} gelakt`);
  byId("decide-sum").textContent = `${parts.join("; ").replace(/\.$/, "")}.`;
  const ticked = document.activeElement?.dataset?.spot;
  byId("touched").replaceChildren(
    ...person.marks.map((mark) =>
      el(
        "li",
        { class: becomes(mark) ? "changes" : "stays" },
        el("i", { class: `key ${mark.state}`, "aria-hidden": "true" }, SIGNS[mark.state]),
        el("span", {}, mark.place),
        context(mark),
        el("span", { class: "place-state" }, becomes(mark) ? words[becomes(mark)] : mark.byHand ? "blijft: met de hand" : "blijft zo"),
      ),
    ),
    ...(asked === "redact" ? extraRows() : []),
  );
  if (ticked) byId("touched").querySelector(`[data-spot="${CSS.escape(ticked)}"]`)?.focus();
}

function ask(kind) {
  if (!person) return;
  asked = kind;
  byId("decide-title").textContent = TITLES[kind](person.name);
  byId("decide-ok").textContent = OKS[kind];
  byId("decide-error").textContent = "";
  byId("role").value = person.said.role;
  byId("person-reason").value = kind === "keep" || kind === "redact" ? person.said.reason : "";
  byId("reason-hint").textContent = kind === "keep" ? "(nodig; komt in het logboek)" : "(komt in het logboek)";
  byId("role-row").hidden = kind === "no_person";
  byId("grounds-row").hidden = kind !== "redact";
  byId("reason-row").hidden = kind === "no_person";
  usedGroundsFirst();
  for (const box of byId("person-grounds").querySelectorAll("input")) box.checked = kind === "redact" && person.said.grounds.includes(box.value);
  const contrary = kind === "policy" ? 0 : person.marks.filter(against).length;
  byId("override").checked = false;
  byId("override-row").hidden = !contrary;
  byId("override-text").textContent = `Ook ${many(contrary, "plaats", "plaatsen")} wijzigen waarover iemand met de hand anders besloot`;
  drawTouched();
  dialog.showModal();
  (kind === "keep" ? byId("person-reason") : byId("decide-ok")).focus();
}

/** The grounds that this person's places carry stand on top, so that nobody has to look for them. */
function usedGroundsFirst() {
  const used = new Set([...person.said.grounds, ...person.marks.flatMap((mark) => mark.grounds)]);
  const items = [...byId("person-grounds").children];
  const code = (item) => item.querySelector("input").value;
  const order = new Map(data.grounds.map((ground, nth) => [ground.code, nth]));
  items.sort((one, other) => used.has(code(other)) - used.has(code(one)) || order.get(code(one)) - order.get(code(other)));
  byId("person-grounds").replaceChildren(...items);
  byId("person-grounds").scrollTop = 0;
}

async function decide() {
  const content = {
    kind: "decide",
    expected: person.head,
    id: person.id,
    seen: person.marks.map((mark) => mark.id),
    action: asked,
    role: (asked !== "no_person" && byId("role").value) || null,
    grounds: asked === "redact" ? chosenGrounds() : [],
    reason: byId("person-reason").value.trim(),
    override: byId("override").checked,
    extra: asked === "redact" ? extraChosen() : [],
  };
  await save(content, person.name, dialog, byId("decide-error"));
}

async function save(content, name, open, fault) {
  try {
    const done = await post("/api/person", content);
    open.close();
    await refresh();
    const again = done.again ? ` ${many(done.again, "pagina is", "pagina's zijn")} weer open.` : "";
    say(`Opgeslagen: ${name}, ${many(done.saved, "keuze", "keuzes")} in het logboek.${again}`, "saved");
  } catch (refused) {
    fault.textContent = refused.message;
    await refresh();
    if (open === dialog && person) drawTouched();
  }
}

async function refresh() {
  const now = await get("/api/people");
  people = now.people;
  const there = people.some((row) => row.id === wanted);
  if (!there) wanted = people.find((row) => row.name === person?.name)?.id ?? people[0]?.id ?? "";
  person = wanted ? await get(`/api/person/${encodeURIComponent(wanted)}`) : null;
  drawPeople();
  drawPerson();
  if (person) lookElsewhere();
}

function act(name) {
  if (!person) return;
  if (name === "merge") askMerge(person, people, (others, open, fault) => save({ kind: "merge", expected: person.head, id: person.id, others }, person.name, open, fault));
  else if (name === "part") askPart(person, (forms, other, open, fault) => save({ kind: "split", expected: person.head, id: person.id, forms, name: other }, person.name, open, fault));
  else ask(name);
}

// ---- keys

const KEYS = {
  j: () => inTurn(() => step(1)),
  k: () => inTurn(() => step(-1)),
  n: () => inTurn(() => step(1)),
  p: () => inTurn(() => step(-1)),
  a: () => act("redact"),
  r: () => act("keep"),
  x: () => act("no_person"),
  "/": () => byId("filter").focus(),
};

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  if (event.target.closest("input, select, textarea")) {
    if (event.key === "Escape") event.target.blur();
    if (event.key !== "ArrowDown" || event.target.id !== "filter") return;
    event.preventDefault();
    byId("people").querySelector("button")?.focus();
    return;
  }
  const arrows = event.target.closest("#people") ? { ArrowDown: KEYS.j, ArrowUp: KEYS.k } : {};
  const action = (localStorage.getItem("woo-letters") === "off" ? undefined : KEYS[event.key]) ?? arrows[event.key];
  if (!action) return;
  event.preventDefault();
  action();
}

function setUp() {
  document.addEventListener("keydown", onKey);
  byId("filter").addEventListener("input", drawPeople);
  byId("people").addEventListener("click", (event) => {
    const id = event.target.closest("[data-id]")?.dataset.id;
    if (id) inTurn(() => choose(id));
  });
  byId("person").addEventListener("click", (event) => {
    const name = event.target.closest("[data-do]")?.dataset.do;
    if (name) act(name);
  });
  for (const chip of document.querySelectorAll("[data-show]")) {
    chip.addEventListener("click", () => {
      shown = chip.dataset.show;
      for (const other of document.querySelectorAll("[data-show]")) other.setAttribute("aria-pressed", String(other === chip));
      drawPeople();
    });
  }
  dialog.querySelector("form").addEventListener("submit", (event) => {
    event.preventDefault();
    inTurn(decide);
  });
  byId("decide-cancel").addEventListener("click", () => dialog.close());
  byId("override").addEventListener("change", drawTouched);
  byId("touched").addEventListener("change", drawTouched);
  byId("person-grounds").addEventListener("change", drawTouched);
  window.addEventListener("hashchange", () => inTurn(() => choose(decodeURIComponent(location.hash.slice(1)))));
  watch(() => person?.head, () => (document.querySelector("dialog[open]") ? undefined : inTurn(refresh)));
}

setUp();
if (!people.some((row) => row.id === wanted)) wanted = people[0]?.id ?? "";
drawPeople();
drawPerson();
if (wanted) inTurn(() => choose(wanted));
