// Every kind of page in a browser: axe finds nothing at 1280 and 390 pixels, nothing is wider than the screen (nor at 320,
// which is 1280 at a zoom of 400%), the policy of the server is not broken and nothing is asked of another host; the keyboard
// reaches what there is.
import assert from "node:assert/strict";
import { judge } from "./axe.mjs";
import { onePageOfEachKind, withSite } from "./site.mjs";

// What the page broke while it was loaded.
function listen(page, address, wrong) {
  page.on("console", (message) => wrong.push(`console: ${message.text()}`));
  page.on("pageerror", (error) => wrong.push(`error: ${error}`));
  page.on("request", (request) => {
    if (!request.url().startsWith(`${address}/`)) wrong.push(`asks for ${request.url()}`);
  });
}

async function checkPage(context, address, path, judged) {
  const page = await context.newPage();
  const wrong = [];
  listen(page, address, wrong);
  const answer = await page.goto(address + path);
  assert.equal(answer.status(), path === "/no-such-page" ? 404 : 200, path);
  const { scripts, wide } = await page.evaluate(() => ({
    scripts: document.scripts.length,
    wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
  }));
  assert.equal(scripts, 0, `${path}: scripts`);
  assert.ok(wide <= 0, `${path}: ${wide} pixels wider than the screen`);
  // The browser itself reports the missing page.
  assert.deepEqual(wrong.filter((line) => !line.includes("404")), [], path);
  const held = judged ? await judge(page, path) : 0;
  await page.close();
  return held;
}

// Tab goes to the skip link first, which leads into the page; a table that scrolls and a summary are reached.
async function checkKeyboard(context, address) {
  const page = await context.newPage();
  await page.goto(`${address}/tools/redact-text`);
  await page.keyboard.press("Tab");
  const focused = () => page.evaluate(() => document.activeElement.className);
  assert.match(await focused(), /govuk-skip-link/);
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement.id), "main-content");
  const seen = new Set();
  for (let i = 0; i < 60; i++) {
    await page.keyboard.press("Tab");
    seen.add((await focused()).split(" ")[0]);
  }
  for (const name of ["govuk-details__summary", "app-scroll"]) assert.ok(seen.has(name), `Tab never reaches ${name}`);
  const details = page.locator("details").first();
  await details.locator("> summary").focus();
  await page.keyboard.press("Enter");
  assert.equal(await details.evaluate((element) => element.open), true);
  await page.close();
}

// A tool's page is short until its lines are opened: a link from the figures in short opens the line it leads to, and on
// paper everything stands open.
async function checkFolds(context, address) {
  const page = await context.newPage();
  await page.goto(`${address}/tools/redact-text`);
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  assert.ok(height < 5000, `/tools/redact-text is ${height} pixels long with all lines closed`);
  const link = page.locator('.app-glance a[href^="#on-"]').first();
  const section = page.locator((await link.getAttribute("href")));
  assert.equal(await section.isVisible(), false);
  await link.focus();
  await page.keyboard.press("Enter");
  await section.waitFor({ state: "visible" });
  await page.reload();
  await page.emulateMedia({ media: "print" });
  const hidden = await page.evaluate(() => [...document.querySelectorAll("section[id^=on-]")].filter((one) => one.getBoundingClientRect().height === 0).length);
  assert.equal(hidden, 0, "sections that are not on paper");
  await page.close();
}

async function checkSearch(context, address) {
  const page = await context.newPage();
  await page.goto(address);
  await page.getByLabel("Search the record").fill("redaction");
  await page.keyboard.press("Enter");
  await page.getByRole("link", { name: "Text redaction by rules" }).click();
  assert.equal(page.url(), `${address}/tools/redact-text`);
  await page.close();
}

await withSite(async (browser, address) => {
  let passes = 0;
  const paths = await onePageOfEachKind(address);
  for (const width of [1280, 390, 320]) {
    const context = await browser.newContext({ viewport: { width, height: 900 }, bypassCSP: false });
    for (const path of paths) passes += await checkPage(context, address, path, width > 320);
    await context.close();
  }
  const context = await browser.newContext();
  await checkKeyboard(context, address);
  await checkFolds(context, address);
  await checkSearch(context, address);
  console.log(`${paths.length} pages at 3 widths: no violation; ${passes} rules held`);
});
