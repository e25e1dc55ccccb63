#!/usr/bin/python3
"""check_printed.py POLICEAI WORK: calls and messages in tables that are printed (printed_rows.py), read by policeai: each row is one event with its own time, parties and whole text, none is
lost or taken twice, and what is no such table gives none."""
import json
import re
import shutil
import subprocess

from case_calls import call, expect, finish, work
import printed_rows

def digits(party):
    return re.sub(r"\D", "", party)


shutil.rmtree(work, ignore_errors=True)
folder, case = work / "folder", work / "a.case"
folder.mkdir(parents=True)
long, calls, few = printed_rows.messages(120, 1), printed_rows.messages(60, 2), printed_rows.messages(90, 3)
(folder / "extraction.pdf").write_bytes(printed_rows.extraction(long))
(folder / "network.pdf").write_bytes(printed_rows.network(calls))
(folder / "bill.pdf").write_bytes(printed_rows.bill(few))
blocks = printed_rows.messages(40, 4)
(folder / "cards.pdf").write_bytes(printed_rows.cards(blocks))
(folder / "goes-on.pdf").write_bytes(printed_rows.goes_on())
(folder / "letter.pdf").write_bytes(printed_rows.letter())
(folder / "unknown.pdf").write_bytes(printed_rows.unknown())
chats = {style: printed_rows.messages(60, 20 + i) for i, style in enumerate(("below", "beside", "account"))}
for style, rows in chats.items():
    (folder / f"chat-{style}.pdf").write_bytes(printed_rows.bubbles(rows, style))
few_rows, few_chat = printed_rows.messages(9, 30), [(n, f, p, t.replace(month=4), x) for n, f, p, t, x in printed_rows.messages(11, 31)]
(folder / "mixed.pdf").write_bytes(printed_rows.mixed(few_rows, few_chat))
(folder / "mail.pdf").write_bytes(printed_rows.printed_mail())
(folder / "statement.pdf").write_bytes(printed_rows.statement())
# the network's answer as a scan: its first page drawn, a little askew
subprocess.run(["pdftoppm", "-r", "200", "-gray", "-f", "1", "-l", "1", "-png", folder / "network.pdf", work / "page"], check=True)
from PIL import Image  # noqa: E402

scan = Image.open(next(work.glob("page*.png"))).rotate(1.2, fillcolor=255, resample=Image.BICUBIC)
scan.save(folder / "scan.png", dpi=(200, 200))
status, out, error = call("read", folder, "--to", case)
expect(status == 0, "read:", error)
events = [json.loads(line) for line in call("events", case, "--json")[1].splitlines()]
by_path = {p: [e for e in events if e["path"] == p] for p in ("extraction.pdf", "network.pdf", "bill.pdf", "cards.pdf", "goes-on.pdf", "letter.pdf", "unknown.pdf", "scan.png", "mixed.pdf", "mail.pdf", "statement.pdf", *(f"chat-{style}.pdf" for style in chats))}
print({p: len(v) for p, v in by_path.items()})


def same(path, rows, told, fields):
    """Events in their order, each equal in each field."""
    expect(len(told) == len(rows), path, "rows:", len(told), "of", len(rows))
    for row, event in zip(rows, sorted(told, key=lambda e: e["at"])):
        for name, want in fields(row).items():
            expect(event[name] == want, path, "row", row[0], name, repr(event[name]), "is not", repr(want), event)


same("extraction.pdf", long, by_path["extraction.pdf"], lambda r: {"at": r[3].isoformat(), "zone": "+00:00", "text": r[4], "from" if r[1] == "Inbox" else "to": r[2] + " A. Sample"})
same("network.pdf", calls, by_path["network.pdf"], lambda r: {"at": r[3].isoformat(), "zone": "Z", "seconds": r[0] * 7, "from": r[2] if r[1] == "Inbox" else "07700 900050", "to": "07700 900050" if r[1] == "Inbox" else r[2]})
same("bill.pdf", few, by_path["bill.pdf"], lambda r: {"at": r[3].strftime("%Y-%m-%dT%H:%M"), "zone": "", "to": r[2], "seconds": r[0]})
same("cards.pdf", blocks, by_path["cards.pdf"], lambda r: {"at": r[3].isoformat(), "zone": "Z", "text": r[4], "from" if r[1] == "Inbox" else "to": r[2], "direction": "Incoming" if r[1] == "Inbox" else "Outgoing"})
expect([(e["page"], e["text"]) for e in by_path["goes-on.pdf"]] == [(1, "the first"), (1, "begun here and ended there"), (2, "the third")], "over the page:", by_path["goes-on.pdf"])
expect(not by_path["letter.pdf"] and not by_path["unknown.pdf"], "rows where none are:", by_path["letter.pdf"], by_path["unknown.pdf"])
SENDER = {"below": ("+447700900123 B. Sample", "+447700900050 A. Sample"), "beside": ("B. Sample", "A. Sample"), "account": ("447700900123@s.whatsapp.net B. Sample", "447700900050@s.whatsapp.net A. Sample")}
for style, rows in chats.items():
    same(f"chat-{style}.pdf", rows, by_path[f"chat-{style}.pdf"], lambda r: {"at": r[3].isoformat(), "zone": "+00:00", "text": r[4], "from": SENDER[style][r[1] == "Sent"], "direction": "Outgoing" if r[1] == "Sent" else "", "kind": "message"})
same("mixed.pdf", few_rows + few_chat, by_path["mixed.pdf"], lambda r: {"at": r[3].isoformat(), "text": r[4]})
expect(not by_path["mail.pdf"] and not by_path["statement.pdf"], "bubbles where none are:", by_path["mail.pdf"], by_path["statement.pdf"])
for with_whom in ("07700 900123", "b. sample"):
    told = {e["path"] for e in map(json.loads, call("events", case, "--json", "--with", with_whom)[1].splitlines())}
    expect("chat-account.pdf" in told and "chat-below.pdf" in told, "found by who wrote:", with_whom, told)
# of the scan most rows, and no time that does not stand there
wanted = {r[3].isoformat() for r in calls}
found = [e for e in by_path["scan.png"] if e["at"] in wanted]
first = len([e for e in by_path["network.pdf"] if e["page"] == 1])
expect(len(found) >= first * 0.8, "scan:", len(found), "of", first)
expect(len(by_path["scan.png"]) - len(found) <= first * 0.2, "scan, wrong times:", len(by_path["scan.png"]) - len(found))
by_time = {r[3].isoformat(): r for r in calls}
whole = [e for e in found if digits(e["from"] + e["to"]) in (digits(by_time[e["at"]][2]) + "07700900050", "07700900050" + digits(by_time[e["at"]][2])) and e["seconds"] == by_time[e["at"]][0] * 7]
expect(len(whole) >= first * 0.8, "scan, whole rows:", len(whole), "of", first, found[:2])
# the place of a row holds it, on its page
for event in by_path["extraction.pdf"][::17] + by_path["bill.pdf"][::17]:
    text = call("show", case, event["document"], "--page", event["page"])[1].split("----\n", 1)[1]
    row = text[event["start"]:event["end"]]
    expect(event["said"].split()[0] in row, "place:", event, repr(row))
one = long[40][2]
mine = [json.loads(line)["text"] for line in call("events", case, "--json", "--with", "0" + digits(one)[2:])[1].splitlines()]
expect(long[40][4] in mine, "--with the number of a party that has a name too:", mine)
kept = {row[4]: row for row in (line.split("\t") for line in call("files", case)[1].splitlines()) if len(row) > 4}
expect("read as pages" in " ".join(kept["unknown.pdf"]), "an extraction without rows is told:", kept["unknown.pdf"])
expect("read as pages" not in " ".join(kept["letter.pdf"]), "a letter is none:", kept["letter.pdf"])
finish("printed rows: all as expected")
