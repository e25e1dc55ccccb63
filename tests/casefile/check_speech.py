#!/usr/bin/python3
"""check_speech.py POLICEAI WORK BENCHMARKS: sound of a case is heard when it is asked for: recordings of the benchmark speech-en as WAV, Opus within a ZIP, AAC attached to a message,
the track of a video, one that begins after a minute; silence, a broken file, one over the tool's limit are told as such. Killed in the midst of it, the same command ends with the
rows of an undisturbed reading. Prints each fault; exit 1 when there is one."""
import email.message
import json
import pathlib
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
import zipfile

from case_calls import expect, finish, program, work

benchmark = pathlib.Path(sys.argv[3]) / "speech-en"
said = {row["id"]: row["expected"]["text"] for row in map(json.loads, open(benchmark / "items.jsonl", encoding="utf-8"))}


def call(*words):
    done = subprocess.run([program, "case", *map(str, words)], capture_output=True, text=True)
    expect(done.returncode in (0, 1), words, done.stderr)
    return done.stdout


def ffmpeg(*words):
    subprocess.run(["ffmpeg", "-nostdin", "-v", "error", "-y", *map(str, words)], check=True)


def recording(name):
    return benchmark / "audio" / f"{name}.flac"


def make(folder):
    folder.mkdir(parents=True)
    made = folder.parent / "made"
    made.mkdir()
    ffmpeg("-i", recording("book-0880"), folder / "account.wav")
    ffmpeg("-i", recording("book-0870"), "-c:a", "libopus", "-b:a", "48k", made / "voicemail.ogg")
    with zipfile.ZipFile(folder / "phone.zip", "w") as archive:
        archive.write(made / "voicemail.ogg", "messages/voicemail.ogg")
    ffmpeg("-i", recording("book-0920"), "-c:a", "aac", "-b:a", "96k", made / "note.m4a")
    letter = email.message.EmailMessage()
    letter["From"], letter["To"], letter["Subject"] = "a@example.org", "b@example.org", "a message for you"
    letter.set_content("A voicemail is attached.\n")
    letter.add_attachment((made / "note.m4a").read_bytes(), maintype="audio", subtype="mp4", filename="note.m4a")
    (folder / "letter.eml").write_bytes(bytes(letter))
    ffmpeg("-f", "lavfi", "-i", "color=size=64x64:rate=5:duration=4", "-i", recording("book-0930"), "-c:v", "mpeg4", "-c:a", "aac", "-shortest", folder / "doorbell.mp4")
    ffmpeg("-i", recording("book-0880"), "-af", "adelay=61000:all=1", folder / "late.flac")
    ffmpeg("-f", "lavfi", "-i", "anullsrc=r=16000:cl=mono", "-t", 2, folder / "silent.wav")
    ffmpeg("-f", "lavfi", "-i", "anullsrc=r=8000:cl=mono", "-t", 3700, folder / "long.flac")
    ffmpeg("-f", "lavfi", "-i", "color=size=64x64:rate=5:duration=2", "-c:v", "mpeg4", folder / "mute.mp4")
    (folder / "broken.mp3").write_bytes(b"ID3" + bytes(1000))
    (folder / "plain.txt").write_text("a tree pipit\n")


def rows_of(case):
    db = sqlite3.connect(case)
    of = "(SELECT sha256 FROM document WHERE id = document)"
    rows = {
        "documents": db.execute("SELECT sha256, kind, state, fate, why, next, pages FROM document ORDER BY 1").fetchall(),
        "pages": db.execute(f"SELECT {of}, number, label, source, text, words FROM page ORDER BY 1, 2").fetchall(),
        "heard": db.execute(f"SELECT {of}, tool, words, duration, confidence, damaged FROM heard ORDER BY 1").fetchall(),
        "bytes": db.execute(f"SELECT {of}, length(bytes) FROM waiting_bytes ORDER BY 1").fetchall(),
        "index": db.execute("SELECT count(*) FROM page_words WHERE page_words MATCH 'a* OR t*'").fetchall(),
    }
    db.close()
    return rows


def files(case):
    return {row[4]: row for row in (line.split("\t") for line in call("files", case).splitlines() if "\t" in line)}


def kill_when(case, heard):
    """Begins to read and is killed with SIGKILL when so many recordings were heard."""
    run = subprocess.Popen([program, "case", "read", str(folder), "--to", str(case), "--workers", "1", "--transcribe"],
                           stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while run.poll() is None:
        try:
            db = sqlite3.connect(f"file:{case}?mode=ro", uri=True, timeout=5)
            count = db.execute("SELECT count(*) FROM heard").fetchone()[0]
            db.close()
        except sqlite3.OperationalError:
            count = 0
        if count >= heard:
            run.send_signal(signal.SIGKILL)
            run.wait()
            return True
        time.sleep(0.02)
    return False


shutil.rmtree(work, ignore_errors=True)
folder, case = work / "folder", work / "a.case"
make(folder)
SOUND = ["account.wav", "phone.zip//messages/voicemail.ogg", "letter.eml//note.m4a", "doorbell.mp4", "late.flac", "silent.wav", "long.flac", "mute.mp4", "broken.mp3"]

# not heard unless it is asked for, and the fix is named
call("read", folder, "--to", case, "--workers", 2)
told = files(case)
for path in SOUND:
    expect(told[path][0] == "not" and "read again with --transcribe" in told[path][-1], "before:", told[path])
expect(not rows_of(case)["heard"], "something was heard without being asked")

# asked for in a later call: every recording's words stand where they were said
out = call("read", folder, "--to", case, "--workers", 2, "--transcribe")
told = files(case)
for path, name in zip(SOUND[:5], ["book-0880", "book-0870", "book-0920", "book-0930", "book-0880"]):
    row = told[path]
    expect(row[0] == "partly" and re.search(r"machine-made transcript \(transcribe [\d.]+\): \d+ words in \d+:\d\d, mean confidence [01]\.\d\d; listen", row[-1]), row)
    shown = set(call("show", case, row[1]).split("----")[-1].split())
    heard = [word for word in said[name].split() if word in shown]
    expect(len(heard) >= len(said[name].split()) / 2, f"{path}: of {said[name]!r} {heard} are heard")
    found = call("search", case, heard[-1]).splitlines() if heard else []
    expect(any(line.endswith(f": {path}") and line.startswith(f"document {row[1]},") for line in found), f"{path}: {heard[-1:]} is not found:", found)
expect("what is seen was not looked at" in told["doorbell.mp4"][-1], told["doorbell.mp4"])
# a search tells how the words came, when they were said, how surely
hit = [line for line in call("search", case, "young").splitlines() if "late.flac" in line]
expect(hit and re.match(r"document \d+, part 2 \(1:00 to 1:\d\d\), characters \d+ to \d+, machine-made transcript, at 1:0[1-4]\.\d, confidence [01]\.\d\d: late.flac$", hit[0]), "search:", hit)
page = call("show", case, told["late.flac"][1], "--page", 2)
expect("---- part 2: 1:00 to 1:" in page and "(machine-made transcript)" in page, page)
# the same words as the undelayed recording, each 61 s later: within half a second
def spoken(path, number):
    shown = call("show", case, told[path][1], "--page", number, "--words")
    return [(float(word[2]), float(word[4]), word[7]) for word in (line.split("\t") for line in shown.splitlines()) if len(word) == 8]


late = dict((word, start) for start, _, word in spoken("late.flac", 2))
expect(late and not spoken("late.flac", 1), "pages of the delayed recording:", late)
shared = [(word, start, late[word]) for start, _, word in spoken("account.wav", 1) if word in late]
expect(shared and all(abs(after - start - 61) < 0.5 for _, start, after in shared), "times:", shared)
# what cannot be heard is told as such
for path, why in (("silent.wav", "no speech was recognised in 0:02"), ("long.flac", "more than 3600 s"), ("mute.mp4", "no audio"), ("broken.mp3", "cannot be heard")):
    expect(told[path][0] == "not" and why in told[path][-1], path, told[path])
expect("+ 0 waiting" in out, out)
# no second time
before = rows_of(case)
call("read", folder, "--to", case, "--transcribe")
expect(rows_of(case) == before, "heard a second time")

# killed in the midst of it
killed = work / "killed.case"
times = sum(kill_when(killed, count) for count in (1, 4))
expect(times == 2, f"killed {times} times")
call("read", folder, "--to", killed, "--transcribe")
after = rows_of(killed)
for name in before:
    expect(before[name] == after[name], f"{name} differ after kills:", set(map(str, before[name])) ^ set(map(str, after[name])))
finish(f"{len(before['heard'])} recordings, {len(before['pages'])} pages: all as expected")
