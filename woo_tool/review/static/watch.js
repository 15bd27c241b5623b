// Seeing what others decide: the end of the log is asked for now and then, while the page is looked at.

import { get } from "./api.js";

const EVERY = 4000; // milliseconds

/** Call `onChange` when the log has grown past what `known()` gives. */
export function watch(known, onChange) {
  let busy = false;
  const look = async () => {
    if (busy || document.hidden) return;
    busy = true;
    try {
      const { head } = await get("/api/head");
      if (head !== known()) await onChange();
    } catch {
      // the server is away for a moment; a choice says so when it can't be saved
    } finally {
      busy = false;
    }
  };
  setInterval(look, EVERY);
  window.addEventListener("focus", look);
}
