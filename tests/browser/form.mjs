// The form for forces in a browser, from a file, by keyboard alone: filled in, saved, taken in by the program as a draft.
// Nothing is asked of the network; axe finds nothing; it works without localStorage; what was kept comes back.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { listen, press, saveTo, sound, tabTo, withBrowser, write } from "./keyboard.mjs";

const program = process.env.POLICEAI;
const folder = mkdtempSync(join(tmpdir(), "policeai-form-"));
const run = (...words) => execFileSync(program, ["registry", ...words, "--data", join(folder, "data")], { encoding: "utf8", stdio: "pipe" });

async function fill(page) {
  await press(page, "Add: deployment");
  await page.getByRole("heading", { level: 1, name: /Deployments/ }).waitFor();
  await tabTo(page, "forces-kent");
  await page.keyboard.press("Space");
  await tabTo(page, "in-stage");
  await page.keyboard.type("Pilot");
  await press(page, "Add a row to tools");
  await write(page, "tools-0-supplier", "Example Ltd");
  await write(page, "tools-0-product", "Redactor");
  await write(page, "tools-0-version", "2.1");
  await write(page, "in-name", "Sample <b>redaction</b>");
  await write(page, "in-first_used", "31/2/2026");
  await press(page, "Add a row to cost");
  await write(page, "cost-0-item", "licence");
  await write(page, "cost-0-pounds", "12,000");
  await press(page, "Add a row to not to be published");
  await tabTo(page, "withhold-0-field");
  await page.keyboard.type("Cost");
  await write(page, "withhold-0-section", "43(2)");
  await write(page, "withhold-0-harm", "It would tell other suppliers.");
  await write(page, "withhold-0-private_harm", "Two are bidding now.");
  await write(page, "withhold-0-public_interest", "The sum is small.");
  await write(page, "withhold-0-decided_by", "Head of Disclosure");
  await write(page, "withhold-0-review", "1/6/2027");
}

// The summary of errors takes the focus; its link leads to the field.
async function correct(page) {
  await press(page, "Check this record");
  await page.getByRole("alert").waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.className), "summary");
  await sound(page, "a record with an error");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement.id), "in-first_used");
  await page.keyboard.press("Control+a");
  await page.keyboard.type("27/3/2026");
  await press(page, "Check this record");
  assert.match(await page.getByRole("status").textContent(), /Nothing blocks publishing/);
  await press(page, "Back to the list");
}

async function journey(context, name) {
  const page = await context.newPage();
  const wrong = [];
  listen(page, wrong);
  await page.goto(`file://${join(folder, "form.html")}`);
  await sound(page, "the empty form");
  await fill(page);
  await sound(page, "a record");
  await correct(page);
  await sound(page, "the list");
  const path = await saveTo(page, join(folder, name));
  assert.deepEqual(wrong, []);
  return { page, path };
}

function checkDraft(path) {
  assert.match(run("import", path), /made draft sample-b-redaction-b-[0-9a-f]{6}\n1 record, 0 things block publishing/);
  const draft = JSON.parse(run("drafts", "--show"));
  assert.deepEqual(draft.body.forces, ["kent", "sussex"]);
  assert.equal(draft.body.stage, "pilot");
  assert.equal(draft.body.fields.name, "Sample <b>redaction</b>");
  assert.equal(draft.body.fields.first_used, "2026-03-27");
  assert.deepEqual(draft.body.fields.cost.withhold, {
    section: "43(2)", harm: "It would tell other suppliers.", private_harm: "Two are bidding now.", public_interest: "The sum is small.",
    decided_by: "Head of Disclosure", review: "2027-06-01", value: [{ item: "licence", pounds: 12000 }] });
  assert.deepEqual(draft.body.tools, [{ tool: { kind: "declared", product: "Redactor", supplier: "Example Ltd", version: "2.1" } }]);
  assert.match(run("import", path), /changed draft/);
  run("drafts", "--discard", draft.name);
}

async function checkKept(page, path) {
  await page.reload();
  await page.getByRole("heading", { level: 3, name: /Sample <b>redaction<\/b>/ }).waitFor();
  assert.equal(await page.locator("h3 b").count(), 0, "what was written is no markup");
  await page.evaluate(() => localStorage.clear());
  await page.reload();
  await page.getByText("There are none yet.").waitFor();
  await page.getByLabel("Load a file that this form saved").setInputFiles(path);
  await page.getByText("1 records loaded").waitFor();
  await page.getByLabel("Load a file that this form saved").setInputFiles({ name: "other.json", mimeType: "application/json", buffer: Buffer.from("{}") });
  await page.getByText("other.json is no file that this form saved.").waitFor();
  assert.equal(await page.getByRole("heading", { level: 3 }).count(), 1);
}

run("form", "--force", "sussex", "--out", join(folder, "form.html"));
try {
  await withBrowser(async (browser) => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, acceptDownloads: true });
    const { page, path } = await journey(context, "saved.json");
    if (process.env.SCREENSHOTS) await page.screenshot({ path: `${process.env.SCREENSHOTS}/form-list.png`, fullPage: true });
    checkDraft(path);
    await checkKept(page, path);
    await context.close();
    const bare = await browser.newContext({ viewport: { width: 390, height: 900 }, acceptDownloads: true });
    await bare.addInitScript(() => Object.defineProperty(window, "localStorage", { get() { throw new Error("not here"); } }));
    const without = await journey(bare, "saved-without.json");
    assert.match(await without.page.locator("#kept").textContent(), /keeps nothing between visits/);
    if (process.env.SCREENSHOTS) {
      await press(without.page, "Change");
      await without.page.screenshot({ path: `${process.env.SCREENSHOTS}/form-record-390.png`, fullPage: true });
    }
    checkDraft(without.path);
    console.log("filled in by keyboard, saved and taken in, with and without localStorage");
  });
} finally {
  rmSync(folder, { recursive: true, force: true });
}
