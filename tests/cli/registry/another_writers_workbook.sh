# a workbook of ours, filled in and saved by openpyxl: dates as days, numbers as numbers, cells named, merged ones told
"$POLICEAI" registry form --xlsx --force sussex --data d --out form.xlsx
/usr/bin/python3 - <<'END'
import datetime, openpyxl
book = openpyxl.load_workbook("form.xlsx")
sheet = book["Deployments"]
ids = {cell.value: cell.column for cell in sheet[1]}
for name, value in {"name": "Sample transcription", "forces": "Sussex Police; kent", "stage": "In use",
                    "first_used": datetime.date(2026, 3, 27), "review_by": "31/2/2027", "report_every_months": 3}.items():
    sheet.cell(4, ids[name]).value = value
for column, value in enumerate(["D1", "Example Ltd", "Scribe", 2.1]):
    book["Deployments tools"].cell(4, column + 1).value = value
for column, value in enumerate(["D1", "licence", 12.5, 2026]):
    book["Deployments cost"].cell(4, column + 1).value = value
report = book["Use reports"]
ids = {cell.value: cell.column for cell in report[1]}
for name, value in {"deployment": "D1", "from": "1/4/2026", "to": "30/6/2026", "alerts": 10, "true_alerts": 9, "false_alerts": 3}.items():
    report.cell(4, ids[name]).value = value
for row, values in enumerate([["R1", "Sex", "female", "Alerts", 7], ["R1", "Sex", "not recorded", "Alerts", 3]]):
    for column, value in enumerate(values):
        book["Use reports groups"].cell(4 + row, column + 1).value = value
sheet.merge_cells("F50:G51")
book.save("filled.xlsx")
END
"$POLICEAI" registry import filled.xlsx --data d 2>&1 | sed 's/-[0-9a-f]\{6\}$/-ID/'
"$POLICEAI" registry drafts --show --data d | jq -cS 'del(.subject,.name,.body.deployment)'
