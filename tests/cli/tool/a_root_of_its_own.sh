# a tool with its own root file system, made of Debian's dash and jq: checked, measured and verified at level full, in a plain tar and in an image; the probes are held in it; a tar with a trick is one error
set -eu
export DATA="$PWD/data"
python3 - <<'P'
import gzip, hashlib, io, json, os, pathlib, re, subprocess, tarfile
doc = pathlib.Path(os.environ["SOURCE_DIR"], "doc/tool-protocol.md").read_text()
script = "#!/bin/sh\n" + re.search(r"<!-- example: shell/mail.sh -->\n```sh\n(.*?)```", doc, re.S)[1]
files = {}
for program in ("/usr/bin/dash", "/usr/bin/jq"):
    files[program] = program
    for library in re.findall(r"(/\S+) \(0x", subprocess.run(["ldd", program], capture_output=True, text=True).stdout):
        files[library.replace("/lib", "/usr/lib", 1) if library.startswith("/lib") else library] = os.path.realpath(library)


def add(tar, name, data=b"", kind=tarfile.REGTYPE, link="", mode=0o4755):
    info = tarfile.TarInfo(name)
    info.type, info.linkname, info.size, info.mode, info.uid = kind, link, len(data), mode, 1234
    tar.addfile(info, io.BytesIO(data))


def fill(tar):
    for name, link in (("bin", "usr/bin"), ("lib", "usr/lib"), ("lib64", "usr/lib64"), ("usr/bin/sh", "dash")):
        add(tar, name, kind=tarfile.SYMTYPE, link=link)
    for name, path in files.items():
        add(tar, name[1:], pathlib.Path(path).read_bytes())
    add(tar, "app/mail.sh", script.encode())


def written(fill, packed=False):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as tar:
        fill(tar)
    return gzip.compress(out.getvalue(), 1) if packed else out.getvalue()


def image(tar):
    layers = [written(fill, True), written(lambda layer: add(layer, "app/.wh.absent"))]
    blobs = [hashlib.sha256(layer).hexdigest() for layer in layers]
    kinds = ["tar+gzip", "tar"]
    manifest = json.dumps({"layers": [{"mediaType": "application/vnd.oci.image.layer.v1." + kind, "digest": "sha256:" + blob} for kind, blob in zip(kinds, blobs)]}).encode()
    for blob, data in zip(blobs + [hashlib.sha256(manifest).hexdigest()], layers + [manifest]):
        add(tar, "blobs/sha256/" + blob, data)
    add(tar, "index.json", json.dumps({"manifests": [{"digest": "sha256:" + hashlib.sha256(manifest).hexdigest()}]}).encode())
    add(tar, "oci-layout", b'{"imageLayoutVersion":"1.0.0"}')


tool = {"protocol": 1, "version": "1", "name": "Addresses, in a root of its own", "task": "text-redaction", "supplier": "tests", "licence": "MIT", "run": ["/app/mail.sh"],
        "runtime": "self", "root": "rootfs.tar", "intended_use": "tests", "not_for": "anything else", "limitations": ["finds e-mail addresses and nothing else"]}
tricks = {"plain": fill, "image": image,
          "escape": lambda tar: (fill(tar), add(tar, "app/x", kind=tarfile.SYMTYPE, link="/etc"), add(tar, "app/x/passwd", b"x")),
          "climbing": lambda tar: add(tar, "../../x", b"x"),
          "device": lambda tar: add(tar, "dev/sda", kind=tarfile.BLKTYPE),
          "covered": lambda tar: (fill(tar), add(tar, "tmp", kind=tarfile.SYMTYPE, link="usr"))}
for name, content in tricks.items():
    os.mkdir(name)
    pathlib.Path(name, "rootfs.tar").write_bytes(written(content, name == "plain"))
    pathlib.Path(name, "tool.json").write_text(json.dumps({**tool, "id": name}))
P
for form in plain image; do
    "$POLICEAI" tool check "./$form" | tail -1
    "$POLICEAI" lab run "./$form" redaction-uk --json >out
    evidence=$(python3 -c 'import json; print(json.load(open("out"))["evidence"])')
    python3 - "${evidence%.dsse.json}" <<'P'
import json, sys
print([json.loads(row) for row in open(sys.argv[1] + ".timing.jsonl")][-1]["isolation"]["level"])
P
    "$POLICEAI" verify "$evidence" | tail -4
    sed 's/"id":"[^"]*",//' "${evidence%.dsse.json}.results.jsonl" | sha256sum >"$form.sum"
done
cmp plain.sum image.sum
for trick in escape climbing device covered; do
    "$POLICEAI" lab run "./$trick" redaction-uk 2>&1 | sed "s,$PWD/,,; s,\./,,"
done
"$POLICEAI" sandbox self-test --root plain/rootfs.tar >table || tail -30 table >&2
tail -1 table
