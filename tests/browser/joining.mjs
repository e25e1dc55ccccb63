// A force joins the register, by keyboard alone: its AI lead fills in the form from a file on a phone's width and on a desk's,
// the centre takes it in and publishes it in the force's name, not yet confirmed; the force says the same with its own key, and
// the public page shows it confirmed; its chief officer reads the paper, decides against the gate with a reason, and the public
// reads decision, conditions, reason and end.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { listen, press, saveTo, sound, tabTo, withBrowser, write } from "./keyboard.mjs";
import { serve } from "./site.mjs";

const folder = mkdtempSync(join(tmpdir(), "policeai-joining-"));
const centre = join(folder, "centre");
const force = join(folder, "force");
const picture = (page, name) => (process.env.SCREENSHOTS ? page.screenshot({ path: `${process.env.SCREENSHOTS}/joining-${name}.png`, fullPage: true }) : null);

function run(data, ...words) {
  return execFileSync(process.env.POLICEAI, [...words, "--data", data], { encoding: "utf8", stdio: "pipe" });
}

// Signs what waits.
function send(data, told) {
  run(data, "outbox", "send", /as number (\d+)/.exec(told)[1]);
}

const keyOf = (data) => JSON.parse(run(data, "key", "list", "--json")).find((key) => key.use === "statement" && key.held === "here").key;

// What is new in one log, to the other.
function carry(from, to, name) {
  const told = JSON.parse(run(from, "exchange", "out", join(folder, name), "--json"));
  return JSON.parse(run(to, "exchange", "in", join(folder, name), "--log-key", told.log_key, "--json"));
}

function found() {
  run(centre, "init", "--authority", "register.invalid/sample", "--organisation", "sample-centre");
  run(force, "init", "--authority", "force.invalid/sample", "--organisation", "sussex");
  run(force, "key", "introduce", keyOf(centre), "--organisation", "sample-centre", "--use", "statement");
  run(centre, "registry", "form", "--force", "sussex", "--out", join(folder, "form.html"));
}

// Half on one day, half on another: what was written is there again.
async function fillIn(browser) {
  const context = await browser.newContext({ viewport: { width: 390, height: 800 }, acceptDownloads: true });
  const page = await context.newPage();
  const wrong = [];
  listen(page, wrong);
  await page.goto(`file://${join(folder, "form.html")}`);
  await sound(page, "the empty form");
  await press(page, "Add: deployment");
  await write(page, "in-name", "Sample redaction of statements");
  await page.close();
  const later = await context.newPage();
  listen(later, wrong);
  await later.goto(`file://${join(folder, "form.html")}`);
  await press(later, "Change Sample redaction");
  await tabTo(later, "in-stage");
  await later.keyboard.type("Pilot");
  await press(later, "Add a row to tools");
  await write(later, "tools-0-supplier", "Example Ltd");
  await write(later, "tools-0-product", "Redactor");
  await write(later, "tools-0-version", "2.1");
  await write(later, "in-summary", "Blacks out names before statements are disclosed.");
  await press(later, "Check this record");
  await sound(later, "a record");
  await picture(later, "form-390");
  await press(later, "Back to the list");
  const saved = await saveTo(later, join(folder, "saved.json"));
  assert.deepEqual(wrong, []);
  await context.close();
  return saved;
}

async function look(browser, address, path, name, words) {
  for (const width of [1280, 390]) {
    const context = await browser.newContext({ viewport: { width, height: 900 } });
    const page = await context.newPage();
    const answer = await page.goto(address + path);
    assert.equal(answer.status(), 200, path);
    const text = (await page.evaluate(() => document.body.innerText)).replace(/\s+/g, " ");
    for (const word of [].concat(words)) assert.match(text, word, `${path} at ${width}`);
    await picture(page, `${name}-${width}`);
    await sound(page, path);
    await context.close();
  }
}

async function reads(browser, path) {
  const context = await browser.newContext({ viewport: { width: 390, height: 900 } });
  const page = await context.newPage();
  const wrong = [];
  listen(page, wrong);
  await page.goto(`file://${path}`);
  assert.match(await page.evaluate(() => document.body.innerText), /Sample redaction of statements/);
  await picture(page, "brief-390");
  await sound(page, "the chief officer's paper");
  assert.deepEqual(wrong, []);
  await context.close();
}

try {
  found();
  await withBrowser(async (browser) => {
    const saved = await fillIn(browser);
    const told = run(centre, "registry", "import", saved);
    assert.match(told, /1 record, 0 things block publishing/);
    const draft = JSON.parse(run(centre, "registry", "drafts", "--show"));
    run(centre, "registry", "check", draft.name);
    send(centre, run(centre, "registry", "publish", draft.name));
    const page = `/deployments/${draft.subject}`;
    await serve(centre, async (address) => {
      await look(browser, address, page, "entered", [/Entered by the centre for Sussex Police, not yet confirmed by it\./, /Blacks out names/]);
      run(centre, "key", "introduce", keyOf(force), "--organisation", "sussex", "--use", "statement");
      assert.equal(carry(centre, force, "to-force").taken, 1);
      send(force, run(force, "registry", "import", saved, "--publish"));
      assert.ok(carry(force, centre, "to-centre").taken >= 1);
      const model = await (await fetch(`${address}${page}.json`)).json();
      assert.equal(JSON.stringify(model).includes("not yet confirmed"), false);
      const open = await browser.newPage();
      await open.goto(address + page);
      const text = await open.evaluate(() => document.body.innerText);
      assert.doesNotMatch(text, /not yet confirmed/);
      await open.close();

      run(centre, "registry", "brief", draft.subject, "--force", "sussex", "--html", join(folder, "brief.html"));
      await reads(browser, join(folder, "brief.html"));
      const decided = ["registry", "decide", draft.subject, "--decision", "proceed with conditions", "--stage", "pilot", "--role",
        "Deputy chief constable", "--conditions", "A person reads each page before it is sent.", "--expires", "2027-06-30"];
      assert.throws(() => run(force, ...decided), /reason/);
      send(force, run(force, ...decided, "--reason", "Sample reason: the pilot is how the evidence is made."));
      assert.ok(carry(force, centre, "decision").taken >= 1);
      await look(browser, address, page, "decided", [/Proceed with conditions/i, /A person reads each page before it is sent\./,
        /Sample reason: the pilot is how the evidence is made\./, /30 June 2027/, /Deputy chief constable/]);
    });
    console.log("a form filled in, entered, confirmed, read and decided on by keyboard");
  });
} finally {
  rmSync(folder, { recursive: true, force: true });
}
