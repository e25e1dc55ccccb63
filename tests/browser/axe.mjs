// axe-core's rules for WCAG 2.0, 2.1 and 2.2, level A and AA, and its best practice.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const wcag = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

// How many rules held with everything folded out; fails on the first page where one does not.
export async function judge(page, path) {
  await page.evaluate(() => document.querySelectorAll("details").forEach((details) => { details.open = true; }));
  await page.evaluate(axe);
  const { violations, held } = await page.evaluate(async (tags) => {
    const result = await window.axe.run(document, { runOnly: tags, resultTypes: ["violations"] });
    return {
      held: result.passes.length,
      violations: result.violations.map((v) => `${v.id}: ${v.help}: ${v.nodes.slice(0, 3).map((n) => n.html).join(" | ")}`),
    };
  }, wcag);
  assert.deepEqual(violations, [], `${path} at ${page.viewportSize().width}`);
  return held;
}
