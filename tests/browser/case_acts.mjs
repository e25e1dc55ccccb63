// Two officers at their work: a slip is taken back and those alike follow it; what one of two readers said is nobody else's before they
// have read; items are changed several at once, or none of them; a reason by its code; what is typed is not lost while a page changes;
// who saw and marked what.
import assert from "node:assert/strict";
import { checkPages, makeCase, policeai, press, removeCase, signIn, withDesk } from "./case_rig.mjs";

const submit = (page, form, nth = 0) => Promise.all([page.waitForNavigation(), page.click(`form[action='${form}'] button >> nth=${nth}`)]);
const main = (page) => page.textContent("main");

async function documentOf(page, address, words) {
  await page.goto(`${address}/search?q=${encodeURIComponent(words)}`);
  return (await page.getAttribute("ol.app-results a", "href")).match(/\/documents\/(\d+)/)[1];
}

// A key too soon, for a document and the one that is nearly the same; then the other word for both.
async function slip(page, address, issue, document) {
  await page.goto(`${address}/review/${issue}?document=${document}`);
  await page.keyboard.press("l");
  await press(page, "x");
  assert.match(await page.textContent("main .govuk-inset-text"), new RegExp(`Of document ${document} you said: not relevant, and of 1 that is shown`));
  await page.goto(`${address}/labels/${issue}?only=not`);
  assert.equal(await page.locator("main tbody tr").count(), 2);
  await page.goto(`${address}/review/${issue}?said=${document}`);
  await press(page, "z");
  assert.equal(await page.inputValue("input[name=document]"), document);
  assert.ok(await page.isChecked("#alike"));
  await press(page, "r");
  await page.goto(`${address}/labels/${issue}?only=not`);
  assert.equal(await page.locator("main tbody tr").count(), 0);
  await page.goto(`${address}/labels/${issue}?only=relevant`);
  assert.equal(await page.locator("main tbody tr").count(), 2);
}

async function blind(page, other, address, issue, document) {
  await page.goto(`${address}/review/${issue}?document=${document}`);
  await page.fill("#reason", "the word of the first reader");
  await page.focus("h1 ~ form button");
  await press(page, "r");
  await other.goto(`${address}/acts?kind=review-labelled&document=${document}`);
  assert.equal(await other.locator("main tbody tr").count(), 1);
  assert.match(await main(other), /shown to a second reader once they have read/);
  assert.doesNotMatch(await main(other), /the word of the first reader/);
  await other.goto(`${address}/review/${issue}?document=${document}`);
  assert.doesNotMatch(await main(other), /the word of the first reader/);
  await press(other, "x");
  await other.goto(`${address}/acts?kind=review-labelled&document=${document}`);
  assert.match(await main(other), /the word of the first reader/);
}

async function tick(page, address, documents) {
  await page.goto(`${address}/schedule`);
  assert.doesNotMatch(await main(page), /0 documents are not described/);
  for (const document of documents) await page.check(`#item-${document}`);
}

async function placeOf(page, address, document) {
  await page.goto(`${address}/schedule/${document}`);
  return page.textContent("h1 ~ p strong");
}

async function several(page, other, address) {
  await tick(page, address, [1, 2]);
  await tick(other, address, [2, 3]);
  await page.selectOption("#mark", "not-relevant");
  await submit(page, "/schedule/several");
  assert.match(await main(page), /need a reason/);
  await tick(page, address, [1, 2]);
  await page.selectOption("#mark", "not-relevant");
  await page.fill("#several-why", "of another matter");
  await submit(page, "/schedule/several");
  assert.match(page.url(), /\/schedule\?from=1&place=#items$/);
  await other.selectOption("#mark", "evidence");
  await other.fill("#several-why", "both are exhibits");
  const [answer] = await submit(other, "/schedule/several");
  assert.equal(answer.status(), 409);
  assert.match(await main(other), /document 2 was changed by Ann/);
  assert.equal(await placeOf(other, address, 3), "non-sensitive schedule");
  assert.equal(await placeOf(other, address, 2), "not relevant");
  await page.goto(`${address}/schedule?place=not+relevant`);
  assert.match(await page.textContent("main dl"), /not relevant\s+2 documents/);
  assert.equal(await page.locator("main tbody tr").count(), 2);
}

// From one item of a list to the next of the same list, and from the last back to the list.
async function next(page, address) {
  await page.goto(`${address}/schedule/1?place=not+relevant`);
  await page.focus("h1");
  await press(page, "o");
  assert.match(page.url(), /\/schedule\/2\?place=not/);
  await page.fill("#location", "store 1");
  await submit(page, "/schedule/change", 1);
  assert.match(page.url(), /\/schedule\?place=not\+relevant#items$/);
}

async function reasons(page, address, document) {
  await page.goto(`${address}/schedule/${document}`);
  await page.fill("#description", "A picture of a label\nfound on the quay");
  await page.selectOption("#sensitive", "yes");
  await page.selectOption("#reason", "method");
  await page.fill("#why", "how it was found");
  await submit(page, "/schedule/change");
  assert.equal(await placeOf(page, address, document), "sensitive schedule");
  assert.match(await main(page), /Police methods that are not public: how it was found/);
  assert.equal(await page.inputValue("#description"), "A picture of a label found on the quay");
  const long = "ä".repeat(2001); // more than 4,000 bytes
  await page.fill("#description", long);
  const [answer] = await submit(page, "/schedule/change");
  assert.equal(answer.status(), 422);
  assert.match(await main(page), /the description is longer than 4000 bytes/);
  await page.goto(`${address}/schedule/${document}`);
  assert.equal(await page.inputValue("#description"), "A picture of a label found on the quay");
}

// A page that would be asked for again stays while something is typed into it; a picture that comes later appears in its place.
async function typed(page, address, letter) {
  await page.route(`${address}/`, async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, body: (await answer.text()).replace("<h1", '<h1 data-again="0.3"') });
  });
  let visits = 0;
  page.on("request", (request) => { visits += request.url() === `${address}/`; });
  await page.goto(`${address}/`);
  await page.waitForTimeout(1500);
  assert.ok(visits > 1, `${visits} visits`);
  await page.fill("#q", "kestrel");
  const before = visits;
  await page.waitForTimeout(1500);
  assert.equal(visits, before);
  assert.equal(await page.inputValue("#q"), "kestrel");
  await page.unroute(`${address}/`);

  let asked = 0;
  await page.route(/\/documents\//, async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, body: (await answer.text()).replace("<image ", '<image data-coming="yes" ').replace("<svg", '<p id="coming">coming</p><svg') });
  });
  await page.route(/\/pictures\//, (route) => (asked++ < 2 ? route.abort() : route.continue()));
  await page.goto(`${address}/documents/${letter}?page=1`);
  await page.waitForSelector("#coming", { state: "hidden" });
  assert.match(await page.getAttribute("svg image", "href"), /try=/);
  await page.unroute(/\/documents\//);
  await page.unroute(/\/pictures\//);
}

async function seen(page, other, address, document) {
  const opened = async (reader) => {
    await reader.goto(`${address}/acts?kind=document-seen&document=${document}`);
    return reader.locator("main tbody tr").count();
  };
  const before = await opened(page);
  await other.goto(`${address}/documents/${document}`);
  await other.goto(`${address}/documents/${document}?page=1`);
  assert.equal(await opened(page), before + 1);
  assert.match(await main(page), /Bob/);
  await page.goto(`${address}/acts?by=Bob&kind=document-seen`);
  assert.doesNotMatch(await page.textContent("main table"), /Ann/);
}

const { root, file } = makeCase("sandpiper");
try {
  policeai("case", "issue", "add", file, "gate", "--text", "A van stood at the harbour gate.");
  policeai("case", "stop", "declare", file, "gate", "--elusion", "50", "--sample", "6", "--confidence", "90");
  policeai("case", "rank", file, "gate", "--batch", "4");
  policeai("case", "issue", "add", file, "blind", "--text", "The kestrel stands.", "--reviewers", "2");
  policeai("case", "describe", file);
  await withDesk(file, async (browser, link) => {
    const address = new URL(link).origin;
    const page = await signIn(browser, link, "Ann");
    await page.goto(`${address}/link`);
    const other = await signIn(browser, await page.textContent("code"), "Bob");
    const letter = await documentOf(page, address, '"a second page"');
    await slip(page, address, 1, await documentOf(page, address, '"harbour gate for"'));
    await blind(page, other, address, 2, letter);
    await several(page, other, address);
    await next(page, address);
    await reasons(page, address, await documentOf(page, address, "quay"));
    await seen(page, other, address, await documentOf(page, address, '"harbour gate for"'));
    await typed(page, address, letter);
    await checkPages(page, address, ["/acts", "/acts?kind=review-labelled", "/labels/1", "/review/1?said=1", "/schedule", "/schedule/3?place=sensitive"]);
  });
} finally {
  removeCase(root);
}
