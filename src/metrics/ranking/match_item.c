/* See match_item.h. */
#include "metrics/ranking/match_item.h"

#include <math.h>

static enum err_code match_of(const struct js *value, bool *match, struct err *err)
{
    struct str word;
    TRY(js_need_str(value, "match", &word, err));
    *match = str_is(word, "yes");
    if (!*match && !str_is(word, "no")) {
        return err_set(err, ERR_FORMAT, "\"match\" must be \"yes\" or \"no\"");
    }
    return ERR_OK;
}

static bool failed(const struct js *output)
{
    return js_member(output, "failure") != NULL;
}

enum err_code match_decided_item(const struct js *input, const struct js *expected,
                                 const struct js *output, double *vector, bool *has,
                                 struct err *err)
{
    bool match = false;
    bool called;
    (void)input;
    TRY(match_of(expected, &match, err));
    called = !match;
    if (output != NULL) {
        TRY(match_of(output, &called, err));
    }
    vector[0] = match && called;
    vector[1] = !match && called;
    vector[2] = match && !called;
    vector[3] = !match && !called;
    *has = true;
    return ERR_OK;
}

static enum err_code score_of(const struct js *output, double *score, struct err *err)
{
    const struct js *given = js_member(output, "score");
    bool called = false;
    if (failed(output)) {
        *score = 0;
        return ERR_OK;
    }
    if (given == NULL) {
        TRY(match_of(output, &called, err));
        *score = called;
        return ERR_OK;
    }
    if (given->type != JS_INT && given->type != JS_REAL) {
        return err_set(err, ERR_FORMAT, "\"score\" must be a number");
    }
    *score = given->type == JS_INT ? (double)given->integer : given->real;
    if (!(*score >= 0 && *score <= 1)) {
        return err_set(err, ERR_FORMAT, "\"score\" must be 0 to 1");
    }
    return ERR_OK;
}

enum err_code match_scored_item(const struct js *input, const struct js *expected,
                                const struct js *output, double *vector, bool *has,
                                struct err *err)
{
    bool match = false;
    double score;
    (void)input;
    TRY(match_of(expected, &match, err));
    score = match ? 0 : 1;
    if (output != NULL) {
        TRY(score_of(output, &score, err));
    }
    vector[0] = round(score * METRIC_POOL_MAX);
    vector[1] = match;
    *has = true;
    return ERR_OK;
}

enum err_code match_verified_item(const struct js *input, const struct js *expected,
                                  const struct js *output, double *vector, bool *has,
                                  struct err *err)
{
    double cells[4];
    if (output != NULL && failed(output)) {
        *has = false;
        return ERR_OK;
    }
    TRY(match_decided_item(input, expected, output, cells, has, err));
    vector[0] = cells[0] + cells[2];
    vector[1] = cells[2];
    vector[2] = cells[1] + cells[3];
    vector[3] = cells[1];
    return ERR_OK;
}
