// Zoom and scrolling of the page.

import { byId } from "./dom.js";
import { fetchPicture, showPicture } from "./picture.js";

const STEP = 1.2;
const [MIN, MAX] = [0.4, 5]; // pixels a point
const PIXELS_AT_100 = 96 / 72;
const stage = byId("stage");
const sheet = byId("sheet");
let page = null;
let previewed = false;
let zoom = Number(localStorage.getItem("woo-zoom")) || 0; // 0: fit

/** Pixels a point as the page stands on the screen. */
export function scale() {
  const fit = Math.min((stage.clientWidth - 48) / page.width, 1.75);
  return zoom || Math.max(fit, MIN);
}

function address(image) {
  const wanted = scale() * window.devicePixelRatio;
  return `${image}${image.includes("?") ? "&" : "?"}s=${wanted <= 1.4 ? 1 : wanted <= 2.1 ? 2 : 3}`;
}

/** Size the sheet and ask for the picture that fits it. */
export function fitSheet(current) {
  page = current;
  sheet.style.width = `${page.width * scale()}px`;
  sheet.style.height = `${page.height * scale()}px`;
  showPicture(address(previewed ? page.preview : page.image), `Afbeelding van pagina ${page.page} van document ${page.number}`);
  if (page.nextImage && !previewed) fetchPicture(address(page.nextImage));
  byId("zoom").textContent = `${Math.round((scale() / PIXELS_AT_100) * 100)}%`;
}

/** Show the page as the redactor makes it (true) or as it came in (false). */
export function showPreview(on) {
  previewed = on;
}

/** Zoom in (1), out (-1) or to fit (0), around the middle of what is visible. */
export function zoomBy(direction) {
  const before = scale();
  const middle = (stage.scrollTop + stage.clientHeight / 2) / before;
  zoom = direction ? Math.min(Math.max(before * STEP ** direction, MIN), MAX) : 0;
  localStorage.setItem("woo-zoom", String(zoom));
  fitSheet(page);
  stage.scrollTop = middle * scale() - stage.clientHeight / 2;
}

/** Bring a box (points) into view when it isn't. */
export function reveal(box) {
  const room = 90;
  const by = scale();
  const top = sheet.offsetTop + box[1] * by;
  const left = sheet.offsetLeft + box[0] * by;
  const bottom = sheet.offsetTop + box[3] * by;
  if (top - room < stage.scrollTop || bottom + room > stage.scrollTop + stage.clientHeight) {
    stage.scrollTop = (top + bottom) / 2 - stage.clientHeight / 2;
  }
  if (left < stage.scrollLeft || left > stage.scrollLeft + stage.clientWidth - room) {
    stage.scrollLeft = left - room;
  }
}

/** The middle of what is visible, in points. */
export function middle() {
  const by = scale();
  const x = (stage.scrollLeft + stage.clientWidth / 2 - sheet.offsetLeft) / by;
  const y = (stage.scrollTop + stage.clientHeight / 2 - sheet.offsetTop) / by;
  return [Math.min(Math.max(x, 60), page.width - 60), Math.min(Math.max(y, 20), page.height - 20)];
}
