#!/usr/bin/env python3
"""detection_peer.py PROGRAM: `policeai score detection` against pycocotools itself.

PAI_VECTORS=DIR names a folder with checkouts called cocoapi (cocodataset) and faster_coco_eval
(MiXaiLL76); without them it only says that they are absent. pycocotools is built from them here
with Debian's cython3 and gcc, its `np.float` patched. The stored figures of faster_coco_eval's 100
images are compared first, then ROUNDS (1000) random files a kind of overlap (boxes, masks,
keypoints), with crowds, ties, areas on the bounds, empty images, more than 100 detections; every
figure to the last digit.
"""
import ast
import contextlib
import io
import json
import os
import pathlib
import random
import shutil
import subprocess
import sys
import sysconfig
import tempfile

PROGRAM = sys.argv[1]
ROUNDS = int(os.environ.get("ROUNDS", "1000"))
KINDS = ("bbox", "segm", "keypoints")


def build(checkout, work):
    """pycocotools in `work`, built from the checkout."""
    import numpy
    package = work / "pycocotools"
    shutil.copytree(checkout / "PythonAPI/pycocotools", package)
    for name in ("maskApi.c", "maskApi.h"):
        shutil.copy(checkout / "common" / name, package)
    for source in package.glob("*.py"):
        source.write_text(source.read_text().replace("np.float)", "float)"))
    for name in ("pyplot", "collections", "patches"):  # only for drawing
        (work / "matplotlib").mkdir(exist_ok=True)
        (work / "matplotlib" / f"{name}.py").write_text("PatchCollection = Polygon = None\n")
    (work / "matplotlib/__init__.py").touch()
    quiet = {"check": True, "cwd": package, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    subprocess.run(["cython3", "-2", "_mask.pyx", "-o", "_mask.c"], **quiet)
    suffix = sysconfig.get_config_var("EXT_SUFFIX")
    subprocess.run(["gcc", "-O2", "-w", "-shared", "-fPIC", "-o", f"_mask{suffix}", "_mask.c", "maskApi.c", "-I.",
                    "-I" + sysconfig.get_path("include"), "-I" + numpy.get_include()], **quiet)
    sys.path.insert(0, str(work))


def theirs(gt, dt, kind):
    from pycocotools.coco import COCO
    from pycocotools.cocoeval import COCOeval
    with contextlib.redirect_stdout(io.StringIO()):
        truth = COCO(str(gt))
        scored = COCOeval(truth, truth.loadRes(str(dt)), kind)
        scored.evaluate()
        scored.accumulate()
        scored.summarize()
    return [float(x) for x in scored.stats]


def ours(gt, dt, kind):
    done = subprocess.run([PROGRAM, "score", "detection", "--gt", gt, "--dt", dt, "--iou", kind, "--json",
                           "--resamples", "0"], capture_output=True, text=True)
    if done.returncode != 0:
        raise SystemExit(done.stderr)
    values = [figure["value"] for figure in json.loads(done.stdout)["metrics"].values()]
    return [-1.0 if value is None else value for value in values]


def polygon(rng, w, h):
    def at(most):
        return rng.choice([rng.uniform(-5, most + 5), float(rng.randint(-2, most + 2)), rng.randint(0, most)])
    return [c for _ in range(rng.randint(3, 9)) for c in (at(w), at(h))]


def runs(rng, w, h, packed):
    import numpy as np
    import pycocotools.mask as masks
    pixels = np.zeros((h, w), dtype=np.uint8, order="F")
    for _ in range(rng.randint(0, 3)):
        x, y = rng.randrange(w), rng.randrange(h)
        pixels[y:y + rng.randint(1, h), x:x + rng.randint(1, w)] = 1
    if rng.random() < .05:
        pixels[:] = 1
    text = masks.encode(pixels.reshape((h, w, 1), order="F"))[0]["counts"].decode()
    if packed:
        return {"size": [h, w], "counts": text}
    counts, value, length = [], 0, 0
    for pixel in pixels.flatten(order="F"):
        if pixel != value:
            counts.append(length)
            value, length = pixel, 0
        length += 1
    return {"size": [h, w], "counts": counts + [length]}


def segmentation(rng, w, h):
    kind = rng.random()
    if kind < .5:
        return [polygon(rng, w, h) for _ in range(rng.randint(1, 3))]
    if kind < .6:
        return [polygon(rng, w, h), [rng.uniform(0, w), rng.uniform(0, h), rng.uniform(0, w), rng.uniform(0, h)]]
    return runs(rng, w, h, kind < .8)


def box(rng, w, h, coarse):
    if coarse:
        return [rng.randint(0, 3) * 10, rng.randint(0, 3) * 10, rng.randint(0, 4) * 10, rng.randint(0, 4) * 10]
    return [rng.uniform(-3, w), rng.uniform(-3, h), rng.uniform(0, w / 1.5), rng.uniform(0, h / 1.5)]


def keypoints(rng, coarse):
    def place():
        return rng.randint(0, 100) if coarse else rng.uniform(0, 100)
    points = []
    for _ in range(17):
        seen = rng.choice([0, 1, 2, 2])
        points += [place(), place(), seen] if seen else [0, 0, 0]
    return points


def annotation(rng, kind, image, categories, number, coarse, scale):
    w, h = image["width"], image["height"]
    b = [x * scale for x in box(rng, w, h, coarse)]
    made = {"id": number, "image_id": image["id"], "category_id": rng.choice(categories)["id"], "bbox": b,
            "area": rng.choice([b[2] * b[3], 1024, 9216, 1e10, rng.uniform(0, 20000)]),
            "iscrowd": int(rng.random() < .2)}
    if rng.random() < .2:
        made["ignore"] = rng.randint(0, 1)
    if kind == "segm":
        made["segmentation"] = segmentation(rng, w, h)
    if kind == "keypoints":
        points = [0] * 51 if rng.random() < .15 else keypoints(rng, coarse)
        made["keypoints"] = points
        made["num_keypoints"] = sum(v > 0 for v in points[2::3])
    return made


def result(rng, kind, image, categories, near, coarse):
    import pycocotools.mask as masks
    w, h = image["width"], image["height"]
    made = {"image_id": image["id"], "category_id": rng.choice(categories)["id"],
            "score": rng.choice([.5, .25, rng.random(), round(rng.random(), 1)])}
    source = rng.choice(near) if near and rng.random() < .7 else None
    if source:
        made["category_id"] = source["category_id"]
    if kind == "bbox":
        b = [x + rng.choice([0, 0, 1, rng.uniform(-2, 2)]) for x in source["bbox"]] if source else box(rng, w, h, coarse)
        made["bbox"] = [b[0], b[1], max(0, b[2]), max(0, b[3])]
    elif kind == "segm":
        shape = source["segmentation"] if source else segmentation(rng, w, h)
        if isinstance(shape, list) or isinstance(shape["counts"], list):
            packed = masks.frPyObjects(shape, h, w)
            packed = masks.merge(packed) if isinstance(packed, list) else packed
            shape = {"size": [h, w], "counts": packed["counts"].decode()}
        made["segmentation"] = shape
    else:
        made["keypoints"] = keypoints(rng, coarse) if not source else [
            x + (rng.choice([0, 0, 1, rng.uniform(-4, 4)]) if i % 3 < 2 else 0)
            for i, x in enumerate(source["keypoints"])]
    return made


def random_files(rng, kind):
    coarse = rng.random() < .5
    scale = 8 if rng.random() < .3 else 1
    images = [{"id": i, "width": rng.randint(20, 80), "height": rng.randint(20, 80)}
              for i in rng.sample(range(40), rng.choice([1, 2, 3, 6, 15]))]
    categories = [{"id": c, "name": f"c{c}"} for c in rng.sample(range(9), rng.choice([1, 2, 3]))]
    ids = list(range(1, 2000))  # 0 is a difference of its own
    rng.shuffle(ids)
    annotations, results = [], []
    for image in images:
        here = [annotation(rng, kind, image, categories, ids.pop(), coarse, scale)
                for _ in range(rng.choice([0, 1, 2, 5]))]
        annotations += here
        for _ in range(rng.choice([0, 1, 3, 8, 130 if rng.random() < .1 else 2])):
            results.append(result(rng, kind, image, categories, here, coarse))
    if kind == "segm" and rng.random() < .3:
        for one in results:
            one["bbox"] = box(rng, 60, 60, coarse)
    rng.shuffle(results)
    return {"images": images, "annotations": annotations, "categories": categories}, results


def stored(folder):
    """The figures that faster_coco_eval's test file has in it."""
    data = folder / "tests/dataset/cocoapi"
    lists = [[float(ast.literal_eval(x)) for x in node.elts]
             for node in ast.walk(ast.parse((folder / "tests/test_cocoapi_fake_data.py").read_text()))
             if isinstance(node, ast.List) and len(node.elts) == 12 and isinstance(node.elts[0], ast.Constant)
             and isinstance(node.elts[0].value, float)]
    right = 0
    for kind, expected in zip(KINDS, lists):
        got = ours(data / "instances_val2014_100.json", data / f"instances_val2014_fake{kind}100_results.json", kind)
        right += sum(abs(a - b) < 1e-15 for a, b in zip(got, expected))
    print(f"faster_coco_eval, stored figures of 100 images: {right} of 24 agree")
    return right == 24


def rounds(kind, work):
    gt, dt = work / "gt.json", work / "dt.json"
    right = of = 0
    for seed in range(ROUNDS):
        truth, results = random_files(random.Random(seed), kind)
        if not results:  # pycocotools fails on an empty list
            continue
        gt.write_text(json.dumps(truth))
        dt.write_text(json.dumps(results))
        want, got = theirs(gt, dt, kind), ours(gt, dt, kind)
        of += 1
        right += got == want
        if got != want and of - right < 4:
            print(f"{kind}, seed {seed}: ours {got}, theirs {want}")
    print(f"pycocotools, {kind}: {right} of {of} random files agree in every figure")
    return right == of


def main():
    vectors = pathlib.Path(os.environ.get("PAI_VECTORS", "/nonexistent"))
    good = True
    if (vectors / "faster_coco_eval").is_dir():
        good = stored(vectors / "faster_coco_eval")
    else:
        print("faster_coco_eval: absent")
    if not (vectors / "cocoapi").is_dir():
        print("pycocotools: absent")
        return good
    with tempfile.TemporaryDirectory() as folder:
        work = pathlib.Path(folder)
        build(vectors / "cocoapi", work)
        for kind in KINDS:
            good &= rounds(kind, work)
    return good


sys.exit(0 if main() else 1)
