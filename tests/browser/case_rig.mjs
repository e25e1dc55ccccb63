// A case made of a few letters, messages and pictures, read by policeai, with its desk open. All names and words are made up.
import assert from "node:assert/strict";
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { crc32, deflateSync } from "node:zlib";
import { chromium } from "playwright-core";
import { judge } from "./axe.mjs";

// A PDF of pages of 595 by 842 points. SOURCE: ISO 32000-1, 7.5.
function pdf(pages) {
  const kids = pages.map((_, i) => `${4 + 2 * i} 0 R`).join(" ");
  const objects = ["<</Type/Catalog/Pages 2 0 R>>", `<</Type/Pages/Kids[${kids}]/Count ${pages.length}>>`,
    "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"];
  pages.forEach((lines, i) => {
    const text = `BT /F 12 Tf 20 TL 72 760 Td ${lines.map((line) => `(${line}) Tj T*`).join("\n")} ET`;
    objects.push(`<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents ${5 + 2 * i} 0 R/Resources<</Font<</F 3 0 R>>>>>>`);
    objects.push(`<</Length ${text.length}>>stream\n${text}\nendstream`);
  });
  let out = "%PDF-1.4\n";
  const at = objects.map((body, i) => {
    const start = out.length;
    out += `${i + 1} 0 obj${body}endobj\n`;
    return String(start).padStart(10, "0");
  });
  const table = out.length;
  return `${out}xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${at.map((start) => `${start} 00000 n \n`).join("")}` +
    `trailer<</Size ${objects.length + 1}/Root 1 0 R>>\nstartxref\n${table}\n%%EOF\n`;
}

// A grey picture with a dark bar. SOURCE: PNG specification, third edition, 5.
function png(width, height) {
  const rows = Buffer.alloc((width + 1) * height, 255);
  for (let y = 0; y < height; y++) {
    rows[y * (width + 1)] = 0;
    if (y > height / 3 && y < height / 2) rows.fill(40, y * (width + 1) + 20, y * (width + 1) + width - 20);
  }
  const chunk = (type, data) => {
    const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
    const head = Buffer.alloc(4);
    const tail = Buffer.alloc(4);
    head.writeUInt32BE(data.length);
    tail.writeUInt32BE(crc32(body));
    return Buffer.concat([head, body, tail]);
  };
  const size = Buffer.alloc(13);
  size.writeUInt32BE(width, 0);
  size.writeUInt32BE(height, 4);
  size.set([8, 0, 0, 0, 0], 8);
  return Buffer.concat([Buffer.from("89504e470d0a1a0a", "hex"), chunk("IHDR", size), chunk("IDAT", deflateSync(rows)), chunk("IEND", Buffer.alloc(0))]);
}

function message(number, subject, body, above) {
  return ["From: a.sample@example.org", "To: b.sample@example.org", `Subject: ${subject}`, `Date: Mon, 0${number} Mar 2026 09:00:00 +0000`,
    `Message-ID: <m${number}@example.org>`, ...(above ? [`In-Reply-To: <m${above}@example.org>`, `References: <m${above}@example.org>`] : []),
    "MIME-Version: 1.0", "Content-Type: text/plain; charset=utf-8", "", body, ""].join("\r\n");
}

const story = Array.from({ length: 40 }, (_, i) => `On day ${i} the van stood at the harbour gate for ${i * 7} minutes and left again`);

export const files = {
  "statements/long.pdf": pdf([["The kestrel stands first", "beside the harbour gate"], ["a second page"], ["the kestrel again, on three"]]),
  "statements/account.txt": story.join("\n"),
  "statements/account-changed.txt": story.map((line, i) => (i === 5 ? line.replace("harbour", "garden") : line)).join("\n"),
  "mail/first.eml": message(2, "Plan", "We meet at the larkfield tomorrow, says the kestrel."),
  "mail/second.eml": message(3, "Re: Plan", "Yes, by the <b>curlew</b> bridge.", 2),
  "photos/label.png": png(300, 200),
  "photos/late.pdf": pdf([["on the quay"]]),
  "copies/long-again.pdf": null, // the same bytes
  "statements/lee.txt": "MG11 WITNESS STATEMENT\nStatement of: Ann Lee\nOn 14 March 2026 at 21:40 I saw the van AB12 CDE on the pier. I produce the knife as exhibit AL/1.\nSignature:\nDate:\n",
  "odd/noise.bin": Buffer.from(Array.from({ length: 4096 }, (_, i) => i & 255)),
};
files["copies/long-again.pdf"] = files["statements/long.pdf"];

export const book = (pages) => pdf(Array.from({ length: pages }, (_, i) => [`leaf ${i + 1} of the book`, ...(i % 100 === 42 ? ["the nightjar calls"] : [])]));

export function makeCase(name, more = {}) {
  const root = mkdtempSync(join(tmpdir(), "policeai-case-"));
  for (const [path, bytes] of Object.entries({ ...files, ...more })) {
    mkdirSync(dirname(join(root, "gathered", path)), { recursive: true });
    writeFileSync(join(root, "gathered", path), bytes);
  }
  const file = join(root, `${name}.case`);
  execFileSync(process.env.POLICEAI, ["case", "read", join(root, "gathered"), "--to", file], { stdio: ["ignore", "ignore", "inherit"] });
  return { root, file };
}

// A command of the same program; status 1 says that it found something, or nothing.
export function policeai(...words) {
  const { status, stdout } = spawnSync(process.env.POLICEAI, words, { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });
  assert.ok(status === 0 || status === 1, `${words.join(" ")}: ${status}`);
  return stdout;
}

// The desk of a case for as long as `use` takes.
export async function withDesk(file, use) {
  const desk = spawn(process.env.POLICEAI, ["case", "desk", file], { stdio: ["ignore", "pipe", "inherit"] });
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
      "--disable-component-update", "--disable-sync"],
  });
  try {
    const link = await new Promise((resolve, reject) => {
      let text = "";
      desk.stdout.on("data", (bytes) => {
        text += bytes;
        const found = text.match(/desk (http:\/\/127\.0\.0\.1:\d+\/open\/\w+)/);
        if (found) resolve(found[1]);
      });
      desk.on("exit", (status) => reject(new Error(`the desk ended with ${status}: ${text}`)));
    });
    await use(browser, link);
  } finally {
    await browser.close();
    const ended = new Promise((resolve) => desk.on("exit", resolve));
    if (desk.exitCode === null) {
      desk.kill("SIGINT");
      await ended;
    }
  }
}

export function removeCase(root) {
  rmSync(root, { recursive: true, force: true });
}

// What a page must never do: ask another host, or fail in its script.
export function listen(page, wrong) {
  page.on("console", (message) => wrong.push(`console: ${message.text()}`));
  page.on("pageerror", (error) => wrong.push(`error: ${error}`));
  page.on("request", (request) => {
    if (!request.url().startsWith("http://127.0.0.1:")) wrong.push(`asks for ${request.url()}`);
  });
}

export async function signIn(browser, link, who) {
  const page = await (await browser.newContext()).newPage();
  await page.goto(link);
  await page.focus("#who");
  await page.keyboard.type(who);
  await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
  return page;
}

// By the keyboard: what a key leads to.
export const press = (page, key) => Promise.all([page.waitForNavigation(), page.keyboard.press(key)]);

export async function checkPages(page, address, paths) {
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 900 });
    for (const path of paths) {
      const answer = await page.goto(address + path);
      assert.equal(answer.status(), 200, path);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.ok(wide <= 0, `${path} at ${width}: ${wide} pixels wider than the screen`);
      if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/${path.replaceAll(/[/?&=]/g, "_")}-${width}.png`, fullPage: true });
      await judge(page, path);
    }
  }
}
