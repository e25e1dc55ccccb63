/* trec_eval's measures under its names, each with what it takes to say it of a topic. */
#ifndef POLICEAI_SCORE_TREC_MEASURES_H
#define POLICEAI_SCORE_TREC_MEASURES_H

#include "metrics/retrieval/ranking.h"

#include <stddef.h>

/* A figure: its name, its metric's id, and where its value stands among a topic's. */
struct trec_measure {
    const char *name;   /* "P_10" */
    const char *metric; /* "trec.P/1" */
    size_t place;
};

enum { TREC_MEASURES_MAX = 160 };
/* All of them, in trec_eval's order; at most TREC_MEASURES_MAX. */
const struct trec_measure *trec_measures(size_t *count);
/* Writes the values of one ranking, as many as there are measures, each at its place. Values of
 * geometric means are logarithms. */
void trec_measure_topic(const struct ranking *ranking, double *values);

#endif
