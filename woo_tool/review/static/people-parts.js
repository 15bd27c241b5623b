// Saying that two persons are one, and that one is two.

import { byId, el } from "./dom.js";

function option(value, text, note) {
  return el("li", {}, el("label", { class: "wide-option" }, el("input", { type: "checkbox", value }), el("span", {}, text, note ? el("span", { class: "sub" }, note) : "")));
}

const checked = (list) => [...list.querySelectorAll("input:checked")].map((box) => box.value);

function open(dialog, onSubmit) {
  const form = dialog.querySelector("form");
  form.onsubmit = (event) => {
    event.preventDefault();
    onSubmit();
  };
  dialog.showModal();
}

for (const name of ["merge", "part"]) byId(`${name}-cancel`).addEventListener("click", () => byId(name).close());

/** Ask who is the same as this person; `onSave` gets their ids. */
export function askMerge(person, people, onSave) {
  const list = byId("merge-list");
  const near = new Set(person.similar.map((other) => other.id));
  const others = people.filter((other) => other.id !== person.id);
  others.sort((one, other) => near.has(other.id) - near.has(one.id));
  list.replaceChildren(...others.map((other) => option(other.id, other.name, [`${other.places} plaatsen`, other.role, ...other.forms.slice(0, 4)].join(" · "))));
  byId("merge-for").textContent = `Wie is dezelfde als ${person.name}? Die naam en schrijfwijzen komen bij ${person.name}, met hetzelfde besluit. Wat per plaats al besloten is, blijft zo.`;
  byId("merge-error").textContent = "";
  const find = byId("merge-find");
  find.value = "";
  find.oninput = () => {
    for (const item of list.children) item.hidden = !item.textContent.toLowerCase().includes(find.value.trim().toLowerCase());
  };
  open(byId("merge"), () => onSave(checked(list), byId("merge"), byId("merge-error")));
  find.focus();
}

/** Ask which forms belong to another; `onSave` gets them and the other's name. */
export function askPart(person, onSave) {
  const list = byId("part-list");
  list.replaceChildren(...[...person.forms, ...person.emails].map((form) => option(form, form)));
  byId("part-name").value = "";
  byId("part-error").textContent = "";
  list.onchange = () => {
    if (byId("part-name").dataset.typed !== "yes") {
      byId("part-name").value = checked(list).filter((form) => !form.includes("@")).sort((one, other) => other.length - one.length)[0] ?? "";
    }
  };
  byId("part-name").oninput = () => (byId("part-name").dataset.typed = "yes");
  delete byId("part-name").dataset.typed;
  open(byId("part"), () => onSave(checked(list), byId("part-name").value.trim(), byId("part"), byId("part-error")));
  list.querySelector("input")?.focus();
}
