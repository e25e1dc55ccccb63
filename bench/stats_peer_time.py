#!/usr/bin/python3
"""stats_peer_time.py mean|mean-pcg|auc: seconds of processor time that scipy's BCa bootstrap takes, the median of three; nothing when it is not
there. `mean` as it is called by default (numpy's Mersenne twister), the others with numpy's faster generator."""
import statistics
import sys
import time

try:
    import numpy as np
    from scipy import stats
except ImportError:
    sys.exit(1)

random = np.random.default_rng(1)
numbers = random.random(2000)
labels = random.random(2000) < np.arange(2000) / 2000


def mean(generator=None):
    stats.bootstrap((numbers,), np.mean, n_resamples=9999, method="BCa", random_state=generator)


def area(scores, truth, axis=-1):
    """By ranks, for many resamples at once: the fastest that numpy alone gives."""
    ranks = stats.rankdata(scores, axis=axis)
    yes = truth.sum(axis=axis)
    return ((ranks * truth).sum(axis=axis) - yes * (yes + 1) / 2) / (yes * (truth.shape[axis] - yes))


def auc():
    stats.bootstrap((np.arange(2000.0), labels), area, n_resamples=999, method="BCa", paired=True, vectorized=True,
                    random_state=random, batch=200)


work = {"mean": mean, "mean-pcg": lambda: mean(random), "auc": auc}[sys.argv[1]]
times = []
for _ in range(3):
    start = time.process_time()
    work()
    times.append(time.process_time() - start)
print(statistics.median(times))
