#!/usr/bin/python3
"""make_planted_case.py FOLDER DOCUMENTS [SEED]: a made-up case of so many documents, with what is in it known. Writes FOLDER and FOLDER/../planted.json:
"issue": what the case is about; "undermines": documents that undermine the prosecution or assist the defence, one in a hundred; "bears": others about the
same event; "presumption": documents of the benchmark unused-material-synthetic with their category; "same": groups of the same bytes; "pairs": documents made
of one another, with their likeness (phrases of four words in both over those in either). Every text is marked SAMPLE; nobody in it exists."""
import email.message
import io
import json
import pathlib
import random
import re
import sys

import docx

HERE = pathlib.Path(__file__).parent
BANDS = [0.95, 0.9, 0.85, 0.75, 0.65, 0.55, 0.45, 0.35]
WHO = ["the plumber", "our cousin", "the landlord", "a colleague", "the dentist", "the neighbour", "that teacher", "a driver", "the gardener", "my aunt", "the caretaker", "our trainer", "the bank", "a friend", "the garage"]
DOES = ["asked about", "forgot", "sold", "promised to bring", "wrote about", "lost", "paid for", "repaired", "complained about", "measured", "ordered", "sent back", "looked for", "cleaned", "borrowed", "painted", "explained"]
WHAT = ["the blue kettle", "two tickets", "the garden chairs", "a spare key", "the gas bill", "the long ladder", "an old camera", "the wedding cake", "seven boxes", "the boiler", "a train time", "the football shirt", "the parcel", "wallpaper",
        "the recipe", "a dog lead", "the exam paper", "the roof tiles", "a birthday card", "the car battery", "new curtains", "the tent", "a printer cartridge"]
WHEN = ["on Monday", "last week", "before lunch", "in the rain", "again", "for the third time", "after work", "at the weekend", "without asking", "by post", "in March", "until late", "near the station", "at half past six", "with great care"]
BUT = ["and nobody minded", "which was just as well", "though it hardly matters", "so we shall see", "as you know", "because the shop was shut", "but not the other one", "and then went home", "I think", "or so I was told"]
# below every second letter, whoever wrote it, as an office adds it
FOOT = """This message and whatever is attached to it is meant for the person to whom it is addressed and for nobody else. If you are not that person please tell the sender
and remove it; do not copy it, do not act on it and do not hand it on. Views in it are those of the writer. We look for viruses but promise nothing. Think of the trees before you
print this. Registered office at the usual address, reachable on working days from nine to five."""
ISSUE = "robbery of a telephone from Robin Specimen in Harbour Road on the evening of 3 March 2026; the defendant, Sam Sample, denies being there"
UNDERMINES = ["Sam was with us in Penhollow the whole evening of 3 March, we watched the match until eleven, I have the picture.", "It was not Sam who took the phone. I know who did it and it was the tall one with the beard.",
              "I told the police that I saw the face but honestly it was dark and I only guessed the name because someone said it.", "Robin gave the telephone away to settle a debt and then said it was robbed.",
              "The man I saw in Harbour Road had a beard and a limp, nothing like the one they arrested.", "My watch was an hour wrong that week so the time in my statement cannot be right.",
              "The camera in Harbour Road was switched off from the first to the fifth of March, there cannot be a recording of that evening.", "Somebody else has already said sorry to Robin for taking the phone.",
              "The parking ticket shows Sam's car forty miles away at nine that evening.", "I was paid to say that Sam did it."]
BEARS = ["There was shouting in Harbour Road that evening and then a police car came.", "Robin bought a new telephone on the fifth.", "Sam asked me for the address of a lawyer.", "Everybody at work talks about the robbery in Harbour Road.",
         "The police came round and asked for recordings from the shop.", "I walked down Harbour Road at six and it was quiet."]


def words_of(text):
    return re.findall(r"[a-z0-9\x80-\U0010ffff]+", re.sub("[A-Z]", lambda m: m[0].lower(), text))


def phrases(text):
    words = words_of(text)
    return {tuple(words[i:i + 4]) for i in range(len(words) - 3)}


def likeness(a, b):
    a, b = phrases(a), phrases(b)
    return len(a & b) / len(a | b)


class Maker:
    def __init__(self, root, count, seed):
        self.root, self.count, self.chance = root, count, random.Random(seed)
        self.number = 0
        self.known = {"issue": ISSUE, "undermines": [], "bears": [], "presumption": {}, "same": [], "pairs": []}

    def sentence(self):
        c = self.chance
        return f"{c.choice(WHO)} {c.choice(DOES)} {c.choice(WHAT)} {c.choice(WHEN)}, {c.choice(BUT)}.".capitalize()

    def prose(self, sentences):
        foot = "\n--\n" + FOOT if self.chance.random() < 0.5 else ""
        return "\n".join(" ".join(self.sentence() for _ in range(self.chance.randint(1, 4))) for _ in range(max(1, sentences // 2))) + foot

    def put(self, text, ending=None):
        """The text as a file of some kind; its path."""
        self.number += 1
        ending = ending or self.chance.choice(["txt", "txt", "txt", "eml", "eml", "docx"])
        path = f"{self.number % 17:02}/{self.number:06}.{ending}"
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        if ending == "eml":
            message = email.message.EmailMessage()
            message["From"], message["To"], message["Subject"] = f"p{self.number % 40}@example.org", f"q{self.number % 31}@example.org", f"{self.chance.choice(WHAT)} {self.number}"
            message["Date"], message["Message-ID"] = f"Tue, 03 Mar 2026 {self.number % 24:02}:{self.number % 60:02}:00 +0000", f"<{self.number}@example.org>"
            message.set_content(text + "\n", cte="8bit")
            target.write_bytes(bytes(message))
        elif ending == "docx":
            document, out = docx.Document(), io.BytesIO()
            for line in text.split("\n"):
                document.add_paragraph(line)
            document.save(out)
            target.write_bytes(out.getvalue())
        else:
            target.write_text(text, encoding="utf-8")
        return path

    def near(self, text, aim):
        """Other words at places apart from each other, so that the likeness comes near to the aim."""
        words = re.split(r"(\s+)", text)
        places = [i for i in range(0, len(words), 2) if words[i]]
        times = max(1, round(len(places) * (1 - aim) / (4 * (1 + aim))))
        step = len(places) / times
        for k in range(times):
            words[places[min(len(places) - 1, int(k * step + self.chance.random() * max(1.0, step - 4)))]] = f"w{self.chance.randrange(10**6)}x"
        return "".join(words)

    def pairs(self, each):
        for band in BANDS:
            for _ in range(each):
                text = "SAMPLE\n" + self.prose(self.chance.randint(14, 40))
                other = self.near(text, band)
                a, b = self.put(text, "txt"), self.put(other, "txt")
                self.known["pairs"].append({"a": a, "b": b, "alike": round(likeness(text, other), 4), "band": band})

    def same(self, groups):
        for _ in range(groups):
            text = "SAMPLE\n" + self.prose(10)
            self.known["same"].append([self.put(text, "txt") for _ in range(self.chance.choice([2, 2, 3]))])

    def about_the_case(self, sentences, times, where):
        for i in range(times):
            lines = [self.sentence() for _ in range(self.chance.randint(2, 12))]
            lines.insert(self.chance.randrange(len(lines)), sentences[i % len(sentences)])
            where.append(self.put("SAMPLE\n" + "\n".join(lines)))

    def presumption(self, times):
        with open(HERE / ".." / ".." / "benchmarks" / "unused-material-synthetic" / "items.jsonl", encoding="utf-8") as file:
            rows = [json.loads(line) for line in file]
        rows = [row for row in rows if row["input"]["document"]["kind"] != "email"]
        for row in self.chance.sample(rows, min(times, len(rows))):
            ending = {"word": "docx"}.get(row["input"]["document"]["kind"], "txt")
            self.known["presumption"][self.put(row["input"]["document"]["text"], ending)] = row["expected"]["category"]

    def make(self):
        share = self.count / 2000
        self.pairs(max(5, int(40 * share)))
        self.same(max(3, int(40 * share)))
        self.presumption(int(120 * share))
        self.about_the_case(UNDERMINES, max(2, round(self.count / 100)), self.known["undermines"])
        self.about_the_case(BEARS, int(self.count / 20), self.known["bears"])
        while self.number < self.count:
            self.put("SAMPLE\n" + self.prose(self.chance.randint(2, 60)))
        (self.root.parent / "planted.json").write_text(json.dumps(self.known, indent=1))


if __name__ == "__main__":
    root = pathlib.Path(sys.argv[1])
    root.mkdir(parents=True)
    Maker(root, int(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else 1).make()
