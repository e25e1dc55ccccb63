// The desk in a browser: axe finds nothing at 1280 and 390 pixels, nothing is wider than the screen, nothing is asked of another
// host; a case goes from its folder to its hand-over by keyboard alone; two officers who decide at once are told.
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { judge } from "./axe.mjs";

const statement = `Statement of John Smith, born 12/03/1981, of 14 Acacia Avenue, Leeds LS1 4DY.
I spoke to Mr Smith on 07700 900123. Smith's van, plate AB12 CDE, stood outside.
PC 4521 Jane Harris arrived. J. Smith was calm.
Later john smith said nothing more. Crime reference 12/345678/26.
`;

function started(desk) {
  return new Promise((resolve, reject) => {
    let text = "";
    desk.stdout.on("data", (bytes) => {
      text += bytes;
      const found = text.match(/desk (http:\/\/127\.0\.0\.1:\d+)(\/open\/\w+)/);
      if (found) resolve({ address: found[1], link: found[1] + found[2] });
    });
    desk.on("exit", (status) => reject(new Error(`the desk ended with ${status}: ${text}`)));
  });
}

async function until(page, path, words) {
  for (let i = 0; i < 300; i++) {
    await page.goto(path);
    if ((await page.textContent("main")).includes(words)) return;
    await page.waitForTimeout(200);
  }
  assert.fail(`${path} never says "${words}"`);
}

function listen(page, address, wrong) {
  page.on("console", (message) => wrong.push(`console: ${message.text()}`));
  page.on("pageerror", (error) => wrong.push(`error: ${error}`));
  page.on("request", (request) => {
    if (!request.url().startsWith(`${address}/`)) wrong.push(`asks for ${request.url()}`);
  });
}

async function checkPages(page, address, paths) {
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 900 });
    for (const path of paths) {
      const answer = await page.goto(address + path);
      assert.equal(answer.status(), 200, path);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.ok(wide <= 0, `${path} at ${width}: ${wide} pixels wider than the screen`);
      await judge(page, path);
      if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/${path.replaceAll("/", "_")}-${width}.png`, fullPage: true });
    }
  }
}

// From "who are you" to the first decision and its undo, with no pointer.
async function byKeyboard(page, link) {
  await page.goto(link);
  assert.ok(page.url().endsWith("/name"));
  await page.focus("#who");
  await page.keyboard.type("Ann");
  await page.keyboard.press("Tab");
  await page.keyboard.type("DC");
  await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
  const root = new URL(link).origin;
  await until(page, root, "2 files were read");
  await page.goto(`${root}/doubts`);
  const open = async () => Number((await page.textContent("h1")).match(/\d+/)[0]);
  const before = await open();
  const press = (key) => Promise.all([page.waitForNavigation(), page.keyboard.press(key)]);
  await press("r");
  assert.equal(await open(), before - 1);
  await press("u");
  assert.equal(await open(), before);
  await press("n");
  assert.ok(page.url().endsWith("skip=1"));
  await page.goto(`${root}/doubts`);
  await press("R");
  assert.ok((await open()) < before);
}

// Both see the same doubt; the second to press is told of the first, and nothing of theirs is written.
async function twoOfficers(browser, page, address) {
  await page.goto(`${address}/link`);
  const link = await page.textContent("code");
  const other = await (await browser.newContext()).newPage();
  await other.goto(link);
  await other.fill("#who", "Bob");
  await Promise.all([other.waitForNavigation(), other.click("main button")]);
  await page.goto(`${address}/doubts`);
  await other.goto(`${address}/doubts`);
  await Promise.all([page.waitForNavigation(), page.keyboard.press("k")]);
  const [answer] = await Promise.all([other.waitForNavigation(), other.keyboard.press("r")]);
  assert.equal(answer.status(), 409);
  assert.match(await other.textContent("main"), /Ann decided about this meanwhile: keep/);
  await judge(other, "a conflict");
}

// A PDF of one page of 595 by 842 points. SOURCE: ISO 32000-1, 7.5.
function letter(lines) {
  const text = `BT /F 12 Tf 20 TL 72 760 Td ${lines.map((line) => `(${line}) Tj T*`).join("\n")} ET`;
  const objects = ["<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
    "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
    `<</Length ${text.length}>>stream\n${text}\nendstream`, "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"];
  let pdf = "%PDF-1.4\n";
  const at = objects.map((body, i) => {
    const start = pdf.length;
    pdf += `${i + 1} 0 obj${body}endobj\n`;
    return String(start).padStart(10, "0");
  });
  const table = pdf.length;
  return `${pdf}xref\n0 6\n0000000000 65535 f \n${at.map((start) => `${start} 00000 n \n`).join("")}trailer<</Size 6/Root 1 0 R>>\nstartxref\n${table}\n%%EOF\n`;
}

// Marks lie over the picture as links that the keyboard reaches; a rectangle drawn over it fills in its sides; a line is hidden
// without any script; words typed in are hidden wherever they stand.
async function documentPage(browser, page, address, path) {
  await page.goto(address + path);
  await page.waitForSelector("svg.app-page");
  const first = page.locator("svg.app-page a").first();
  await first.focus();
  assert.ok(await first.evaluate((link) => link.matches(":focus")));
  const mark = await first.getAttribute("href");
  await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
  assert.ok(page.url().endsWith(mark));
  await page.goto(address + path);
  const box = await page.locator("svg.app-page").boundingBox();
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.75, box.y + box.height * 0.75);
  await page.mouse.up();
  const sides = await Promise.all(["#left", "#top", "#right", "#bottom"].map((id) => page.inputValue(id)));
  for (const [i, wanted] of [297, 421, 446, 632].entries()) {
    assert.ok(Math.abs(Number(sides[i]) - wanted) <= 4, `side ${i}: ${sides[i]}, drawn at ${wanted}`);
  }
  await Promise.all([page.waitForNavigation(), page.click("form[action='/region'] button")]);
  const context = await browser.newContext({ javaScriptEnabled: false, storageState: await page.context().storageState() });
  const plain = await context.newPage();
  await plain.goto(address + path);
  await plain.selectOption("#line", { label: "3: The third line goes." });
  await Promise.all([plain.waitForNavigation(), plain.click("form[action='/region'] button")]);
  await plain.fill("#words", "cedar mill");
  await Promise.all([plain.waitForNavigation(), plain.click("form[action='/mark'] button")]);
  assert.match(await plain.textContent("h1"), /A mark/);
}

// Words kept in one place and hidden in another are told of; somebody says that it is meant so.
async function differences(page, address) {
  await page.goto(`${address}/files/3`);
  await Promise.all([page.waitForNavigation(), page.locator(".app-mark", { hasText: "John Smith" }).first().click()]);
  await Promise.all([page.waitForNavigation(), page.keyboard.press("k")]);
  await page.goto(`${address}/differences`);
  const forms = page.locator("form[action='/differences'] button");
  const before = await forms.count();
  assert.ok(before > 0);
  await judge(page, "differences");
  await Promise.all([page.waitForNavigation(), forms.first().click()]);
  assert.equal(await forms.count(), before - 1);
}

async function handOver(page, address, folder) {
  await page.goto(`${address}/hand-over`);
  await page.fill("#role", "DC");
  await page.fill("#reason", "court at nine");
  await Promise.all([page.waitForNavigation(), page.click("main button")]);
  await until(page, `${address}/hand-over`, "0001-prosecutor");
  const made = join(folder, "policeai-case/handover/0001-prosecutor");
  assert.match(readFileSync(join(made, "cover-sheet.txt"), "utf8"), /court at nine/);
  const redacted = readFileSync(join(made, "files/statement.txt.redacted.txt"), "utf8");
  assert.ok(!redacted.includes("07700"), redacted);
  assert.equal(readFileSync(join(folder, "statement.txt"), "utf8"), statement);
  assert.ok(existsSync(join(made, "log.csv")));
  const text = execFileSync("pdftotext", ["-layout", join(made, "files/letter.pdf.redacted.pdf"), "-"], { encoding: "utf8" });
  assert.match(text, /plainly/);
  assert.doesNotMatch(text, /Mary|900456|cedar|third/i);
}

async function withoutScript(browser, page, address) {
  const state = await page.context().storageState();
  const context = await browser.newContext({ javaScriptEnabled: false, storageState: state });
  const plain = await context.newPage();
  await plain.goto(`${address}/cast`);
  await plain.selectOption("main select >> nth=0", "witness");
  await Promise.all([plain.waitForNavigation(), plain.click("form[action='/role'] button >> nth=0")]);
  assert.equal(await plain.inputValue("main select >> nth=0"), "witness");
}

const folder = mkdtempSync(join(tmpdir(), "policeai-desk-"));
writeFileSync(join(folder, "statement.txt"), statement);
writeFileSync(join(folder, "scan.pdf"), "%PDF-1.7\n");
writeFileSync(join(folder, "letter.pdf"), letter(["Letter of Mary Jones, telephone 07700 900456.", "She met John Smith plainly at the Cedar Mill.",
  "The third line goes."]));
const desk = spawn(process.env.POLICEAI, ["desk", folder], { stdio: ["ignore", "pipe", "inherit"] });
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync"],
});
try {
  const { address, link } = await started(desk);
  const wrong = [];
  const page = await browser.newPage();
  await byKeyboard(page, link);
  listen(page, address, wrong);
  await checkPages(page, address, ["/", "/name", "/link", "/cast", "/doubts", "/marks/1", "/files/2", "/files/1", "/files/3", "/differences",
    "/hand-over"]);
  assert.deepEqual(wrong, []);
  await documentPage(browser, page, address, "/files/1");
  await twoOfficers(browser, page, address);
  await differences(page, address);
  await withoutScript(browser, page, address);
  await handOver(page, address, folder);
} finally {
  await browser.close();
  const ended = new Promise((resolve) => desk.on("exit", resolve));
  if (desk.exitCode === null) {
    desk.kill("SIGINT");
    await ended;
  }
  rmSync(folder, { recursive: true, force: true });
}
