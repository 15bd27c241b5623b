// The pictures of pages: the one shown, and the next one, fetched before it is asked for.

import { byId } from "./dom.js";

const KEPT = 6;
const pictures = new Map(); // address -> image; the server forbids the browser to keep them itself
let wanted = "";

function showIfBroken() {
  const shown = pictures.get(wanted);
  byId("broken").hidden = shown?.dataset.broken !== "yes";
}

/** Fetch a picture, to have it when it is asked for. */
export function fetchPicture(address) {
  let image = pictures.get(address);
  if (image) return image;
  image = new Image();
  image.draggable = false;
  image.addEventListener("error", () => {
    image.dataset.broken = "yes";
    showIfBroken();
  });
  image.addEventListener("load", () => address === wanted && place(image));
  image.src = address;
  pictures.set(address, image);
  for (const old of pictures.keys()) {
    if (pictures.size <= KEPT) break;
    if (old !== wanted && old !== address) pictures.delete(old);
  }
  return image;
}

function place(image) {
  const shown = byId("scan");
  if (shown === image) return;
  shown.removeAttribute("id");
  image.id = "scan";
  image.alt = shown.alt;
  shown.replaceWith(image);
}

/** Show this picture. Of another page nothing stays in view; of this one it may, until it is sharper. */
export function showPicture(address, alt) {
  const samePage = wanted.split("?")[0] === address.split("?")[0];
  wanted = address;
  const image = fetchPicture(address);
  if (image.complete || !samePage) place(image);
  byId("scan").alt = alt;
  showIfBroken();
}
