// The overview keeps up with what others decide, without taking away what somebody is reading.

import { byId } from "./dom.js";
import { watch } from "./watch.js";

const { head } = byId("main").dataset;
let told = head;

watch(() => told, async () => {
  // nobody is at work here: show it; else only say so
  if (document.activeElement === document.body) location.reload();
  else byId("fresh").hidden = false;
  told = (await (await fetch("/api/head")).json()).head;
});
