#!/usr/bin/python3
"""check_photos.py POLICEAI WORK: pictures as phones keep them: WebP by Pillow with each of the eight ways in which Exif says a picture is held, with an alpha channel, moving; HEIC and AVIF by
heif-enc, a HEIC that is turned; each is read upright, and what is damaged is told."""
import io
import shutil
import subprocess

from PIL import Image, ImageDraw, ImageFont, ImageOps

from case_calls import call, faults, finish, work

WORDS = ["kestrel", "harbour", "lantern", "meadow", "granite", "saddle", "window", "barrel"]
UNDO = {2: 2, 3: 3, 4: 4, 5: 5, 6: 8, 7: 7, 8: 6}  # what makes, of an upright picture, one that its tag sets upright


def sign(text, mode="RGB"):
    image = Image.new(mode, (900, 300), (255,) * 3 if mode == "RGB" else (0, 0, 0, 0))
    ImageDraw.Draw(image).text((80, 90), f"the {text} sign", font=ImageFont.truetype("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf", 80), fill=(0, 0, 0) if mode == "RGB" else (0, 0, 0, 255))
    return image


def webp(image, orientation=None, **more):
    out = io.BytesIO()
    if orientation:
        exif = Image.Exif()
        exif[0x0112] = UNDO.get(orientation, 1)
        turned = ImageOps.exif_transpose(with_tag(image, exif))
        tag = Image.Exif()
        tag[0x0112] = orientation
        turned.save(out, "WEBP", lossless=True, exif=tag.tobytes())
    else:
        image.save(out, "WEBP", **more)
    return out.getvalue()


def with_tag(image, exif):
    out = io.BytesIO()
    image.save(out, "PNG", exif=exif.tobytes())
    return Image.open(io.BytesIO(out.getvalue()))


shutil.rmtree(work, ignore_errors=True)
folder, case = work / "folder", work / "a.case"
folder.mkdir(parents=True)
wanted = {}
for i, word in enumerate(WORDS):
    (folder / f"held-{i + 1}.webp").write_bytes(webp(sign(word), i + 1))
    wanted[f"held-{i + 1}.webp"] = word
(folder / "clear.webp").write_bytes(webp(sign("anchor", "RGBA"), lossless=True))
(folder / "moving.webp").write_bytes(webp(sign("pocket"), save_all=True, append_images=[sign("ladder")], lossless=True))
(folder / "cut.webp").write_bytes(webp(sign("copper"), lossless=True)[:400])
wanted |= {"clear.webp": "anchor", "moving.webp": "pocket"}
for name, word in (("photo.heic", "timber"), ("photo.avif", "marble")):
    sign(word).save(work / "sign.png")
    made = subprocess.run(["heif-enc", "-q", "90", *(["-A"] if name.endswith("avif") else []), work / "sign.png", "-o", folder / name], capture_output=True)
    if made.returncode == 0:
        wanted[name] = word
    else:
        faults.append(f"heif-enc made no {name}: {made.stderr[-200:]}")
(folder / "cut.heic").write_bytes((folder / "photo.heic").read_bytes()[:700])
status, out, error = call("read", folder, "--to", case)
files = {cells[4]: cells for cells in (line.split("\t") for line in call("files", case)[1].splitlines()) if len(cells) > 4}
for name, word in wanted.items():
    found = call("search", case, word)[1]
    if name not in found:
        faults.append(f"{name}: {word} was not read: {files.get(name)}")
for name, fate, why in (("cut.webp", "not", "damaged"), ("cut.heic", "not", "damaged"), ("moving.webp", "partly", "moves"), ("held-1.webp", "read", "")):
    row = files.get(name, ["absent", ""])
    if row[0] != fate or why not in row[-1]:
        faults.append(f"{name}: {row}")
finish("photos: all as expected")
