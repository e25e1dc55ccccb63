// People who read the register: what their journeys share. A made-up world in which things were said at different times, and
// a reader who has a keyboard and no JavaScript.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { judge } from "./axe.mjs";
import { withBrowser } from "./keyboard.mjs";
import { serve } from "./site.mjs";

const program = process.env.POLICEAI;
export const faces = "/deployments/11111111111111111111111111111111";
export const redaction = "/deployments/22222222222222222222222222222222";
export const spring = "2026-02-01T09:00:00Z";
export const summer = "2026-06-01T09:00:00Z";

const seconds = (time) => String(Date.parse(time) / 1000);

function append(folder, data, lines, tool, at) {
  writeFileSync(join(folder, "lines.jsonl"), lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
  execFileSync(process.env.APPEND_STATEMENTS, [data, join(folder, "lines.jsonl"), tool, ...(at ? [seconds(at)] : [])], { stdio: "inherit" });
}

// What the sample register says, in the spring, in the summer (with another threshold), and today; and a fourth force, which
// was asked and has not answered.
function parts() {
  const lines = readFileSync(process.env.REGISTER, "utf8").split("\n").filter(Boolean).map((line) => JSON.parse(line));
  const of = (path) => lines.filter((line) => `/deployments/${line.subject}` === path);
  const [, second] = of(faces);
  second.body.tools[0].parameters.threshold = "0.64";
  of(redaction)[0].body.tools[0].parameters = { scope: "identifying", special_category: "no" }; // as evidence has them: in full
  const early = lines.slice(0, lines.indexOf(second));
  const mid = lines.slice(early.length, early.length + 2);
  const west = [
    { type: "organisation.named/1", body: { date: "2026-01-01", kind: "territorial force", name: "West Sample Police", organisation: "sample-west", region: "Sample" } },
    { type: "return.requested/1", subject: "d".repeat(32), body: { date: "2026-04-01", due: "2026-06-30", forces: ["sample-west"], organisation: "sample-centre", scope: "All uses of AI", title: "Sample return of the west" } },
  ];
  return { early, mid, late: [...lines.slice(early.length + mid.length), ...west] };
}

// Copies of the shipped tool under other names, each measured.
function addTools(folder, data, count) {
  for (let i = 0; i < count; i++) {
    const place = join(folder, `sample-${i}`);
    cpSync(join(process.env.TOOLS, "redact-text"), place, { recursive: true });
    const manifest = JSON.parse(readFileSync(join(place, "tool.json"), "utf8"));
    Object.assign(manifest, { id: `sample-${i}`, name: `Sample tool ${i}` });
    writeFileSync(join(place, "tool.json"), JSON.stringify(manifest));
    execFileSync(program, ["lab", "run", place, "redaction-uk", "--data", data], { stdio: "ignore" });
  }
}

// Calls work({ folder, data }) with that world; `tools`: how many beside the shipped one.
export async function withWorld(work, tools = 0) {
  const folder = mkdtempSync(join(tmpdir(), "policeai-reader-"));
  const data = join(folder, "data");
  const { early, mid, late } = parts();
  try {
    append(folder, data, early, process.env.REGISTER, spring);
    append(folder, data, mid, process.env.REGISTER, summer);
    execFileSync(program, ["lab", "run", "redact-text", "redaction-uk", "--data", data], { stdio: "ignore" });
    addTools(folder, data, tools);
    await serve(data, async (address) => {
      const model = await (await fetch(`${address}/tools/redact-text.json`)).json();
      writeFileSync(join(folder, "tool.json"), JSON.stringify(model.tool.identity));
    });
    append(folder, data, late, join(folder, "tool.json"));
    return await work({ folder, data });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

// Calls journey(reader, width) at a desk's and a phone's width, beside a server over the world.
export async function bothWidths(world, journey) {
  await serve(world.data, (address) => withBrowser(async (browser) => {
    for (const width of [1280, 390]) {
      const viewport = { width, height: 900 };
      const context = await browser.newContext({ viewport, javaScriptEnabled: false, acceptDownloads: true });
      const judging = await browser.newContext({ viewport });
      await journey(new Reader(await context.newPage(), await judging.newPage(), address), width);
      await context.close();
      await judging.close();
    }
  }));
}

export class Reader {
  // `judging`: a page of the same size in which axe, which is a script, can run.
  constructor(page, judging, address) {
    this.page = page;
    this.judging = judging;
    this.address = address;
    this.pages = 0;
    this.judged = new Set();
  }

  async go(path) {
    const answer = await this.page.goto(this.address + path);
    assert.equal(answer.status(), 200, path);
    await this.arrive();
  }

  // Nothing is wider than the screen, axe finds nothing: once a page, and once with whatever it was asked for.
  async arrive() {
    const page = this.page;
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.ok(wide <= 0, `${page.url()}: ${wide} pixels wider than the screen`);
    this.pages++;
    const kind = page.url().replace(/\?.*/, "?");
    if (this.judged.has(kind)) return;
    this.judged.add(kind);
    await this.judging.goto(page.url());
    if (process.env.SCREENSHOTS) {
      const name = page.url().slice(this.address.length).replace(/[0-9a-f]{32,}/g, "ID").replace(/\W+/g, "_");
      await this.judging.screenshot({ path: `${process.env.SCREENSHOTS}/${name}-${page.viewportSize().width}.png`, fullPage: true });
    }
    await judge(this.judging, page.url());
  }

  // Presses Tab until what has the focus is called so: a link, a button or a summary by its text
  // (`whole`: by all of it), a field by its id.
  async tabTo(name, whole = false) {
    for (let i = 0; i < 700; i++) {
      await this.page.keyboard.press("Tab");
      const text = await this.page.evaluate(() => {
        const focused = document.activeElement;
        return (focused.matches("select, input") ? focused.id : focused.textContent || "").replace(/\s+/g, " ").trim();
      });
      if (text === name || (!whole && text.startsWith(`${name} `))) return;
    }
    assert.fail(`${this.page.url()}: Tab never reaches "${name}"`);
  }

  async press(name) {
    await this.tabTo(name);
    await this.page.keyboard.press("Enter");
  }

  async follow(name, whole = false) {
    await this.tabTo(name, whole);
    await Promise.all([this.page.waitForNavigation(), this.page.keyboard.press("Enter")]);
    await this.arrive();
  }

  async write(id, text) {
    await this.tabTo(id);
    await this.page.keyboard.press("Control+a");
    await this.page.keyboard.type(text);
  }

  // What the link leads to, saved under the name that it says.
  async save(name, folder) {
    await this.tabTo(name);
    const [download] = await Promise.all([this.page.waitForEvent("download"), this.page.keyboard.press("Enter")]);
    const path = join(folder, download.suggestedFilename());
    await download.saveAs(path);
    return path;
  }

  // The address of the link that has the focus, as text.
  async fetchFocused() {
    const address = await this.page.evaluate(() => document.activeElement.href);
    const answer = await fetch(address);
    assert.equal(answer.status, 200, address);
    return answer;
  }

  // What is to be seen: what is folded away is not in it.
  async text() {
    return (await this.page.evaluate(() => document.querySelector("main").innerText)).replace(/\s+/g, " ");
  }

  async says(...words) {
    const text = await this.text();
    for (const word of words) assert.ok(word instanceof RegExp ? word.test(text) : text.includes(word), `${this.page.url()} does not say ${word}: ${text}`);
  }

  async saysNot(...words) {
    const text = await this.text();
    for (const word of words) assert.ok(!text.includes(word), `${this.page.url()} says ${word}`);
  }
}
