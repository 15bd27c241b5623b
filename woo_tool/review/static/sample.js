// Drawing a sample of pages without marks, and saying what was missed on each.

import { post } from "./api.js";
import { byId } from "./dom.js";

let { head } = JSON.parse(byId("data").textContent);

async function save(content) {
  try {
    ({ head } = await post("/api/sample", { expected: head, ...content }));
    location.reload();
  } catch (fault) {
    byId("status").textContent = fault.message;
    byId("status").className = "inline-status failed";
  }
}

byId("draw").addEventListener("submit", (event) => {
  event.preventDefault();
  save({ size: Number(byId("size").value) });
});
for (const button of document.querySelectorAll(".looked")) {
  button.addEventListener("click", () => {
    const missed = Number(button.closest("tr").querySelector(".missed").value);
    save({ number: button.dataset.number, page: Number(button.dataset.page), missed });
  });
}
