// The rows of the case overview, before and after, and a person's word on each.

import { post } from "./api.js";
import { byId, el } from "./dom.js";

const MOST = 200;
let data = JSON.parse(byId("data").textContent);
let show = "open";
let shown = MOST;

const all = () => data.sheets.flatMap((sheet) => sheet.rows);
const open = (row) => !row.approved;
const wanted = (row) =>
  show === "all" || (show === "asked" ? row.asks.length || row.traces.length : open(row));

function text(parts, name) {
  return parts.map(([piece, differs]) => (differs ? el(name, {}, piece) : piece));
}

function cell(item) {
  const why = item.rules.length ? ` (${item.rules.join(", ")})` : "";
  return el(
    "div",
    { class: item.changed ? "case-cell changed" : "case-cell" },
    el("span", { class: "sub" }, item.header + why),
    el("p", { class: "before" }, ...text(item.parts.before, "del")),
    el("p", { class: "after" }, ...text(item.parts.after, "ins")),
  );
}

function ask(item) {
  return el("li", {}, el("strong", {}, item.label), `: "${item.words}". ${item.reason}`);
}

function trace(item) {
  const badge = el("span", { class: item.severity === "hoog" ? "badge bad" : "badge" }, item.severity);
  return el("li", {}, badge, ` ${item.what}. Wie: ${item.who}. Minste verlies: ${item.mend}.`);
}

function button(label, action, row, sheet, main) {
  const made = el("button", { type: "button", class: main ? "primary" : "", "data-do": action }, label);
  made.addEventListener("click", () => decide(action, row, sheet));
  return made;
}

function state(row) {
  if (row.approved) return el("span", { class: "badge done" }, `✓ Akkoord: ${row.names.join(", ")}`);
  if (row.blocked) return el("span", { class: "badge bad" }, "houdt het pakket tegen");
  if (row.names.length) return el("span", { class: "badge" }, `wacht op een tweede; akkoord: ${row.names.join(", ")}`);
  return el("span", { class: "badge" }, "Open");
}

function buttons(row, sheet) {
  const mine = row.names.includes(data.user);
  const agree = row.asks.length ? "Akkoord, dit blijft staan" : "Akkoord";
  return el(
    "div",
    { class: "case-buttons" },
    row.approved || mine ? "" : button(agree, "approve", row, sheet, true),
    row.asks.length ? button("Aangewezen tekst weglaten", "leave_out", row, sheet) : "",
    row.names.length ? button("Terugdraaien", "reopen", row, sheet) : "",
  );
}

function card(row, sheet) {
  return el(
    "li",
    { class: "case", tabindex: "-1", "data-key": `${sheet}/${row.ref}` },
    el(
      "div",
      { class: "case-head" },
      el("h3", {}, `Nr. ${row.number} `, el("span", { class: "soft" }, `zaak ${row.ref}, rij ${row.row} van het register`)),
      state(row),
    ),
    ...row.cells.map(cell),
    row.asks.length ? el("ul", { class: "warn" }, ...row.asks.map(ask)) : "",
    row.traces.length ? el("ul", { class: "case-traces" }, ...row.traces.map(trace)) : "",
    buttons(row, sheet),
  );
}

function section(sheet, place) {
  const rows = sheet.rows.filter(wanted);
  const more = rows.length - shown;
  return el(
    "section",
    {},
    el("h2", {}, sheet.title, " ", el("span", { class: "soft" }, sheet.period)),
    sheet.general.length ? el("ul", { class: "case-traces" }, ...sheet.general.map(trace)) : "",
    el("div", { class: "case-titles", "aria-hidden": "true" }, el("span", {}, "In het register"), el("span", {}, "Wordt openbaar")),
    el("ol", { class: "cases" }, ...rows.slice(0, shown).map((row) => card(row, place))),
    rows.length ? "" : el("p", { class: "empty" }, "Hier is niets meer te doen."),
    more > 0 ? moreButton(more) : "",
  );
}

function moreButton(count) {
  const made = el("button", { type: "button" }, `Nog ${count} zaken tonen`);
  made.addEventListener("click", () => {
    shown += MOST;
    draw();
  });
  return made;
}

function draw() {
  const rows = all();
  const done = rows.filter((row) => row.approved).length;
  byId("progress").textContent = rows.length
    ? `${done} van ${rows.length} zaken goedgekeurd`
    : "Dit dossier heeft geen zaakregister (cases.xlsx).";
  byId("sheets").replaceChildren(...data.sheets.map(section));
}

const cards = () => [...document.querySelectorAll(".case")];
const current = () => document.activeElement?.closest?.(".case") ?? null;

function focusAt(place) {
  const list = cards();
  list[Math.max(0, Math.min(place, list.length - 1))]?.focus();
}

async function decide(action, row, sheet) {
  const key = `${sheet}/${row.ref}`;
  const place = cards().findIndex((item) => item.dataset.key === key);
  try {
    const sent = { expected: data.head, sheet, ref: row.ref, digest: row.digest, action };
    data = { ...data, ...(await post("/api/case", sent)) };
    byId("status").textContent = `Opgeslagen: zaak ${row.ref}.`;
    byId("status").className = "inline-status saved";
    draw();
    const still = cards().findIndex((item) => item.dataset.key === key);
    focusAt(still < 0 ? place : action === "approve" ? still + 1 : still);
  } catch (fault) {
    byId("status").textContent = fault.message;
    byId("status").className = "inline-status failed";
  }
}

for (const chip of document.querySelectorAll("[data-show]")) {
  chip.addEventListener("click", () => {
    show = chip.dataset.show;
    shown = MOST;
    for (const other of document.querySelectorAll("[data-show]")) {
      other.setAttribute("aria-pressed", String(other === chip));
    }
    draw();
  });
}
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, textarea")) return;
  const list = cards();
  const at = list.indexOf(current());
  if (event.key === "j") focusAt(at + 1);
  else if (event.key === "k") focusAt(at < 0 ? 0 : at - 1);
  else if (event.key === "a") current()?.querySelector("[data-do=approve]")?.click();
  else if (event.key === "u") current()?.querySelector("[data-do=reopen]")?.click();
});
draw();
