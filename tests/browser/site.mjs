// A real server over a data folder with measured tools, and Debian's chromium to look at it.
import { spawn, execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { withBrowser } from "./keyboard.mjs";

const program = process.env.POLICEAI;

// Resolves to the address the server prints once its first page can be fetched.
function started(server) {
  return new Promise((resolve, reject) => {
    let text = "";
    server.stdout.on("data", (bytes) => {
      text += bytes;
      const found = text.match(/serving (http:\/\/127\.0\.0\.1:\d+)\//);
      if (found) resolve(found[1]);
    });
    server.on("exit", (status) => reject(new Error(`the server ended with ${status}: ${text}`)));
  });
}

async function stop(server) {
  const ended = new Promise((resolve) => server.on("exit", resolve));
  if (server.exitCode === null && server.signalCode === null) {
    server.kill("SIGINT");
    await ended;
  }
}

// Calls work(address) beside a server over the data folder.
export async function serve(data, work, env = process.env) {
  const server = spawn(program, ["serve", "--port", "0", "--no-measure", "--data", data], { env });
  try {
    return await work(await started(server));
  } finally {
    await stop(server);
  }
}

// The sample register, whose redaction uses the tool that was measured.
async function addRegister(folder, data) {
  const tool = join(folder, "tool.json");
  await serve(data, async (address) => {
    const model = await (await fetch(`${address}/tools/redact-text.json`)).json();
    writeFileSync(tool, JSON.stringify(model.tool.identity));
  });
  execFileSync(process.env.APPEND_STATEMENTS, [data, process.env.REGISTER, tool], { stdio: "inherit" });
}

// Calls work(browser, address); stops and removes everything afterwards. `register`: also the sample register.
export async function withSite(work, register = false) {
  const folder = mkdtempSync(join(tmpdir(), "policeai-browser-"));
  const data = join(folder, "data");
  try {
    for (const benchmark of register ? ["redaction-uk"] : ["redaction-uk", "redaction-synthetic"]) {
      execFileSync(program, ["lab", "run", "redact-text", benchmark, "--data", data], { stdio: "ignore" });
    }
    if (register) await addRegister(folder, data);
    await serve(data, (address) => withBrowser((browser) => work(browser, address)));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

// The home page and one page of each kind, found by its links.
export async function onePageOfEachKind(address) {
  const tool = await (await fetch(`${address}/tools/redact-text.json`)).json();
  const log = await (await fetch(`${address}/log.json`)).json();
  return ["/", "/tools", "/tools/redact-text", `/evidence/${tool.evidence[0].envelope}`, "/benchmarks", `/benchmarks/${tool.evidence[0].benchmark_id}`,
    "/tasks/text-redaction", "/forces", "/forces/gwent", "/log", `/log/${log.statements[0].id}`, "/search?q=text",
    "/search?q=nothing-like-it", "/about", "/accessibility", "/no-such-page"];
}
