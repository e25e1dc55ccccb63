// redaction_peers.mjs FILE: the same text through npm's libraries, in one process each turn by turn; prints
// "NAME VERSION megabytes-a-second-of-processor finds-a-megabyte piece-bytes" a line. Run by bench-redaction-peers.
import fs from "node:fs";
import { createRequire } from "node:module";
const require = createRequire(new URL("peers/", import.meta.url));
const { OpenRedaction } = require("@openredaction/core");
const { Redactor } = require("@redactpii/node");
const text = fs.readFileSync(process.argv[2], "utf8");
const TURNS = 3;

// Pieces that end with a line: one of the libraries needs four times as long for a text twice as long.
function pieces(bytes, piece) {
    const found = [];
    for (let at = 0; at < bytes; ) {
        const end = Math.max(text.lastIndexOf("\n", at + piece) + 1, at + 1);
        found.push(text.slice(at, end));
        at = end;
    }
    return found;
}

const peers = [
    { name: "@openredaction/core", bytes: 200000, piece: 10000,
      reader: new OpenRedaction(), find: async (reader, one) => (await reader.detect(one)).detections.length },
    { name: "@redactpii/node", bytes: 2000000, piece: 1000000,
      reader: new Redactor(), find: async (reader, one) => (reader.redact(one).match(/\b(PERSON_NAME|EMAIL_ADDRESS|PHONE_NUMBER|CREDIT_CARD_NUMBER|US_SOCIAL_SECURITY_NUMBER)\b/g) ?? []).length },
];
for (const peer of peers) {
    const parts = pieces(Math.min(peer.bytes, text.length - peer.piece), peer.piece);
    const size = parts.reduce((sum, one) => sum + Buffer.byteLength(one), 0) / 1e6;
    let best = Infinity, finds = 0;
    for (let turn = 0; turn < TURNS; turn++) {
        const began = process.cpuUsage();
        finds = 0;
        for (const one of parts) finds += await peer.find(peer.reader, one);
        const took = process.cpuUsage(began);
        best = Math.min(best, (took.user + took.system) / 1e6);
    }
    const version = JSON.parse(fs.readFileSync(new URL(`peers/node_modules/${peer.name}/package.json`, import.meta.url))).version;
    console.log(`${peer.name} ${version} ${(size / best).toFixed(3)} ${(finds / size).toFixed(0)} ${peer.piece}`);
}
