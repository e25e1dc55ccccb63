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

const { root, file } = makeCase("plover");
try {
  await withDesk(file, async (browser, link) => {
    const address = new URL(link).origin;
    const page = await signIn(browser, link, "Ann");
    await page.goto(`${address}/link`);
    const other = await signIn(browser, await page.textContent("code"), "Bob");
    const issue = await newIssue(page, address);
    policeai("case", "rank", file, issue, "--batch", "8");
    await checkPages(page, address, ["/issues", `/review/${issue}`, `/stop/${issue}`, `/disputes/${issue}`, "/schedule", "/schedule/1", "/findings",
      "/timeline", "/people", "/mentions?kind=person&key=nobody"]);
    await twoAtOnce(page, other, address, issue);
    await readAll(page, address, issue);
    await twoOnSchedule(page, other, address, 1);
  });
} finally {
  removeCase(root);
}
