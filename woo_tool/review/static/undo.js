// Undoing step by step: each step remembers how its marks stood before it.

const steps = []; // {address, before: Map(id -> mark or null)}
const MOST = 200;

/** Remember what a step changes: the marks before and after it. */
export function remember(address, before, after) {
  const old = new Map(before.map((mark) => [mark.id, mark]));
  const changed = new Map();
  for (const mark of after) {
    const was = old.get(mark.id);
    if (!was || differs(was, mark)) changed.set(mark.id, was ?? null);
    old.delete(mark.id);
  }
  for (const mark of old.values()) changed.set(mark.id, mark); // split, merged or taken back
  if (changed.size) steps.push({ address, before: changed });
  if (steps.length > MOST) steps.shift();
}

function differs(one, other) {
  return one.state !== other.state || one.grounds.join() !== other.grounds.join() || one.reason !== other.reason;
}

/** The last step, or null. */
export const lastStep = () => steps.at(-1) ?? null;

/** Forget the last step: it was undone. */
export const dropStep = () => steps.pop();

/** The choices that bring the marks of a step back to how they stood. */
export function backwards(step) {
  const choices = [];
  for (const [mark, was] of step.before) {
    if (!was) choices.push({ action: "reject", mark, reason: "Ongedaan gemaakt." });
    else if (was.state === "approved") choices.push({ action: "approve", mark, grounds: was.grounds, reason: was.reason });
    else if (was.state === "rejected") choices.push({ action: "reject", mark, reason: was.reason });
    else choices.push({ action: "reopen", mark });
  }
  return choices;
}
