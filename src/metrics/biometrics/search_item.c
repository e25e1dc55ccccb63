/* See search_item.h. */
#include "metrics/biometrics/search_item.h"

#include "metrics/ranking/error_point.h"

#include <math.h>

static enum err_code number_of(const struct js *value, const char *key, double *number,
                               struct err *err)
{
    const struct js *given = js_member(value, key);
    if (given == NULL || (given->type != JS_INT && given->type != JS_REAL)) {
        return err_set(err, ERR_FORMAT, "\"%s\" must be a number", key);
    }
    *number = given->type == JS_INT ? (double)given->integer : given->real;
    return *number >= 0 && *number <= 1
               ? ERR_OK
               : err_set(err, ERR_FORMAT, "\"%s\" must be 0 to 1", key);
}

static bool is_mate(const struct js *mates, struct str entry)
{
    for (size_t i = 0; i < mates->array.count; i++) {
        if (str_eq(js_text(&mates->array.items[i], "entry"), entry)) {
            return true;
        }
    }
    return false;
}

static enum err_code read_candidates(const struct js *mates, const struct js *output,
                                     double threshold, struct searched *searched,
                                     struct err *err)
{
    const struct js *candidates = NULL;
    TRY(number_of(output, "threshold", &searched->threshold, err));
    searched->threshold = threshold >= 0 ? threshold : searched->threshold;
    TRY(js_need(output, "candidates", JS_ARRAY, &candidates, err));
    for (size_t i = 0; i < candidates->array.count; i++) {
        const struct js *candidate = &candidates->array.items[i];
        struct str entry;
        double score;
        TRY(js_need_str(candidate, "entry", &entry, err));
        TRY(number_of(candidate, "score", &score, err));
        bool right = is_mate(mates, entry);
        bool counts = score >= searched->threshold;
        if (i == 0) {
            searched->best_score = score;
            searched->alert = counts;
            searched->alert_is_right = counts && right;
        }
        if (right && searched->rank == 0) {
            searched->rank = i + 1;
            searched->mate_score = score;
        }
        searched->counting += counts;
    }
    return ERR_OK;
}

enum err_code searched_read(const struct js *expected, const struct js *output,
                            double threshold, struct searched *searched, struct err *err)
{
    const struct js *mates = NULL;
    *searched = (struct searched){.answered = output != NULL};
    TRY(js_need(expected, "mates", JS_ARRAY, &mates, err));
    searched->mated = mates->array.count > 0;
    if (output == NULL || js_member(output, "failure") != NULL) {
        return ERR_OK;
    }
    return read_candidates(mates, output, threshold, searched, err);
}

void searched_counts(const struct searched *s, double vector[SEARCH_COUNTS])
{
    bool failed = !s->answered && !s->mated; /* a stranger who may have been anybody */
    vector[0] = s->mated;
    vector[1] = s->mated && s->rank > 0 && s->mate_score >= s->threshold;
    vector[2] = !s->mated;
    vector[3] = !s->mated && (s->alert || failed);
    vector[4] = s->alert || failed;
    vector[5] = (s->alert && !s->alert_is_right) || failed;
    vector[6] = 1;
    vector[7] = s->mated ? 0 : failed ? 1 : (double)s->counting;
    vector[8] = s->mated && s->rank > 0;
}

static enum err_code counted(const struct js *expected, const struct js *output, bool mated,
                             double *vector, bool *has, struct err *err)
{
    struct searched searched;
    TRY(searched_read(expected, output, -1, &searched, err));
    *has = searched.mated == mated;
    if (*has) {
        searched_counts(&searched, vector);
    }
    return ERR_OK;
}

enum err_code search_mated_item(const struct js *input, const struct js *expected,
                                const struct js *output, double *vector, bool *has,
                                struct err *err)
{
    (void)input;
    return counted(expected, output, true, vector, has, err);
}

enum err_code search_stranger_item(const struct js *input, const struct js *expected,
                                   const struct js *output, double *vector, bool *has,
                                   struct err *err)
{
    (void)input;
    return counted(expected, output, false, vector, has, err);
}

enum err_code search_scored_item(const struct js *input, const struct js *expected,
                                 const struct js *output, double *vector, bool *has,
                                 struct err *err)
{
    struct searched s;
    (void)input;
    TRY(searched_read(expected, output, -1, &s, err));
    double score = s.mated ? s.mate_score : s.answered ? s.best_score : 1;
    vector[0] = round(score * METRIC_POOL_MAX);
    vector[1] = s.mated;
    *has = true;
    return ERR_OK;
}

enum err_code search_rank_item(const struct js *expected, const struct js *output, size_t rank,
                               double *vector, bool *has, struct err *err)
{
    struct searched s;
    TRY(searched_read(expected, output, -1, &s, err));
    *has = s.mated;
    vector[0] = s.mated;
    vector[1] = s.mated && s.rank > 0 && s.rank <= rank;
    return ERR_OK;
}

struct metric_value search_rank_finish(const double *sum)
{
    return metric_fraction(sum[1], sum[0], "no mated searches");
}

struct metric_value search_miss_rate(const struct score_walk *walk, double rate)
{
    struct metric_value value = error_point_miss_rate(walk, rate);
    if (!value.defined) {
        value.undefined = walk->positives == 0
                              ? "no mated searches"
                              : "too few non-mated searches for this rate: the rule of three "
                                "wants 3 / rate";
    }
    return value;
}
