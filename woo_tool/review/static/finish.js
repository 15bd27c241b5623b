// Making the package and drafts: what is asked for, how far it is, and what came of it.

import { get, post } from "./api.js";
import { byId, el } from "./dom.js";

const EVERY = 700; // milliseconds
const data = JSON.parse(byId("data").textContent);
let before = null; // the job as it was shown last

const SIGNS = { done: "✓", busy: "…", wait: "", failed: "✕" };
const WORDS = { done: "klaar", busy: "bezig", wait: "nog niet", failed: "geweigerd" };

function stateOf(job, nth) {
  if (nth < job.step) return "done";
  if (nth > job.step || (!job.busy && job.done)) return "wait";
  return job.busy ? "busy" : "failed";
}

function stepRow(job, text, nth) {
  const state = stateOf(job, nth);
  return el("li", { class: state }, el("i", { class: "sign", "aria-hidden": "true" }, SIGNS[state]), `${text} `, el("span", { class: "soft" }, WORDS[state]));
}

function said(job) {
  if (job.busy) return `${job.steps[job.step]}: bezig, ${job.seconds} s.`;
  return job.folder ? `${job.text} Map: ${job.folder}` : job.text;
}

function draw(job) {
  byId("job").hidden = !job;
  if (!job) return;
  byId("steps").replaceChildren(...job.steps.map((text, nth) => stepRow(job, text, nth)));
  const text = byId("job-text");
  // a screen reader hears each step once, not every second
  if (!before?.busy || !job.busy || before.step !== job.step) text.textContent = said(job);
  text.className = job.busy ? "" : job.done ? "result saved" : "result failed";
  byId("job-open").replaceChildren(
    ...job.open.map((item) => el("li", {}, item.url ? el("a", { href: item.url }, item.text) : item.text, ` ${item.what}`)),
  );
  before = job;
}

async function follow(job) {
  draw(job);
  if (!job.busy) return;
  await new Promise((done) => setTimeout(done, EVERY));
  const now = (await get("/api/finish")).job;
  if (now.busy || !now.done) await follow(now);
  else location.reload(); // what was made is in the list, and the outcome stays above it
}

async function make(what, party, fault) {
  fault.textContent = "";
  try {
    const { job } = await post("/api/finish", { what, party });
    byId("job").scrollIntoView({ block: "nearest" });
    await follow(job);
  } catch (refused) {
    fault.textContent = refused.message;
  }
}

const problem = byId("job-text");
byId("package").addEventListener("click", () => make("package", "", problem));
byId("draft").addEventListener("click", () => make("draft", "", problem));
byId("party-form").addEventListener("submit", (event) => {
  event.preventDefault();
  make("party", byId("party").value.trim(), byId("party-error"));
});
if (data.job) follow(data.job).catch((fault) => (problem.textContent = fault.message));
