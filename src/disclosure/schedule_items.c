#include "disclosure/schedule_items.h"

#include "disclosure/review_marks.h"
#include "disclosure_sql.h"
#include "store/db_ask.h"

#include <string.h>

const char *schedule_place_word(enum schedule_place place)
{
    static const char *const words[SCHEDULE_PLACES] = {
        "evidence", "not relevant", "non-sensitive", "sensitive", "block", "held"};
    return words[place];
}

static enum schedule_place place_of(const struct schedule_item *item)
{
    bool judged = item->not_described.n == 0 ||
                  (item->own_description.n > 0 && item->own_sensitive.n > 0);
    if (str_is(item->mark, "evidence")) {
        return SCHEDULE_EVIDENCE;
    }
    if (str_is(item->mark, "not-relevant")) {
        return SCHEDULE_NOT_RELEVANT;
    }
    if (!judged) {
        return SCHEDULE_HELD;
    }
    if (item->sensitive) {
        return SCHEDULE_SENSITIVE;
    }
    bool by_itself = !str_is(item->category, "none") || item->bears.n > 0 || item->relevant;
    return item->own_block != 0 && !by_itself ? SCHEDULE_BLOCK : SCHEDULE_NON_SENSITIVE;
}

bool schedule_item_unsaid(const struct schedule_item *item)
{
    return item->not_described.n > 0 && item->own_sensitive.n == 0;
}

void schedule_item_settle(struct schedule_item *item)
{
    struct str proposed = item->proposed_category.n > 0 ? item->proposed_category : STR("none");
    item->category = item->own_category.n > 0 ? item->own_category : proposed;
    item->sensitive = item->own_sensitive.n > 0
                          ? str_is(item->own_sensitive, "yes")
                          : item->proposed_sensitive || item->flagged_in_review;
    item->description =
        item->own_description.n > 0 ? item->own_description : item->proposed_description;
    item->unmarked = item->mark.n == 0;
    item->place = place_of(item);
    item->block = item->place == SCHEDULE_BLOCK ? item->own_block : 0;
    item->number = item->place == SCHEDULE_NON_SENSITIVE ? item->numbers[0]
                   : item->place == SCHEDULE_SENSITIVE   ? item->numbers[1]
                                                         : 0;
}

static void read_row(struct db_query *query, const struct review_marks *marks,
                     struct schedule_item *item)
{
    memset(item, 0, sizeof *item);
    item->document = db_int(query, 0);
    item->kind = db_text(query, 1);
    item->pages = db_int(query, 2);
    item->fate = str_is(db_text(query, 4), "done") ? db_text(query, 3) : STR("waiting");
    item->path = db_text(query, 5);
    item->not_described = db_text(query, 6);
    item->proposed_category = db_text(query, 7);
    item->proposed_sensitive = db_int(query, 8) != 0;
    item->proposed_description = db_text(query, 9);
    item->acts = db_int(query, 10);
    item->mark = db_text(query, 11);
    item->mark_why = db_text(query, 12);
    item->own_category = db_text(query, 13);
    item->own_sensitive = db_text(query, 14);
    item->sensitive_why = db_text(query, 15);
    item->own_description = db_text(query, 16);
    item->location = db_text(query, 17);
    item->bears = db_text(query, 18);
    item->own_block = db_int(query, 19);
    item->by = db_text(query, 20);
    item->at = db_text(query, 21);
    item->numbers[0] = db_int(query, 22);
    item->numbers[1] = db_int(query, 23);
    const struct review_mark *mark = review_marks_find(marks, item->document);
    item->relevant = mark != NULL && mark->relevant;
    item->flagged_in_review = mark != NULL && mark->sensitive;
    schedule_item_settle(item);
}

static enum err_code each_item(struct db *db, const struct review_marks *marks, int64_t from,
                               int64_t max, schedule_item_fn *each, void *data, struct err *err)
{
    struct db_query *query;
    bool row = false;
    TRY(db_ask(db, sql_disclosure_items, &query, err, "ii", from, max));
    enum err_code code = db_step(query, &row, err);
    while (code == ERR_OK && row) {
        struct schedule_item item;
        read_row(query, marks, &item);
        code = each(data, &item, err);
        code = code == ERR_OK ? db_step(query, &row, err) : code;
    }
    db_reset(query);
    return code;
}

enum err_code schedule_items(struct db *db, int64_t from, int64_t max, schedule_item_fn *each,
                             void *data, struct err *err)
{
    struct arena *arena = arena_new();
    struct review_marks marks;
    enum err_code code = review_marks_read(db, arena, &marks, err);
    code = code == ERR_OK ? each_item(db, &marks, from, max, each, data, err) : code;
    arena_free(arena);
    return code;
}

struct one {
    struct arena *arena;
    int64_t document;
    struct schedule_item *item;
    bool found;
};

static enum err_code keep(void *data, const struct schedule_item *item, struct err *err)
{
    struct one *one = data;
    (void)err;
    if (item->document != one->document) {
        return ERR_OK;
    }
    one->found = true;
    *one->item = *item;
    struct str *const texts[] = {&one->item->kind,
                                 &one->item->fate,
                                 &one->item->path,
                                 &one->item->not_described,
                                 &one->item->proposed_category,
                                 &one->item->proposed_description,
                                 &one->item->mark,
                                 &one->item->mark_why,
                                 &one->item->own_category,
                                 &one->item->own_sensitive,
                                 &one->item->sensitive_why,
                                 &one->item->own_description,
                                 &one->item->location,
                                 &one->item->bears,
                                 &one->item->by,
                                 &one->item->at};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        *texts[i] = arena_str(one->arena, *texts[i]);
    }
    schedule_item_settle(one->item);
    return ERR_OK;
}

enum err_code schedule_item_read(struct db *db, struct arena *arena, int64_t document,
                                 struct schedule_item *item, struct err *err)
{
    struct one one = {arena, document, item, false};
    TRY(schedule_items(db, document, 1, keep, &one, err));
    if (!one.found) {
        err_set(err, ERR_NOT_FOUND, "the case has no document %lld", (long long)document);
        err_hint(err, "`policeai case files` lists them");
        return ERR_NOT_FOUND;
    }
    return ERR_OK;
}

enum err_code schedule_passages(struct db *db, int64_t document,
                                void (*each)(void *data,
                                             const struct schedule_passage *passage),
                                void *data, struct err *err)
{
    struct db_query *query;
    bool row = false;
    TRY(db_ask(db, sql_disclosure_passages, &query, err, "i", document));
    TRY(db_step(query, &row, err));
    while (row) {
        const struct schedule_passage passage = {db_int(query, 0), db_int(query, 1),
                                                 db_int(query, 2), db_text(query, 3)};
        each(data, &passage);
        TRY(db_step(query, &row, err));
    }
    return ERR_OK;
}

static enum err_code add_to_sums(void *data, const struct schedule_item *item, struct err *err)
{
    struct schedule_sums *sums = data;
    (void)err;
    bool listed = item->place != SCHEDULE_EVIDENCE && item->place != SCHEDULE_NOT_RELEVANT;
    sums->documents++;
    sums->places[item->place]++;
    sums->unmarked += listed && item->unmarked;
    sums->presumption += listed && !str_is(item->category, "none");
    return ERR_OK;
}

enum err_code schedule_sums(struct db *db, struct schedule_sums *sums, struct err *err)
{
    memset(sums, 0, sizeof *sums);
    TRY(schedule_items(db, 0, INT64_MAX, add_to_sums, sums, err));
    return db_number(db, sql_disclosure_no_bytes, &sums->no_bytes, err, "");
}

/* ---- blocks ---- */

struct block_counts {
    int64_t *counts; /* by id */
    int64_t top;
};

static enum err_code count_block(void *data, const struct schedule_item *item, struct err *err)
{
    struct block_counts *counts = data;
    (void)err;
    if (item->block > 0 && item->block <= counts->top) {
        counts->counts[item->block]++;
    }
    return ERR_OK;
}

enum err_code schedule_blocks(struct db *db,
                              enum err_code (*each)(void *data,
                                                    const struct schedule_block *block,
                                                    struct err *err),
                              void *data, struct err *err)
{
    struct arena *arena = arena_new();
    struct block_counts counts = {.counts = NULL};
    struct db_query *query = NULL;
    bool row = false;
    enum err_code code;
    TRY_OUT(db_number(db, sql_disclosure_block_top, &counts.top, err, ""));
    counts.counts = arena_zalloc(arena, (size_t)(counts.top + 1) * sizeof *counts.counts);
    TRY_OUT(counts.top > 0 ? schedule_items(db, 0, INT64_MAX, count_block, &counts, err)
                           : ERR_OK);
    TRY_OUT(db_ask(db, sql_disclosure_blocks, &query, err, ""));
    TRY_OUT(db_step(query, &row, err));
    while (row) {
        const struct schedule_block block = {.id = db_int(query, 0),
                                             .count = counts.counts[db_int(query, 0)],
                                             .number = db_int(query, 5),
                                             .description = db_text(query, 1),
                                             .why = db_text(query, 2),
                                             .by = db_text(query, 3),
                                             .at = db_text(query, 4)};
        TRY_OUT(each(data, &block, err));
        TRY_OUT(db_step(query, &row, err));
    }
out:
    if (query != NULL) {
        db_reset(query);
    }
    arena_free(arena);
    return code;
}
