// The list of marks in reading order, and the mark that is chosen.

import { byId, el } from "./dom.js";

const SIGNS = { proposed: "", ask: "?", approved: "✓", rejected: "✕", kept: "" };

function row(mark, chosen) {
  const text = mark.text || "(getekend vlak)";
  const grounds = mark.grounds.join(" ");
  return el(
    "li",
    {},
    el(
      "button",
      {
        type: "button",
        class: `mark-row ${mark.state}`,
        "data-id": mark.id,
        "aria-current": chosen ? "true" : null,
      },
      el("i", { class: `key ${mark.state}`, "aria-hidden": "true" }, SIGNS[mark.state]),
      el("span", { class: "mark-text" }, text),
      el("span", { class: "mark-sub" }, `${mark.stateText} · ${mark.label}`),
      el("span", { class: "mark-ground" }, mark.state === "kept" || mark.state === "rejected" ? "" : grounds),
    ),
  );
}

let shown = null; // the row that was last brought into view

/** Fill the list; keeps its scroll position and focus, and shows a row that is newly chosen. */
export function drawList(page, chosenId) {
  const list = byId("marks");
  const focused = document.activeElement?.closest?.("#marks [data-id]")?.dataset.id;
  list.replaceChildren(...page.marks.map((mark) => row(mark, mark.id === chosenId)));
  if (!page.marks.length) {
    list.append(el("li", { class: "empty" }, "Op deze pagina is niets gemarkeerd."));
  }
  const again = focused && list.querySelector(`[data-id="${CSS.escape(focused)}"]`);
  again?.focus();
  if (!again || chosenId !== shown) list.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" });
  shown = chosenId;
}

function quote(mark) {
  if (mark.drawn) return el("p", { class: "quote" }, "Een vlak dat met de hand is getekend.");
  const from = mark.goes ? mark.text.indexOf(mark.goes) : -1;
  const parts = from < 0 ? [mark.text, "", ""] : [mark.text.slice(0, from), mark.goes, mark.text.slice(from + mark.goes.length)];
  return el(
    "p",
    { class: "quote" },
    mark.before.replace(/\s+/g, " "),
    el("strong", {}, parts[0], el("mark", {}, parts[1]), parts[2]),
    mark.after.replace(/\s+/g, " "),
  );
}

function facts(mark, names) {
  const rows = [];
  const add = (term, ...content) => rows.push(el("div", {}, el("dt", {}, term), el("dd", {}, ...content)));
  const who = [mark.person, mark.role].filter(Boolean).join(", ");
  const more = mark.places > 1 ? `${who} · ${mark.places} plaatsen in het dossier` : who;
  if (who) add("Wie", mark.personId ? el("a", { href: `/personen#${mark.personId}`, title: "Besluit over deze persoon" }, more) : more);
  const goes = mark.state !== "kept" && mark.state !== "rejected";
  if (goes && mark.grounds.length) {
    for (const ground of mark.grounds) add("Grond", el("b", {}, ground), ` ${names.get(ground) ?? ""}`);
  } else if (goes) add("Grond", el("em", {}, "nog geen grond"));
  if (mark.why) add("Waarom", mark.why);
  if (mark.reason) add("Reden", mark.reason);
  if (mark.by) add("Door", mark.by + (mark.bulk ? " (in bulk)" : ""));
  return el("dl", { class: "facts" }, ...rows);
}

function action(name, key, text, extra = {}) {
  return el(
    "button",
    { type: "button", "data-action": name, "aria-keyshortcuts": key, ...extra },
    text,
    " ",
    el("kbd", { "aria-hidden": "true" }, key),
  );
}

function link(name, key, text, extra = {}) {
  return el(
    "button",
    { type: "button", class: "quiet", "data-action": name, "aria-keyshortcuts": key, title: `${text} (${key})`, ...extra },
    text,
  );
}

/** Show the chosen mark with what can be done with it. */
export function drawDetail(mark, names, last = false) {
  const panel = byId("detail");
  const focused = document.activeElement?.closest?.("#detail [data-action]")?.dataset.action;
  panel.hidden = !mark;
  if (!mark) return panel.replaceChildren();
  const decided = mark.state === "approved" || mark.state === "rejected";
  panel.replaceChildren(
    el(
      "h2",
      {},
      el("i", { class: `key ${mark.state}`, "aria-hidden": "true" }, SIGNS[mark.state]),
      `${mark.stateText} · ${mark.label}`,
    ),
    quote(mark),
    facts(mark, names),
    el(
      "div",
      { class: "actions" },
      action("approve", "a", "Lakken", { class: mark.open ? "primary" : null, "aria-pressed": String(mark.state === "approved") }),
      action("reject", "r", "Niet lakken", { "aria-pressed": String(mark.state === "rejected") }),
      action("ground", "g", "Grond…"),
      action("reopen", "u", "Terugdraaien", { disabled: !decided }),
    ),
    el(
      "div",
      { class: "more", role: "group", "aria-label": "Meer" },
      link("split", "s", "Splitsen", { disabled: !/\s/.test(mark.text) }),
      link("merge", "m", "Samenvoegen", { disabled: mark.drawn || last }),
      link("history", "h", "Historie"),
    ),
  );
  if (focused) panel.querySelector(`[data-action="${focused}"]`)?.focus();
  return undefined;
}
