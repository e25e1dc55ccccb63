"""Makes a benchmark of made-up pictures; measures what was done to them with Pillow and sums.

    measure_pictures.py make FOLDER    measure_pictures.py measure PERTURBED"""
import hashlib, io, json, math, pathlib, random, statistics, sys
from PIL import Image, ImageDraw, ImageFilter

WIDTH, HEIGHT = 240, 160


def made():
    draw = random.Random(1)
    noise = Image.new("L", (WIDTH, HEIGHT))
    noise.putdata([draw.randrange(60, 200) for _ in range(WIDTH * HEIGHT)])
    colour = Image.merge("RGB", [noise.filter(ImageFilter.GaussianBlur(by)) for by in (2, 4, 8)])
    bar = Image.new("L", (WIDTH, HEIGHT), 250)
    ImageDraw.Draw(bar).rectangle([20, 78, 219, 81], fill=10)
    return {"bar": (bar, "png"), "colour": (colour, "png"), "flat": (Image.new("L", (WIDTH, HEIGHT), 180), "pgm"), "noise": (noise, "png"),
            "turned": (bar.convert("RGB"), "jpg")}


def make(folder):
    (folder / "pages").mkdir(parents=True)
    rows = []
    for name, (image, kind) in made().items():
        path = folder / "pages" / f"{name}.{kind}"
        if kind == "jpg":  # a camera held on its side says so in Exif
            exif = Image.Exif()
            exif[0x0112] = 6
            image.save(path, quality=95, exif=exif)
        else:
            image.save(path)
        rows.append({"id": name, "input": {"image": {"file": f"pages/{path.name}"}}, "expected": {"text": name}, "groups": {}, "cluster": name, "split": "test"})
    (folder / "items.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    listed = [str(path.relative_to(folder)) for path in sorted(folder.rglob("*")) if path.is_file()]
    (folder / "benchmark.json").write_text(json.dumps({
        "id": "pictures", "version": "1", "task": "ocr", "title": "Sample: made-up pictures", "licence": "CC0-1.0", "source": "made up for tests",
        "sensitivity": "synthetic", "exposure": "open", "groups": {}, "metrics": {},
        "files": [{"path": path, "sha256": hashlib.sha256((folder / path).read_bytes()).hexdigest(), "bytes": (folder / path).stat().st_size}
                  for path in listed]}))


def apart(left, right):
    return max(abs(a - b) for a, b in zip(left.tobytes(), right.tobytes()))


def near(what, value, wanted, within):
    assert abs(value - wanted) <= within, f"{what}: {value}, wanted {wanted} within {within}"


def linear(value):
    value /= 255
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def gauss(image, sigma):
    """By the sum itself, one axis after the other, the edge repeated."""
    radius = math.ceil(4 * sigma)
    kernel = [math.exp(-0.5 * (k / sigma) ** 2) for k in range(-radius, radius + 1)]
    kernel = [weight / sum(kernel) for weight in kernel]
    width, height = image.size
    rows = [list(image.crop((0, y, width, y + 1)).getdata()) for y in range(height)]
    for _ in range(2):
        rows = [[sum(w * row[min(max(x + k - radius, 0), len(row) - 1)] for k, w in enumerate(kernel)) for x in range(len(row))] for row in rows]
        rows = [list(column) for column in zip(*rows)]
    return [value for row in rows for value in row]


def measure(folder):
    rows = [json.loads(line) for line in open(folder / "items.jsonl")]
    open_ = {(row["cluster"], row["groups"]["perturbation"]): Image.open(folder / row["input"]["image"]["file"]) for row in rows}
    clean = {name: image for name, (image, _) in made().items()}

    assert max(abs(a - b) for a, b in zip(gauss(clean["noise"], 1.5), open_["noise", "blur-3"].tobytes())) <= 0.51, "Gauss by the sum"
    inner = (20, 20, WIDTH - 20, HEIGHT - 20)
    assert apart(clean["colour"].filter(ImageFilter.GaussianBlur(2.5)).crop(inner), open_["colour", "blur-4"].crop(inner)) <= 3, "Pillow's blur"
    print("blur is the Gaussian sum to half a step, and Pillow's within 3 of 255")

    for name, kind, quality in (("noise", "jpeg-1", 50), ("colour", "jpeg-4", 10)):
        image, mine = open_[name, kind], io.BytesIO()
        clean[name].save(mine, "JPEG", quality=quality)
        assert image.format == "JPEG" and image.quantization == Image.open(mine).quantization, kind
    print("quantisation tables are Pillow's of that quality")

    for kind, share in (("low-light-1", 1 / 4), ("low-light-3", 1 / 16)):
        values = [linear(value) for value in open_["flat", kind].getdata()]
        light = linear(180) * share
        near("light", statistics.mean(values) / light, 1, 0.02)
        electrons = light * 4000
        near("noise", statistics.pstdev(values) * 4000 / math.sqrt(electrons + 16), 1, 0.1)
    near("grain", statistics.pstdev(open_["flat", "grain-3"].getdata()), 20, 0.5)
    near("contrast", statistics.pstdev(open_["noise", "contrast-2"].getdata()) / statistics.pstdev(clean["noise"].getdata()), 0.4, 0.005)
    print("light, shot noise, grain and contrast are as declared")

    image = open_["bar", "rotation-3"]
    angle = math.radians(8)
    assert image.size == (math.ceil(WIDTH * math.cos(angle) + HEIGHT * math.sin(angle)), math.ceil(WIDTH * math.sin(angle) + HEIGHT * math.cos(angle)))
    dark = [(i % image.width, i // image.width, 250 - value) for i, value in enumerate(image.getdata()) if value < 245]
    weight = sum(w for _, _, w in dark)
    x, y = (sum(point[axis] * point[2] for point in dark) / weight for axis in (0, 1))
    xx, yy, xy = (sum(w * a for a, w in parts) for parts in zip(*[(((px - x) ** 2, w), ((py - y) ** 2, w), ((px - x) * (py - y), w)) for px, py, w in dark]))
    near("angle", abs(math.degrees(0.5 * math.atan2(2 * xy, xx - yy))), 8, 0.1)
    assert min(image.getdata()) >= 5 and image.getpixel((0, 0)) == 250, "corners are paper"
    print("turned by 8 degrees, nothing cut off")

    image = open_["flat", "occlusion-4"]
    near("share hidden", list(image.getdata()).count(0) / (WIDTH * HEIGHT), 0.2, 0.003)
    assert set(image.getdata()) == {0, 180}
    image = open_["noise", "downscale-3"]
    assert image.size == (WIDTH // 2, HEIGHT // 2) and apart(image, clean["noise"].resize(image.size, Image.Resampling.BOX)) <= 1
    assert open_["turned", "grain-3"].size == (HEIGHT, WIDTH), "a camera's turn is undone"
    line = [value for value in open_["bar", "motion-blur-3"].crop((120, 0, 121, HEIGHT)).getdata()]
    near("ink after motion", sum(250 - value for value in line), 4 * 240, 40)
    print("a fifth is hidden; half the size is Pillow's box; Exif's turn is undone")


if sys.argv[1] == "make":
    make(pathlib.Path(sys.argv[2]))
else:
    measure(pathlib.Path(sys.argv[2]))
