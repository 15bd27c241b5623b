// What is said of the page as a whole: approved, waiting, open again, and how much is left.

import { byId } from "./dom.js";

/** What is to be said of the page: its state, in words and as a class. */
function pageState(page) {
  const { open } = page;
  const waits = `nog ${open} ${open === 1 ? "markering" : "markeringen"} open`;
  if (page.approved) return [`✓ Pagina goedgekeurd${open ? `, ${waits}` : ""}`, "approved"];
  if (page.waiting) return ["✓ Door u goedgekeurd; wacht op een tweede beoordelaar", "approved"];
  if (page.first && !open) return [`Goedgekeurd door ${page.first}: bevestigt u dat?`, ""];
  if (page.reopened) return [`↺ Deze pagina is weer open${open ? `: ${waits}` : ""}`, "again"];
  return [open ? waits[0].toUpperCase() + waits.slice(1) : "Klaar om goed te keuren", ""];
}

/** True when this reviewer has nothing left to do on the page. */
export const finished = (page) => page.approved || page.waiting;

/** True when every page of the dossier is approved. */
export const allDone = (page) => page.done === page.total;

/** Show the state of the page, and what its buttons do now. */
export function drawPageState(page) {
  const state = byId("page-state");
  [state.textContent, state.className] = pageState(page);
  const note = page.reopened ? "Een markering is gewijzigd nadat de pagina was goedgekeurd." : page.notice;
  byId("page-note").textContent = note;
  byId("page-note").hidden = !note;
  const proposals = page.marks.filter((mark) => mark.state === "proposed" && mark.grounds.length);
  byId("accept-all").disabled = !proposals.length;
  const button = byId("approve-page");
  button.disabled = finished(page) ? !page.nextOpen && !allDone(page) : page.open > 0;
  if (!finished(page)) button.textContent = page.first ? "Pagina bevestigen" : "Pagina goedkeuren";
  else if (page.nextOpen) button.textContent = "Volgende open pagina";
  else button.textContent = allDone(page) ? "Alles is goedgekeurd: afronden" : "Er is niets meer open";
  byId("done").textContent = page.done;
}

/** Say above the preview what it shows; nothing where there is no preview. */
export function drawPreviewNote(page, on) {
  const note = byId("preview-note");
  note.hidden = !on;
  const open = page.open === 1 ? "1 markering is nog open en staat hier leesbaar." : `${page.open} markeringen zijn nog open en staan hier leesbaar.`;
  note.textContent = `Lakbeeld, gemaakt zoals het pakket. ${page.open ? open : "Alles op deze pagina is besloten."}`;
  note.className = page.open ? "preview-note open" : "preview-note";
}
