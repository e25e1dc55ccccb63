#!/usr/bin/python3
"""check_phones.py POLICEAI WORK: what programs write about a phone (phone_files.py), read: each call and message has its time and zone as stated, its sides, its state and its place; what is no
call and no message can be found; of each kind it is said how many there are."""
import io
import json
import shutil

from case_calls import call, expect, faults, finish, work
import phone_files
from PIL import Image, ImageDraw, ImageFont

def sign(text):
    image = Image.new("L", (1000, 200), 255)
    ImageDraw.Draw(image).text((60, 60), text, font=ImageFont.truetype("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf", 60), fill=0)
    out = io.BytesIO()
    image.save(out, "PNG", dpi=(200, 200))
    return out.getvalue()


shutil.rmtree(work, ignore_errors=True)
folder, case = work / "folder", work / "a.case"
folder.mkdir(parents=True)
files = {"report.xml": phone_files.report(), "phone.ufdr": phone_files.extraction(), **phone_files.backup(sign("harbour gate")), **phone_files.telegram(), "message_1.json": phone_files.meta(),
         "messages.html": phone_files.page(), "channel.json": json.dumps(phone_files.discord()).encode(), "channel.html": phone_files.discord_page(), **phone_files.signal(), "cut.xml": phone_files.report()[:9000], "odd.json": b'{"messages": [{"a": 1}], "note": "ruffword"}', "broken.json": b'{"messages": [{"date_unixtime": "1"}, shankword'}
files["entity.xml"] = phone_files.report(1).replace(b"<project", b'<!DOCTYPE project [<!ENTITY a "aaaa">]><project', 1)
for name, data in files.items():
    (folder / name).write_bytes(data)
status, out, error = call("read", folder, "--to", case)
expect(status == 0, "read:", error)
events = [json.loads(line) for line in call("events", case, "--json")[1].splitlines()]
by_path = {}
for e in events:
    by_path.setdefault(e["path"], []).append(e)
counts = {p: len(v) for p, v in by_path.items()}
wanted = {"report.xml": 133, "phone.ufdr//report.xml": 6, "sms.xml": 3, "calls.xml": 2, "result.json": 3, "account.json": 6, "message_1.json": 2, "messages.html": 3, "channel.json": 3, "channel.html": 2, "signal.jsonl": 3, "data.json": 2, "signal.html": 2}
expect({p: n for p, n in counts.items() if p != "cut.xml"} == wanted and 3 < counts["cut.xml"] < 60, "counts:", counts, error)
fates = {}
for line in call("files", case)[1].splitlines():
    cells = line.split("\t")
    if len(cells) >= 5:
        fates[cells[4]] = cells
if not faults:
    def find(path, **what):
        found = [e for e in by_path[path] if all(e[k] == v for k, v in what.items())]
        expect(len(found) == 1, path, what, len(found), "found", by_path[path][:2])
        return found[0] if found else {}

    def holds(event, **what):
        expect(all(event.get(k) == v for k, v in what.items()), what, "in", event)

    went = find("report.xml", direction="Outgoing")
    holds(went, at="2026-03-01T12:30:05", zone="+00:00", to="+447700900124; B Sample", seconds=75, kind="Call", day_first_assumed="no")
    holds(went, **{"from": "07700900123"})
    expect("Phone owner: 07700900123" in went["other"] and "Deleted: Intact" in went["other"], went)
    came = find("report.xml", direction="Incoming")
    holds(came, at="2026-03-01T13:30:05", zone="+01:00")
    expect("seconds" not in came, came)
    expect("Deleted: Deleted" in came["other"], came)
    first = find("channel.json", text="the spoonbill \u21b5 at two")
    holds(first, at="2026-03-01T14:03:03", zone="+00:00", kind="message", **{"from": "b_sample; B Sample; 700900124"})
    expect("Chat: slipway" in first["other"] and "Application: Discord" in first["other"] and "pier.jpg" in first["other"], first)
    bot = find("channel.json", text="high water")
    holds(bot, zone="+01:00")
    expect("by a bot: yes" in bot["other"] and "attachments" not in bot["other"], bot)
    expect("callEndedTimestamp: 2026-03-01T16:05:03+00:00" in find("channel.json", kind="Call")["other"], "a call on Discord")
    bittern, crake = by_path["channel.html"]
    holds(bittern, at="2026-03-01T14:03", text="the bittern", **{"from": "B Sample; b_sample"})
    holds(crake, at="2026-03-01T14:04", text="and a crake", **{"from": "B Sample; b_sample"})
    godwit = find("signal.jsonl", text="the godwit \u00e9")
    holds(godwit, at="2026-03-01T12:30:05", zone="Z", direction="Incoming", to="+447700900123", **{"from": "B Sample; +447700900124"})
    expect("Chat: Boat club" in godwit["other"] and "quay.jpg" in godwit["other"] and "expiresInSeconds: 60" in godwit["other"], godwit)
    holds(find("signal.jsonl", text="the egret"), direction="Outgoing", to="+447700900125")
    expect("audio_call" in find("signal.jsonl", kind="call")["other"], "a call on Signal")
    holds(find("data.json", text="the osprey"), at="2026-03-01T13:30:05", zone="", kind="message", **{"from": "B Sample"})
    holds(find("data.json", kind="call"), **{"from": "Me"})
    harrier, merlin = by_path["signal.html"]
    holds(harrier, at="2026-03-01T13:30:05", text="the harrier", **{"from": "B Sample"})
    holds(merlin, text="and a merlin", **{"from": "B Sample"})
    line = find("report.xml", text="line 77 \u21b5 plover 77")
    holds(line, at="2026-03-02T11:17:00", zone="+00:00", **{"from": "447700900124@s.whatsapp.net; B Sample"})
    expect("Chat: 447700900124@s.whatsapp.net" in line["other"] or "Chat: Boat <club>" in line["other"], line)
    expect("Application: WhatsApp" in line["other"] and "Status: Read" in line["other"], line)
    expect("Filename: pier.jpg" in find("report.xml", text="line 5")["other"], "attachment")
    expect(sum("Deleted: Deleted" in e["other"] for e in by_path["report.xml"]) == 2, "deleted")
    sms = find("report.xml", kind="SMS")
    holds(sms, at="2026-03-01T18:00:01", zone="+01:00", day_first_assumed="yes", **{"from": "07700 900126; C Sample"})
    first = find("sms.xml", text="meet at 5 & bring knotrope")
    holds(first, at="2026-03-01T12:00:00", zone="Z", direction="Received", to="", **{"from": "+447700900124; B Sample"})
    holds(find("sms.xml", text="ok \u21b5 later"), at="2026-03-01T12:01:00", direction="Sent", to="07700 900125", **{"from": ""})
    holds(find("sms.xml", kind="MMS"), at="2026-03-01T12:00:05", text="the dunlin picture", to="+447700900128", **{"from": "+447700900124"})
    holds(find("calls.xml", direction="Outgoing"), at="2026-03-01T13:00:00", to="+447700900124; B Sample", seconds=75)
    holds(find("calls.xml", direction="Missed"), seconds=0, to="")
    holds(find("result.json", text="see https://example.org sanderling"), at="2026-03-01T12:30:05", zone="Z", **{"from": "B Sample; user7"})
    holds(find("result.json", kind="phone_call"), at="2026-03-01T13:31:05", zone="", seconds=33)
    holds(find("message_1.json", text="au caf\u00e9 whimbrel"), at="2026-03-01T12:30:05", party="Zo\u00eb Sample; A Sample", **{"from": "Zo\u00eb Sample"})
    holds(find("message_1.json", kind="call"), seconds=12)
    hello = find("messages.html", text="Hello & avocet \u21b5 second line")
    holds(hello, at="2026-03-02T13:10:36", zone="+01:00", **{"from": "B Sample"})
    expect("Chat: Gruppo Two" in hello["other"], hello)
    holds(find("messages.html", text="joined on"), **{"from": "B Sample"})
    holds(find("messages.html", kind="call"), at="2026-03-02T13:12:00", zone="", **{"from": "C <Sample>"})
    for e in (went, line, first, hello):  # the place holds the row
        text = call("show", case, e["document"], "--page", e["page"])[1].split("----\n", 1)[1]
        row = text[e["start"]:e["end"]]
        expect((e["text"] or e["from"]) in row and "\n" not in row, "place:", e, repr(row))
for word, path in (("godwit", "report.xml"), ("turnstone", "report.xml"), ("490154203237518", "report.xml"), ("redshankfile", "phone.ufdr//files/Text/note.txt"), ("harbour", "sms.xml//message 3, sign.png"),
                   ("ruffword", "odd.json"), ('"2 March 2026"', "messages.html"), ("shankword", "broken.json"), ('"InstantMessage: 130"', "report.xml"), ('"extraInfo (where a record was found; not read): 1"', "report.xml"), ('"30 7700 900123"', None)):
    found = call("search", case, word)[1]
    expect(path is None or path in found, "search", word, found[:300])
expect("damaged" in str(fates.get("cut.xml")), "a damaged report is told:", fates.get("cut.xml"))
expect(fates.get("entity.xml", ["", "", ""])[2] == "text", "a document type is not opened as a report:", fates.get("entity.xml"))
expect(len(call("events", case, "--json", "--with", "07700900124")[1].splitlines()) > 130, "--with a number of WhatsApp")
finish("phones: all as expected")
