// A citizen, by keyboard alone and without JavaScript, on a phone and at a desk: the front page leads to the local force; its page
// says what it uses, what it has not answered, how to question a decision and what to ask its chief constable; what is printed has
// all that is folded away on the screen.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { bothWidths, faces, withWorld } from "./reader.mjs";

// The page as it would be printed, as text.
async function printed(reader, folder) {
  const path = join(folder, "printed.pdf");
  await reader.judging.goto(reader.page.url());
  writeFileSync(path, await reader.judging.pdf({ format: "A4" }));
  return execFileSync("pdftotext", ["-layout", path, "-"], { encoding: "utf8" }).replace(/\s+/g, " ");
}

// The map shows what the list says: each tile's state has the letter that the list explains.
async function readsTheMap(reader) {
  const tiles = await reader.page.locator("svg[role=img] .app-chart__tile-letter").allTextContents();
  assert.equal(tiles.length, 43);
  const named = await reader.page.locator("table tbody th a").allInnerTexts();
  for (const name of ["Gwent Police", "North Sample Police", "West Sample Police"]) assert.ok(named.includes(name), name);
  const label = await reader.page.locator("svg[role=img]").first().getAttribute("aria-label");
  assert.match(label, /list that follows says the same/);
}

await withWorld(async (world) => {
  await bothWidths(world, async (reader, width) => {
    await reader.go("/");
    await reader.says("Your local police force");
    await reader.follow("Find your police force");
    await readsTheMap(reader);
    await reader.says("West Sample Police Sample It has been asked and has not answered in time", "Gwent Police Wales No return has been asked for");
    await reader.follow("West Sample Police");
    await reader.says("It has been asked and has not answered in time", "“Sample return of the west”, by 30 June 2026", "No published use names this force.");
    await reader.go("/forces");
    await reader.follow("Gwent Police");
    await reader.says("No return has been asked for", "This record cannot tell whether the force uses AI tools.");
    await reader.go("/forces");
    await reader.follow("North Sample Police");
    await reader.says("AI tools it uses", "Sample live facial recognition", "Sample redaction of case files", "How to question a decision",
      "a supervisor who was not there answers within ten days", "ai@north.sample.invalid", "Questions for its chief constable");
    await reader.follow((await reader.page.locator("a[href$='/questions/1']").innerText()).trim());
    await reader.says("Questions for the chief constable: North Sample Police", "Sample live facial recognition");
    const questions = await reader.page.locator("main ol.govuk-list--number > li").allInnerTexts();
    assert.ok(questions.length > 10);
    const paper = await printed(reader, world.folder);
    // on paper the address of a link stands behind its words
    const bare = (text) => text.replace(/\s+/g, "");
    for (const question of questions) assert.ok(bare(paper).includes(bare(question.split(": ").at(-1)).slice(0, 50)), question);
    assert.doesNotMatch(paper, /Menu|Search/);
    await reader.go(faces);
    await reader.says("To question a decision", "a supervisor who was not there answers within ten days");
    await reader.saysNot("complain to the Information Commissioner");
    assert.match(await printed(reader, world.folder), /complain to the Information Commissioner/);
    await reader.follow("Accessibility");
    await reader.says("use every page without JavaScript", "No test with a screen reader", "This statement was prepared on");
    console.log(`a citizen at ${width}: ${reader.pages} pages by keyboard, no violation`);
  });
});
