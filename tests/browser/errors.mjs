// The page of an error analysis is one file: it needs no server and no JavaScript, keeps axe's rules at two widths, and says what was missed.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { judge } from "./axe.mjs";
import { withBrowser } from "./keyboard.mjs";

const { POLICEAI, TOOLS } = process.env;
const folder = mkdtempSync(join(tmpdir(), "policeai-errors-"));
try {
  const benchmark = join(folder, "benchmarks", "b");
  const data = join(folder, "data");
  const html = join(folder, "errors.html");
  mkdirSync(benchmark, { recursive: true });
  const rows = [
    { id: "a", input: { text: "Mr John Smith was 12 then, says <Qa>." }, expected: { spans: [{ start: 33, end: 35, label: "PERSON" }] } },
    { id: "b", input: { text: "Nothing happened." }, expected: { spans: [] } },
  ];
  const items = rows.map((row) => JSON.stringify({ ...row, cluster: row.id, split: "dev", groups: { kind: "note" } }) + "\n").join("");
  const files = [{ path: "items.jsonl", bytes: Buffer.byteLength(items), sha256: createHash("sha256").update(items).digest("hex") }];
  writeFileSync(join(benchmark, "items.jsonl"), items);
  writeFileSync(join(benchmark, "benchmark.json"), JSON.stringify({
    id: "b", version: "1", task: "text-redaction", title: "b", licence: "MIT", source: "made up", sensitivity: "synthetic", exposure: "open",
    metrics: {}, files, groups: { kind: { title: "Kind", values: ["note"] } },
  }));
  const run = (words) => execFileSync(POLICEAI, words, { encoding: "utf8" });
  const { evidence } = JSON.parse(run(["lab", "run", join(TOOLS, "redact-text"), benchmark, "--split", "dev", "--data", data, "--json"]));
  run(["lab", "errors", evidence, "--benchmarks", join(folder, "benchmarks"), "--html", html]);
  await withBrowser(async (browser) => {
    for (const [width, javaScriptEnabled] of [[1280, true], [390, true], [1280, false]]) {
      const page = await (await browser.newContext({ viewport: { width, height: 900 }, javaScriptEnabled })).newPage();
      const asked = [];
      page.on("request", (request) => asked.push(request.url()));
      await page.goto(`file://${html}`);
      assert.deepEqual(asked.filter((url) => !url.startsWith("file:") && !url.startsWith("data:")), []);
      if (javaScriptEnabled) {
        await judge(page, "errors");
        assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), `wider than ${width}`);
      }
      const text = (await page.locator("main").innerText()).replace(/\s+/g, " ");
      assert.match(text, /Missed: PERSON says <Qa>\.|Missed: PERSON .*says <Qa>\./);
      assert.match(text, /Hidden without need: PERSON .*John Smith/);
      assert.match(text, /1 document has such a place/);
    }
  });
  console.log("the page of errors stands alone");
} finally {
  rmSync(folder, { recursive: true });
}
