# the figures that TrackEval 12c8791 gives for these folders, with MOT17's preprocessing
mkdir -p gt/a/gt dt
cat >gt/a/gt/gt.txt <<'END'
1,1,10,10,20,40,1,1,1
1,2,50,10,20,40,1,1,1
1,3,90,10,20,40,0,8,1
2,1,12,10,20,40,1,1,1
2,2,52,10,20,40,1,1,0.5
2,3,92,10,20,40,0,8,1
3,1,14,10,20,40,1,1,1
4,1,16,10,20,40,1,1,1
4,2,56,10,20,40,1,1,1
END
cat >dt/a.txt <<'END'
1,7,11,11,20,40,0.9,-1,-1,-1
1,8,50,12,20,38,0.9,-1,-1,-1
1,9,91,10,20,40,0.9,-1,-1,-1
2,7,13,11,20,40,0.9,-1,-1,-1
2,9,93,10,20,40,0.9,-1,-1,-1
3,5,15,12,20,40,0.9,-1,-1,-1
4,5,10,10,20,40,0.9,-1,-1,-1
4,8,57,10,22,40,0.9,-1,-1,-1
4,9,94,10,20,40,0.9,-1,-1,-1
END
"$POLICEAI" score tracking --gt gt --dt dt --preprocess "${1:-mot17}" --json |
    python3 -c '
import json, sys
for name, figure in json.load(sys.stdin)["metrics"].items():
    print(name, round(figure["value"], 12))'
