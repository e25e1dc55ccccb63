#!/usr/bin/python3
"""check_findings.py POLICEAI WORK: a small case is read and checked; findings keep their places and their decisions over runs; timeline, people and summary come with places;
a model that invents is refused. Prints each fault; exit 1 when there is one."""
import http.server
import json
import shutil
import sqlite3
import subprocess
import threading
import time

from case_calls import call, expect, finish, program, work

class Inventor(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        said = {"lines": [{"n": n, "text": "Robert Invented confessed at 23:59 on 1 January 1999."} for n in range(1, 20)]}
        body = json.dumps({"choices": [{"message": {"content": json.dumps(said)}}]}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


shutil.rmtree(work, ignore_errors=True)
folder, case = work / "folder", work / "a.case"
folder.mkdir(parents=True)
truth = "This statement is true to the best of my knowledge and belief and I know that I shall be liable to prosecution if I have wilfully said what is false."
(folder / "lee.txt").write_text(f"MG11 WITNESS STATEMENT\nStatement of: Ann Lee\nAge: over 18\n{truth}\nSigned: \nDate: 4 March 2026\n"
                                "On 3 March 2026 at 21:05 I was in Mill Lane, Saltby. I saw a man take a red bicycle from the yard. The next day I told Ann Cox about the bicycle.\n")
(folder / "cox.txt").write_text(f"MG11 WITNESS STATEMENT\nStatement of: Pat Cox\nAge: over 18\n{truth}\nSigned: P Cox\nDate: 4 March 2026\n"
                                "On 3 March 2026 at 21:05 I was in Mill Lane, Saltby. The red bicycle in the yard was mine and is gone.\n")
expect(call("read", folder, "--to", case, "--workers", 1)[0] == 0, "read")
status, out, error = call("check", case)
expect(status == 1 and "was not checked yet" in error, "unchecked:", out, error)
status, out, error = call("check", case, "--offence", "theft", "--plea", "guilty", "--as", "Sam Sample")
expect(status == 1 and "statement-unsigned: Ann Lee [new]" in out and "statement-unsigned: Pat" not in out, "check:", out, error)
expect("form-missing" not in out and "lee.txt" in out, "rules:", out)
status, out, error = call("check", case, "--offence", "theft", "--plea", "guilty", "--unverified-rules", "--as", "Sam Sample")
expect("form-missing: MG4 [new]" in out and "statement-unsigned: Ann Lee\n" in out, "second check:", out, error)
number = next(line.split(":")[0].split()[1] for line in out.splitlines() if "statement-unsigned" in line)
status, out, error = call("finding", case, number, "--dealt-with", "signed copy asked for", "--as", "Sam Sample")
expect(status == 0 and "[dealt with]" in out and "signed copy asked for" in out, "decide:", out, error)
expect("statement-unsigned" not in call("check", case)[1], "a finding dealt with is still open")
audit = (work / "a.case.audit.jsonl").read_text()
expect("finding-decided" in audit and audit.count("case-checked") == 2, "audit:", audit)
expect("no finding 999" in call("finding", case, 999)[2], "an unknown finding")
expect("theft, burglary" in call("check", case, "--offence", "thieft", "--plea", "guilty")[2], "an offence that nobody knows is not refused with those that there are")
expect("must be guilty" in call("check", case, "--offence", "theft", "--plea", "maybe")[2], "a wrong plea")
(folder / "lee.txt").write_text((folder / "lee.txt").read_text().replace("Signed: ", "Signed: A Lee"))
call("read", folder, "--to", case)
expect("documents were read into the case since" in call("check", case)[1], "that documents were read since is not told")
out = call("check", case, "--offence", "theft", "--plea", "guilty", "--unverified-rules", "--as", "Sam Sample")[1]
expect("1 gone since" in out, "gone:", out)
status, out, error = call("timeline", case, "--from", "2026-03-04", "--with", "next day")
expect(status == 0 and "2026-03-04 (day reckoned from characters" in out, "timeline:", out, error)
status, out, error = call("people", case)
expect("ann lee\t" in out and "pat cox\t" in out, "people:", out, error)
expect("people: " in out and "places: " in out and "person\tstatement" not in out, "people, overview:", out)
status, out, error = call("people", case, "--json")
things = [json.loads(line) for line in out.splitlines()]
expect(status == 0 and "ann lee" in [thing["key"] for thing in things] and {thing["kind"] for thing in things} >= {"person", "place"}, "people --json:", out, error)
(folder / "rest.txt").write_text("It was wet on 3 March\nin all of the town, and\nRobert Quill was there on foot.\n")
call("read", folder, "--to", case)
status, out, error = call("timeline", case)
expect("3 March (year not said)" in out and "--03-03" not in out and "u{A}" not in out, "timeline on lines:", out)
status, out, error = call("timeline", case, "--json")
moments = [json.loads(line) for line in out.splitlines()]
expect(status == 0 and any(m["day"] == "--03-03" for m in moments) and all(m["start"] < m["end"] for m in moments), "timeline --json:", out, error)
status, out, error = call("check", case, "--json")
found = [json.loads(line) for line in out.splitlines()]
expect(status == 1 and found and all(f["standing"] == "open" and f["rule"] for f in found), "check --json:", out, error)
read = next(f for f in found if f["source_read"] == "yes")
wanted = next(f for f in found if f["rule"].startswith("wanted/"))
expect(read["source"] and not read["rule"].startswith("wanted/"), "what a rule rests on:", read)
expect(wanted["source_read"] == "no" and f"rule {wanted['rule']} (its source was not read): " in call("check", case)[1], "a source that was not read:", wanted)
with sqlite3.connect(case) as earlier:  # as a case that was checked before sources were kept
    earlier.execute("ALTER TABLE check_rule RENAME TO check_rule_away")
status, out, error = call("check", case)
expect(status == 1 and f"rule {wanted['rule']}\n" in out, "a case without sources:", out, error)
with sqlite3.connect(case) as earlier:
    earlier.execute("ALTER TABLE check_rule_away RENAME TO check_rule")
status, out, error = call("summary", case, "--json")
lines = [json.loads(line) for line in out.splitlines()]
expect(status == 0 and lines and not any("WITNESS STATEMENT" in line["text"] or "knowledge and belief" in line["text"] for line in lines), "summary --json:", out, error)
status, out, error = call("summary", case, "--about", "red bicycle", "--lines", 3)
expect(status == 0 and "bicycle" in out and "document" in out, "summary:", out, error)


# killed at moments of the check and of the indexing, and gone on with: the rows of a case that was never killed
def rows(kept):
    db = sqlite3.connect(kept)
    last = "last_run = (SELECT max(id) FROM check_run)"
    tables = {
        "finding": db.execute(f"SELECT kind, subject, says, rule FROM check_finding WHERE {last} ORDER BY 1, 2, 3").fetchall(),
        "place": db.execute("SELECT kind, subject, ordinal, document, page, start, end FROM check_place JOIN check_finding f ON f.id = finding"
                            f" WHERE {last} ORDER BY 1, 2, 3, 4, 5, 6").fetchall(),
        "mention": db.execute("SELECT document, page, start, end, kind, key, day, minute FROM check_mention ORDER BY 1, 2, 3, 4, 5, 6").fetchall(),
        "whole": db.execute("PRAGMA integrity_check").fetchall()}
    db.close()
    return tables


def cut(seconds, *words):
    run = subprocess.Popen([program, "case", *map(str, words)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        run.wait(seconds)
    except subprocess.TimeoutExpired:
        run.kill()
        run.wait()
        return 1
    return 0


whole, killed = work / "whole.case", work / "killed.case"
call("read", folder, "--to", whole, "--workers", 1)
call("read", folder, "--to", killed, "--workers", 1)
about = ("--offence", "theft", "--plea", "guilty", "--unverified-rules", "--as", "Sam Sample")
began = time.monotonic()
call("check", whole, *about)
call("people", whole)
taken = (time.monotonic() - began) / 2
kills = sum(cut(taken * part, "check", killed, *about) + cut(taken * part, "people", killed) for part in (0.1, 0.3, 0.5, 0.7, 0.9))
call("check", killed, *about)
call("people", killed)
expect(kills >= 3, "killed only", kills, "times")
for name, value in rows(whole).items():
    expect(value and value == rows(killed)[name], f"killed {kills} times, {name} differ:", value, rows(killed)[name])
server = http.server.HTTPServer(("127.0.0.1", 0), Inventor)
threading.Thread(target=server.serve_forever, daemon=True).start()
status, out, error = call("summary", case, "--about", "red bicycle", "--lines", 3, "--model", f"http://127.0.0.1:{server.server_port}/v1")
expect(status == 0 and "Invented" not in out.replace('"Robert"', "").split("refused")[0] and "1999" not in out and "was refused" in out, "an invention:", out, error)
server.shutdown()
finish()
