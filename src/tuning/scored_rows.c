/* See scored_rows.h. */
#include "tuning/scored_rows.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct reading {
    struct arena *arena;
    const struct score_place *place;
    struct scored_rows *rows;
    struct str *clusters; /* of each row */
};

static bool decimal(struct str text, double *value)
{
    char copy[64];
    char *end;
    if (text.n == 0 || text.n >= sizeof copy) {
        return false;
    }
    for (size_t i = 0; i < text.n; i++) {
        if (strchr("0123456789+-.eE", text.p[i]) == NULL || text.p[i] == '\0') {
            return false;
        }
    }
    memcpy(copy, text.p, text.n);
    copy[text.n] = '\0';
    *value = strtod(copy, &end);
    return *end == '\0';
}

static bool score_of(const struct js *value, double *score)
{
    if (value == NULL) {
        return false;
    }
    switch (value->type) {
    case JS_INT:
        *score = (double)value->integer;
        break;
    case JS_REAL:
        *score = value->real;
        break;
    case JS_STRING:
        if (!decimal(value->string, score)) {
            return false;
        }
        break;
    default:
        return false;
    }
    return isfinite(*score);
}

static enum err_code truth_of(const struct reading *reading, const struct bench_item *item,
                              bool *positive, struct err *err)
{
    const struct js *truth = js_at(item->expected, reading->place->truth);
    if (truth == NULL || truth->type == JS_OBJECT || truth->type == JS_ARRAY) {
        return err_set(err, ERR_INVALID, "item \"%.*s\" expects no single value at %.*s",
                       STR_ARG(item->id), STR_ARG(reading->place->truth));
    }
    struct str text = truth->type == JS_STRING ? truth->string : truth->raw;
    *positive = str_eq(text, reading->place->positive);
    return ERR_OK;
}

static enum err_code take(void *data, const struct evidence_answer *answer, struct err *err)
{
    struct reading *reading = data;
    struct scored_rows *rows = reading->rows;
    struct scored_row row = {.score = 0};
    TRY(truth_of(reading, answer->item, &row.positive, err));
    if (answer->output != NULL) {
        row.has = score_of(js_at(answer->output, reading->place->score), &row.score);
    }
    row.score = reading->place->lower_is_likely ? -row.score : row.score;
    rows->positives += row.positive ? 1 : 0;
    rows->without += row.has ? 0 : 1;
    reading->clusters[rows->count] = answer->item->cluster;
    rows->rows[rows->count++] = row;
    return ERR_OK;
}

struct named_row {
    struct str cluster;
    size_t row;
};

static int by_cluster(const void *a, const void *b)
{
    const struct named_row *left = a;
    const struct named_row *right = b;
    return str_cmp(left->cluster, right->cluster);
}

/* Numbers clusters by the order of their names. */
static void number_clusters(struct reading *reading)
{
    struct scored_rows *rows = reading->rows;
    struct named_row *named = arena_alloc(reading->arena, (rows->count + 1) * sizeof *named);
    for (size_t i = 0; i < rows->count; i++) {
        named[i] = (struct named_row){reading->clusters[i], i};
    }
    qsort(named, rows->count, sizeof *named, by_cluster);
    for (size_t i = 0; i < rows->count; i++) {
        if (i == 0 || !str_eq(named[i].cluster, named[i - 1].cluster)) {
            rows->clusters++;
        }
        rows->rows[named[i].row].cluster = (uint32_t)(rows->clusters - 1);
    }
}

enum err_code scored_rows_read(struct arena *arena, const struct evidence_files *files,
                               const struct score_place *place, struct scored_rows *rows,
                               struct err *err)
{
    size_t items = files->scope.items;
    struct reading reading = {.arena = arena, .place = place, .rows = rows};
    *rows = (struct scored_rows){.rows = arena_alloc(arena, (items + 1) * sizeof *rows->rows)};
    reading.clusters = arena_alloc(arena, (items + 1) * sizeof *reading.clusters);
    TRY(evidence_answers(files, NULL, take, &reading, err));
    if (rows->without == rows->count) {
        err_set(err, ERR_INVALID, "no answer has a number at %.*s", STR_ARG(place->score));
        err_hint(err, "say with --score where a score stands in an answer, as \"/score\"");
        return ERR_INVALID;
    }
    if (rows->positives == 0 || rows->positives == rows->count) {
        err_set(err, ERR_INVALID,
                "%zu of %zu items have \"%.*s\" at %.*s: both kinds are needed",
                rows->positives, rows->count, STR_ARG(place->positive), STR_ARG(place->truth));
        err_hint(err, "--positive says what the expected answer of a positive item is");
        return ERR_INVALID;
    }
    number_clusters(&reading);
    return ERR_OK;
}
