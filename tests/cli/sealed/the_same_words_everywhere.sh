# who holds the items is said in the same words by pages, reports and the doc
python3 - <<'EOF'
import json, os
source = os.environ["SOURCE_DIR"]
def words(part):
    return json.load(open(f"{source}/src/{part}/messages/en.json"))
web, report = words("web"), words("report")
doc = open(f"{source}/doc/sealed-sets.md").read()
for word, said in (("open", "say.open"), ("sealed", "say.sealed"), ("force's own", "say.own")):
    page = web["exposure." + word.replace(" ", "-")]
    print(page)
    print(report[said].startswith(page + "."), f"**{word}**" in doc, page.split(": ")[0].lower().replace("’", "'") == word)
EOF
