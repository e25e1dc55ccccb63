// The page of an error analysis is one file: it needs no server and no JavaScript, keeps axe's rules at two widths, and says what was missed.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { judge } from "./axe.mjs";
import { withBrowser } from "./keyboard.mjs";

const { POLICEAI, TOOLS } = process.env;
const folder = mkdtempSync(join(tmpdir(), "policeai-errors-"));
try {
  const data = join(folder, "data");
  const run = (words) => execFileSync(POLICEAI, words, { encoding: "utf8" });
  const here = (path) => new URL(`../../${path}`, import.meta.url).pathname;

  // A benchmark of split dev, measured: the page of its errors.
  const pageOf = (id, task, tool, rows, pictures) => {
    const benchmark = join(folder, "benchmarks", id);
    const html = join(folder, `${id}.html`);
    mkdirSync(benchmark, { recursive: true });
    for (const name of pictures) copyFileSync(here(`benchmarks/ocr-synthetic/pages/${name}`), join(benchmark, name));
    writeFileSync(join(benchmark, "items.jsonl"),
      rows.map((row) => JSON.stringify({ ...row, cluster: row.id, split: "dev", groups: { kind: "note" } }) + "\n").join(""));
    const files = ["items.jsonl", ...pictures].map((path) => {
      const bytes = readFileSync(join(benchmark, path));
      return { path, bytes: bytes.length, sha256: createHash("sha256").update(bytes).digest("hex") };
    });
    writeFileSync(join(benchmark, "benchmark.json"), JSON.stringify({
      id, version: "1", task, title: id, licence: "MIT", source: "made up", sensitivity: "synthetic", exposure: "open",
      metrics: {}, files, groups: { kind: { title: "Kind", values: ["note"] } },
    }));
    const { evidence } = JSON.parse(run(["lab", "run", tool, benchmark, "--split", "dev", "--data", data, "--json"]));
    run(["lab", "errors", evidence, "--benchmarks", join(folder, "benchmarks"), "--html", html]);
    return html;
  };
  const labels = ["bins", "noise", "theft"];
  const texts = { c1: ["The bins again.", "bins"], c2: ["The bins were stolen.", "theft"], c3: ["A theft & some <noise>, noise.", "theft"],
    c4: ["Nothing of note.", "noise"] };
  const picture = "note-05-clean.png";
  const rows = [
    { id: "a", input: { text: "Mr John Smith was 12 then, says <Qa>." }, expected: { spans: [{ start: 33, end: 35, label: "PERSON" }] } },
    { id: "b", input: { text: "Nothing happened." }, expected: { spans: [] } },
  ];
  const pages = [
    [pageOf("b", "text-redaction", join(TOOLS, "redact-text"), rows, []), [
      /Missed: PERSON says <Qa>\.|Missed: PERSON .*says <Qa>\./, /Hidden without need: PERSON .*John Smith/, /1 document has such a place/]],
    [pageOf("calls", "text-classification", here("tests/tools/label-words"),
      Object.entries(texts).map(([id, [text, label]]) => ({ id, input: { text, labels }, expected: { label } })), []), [
      /4 items: 3 given another label than the expected one, 0 of them none/, /noise bins 1/, /theft noise 1/, /theft bins 1/, /note 4 3/,
      /A theft & some <noise>, noise\. Expected: theft; answered: noise/]],
    [pageOf("pages", "ocr", here("tests/tools/read-tesseract"), [
      { id: "p", input: { image: { file: picture } }, expected: { text: "Xyz Moved M70-7208" } },
      { id: "q", input: { image: { file: picture } }, expected: { text: "" } }], [picture]), [
      /2 items of 3 words/, /0 changed, 1 missed, \d+ added/, /Xyz \(nothing\) 1/, /Struck out is what was expected and missed/, /\bq\b.* 0 words, \d+ errors/]],
  ];
  await withBrowser(async (browser) => {
    for (const [[html, expected], width, javaScriptEnabled] of pages.flatMap((page) => [[page, 1280, true], [page, 390, true], [page, 1280, false]])) {
      const page = await (await browser.newContext({ viewport: { width, height: 900 }, javaScriptEnabled })).newPage();
      const asked = [];
      page.on("request", (request) => asked.push(request.url()));
      await page.goto(`file://${html}`);
      assert.deepEqual(asked.filter((url) => !url.startsWith("file:") && !url.startsWith("data:")), []);
      if (javaScriptEnabled) {
        await judge(page, "errors");
        if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/${html.split("/").pop()}-${width}.png`, fullPage: true });
        assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), `wider than ${width}`);
      }
      const text = (await page.locator("main").innerText()).replace(/\s+/g, " ");
      for (const words of expected) assert.match(text, words);
    }
  });
  console.log("the pages of errors stand alone");
} finally {
  rmSync(folder, { recursive: true });
}
