// Time alone changes a page: a server whose clock crosses the end of a decision, and one whose clock crosses that of evidence,
// between two requests of the same browser. What the browser and the server keep of the page is not shown beyond that end.
import assert from "node:assert/strict";
import { withBrowser } from "./keyboard.mjs";
import { serve } from "./site.mjs";
import { faces, withWorld } from "./reader.mjs";

const ahead = 20000; // milliseconds before the end at which the first page is asked for, at the latest

const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

// A server whose clock comes to `end` (milliseconds since 1970) in less than twenty seconds.
async function crosses(browser, data, end, path, before, after) {
  const shift = Math.round((end - Date.now() - ahead) / 1000);
  const now = () => Date.now() + shift * 1000;
  const env = { ...process.env, LD_PRELOAD: process.env.SHIFTED_CLOCK, CLOCK_SHIFT: String(shift) };
  await serve(data, async (address) => {
    const page = await (await browser.newContext()).newPage();
    const text = async () => (await page.evaluate(() => document.querySelector("main").innerText)).replace(/\s+/g, " ");
    const first = await page.goto(address + path);
    const seen = await text();
    assert.ok(now() < end, "the first page came too late to be one of before");
    assert.ok(seen.includes(before), `${path} does not say ${before}: ${seen}`);
    assert.ok(!seen.includes(after), `${path} says ${after} too early`);
    const kept = Number(/max-age=(\d+)/.exec(first.headers()["cache-control"])[1]);
    assert.ok(kept * 1000 <= end - now() + 5000, `may be kept for ${kept} s`);
    const tag = first.headers().etag;
    while (now() < end + 1000) await sleep(250);
    const again = await fetch(address + path, { headers: { "If-None-Match": tag } });
    assert.equal(again.status, 200);
    await page.goto("about:blank");
    await page.goto(address + path);
    assert.ok((await text()).includes(after), `${path} does not say ${after}`);
  }, env);
}

await withWorld(async ({ data }) => {
  let evidence;
  await serve(data, async (address) => {
    evidence = (await (await fetch(`${address}/tools/redact-text.json`)).json()).evidence[0];
  });
  await withBrowser(async (browser) => {
    // the evidence first: the clock of a log never goes back
    const ends = [
      [Date.parse("2027-03-01T00:00:00Z"), faces, "It holds until 1 March 2027.", "Lapsed on 1 March 2027."],
      [Date.parse(evidence.valid_until), `/evidence/${evidence.envelope}`, "Current until", "Lapsed on"],
    ].sort((a, b) => a[0] - b[0]);
    for (const [end, path, before, after] of ends) await crosses(browser, data, end, path, before, after);
  });
  console.log("the same page said something else when its time had come");
});
