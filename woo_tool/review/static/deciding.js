// The choices on the page: each is sent at once, and counts when the server says that it is saved.

import { send } from "./api.js";
import { askGrounds } from "./ground.js";
import { askSplit } from "./mark-dialogs.js";
import { chosen, inTurn, now, say } from "./now.js";
import { allDone, finished } from "./page-state.js";
import { choose, draw, go, nextOpenMark } from "./showing.js";
import { backwards, dropStep, lastStep, remember } from "./undo.js";

/** Send choices and show the page after them. Throws what the server refused. */
async function record(choices, done, undoing = false) {
  const before = now.page;
  const wasApproved = now.page.approved;
  try {
    now.page = await send(now.page, choices, undoing);
    if (!undoing) remember(location.pathname, before.marks, now.page.marks);
  } catch (fault) {
    if (fault.page) now.page = fault.page;
    draw();
    throw fault;
  }
  const again = wasApproved && !now.page.approved ? " De pagina is weer open." : "";
  say(`Opgeslagen: ${done}.${again}`, "saved");
}

export async function decide(action) {
  const mark = chosen();
  if (!mark) return;
  if (action === "approve" && !mark.grounds.length) {
    changeGround();
    return;
  }
  if (action === "reopen" && mark.open) {
    say("Hier is nog niets besloten.");
    return;
  }
  const texts = { approve: "lakken", reject: "niet lakken", reopen: "weer open" };
  await record([{ action, mark: mark.id }], `${mark.text || "vlak"} ${texts[action]}`);
  const next = action === "reopen" ? null : nextOpenMark();
  choose(next ? next.id : mark.id, true);
}

export function changeGround() {
  const mark = chosen();
  if (!mark) return;
  askGrounds({
    title: "Grond en reden",
    about: mark.text || "Getekend vlak",
    chosen: mark.grounds,
    reason: mark.reason,
    kind: false,
    decided: mark.state === "approved",
    onSave: async ({ grounds, reason, apply }) => {
      const choices = [{ action: "ground", mark: mark.id, grounds, reason }];
      if (apply && mark.state !== "approved") choices.push({ action: "approve", mark: mark.id, grounds, reason });
      await record(choices, `grond ${grounds.join(" ")}`);
      const next = apply ? nextOpenMark() : null;
      choose(next ? next.id : mark.id, true);
    },
  });
}

function askNew(title, about, where) {
  askGrounds({
    title,
    about,
    chosen: [],
    reason: "",
    kind: true,
    onSave: async ({ grounds, reason, label }) => {
      const known = new Set(now.page.marks.map((mark) => mark.id));
      await record([{ action: "add", ...where, label, grounds, reason }], about ?? "nieuw vlak");
      choose(now.page.marks.find((mark) => !known.has(mark.id))?.id ?? now.chosenId, true);
    },
  });
}

export const addBox = (box) => askNew("Nieuw vlak lakken", "nieuw vlak", { box });

export function addText({ span, text }) {
  askNew("Deze tekst lakken", text, { span });
}

export function splitMark() {
  const mark = chosen();
  if (!mark || !/\s/.test(mark.text)) {
    say("Deze markering is één woord; die kan niet worden gesplitst.");
    return;
  }
  askSplit(mark, (at) =>
    inTurn(async () => {
      await record([{ action: "split", mark: mark.id, at }], `${mark.text} gesplitst`);
      choose(now.page.marks.find((item) => item.start === mark.start)?.id ?? null, true);
    }),
  );
}

/** One mark of this one and the next, with what stands between them. */
export async function mergeMark() {
  const mark = chosen();
  const next = now.page.marks[now.page.marks.indexOf(mark) + 1];
  if (!mark || !next || mark.drawn || next.drawn) {
    say("Samenvoegen kan met de volgende markering van tekst; die is er hier niet.");
    return;
  }
  await record([{ action: "merge", mark: mark.id, other: next.id }], `${mark.text} en ${next.text} samengevoegd`);
  choose(now.page.marks.find((item) => item.start === Math.min(mark.start, next.start))?.id ?? null, true);
}

/** Bring the marks of the last step back to how they stood, wherever that was. */
export async function undo() {
  const step = lastStep();
  if (!step) {
    say("Er is niets om ongedaan te maken.");
    return;
  }
  if (location.pathname !== step.address) await go(step.address);
  const choices = backwards(step);
  await record(choices, "ongedaan gemaakt", true);
  dropStep();
  const there = choices.find(({ mark }) => now.page.marks.some((item) => item.id === mark));
  choose(there?.mark ?? nextOpenMark()?.id ?? null, true);
}

export async function acceptAll() {
  const marks = now.page.marks.filter((mark) => mark.state === "proposed" && mark.grounds.length);
  if (!marks.length) return;
  const count = marks.length === 1 ? "1 voorstel" : `${marks.length} voorstellen`;
  await record(marks.map((mark) => ({ action: "approve", mark: mark.id })), `${count} lakken`);
  choose(nextOpenMark()?.id ?? now.chosenId, true);
}

export async function finishPage() {
  if (finished(now.page)) {
    if (now.page.nextOpen) await go(now.page.nextOpen);
    else if (allDone(now.page)) location.assign("/afronden");
    else say("Er is voor u niets meer open.");
    return;
  }
  if (now.page.open) {
    const what = now.page.open === 1 ? "staat nog 1 markering" : `staan nog ${now.page.open} markeringen`;
    say(`Er ${what} open; beslis daar eerst over.`, "failed");
    if (!chosen()?.open) choose(nextOpenMark()?.id ?? now.chosenId, true);
    return;
  }
  await record([{ action: "approve_page" }], "pagina goedgekeurd");
  draw();
}
