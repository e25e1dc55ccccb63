// What a supplier says stands on the pages of its evidence and its tool, and in the report it is sent: axe's rules at two widths.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { judge } from "./axe.mjs";
import { withBrowser } from "./keyboard.mjs";
import { serve } from "./site.mjs";

const { POLICEAI, TOOLS, SUPPLIER_SHOTS } = process.env;
const folder = mkdtempSync(join(tmpdir(), "policeai-supplier-"));
const at = (...names) => join(folder, ...names);
const run = (...words) => execFileSync(POLICEAI, words, { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"], cwd: folder, env: { ...process.env, DATA: at("data") } });
try {
  cpSync(join(TOOLS, "redact-text"), at("tool"), { recursive: true });
  const manifest = JSON.parse(readFileSync(at("tool", "tool.json"), "utf8"));
  writeFileSync(at("tool", "tool.json"), JSON.stringify({ ...manifest, supplier: "Sample Ltd" }));
  run("init");
  const vkey = run("submit", "keygen", "key").trim();
  run("submit", "pack", "tool", "--key", "key", "--contact", "box@sample.invalid", "--out", "sent");
  run("submit", "receive", "sent", "--key", vkey);
  const id = readdirSync(at("data", "submissions")).find((name) => /^[0-9a-f]{32}$/.test(name));
  run("lab", "run", at("data", "submissions", id, "package"), "redaction-synthetic", "--quick", "5");
  run("submit", "result", id, "--to", "result");
  writeFileSync(at("words"), "The items are made up, and so are the names in them.\n\nOn real papers it was tried by nobody yet.\n");
  run("submit", "reply", "result", "--text", "words", "--key", "key", "--out", "reply");
  run("submit", "take-reply", "reply");
  run("submit", "publish", id);
  const { envelope } = JSON.parse(readFileSync(at("result", "result.json"), "utf8"));
  await serve(at("data"), (address) => withBrowser(async (browser) => {
    for (const width of [1280, 390]) {
      const page = await (await browser.newContext({ viewport: { width, height: 900 } })).newPage();
      for (const path of [`${address}/evidence/${envelope}`, `${address}/tools/redact-text`, `file://${at("result", "report.html")}`]) {
        await page.goto(path);
        await judge(page, path);
        assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), `${path} is wider than ${width}`);
        const text = (await page.locator("main").innerText()).replace(/\s+/g, " ");
        if (path.startsWith("http")) {
          assert.match(text, /The supplier’s words, not the Lab’s\. Reply of Sample Ltd, received on .*The items are made up/);
          const words = page.locator("blockquote");
          assert.equal(await words.count(), 1);
          if (SUPPLIER_SHOTS) {
            await words.scrollIntoViewIfNeeded();
            await page.screenshot({ path: join(SUPPLIER_SHOTS, `${path.includes("evidence") ? "evidence" : "tool"}-${width}.png`) });
          }
        } else {
          assert.match(text, /Not published yet/);
        }
      }
    }
  }));
  console.log("a supplier's words stand beside the result");
} finally {
  rmSync(folder, { recursive: true });
}
