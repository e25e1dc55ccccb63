// The form for forces, by keyboard alone: what the tests of it share.
import assert from "node:assert/strict";
import { chromium } from "playwright-core";
import { judge } from "./axe.mjs";

// axe finds nothing, nothing is wider than the screen.
export async function sound(page, what) {
  await judge(page, what);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(wide <= 0, `${what}: ${wide} pixels wider than the screen`);
}

// Tab until the element with this id has the focus.
export async function tabTo(page, id) {
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

export async function press(page, text) {
  await tabToButton(page, text);
  await page.keyboard.press("Enter");
}

export async function write(page, id, text) {
  await tabTo(page, id);
  await page.keyboard.press("Control+a");
  await page.keyboard.type(text);
}

// What the button "Save to a file" saves, under this path.
export async function saveTo(page, path) {
  const download = page.waitForEvent("download");
  await press(page, "Save to a file");
  await (await download).saveAs(path);
  return path;
}

// Gathers what a page opened from a file must not do.
export function listen(page, wrong) {
  page.on("console", (message) => wrong.push(`console: ${message.text()}`));
  page.on("pageerror", (error) => wrong.push(`error: ${error}`));
  page.on("request", (request) => {
    if (!/^(file|blob|data):/.test(request.url())) wrong.push(`asks for ${request.url()}`);
  });
}

export async function withBrowser(work) {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
      "--disable-component-update", "--disable-sync"],
  });
  try {
    return await work(browser);
  } finally {
    await browser.close();
  }
}
