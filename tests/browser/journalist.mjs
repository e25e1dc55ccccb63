// A journalist, by keyboard alone and without JavaScript: a word with a slip is understood; a use is found by filters; what is
// withheld says under which section, in which words to ask for it, and where to go when the force refuses; tools are compared; two
// versions differ field by field, with the reason; the file says what the pages say; each feed has the entry.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { bothWidths, faces, withWorld } from "./reader.mjs";

// RFC 4180.
function rows(text) {
  const all = [[""]];
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const row = all.at(-1);
    const c = text[i];
    if (quoted && c === "\"" && text[i + 1] === "\"") row[row.length - 1] += text[++i];
    else if (c === "\"") quoted = !quoted;
    else if (!quoted && c === ",") row.push("");
    else if (!quoted && (c === "\n" || c === "\r")) {
      if (c === "\n") all.push([""]);
    } else row[row.length - 1] += c;
  }
  const [head, ...body] = all.filter((row) => row.length > 1);
  return body.map((row) => Object.fromEntries(head.map((name, i) => [name, row[i]])));
}

async function finds(reader) {
  await reader.go("/");
  await reader.write("q", "facail recognitoin");
  await Promise.all([reader.page.waitForNavigation(), reader.page.keyboard.press("Enter")]);
  await reader.arrive();
  await reader.says("0 results", "Did you mean facial recognition");
  await reader.follow("facial recognition");
  await reader.says("Sample live facial recognition");
}

// Each filter by itself, and all together.
async function filters(reader) {
  const cases = [
    ["force", "South Sample", "2 uses, number 1"], ["use", "Identifying", "1 use, number 1"],
    ["state", "lapsed", "No published use passes these filters"], ["risk", "High", "1 use, number 1"],
  ];
  for (const [id, typed, found] of cases) {
    await reader.go("/deployments");
    await reader.press("Filter by force, use, stage, evidence or risk");
    await reader.tabTo(id);
    await reader.page.keyboard.type(typed);
    await reader.follow("Show");
    await reader.says(found);
  }
  await reader.go("/deployments");
  await reader.press("Filter by force, use, stage, evidence or risk");
  await reader.tabTo("force");
  await reader.page.keyboard.type("North Sample");
  await reader.tabTo("stage-operational");
  await reader.page.keyboard.press("Space");
  await reader.tabTo("risk");
  await reader.page.keyboard.type("High");
  await reader.follow("Show");
  await reader.says("1 use, number 1 to 1", "Sample live facial recognition");
  await reader.saysNot("Sample redaction of case files");
}

async function readsTheGap(reader) {
  await reader.follow("Sample live facial recognition");
  await reader.says("Not published: would be exempt under s.31(1)(a)");
  await reader.saysNot("Freedom of Information Act 2000: please send me");
  await reader.press("Why, and how to ask for it");
  await reader.says("Freedom of Information Act 2000: please send me", "under “Thresholds and settings” for “Sample live facial recognition”",
    "a notice under section 17", "ask it for an internal review", "complain to the Information Commissioner",
    "Whoever knows the threshold could avoid being recognised.", "Decided by: Head of information management", "Review overdue");
}

async function compares(reader) {
  await reader.follow("Compare tools");
  for (const id of ["sample-0", "sample-1", "sample-2", "redact-text"]) {
    await reader.go("/compare");
    await reader.tabTo(`tool-${id}`);
    await reader.page.keyboard.press("Space");
  }
  await reader.go("/compare");
  for (let i = 0; i < 5; i++) {
    await reader.page.keyboard.press("Tab");
    while (!(await reader.page.evaluate(() => document.activeElement.type === "checkbox"))) await reader.page.keyboard.press("Tab");
    await reader.page.keyboard.press("Space");
  }
  await reader.follow("Compare");
  await reader.says("At most four tools are compared. The first four are shown.", "Intervals that overlap do not show a difference.");
  assert.equal(await reader.page.locator("table thead th").count(), 5);
}

async function seesTheChange(reader) {
  await reader.go(faces);
  await reader.follow("All 2 versions that were published, and what changed");
  await reader.follow("What changed in version 2");
  await reader.says("The pilot became regular use; stations were added.", "Stage Changed", "What it is used for Changed", "Railway stations",
    "Who may be on a watch-list Added", "Published on 1 February 2026 and on 1 June 2026");
  await reader.saysNot("Purpose Changed");
}

async function checksTheFile(reader, folder) {
  const listed = (await (await fetch(`${reader.address}/deployments.json`)).json());
  await reader.go("/deployments");
  const shown = await reader.page.locator(".app-entry h3").allInnerTexts();
  await reader.follow("Downloads and feeds");
  const file = rows(readFileSync(await reader.save("Uses by forces, one a line (CSV)", folder), "utf8"));
  assert.deepEqual(file.map((row) => row.name).sort(), [...shown].sort());
  assert.equal(file.length, listed.count);
  for (const row of file) {
    await reader.go(`/deployments/${row.subject}`);
    await reader.says(row.name, row.summary, row.threshold.startsWith("[withheld") ? "Not published: would be exempt" : row.threshold);
    assert.equal(row.confirmed, "no");
    await reader.says("not yet confirmed by it");
  }
}

async function subscribes(reader) {
  const has = async (title) => {
    const answer = await reader.fetchFocused();
    assert.match(answer.headers.get("content-type"), /^application\/atom\+xml/);
    const entries = await reader.page.evaluate((xml) => {
      const feed = new DOMParser().parseFromString(xml, "application/xml");
      return [...feed.querySelectorAll("feed > entry")].map((entry) => ({
        title: entry.querySelector("title").textContent, summary: entry.querySelector("summary").textContent,
        link: entry.querySelector("link[rel=alternate]").getAttribute("href"), id: entry.querySelector("id").textContent,
      }));
    }, await answer.text());
    const found = entries.find((entry) => entry.title === title && entry.summary.includes("The pilot became regular use"));
    assert.ok(found, `${title} in ${JSON.stringify(entries)}`);
    assert.equal(new Set(entries.map((entry) => entry.id)).size, entries.length);
    const page = await fetch(reader.address + new URL(found.link, reader.address).pathname);
    assert.equal(page.status, 200);
  };
  const title = "Use of a tool: Sample live facial recognition";
  await reader.go("/downloads");
  await reader.tabTo("Everything that is published, as an Atom feed");
  await has(title);
  await reader.go("/forces/sample-south");
  await reader.tabTo("Atom feed of what is published by or about it");
  await has(title);
  await reader.go(faces);
  await reader.follow("SampleFace", true);
  await reader.tabTo("Atom feed of what is published about this tool");
  await has(title);
}

await withWorld(async (world) => {
  await bothWidths(world, async (reader, width) => {
    await finds(reader);
    await filters(reader);
    await readsTheGap(reader);
    await compares(reader);
    await seesTheChange(reader);
    await checksTheFile(reader, world.folder);
    await subscribes(reader);
    console.log(`a journalist at ${width}: ${reader.pages} pages by keyboard, no violation`);
  });
}, 4);
