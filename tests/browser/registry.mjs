// The registry in a browser, by keyboard alone: somebody on a phone finds what their force uses; a journalist what changed,
// the feed and the files; a defence lawyer the way from a use over its evidence to a proof. axe finds nothing on any page on
// the way, nothing is wider than a phone's screen.
import assert from "node:assert/strict";
import { judge } from "./axe.mjs";
import { withSite } from "./site.mjs";

let held = 0;
const judged = new Set();

// Once for each address and width: axe sees the page with everything folded out, whichever way one came.
async function sound(page) {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(wide <= 0, `${page.url()}: ${wide} pixels wider than the screen`);
  const seen = `${page.url()} ${page.viewportSize().width}`;
  if (judged.has(seen)) return;
  judged.add(seen);
  held += await judge(page, page.url());
  await page.reload();
}

// Presses Tab until what has the focus says `name`.
async function tabTo(page, name) {
  for (let i = 0; i < 600; i++) {
    await page.keyboard.press("Tab");
    const text = await page.evaluate(() => {
      const focused = document.activeElement;
      return (focused.matches("select, input") ? focused.id : focused.innerText || "").replace(/\s+/g, " ").trim();
    });
    if (text === name || text.startsWith(`${name} `)) return;
  }
  assert.fail(`${page.url()}: Tab never reaches "${name}"`);
}

async function follow(page, name) {
  await tabTo(page, name);
  await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
  await sound(page);
}

const text = (page) => page.evaluate(() => document.body.innerText);

async function citizen(browser, address) {
  const page = await (await browser.newContext({ viewport: { width: 390, height: 800 } })).newPage();
  await page.goto(address);
  await sound(page);
  await follow(page, "Find your police force");
  await follow(page, "North Sample Police");
  assert.match(await text(page), /AI tools it uses/);
  await follow(page, "Sample live facial recognition");
  assert.match(await text(page), /An officer looks at each alert/);
  await tabTo(page, "Why, and how to ask for it");
  await page.keyboard.press("Enter");
  assert.match(await text(page), /Freedom of Information Act 2000: please send me/);
}

async function journalist(browser, address) {
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 900 } })).newPage();
  await page.goto(`${address}/deployments`);
  await tabTo(page, "Filter by force, use, stage, evidence or risk");
  await page.keyboard.press("Enter");
  await tabTo(page, "risk");
  await page.keyboard.type("High");
  await follow(page, "Show");
  assert.match(await text(page), /1 use, number 1 to 1/);
  await follow(page, "Sample live facial recognition");
  await follow(page, "All 2 versions that were published, and what changed");
  await follow(page, "What changed in version 2");
  assert.match(await text(page), /stations were added/);
  await follow(page, "Downloads and feeds");
  const feed = await fetch(`${address}/feeds/all.atom`);
  assert.match(feed.headers.get("content-type"), /application\/atom\+xml/);
  const entries = await page.evaluate((xml) => new DOMParser().parseFromString(xml, "application/xml").querySelectorAll("feed > entry").length, await feed.text());
  assert.ok(entries >= 10, `${entries} entries`);
  const csv = await (await fetch(`${address}/downloads/uses.csv`)).text();
  assert.match(csv, /Sample live facial recognition/);
  await page.goto(`${address}/search?q=facail`);
  await sound(page);
  await follow(page, "facial");
  assert.match(await text(page), /Sample live facial recognition/);
}

async function lawyer(browser, address) {
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 900 } })).newPage();
  await page.goto(`${address}/deployments/22222222222222222222222222222222`);
  await sound(page);
  assert.match(await text(page), /Report missing/);
  await follow(page, "Period");
  assert.match(await text(page), /412 of 3,900/);
  const proof = await page.getByRole("link", { name: /proof/ }).first().getAttribute("href");
  const envelope = await page.locator("a[href^='/evidence/']").first().getAttribute("href");
  await page.goto(address + envelope);
  await sound(page);
  assert.match(await text(page), /Check it yourself/);
  const answer = await fetch(address + proof);
  assert.equal(answer.status, 200);
  assert.match(await answer.text(), /^c2sp\.org\/tlog-proof@v1\n/);
}

// Pages no journey passes, at both widths.
async function others(browser, address) {
  const faces = "/deployments/11111111111111111111111111111111";
  const model = await (await fetch(`${address}${faces}.json`)).json();
  const paths = [faces, `${faces}/versions`, `${faces}/versions/${model.versions[0].pair}`, `/products/${model.deployment.tools[0].digest}`, "/deployments", "/forces", "/notices", "/notices/88888888888888888888888888888888", "/statistics", "/downloads", "/compare?tool=redact-text",
    "/operations/66666666666666666666666666666666", "/forces/sample-east", "/search?q=sample"];
  for (const width of [1280, 390]) {
    const page = await (await browser.newContext({ viewport: { width, height: 900 } })).newPage();
    for (const path of paths) {
      const answer = await page.goto(address + path);
      assert.equal(answer.status(), 200, path);
      await sound(page);
    }
  }
}

await withSite(async (browser, address) => {
  await citizen(browser, address);
  await journalist(browser, address);
  await lawyer(browser, address);
  await others(browser, address);
  console.log(`three journeys by keyboard: no violation; ${held} rules held`);
}, true);
