// What stands around the page: which document and page this is, and where the arrows lead.

import { byId } from "./dom.js";

const reference = document.querySelector(".brand").textContent;

function point(link, url) {
  if (url) {
    link.setAttribute("href", url);
    link.removeAttribute("aria-disabled");
    link.removeAttribute("role");
  } else {
    link.removeAttribute("href");
    link.setAttribute("aria-disabled", "true");
    link.setAttribute("role", "link");
  }
}

/** Name the page in the top bar, in the title of the window and for a screen reader. */
export function drawHeader(page) {
  document.title = `${page.number}, pagina ${page.page} · ${reference}`;
  document.querySelector(".where .number").textContent = page.number;
  const title = document.querySelector(".where .doc");
  title.textContent = page.title;
  byId("to-document").href = `/stuk/${page.number}`;
  document.querySelector(".pageno").textContent = `Pagina ${page.page} van ${page.pages}`;
  byId("stage").setAttribute("aria-label", `Pagina ${page.page} van document ${page.number}`);
  point(byId("previous"), page.previous);
  point(byId("next"), page.next);
}
