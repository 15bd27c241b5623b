// Talking to the server: one choice after another, and nothing is "opgeslagen" before it says so.

/** A refusal by the server, with its Dutch text and, when it sent one, the page as it is now. */
export class Refused extends Error {
  constructor(text, page) {
    super(text);
    this.page = page;
  }
}

async function answer(promise, otherwise) {
  let response;
  try {
    response = await promise;
  } catch {
    throw new Refused(`${otherwise}: de server is niet bereikbaar. Draait 'woo review' nog?`);
  }
  const type = response.headers.get("content-type") ?? "";
  if (!type.startsWith("application/json")) {
    throw new Refused((await response.text()).trim() || "De server gaf een onbekend antwoord.");
  }
  const data = await response.json();
  if (!response.ok) throw new Refused(data.error, data.page);
  return data;
}

/** Send something to be logged; returns the answer when it is safely on disk. */
export function post(address, content) {
  const headers = { "content-type": "application/json" };
  const body = JSON.stringify(content);
  return answer(fetch(address, { method: "POST", headers, body }), "Niet opgeslagen");
}

/** Record choices made on this page; returns the page after them. */
export async function send(page, choices, undo = false) {
  const data = await post("/api/choices", {
    expected: page.head,
    seen: page.seen,
    number: page.number,
    page: page.page,
    undo,
    choices,
  });
  return data.page;
}

/** Something to show, as it is now. */
export function get(address) {
  return answer(fetch(address), "Niet geladen");
}

/** The page at an address of this site (/d/<number>/<page>), as it is now. */
export function load(address) {
  return get(`/api/page${address.slice(2)}`);
}
