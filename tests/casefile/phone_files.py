"""Files that programs write about a phone, made here with words of our own: a report of an extraction as XML, a backup of messages and calls, chats as JSON. The shapes are those named in
tools/read-document/read_phone_report.c, read_phone_backup.c, read_chat_json.c, read_chat_lines.c and read_chat_web.c. All names and numbers are made up (numbers of Ofcom's range for drama)."""
import base64
import io
import json
import zipfile
from xml.sax.saxutils import escape, quoteattr


def field(name, value, kind="String", **attributes):
    if value is None:
        return f'<field name="{name}" type="{kind}"><empty /></field>'
    more = "".join(f" {k}={quoteattr(v)}" for k, v in attributes.items())
    return f'<field name="{name}" type="{kind}"><value type="{kind}"{more}><![CDATA[{value}]]></value></field>'


def model(kind, *inside, deleted="Intact"):
    return f'<model type="{kind}" id="{abs(hash(inside)) % 10**8}" deleted_state="{deleted}" decoding_confidence="High">{"".join(inside)}</model>'


def models(name, kind, *inside):
    return f'<multiModelField name="{name}" type="{kind}">{"".join(inside)}</multiModelField>'


def party(number, name=None, role=None, owner=False):
    return model("Party", field("Identifier", number), field("Name", name), field("Role", role, "PartyRole"), field("IsPhoneOwner", str(owner), "Boolean"))


def stamp(name, at, formatted=None):
    return field(name, at, "TimeStamp", **({"formattedTimestamp": formatted} if formatted else {}))


def report(messages=130):
    calls = model("Call", field("Direction", "Outgoing"), field("Duration", "00:01:15.0000000", "TimeSpan"), stamp("TimeStamp", "2026-03-01T12:30:05.000+00:00"), field("Source", "Native"),
                  models("Parties", "Party", party("+447700900124", "B Sample", "To"), party("07700900123", None, "From", True)))
    calls += model("Call", field("Direction", "Incoming"), stamp("TimeStamp", "2026-03-01T13:30:05.000", "2026-03-01T13:30:05+01:00"),
                   models("Parties", "Party", party("+447700900125", None, "From")), deleted="Deleted")
    chat = [field("Source", "WhatsApp"), field("Id", "447700900124@s.whatsapp.net"), field("Name", "Boat <club>"),
            models("Participants", "Party", party("447700900124@s.whatsapp.net", "B Sample"), party("447700900123@s.whatsapp.net", "A Sample", None, True))]
    said = [model("InstantMessage", f'<modelField name="From" type="Party">{party("447700900124@s.whatsapp.net", "B Sample")}</modelField>', field("Body", f"line {i}\nplover {i}" if i == 77 else f"line {i}"),
                  field("Source", "WhatsApp"), stamp("TimeStamp", f"2026-03-02T{10 + i // 60:02}:{i % 60:02}:00.000+00:00"), field("Status", "Read"),
                  models("Attachments", "Attachment", model("Attachment", field("Filename", "pier.jpg"))) if i == 5 else "", deleted="Deleted" if i == 3 else "Intact") for i in range(messages)]
    chat = model("Chat", *chat, models("Messages", "InstantMessage", *said))
    sms = model("SMS", field("Body", "see the curlewquay"), stamp("TimeStamp", "01/03/2026 18:00:01(UTC+1)"), field("Folder", "Inbox"), models("Parties", "Party", party("07700 900126", "C Sample", "From")))
    contact = model("Contact", field("Name", "Godwit Sample"), models("Entries", "ContactEntry", model("PhoneNumber", field("Category", "Mobile"), field("Value", "07700 900127"))))
    place = model("Location", stamp("TimeStamp", "2026-03-01T08:00:00+00:00"), '<modelField name="Position" type="Coordinate">' + model("Coordinate", field("Latitude", "50.1", "Double")) + "</modelField>")
    types = "".join(f'<modelType type="{k}">{v}</modelType>' for k, v in (("Call", calls), ("Chat", chat), ("SMS", sms), ("Contact", contact), ("Location", place)))
    return ('<?xml version="1.0" encoding="utf-8"?><project id="p" name="Phone A" xmlns="http://pa.cellebrite.com/report/2.0"><metadata section="Device Info"><item name="IMEI">490154203237518</item></metadata>'
            '<taggedFiles><file fs="fs" path="/data/turnstone.jpg" size="12" deleted="Deleted"><metadata section="Hashes"><item name="MD5">00</item></metadata></file></taggedFiles>'
            f'<decodedData>{types}</decodedData><extraInfos><extraInfo type="model" id="1"/></extraInfos></project>').encode()


def extraction():
    """A .ufdr: a ZIP with report.xml and the files it names."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
        z.writestr("report.xml", report(3))
        z.writestr("files/Text/note.txt", "the redshankfile\n")
    return out.getvalue()


def backup(picture):
    mms = ('<mms date="1772366405000" msg_box="1" address="+447700900124" contact_name="B Sample" m_id="null" sub="null"><parts>'
           '<part seq="0" ct="text/plain" text="the dunlin picture" cl="text.txt"/>'
           f'<part seq="1" ct="image/png" cl="sign.png" text="null" data="{base64.b64encode(picture).decode()}"/></parts>'
           '<addrs><addr address="+447700900124" type="137" charset="106"/><addr address="insert-address-token" type="151" charset="106"/><addr address="+447700900128" type="130" charset="106"/></addrs></mms>')
    sms = "".join(f'<sms protocol="0" address={quoteattr(a)} date="{d}" type="{t}" subject="null" body={quoteattr(b)} service_center="null" read="1" status="-1" contact_name={quoteattr(n)} />'
                  for a, d, t, b, n in (("+447700900124", 1772366400000, 1, "meet at 5 & bring knotrope", "B Sample"), ("07700 900125", 1772366460500, 2, "ok\nlater", "(Unknown)")))
    calls = '<call number="+447700900124" duration="75" date="1772370000000" type="2" presentation="1" readable_date="x" contact_name="B Sample" /><call number="" duration="0" date="1772370100000" type="3" presentation="2" contact_name="(Unknown)" />'
    head = "<?xml version='1.0' encoding='UTF-8' standalone='yes' ?>\n"
    return {"sms.xml": (head + f'<smses count="3" backup_set="x">{sms}{mms}</smses>').encode(), "calls.xml": (head + f'<calls count="2">{calls}</calls>').encode()}


def telegram():
    chat = {"name": "Harbour", "type": "personal_chat", "id": 1, "messages": [
        {"id": 1, "type": "message", "date": "2026-03-01T13:30:05", "date_unixtime": "1772368205", "from": "B Sample", "from_id": "user7", "text": ["see ", {"type": "link", "text": "https://example.org"}, " sanderling"], "reply_to_message_id": 9},
        {"id": 2, "type": "service", "date": "2026-03-01T13:31:05", "actor": "B Sample", "actor_id": "user7", "action": "phone_call", "duration_seconds": 33, "discard_reason": "hangup", "text": ""},
        {"id": 3, "type": "message", "date": "2026-03-01T13:32:05", "from": None, "from_id": "user8", "text": "two\nlines", "media_type": "voice_message", "duration_seconds": 4}]}
    return {"result.json": json.dumps(chat).encode(),
            "account.json": json.dumps({"about": "x", "personal_information": {"phone_number": "+44 7700 900123"}, "chats": {"about": "y", "list": [chat, {**chat, "name": "Quay"}]}}, indent=1).encode()}


def meta():
    def mangled(text):
        return text.encode().decode("latin-1")
    return json.dumps({"participants": [{"name": mangled("Zoë Sample")}, {"name": "A Sample"}],
                       "messages": [{"sender_name": mangled("Zoë Sample"), "timestamp_ms": 1772368205123, "content": mangled("au café whimbrel"), "is_geoblocked_for_viewer": False},
                                    {"sender_name": "A Sample", "timestamp_ms": 1772368305123, "call_duration": 12, "content": "call"}],
                       "title": mangled("Zoë Sample"), "thread_path": "inbox/zoe_1"}).encode()


def page():
    def message(number, title, inside, joined=False, name="B Sample"):
        return (f'<div class="message default clearfix{" joined" if joined else ""}" id="message{number}"><div class="body"><div class="pull_right date details" title="{title}">13:10</div>'
                + ("" if joined else f'<div class="from_name">\n{name}\n</div>') + inside + "</div></div>")
    return ('<!DOCTYPE html><html><head><meta charset="utf-8"/><title>Exported Data</title></head><body><div class="page_wrap"><div class="page_header"><div class="content"><div class="text bold">\nGruppo Two\n</div></div></div>'
            '<div class="page_body chat_page"><div class="history"><div class="message service" id="message-1"><div class="body details">\n2 March 2026\n</div></div>'
            + message(1, "02.03.2026 13:10:36 UTC+01:00", '<div class="text">\nHello &amp; avocet<br>second line\n</div>')
            + message(2, "02.03.2026 13:11:00 UTC+01:00", '<div class="text">joined on</div>', True)
            + message(3, "02.03.2026 13:12:00", '<div class="media_wrap clearfix"><div class="media clearfix pull_left media_call"><div class="body"><div class="title bold">A Sample</div><div class="status details">Outgoing (33 seconds)</div></div></div></div>', name=escape("C <Sample>"))
            + "</div></div></div></body></html>").encode()


def discord():
    def said(number, at, content, kind="Default", name="b_sample", nickname="B Sample", **more):
        return {"id": str(number), "type": kind, "timestamp": at, "timestampEdited": None, "callEndedTimestamp": None, "isPinned": False, "content": content,
                "author": {"id": "700900124", "name": name, "discriminator": "0000", "nickname": nickname, "color": None, "isBot": name == "tide_bot", "roles": []},
                "attachments": [], "embeds": [], "stickers": [], "reactions": [], "mentions": [], **more}
    return {"guild": {"id": "1", "name": "Boats"}, "channel": {"id": "2", "type": "DirectTextChat", "category": "Private", "name": "slipway", "topic": None}, "dateRange": {"after": None, "before": None},
            "exportedAt": "2026-03-03T00:00:00+00:00", "messages": [
                said(1, "2026-03-01T14:03:03.853+00:00", "the spoonbill\nat two", attachments=[{"id": "9", "url": "pier.jpg", "fileName": "pier.jpg", "fileSizeBytes": 5}]),
                said(2, "2026-03-01T15:03:03.853+01:00", "high water", name="tide_bot", nickname="tide_bot"),
                said(3, "2026-03-01T16:03:03+00:00", "B Sample started a call.", "Call", callEndedTimestamp="2026-03-01T16:05:03+00:00")], "messageCount": 3}


def discord_page():
    def said(number, at, content, head=""):
        return (f'<div id="chatlog__message-container-{number}" class="chatlog__message-container " data-message-id="{number}"><div class="chatlog__message"><div class="chatlog__message-primary">{head}'
                + ("" if head else f'<div class="chatlog__short-timestamp" title="{at}">14:04</div>')
                + f'<div class="chatlog__content chatlog__markdown"><span class="chatlog__markdown-preserve">{content}</span></div></div></div></div>')
    at = "Sunday, March 1, 2026 2:03 PM"
    head = f'<div class="chatlog__header"><span class="chatlog__author" title="b_sample" data-user-id="7">B Sample</span><span class="chatlog__timestamp" title="{at}"><a href="#x">01/03/2026</a></span></div>'
    return ('<!DOCTYPE html><html lang="en"><head><title>Boats - slipway</title><meta charset="utf-8"></head><body><div class="preamble"><div class="preamble__entry">Boats</div><div class="preamble__entry">'
            'slipway</div></div><div class="chatlog"><div class="chatlog__message-group">' + said(1, at, "the bittern", head) + said(2, "Sunday, March 1, 2026 2:04 PM", "and a crake")
            + '</div></div><div class="postamble"><div class="postamble__entry">Exported 2 message(s)</div></div></body></html>').encode()


def signal():
    def came(number, **what):
        return json.dumps({"envelope": {"source": number, "sourceNumber": number, "sourceUuid": "11-22", "sourceName": "B Sample", "sourceDevice": 1, "timestamp": 1772368205123, **what},
                           "account": "+447700900123"}, ensure_ascii=False)
    lines = [came("+447700900124", dataMessage={"timestamp": 1772368205123, "message": "the godwit \u00e9", "expiresInSeconds": 60, "attachments": [{"filename": "quay.jpg"}],
                                                 "groupInfo": {"groupId": "abc=", "groupName": "Boat club", "type": "DELIVER"}}),
             came("+447700900124", receiptMessage={"when": 1772368205124, "isDelivery": True, "timestamps": [1]}),
             came("+447700900123", syncMessage={"sentMessage": {"destination": "+447700900125", "destinationNumber": "+447700900125", "destinationUuid": "33", "timestamp": 1772368265123, "message": "the egret"}}),
             came("+447700900124", callMessage={"offerMessage": {"id": 5, "type": "audio_call"}}), "{broken"]
    export = [{"date": "2026-03-01T13:30:05.123000", "sender": "B Sample", "body": "the osprey  ", "quote": "", "sticker": None, "reactions": [["Me", "+"]], "attachments": [{"name": "a.jpg", "path": "media/a.jpg"}],
               "deleted": False, "call": False, "missed": False},
              {"date": "2026-03-01T13:31:05", "sender": "Me", "body": "Outgoing voice call (unanswered)", "quote": "", "sticker": None, "reactions": [], "attachments": [], "deleted": False, "call": True, "missed": True}]
    page = ("<!doctype html>\n<html lang='en'><head><meta charset='utf-8'><title>B Sample</title></head><body data-last-page='0'><header class=topbar><h1 class=chat-title>B Sample</h1></header><main>"
            "<div class=page id=pg0><div class=day>1 March</div><div class='msg'><div class=meta><span class=sender>B Sample</span><time class=time datetime='2026-03-01T13:30:05' title='x'>13:30:05</time></div>"
            "<div class=body><p>the harrier</p></div></div><div class='msg cont'><div class=body><p>and a merlin</p></div></div></div></main></body></html>")
    return {"signal.jsonl": "\n".join(lines).encode(), "data.json": "\n".join(json.dumps(m) for m in export).encode(), "signal.html": page.encode()}
