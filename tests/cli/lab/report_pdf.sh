# The PDF of a report: A4, two pages for the first part, every text of the report on it, fonts within, the same bytes again. Poppler and qpdf read it.
set -eu
export DATA="$PWD/data"
"$POLICEAI" lab run redact-text redaction-uk --json >one.json 2>/dev/null
one=$(jq -r .evidence one.json)
"$POLICEAI" lab report "$one" --group-margin 0.1 --pdf a.pdf
"$POLICEAI" lab report "$one" --group-margin 0.1 --pdf b.pdf --json >report.json
cmp a.pdf b.pdf && echo "the same bytes again"
qpdf --check a.pdf | tail -2 | head -1
pdfinfo a.pdf | grep "^Tagged\|^Page size\|^Title" | tr -s ' '
pdfinfo -struct a.pdf 2>/dev/null | sed 's/ (.*//; s/ *//' | sort -u | tr '\n' ' '
echo
pdffonts a.pdf | tail -n +3 | awk '{print substr($1, 8), $(NF-4), $(NF-3), $(NF-2)}'
python3 - <<'P'
import json, re, subprocess
pages = subprocess.run(["pdftotext", "-layout", "a.pdf", "-"], capture_output=True, text=True, check=True).stdout.split("\f")[:-1]
for number, page in enumerate(pages, 1):
    assert f"Page {number} of {len(pages)}" in page, number
first = next(i for i, page in enumerate(pages) if "For an engineer" in page)
print("pages before the engineer's:", first)
bare = lambda text: re.sub(r"\s+", "", text)
printed = bare(subprocess.run(["pdftotext", "-raw", "a.pdf", "-"], capture_output=True, text=True, check=True).stdout)
# running heads and feet stand between what goes over a page's end
title = json.load(open("report.json"))["title"]
printed = re.sub(r"Page\d+of%d%s" % (len(pages), re.escape(bare(title))), "", printed)
missing = []
count = 0
for block in json.load(open("report.json"))["blocks"]:
    texts = [block.get("text", ""), block.get("caption", "")] + [i["text"] for i in block.get("items", [])]
    texts += [c["text"] for row in block.get("rows", []) if "cells" in row for c in row["cells"]]
    for text in filter(None, texts):
        count += 1
        if bare(text) not in printed:
            missing.append(text)
print("more than 200 texts:", count > 200, "missing:", missing[:5])
P
