// Two dialogs about one mark: where to split it, and who decided what about it.

import { get } from "./api.js";
import { byId, el } from "./dom.js";

/** Ask after which word a mark is cut in two; `onCut` gets the character of the page. */
export function askSplit(mark, onCut) {
  const dialog = byId("split");
  const words = [...mark.text.matchAll(/\S+/g)];
  const cutAfter = (word) => {
    // the page counts code points, this string counts UTF-16 units
    const at = mark.start + [...mark.text.slice(0, word.index + word[0].length)].length;
    const name = `Splits na ${word[0]}`;
    const cut = el("button", { type: "button", class: "cut", "aria-label": name, title: name }, "✂");
    cut.addEventListener("click", () => {
      dialog.close();
      onCut(at);
    });
    return cut;
  };
  byId("split-words").replaceChildren(
    ...words.flatMap((word, nth) => [el("span", {}, word[0]), ...(nth < words.length - 1 ? [cutAfter(word)] : [])]),
  );
  dialog.showModal();
}

/** Show what people decided about a mark before. */
export async function showHistory(mark) {
  if (!mark) return;
  const lines = await get(`/api/history/${mark.id}`);
  byId("history-for").textContent = mark.text || "Getekend vlak";
  byId("history-list").replaceChildren(
    ...lines.map((line) =>
      el("li", {}, el("b", {}, line.what), ` door ${line.by}, ${line.at}`, line.reason ? el("span", { class: "sub" }, line.reason) : ""),
    ),
  );
  if (!lines.length) byId("history-list").append(el("li", {}, `Hier besloot nog niemand. Waarom dit is gemarkeerd: ${mark.why || "onbekend"}.`));
  byId("history").showModal();
}
