// The form for forces in a browser, from a file, by keyboard alone: filled in, saved, taken in by the program as a draft.
// Nothing is asked of the network; axe finds nothing; it works without localStorage; what was kept comes back.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const wcag = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const program = process.env.POLICEAI;
const folder = mkdtempSync(join(tmpdir(), "policeai-form-"));
const run = (...words) => execFileSync(program, ["registry", ...words, "--data", join(folder, "data")], { encoding: "utf8", stdio: "pipe" });

async function judge(page, what) {
  await page.evaluate(axe);
  const violations = await page.evaluate(async (tags) => (await window.axe.run(document, { runOnly: tags, resultTypes: ["violations"] }))
    .violations.map((v) => `${v.id}: ${v.nodes.slice(0, 3).map((n) => n.html).join(" | ")}`), wcag);
  assert.deepEqual(violations, [], `${what} at ${page.viewportSize().width}`);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(wide <= 0, `${what}: ${wide} pixels wider than the screen`);
}

// Tab until the element with this id has the focus.
async function tabTo(page, id) {
  for (let i = 0; i < 400; i++) {
    if (await page.evaluate((wanted) => document.activeElement.id === wanted, id)) return;
    await page.keyboard.press("Tab");
  }
  assert.fail(`Tab never reaches ${id}`);
}

async function tabToButton(page, text) {
  for (let i = 0; i < 400; i++) {
    if (await page.evaluate((wanted) => document.activeElement.tagName === "BUTTON" && document.activeElement.textContent.startsWith(wanted), text)) return;
    await page.keyboard.press("Tab");
  }
  assert.fail(`Tab never reaches the button ${text}`);
}

async function press(page, text) {
  await tabToButton(page, text);
  await page.keyboard.press("Enter");
}

async function write(page, id, text) {
  await tabTo(page, id);
  await page.keyboard.press("Control+a");
  await page.keyboard.type(text);
}

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
}

// The summary of errors takes the focus; its link leads to the field.
async function correct(page) {
  await press(page, "Check this record");
  await page.getByRole("alert").waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.className), "summary");
  await judge(page, "a record with an error");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement.id), "in-first_used");
  await page.keyboard.press("Control+a");
  await page.keyboard.type("27/3/2026");
  await press(page, "Check this record");
  assert.match(await page.getByRole("status").textContent(), /Nothing blocks publishing/);
  await press(page, "Back to the list");
}

async function save(page, name) {
  const download = page.waitForEvent("download");
  await press(page, "Save to a file");
  const path = join(folder, name);
  await (await download).saveAs(path);
  return path;
}

function listen(page, wrong) {
  page.on("console", (message) => wrong.push(`console: ${message.text()}`));
  page.on("pageerror", (error) => wrong.push(`error: ${error}`));
  page.on("request", (request) => {
    if (!/^(file|blob|data):/.test(request.url())) wrong.push(`asks for ${request.url()}`);
  });
}

async function journey(context, name) {
  const page = await context.newPage();
  const wrong = [];
  listen(page, wrong);
  await page.goto(`file://${join(folder, "form.html")}`);
  await judge(page, "the empty form");
  await fill(page);
  await judge(page, "a record");
  await correct(page);
  await judge(page, "the list");
  const path = await save(page, name);
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
  assert.deepEqual(draft.body.fields.cost, [{ item: "licence", pounds: 12000 }]);
  assert.deepEqual(draft.body.tools, [{ tool: { kind: "declared", product: "Redactor", supplier: "Example Ltd", version: "2.1" } }]);
  assert.match(run("import", path), /changed draft/);
  run("drafts", "--discard", draft.name);
}

async function checkKept(page, path) {
  await page.reload();
  assert.equal(await page.getByRole("heading", { level: 3, name: /Sample <b>redaction<\/b>/ }).count(), 1);
  assert.equal(await page.locator("h3 b").count(), 0, "what was written is no markup");
  await page.evaluate(() => localStorage.clear());
  await page.reload();
  assert.equal(await page.getByText("There are none yet.").count(), 1);
  await page.getByLabel("Load a file that this form saved").setInputFiles(path);
  await page.getByText("1 records loaded").waitFor();
  await page.getByLabel("Load a file that this form saved").setInputFiles({ name: "other.json", mimeType: "application/json", buffer: Buffer.from("{}") });
  await page.getByText("other.json is no file that this form saved.").waitFor();
  assert.equal(await page.getByRole("heading", { level: 3 }).count(), 1);
}

run("form", "--force", "sussex", "--out", join(folder, "form.html"));
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});
try {
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
} finally {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
}
