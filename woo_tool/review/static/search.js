// Searching in all text, and marking what was found.

import { get, post } from "./api.js";
import { byId, el, inContext } from "./dom.js";
import { askGrounds, setUpGrounds } from "./ground.js";

const SIGNS = { proposed: "", ask: "?", approved: "✓", rejected: "✕", kept: "", "": "" };
const data = JSON.parse(byId("data").textContent);
let head = "";
let hits = [];

function say(text, kind = "") {
  byId("status").textContent = text;
  byId("status").className = `inline-status ${kind}`;
}

const boxes = () => [...document.querySelectorAll("#exact input, #near-list input")];
const many = (count, one, more) => `${count} ${count === 1 ? one : more}`;

function row(hit, nth) {
  const clean = (text) => text.replace(/\s+/g, " ");
  const done = hit.state === "approved";
  const hand = hit.byHand ? `, met de hand door ${hit.by}` : "";
  return el(
    "li",
    { class: "hit" },
    el("input", { type: "checkbox", value: nth, disabled: done, "aria-label": `${clean(hit.text)} op ${hit.place}` }),
    el("a", { href: hit.url }, hit.place),
    inContext(hit.before, hit.text, hit.after),
    el("span", { class: "place-state" }, el("i", { class: `key ${hit.state || "none"}`, "aria-hidden": "true" }, SIGNS[hit.state]), ` ${hit.stateText}${hand}`),
  );
}

function count() {
  const chosen = boxes().filter((box) => box.checked).length;
  byId("mark").disabled = !chosen;
  byId("mark").textContent = chosen ? `${many(chosen, "plaats", "plaatsen")} lakken…` : "Lakken…";
}

async function search() {
  const query = byId("query").value.trim();
  byId("bar").hidden = true;
  byId("near").hidden = true;
  byId("exact").replaceChildren();
  if (query.length < 2) return;
  const found = await get(`/api/search?q=${encodeURIComponent(query)}`);
  head = found.head;
  hits = found.hits;
  byId("exact").replaceChildren(el("ol", { class: "hits" }, ...hits.map(row)));
  const pages = new Set(hits.map((hit) => hit.place)).size;
  const more = found.total > hits.length ? ` (de eerste ${hits.length} staan hier)` : "";
  byId("found").textContent = found.total ? `${many(found.total, "plaats", "plaatsen")} op ${many(pages, "pagina", "pagina's")}${more}` : `‘${query}’ staat nergens in dit dossier.`;
  byId("bar").hidden = false;
  count();
  const near = await get(`/api/search?near=1&q=${encodeURIComponent(query)}`);
  if (!near.hits.length) return;
  byId("near-list").replaceChildren(el("ol", { class: "hits" }, ...near.hits.map((hit, nth) => row(hit, nth + hits.length))));
  hits = [...hits, ...near.hits];
  byId("near").hidden = false;
}

function markAll() {
  const chosen = boxes().filter((box) => box.checked).map((box) => hits[Number(box.value)]);
  const hand = chosen.filter((hit) => hit.byHand && hit.state === "rejected").length;
  const about = `${many(chosen.length, "plaats", "plaatsen")}: ${[...new Set(chosen.map((hit) => hit.text.replace(/\s+/g, " ")))].slice(0, 4).join(", ")}`;
  askGrounds({
    title: hand ? `Lakken; waarvan ${hand} waar iemand met de hand ‘niet lakken’ koos` : "Wat gevonden is lakken",
    about: hand ? `${about}. Die ${hand} blijven zoals ze zijn; wijzig ze op de pagina zelf.` : about,
    chosen: [],
    reason: "",
    kind: true,
    button: `${many(chosen.length - hand, "plaats", "plaatsen")} lakken`,
    onSave: async ({ grounds, reason, label }) => {
      const list = chosen.map((hit) => [hit.number, hit.page, hit.start, hit.end]);
      const done = await post("/api/found", { expected: head, hits: list, label, grounds, reason });
      await search();
      const left = done.left ? ` ${many(done.left, "plaats bleef", "plaatsen bleven")} zoals met de hand besloten.` : "";
      const again = done.again ? ` ${many(done.again, "pagina is", "pagina's zijn")} weer open.` : "";
      say(`Opgeslagen: ${many(done.saved, "plaats", "plaatsen")} gelakt.${left}${again}`, "saved");
    },
  });
}

setUpGrounds(data.grounds);
byId("mark").addEventListener("click", markAll);
byId("main").addEventListener("change", (event) => event.target.type === "checkbox" && count());
byId("all").addEventListener("click", () => {
  for (const box of document.querySelectorAll("#exact input:not(:disabled)")) box.checked = true;
  count();
});
search().catch((fault) => say(fault.message, "failed"));
if (!byId("query").value) byId("query").focus();
