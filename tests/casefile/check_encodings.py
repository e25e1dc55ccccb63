#!/usr/bin/python3
"""check_encodings.py POLICEAI WORK: texts that iconv wrote in encodings nothing in the file names: as text, table, message, page of the web and as names in an archive. Each is read as it was before iconv,
and says what was guessed; English, Welsh and Western texts in Windows-1252 stay what they are. All texts are made up."""
import shutil
import subprocess
import zipfile

from case_calls import call, expect, finish, work

RUSSIAN = "Я видел его вчера у магазина на углу улицы. Он был в красной куртке и держал в руках сумку. Потом он ушёл в сторону вокзала."
TEXTS = {  # what a text says, and the encodings (as iconv calls them) in which it is tried
    "russian": (RUSSIAN, "KOI8-R CP1251 ISO-8859-5 CP866 MAC-CYRILLIC UTF-16LE UTF-16BE UTF-32LE UTF-32BE UTF-16 UTF-32"),
    "russian-short": ("Привет, встретимся завтра в пять?", "KOI8-R CP1251 CP866"),
    "ukrainian": ("Я бачив його вчора біля крамниці на розі вулиці. Він був у червоній куртці й тримав у руках їжу.", "CP1251 KOI8-U"),
    "polish": ("Widziałem go wczoraj przy sklepie na rogu ulicy. Miał na sobie czerwoną kurtkę i trzymał w ręku torbę. Później poszedł w stronę dworca, gdzie czekała żona.", "CP1250 ISO-8859-2"),
    "czech": ("Viděl jsem ho včera u obchodu na rohu ulice. Měl na sobě červenou bundu a v ruce držel tašku. Potom odešel směrem k nádraží.", "CP1250 ISO-8859-2"),
    "hungarian": ("Tegnap láttam őt a sarki boltnál. Piros kabát volt rajta, két öreg között állt, és egy táskát tartott a kezében. Később elindult az állomás felé, ahol a nővére várta.", "CP1250 ISO-8859-2"),
    "hungarian-quoted": ("„Tegnap láttam őt” – mondta – „a sarki boltnál. Piros kabát volt rajta, két öreg között állt, és egy táskát tartott a kezében. Később elindult az állomás felé, ahol a nővére várta.”", "CP1250"),
    "turkish": ("Onu dün köşedeki dükkânın önünde gördüm. Üzerinde kırmızı bir ceket vardı ve elinde bir çanta tutuyordu. Sonra istasyona doğru gitti.", "CP1254 ISO-8859-9"),
    "lithuanian": ("Vakar mačiau jį prie parduotuvės ant kampo. Jis vilkėjo raudoną striukę ir rankoje laikė krepšį. Paskui jis nuėjo stoties link.", "CP1257"),
    "lithuanian-quoted": ("“Vakar mačiau jį prie parduotuvės ant kampo. Jis vilkėjo raudoną striukę ir rankoje laikė krepšį. Paskui jis nuėjo stoties link.”", "CP1257"),
    "greek": ("Τον είδα χθες έξω από το μαγαζί στη γωνία του δρόμου. Φορούσε κόκκινο μπουφάν και κρατούσε μια τσάντα.", "CP1253 ISO-8859-7"),
    "arabic": ("رأيته أمس بالقرب من المتجر في زاوية الشارع. كان يرتدي سترة حمراء ويحمل حقيبة في يده ثم ذهب إلى المحطة.", "CP1256 ISO-8859-6 UTF-16LE"),
    "hebrew": ("ראיתי אותו אתמול ליד החנות בפינת הרחוב. הוא לבש מעיל אדום והחזיק תיק בידו.", "CP1255"),
    "thai": ("ฉันเห็นเขาเมื่อวานนี้ที่ร้านค้าตรงหัวมุมถนน เขาใส่เสื้อสีแดงและถือกระเป๋า", "TIS-620"),
    "japanese": ("昨日、角の店の前で彼を見ました。赤い上着を着て、手にかばんを持っていました。その後、駅の方へ行きました。", "CP932 EUC-JP ISO-2022-JP"),
    "japanese-wide": ("昨日、角の店の前で彼を見ました。\n赤い上着を着て、手にかばんを持っていました。\n", "UTF-16LE UTF-16BE"),
    "chinese": ("昨天我在街角的商店门口看见他。他穿着红色的夹克，手里拿着一个包。后来他往车站的方向走了。", "GB18030"),
    "chinese-traditional": ("昨天我在街角的商店門口看見他。他穿著紅色的夾克，手裡拿著一個包。後來他往車站的方向走了。", "BIG5 GB18030"),
    "korean": ("어제 모퉁이 가게 앞에서 그를 보았습니다. 빨간 재킷을 입고 손에 가방을 들고 있었습니다.", "CP949"),
    "welsh": ("Gwelais ef ddoe ger y siop ar gornel y stryd. Roedd yn gwisgo siaced goch a ŵyr neb ble'r aeth. Mae'r tŷ gyferbyn â'r ŷd, ac roedd y dŵr yn uchel.", "ISO-8859-14"),
    "within-english": ("He then sent this to me:\n" + RUSSIAN + "\nI don't know what it says, and I asked a friend to read it.\n" * 40, "CP1251 KOI8-R")}
WESTERN = {  # stay in Windows-1252, with what else is in the file
    "statement": "I saw him yesterday by the shop. He paid £5 and said “don’t tell anyone” – then left. It’s at the café on the corner. It was 20°C, he’d walked ½ mile.",
    "apostrophes": "He’d said it’s mine; they’re his. She’s told me he’s there. I can’t say who’s who, it’s dark. That’s what he’d’ve done.",
    "pounds": "Date,Amount\n" + "".join(f"{d:02}/02/2026,£{d * 7}.00\n" for d in range(1, 29)),
    "names": "Mr José Muñoz and Zoë Brontë met François at the café; Renée Müller paid £20. Señor Núñez was naïve. Bjørn Ångström saw it.",
    "short": "£5", "shorter": "It’s", "bullets": "• one\n• two\n• three\n– four…\n", "signs": "The £££ sign — — — “quoted” ‘single’ … © ® ™ € 100 §1 ¶2",
    "french": "Je l’ai vu hier près du magasin au coin de la rue. Il avait une veste rouge et tenait un sac à la main. Après, il est allé à la gare où sa sœur l’attendait.",
    "german": "Ich habe ihn gestern vor dem Geschäft an der Straßenecke gesehen. Er trug eine rote Jacke und hielt eine Tüte. Danach ging er zum Bahnhof, wo seine Mutter für ihn öffnete.",
    "spanish": "Lo vi ayer en la tienda de la esquina. Llevaba una chaqueta roja y tenía un bolso en la mano. Después se marchó hacia la estación, donde lo esperaba su compañera. El niño también salió mañana.",
    "portuguese": "Vi-o ontem junto à loja da esquina. Tinha um saco na mão. Depois foi para a estação, onde a irmã não o esperava. Às três então saíram.",
    "icelandic": "Ég sá hann í gær við búðina á horninu. Hann var í rauðum jakka og hélt á tösku. Síðan fór hann að stöðinni, það var þá.",
    "swedish": "Jag såg honom igår utanför affären på hörnet. Han hade en röd jacka på sig och höll en väska i handen.",
    "welsh-circumflex": "Gwelais ef ddoe ger y siop. Mae'r tân a'r môr, y gân a'r tîm, ac roedd y sŵn yn fawr.".replace("ŵ", "w")}


def recoded(text, encoding):
    return subprocess.run(["iconv", "-f", "UTF-8", "-t", encoding], input=text.encode(), capture_output=True, check=True).stdout


def marked(encoding):
    return encoding in ("UTF-16", "UTF-32")


shutil.rmtree(work, ignore_errors=True)
folder, case = work / "folder", work / "a.case"
folder.mkdir(parents=True)
want, guessed = {}, {}


def add(name, text, encoding, data=None, guess=True):
    (folder / name).write_bytes(recoded(text, encoding) if data is None else data)
    want[name], guessed[name] = text, guess


for name, (text, encodings) in TEXTS.items():
    for encoding in encodings.split():
        add(f"{name}.{encoding}.txt", text, encoding, guess=not marked(encoding))
for name, text in WESTERN.items():
    add(f"{name}.western.txt", text, "CP1252")
add("calls.csv", "Имя,Сообщение\nИван,Привет из города\nМария,Встретимся завтра у вокзала\n", "CP1251")
for encoding in ("KOI8-R", "CP1251"):
    head = b"From: a@example.org\nTo: b@example.org\nDate: Sun, 1 Mar 2026 12:30:05 +0000\nSubject: " + recoded("Письмо от соседа по дому номер пять", encoding) + b"\n"
    add(f"plain.{encoding}.eml", "Письмо от соседа по дому номер пять", encoding, head + b"\n" + recoded(RUSSIAN, encoding))
    add(f"wrong.{encoding}.eml", RUSSIAN, encoding, head + b"MIME-Version: 1.0\nContent-Type: text/plain; charset=us-ascii\n\n" + recoded(RUSSIAN, encoding))
    page = "<html><head><title>Страница нашего дома</title></head><body><p>" + RUSSIAN + "</p></body></html>"
    add(f"page.{encoding}.html", RUSSIAN, encoding, recoded(page, encoding))
add("wide.html", RUSSIAN, "UTF-16LE", recoded("<html><body><p>" + RUSSIAN + "</p></body></html>", "UTF-16LE"))
add("named.html", RUSSIAN, "CP1251", recoded('<html><head><meta charset="windows-1251"></head><body>' + RUSSIAN + "</body></html>", "CP1251"), guess=False)
# named as an encoding in which the bytes are no letters
add("wrong-name.html", TEXTS["japanese"][0], "CP932", recoded('<html><head><meta charset="euc-jp"></head><body>' + TEXTS["japanese"][0] * 3 + "</body></html>", "CP932"))


class Named(zipfile.ZipInfo):
    def _encodeFilenameFlags(self):  # as an archiver of another country writes names: bytes of its own page, no mark
        return recoded(self.filename, self.page), 0


def archive(name, page, names):
    with zipfile.ZipFile(folder / name, "w") as out:
        for n in names:
            info = Named(n)
            info.page = page
            out.writestr(info, f"the file {n} of the archive")


NAMES = {"cyrillic.zip": ("CP866", ["показания свидетеля.txt", "список вещей.txt", "переписка с соседом.txt"]), "kana.zip": ("CP932", ["証人の供述書.txt", "領収書の写し.txt", "電話の記録です.txt"]), "west.zip": ("CP437", ["café.txt", "señor.txt"])}
for name, (page, names) in NAMES.items():
    archive(name, page, names)

status, out, error = call("read", folder, "--to", case)
expect(status == 0, "read:", error)
found = {}
for line in call("files", case)[1].splitlines():
    cells = line.split("\t")
    if len(cells) >= 5 and cells[0] in ("read", "partly", "not"):
        found[cells[4]] = cells
for name, text in want.items():
    cells = found.get(name, ["absent"])
    expect(cells[0] == "read", "fate:", name, cells)
    shown = call("show", case, cells[1])[1] if len(cells) > 1 else ""
    pages = "".join(call("show", case, cells[1], "--page", n + 1)[1] for n in range(int(cells[3]))) if len(cells) > 3 else ""
    for line in text.splitlines():
        expect(line.strip() in pages, name, "says", repr(pages[:300]))
    expect(("guessed" in shown) == guessed[name], name, "says of its encoding:", [line for line in shown.splitlines() if "encoding" in line])
for name in WESTERN:
    shown = call("show", case, found[f"{name}.western.txt"][1])[1]
    expect("Windows-1252" in shown, name, "was taken for", [line for line in shown.splitlines() if "encoding" in line])
for name, (_, names) in NAMES.items():
    for n in names:
        expect(f"{name}//{n}" in found, "names in", name, [p for p in found if p.startswith(name)])
shown = call("show", case, found["plain.KOI8-R.eml"][1])[1]
expect("Письмо от соседа по дому номер пять" in shown, "a field in bytes:", shown[:600])
finish(f"{len(want)} texts as iconv made them")
