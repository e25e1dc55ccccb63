#!/usr/bin/python3
"""check_events.py POLICEAI WORK: tables of calls, a chat and a table that is none, made here and read; each event has its time as stated, its parties and its place, and nothing is
filled in. All names and numbers are made up (numbers of Ofcom's range for drama)."""
import datetime
import json
import shutil

import openpyxl

from case_calls import call, expect, faults, finish, work

shutil.rmtree(work, ignore_errors=True)
folder, case = work / "folder", work / "a.case"
folder.mkdir(parents=True)
(folder / "bill.csv").write_text('Account 12\nCall Date,Call Time,Calling Number,Called Number,Duration,Cell Site\n'
                                 '13/02/2026,12:30:05,07700 900123,+44 7700 900124,00:01:15,"a ""mast"", north"\n14/02/2026,9:05 pm,07700900124,07700900123,75,\n')
book = openpyxl.Workbook()
sheet = book.active
sheet.title = "Messages"
sheet.append(["#", "Timestamp", None, "From", "To", "Body", "Deleted"])
for i in range(130):
    sheet.append([i + 1, datetime.datetime(2026, 3, 1, 12, 0) + datetime.timedelta(minutes=i), None, "A. Sample", "+447700900123", f"text {i}", "Yes" if i == 120 else None])
other = book.create_sheet("Places")
other.append(["Site", "Height"])
other.append(["north", 20])
book.save(folder / "phone.xlsx")
(folder / "chat.txt").write_text("[03/04/2026, 21:05:01] Messages are end-to-end encrypt\u00e9d.\n[03/04/2026, 21:05:09] A Sample: first line\nsecond line\n"
                                 "[04/04/2026, 07:00:00] B Sample: reply\n", encoding="utf-8")
# Both ways in which phones write half days, marks of direction, a day that only the order of the messages tells, a text before its first message.
(folder / "american.txt").write_text("\ufeff1/12/26, 1:55\u202fp.m. - \u202a+44 7700 900125\u202c: pelican\n2/3/26, 9:05 a.\u00a0m. - D Sample: 12/31/25 is no date of its own\n"
                                     "\u200e2/3/26, 9:06 AM - ~\u202fC Sample: \u200eIMG-1.jpg (file attached)\n", encoding="utf-8")
(folder / "old.txt").write_text("13/06/26 21:25:15: E Sample: gannet\n13/06/26 21:26:15: F Sample: reply: yes\n", encoding="utf-8")
(folder / "lines.txt").write_text("a note of 03/04/2026\nthat is no chat\n")
(folder / "stock.csv").write_text("item,count\nchair,4\n")
status, out, error = call("read", folder, "--to", case)
expect(status == 0, "read:", error)
status, out, error = call("events", case, "--json")
events = [json.loads(line) for line in out.splitlines()]
by_path = {p: [e for e in events if e["path"] == p] for p in ("bill.csv", "phone.xlsx", "chat.txt", "american.txt", "old.txt", "lines.txt", "stock.csv")}
expect({p: len(v) for p, v in by_path.items()} == {"bill.csv": 2, "phone.xlsx": 130, "chat.txt": 3, "american.txt": 3, "old.txt": 2, "lines.txt": 0, "stock.csv": 0}, "counts:", {p: len(v) for p, v in by_path.items()}, error)
if not faults:
    first, second = by_path["bill.csv"]
    expect((first["at"], first["zone"], first["from"], first["to"], first["seconds"], first["kind"]) == ("2026-02-13T12:30:05", "", "07700 900123", "+44 7700 900124", 75, "call"), first)
    expect(first["other"] == 'Cell Site: a "mast", north' and first["day_first_assumed"] == "no", "unknown column:", first)
    expect((second["at"], second["seconds"]) == ("2026-02-14T21:05", 75), second)
    late = by_path["phone.xlsx"][120]
    expect((late["at"], late["page"], late["text"], late["other"]) == ("2026-03-01T14:00:00", 2, "text 120", "#: 121\nDeleted: Yes"), late)
    notice, message, reply = by_path["chat.txt"]
    expect((notice["kind"], notice["from"], message["from"], message["text"]) == ("notice", "", "A Sample", "first line\nsecond line"), notice, message)
    expect(message["at"] == "2026-04-03T21:05:09" and message["day_first_assumed"] == "yes", message)
    half, said, sent = by_path["american.txt"]
    expect((half["at"], half["from"], half["text"], half["day_first_assumed"]) == ("2026-01-12T13:55", "+44 7700 900125", "pelican", "no"), half)
    expect((said["at"], said["from"], said["text"]) == ("2026-02-03T09:05", "D Sample", "12/31/25 is no date of its own"), said)
    expect((sent["at"], sent["from"]) == ("2026-02-03T09:06", "~\u202fC Sample") and "IMG-1.jpg (file attached)" in sent["text"], sent)
    expect([(e["at"], e["from"], e["text"]) for e in by_path["old.txt"]] == [("2026-06-13T21:25:15", "E Sample", "gannet"), ("2026-06-13T21:26:15", "F Sample", "reply: yes")], by_path["old.txt"])
    for e in (first, late, message):  # the place holds the row
        text = call("show", case, e["document"], "--page", e["page"])[1].split("----\n", 1)[1]
        row = text[e["start"]:e["end"]]
        expect((e["text"] or e["from"]).split("\n")[0] in row and "\n" not in row.replace("first line\nsecond", ""), "place:", e, repr(row))
with_number = [json.loads(line)["path"] for line in call("events", case, "--json", "--with", "07700900124")[1].splitlines()]
expect(with_number == ["bill.csv"] * 2, "--with a number:", with_number)
expect(len(call("events", case, "--json", "--with", "b sample")[1].splitlines()) == 1, "--with a name")
expect(len(call("events", case, "--json", "--from", "2026-03-01", "--until", "2026-03-01T12:10")[1].splitlines()) == 10, "--from and --until")
expect("140 calls and messages" in call("events", case)[1], "sum:", call("events", case)[1][-300:])
# read anew, the rows of the changed table are those of its new version too, and none is there twice
call("read", folder, "--to", case)
expect(len(call("events", case, "--json")[1].splitlines()) == 140, "twice")
finish("calls and messages: all as expected")
