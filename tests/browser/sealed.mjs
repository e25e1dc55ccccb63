// A sealed set and evidence on it in a browser: axe's rules at two widths, nothing wider than the window, and what the pages say of who holds the items.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { judge } from "./axe.mjs";
import { withBrowser } from "./keyboard.mjs";
import { serve } from "./site.mjs";

const { POLICEAI, SEALED_SHOTS } = process.env;
const maker = fileURLToPath(new URL("../cli/sealed/support.py", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "policeai-sealed-"));
const run = (program, ...words) => execFileSync(program, words, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"], cwd: folder, env: { ...process.env, DATA: join(folder, "data") } });
try {
  run("python3", maker, "set", "set");
  run("python3", maker, "tool", "good", "80");
  run(POLICEAI, "benchmark", "canary", "set", "--to", "planted");
  run(POLICEAI, "benchmark", "seal", "planted", "--holder", "Sample test body", "--budget", "3", "--step", "0.02");
  const asked = ["lab", "run", "./good", "sample-calls", "--accept-isolation", "reduced", "--reason", "test", "--role", "evaluator", "--purpose", "test", "--requester", "Sample Ltd"];
  run(POLICEAI, ...asked, "--new-requester");
  run(POLICEAI, ...asked, "--issue");
  await serve(join(folder, "data"), (address) => withBrowser(async (browser) => {
    const tool = await (await fetch(`${address}/tools/good.json`)).json();
    const envelope = JSON.stringify(tool).match(/"envelope":"([0-9a-f]{64})"/)[1];
    for (const width of [1280, 390]) {
      const page = await (await browser.newContext({ viewport: { width, height: 900 } })).newPage();
      for (const path of ["/benchmarks/sample-calls", `/evidence/${envelope}`, "/tools/good"]) {
        const answer = await page.goto(address + path);
        assert.equal(answer.status(), 200, path);
        await judge(page, path);
        assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), `${path} is wider than ${width}`);
        const text = (await page.locator("main").innerText()).replace(/\s+/g, " ");
        assert.match(text, /Sealed|sealed/, path);
        assert.doesNotMatch(text, /sample-item-/, path);
        if (SEALED_SHOTS) {
          await page.screenshot({ path: join(SEALED_SHOTS, `${path.split("/")[1]}-${width}.png`), fullPage: true });
        }
      }
    }
  }));
  console.log("a sealed set stands on its pages, its items do not");
} finally {
  rmSync(folder, { recursive: true });
}
