// Small helpers to build elements. Text is always set as text: nothing from a document is markup.

const SVG = "http://www.w3.org/2000/svg";

export const byId = (id) => document.getElementById(id);

function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    node.setAttribute(name, value === true ? "" : String(value));
  }
  node.append(...children.filter((child) => child !== null && child !== ""));
  return node;
}

/** An HTML element: el("p", {class: "x"}, "text", child...). */
export function el(name, attributes = {}, ...children) {
  return fill(document.createElement(name), attributes, children);
}

/** An SVG element. */
export function svg(name, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, name), attributes, children);
}

/** A hit in its context on one line, the hits under each other: before, hit, after. */
export function inContext(before, text, after) {
  const clean = (part) => part.replace(/\s+/g, " ");
  return el(
    "span",
    { class: "kwic" },
    el("span", { class: "kwic-before" }, el("span", {}, clean(before))),
    el("span", { class: "kwic-after" }, el("strong", {}, clean(text)), clean(after)),
  );
}
