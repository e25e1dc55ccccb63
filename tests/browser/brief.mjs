// The chief officer's paper of a record that is wholly filled in, printed by Chromium: at most two pages of A4, and every
// text of it is on them. Poppler counts the pages and reads them.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

const { POLICEAI, APPEND_STATEMENTS, REGISTER } = process.env;
const chromium = process.env.CHROMIUM || "/usr/bin/chromium";
const tool = { kind: "declared", product: "SampleWhole", supplier: "Sample Whole Ltd", version: "1" };
const subject = "11111111111111111111111111111111";

const run = (program, words) => execFileSync(program, words, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
const bare = (text) => text.replace(/\s+/g, "");
const decoded = (html) => html.replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&quot;/g, '"').replace(/&#39;/g, "'").replace(/&amp;/g, "&");

// What stands in each paragraph, item, heading and line to write on.
function textsOf(html) {
  const body = html.slice(html.indexOf("<main>"));
  return [...body.matchAll(/<(h1|h2|p|li|div class="blank")[^>]*>(.*?)<\/(h1|h2|p|li|div)>/gs)].map((found) => decoded(found[2].replace(/<[^>]*>/g, "")));
}

const folder = mkdtempSync(join(tmpdir(), "policeai-brief-"));
try {
  const data = join(folder, "data");
  const html = join(folder, "paper.html");
  const pdf = join(folder, "paper.pdf");
  writeFileSync(join(folder, "tool.json"), JSON.stringify(tool));
  run(APPEND_STATEMENTS, [data, join(dirname(REGISTER), "registry_filled.jsonl"), join(folder, "tool.json")]);
  const words = ["registry", "brief", subject, "--force", "sample-north", "--data", data];
  run(POLICEAI, [...words, "--html", html]);
  run(chromium, ["--headless", "--no-sandbox", "--disable-gpu", `--user-data-dir=${join(folder, "browser")}`, "--no-pdf-header-footer", `--print-to-pdf=${pdf}`, html]);
  const facts = run("pdfinfo", [pdf]);
  const pages = Number(facts.match(/^Pages:\s+(\d+)/m)[1]);
  assert.ok(pages <= 2, `${pages} pages`);
  assert.match(facts, /^Page size:.*A4/m);
  const printed = bare(run("pdftotext", ["-raw", pdf, "-"]));
  const texts = textsOf(readFileSync(html, "utf8"));
  assert.ok(texts.length > 50, `${texts.length} texts`);
  for (const text of texts) assert.ok(printed.includes(bare(text)), `not on the paper: ${text}`);
  // ids of fields and counts are their titles
  const plain = run(POLICEAI, words).replace(/\s+/g, " ").replace(/Sample answer: \w+/g, "");
  assert.match(plain, /False alerts: 3/);
  assert.doesNotMatch(plain, /[a-z]_[a-z]/);
  console.log(`${texts.length} texts on ${pages} pages`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
