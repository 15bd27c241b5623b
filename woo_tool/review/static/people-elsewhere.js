// The same text elsewhere: places that nobody marked, offered beside the places of a person.

import { get } from "./api.js";
import { byId, el, inContext } from "./dom.js";

let asked = ""; // whose places are known, at which head of the log
let found = null; // {exact, near}, each with `chosen`

const all = () => (found ? [...found.exact, ...found.near] : []);
const many = (count, one, more) => `${count} ${count === 1 ? one : more}`;
const keyOf = (hit) => `${hit.number}/${hit.page}:${hit.start}`;

export function forgetElsewhere() {
  [asked, found] = ["", null];
}

/** Look for unmarked places of this person; `onFound` is called when they are there. */
export async function findElsewhere(person, onFound) {
  const wanted = `${person.id} ${person.head}`;
  if (asked === wanted) return;
  asked = wanted;
  const answer = await get(`/api/elsewhere/${encodeURIComponent(person.id)}`);
  if (asked !== wanted) return; // somebody else is on the screen by now
  // what appears while somebody is about to confirm isn't confirmed along with the rest
  for (const hit of answer.exact) hit.chosen = !byId("decide").open;
  for (const hit of answer.near) hit.chosen = false;
  found = answer;
  onFound();
}

/** The places that go along with a decision: [number, page, start, end]. */
export function extraChosen() {
  return all()
    .filter((hit) => hit.chosen)
    .map((hit) => [hit.number, hit.page, hit.start, hit.end]);
}

function list(hits) {
  return el("ol", { class: "places plain" }, ...hits.map((hit) => el("li", {}, el("a", { href: hit.url }, hit.place), inContext(hit.before, hit.text, hit.after))));
}

/** What stands below the places of a person. */
export function elsewhereSection() {
  const section = el("section", { id: "elsewhere", "aria-label": "Dezelfde tekst elders" });
  if (!found) return section;
  if (found.exact.length) {
    section.append(
      el("h3", {}, `Dezelfde tekst, niet gemarkeerd: ${many(found.exact.length, "plaats", "plaatsen")}`),
      el("p", { class: "soft" }, "Bij ‘Overal lakken’ gaan deze mee, tenzij u ze uitzet."),
      list(found.exact),
    );
  }
  if (found.near.length) {
    section.append(
      el("h3", {}, `Bijna dezelfde tekst: ${many(found.near.length, "plaats", "plaatsen")}`),
      el("p", { class: "soft" }, "Eén of twee letters anders: een leesfout van een scan, of iemand anders. Bij ‘Overal lakken’ kiest u deze zelf."),
      list(found.near),
    );
  }
  return section;
}

function row(hit, what) {
  const box = el("input", { type: "checkbox", "data-spot": keyOf(hit), checked: hit.chosen, "aria-label": `${hit.text} op ${hit.place} ook lakken` });
  box.addEventListener("change", () => (hit.chosen = box.checked));
  return el("li", { class: hit.chosen ? "changes" : "stays" }, box, el("span", {}, hit.place), inContext(hit.before, hit.text, hit.after), el("span", { class: "place-state" }, hit.chosen ? "→ lakken" : what));
}

/** The rows that can be chosen in the dialog: the same text, and apart what is almost the same. */
export function extraRows() {
  if (!found) return [];
  const head = (text) => el("li", { class: "touched-head" }, el("b", {}, text));
  return [
    ...(found.exact.length ? [head("Dezelfde tekst, niet gemarkeerd"), ...found.exact.map((hit) => row(hit, "blijft staan"))] : []),
    ...(found.near.length ? [head("Bijna dezelfde tekst: kies zelf"), ...found.near.map((hit) => row(hit, "niet gekozen"))] : []),
  ];
}
