# one error a file, with place and fix; every status is 4
try() {
    printf '%s' "$2" >gt.json
    printf '%s' "$3" >dt.json
    "$POLICEAI" score detection --gt gt.json --dt dt.json --iou "${4:-bbox}" 2>&1
    echo "$1: $?"
}
head='{"images":[{"id":1,"height":10,"width":10}],"categories":[{"id":1,"name":"car"}],"annotations":['
one='{"id":1,"image_id":1,"category_id":1,"bbox":[0,0,5,5],"area":25}'
hit='[{"image_id":1,"category_id":1,"bbox":[0,0,5,5],"score":0.5}]'
try "unknown image" "$head$one]}" '[{"image_id":2,"category_id":1,"bbox":[0,0,5,5],"score":0.5}]'
try "unknown category" "$head$one]}" '[{"image_id":1,"category_id":7,"bbox":[0,0,5,5],"score":0.5}]'
try "impossible box" "$head$one]}" '[{"image_id":1,"category_id":1,"bbox":[0,0,-5,5],"score":0.5}]'
try "no score" "$head$one]}" '[{"image_id":1,"category_id":1,"bbox":[0,0,5,5]}]'
try "not a number" "$head$one]}" '[{"image_id":1,"category_id":1,"bbox":[0,0,5,5],"score":NaN}]'
try "infinite" "$head$one]}" '[{"image_id":1,"category_id":1,"bbox":[0,0,5,5],"score":1e999}]'
try "three numbers" "$head$one]}" '[{"image_id":1,"category_id":1,"bbox":[0,0,5],"score":0.5}]'
try "id twice" "$head$one,$one]}" "$hit"
try "cut short" "$head$one" "$hit"
try "results as object" "$head$one]}" '{"annotations":[]}'
try "no categories" '{"images":[],"annotations":[]}' "$hit"
try "no mask" "$head$one]}" "$hit" segm
try "runs" "${head}{\"id\":1,\"image_id\":1,\"category_id\":1,\"area\":5,\"segmentation\":{\"size\":[10,10],\"counts\":[5,5]}}]}" "$hit" segm
"$POLICEAI" score detection --gt gt.json --dt dt.json --iou box 2>&1
echo "unknown overlap: $?"
"$POLICEAI" score detection --gt gt.json 2>&1
echo "no results given: $?"
