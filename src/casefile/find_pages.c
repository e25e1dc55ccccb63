/* See find_pages.h. */
#include "casefile/find_pages.h"

#include "casefile_sql.h"
#include "store/db_ask.h"

#include <stdlib.h>

enum {
    QUERY_MAX = 65536,
    FAR = 2000, /* a page so far on is looked up, those before it are not gone through */
    MANY = 200, /* nor where so many of them would be found */
    APART = 300 /* pages so far apart are shown by a look-up of each */
};

enum err_code find_prepare(struct db *db, struct err *err)
{
    return db_exec(db, sql_casefile_find_indexes, err);
}

enum err_code find_begin_once(struct db *db, struct err *err)
{
    TRY(db_exec(db, sql_casefile_find_once, err));
    return db_begin_read(db, err);
}

/* The words as FTS5 takes them, in the arena; "" for none. */
struct asked {
    struct str query;
    struct str held; /* of the pages found the same pages, weights and marks: shown.h */
};

static enum err_code as_query(struct arena *arena, struct str words, struct asked *asked,
                              struct err *err)
{
    struct strbuf out;
    struct strbuf held;
    *asked = (struct asked){STR(""), STR("")};
    if (str_trim(words).n == 0) {
        return ERR_OK;
    }
    strbuf_init(&out, QUERY_MAX);
    strbuf_init(&held, QUERY_MAX);
    enum err_code code = search_query(words, &out, &held, err);
    if (code == ERR_OK) {
        *asked = (struct asked){arena_str(arena, strbuf_view(&out)),
                                arena_str(arena, strbuf_view(&held))};
    }
    strbuf_release(&out);
    strbuf_release(&held);
    return code;
}

/* ---- which pages ---- */

/* Which pages are gone through. */
struct going {
    struct db *db;
    struct asked asked;
    struct find_within *within;
    int64_t most; /* pages that are counted */
    bool skips;   /* a look-up is cheap beside the pages that it passes over */
    bool skipped; /* so that `held` is too low */
    bool weighs;  /* the weights come with the pages */
    int64_t held; /* pages that hold the words, within the bounds or not */
    int64_t from; /* the id that going through began at, or the last one */
    int64_t ids;  /* so many ids were gone through */
};

static void keep_hit(const struct going *going, int64_t id, int64_t weight, int64_t max,
                     struct find_hits *hits)
{
    if ((int64_t)hits->count < max) {
        hits->items[hits->count++] = (struct find_hit){.id = id, .weight = weight};
    }
    hits->more = hits->pages == going->most;
    hits->pages += hits->more ? 0 : 1;
}

/* Whether the next page that can be within the bounds is looked up: it is far, or many of the
 * pages before it would be found, as it went so far. Else going on is as quick. */
static bool worth_a_look_up(const struct going *going, int64_t id)
{
    int64_t gap = find_within_next(going->within, id) - id;
    return gap > FAR || (gap > MANY && gap < INT32_MAX && going->held < INT32_MAX &&
                         gap * going->held > MANY * going->ids);
}

/* In the order of pages; those before the next page that can be within the bounds are passed
 * over where that one is far away. */
static enum err_code find_all(struct going *going, int64_t max, struct find_hits *hits,
                              struct err *err)
{
    struct db_query *rows;
    bool row = false;
    bool has;
    const char *sql = going->weighs ? sql_casefile_find_weighed : sql_casefile_find;
    int64_t first = going->skips ? find_within_next(going->within, 0) : 0;
    first = first > FAR ? first : 0;
    going->skipped = first > 0;
    going->from = first;
    TRY(db_ask(going->db, sql, &rows, err, "ti", going->asked.query, first));
    TRY(db_step(rows, &row, err));
    while (row && !hits->more) {
        int64_t id = db_int(rows, 0);
        going->held++;
        going->ids += id - going->from;
        going->from = id;
        TRY(find_within_has(going->within, id, &has, err));
        if (has) {
            keep_hit(going, id, going->weighs ? db_int(rows, 1) : 0, max, hits);
        } else if (going->skips && worth_a_look_up(going, id)) {
            going->skipped = true;
            going->from = find_within_next(going->within, id);
            TRY(db_ask(going->db, sql, &rows, err, "ti", going->asked.query, going->from));
        }
        TRY(db_step(rows, &row, err));
    }
    db_reset(rows);
    return ERR_OK;
}

/* Their pages as a JSON array, the lowest and the highest. */
struct id_list {
    struct str json;
    int64_t first, last;
};

static struct id_list list_ids(struct arena *arena, const struct find_hit *hits, size_t count)
{
    struct strbuf out;
    struct id_list list = {STR("[]"), INT64_MAX, INT64_MIN};
    strbuf_init(&out, SIZE_MAX / 2);
    for (size_t i = 0; i < count; i++) {
        strbuf_printf(&out, "%c%lld", i == 0 ? '[' : ',', (long long)hits[i].id);
        list.first = hits[i].id < list.first ? hits[i].id : list.first;
        list.last = hits[i].id > list.last ? hits[i].id : list.last;
    }
    strbuf_puts(&out, count == 0 ? "[]" : "]");
    list.json = arena_str(arena, strbuf_view(&out));
    strbuf_release(&out);
    return list;
}

static enum err_code rank(struct db *db, struct arena *arena, struct str query,
                          struct find_hits *hits, struct err *err)
{
    struct db_query *rows;
    bool row = false;
    struct id_list ids = list_ids(arena, hits->items, hits->count);
    hits->count = 0;
    TRY(db_ask(db, sql_casefile_find_ranked, &rows, err, "tiit", query, ids.first, ids.last,
               ids.json));
    TRY(db_step(rows, &row, err));
    while (row && (int64_t)hits->count < hits->pages) {
        hits->items[hits->count++].id = db_int(rows, 0);
        TRY(db_step(rows, &row, err));
    }
    db_reset(rows);
    hits->ranked = true;
    return ERR_OK;
}

static int by_weight(const void *a, const void *b)
{
    const struct find_hit *one = a;
    const struct find_hit *other = b;
    return one->weight != other->weight ? (one->weight < other->weight ? -1 : 1)
                                        : (one->id > other->id) - (one->id < other->id);
}

/* Ranks by the weights that came with the pages where each has one, else asks again. */
static enum err_code order(struct going *going, struct arena *arena, int64_t passed,
                           struct find_hits *hits, struct err *err)
{
    if (!going->weighs || passed > FIND_RANKED) {
        return rank(going->db, arena, going->asked.held, hits, err);
    }
    qsort(hits->items, hits->count, sizeof *hits->items, by_weight);
    hits->ranked = true;
    return ERR_OK;
}

/* One phrase and others that are not there: of the many pages with the phrase few are found, so
 * that each of them is weighed at once. */
static bool is_one_without(const struct asked *asked)
{
    size_t marks = 0;
    for (size_t i = 0; i < asked->held.n; i++) {
        marks += asked->held.p[i] == '"';
    }
    return marks == 2 && asked->held.n < asked->query.n;
}

static enum err_code name_pages(struct db *db, struct find_hits *hits, struct err *err)
{
    for (size_t i = 0; i < hits->count; i++) {
        struct db_query *rows;
        bool row = false;
        TRY(db_ask(db, sql_casefile_find_page, &rows, err, "i", hits->items[i].id));
        TRY(db_step(rows, &row, err));
        if (row) {
            hits->items[i].document = db_int(rows, 0);
            hits->items[i].page = db_int(rows, 1);
            db_reset(rows);
        }
    }
    return ERR_OK;
}

/* The same without words: the first page of each document. */
static enum err_code find_first_pages(struct going *going, int64_t max, struct find_hits *hits,
                                      struct err *err)
{
    struct db_query *rows;
    bool row = false;
    bool has;
    TRY(db_ask(going->db, sql_casefile_find_first_pages, &rows, err, ""));
    TRY(db_step(rows, &row, err));
    while (row && !hits->more) {
        TRY(find_within_has_of(going->within, db_int(rows, 1), db_int(rows, 0), &has, err));
        if (has) {
            keep_hit(going, db_int(rows, 0), 0, max, hits);
        }
        TRY(db_step(rows, &row, err));
    }
    db_reset(rows);
    return ERR_OK;
}

/* Whether the pages that hold the words at all are few enough to be weighed. */
static enum err_code may_rank(struct going *going, const struct find_hits *hits, bool *may,
                              struct err *err)
{
    *may = going->asked.query.n > 0 && hits->pages > 0 && hits->pages <= FIND_RANKED;
    if (*may && going->skipped) {
        TRY(db_number(going->db, sql_casefile_find_held, &going->held, err, "ti",
                      going->asked.query, (int64_t)FIND_COUNTED + 1));
    }
    *may = *may && going->held <= FIND_COUNTED;
    return ERR_OK;
}

enum err_code find_pages(struct db *db, struct arena *arena, struct str words,
                         const struct find_bounds *bounds, int64_t max, struct find_hits *hits,
                         struct err *err)
{
    bool ranks;
    int64_t most = max > FIND_RANKED ? max : FIND_RANKED;
    struct going going = {.db = db, .most = most > FIND_COUNTED ? most : FIND_COUNTED};
    *hits = (struct find_hits){.items = NULL};
    TRY(as_query(arena, words, &going.asked, err));
    going.skips =
        !str_has_byte(going.asked.query, '*'); /* starts of words are looked up slowly */
    going.weighs = is_one_without(&going.asked);
    if (going.weighs) {
        TRY(db_let_weigh(db, FIND_RANKED, err));
    }
    TRY(find_within_open(db, arena, bounds, &going.within, err));
    hits->items = arena_zalloc(arena, (size_t)most * sizeof *hits->items);
    enum err_code code = going.asked.query.n > 0 ? find_all(&going, most, hits, err)
                                                 : find_first_pages(&going, most, hits, err);
    find_within_close(going.within);
    TRY(code);
    int64_t passed = going.held;
    TRY(may_rank(&going, hits, &ranks, err));
    if (ranks) {
        TRY(order(&going, arena, passed, hits, err));
    }
    hits->count = (int64_t)hits->count > max ? (size_t)max : hits->count;
    return name_pages(db, hits, err);
}

enum err_code find_count(struct db *db, struct str words, int64_t *pages, struct err *err)
{
    struct asked asked;
    struct arena *arena = arena_new();
    *pages = 0;
    enum err_code code = as_query(arena, words, &asked, err);
    if (code == ERR_OK && asked.query.n > 0) {
        code = db_number(db, sql_casefile_search_count, pages, err, "t", asked.query);
    }
    arena_free(arena);
    return code;
}

/* ---- what stands on them ---- */

struct wanted {
    int64_t id;
    size_t place; /* among the hits */
};

struct showing {
    struct arena *arena;
    const struct find_hit *hits;
    struct wanted *by_id;
    struct shown_hit *shown; /* beside `hits`; document 0: gone */
    size_t count;
};

static int by_page_id(const void *a, const void *b)
{
    const struct wanted *one = a;
    const struct wanted *other = b;
    return one->id < other->id ? -1 : one->id > other->id;
}

static struct shown_hit *place_of(struct showing *showing, int64_t id)
{
    const struct wanted wanted = {.id = id};
    const struct wanted *found =
        bsearch(&wanted, showing->by_id, showing->count, sizeof wanted, by_page_id);
    return found == NULL ? NULL : &showing->shown[found->place];
}

static void keep_shown(struct showing *showing, struct db_query *rows)
{
    struct arena *arena = showing->arena;
    struct shown_hit *hit = place_of(showing, db_int(rows, 8));
    if (hit != NULL) {
        *hit = (struct shown_hit){.document = db_int(rows, 0),
                                  .page = db_int(rows, 1),
                                  .label = arena_str(arena, db_text(rows, 2)),
                                  .source = arena_str(arena, db_text(rows, 3)),
                                  .path = arena_str(arena, db_text(rows, 4)),
                                  .state = arena_str(arena, db_text(rows, 5)),
                                  .snippet = arena_str(arena, db_text(rows, 7))};
        shown_places(db_text(rows, 6), hit);
        shown_said(db_text(rows, 9), hit);
    }
}

/* Pages that lie far apart are looked up one by one, others come in one pass, and so where a
 * start of words would be looked up again for each. */
static const char *how_shown(struct str query, const struct id_list *ids, size_t count)
{
    if (query.n == 0) {
        return sql_casefile_find_show_documents;
    }
    bool apart = count > 0 && (ids->last - ids->first) / (int64_t)count > APART;
    return apart && !str_has_byte(query, '*') ? sql_casefile_find_show_each
                                              : sql_casefile_find_show;
}

static enum err_code show_slice(struct db *db, struct str words, struct showing *showing,
                                struct err *err)
{
    struct db_query *rows;
    struct asked asked;
    bool row = false;
    struct id_list ids = list_ids(showing->arena, showing->hits, showing->count);
    TRY(as_query(showing->arena, words, &asked, err));
    showing->shown = arena_zalloc(showing->arena, showing->count * sizeof *showing->shown);
    showing->by_id = arena_alloc(showing->arena, showing->count * sizeof *showing->by_id);
    for (size_t i = 0; i < showing->count; i++) {
        showing->by_id[i] = (struct wanted){showing->hits[i].id, i};
    }
    qsort(showing->by_id, showing->count, sizeof *showing->by_id, by_page_id);
    TRY(db_ask(db, how_shown(asked.held, &ids, showing->count), &rows, err, "tiit", asked.held,
               ids.first, ids.last, ids.json));
    TRY(db_step(rows, &row, err));
    while (row) {
        keep_shown(showing, rows);
        TRY(db_step(rows, &row, err));
    }
    db_reset(rows);
    return ERR_OK;
}

enum err_code find_show(struct db *db, struct str words, const struct find_hit *hits,
                        size_t count, shown_hit_fn *each, void *data, struct err *err)
{
    enum err_code code = ERR_OK;
    struct arena *arena = arena_new();
    for (size_t first = 0; code == ERR_OK && first < count; first += FIND_RANKED) {
        size_t n = count - first < FIND_RANKED ? count - first : FIND_RANKED;
        struct showing showing = {.arena = arena, .hits = hits + first, .count = n};
        code = show_slice(db, words, &showing, err);
        for (size_t i = 0; code == ERR_OK && i < n; i++) {
            if (showing.shown[i].document > 0) {
                each(data, &showing.shown[i]);
            }
        }
        arena_reset(arena);
    }
    arena_free(arena);
    return code;
}

/* Stretches between the marks, in code points of the text without them. */
static void take_spans(struct str marked, struct find_span *spans, size_t *count)
{
    int64_t point = 0;
    for (size_t i = 0; i < marked.n; i++) {
        unsigned char c = (unsigned char)marked.p[i];
        if (c == 2) {
            spans[*count].start = point;
        } else if (c == 3) {
            spans[(*count)++].end = point;
        } else {
            point += (c & 0xC0) != 0x80;
        }
    }
}

static enum err_code page_id(struct db *db, int64_t document, int64_t page, int64_t *id,
                             struct err *err)
{
    return db_number(db, sql_casefile_page_id, id, err, "ii", document, page);
}

enum err_code find_on_page(struct db *db, struct arena *arena, struct str words,
                           int64_t document, int64_t page, struct find_span **spans,
                           size_t *count, struct err *err)
{
    struct db_query *rows;
    struct asked asked;
    int64_t id;
    bool row = false;
    *count = 0;
    *spans = NULL;
    TRY(as_query(arena, words, &asked, err));
    if (asked.query.n == 0) {
        return ERR_OK;
    }
    TRY(page_id(db, document, page, &id, err));
    TRY(db_ask(db, sql_casefile_find_on_page, &rows, err, "ti", asked.query, id));
    TRY(db_step(rows, &row, err));
    if (row) {
        struct str marked = db_text(rows, 0);
        *spans = arena_alloc(arena, (marked.n / 2 + 1) * sizeof **spans);
        take_spans(marked, *spans, count);
        db_reset(rows);
    }
    return ERR_OK;
}

enum err_code find_around(struct db *db, struct str words, int64_t document, int64_t page,
                          int64_t *previous, int64_t *next, struct err *err)
{
    struct asked asked;
    int64_t first;
    int64_t last;
    struct arena *arena = arena_new();
    *previous = *next = 0;
    enum err_code code = as_query(arena, words, &asked, err);
    if (code == ERR_OK && asked.query.n > 0) {
        TRY_OUT(db_number(db, sql_casefile_find_page_first, &first, err, "i", document));
        TRY_OUT(db_number(db, sql_casefile_find_page_last, &last, err, "i", document));
        TRY_OUT(db_number(db, sql_casefile_find_next, next, err, "tiiii", asked.query, first,
                          last, document, page));
        code = db_number(db, sql_casefile_find_previous, previous, err, "tiiii", asked.query,
                         first, last, document, page);
    }
out:
    arena_free(arena);
    return code;
}

enum err_code find_alike(struct db *db, struct arena *arena, int64_t document, int64_t percent,
                         int64_t **documents, size_t *count, struct err *err)
{
    enum { ALIKE_MAX = 1000 };
    struct db_query *rows;
    bool row = false;
    int64_t found[ALIKE_MAX];
    *count = 0;
    TRY(db_ask(db, sql_casefile_alike_near, &rows, err, "ii", document, percent));
    TRY(db_step(rows, &row, err));
    while (row && *count < ALIKE_MAX) {
        found[(*count)++] = db_int(rows, 0);
        TRY(db_step(rows, &row, err));
    }
    db_reset(rows);
    *documents = arena_alloc(arena, (*count + 1) * sizeof **documents);
    for (size_t i = 0; i < *count; i++) {
        (*documents)[i] = found[i];
    }
    return ERR_OK;
}

enum err_code find_files(struct db *db, const struct find_file *after, struct str fate,
                         int64_t max, shown_file_fn *each, void *data, struct err *err)
{
    static const struct find_file first = {{"", 0}, 0, 0};
    struct db_query *rows;
    bool row = false;
    after = after != NULL ? after : &first;
    TRY(db_ask(db, sql_casefile_files_page, &rows, err, "tiiti", after->path, after->version,
               after->id, fate, max));
    TRY(db_step(rows, &row, err));
    while (row) {
        const struct shown_file file = shown_file_of(rows);
        each(data, &file);
        TRY(db_step(rows, &row, err));
    }
    db_reset(rows);
    return ERR_OK;
}

enum err_code find_whys(struct db *db, int64_t max,
                        void (*each)(void *data, struct str fate, struct str why,
                                     int64_t files),
                        void *data, struct err *err)
{
    struct db_query *rows;
    bool row = false;
    TRY(db_ask(db, sql_casefile_whys, &rows, err, "i", max));
    TRY(db_step(rows, &row, err));
    while (row) {
        each(data, db_text(rows, 0), db_text(rows, 1), db_int(rows, 2));
        TRY(db_step(rows, &row, err));
    }
    db_reset(rows);
    return ERR_OK;
}

enum err_code find_kinds(struct db *db,
                         void (*each)(void *data, struct str kind, int64_t documents),
                         void *data, struct err *err)
{
    struct db_query *rows;
    bool row = false;
    TRY(db_ask(db, sql_casefile_kinds, &rows, err, ""));
    TRY(db_step(rows, &row, err));
    while (row) {
        each(data, db_text(rows, 0), db_int(rows, 1));
        TRY(db_step(rows, &row, err));
    }
    db_reset(rows);
    return ERR_OK;
}

enum err_code find_place(struct db *db, struct arena *arena, int64_t document,
                         struct find_place *place, struct err *err)
{
    struct db_query *rows;
    bool row = false;
    *place = (struct find_place){.path = STR("")};
    TRY(db_ask(db, sql_casefile_place, &rows, err, "i", document));
    TRY(db_step(rows, &row, err));
    if (row) {
        place->path = arena_str(arena, db_text(rows, 1));
        place->bytes = db_int(rows, 2);
        place->modified = db_int(rows, 3);
        db_reset(rows);
    }
    return ERR_OK;
}
