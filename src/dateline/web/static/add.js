// Add: a text, an address or files; how far their reading has got, step by step; and what came of it.
// The number of the job stands in the address, so that a reload shows it again.

import { get, getSession, post, stream } from "./api.js";
import { $, fill, h } from "./dom.js";
import { count, formatMoment, statusBadge, typeTag } from "./format.js";
import { bindKeys } from "./keys.js";
import { announce, showError, start } from "./shell.js";

const STATES = { new: "new", revised: "a new text of a known document", known: "known already: nothing was added", recoded: "read anew" };
const DRAFT = "dateline-add"; // what was typed outlives a reload of the tab
const main = $("#main");
let job = new URLSearchParams(location.search).get("job") ?? "";
let isWatching = false;

start({ page: "add" });
bindKeys("Add", [["Escape", "leave the field", () => false]]);
begin();

async function begin() {
  try {
    const session = await getSession();
    if (session.role !== "editor") {
      fill(main, h("h1", {}, "Add"), h("p", { class: "note" }, "You may look and not add: that needs a token with the role editor. Ask whoever runs this server."));
    } else {
      draw();
      if (job) await watch();
      await drawJobs();
    }
  } catch (error) {
    showError(main, error);
  } finally {
    document.documentElement.dataset.ready = "yes";
  }
}

function draw() {
  const draft = readDraft();
  const field = (id, words, props, tag = "input") => h("div", { class: "field" }, h("label", { for: id }, words), h(tag, { id, oninput: keepDraft, ...props, value: draft[id] ?? "" }));
  fill(
    main,
    h("header", {}, h("h1", {}, "Add"), h("p", { class: "muted" }, "What you add is read on this machine and kept in the ledger. Nothing is asked of any other machine, but of the address that you give.")),
    h(
      "div",
      { class: "add-ways" },
      h(
        "form",
        { class: "card stack", id: "by-text", onsubmit: sendText, "aria-labelledby": "by-text-title" },
        h("h2", { id: "by-text-title" }, "A text"),
        field("text", "The article, as it was published", { rows: "9", required: true, dir: "auto", dataset: { focusFilter: "yes" } }, "textarea"),
        h(
          "details",
          { open: Boolean(draft.title || draft.publisher || draft.published || draft.url) },
          h("summary", {}, "What is known of it: title, publisher, day"),
          h(
            "div",
            { class: "stack" },
            field("title", "Title", { dir: "auto" }),
            field("publisher", "Publisher", { dir: "auto" }),
            field("published", "Day of publication", { type: "date" }),
            h("p", { class: "small muted" }, "Without the day, words such as “on Monday” cannot be resolved."),
            field("url", "Address", { type: "url", placeholder: "https://" }),
          ),
        ),
        h("p", { class: "row" }, h("button", { class: "button primary", type: "submit" }, "Read it"), h("span", { class: "small muted" }, "or Ctrl + Enter in the text")),
      ),
      h(
        "div",
        { class: "stack" },
        h(
          "form",
          { class: "card stack", id: "by-address", onsubmit: sendAddress, "aria-labelledby": "by-address-title" },
          h("h2", { id: "by-address-title" }, "An address"),
          field("address", "Address of an article", { type: "url", required: true, placeholder: "https://" }),
          h("button", { class: "button primary", type: "submit" }, "Fetch and read it"),
        ),
        h(
          "form",
          { class: "card stack", id: "by-files", onsubmit: (event) => (event.preventDefault(), sendFiles($("#files").files)), "aria-labelledby": "by-files-title" },
          h("h2", { id: "by-files-title" }, "Files"),
          h(
            "div",
            { class: "drop", id: "drop", ondragover: over, ondragleave: () => delete $("#drop").dataset.over, ondrop: drop },
            h("label", { for: "files" }, "Drop files here, or choose them"),
            h("input", { id: "files", type: "file", multiple: true }),
            h("p", { class: "small muted" }, "Text, HTML, JSON, JSON Lines, CSV, also packed: all that dateline reads."),
          ),
          h("button", { class: "button primary", type: "submit" }, "Read them"),
        ),
      ),
    ),
    h("p", { id: "told", role: "alert", class: "add-told" }),
    h("section", { id: "job", "aria-live": "polite", "aria-label": "What is being read" }),
    h("section", { id: "jobs", "aria-label": "What you added" }),
  );
  $("#text").addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) $("#by-text").requestSubmit();
  });
}

function sendText(event) {
  event.preventDefault();
  const body = {};
  for (const name of ["text", "title", "publisher", "published", "url"]) if ($(`#${name}`).value.trim()) body[name] = $(`#${name}`).value;
  return send(body, () => {
    dropDraft();
    $("#by-text").reset();
    for (const name of ["text", "title", "publisher", "published", "url"]) $(`#${name}`).value = "";
  });
}

function sendAddress(event) {
  event.preventDefault();
  return send({ url: $("#address").value.trim() }, () => ($("#address").value = ""));
}

function sendFiles(files) {
  if (!files?.length) {
    say("Choose a file first.");
    return null;
  }
  const form = new FormData();
  for (const file of files) form.append("files", file, file.name);
  return send(form, () => ($("#files").value = ""));
}

/** What was typed stays until the server has it. */
async function send(body, clear) {
  say("");
  try {
    const made = await post("/documents", body);
    clear();
    job = made.id;
    const url = new URL(location.href);
    url.searchParams.set("job", job);
    history.pushState(null, "", url);
    drawJob(made);
    $("#job").scrollIntoView({ block: "nearest" });
    await watch();
    $("#job").scrollIntoView({ block: "nearest" });
  } catch (error) {
    say(`${error.message} ${advise(error)}`);
  }
}

/** What can be done about an error, beside the server's sentence. */
function advise(error) {
  if (error.status === 0) return "What you typed is kept here; try again when it runs.";
  if (error.status === 413) return "Send fewer or smaller files, or read them with `dateline read` on the machine itself.";
  if (error.status === 503) return "What you typed is kept here.";
  return "";
}

async function watch() {
  if (isWatching) return;
  isWatching = true;
  const wanted = job;
  let wake = () => {};
  const end = stream(() => wake());
  try {
    for (;;) {
      const found = await get(`/jobs/${encodeURIComponent(wanted)}`);
      if (wanted !== job) break;
      drawJob(found);
      if (found.state !== "waiting" && found.state !== "working") {
        await drawCards(found);
        await drawJobs();
        break;
      }
      await new Promise((resolve) => {
        wake = resolve;
        setTimeout(resolve, 500);
      });
    }
  } catch (error) {
    fill($("#job"), h("p", { class: "note", dataset: { kind: "warning" } }, error.message, error.status === 404 ? " What it had saved is in the ledger: see Now." : ""));
  } finally {
    isWatching = false;
    end();
    if (wanted !== job) watch();
  }
}

function drawJob(one) {
  const runs = one.state === "waiting" || one.state === "working";
  const node = $("#job");
  fill(
    node,
    h(
      "article",
      { class: "card stack job", dataset: { state: one.state } },
      h("h2", { dir: "auto" }, one.what),
      h("p", { class: "job-step" }, h("strong", {}, { waiting: "Waits", working: "At work", done: "Done", failed: "Failed", cancelled: "Ended" }[one.state]), ": ", h("span", { dir: "auto" }, one.step)),
      runs ? h("progress", { "aria-label": "At work" }) : null,
      h("p", { class: "small muted" }, `${count(one.done, "document")} ready${one.failed ? `, ${one.failed} could not be read` : ""} · begun ${formatMoment(one.started)}`),
      runs ? h("p", {}, h("button", { class: "button small", type: "button", onclick: () => post(`/jobs/${encodeURIComponent(one.id)}`, {}, { method: "DELETE" }).catch((error) => say(error.message)) }, "End it after this document")) : null,
      one.state === "failed" ? h("p", { class: "small" }, hint(one.step)) : null,
      one.errors.length && one.state !== "failed" ? h("details", { open: one.errors.length < 4 }, h("summary", {}, `${one.failed} could not be read`), h("ul", {}, one.errors.map((error) => h("li", { dir: "auto" }, error)))) : null,
      h("div", { id: "added" }),
    ),
  );
  if (!runs) announce(one.step);
}

/** What to do after a failure. */
function hint(step) {
  if (/private|reserved/.test(step)) return "An address of a private network is fetched only where the server was started with --allow-private. Save the page and drop the file here.";
  if (/https?:|fetch|answer|address/i.test(step)) return "Open the page in your browser, copy its text, and paste it above.";
  if (/reader/i.test(step)) return "The reader could not be loaded: `dateline read` on the machine itself says why.";
  return "Look whether it is a text, HTML, JSON or CSV; or open it, copy the text, and paste it above.";
}

/** The dossiers: each document with its events as cards. */
async function drawCards(one) {
  const node = $("#added");
  const documents = one.documents.slice(0, 20);
  if (!node || !documents.length) return;
  const cards = await Promise.all(
    documents.map(async (added) => {
      try {
        return drawAdded(added, await get(`/documents/${encodeURIComponent(added.document)}`));
      } catch {
        return drawAdded(added, null);
      }
    }),
  );
  fill(node, cards, one.documents.length > 20 ? h("p", { class: "muted" }, `and ${one.documents.length - 20} more documents`) : null);
}

function drawAdded(added, page) {
  const joined = new Set(added.joined);
  return h(
    "section",
    { class: "added" },
    h("h3", { dir: "auto" }, h("a", { href: `/document/${encodeURIComponent(added.document)}` }, added.title || "without a title")),
    h("p", { class: "small muted" }, `${STATES[added.state] ?? added.state} · ${added.events.length ? count(added.events.length, "event") : "no event was found in it"}`),
    page && !added.events.length && page.issues.length ? h("ul", { class: "small" }, page.issues.map((one) => h("li", { dir: "auto" }, one.message))) : null,
    h(
      "ul",
      { class: "plain added-events" },
      (page?.rows ?? []).map((row) =>
        h(
          "li",
          { class: "card" },
          h("p", { class: "row" }, typeTag(row.type, row.mode), statusBadge(row.status, row.why)),
          h("a", { href: `/event/${encodeURIComponent(row.id)}`, dir: "auto" }, row.summary || "an event"),
          h("p", { class: "small muted" }, `${count(row.reports, "report")}, ${count(row.origins, "origin")}${joined.has(row.id) ? " · other documents told it before" : ""}`),
        ),
      ),
    ),
  );
}

async function drawJobs() {
  const { jobs } = await get("/jobs");
  const others = jobs.filter((one) => one.id !== job).slice(0, 10);
  fill(
    $("#jobs"),
    others.length
      ? [h("h2", {}, "Added before"), h("ul", { class: "plain" }, others.map((one) => h("li", { class: "row" }, h("a", { href: `/add?job=${encodeURIComponent(one.id)}`, dir: "auto" }, one.what), h("span", { class: "small muted" }, `${one.state}, ${one.step}`))))]
      : null,
  );
}

function over(event) {
  event.preventDefault();
  $("#drop").dataset.over = "yes";
}

function drop(event) {
  event.preventDefault();
  delete $("#drop").dataset.over;
  sendFiles(event.dataTransfer.files);
}

function say(words) {
  fill($("#told"), words.trim());
}

function readDraft() {
  try {
    return JSON.parse(sessionStorage.getItem(DRAFT) ?? "{}") ?? {};
  } catch {
    return {};
  }
}

function keepDraft() {
  const draft = {};
  for (const name of ["text", "title", "publisher", "published", "url", "address"]) draft[name] = $(`#${name}`)?.value ?? "";
  try {
    sessionStorage.setItem(DRAFT, JSON.stringify(draft));
  } catch {
    // Where nothing can be kept, a reload loses what was typed.
  }
}

function dropDraft() {
  try {
    sessionStorage.removeItem(DRAFT);
  } catch {
    // Nothing was kept.
  }
}

addEventListener("popstate", () => {
  job = new URLSearchParams(location.search).get("job") ?? "";
  if (job) watch();
  else fill($("#job"));
});
