// A benchmark made in a browser: two people label a table of texts, each by keyboard alone; what they differ on is settled; the draft is
// frozen. Spans are marked without the script, a recording is written down, a picture too, pairs of texts and of pictures are compared. axe finds nothing at 1280 and 390 pixels, nothing is wider
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

// Pairs of texts: two people by keyboard, one unsure and with a remark; whoever settles sees both, cannot take "unsure", and says it.
async function compare(browser) {
  writeFileSync(join(folder, "listings.csv"), [
    "left.title,left.price,right.title,right.colour,shop",
    "Mountain bike with 21 gears,240,blue mtb 21 speed,blue,a",
    "Gold ring,,Silver ring with a rather long description of what is engraved inside it,silver,b",
    "Phone,90,Phone,,a", ""].join("\n"));
  policeai("new", "listings", "--task", "item-matching", "--from", "listings.csv", "--groups", "shop");
  policeai("sample", "listings", "--seed", "1");
  for (const who of ["first", "second"]) {
    await visit(browser, "label", "listings", who, true, async (page) => {
      for (let i = 0; i < 3; i++) {
        const text = await page.textContent("table");
        if (who === "first" && text.includes("Gold")) await look(page, "compare");
        const bike = text.includes("Mountain");
        if (who === "second" && bike) {
          await page.getByText("Say something about this item").click();
          await page.getByLabel("A remark").fill("21 gears in both,\nno serial number");
          await page.locator("h1").click(); // keys are for buttons again
          await page.evaluate(() => document.activeElement.blur());
        }
        const key = bike ? (who === "second" ? "3" : "1") : text.includes("Gold") ? "2" : "1";
        await Promise.all([page.waitForNavigation(), page.keyboard.press(key)]);
      }
      assert.match(await page.textContent("main"), /all 3 items/);
      await page.goto(new URL("/?at=1", page.url()).href);
      assert.equal(await page.locator("button:not(.govuk-button--secondary)[name=match]").count(), 1, "the answer is shown");
    });
  }
  assert.match(policeai("check", "listings"), /0 missing, 1 differ, 2 agree, 0 settled\nagreement: Cohen's kappa/);
  assert.throws(() => policeai("freeze", "listings", "--to", "matched"), /the labels of 1 of 3 items differ/);
  await visit(browser, "adjudicate", "listings", "third", true, async (page) => {
    const main = await page.textContent("main");
    assert.ok(main.includes("Unsure") && main.includes("no serial number") && !/first|second/.test(main), main);
    assert.equal(await page.getByRole("button", { name: /^Take answer/ }).count(), 1, "unsure cannot be taken");
    assert.equal(await page.locator("button[value=unsure]").count(), 0);
    await look(page, "compare-settle");
    for (const name of ["match", "take"]) { // by a form of somebody's own
      await page.evaluate((of) => {
        const button = document.querySelector(`button[name=${of}]`);
        button.value = of === "match" ? "unsure" : String(3 - Number(button.value));
      }, name);
      await Promise.all([page.waitForNavigation(), page.locator(`button[name=${name}]`).first().click()]);
      assert.match(await page.textContent("main"), /it was not said whether both are the same/);
      assert.equal(wrong.splice(0).length, 1); // the browser notes the refusal
      await page.getByRole("link", { name: "Back to the item" }).click();
    }
    await Promise.all([page.waitForNavigation(), page.getByRole("button", { name: /The same/ }).click()]);
    assert.match(await page.textContent("main"), /one difference is settled/);
  });
  assert.match(policeai("freeze", "listings", "--to", "matched"), /0 dev and 3 test items/);
  const rows = readFileSync(join(folder, "matched/items.jsonl"), "utf8").trim().split("\n").map((line) => JSON.parse(line));
  assert.deepEqual(rows.map((row) => row.expected), [{ match: "yes" }, { match: "no" }, { match: "yes" }]);
  assert.deepEqual(rows[0].input, {
    left: { title: "Mountain bike with 21 gears", price: "240" }, right: { title: "blue mtb 21 speed", colour: "blue" } });
}

// Pairs of pictures, beside each other at any width, by number and never by name.
async function comparePictures(browser) {
  mkdirSync(join(folder, "faces/s1"), { recursive: true });
  for (const [name, from] of [["s1/a.png", "note-05-clean.png"], ["b.png", "note-05-blur.png"]]) {
    copyFileSync(new URL(`../../benchmarks/ocr-synthetic/pages/${from}`, import.meta.url), join(folder, "faces", name));
  }
  writeFileSync(join(folder, "faces/pairs.csv"), "left.file,right.file\ns1/a.png,b.png\nb.png,b.png\n");
  policeai("new", "copies", "--task", "image-matching", "--from", "faces/pairs.csv", "--labellers", "1");
  policeai("sample", "copies");
  await visit(browser, "label", "copies", "only", true, async (page) => {
    const boxes = await page.evaluate(async () => {
      const pictures = [...document.querySelectorAll("img.app-picture")];
      await Promise.all(pictures.map((picture) => picture.decode()));
      return pictures.map((picture) => ({ alt: picture.alt, top: picture.getBoundingClientRect().top }));
    });
    assert.equal(boxes.length, 2);
    assert.ok(boxes[0].alt !== boxes[1].alt && boxes.every(({ alt }) => /^The (first|second) picture/.test(alt)));
    assert.equal((await page.content()).includes(".png"), false, "no names of files");
    await look(page, "copies");
    const tops = await page.evaluate(() => [...document.querySelectorAll("img.app-picture")].map((p) => p.getBoundingClientRect().top));
    assert.equal(tops[0], tops[1], "beside each other at 390 pixels too");
    for (const key of ["2", "1"]) await Promise.all([page.waitForNavigation(), page.keyboard.press(key)]);
    assert.match(await page.textContent("main"), /all 2 items/);
  });
  policeai("freeze", "copies", "--to", "copied");
  const listed = JSON.parse(readFileSync(join(folder, "copied/benchmark.json"), "utf8")).files.map(({ path }) => path);
  assert.deepEqual(listed, ["files/b.png", "files/s1/a.png", "items.jsonl"]);
}

// Labels in the order that was given, each with what it means; a remark is seen by whoever settles.
async function define(browser) {
  writeFileSync(join(folder, "kinds.tsv"), "urgent\tSomebody is in danger now.\ncrime\tAn offence was committed, whoever tells of it.\nother\n");
  policeai("new", "defined", "--task", "text-classification", "--from", "calls.csv", "--labels-from", "kinds.tsv", "--labels-as-given");
  policeai("sample", "defined", "--test", "1", "--seed", "1");
  for (const [who, key] of [["first", "1"], ["second", "2"]]) {
    await visit(browser, "label", "defined", who, true, async (page) => {
      assert.deepEqual(await page.locator("button[name=label]").allTextContents(), ["1 urgent", "2 crime", "3 other"]);
      assert.ok((await page.textContent("details dl")).includes("Somebody is in danger now."));
      await page.getByText("Say something about this item").click();
      await page.getByLabel("A remark").fill(`thought of ${key}`);
      if (who === "first") await look(page, "define");
      await page.evaluate(() => document.activeElement.blur());
      await Promise.all([page.waitForNavigation(), page.keyboard.press(key)]);
    });
  }
  await visit(browser, "adjudicate", "defined", "third", true, async (page) => {
    const side = page.locator(".govuk-grid-column-one-half", { hasText: "crime" });
    assert.ok((await side.textContent()).includes("thought of 2"));
    assert.equal((await side.textContent()).includes("thought of 1"), false);
    await look(page, "define-settle");
    await Promise.all([page.waitForNavigation(), side.getByRole("button").click()]);
  });
  policeai("freeze", "defined", "--to", "meant");
  const made = JSON.parse(readFileSync(join(folder, "meant/benchmark.json"), "utf8"));
  assert.deepEqual(made.definitions, { crime: "An offence was committed, whoever tells of it.", urgent: "Somebody is in danger now." });
  assert.equal(readFileSync(join(folder, "meant/items.jsonl"), "utf8").includes("thought of"), false, "remarks stay behind");
  assert.deepEqual(JSON.parse(readFileSync(join(folder, "meant/items.jsonl"), "utf8")).input.labels, ["crime", "other", "urgent"]);
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
  await compare(browser);
  await comparePictures(browser);
  await define(browser);
  assert.deepEqual(wrong, []);
  console.log("two people labelled, what differed was settled, seven benchmarks were frozen");
} finally {
  await browser.close();
  rmSync(folder, { recursive: true });
}
