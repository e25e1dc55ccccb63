"""Reports of calls and messages as they are printed: tables in PDF, by reportlab. All names and numbers are made up (numbers of Ofcom's range for drama)."""
import datetime
import io
import random

from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen import canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

BODY = ParagraphStyle("body", fontName="Helvetica", fontSize=8, leading=9.6)
WORDS = "the quay gate was shut when we came by and nobody had the key so he rang the yard and said to wait near the old slip until it was dark".split()
START = datetime.datetime(2026, 3, 1, 21, 40, 5)


def messages(count, seed):
    """(number, direction, party, time, text): texts of one to sixty words."""
    dice = random.Random(seed)
    at = START
    rows = []
    for i in range(count):
        at += datetime.timedelta(minutes=dice.randint(1, 90), seconds=dice.randint(0, 59))
        text = " ".join(dice.choice(WORDS) for _ in range(dice.choice((1, 4, 9, 20, 60)))) + f" end{i}"
        rows.append((i + 1, dice.choice(("Inbox", "Sent")), f"+447700900{dice.randint(100, 999)}", at, text))
    return rows


def bordered(data, widths, valign, repeat, **more):
    style = [("GRID", (0, 0), (-1, -1), 0.4, "black"), ("VALIGN", (0, 0), (-1, -1), valign), ("FONTSIZE", (0, 0), (-1, -1), 8), ("BACKGROUND", (0, 0), (-1, 0), "lightgrey")]
    return Table([[Paragraph(str(cell), BODY) for cell in row] for row in data], colWidths=widths, repeatRows=repeat, style=TableStyle(style), **more)


def document(flow, page=A4, head="Extraction report"):
    def frame(drawn, made):
        drawn.setFont("Helvetica", 8)
        drawn.drawString(20 * mm, page[1] - 12 * mm, head)
        drawn.drawRightString(page[0] - 20 * mm, 10 * mm, f"Page {made.page}")

    out = io.BytesIO()
    SimpleDocTemplate(out, pagesize=page, topMargin=20 * mm, bottomMargin=20 * mm, leftMargin=15 * mm, rightMargin=15 * mm, invariant=1).build(flow, onFirstPage=frame, onLaterPages=frame)
    return out.getvalue()


def title(text):
    return Paragraph(text, ParagraphStyle("title", fontName="Helvetica-Bold", fontSize=12, leading=20))


def extraction(rows):
    """As reports of phone extractions print messages: rows of many lines that go over pages, the headings on each."""
    data = [["#", "Folder", "Party", "Time", "Status", "Message", "Deleted"]]
    data += [[n, folder, ("From: " if folder == "Inbox" else "To: ") + party + " A. Sample", at.strftime("%d/%m/%Y %H:%M:%S") + "(UTC+0)", "Read", text, ""] for n, folder, party, at, text in rows]
    return document([title("SMS Messages (%d)" % len(rows)), bordered(data, [9 * mm, 15 * mm, 32 * mm, 26 * mm, 14 * mm, 68 * mm, 16 * mm], "TOP", 1)])


def network(rows):
    """As a network may answer: landscape, headings of two lines on the first page alone, cells in the middle of their rows, the number of the phone in a column of its own."""
    data = [["Target number", "Other number", "Call direction", "Start date and time (UTC)", "Duration (secs)", "First cell"]]
    data += [["07700 900050", party, "Incoming" if folder == "Inbox" else "Outgoing", at.strftime("%d/%m/%Y %H:%M:%S"), n * 7, "Site of " + " ".join(text.split()[:12])] for n, folder, party, at, text in rows]
    return document([title("Call data"), bordered(data, [30 * mm, 35 * mm, 22 * mm, 35 * mm, 18 * mm, 60 * mm], "MIDDLE", 0)], landscape(A4), "Answer 12")


def bill(rows):
    """Lines without any strip between them, right-aligned durations, a sum at the end."""
    out = io.BytesIO()
    c = canvas.Canvas(out, pagesize=A4, invariant=1)
    for at in range(0, len(rows), 50):
        c.setFont("Courier-Bold", 9)
        for x, word in ((60, "Date"), (140, "Time"), (200, "Number called"), (330, "Duration"), (430, "Cost")):
            c.drawString(x, 780, word)
        c.setFont("Courier", 9)
        for i, (n, _, party, when, _) in enumerate(rows[at:at + 50]):
            y = 768 - 10 * i
            c.drawString(60, y, when.strftime("%d %b %y"))
            c.drawString(140, y, when.strftime("%H:%M"))
            c.drawString(200, y, party)
            c.drawRightString(340, y, f"{n // 60:02}:{n % 60:02}")
            c.drawRightString(460, y, "0.12")
        c.showPage()
    c.save()
    return out.getvalue()


def goes_on():
    """A row whose text begins on one page and ends on the next, below the headings that stand there again."""
    out = io.BytesIO()
    c = canvas.Canvas(out, pagesize=A4, invariant=1)
    for lines in (((760, "01/03/2026 21:40:05", "07700900101", "the first"), (90, "01/03/2026 21:50:05", "07700900102", "begun here")), ((760, "", "", "and ended there"), (700, "01/03/2026 22:00:05", "07700900103", "the third"))):
        c.setFont("Helvetica", 9)
        for y, at, party, text in ((780, "Time", "From", "Message"), *lines):
            c.drawString(60, y, at)
            c.drawString(180, y, party)
            c.drawString(300, y, text)
        c.showPage()
    c.save()
    return out.getvalue()


def cards(rows):
    """Records as blocks of names and values, texts over several lines and over the pages' ends."""
    out = io.BytesIO()
    c = canvas.Canvas(out, pagesize=A4, invariant=1)
    state = {"y": 0, "page": 0}

    def line(name, value):
        if state["y"] < 80:
            if state["page"]:
                c.showPage()
            state["page"] += 1
            state["y"] = 770
            c.setFont("Helvetica", 9)
            c.drawString(60, 800, "Messages of a made-up phone")
            c.drawRightString(540, 40, f"Page {state['page']}")
        if name:
            c.drawString(60, state["y"], name)
        c.drawString(170, state["y"], value)
        state["y"] -= 12

    for n, folder, party, at, text in rows:
        line("#", str(n))
        line("Direction:", "Incoming" if folder == "Inbox" else "Outgoing")
        line("From" if folder == "Inbox" else "To", party)
        line("Time", at.strftime("%d/%m/%Y %H:%M:%S UTC"))
        words = text.split()
        for i in range(0, len(words), 12):
            line("" if i else "Text", " ".join(words[i:i + 12]))
        line("Storage", "Device")
        state["y"] -= 10
    c.save()
    return out.getvalue()


def letter():
    """No table of calls, though it has words that such tables have as headings."""
    return document([title("Note of a call"), Paragraph("Date: 3 April 2026", BODY), Paragraph("From: A. Sample", BODY), Paragraph("To: B. Sample", BODY), Spacer(1, 8),
                     Paragraph("We spoke by telephone on 01/03/2026 at 12:30 for a duration of 5 minutes. Time, party and message were noted. " * 9, BODY)], head="Notes")


def unknown():
    """A report of an extraction whose messages stand as bubbles, in no table."""
    flow = [title("Extraction Report"), Paragraph("Device: a made-up phone", BODY)]
    for n, folder, party, at, text in messages(12, 9):
        flow += [Paragraph(at.strftime("%d/%m/%Y %H:%M:%S"), BODY), Paragraph(text, BODY), Spacer(1, 6)]
    return document(flow)


SIDES = (("+447700900123", "B. Sample"), ("+447700900050", "A. Sample (owner)"))


def bubbles(rows, style):
    """A chat as reports of extractions print it, a bubble a message, left and right. `style`: "below": "From: NUMBER NAME", the text, the time below at the right; "beside": the name alone, the time
    beside it, then the text; "account": as "below" with names of accounts and what became of the message."""
    out = io.BytesIO()
    c = canvas.Canvas(out, pagesize=A4, invariant=1)
    state = {"y": 0, "page": 0}

    def begin():
        if state["page"]:
            c.showPage()
        state["page"] += 1
        c.setFont("Helvetica", 9)
        c.drawString(60, 810, "SAMPLE Extraction Report, chats of a made-up phone")
        c.drawRightString(540, 810, "05/05/2026 09:00:00")
        c.drawRightString(540, 30, f"Page {state['page']}")
        state["y"] = 790

    def line(x, text, right=None):
        if state["y"] < 60:
            begin()
        (c.drawRightString(right, state["y"], text) if right else c.drawString(x, state["y"], text))
        state["y"] -= 12

    begin()
    line(60, "Chat - 1")
    line(60, "Participants:")
    for number, name in SIDES:
        line(60, name if style == "beside" else f"{number} {name}")
    line(60, "Conversation - Instant Messages:")
    for n, folder, _, at, text in rows:
        number, name = SIDES[folder == "Sent"]
        x = 60 if folder == "Inbox" else 260
        when = at.strftime("%d/%m/%Y %H:%M:%S(UTC+0)")
        state["y"] -= 14
        words = text.split()
        if style == "beside":
            if state["y"] < 60:
                begin()
            c.drawRightString(x + 280, state["y"], when)
            line(x, name)
        else:
            line(x, f"From: {number.strip('+')}@s.whatsapp.net {name}" if style == "account" else f"From: {number} {name}")
        for i in range(0, len(words), 9):
            line(x, " ".join(words[i:i + 9]))
        if style == "account" and folder == "Sent":  # who got it and read it: times that are not the message's
            later = (at + datetime.timedelta(minutes=7)).strftime("%d/%m/%Y %H:%M(UTC+0)")
            for k, word in enumerate(("Participant", "Delivered", "Read")):
                c.drawString(x + 100 * k - (40 if k else 0), state["y"], word)
            line(x, "")
            c.drawString(x + 60, state["y"], later)
            c.drawString(x + 160, state["y"], later)
            line(x, "B. Sample")
        if style == "account":
            line(x, "Status: Read")
            line(x, "Platform: Mobile")
        if style != "beside":
            line(x, when, right=x + 280)
    c.save()
    return out.getvalue()


def mixed(rows, chat):
    """A report with a table of messages first and a chat in bubbles behind it."""
    import pikepdf

    with pikepdf.open(io.BytesIO(extraction(rows))) as first, pikepdf.open(io.BytesIO(bubbles(chat, "below"))) as second:
        first.pages.extend(second.pages)
        out = io.BytesIO()
        first.save(out, static_id=True)
    return out.getvalue()


def printed_mail():
    """Messages printed by a mail program, one below the other: their times have names, and they are no bubbles."""
    flow = [title("Fwd: the quay")]
    for n, folder, _, at, text in messages(5, 12):
        flow += [Paragraph(line, BODY) for line in ("From: A. Sample &lt;a@example.org&gt;", "Sent: " + at.strftime("%d %B %Y %H:%M"), "To: B. Sample", "Subject: the quay", text)]
        flow += [Paragraph(at.strftime("%d/%m/%Y %H:%M:%S"), BODY), Spacer(1, 12)]
    return document(flow, head="Mail")


def statement():
    """A page of prose with two lines that begin with "From:" and one time."""
    return document([title("Notes"), Paragraph("From: the desk", BODY), Paragraph("01/03/2026 12:30", BODY), Paragraph("The gate was shut. " * 20, BODY), Paragraph("From: there we walked on", BODY), Paragraph("It was late. " * 20, BODY)], head="Notes")
