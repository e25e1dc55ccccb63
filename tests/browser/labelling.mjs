// A benchmark made in a browser: two people label a table of texts, each by keyboard alone; what they differ on is settled; the draft is
// frozen. Spans are marked without the script, a recording is written down, a picture too. axe finds nothing at 1280 and 390 pixels, nothing is wider
// than the screen, nothing is asked of another host.
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { judge } from "./axe.mjs";

const folder = mkdtempSync(join(tmpdir(), "label-"));
const wrong = [];

function policeai(...words) {
  return execFileSync(process.env.POLICEAI, ["benchmark", ...words], { cwd: folder, encoding: "utf8" });
}

function opened(command, draft, who) {
  return new Promise((resolve, reject) => {
    const program = spawn(process.env.POLICEAI, ["benchmark", command, draft, "--as", who], { cwd: folder, stdio: ["ignore", "pipe", "inherit"] });
    let text = "";
    program.stdout.on("data", (bytes) => {
      text += bytes;
      const found = text.match(/labelling (http:\/\/127\.0\.0\.1:\d+)(\/open\/\w+)/);
      if (found) resolve({ program, address: found[1], link: found[1] + found[2] });
    });
    program.on("exit", (status) => reject(new Error(`${command} ended with ${status}: ${text}`)));
  });
}

function stopped(program) {
  return new Promise((resolve) => {
    program.removeAllListeners("exit");
    program.on("exit", resolve);
    program.kill("SIGTERM");
  });
}

function listen(page, address) {
  page.on("console", (message) => wrong.push(`console: ${message.text()}`));
  page.on("pageerror", (error) => wrong.push(`error: ${error}`));
  page.on("request", (request) => {
    if (!request.url().startsWith(`${address}/`)) wrong.push(`asks for ${request.url()}`);
  });
}

async function look(page, name) {
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 900 });
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.ok(wide <= 0, `${name} at ${width}: ${wide} pixels wider than the screen`);
    await judge(page, name);
    if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/label-${name}-${width}.png`, fullPage: true });
  }
}

async function visit(browser, command, draft, who, script, act) {
  const { program, address, link } = await opened(command, draft, who);
  const context = await browser.newContext();
  const page = await context.newPage();
  if (!script) await page.route("**/keys.js", (route) => route.fulfill({ contentType: "text/javascript", body: "" }));
  try {
    listen(page, address);
    await page.goto(link);
    await act(page, address);
    const again = await context.request.get(link);
    assert.equal(again.status(), 403, "a link is good once");
  } finally {
    await context.close();
    assert.equal(await stopped(program), 0);
  }
}

const texts = ["My bike was stolen.", "The bins were not emptied.", "Someone broke my window.", "What time do you open?"];

async function classify(browser) {
  writeFileSync(join(folder, "calls.csv"), `text\n${texts.map((text) => `"${text}"`).join("\n")}\n`);
  policeai("new", "calls", "--task", "text-classification", "--from", "calls.csv", "--labels", "crime,council,enquiry");
  policeai("sample", "calls", "--seed", "1");
  const right = { [texts[0]]: "2", [texts[1]]: "1", [texts[2]]: "2", [texts[3]]: "3" }; // council, crime, enquiry
  for (const who of ["first", "second"]) {
    await visit(browser, "label", "calls", who, true, async (page) => {
      for (let i = 0; i < texts.length; i++) {
        const text = await page.textContent(".app-text");
        if (who === "first" && i === 3) await look(page, "choose");
        assert.equal((await page.content()).includes("labels/"), false);
        const key = who === "second" && text === texts[2] ? "1" : right[text]; // they differ on the window
        await Promise.all([page.waitForNavigation(), page.keyboard.press(key)]);
      }
      assert.match(await page.textContent("main"), /all 4 items/);
      if (who === "first") await look(page, "done");
    });
  }
  assert.throws(() => policeai("freeze", "calls", "--to", "frozen"), /the labels of 1 of 4 items differ/);
  assert.match(policeai("check", "calls"), /0 missing, 1 differ, 3 agree, 0 settled\nagreement: Cohen's kappa 0\.\d+ \(no interval/);
  await visit(browser, "adjudicate", "calls", "third", true, async (page) => {
    const main = await page.textContent("main");
    assert.ok(main.includes(texts[2]) && main.includes("council") && main.includes("crime"));
    assert.ok(!/first|second/.test(main), "no names");
    await look(page, "settle");
    const side = page.locator(".govuk-grid-column-one-half", { hasText: "crime" });
    await Promise.all([page.waitForNavigation(), side.getByRole("button").click()]);
    assert.match(await page.textContent("main"), /one difference is settled/);
  });
  assert.match(policeai("freeze", "calls", "--to", "frozen"), /0 dev and 4 test items\ndigest [0-9a-f]{64}/);
  const rows = readFileSync(join(folder, "frozen/items.jsonl"), "utf8").trim().split("\n").map((line) => JSON.parse(line));
  assert.deepEqual(rows.map((row) => row.expected.label), ["crime", "council", "crime", "enquiry"]);
  assert.throws(() => policeai("sample", "calls", "--seed", "2"), /is frozen as version 1/);
}

async function mark(browser) {
  mkdirSync(join(folder, "notes"));
  writeFileSync(join(folder, "notes/a.txt"), "Zoë Smith's van, seen by PC Jane Harris.\nTel: 07700 900123.\n");
  policeai("new", "spans", "--task", "text-redaction", "--from", "notes", "--labels", "PERSON,PHONE", "--labellers", "1");
  policeai("sample", "spans");
  await visit(browser, "label", "spans", "only", false, async (page) => {
    for (const [words, kind] of [[["Zoë", "Smith"], "1 PERSON"], [["van"], "1 PERSON"], [["07700", "900123"], "2 PHONE"]]) {
      for (const word of words) await page.getByLabel(word, { exact: true }).check();
      await page.getByRole("button", { name: kind, exact: true }).click();
    }
    await page.getByRole("button", { name: "Remove the mark PERSON: van" }).click();
    await page.getByLabel("Jane", { exact: true }).check();
    await page.getByLabel("Harris", { exact: true }).check();
    await page.getByRole("button", { name: "1 PERSON", exact: true }).click();
    await look(page, "marks");
    await page.getByRole("button", { name: "Save and go on" }).click();
    assert.match(await page.textContent("main"), /labelled the one item/);
  });
  policeai("freeze", "spans", "--to", "marked");
  const row = JSON.parse(readFileSync(join(folder, "marked/items.jsonl"), "utf8"));
  assert.deepEqual(row.expected.spans, [
    { start: 0, end: 9, label: "PERSON" }, { start: 28, end: 39, label: "PERSON" }, { start: 46, end: 58, label: "PHONE" }]);
}

// A second of silence: WAV, 16 kHz, 16 bit, one channel.
function silence() {
  const bytes = Buffer.alloc(44 + 32000);
  bytes.write("RIFF", 0); bytes.writeUInt32LE(36 + 32000, 4); bytes.write("WAVEfmt ", 8);
  bytes.writeUInt32LE(16, 16); bytes.writeUInt16LE(1, 20); bytes.writeUInt16LE(1, 22);
  bytes.writeUInt32LE(16000, 24); bytes.writeUInt32LE(32000, 28); bytes.writeUInt16LE(2, 32); bytes.writeUInt16LE(16, 34);
  bytes.write("data", 36); bytes.writeUInt32LE(32000, 40);
  return bytes;
}

async function write(browser) {
  mkdirSync(join(folder, "sound"));
  writeFileSync(join(folder, "sound/a.wav"), silence());
  policeai("new", "speech", "--task", "transcription", "--from", "sound", "--labellers", "1");
  policeai("sample", "speech");
  await visit(browser, "label", "speech", "only", true, async (page) => {
    const seconds = await page.evaluate(async () => {
      const audio = document.querySelector("audio");
      if (audio.readyState < 1) await new Promise((resolve) => audio.addEventListener("loadedmetadata", resolve));
      return audio.duration;
    });
    assert.equal(seconds, 1);
    await look(page, "write");
    await page.getByRole("button", { name: "Save and go on" }).click();
    assert.match(await page.textContent("main"), /nothing is written/);
    assert.equal(wrong.splice(0).length, 1); // the browser notes the refusal
    await page.getByRole("link", { name: "Back to the item" }).click();
    await page.getByLabel("What is said, word for word").fill("nothing but noise");
    await page.getByRole("button", { name: "Save and go on" }).click();
    assert.match(await page.textContent("main"), /labelled the one item/);
  });
  policeai("freeze", "speech", "--to", "heard");
  assert.equal(JSON.parse(readFileSync(join(folder, "heard/items.jsonl"), "utf8")).expected.text, "nothing but noise");
}

async function read(browser) {
  mkdirSync(join(folder, "pictures"));
  copyFileSync(new URL("../../benchmarks/ocr-synthetic/pages/note-05-clean.png", import.meta.url), join(folder, "pictures/a.png"));
  policeai("new", "papers", "--task", "ocr", "--from", "pictures", "--labellers", "1");
  policeai("sample", "papers");
  await visit(browser, "label", "papers", "only", true, async (page) => {
    const width = await page.evaluate(async () => {
      const picture = document.querySelector("img.app-picture");
      await picture.decode();
      return picture.naturalWidth;
    });
    assert.ok(width > 100, `the picture is ${width} pixels wide`);
    assert.equal(await page.locator("audio").count(), 0);
    await look(page, "read");
    await page.getByLabel("What is written in the picture, line by line").fill("Moved M70-7208\nto bay 22");
    await page.getByRole("button", { name: "Save and go on" }).click();
    assert.match(await page.textContent("main"), /labelled the one item/);
  });
  policeai("freeze", "papers", "--to", "read");
  const written = JSON.parse(readFileSync(join(folder, "read/items.jsonl"), "utf8")).expected.text;
  assert.deepEqual(written.split(/\r?\n/), ["Moved M70-7208", "to bay 22"]); // a form ends lines in both ways
}

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync"],
});
try {
  await classify(browser);
  await mark(browser);
  await write(browser);
  await read(browser);
  assert.deepEqual(wrong, []);
  console.log("two people labelled, what differed was settled, four benchmarks were frozen");
} finally {
  await browser.close();
  rmSync(folder, { recursive: true });
}
