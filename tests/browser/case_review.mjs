// A review by keyboard alone: an issue, a rule for stopping, a batch, each document read with one key; two officers who read the same
// document at once are told; schedules changed by two; axe finds nothing on these pages at 1280 and 390 pixels.
import assert from "node:assert/strict";
import { checkPages, makeCase, policeai, press, removeCase, signIn, withDesk } from "./case_rig.mjs";

// From the first page to an issue that is declared, without a pointer.
async function newIssue(page, address) {
  await page.goto(`${address}/issues`);
  await page.focus("#name");
  await page.keyboard.type("who was at the gate");
  await page.keyboard.press("Tab");
  await page.keyboard.type("A van stood at the harbour gate.");
  await page.focus("main form button");
  await press(page, "Enter");
  assert.match(page.url(), /\/stop\/\d+$/);
  const issue = page.url().match(/\d+$/)[0];
  await page.selectOption("#kind", "elusion");
  for (const [id, words] of [["#target", "50"], ["#confidence", "90"], ["#sample", "6"]]) {
    await page.focus(id);
    await page.keyboard.type(words);
  }
  await page.focus("form[action='/stop/declare'] button");
  await press(page, "Enter");
  assert.match(await page.textContent("main ol"), /At most 50.0% of what is unread is relevant, with 90.0% confidence/);
  return issue;
}

// Every document of the batch with one key each; the last page says that nothing waits.
async function readAll(page, address, issue) {
  await page.goto(`${address}/review/${issue}`);
  let read = 0;
  for (const key of ["r", "x", "u", "x", "x", "x", "x", "x"]) {
    if ((await page.locator("form[action='/review/label']").count()) === 0) break;
    await press(page, key);
    read++;
  }
  assert.ok(read >= 5, `${read} were read`);
  assert.match(await page.textContent("main"), /Nothing is waiting for you/);
  return read;
}

// Both see the same document; the second to press is told of the first, and nothing of theirs is written.
async function twoAtOnce(page, other, address, issue) {
  await page.goto(`${address}/review/${issue}`);
  const document = await page.inputValue("input[name=document]");
  await other.goto(`${address}/review/${issue}?document=${document}`);
  await press(page, "r");
  const [answer] = await press(other, "x");
  assert.equal(answer.status(), 409);
  assert.match(await other.textContent("main"), /Ann/);
  await page.goto(`${address}/review/${issue}?document=${document}`);
  assert.doesNotMatch(await page.textContent("main ul.govuk-list"), /Bob/);
}

async function twoOnSchedule(page, other, address, document) {
  await page.goto(`${address}/schedule/${document}`);
  await other.goto(`${address}/schedule/${document}`);
  await page.fill("#description", "Letter of two pages about the harbour gate, dated 2 March 2026");
  await Promise.all([page.waitForNavigation(), page.click("form[action='/schedule/change'] button >> nth=0")]);
  assert.match(await page.inputValue("#description"), /two pages/);
  await other.fill("#description", "something else altogether");
  const [answer] = await Promise.all([other.waitForNavigation(), other.click("form[action='/schedule/change'] button >> nth=0")]);
  assert.equal(answer.status(), 409);
  await other.goto(`${address}/schedule/${document}`);
  assert.match(await other.inputValue("#description"), /two pages/);
}

// A finding beside the place it speaks of, decided by one key; the second officer, who saw it open, is told.
async function findings(page, other, address) {
  await page.goto(`${address}/findings`);
  const path = await page.getAttribute("ol.app-results a", "href");
  await page.goto(address + path);
  await other.goto(address + path);
  assert.ok((await page.locator("mark.app-found").count()) > 0);
  await page.fill("#reason", "the signed copy came by post");
  await page.focus("h1 ~ form button");
  await press(page, "d");
  await other.fill("#reason", "none of ours");
  await other.focus("h1 ~ form button");
  const [answer] = await press(other, "x");
  assert.equal(answer.status(), 409);
  assert.match(await other.textContent("main"), /Ann decided about this meanwhile: dealt with/);
  await page.goto(`${address}/findings?all=yes`);
  assert.match(await page.textContent("main"), /dealt with.*the signed copy came by post/s);
}

async function moments(page, address) {
  await page.goto(`${address}/timeline?from=2026-03-14&to=2026-03-14`);
  await Promise.all([page.waitForNavigation(), page.click("main table a")]);
  assert.match(await page.textContent("mark.app-found"), /21:40/);
  await page.goto(`${address}/people?kind=vehicle`);
  await Promise.all([page.waitForNavigation(), page.click("main table a")]);
  await Promise.all([page.waitForNavigation(), page.click("main ol a")]);
  assert.match(await page.textContent("mark.app-found"), /AB12 CDE/);
}

const { root, file } = makeCase("plover");
try {
  await withDesk(file, async (browser, link) => {
    const address = new URL(link).origin;
    const page = await signIn(browser, link, "Ann");
    await page.goto(`${address}/link`);
    const other = await signIn(browser, await page.textContent("code"), "Bob");
    const issue = await newIssue(page, address);
    policeai("case", "rank", file, issue, "--batch", "8");
    policeai("case", "check", file, "--offence", "theft");
    policeai("case", "timeline", file);
    await checkPages(page, address, ["/issues", `/review/${issue}`, `/stop/${issue}`, `/disputes/${issue}`, "/schedule", "/schedule/1", "/findings",
      "/findings/1", "/timeline", "/people", "/mentions?kind=person&key=nobody"]);
    await twoAtOnce(page, other, address, issue);
    await readAll(page, address, issue);
    await twoOnSchedule(page, other, address, 1);
    await findings(page, other, address);
    await moments(page, address);
  });
} finally {
  removeCase(root);
}
