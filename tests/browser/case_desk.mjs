// The desk of a case in a browser: axe finds nothing at 1280 and 390 pixels, nothing is wider than the screen, nothing is asked of another
// host; words are found, their page is turned to and their conversation read by keyboard alone; everything works without a script.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { checkPages, files, listen, makeCase, press, removeCase, signIn, withDesk } from "./case_rig.mjs";

async function documentOf(page, address, words) {
  await page.goto(`${address}/search?q=${encodeURIComponent(words)}`);
  return (await page.getAttribute("ol.app-results a", "href")).match(/\/documents\/(\d+)/)[1];
}

// From the first page to the words on the third page of a letter, without a pointer.
async function searchByKeyboard(page, address) {
  await page.goto(`${address}/`);
  await press(page, "s");
  assert.ok(page.url().endsWith("/search"));
  await page.focus("#q");
  await page.keyboard.type('kestrel "harbour gate"');
  await press(page, "Enter");
  assert.match(await page.textContent("#found"), /^1 page$/);
  await press(page, "1");
  assert.match(page.url(), /\/documents\/\d+\?page=1&/);
  assert.equal(await page.locator("mark.app-found").count(), 2);
  await page.goto(`${page.url().split("?")[0]}?page=1&q=kestrel`);
  await press(page, "f");
  assert.match(page.url(), /page=3&/);
  assert.match(await page.textContent(".app-text"), /on three/);
  await press(page, "p");
  assert.match(await page.textContent(".app-text"), /a second page/);
}

// The words are outlined where they stand on the picture: line one begins at x 72, its baseline at 842 - 760 from the top.
async function outlined(page, address, letter) {
  await page.goto(`${address}/documents/${letter}?page=1&q=kestrel`);
  await page.waitForSelector("svg.app-page");
  const box = await page.locator("rect.app-place--doubt").evaluate((rect) => ["x", "y", "width", "height"].map((side) => Number(rect.getAttribute(side)) / 100));
  assert.ok(box[0] > 85 && box[0] < 110, `x ${box[0]}`);
  assert.ok(box[1] > 66 && box[1] + box[3] < 90, `y ${box[1]}, height ${box[3]}`);
  const loaded = await page.evaluate(async () => {
    const image = new Image();
    image.src = document.querySelector("svg image").getAttribute("href");
    await image.decode();
    return image.naturalWidth;
  });
  assert.ok(loaded > 300, `${loaded} pixels wide`);
}

async function kept(page, address) {
  await page.goto(`${address}/search?q=kestrel&kind=pdf`);
  assert.equal(await page.locator("ol.app-results > li").count(), 2);
  await page.fill("#name", "birds in letters");
  await Promise.all([page.waitForNavigation(), page.click("form[action='/searches'] button")]);
  await page.click("text=birds in letters");
  assert.equal(await page.inputValue("#q"), "kestrel");
  assert.equal(await page.inputValue("#kind"), "pdf");
  assert.equal(await page.locator("ol.app-results > li").count(), 2);
}

async function bounds(page, address) {
  const count = async (query) => {
    await page.goto(`${address}/search?${query}`);
    return page.locator("ol.app-results > li").count();
  };
  assert.equal(await count("q=kestrel"), 3);
  assert.equal(await count("q=kestrel&folder=mail/"), 1);
  assert.equal(await count("sent_from=2026-03-03"), 1);
  assert.equal(await count("sent_to=2026-03-02&from=a.sample"), 1);
  assert.equal(await count("q=kestrel&to=nobody"), 0);
  assert.equal(await count("q=%22harbour+gate%22&folder=statements/account"), 1); // two that are nearly the same
  assert.match(await page.textContent("ol.app-results"), /and 1 nearly the same/);
  assert.equal(await count("all=yes&q=%22harbour+gate%22&folder=statements/account"), 2);
  await page.goto(`${address}/search?q=%22open`);
  assert.match(await page.textContent("#q-error"), /never closed/);
  assert.equal(await page.inputValue("#q"), '"open');
  await page.goto(`${address}/search?sent_from=March`);
  assert.match(await page.textContent("#q-error"), /is no day/);
}

async function withoutScript(browser, page, address, letter) {
  const context = await browser.newContext({ javaScriptEnabled: false, storageState: await page.context().storageState() });
  const plain = await context.newPage();
  await plain.goto(`${address}/documents/${letter}`);
  await plain.fill("#page", "3");
  await Promise.all([plain.waitForNavigation(), plain.click(".app-jump button")]);
  assert.match(await plain.textContent(".app-text"), /on three/);
}

// What is drawn is what was read: a file that was changed since has no picture.
async function changedSince(page, address) {
  const scan = await documentOf(page, address, "quay");
  writeFileSync(join(root, "gathered/photos/late.pdf"), files["statements/long.pdf"]);
  await page.goto(`${address}/documents/${scan}`);
  assert.match(await page.textContent("main"), /changed since it was read/);
  assert.equal(await page.locator("svg.app-page").count(), 0);
}

const { root, file } = makeCase("heron");
try {
  await withDesk(file, async (browser, link) => {
    const address = new URL(link).origin;
    const wrong = [];
    const page = await signIn(browser, link, "Ann");
    listen(page, wrong);
    const letter = await documentOf(page, address, '"a second page"');
    const answer = await documentOf(page, address, "curlew");
    const one = await documentOf(page, address, "garden");
    const other = await documentOf(page, address, '"harbour gate" folder').catch(() => null);
    assert.equal(other, null);
    await page.goto(`${address}/alike`);
    const compare = await page.getAttribute("main table a[href*='with=']", "href");
    await checkPages(page, address, ["/", "/name", "/link", "/search", "/search?q=kestrel", "/search?q=%22open", `/documents/${letter}?page=1&q=kestrel`,
      `/documents/${answer}`, `/conversations/${answer}`, "/files", "/files?fate=not", "/alike", compare, `/documents/${one}`]);
    assert.deepEqual(wrong, []);
    await searchByKeyboard(page, address);
    await outlined(page, address, letter);
    await kept(page, address);
    await bounds(page, address);
    await page.goto(`${address}/conversations/${answer}`);
    assert.match(await page.textContent("main"), /<b>curlew<\/b>/);
    await page.goto(address + compare);
    assert.match(await page.textContent(".app-text del"), /harbour|garden/);
    await withoutScript(browser, page, address, letter);
    await changedSince(page, address);
  });
} finally {
  removeCase(root);
}
