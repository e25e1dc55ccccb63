# A letter in PDF, a text and a file of no known kind: each to its tool, for a recipient; what cannot be taken is named and
# leaves nothing behind; the files themselves stay as they were.
cat >letter.pdf <<'END'
%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>endobj
4 0 obj<</Length 103>>stream
BT /F 12 Tf 72 700 Td (Mr John Smith was there. Call 07700 900123. Crime reference 12/345678/26.) Tj ET
endstream endobj
5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj
trailer<</Size 6/Root 1 0 R>>
%%EOF
END
printf 'Mr John Smith called.\n' >note.txt
printf '\177ELF\001\002' >thing.bin
sha256sum letter.pdf note.txt thing.bin >before
"$POLICEAI" redact letter.pdf note.txt thing.bin --out all
echo "status $?"
"$POLICEAI" redact letter.pdf --for prosecutor --out prosecutor
echo "status $?"
"$POLICEAI" redact letter.pdf --out all
echo "status $?"
sha256sum --quiet -c before && find all prosecutor -type f | sort
grep -c Smith all/note.txt.redacted.txt
for file in all prosecutor; do pdftotext -layout "$file/letter.pdf.redacted.pdf" - | grep -c 'Smith\|900123'; done
# the policy keeps references for the prosecutor; without one all that was found goes
for file in all prosecutor; do pdftotext -layout "$file/letter.pdf.redacted.pdf" - | grep -c '12/345678/26'; done
cd prosecutor && "$POLICEAI" redact note.txt 2>/dev/null || echo "not there"
