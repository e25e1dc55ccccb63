// A defence lawyer, by keyboard alone and without JavaScript: which version, threshold and evidence were in force on the day;
// what the evidence page says to save and to run is saved and run, and confirms; a forged copy is refused.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { bothWidths, faces, redaction, withWorld } from "./reader.mjs";

async function onTheDay(reader, date) {
  await reader.go(faces);
  await reader.write("date", date);
  await Promise.all([reader.page.waitForNavigation(), reader.page.keyboard.press("Enter")]);
  await reader.arrive();
}

async function asksForDays(reader) {
  await onTheDay(reader, "2026-02-14");
  await reader.says("On 14 February 2026", "Number 1 of 2, published on 1 February 2026, 09:00:00", "Replaced on 1 June 2026", "threshold 0.6",
    "Stage pilot", "SampleFace version 2.1", "Proceed with conditions.", "No use at protests.", "Sample market day",
    "Not published: would be exempt under s.31(1)(a)");
  await reader.press("Why, and how to ask for it");
  await reader.says("To be reviewed by: 1 October 2026");
  await reader.saysNot("threshold 0.64", "Review overdue", "Railway stations", "It is still the newest");
  await reader.page.reload();
  await reader.follow("What changed then");
  await reader.says("The pilot became regular use");
  await onTheDay(reader, "2026-06-01");
  await reader.says("Number 2 of 2", "threshold 0.64", "Railway stations", "It is still the newest.", "No report of use covers that day.");
  await onTheDay(reader, "2026-01-31");
  await reader.says("Nothing of this use had been published by then. Its first version was published on 1 February 2026.");
  await onTheDay(reader, "31/01/2026");
  await reader.says("That is not a date of the form year-month-day. Today is shown.");
  await onTheDay(reader, "2999-01-01");
  await reader.says("That day is still to come. Today is shown.");
}

// Status and output of the command that the page prints, run where its files lie.
function run(command, folder) {
  const [, ...words] = command.trim().split(/\s+/);
  try {
    return { status: 0, told: execFileSync(process.env.POLICEAI, words, { cwd: folder, encoding: "utf8", stdio: "pipe" }) };
  } catch (failure) {
    return { status: failure.status, told: failure.stdout + failure.stderr };
  }
}

// A folder with the same files, of which one is changed.
function forged(folder, name, ending, change) {
  const copy = join(folder, name);
  mkdirSync(copy);
  for (const file of readdirSync(folder)) {
    if (/\.(json|jsonl|tlog-proof)$/.test(file)) copyFileSync(join(folder, file), join(copy, file));
  }
  const stem = readdirSync(copy).find((one) => one.endsWith(".dsse.json")).slice(0, -".dsse.json".length);
  const file = stem + ending;
  const before = readFileSync(join(copy, file), "utf8");
  const after = change(before);
  assert.notEqual(after, before, `${ending} is as it was`);
  writeFileSync(join(copy, file), after);
  return copy;
}

async function checksTheEvidence(reader, folder) {
  await reader.go(redaction);
  await reader.follow("What is said and in force today, on one page");
  await reader.says("in date, but not measured on this force’s own data");
  await reader.follow("the evidence, and how to check it");
  const names = await reader.page.locator("a[download]").allInnerTexts();
  assert.equal(names.length, 7);
  mkdirSync(folder);
  for (const name of names) {
    assert.equal(await reader.save(name, folder), join(folder, name));
    await reader.page.reload();
  }
  const command = (await reader.page.locator("#verify ~ pre").first().innerText()).trim();
  const { status, told } = run(command, folder);
  assert.equal(status, 0, told);
  assert.equal(told.match(/ holds/g).length, 4, told);
  return command;
}

function refuses(command, folder) {
  const digit = (text) => text.replace(/"numerator":(\d*)(\d)/, (_, most, last) => `"numerator":${most}${(Number(last) + 1) % 10}`);
  const cases = [
    [".figures.json", digit, /figures +fails/],
    [".results.jsonl", (text) => text.replace("answered", "timeout"), /results +fails/],
    [".dsse.json", (text) => {
      const envelope = JSON.parse(text);
      const payload = digit(Buffer.from(envelope.payload, "base64").toString());
      return text.replace(envelope.payload, Buffer.from(payload).toString("base64"));
    }, /signature +fails/],
    [".tlog-proof", (text) => text.replace(/^index \d+/m, "index 1"), /log +fails/],
    [".run.tlog-proof", (text) => text.replace(/^index \d+/m, "index 1"), /log +fails/],
  ];
  for (const [ending, change, why] of cases) {
    const copy = forged(folder, `forged-${ending.slice(1).replace(/\W/g, "-")}`, ending, change);
    const { status, told } = run(command, copy);
    assert.equal(status, 1, `${ending}: ${told}`);
    assert.match(told, why);
  }
  const { status, told } = run(command.replace(/--log-key \S+/, "").replace(/--signer \S+/, ""), folder);
  assert.equal(status, 4, told);
}

await withWorld(async (world) => {
  await bothWidths(world, async (reader, width) => {
    await asksForDays(reader);
    const folder = join(world.folder, `saved-${width}`);
    refuses(await checksTheEvidence(reader, folder), folder);
    console.log(`a lawyer at ${width}: ${reader.pages} pages by keyboard, no violation; confirmed, and forged copies refused`);
  });
});
