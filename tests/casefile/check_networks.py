#!/usr/bin/python3
"""check_networks.py POLICEAI WORK: tables of calls as networks and programs of several makers write them (their headings, signs and times; all numbers made up, of Ofcom's range for drama
where they are whole), read by policeai: of each row time, zone, both sides and duration come out, also where rows are long, cells hold line ends or headings take two rows."""
import datetime
import json
import shutil

import openpyxl

from case_calls import call, expect, finish, work

ME, YOU = "07700900050", "447700900123"


shutil.rmtree(work, ignore_errors=True)
folder, case = work / "folder", work / "a.case"
folder.mkdir(parents=True)
wanted = {}  # path: [(at, zone, from, to, party, seconds)]


def put(name, text, *rows, encoding="utf-8"):
    (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode(encoding))
    wanted[name] = list(rows)


# A target and the other side; the type says who called. Cells in apostrophes, notes above and a sum below.
put("target.csv", f"A NETWORK\n\nCall Details of Mobile No '{ME}' from '01-Jun-2026' to '05-Jun-2026'\n\nTarget No,Call Type,TOC,B Party No,LRN No,Date,Time,Dur(s),First CGI,Service Type,IMEI\n"
    f"'{ME}',SMT,Post,'AD-SHOP','-','15/04/2026',08:26:10,0,404-98,SMS,'866588055801530'\n'{ME}',OUT,Post,'{YOU}',4106,'15/04/2026',09:42:17,41,404-98,Voice,'866588055801530'\n*** END OF REPORT ***\n",
    ("2026-04-15T08:26:10", "", "AD-SHOP", ME, "", 0), ("2026-04-15T09:42:17", "", ME, YOU, "", 41))
put("a-party.csv", "-" * 80 + f"\nMSISDN : - {ME}\nFrom Date :- 01/01/2026 00:00:00\n" + "-" * 80 + "\nTarget /A PARTY NUMBER,CALL_TYPE,B PARTY NUMBER,Call date,Call Initiation Time,Call Duration,IMEI,In TG \n" + "-" * 80
    + f"\n{ME},Incoming,{YOU},13-01-2026,10:08:37,26,869236064978130,MTB\n{ME},Forwarded,{YOU},13-01-2026,10:32:38,13,869236064978130,MTB\n",
    ("2026-01-13T10:08:37", "", YOU, ME, "", 26), ("2026-01-13T10:32:38", "", "", "", f"{ME}; {YOU}", 13))
put("calling.csv", f"Calling Party Telephone Number,Called Party Telephone Number,Call Date,Call Time,Call Termination Time,Call Duration,First Cell ID,Call Type\n'{YOU}','{ME}','02/06/2026','17:29:23','17:30:08','45','405','a_in'\n"
    f"'{YOU}','{ME}','22/06/2026','17:29:23','17:30:08','45','405','a_in'\n", ("2026-06-02T17:29:23", "", YOU, ME, "", 45), ("2026-06-22T17:29:23", "", YOU, ME, "", 45))
# Names without blanks (3GPP TS 32.298), parted by a stroke, in a .txt; digits alone.
put("record.txt", f"recordType|servedMSISDN|ANumber|calledNumber|answerTime|callDuration\nMOC|{ME}|{ME}|{YOU}|20260301123005|253\nMTC|{ME}|{YOU}|{ME}|20260301124005|7\n",
    ("2026-03-01T12:30:05", "", ME, YOU, ME, 253), ("2026-03-01T12:40:05", "", YOU, ME, ME, 7))
put("zones.csv", f"Start Date/Time (UTC);A Number;B Number;Duration (hh:mm:ss);Cell\n01/07/2026 11:30;{ME};{YOU};01:02:03;x\n13/07/2026 11:30;{ME};{YOU};00:00:09;x\n",
    ("2026-07-01T11:30", "Z", ME, YOU, "", 3723), ("2026-07-13T11:30", "Z", ME, YOU, "", 9))
put("american.csv", f"Date (MM/DD/YYYY),Time (GMT),From,To,Duration (minutes)\n03/04/2026,2:05:09 PM,{ME},{YOU},3\n", ("2026-03-04T14:05:09", "Z", ME, YOU, "", None))
put("start.csv", f"Date,Start Time,End Time,Caller,Callee,Talk Time\n03/04/2026,12:30:05,12:31:00,{ME},{YOU},55\n13/04/2026,12:30:05,12:31:00,{ME},{YOU},55\n", ("2026-04-03T12:30:05", "", ME, YOU, "", 55), ("2026-04-13T12:30:05", "", ME, YOU, "", 55))
put("epoch.csv", f"timestamp,src,dst,billsec\n1772368205,{ME},{YOU},75.0\n1772368205123,{ME},{YOU},5\n", ("2026-03-01T12:30:05", "Z", ME, YOU, "", 75), ("2026-03-01T12:30:05", "Z", ME, YOU, "", 5))
put("serial.csv", f"Call Date,Call Time,Calling No,Called No\n46082,0.520891,{ME},=\"{YOU}\"\n46082.520891,,{ME},\"{YOU}\"\n", ("2026-03-01T12:30:05", "", ME, YOU, "", None), ("2026-03-01T12:30:05", "", ME, YOU, "", None))
put("seasons.csv", f"When,From,To\nSun Mar 01 12:30:05 GMT 2026,{ME},{YOU}\n1 July 2026 12:30 BST,{ME},{YOU}\n", ("2026-03-01T12:30:05", "Z", ME, YOU, "", None), ("2026-07-01T12:30", "+01:00", ME, YOU, "", None))
put("wide.csv", f"timestamp,from,to,text\n2026-03-01T12:30:05Z,{ME},{YOU},wide\n", ("2026-03-01T12:30:05", "Z", ME, YOU, "", None), encoding="utf-16")
put("two-rows.csv", f"Report,,,,,\n,Call,,,Parties,\nNo,Date,Time,Duration,Calling,Called\n1,13/02/2026,12:30:05,00:01:15,{ME},{YOU}\n", ("2026-02-13T12:30:05", "", ME, YOU, "", 75))
put("two-tables.csv", f"Calls\nDate Time,From,To,Duration\n2026-02-13 12:30:05,{ME},{YOU},9\n\nMessages\nDate Time,Sender,Recipient,Body\n2026-02-14 12:30:05,{YOU},{ME},hello\n",
    ("2026-02-13T12:30:05", "", ME, YOU, "", 9), ("2026-02-14T12:30:05", "", YOU, ME, "", None))
start = datetime.datetime(2026, 3, 1)
# Rows of 300 bytes: a part of the table holds fewer than a hundred of them. Then cells with line ends.
put("long.csv", "Start Time,First Cell Address,Calling Number,Called Number,Duration\n" + "".join(f"{start + datetime.timedelta(minutes=i)},{'a site of a long address ' * 10},{ME},{YOU},{i}\n" for i in range(400)),
    *((f"{(start + datetime.timedelta(minutes=i)).isoformat()}", "", ME, YOU, "", i) for i in range(400)))
put("lines.csv", "Start Time,From,To,Message\n" + "".join(f"{start + datetime.timedelta(minutes=i)},{ME},{YOU},\"line one\nof {i}, it said \"\"no\"\"\nand 5\"\" of pipe\"\n" for i in range(150)),
    *((f"{(start + datetime.timedelta(minutes=i)).isoformat()}", "", ME, YOU, "", None) for i in range(150)))
put("page.html", "<html><body><h1>Report</h1><p>Total: 2</p><table><tr><th>Timestamp (UTC)</th><th>From</th><th>To</th><th>Message</th></tr>" + "".join(
    f"<tr><td>2026-03-01 12:{i:02}:05</td><td>{ME}</td><td>{YOU}</td><td>words {i}</td></tr>" for i in range(60)) + "</table></body></html>", *((f"2026-03-01T12:{i:02}:05", "Z", ME, YOU, "", None) for i in range(60)))
put("notes.txt", f"Notes of the day\nDate, time, from, to and message are to be filled in.\n01/03/2026, from {ME}\n")
put("reads.csv", "VRM,Date Time,Camera,Lane\nAB12CDE,01/03/2026 12:30:05,A1 north,2\n")  # reads of plates: no calls
book = openpyxl.Workbook()
sheet = book.active
sheet.title = "Front"
sheet["A1"] = "Made for the case"
hidden = book.create_sheet("Data")
hidden.sheet_state = "hidden"
hidden.merge_cells("A1:F1")
hidden["A1"] = "Call data of a made-up phone"
hidden.append(["Call Date", "Call Time", "Calling Number", "Called Number", "Duration", "Cell"])
hidden.append([datetime.date(2026, 3, 1), datetime.time(12, 30, 5), int(YOU), ME, datetime.timedelta(seconds=75), "=A1"])
hidden.row_dimensions[3].hidden = True
book.save(folder / "book.xlsx")
wanted["book.xlsx"] = [("2026-03-01T12:30:05", "", YOU, ME, "", 75)]

status, out, error = call("read", folder, "--to", case)
expect(status == 0, "read:", error)
told = {name: [] for name in wanted}
for line in call("events", case, "--json", "--max", "5000")[1].splitlines():
    e = json.loads(line)
    told[e["path"]].append(e)
for name, rows in wanted.items():
    events = sorted(told[name], key=lambda e: (e["page"], e["start"]))
    expect(len(events) == len(rows), name, "rows:", len(events), "of", len(rows), events[:2])
    for row, e in zip(rows, events):
        got = (e["at"], e["zone"], e["from"], e["to"], e["party"], e.get("seconds"))
        if got != row:
            expect(False, name, got, "is not", row)
            break
if told["lines.csv"]:
    expect(told["lines.csv"][99]["text"] == "line one\nof 99, it said \"no\"\nand 5\" of pipe", "a cell of lines:", repr(told["lines.csv"][99]["text"]))
if told["american.csv"]:
    expect("duration: 3" in told["american.csv"][0]["other"].lower() or "Duration (minutes): 3" in told["american.csv"][0]["other"], "minutes are not taken for seconds:", told["american.csv"][0]["other"])
    expect(told["american.csv"][0]["day_first_assumed"] == "no", "the heading tells the order")
finish("tables of networks: all as expected")
