// The page of a report is one file: no server, no JavaScript, axe's rules at two widths, each figure's table and drawing.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { judge } from "./axe.mjs";
import { withBrowser } from "./keyboard.mjs";

const { POLICEAI, TOOLS } = process.env;
const folder = mkdtempSync(join(tmpdir(), "policeai-report-"));
try {
  const data = join(folder, "data");
  const html = join(folder, "report.html");
  const compared = join(folder, "compared.html");
  const curves = join(folder, "curves.html");
  const rough = join(folder, "rough");
  const run = (words) => execFileSync(POLICEAI, words, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  const { evidence } = JSON.parse(run(["lab", "run", join(TOOLS, "redact-text"), "redaction-uk", "--data", data, "--json"]));
  const { evidence: dev } = JSON.parse(run(["lab", "run", join(TOOLS, "redact-text"), "redaction-uk", "--split", "dev", "--data", data, "--json"]));
  assert.throws(() => run(["lab", "compare", evidence, dev, "--data", data]));
  run(["lab", "report", evidence, "--group-margin", "0.1", "--data", data, "--html", html]);
  const people = join(folder, "counts.json");
  execFileSync("sh", ["-c", `printf '%s' '{"title":"by hand","source":"a count","figures":[{"metric":"documents.leak/1","numerator":3,"denominator":40}]}' > "${people}"`]);
  run(["lab", "compare", evidence, "--baseline", people, "--data", data, "--html", compared]);
  run(["benchmark", "perturb", "redaction-uk", "typos=1,3,5", "case", "--to", rough]);
  const { evidence: perturbed } = JSON.parse(run(["lab", "run", join(TOOLS, "redact-text"), rough, "--data", data, "--json"]));
  run(["lab", "robustness", perturbed, "--benchmark", rough, "--data", data, "--html", curves]);
  await withBrowser(async (browser) => {
    for (const [width, javaScriptEnabled, file] of [[1280, true, html], [390, true, html], [1280, false, html], [390, true, compared], [1280, true, curves], [390, true, curves], [1280, false, curves]]) {
      const page = await (await browser.newContext({ viewport: { width, height: 900 }, javaScriptEnabled })).newPage();
      const asked = [];
      page.on("request", (request) => asked.push(request.url()));
      await page.goto(`file://${file}`);
      assert.deepEqual(asked.filter((url) => !url.startsWith("file:") && !url.startsWith("data:")), []);
      if (javaScriptEnabled) {
        await judge(page, "report");
        assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), `wider than ${width}`);
      }
      const text = (await page.locator("main").innerText()).replace(/\s+/g, " ");
      if (file === html) {
        assert.match(text, /Entities fully covered: [\d.]+% \([\d,]+ of [\d,]+\), 95% interval/);
        assert.match(text, /gender reassignment Not in the benchmark/);
        assert.ok((await page.locator("svg[role=img]").count()) >= 1);
      } else if (file === curves) {
        assert.match(text, /Slips of the keyboard \(typos\)/);
        assert.match(text, /5: 16 % of letters [\d.]+% .* Different/);
        assert.equal(await page.locator("svg[role=img]").count(), 2);
      } else {
        assert.match(text, /It is compared with nothing/);
      }
    }
  });
  console.log("the page of a report stands alone");
} finally {
  rmSync(folder, { recursive: true });
}
