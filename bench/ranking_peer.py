#!/usr/bin/python3
"""ranking_peer.py FILE LABELLED: the seconds of processor time that scikit-learn's LogisticRegression takes to learn from LABELLED of the vectors that
bench-ranking wrote, to score all and to order them; on one core."""
import os
import sys
import time

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"
import numpy
import scipy.sparse
from sklearn.linear_model import LogisticRegression

raw = numpy.memmap(sys.argv[1], dtype=numpy.uint8, mode="r")
count, features = (int(value) for value in raw[:16].view(numpy.uint64))
start = raw[16 : 16 + 8 * (count + 1)].view(numpy.uint64).astype(numpy.int64)
items = raw[16 + 8 * (count + 1) :].view(numpy.dtype([("id", "<u4"), ("value", "<f4")]))
vectors = scipy.sparse.csr_matrix((items["value"].astype(numpy.float64), items["id"].astype(numpy.int64), start), shape=(count, features))
labelled = int(sys.argv[2])
texts = numpy.arange(1, labelled + 1) * ((count - 1) // labelled)
labels = ((texts % 50 == 0) & (numpy.arange(1, labelled + 1) % 4 == 0)).astype(int)
began = time.process_time()
model = LogisticRegression(class_weight="balanced", C=2, solver="liblinear").fit(vectors[texts], labels)
order = numpy.argsort(-model.decision_function(vectors))
print(time.process_time() - began)
