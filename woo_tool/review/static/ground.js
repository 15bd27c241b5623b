// Choosing grounds: only those of the law that applies, with their wording and motivation duty.

import { byId, el } from "./dom.js";

const dialog = byId("ground");
const list = byId("ground-list");
const find = byId("ground-find");
let grounds = [];
let save = null;

const boxes = () => [...list.querySelectorAll("input")];
const visible = () => boxes().filter((box) => !box.closest("li").hidden);

function explain(ground) {
  const parts = [
    el("h3", {}, `${ground.code} ${ground.label}`),
    el("p", { class: "soft" }, ground.citation),
    el("blockquote", {}, ground.text),
    el("h4", {}, "Motivering"),
    el("p", {}, ground.duty),
  ];
  if (ground.fiveYears) {
    parts.push(el("p", {}, "Is de informatie ouder dan vijf jaar, dan geldt een verzwaarde motivering (art. 5.3)."));
  }
  if (ground.temporary) parts.push(el("p", {}, "Deze grond is tijdelijk."));
  byId("ground-text").replaceChildren(...parts);
}

function option(ground, chosen) {
  const box = el("input", { type: "checkbox", value: ground.code, checked: chosen });
  box.addEventListener("focus", () => explain(ground));
  const item = el(
    "li",
    {},
    el("label", {}, box, el("b", {}, ground.code), el("span", {}, ground.label)),
  );
  item.addEventListener("mouseenter", () => explain(ground));
  return item;
}

function filter() {
  const wanted = find.value.trim().toLowerCase();
  for (const [nth, item] of [...list.children].entries()) {
    const { code, label, text } = grounds[nth];
    item.hidden = !`${code} ${code.replaceAll(".", "")} ${label} ${text}`.toLowerCase().includes(wanted);
  }
  const first = visible()[0];
  if (first) explain(grounds.find((ground) => ground.code === first.value));
}

function step(event) {
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  const inFind = event.target === find;
  if (!inFind && event.target.type !== "checkbox") return;
  event.preventDefault();
  const items = visible();
  const at = items.indexOf(event.target);
  const next = event.key === "ArrowDown" ? items[at + 1] : items[at - 1];
  if (next) next.focus();
  else if (event.key === "ArrowUp") find.focus();
}

async function submit(apply) {
  const codes = boxes().filter((box) => box.checked).map((box) => box.value);
  const kind = byId("kind-row").hidden ? null : byId("kind").value;
  try {
    await save({ grounds: codes, reason: byId("reason").value.trim(), label: kind, apply });
    dialog.close();
  } catch (fault) {
    byId("ground-error").textContent = fault.message;
  }
}

function enter(event) {
  const all = event.ctrlKey || event.metaKey || event.target.type === "checkbox";
  if (!all && event.target !== find) return; // a button, or a new line in the reason
  event.preventDefault();
  if (all) submit(true);
  else if (find.value.trim()) {
    const first = visible()[0];
    if (!first) return;
    first.checked = true;
    first.focus();
  }
}

/** Prepare the dialog with the grounds of the law that applies. */
export function setUpGrounds(known) {
  grounds = known;
  find.addEventListener("input", filter);
  dialog.addEventListener("keydown", (event) => {
    event.stopPropagation();
    if (event.key === "Enter") enter(event);
    else step(event);
  });
  dialog.querySelector("form").addEventListener("submit", (event) => {
    event.preventDefault();
    submit(true);
  });
  byId("ground-save").addEventListener("click", () => submit(false));
  byId("ground-cancel").addEventListener("click", () => dialog.close());
}

/** Ask for grounds and a reason; `onSave` gets them and may throw a text to show. */
export function askGrounds({ title, about, chosen, reason, kind, decided = false, button = "", plain = false, onSave }) {
  save = onSave;
  byId("ground-title").textContent = title;
  byId("ground-for").textContent = about;
  byId("kind-row").hidden = !kind;
  byId("ground-save").hidden = kind || decided;
  byId("ground-apply").textContent = button || (decided ? "Bewaren" : kind ? "Lakken" : "Bewaren en lakken");
  byId("reason-box").hidden = plain;
  byId("ground-error").textContent = "";
  byId("reason").value = reason;
  find.value = "";
  list.replaceChildren(...grounds.map((ground) => option(ground, chosen.includes(ground.code))));
  filter();
  dialog.showModal();
  const first = boxes().find((box) => box.checked);
  if (kind) byId("kind").focus();
  else (first ?? find).focus();
}
