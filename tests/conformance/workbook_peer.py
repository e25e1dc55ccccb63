#!/usr/bin/python3
"""workbook_peer.py PROGRAM: the form's workbook through LibreOffice (Debian's libreoffice-calc-nogui).

Opened by it and saved as OpenDocument and as a workbook again, filled in, saved by it once more: what comes of it by "registry
import" must be the drafts that the same cells make without LibreOffice; the lists to choose from and the hidden rows must have
come through. Says "absent" and ends well where there is no LibreOffice."""
import datetime
import json
import os
import shutil
import subprocess
import sys
import tempfile

import openpyxl

DEPLOYMENT = {"name": "Sample transcription, \u00e0 la carte", "forces": "Sussex Police; kent", "stage": "In use",
              "first_used": datetime.date(2026, 3, 27), "report_every_months": 3, "summary": "First line\nsecond <b>line</b>"}
REPORT = {"deployment": "D1", "from": datetime.date(2026, 4, 1), "to": "30/6/2026", "alerts": 10, "true_alerts": 9, "false_alerts": 1}
TABLES = {"Deployments tools": ["D1", "Example Ltd", "Scribe", 2.1], "Deployments cost": ["D1", "licence", 12500, 2026]}


def convert(folder, path, kind):
    out = os.path.join(folder, "by-libreoffice-" + kind)
    subprocess.run(["soffice", "--headless", "-env:UserInstallation=file://" + folder + "/profile", "--convert-to", kind,
                    "--outdir", out, path], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=600)
    return os.path.join(out, os.path.splitext(os.path.basename(path))[0] + "." + kind)


def put(sheet, values):
    columns = {cell.value: cell.column for cell in sheet[1]}
    for name, value in values.items():
        sheet.cell(4, columns[name]).value = value


def fill(path, to):
    book = openpyxl.load_workbook(path)
    put(book["Deployments"], DEPLOYMENT)
    put(book["Use reports"], REPORT)
    for name, values in TABLES.items():
        for column, value in enumerate(values):
            book[name].cell(4, column + 1).value = value
    book.save(to)
    return to


def shape(path):
    """How many cells are chosen from a list, and is the row of ids hidden, a sheet."""
    return {sheet.title: (len({str(cell) for rule in sheet.data_validations.dataValidation for cell in rule.sqref.ranges}) > 0,
                          bool(sheet.row_dimensions[1].hidden)) for sheet in openpyxl.load_workbook(path)}


def drafts(program, folder, path, name):
    data = os.path.join(folder, name)
    told = subprocess.run([program, "registry", "import", path, "--data", data], capture_output=True, text=True, check=True)
    shown = subprocess.run([program, "registry", "drafts", "--show", "--data", data], capture_output=True, text=True, check=True)
    made = [json.loads(line) for line in shown.stdout.splitlines()]
    subjects = {draft["subject"]: draft["type"] for draft in made}
    for draft in made:
        draft["body"] = {key: subjects.get(value, value) if isinstance(value, str) else value for key, value in draft["body"].items()}
    return told.stderr, sorted((draft["type"], json.dumps(draft["body"], sort_keys=True)) for draft in made)


def compare(program, folder):
    form = os.path.join(folder, "form.xlsx")
    subprocess.run([program, "registry", "form", "--force", "sussex", "--xlsx", "--out", form, "--data", os.path.join(folder, "none")],
                   check=True, stdout=subprocess.DEVNULL)
    told, plain = drafts(program, folder, fill(form, os.path.join(folder, "plain.xlsx")), "plain")
    assert len(plain) == 2 and told == "", (told, plain)
    assert "2026-03-27" in plain[0][1] and '"alerts": 10' in plain[1][1], plain
    back = convert(folder, convert(folder, form, "ods"), "xlsx")
    assert shape(back) == shape(form) and shape(form)["Deployments"] == (True, True), (shape(back), shape(form))
    saved = convert(folder, fill(back, os.path.join(folder, "filled.xlsx")), "xlsx")
    told, made = drafts(program, folder, saved, "saved")
    assert told == "" and made == plain, (told, made, plain)


def main():
    if shutil.which("soffice") is None:
        print("workbook: absent (libreoffice-calc-nogui)")
        return
    folder = tempfile.mkdtemp(prefix="policeai-workbook-")
    try:
        compare(os.path.abspath(sys.argv[1]), folder)
        print("workbook: through LibreOffice as OpenDocument and as a workbook, filled in, saved: the same 2 drafts, lists and hidden rows")
    finally:
        shutil.rmtree(folder)


main()
