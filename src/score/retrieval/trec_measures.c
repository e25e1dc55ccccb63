/* The measures of `trec_eval -m all_trec`; see trec_measures.h. */
#include "score/retrieval/trec_measures.h"

/* Places of values. Blocks of cutoffs begin at their first. */
enum {
    CUTS = 9,
    SUCCESS_CUTS = 3,
    UNJUDGED_CUTS = 3,
    TIMES = 10,
    NUM_Q = 0,
    NUM_RET,
    NUM_REL,
    NUM_REL_RET,
    MAP,
    GM_MAP,
    RPREC,
    BPREF,
    RECIP_RANK,
    IPREC,
    P = IPREC + RANK_RECALL_POINTS,
    RECALL = P + CUTS,
    INFAP = RECALL + CUTS,
    GM_BPREF,
    RPREC_MULT,
    UTILITY = RPREC_MULT + TIMES,
    ELEVEN,
    BIN_G,
    GAIN,
    NDCG,
    NDCG_REL,
    RNDCG,
    NDCG_CUT,
    MAP_CUT = NDCG_CUT + CUTS,
    RELATIVE_P = MAP_CUT + CUTS,
    SUCCESS = RELATIVE_P + CUTS,
    SET_P = SUCCESS + SUCCESS_CUTS,
    SET_RELATIVE_P,
    SET_RECALL,
    SET_MAP,
    SET_F,
    NUM_NONREL_JUDGED_RET,
    RBP,
    RBP_RESID,
    UNJ,
    PLACES = UNJ + UNJUDGED_CUTS
};
_Static_assert((int)PLACES <= (int)TREC_MEASURES_MAX, "room for all values of a topic");

/* All cutoffs that any measure has, rising. */
static const size_t cutoffs[] = {1, 5, 10, 15, 20, 30, 100, 200, 500, 1000};
enum { ALL_CUTS = CUTS + 1 };

#define AT_CUTS(name, place)                                                                   \
    {name "_5", "trec." name "/1", (place)}, {name "_10", "trec." name "/1", (place) + 1},     \
        {name "_15", "trec." name "/1", (place) + 2},                                          \
        {name "_20", "trec." name "/1", (place) + 3},                                          \
        {name "_30", "trec." name "/1", (place) + 4},                                          \
        {name "_100", "trec." name "/1", (place) + 5},                                         \
        {name "_200", "trec." name "/1", (place) + 6},                                         \
        {name "_500", "trec." name "/1", (place) + 7},                                         \
    {                                                                                          \
        name "_1000", "trec." name "/1", (place) + 8                                           \
    }
#define ONE(name, place)                                                                       \
    {                                                                                          \
        name, "trec." name "/1", (place)                                                       \
    }
#define IPREC_AT(recall, place)                                                                \
    {                                                                                          \
        "iprec_at_recall_" recall, "trec.iprec_at_recall/1", (place)                           \
    }
#define TIMES_OF(factor, place)                                                                \
    {                                                                                          \
        "Rprec_mult_" factor, "trec.Rprec_mult/1", (place)                                     \
    }

static const struct trec_measure measures[] = {
    ONE("num_q", NUM_Q),
    ONE("num_ret", NUM_RET),
    ONE("num_rel", NUM_REL),
    ONE("num_rel_ret", NUM_REL_RET),
    ONE("map", MAP),
    ONE("gm_map", GM_MAP),
    ONE("Rprec", RPREC),
    ONE("bpref", BPREF),
    ONE("recip_rank", RECIP_RANK),
    IPREC_AT("0.00", IPREC),
    IPREC_AT("0.10", IPREC + 1),
    IPREC_AT("0.20", IPREC + 2),
    IPREC_AT("0.30", IPREC + 3),
    IPREC_AT("0.40", IPREC + 4),
    IPREC_AT("0.50", IPREC + 5),
    IPREC_AT("0.60", IPREC + 6),
    IPREC_AT("0.70", IPREC + 7),
    IPREC_AT("0.80", IPREC + 8),
    IPREC_AT("0.90", IPREC + 9),
    IPREC_AT("1.00", IPREC + 10),
    AT_CUTS("P", P),
    AT_CUTS("recall", RECALL),
    ONE("infAP", INFAP),
    ONE("gm_bpref", GM_BPREF),
    TIMES_OF("0.20", RPREC_MULT),
    TIMES_OF("0.40", RPREC_MULT + 1),
    TIMES_OF("0.60", RPREC_MULT + 2),
    TIMES_OF("0.80", RPREC_MULT + 3),
    TIMES_OF("1.00", RPREC_MULT + 4),
    TIMES_OF("1.20", RPREC_MULT + 5),
    TIMES_OF("1.40", RPREC_MULT + 6),
    TIMES_OF("1.60", RPREC_MULT + 7),
    TIMES_OF("1.80", RPREC_MULT + 8),
    TIMES_OF("2.00", RPREC_MULT + 9),
    ONE("utility", UTILITY),
    ONE("11pt_avg", ELEVEN),
    ONE("binG", BIN_G),
    ONE("G", GAIN),
    ONE("ndcg", NDCG),
    ONE("ndcg_rel", NDCG_REL),
    ONE("Rndcg", RNDCG),
    AT_CUTS("ndcg_cut", NDCG_CUT),
    AT_CUTS("map_cut", MAP_CUT),
    AT_CUTS("relative_P", RELATIVE_P),
    {"success_1", "trec.success/1", SUCCESS},
    {"success_5", "trec.success/1", SUCCESS + 1},
    {"success_10", "trec.success/1", SUCCESS + 2},
    ONE("set_P", SET_P),
    ONE("set_relative_P", SET_RELATIVE_P),
    ONE("set_recall", SET_RECALL),
    ONE("set_map", SET_MAP),
    ONE("set_F", SET_F),
    ONE("num_nonrel_judged_ret", NUM_NONREL_JUDGED_RET),
    ONE("rbp", RBP),
    ONE("rbp_resid", RBP_RESID),
    {"unj_5", "trec.unj/1", UNJ},
    {"unj_10", "trec.unj/1", UNJ + 1},
    {"unj_20", "trec.unj/1", UNJ + 2},
};

const struct trec_measure *trec_measures(size_t *count)
{
    *count = sizeof measures / sizeof measures[0];
    return measures;
}

static void put_cutoffs(const struct ranking *ranking, double *values)
{
    struct rank_at at[ALL_CUTS];
    ranking_at(ranking, cutoffs, ALL_CUTS, at);
    for (size_t i = 0; i < CUTS; i++) {
        values[P + i] = at[i + 1].precision;
        values[RECALL + i] = at[i + 1].recall;
        values[NDCG_CUT + i] = at[i + 1].ndcg;
        values[MAP_CUT + i] = at[i + 1].average_precision;
        values[RELATIVE_P + i] = at[i + 1].relative_precision;
    }
    for (size_t i = 0; i < SUCCESS_CUTS; i++) { /* 1, 5, 10 */
        values[SUCCESS + i] = at[i].success;
    }
    values[UNJ] = at[1].unjudged; /* 5, 10, 20 */
    values[UNJ + 1] = at[2].unjudged;
    values[UNJ + 2] = at[4].unjudged;
}

static void put_precisions(const struct ranking *ranking, double *values)
{
    /* as written in trec_eval's table */
    static const double times[TIMES] = {0.2, 0.4, 0.6, 0.8, 1.0, 1.2, 1.4, 1.6, 1.8, 2.0};
    double sum = 0;
    values[MAP] = rank_average_precision(ranking);
    values[GM_MAP] = rank_logarithm(values[MAP]);
    values[RPREC] = rank_r_precision(ranking);
    values[RECIP_RANK] = rank_reciprocal(ranking);
    values[BPREF] = rank_bpref(ranking);
    values[GM_BPREF] = rank_logarithm(values[BPREF]);
    values[INFAP] = rank_inferred_precision(ranking);
    rank_interpolated(ranking, values + IPREC);
    for (size_t i = RANK_RECALL_POINTS; i > 0; i--) {
        sum += values[IPREC + i - 1];
    }
    values[ELEVEN] = sum / (double)RANK_RECALL_POINTS;
    for (size_t i = 0; i < TIMES; i++) {
        values[RPREC_MULT + i] = rank_r_precision_times(ranking, times[i]);
    }
}

void trec_measure_topic(const struct ranking *ranking, double *values)
{
    values[NUM_Q] = 1;
    values[NUM_RET] = (double)ranking->retrieved;
    values[NUM_REL] = (double)ranking->relevant;
    values[NUM_REL_RET] = (double)ranking->found;
    values[NUM_NONREL_JUDGED_RET] =
        (double)(ranking->retrieved - ranking->unpooled - ranking->unjudged - ranking->found);
    put_precisions(ranking, values);
    put_cutoffs(ranking, values);
    values[UTILITY] = rank_utility(ranking);
    values[BIN_G] = rank_gain_binary(ranking);
    values[GAIN] = rank_gain(ranking);
    values[NDCG] = rank_ndcg(ranking);
    values[NDCG_REL] = rank_ndcg_rel(ranking);
    values[RNDCG] = rank_ndcg_steps(ranking);
    values[SET_P] = rank_set_precision(ranking);
    values[SET_RELATIVE_P] = rank_set_relative_precision(ranking);
    values[SET_RECALL] = rank_set_recall(ranking);
    values[SET_MAP] = rank_set_average(ranking);
    values[SET_F] = rank_set_f(ranking);
    values[RBP] = rank_biased(ranking);
    values[RBP_RESID] = rank_biased_residual(ranking);
}
