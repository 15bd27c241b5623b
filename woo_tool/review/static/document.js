// The judgement of one document, with what it needs.

import { post } from "./api.js";
import { byId, el } from "./dom.js";
import { askGrounds, setUpGrounds } from "./ground.js";

const data = JSON.parse(byId("data").textContent);
let { head, grounds } = data.document;
const form = byId("judge");

const chosen = () => form.querySelector("input[name=judgement]:checked")?.value ?? "";

function draw() {
  for (const row of form.querySelectorAll("[data-for]")) row.hidden = !row.dataset.for.split("|").includes(chosen());
  byId("release-row").hidden ||= !grounds.includes("5.1.4");
  byId("chosen-grounds").replaceChildren(...grounds.map((code) => el("b", {}, code)));
  if (!grounds.length) byId("chosen-grounds").textContent = "nog geen";
}

function pick() {
  askGrounds({
    title: "Gronden van de weigering",
    about: `Stuk ${data.document.number}: ${data.document.title}`,
    chosen: grounds,
    reason: "",
    kind: false,
    decided: true,
    plain: true,
    onSave: ({ grounds: codes }) => {
      grounds = codes;
      draw();
    },
  });
}

async function save(event) {
  event.preventDefault();
  byId("judge-error").textContent = "";
  byId("status").textContent = "";
  try {
    const done = await post("/api/document", {
      expected: head,
      number: data.document.number,
      judgement: chosen(),
      grounds,
      reason: byId("doc-reason").value.trim(),
      whole: byId("whole").value.trim(),
      public_url: byId("url").value.trim(),
      duplicate_of: byId("double").value.trim(),
      release_on: byId("release").value,
    });
    head = done.head;
    byId("status").textContent = done.saved ? "Opgeslagen." : "Er was niets gewijzigd.";
    byId("status").className = "inline-status saved";
  } catch (fault) {
    byId("judge-error").textContent = fault.message;
  }
}

setUpGrounds(data.grounds);
form.addEventListener("change", draw);
form.addEventListener("submit", save);
byId("pick").addEventListener("click", pick);
draw();
