/* See review_groups.h. */
#include "review/review_groups.h"

#include "base/mem.h"
#include "review/review.h"
#include "review_sql.h"
#include "store/db_ask.h"

#include <stdlib.h>

static size_t place_of(const struct review_groups *groups, int64_t document)
{
    size_t low = 0;
    size_t high = groups->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (groups->documents[middle] == document) {
            return middle;
        }
        if (groups->documents[middle] < document) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return SIZE_MAX;
}

static size_t top(struct review_groups *groups, size_t place)
{
    while (groups->above[place] != place) {
        groups->above[place] = groups->above[groups->above[place]];
        place = groups->above[place];
    }
    return place;
}

/* Rows of two documents that belong together. */
static enum err_code join_rows(struct review_groups *groups, struct db_query *query,
                               struct err *err)
{
    bool row = false;
    TRY(db_step(query, &row, err));
    while (row) {
        size_t a = place_of(groups, db_int(query, 0));
        size_t b = place_of(groups, db_int(query, 1));
        if (a != SIZE_MAX && b != SIZE_MAX) {
            a = top(groups, a);
            b = top(groups, b);
            groups->above[a > b ? a : b] = a > b ? b : a;
        }
        TRY(db_step(query, &row, err));
    }
    return ERR_OK;
}

static enum err_code join_all(struct review_groups *groups, struct db *db, struct err *err)
{
    struct db_query *query;
    TRY(db_ask(db, sql_review_pairs_alike, &query, err, "i", (int64_t)REVIEW_ALIKE_PERCENT));
    TRY(join_rows(groups, query, err));
    TRY(db_ask(db, sql_review_threads, &query, err, ""));
    TRY(join_rows(groups, query, err));
    for (size_t i = 0; i < groups->count; i++) {
        groups->above[i] = top(groups, i);
    }
    return ERR_OK;
}

enum err_code review_groups_make(struct review_groups *groups, struct db *db,
                                 int64_t *documents, size_t count, struct err *err)
{
    *groups = (struct review_groups){.documents = documents, .count = count};
    groups->above = xcalloc(count + 1, sizeof *groups->above);
    for (size_t i = 0; i < count; i++) {
        groups->above[i] = i;
    }
    enum err_code code = join_all(groups, db, err);
    if (code != ERR_OK) {
        review_groups_release(groups);
    }
    return code;
}

void review_groups_release(struct review_groups *groups)
{
    free(groups->above);
    groups->above = NULL;
}

size_t review_groups_of(const struct review_groups *groups, int64_t document)
{
    size_t place = place_of(groups, document);
    return place == SIZE_MAX ? SIZE_MAX : groups->above[place];
}
