# an object of id 0, two objects at equal overlap, one that the file says to ignore
cat >gt.json <<'END'
{"images":[{"id":1}],"categories":[{"id":1,"name":"car"}],"annotations":[
 {"id":0,"image_id":1,"category_id":1,"bbox":[0,0,10,10],"area":100},
 {"id":1,"image_id":1,"category_id":1,"bbox":[4,0,10,10],"area":100},
 {"id":2,"image_id":1,"category_id":1,"bbox":[50,50,10,10],"area":100,"ignore":1}]}
END
cat >dt.json <<'END'
[{"image_id":1,"category_id":1,"bbox":[2,0,10,10],"score":0.9},
 {"image_id":1,"category_id":1,"bbox":[0,0,10,10],"score":0.8}]
END
"$POLICEAI" score detection --gt gt.json --dt dt.json --compare-conventions | sed -n '/^note/p; /^conventions/,/^$/p'
