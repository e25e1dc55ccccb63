/* See case_elsewhere.h. */
#include "casefolder/case_elsewhere.h"

#include "base/clock.h"
#include "base/jsonw.h"
#include "base/mem.h"
#include "caseaudit/case_audit.h"
#include "casefolder/case_pages.h"
#include "store/db_ask.h"
#include "casefolder/mark_row.h"
#include "casefolder/mark_write.h"
#include "casefolder_sql.h"

#include <stdlib.h>

enum { DIFFERENCES_MAX = 200, WORDS_COLUMN = 19 };

struct known_words {
    struct str *words, *labels;
    size_t count, capacity;
};

enum err_code case_elsewhere_newest(struct case_folder *folder, int64_t *newest,
                                    struct err *err)
{
    return db_number(folder->db, sql_case_mention_newest_found, newest, err, "");
}

static enum err_code read_words(struct case_folder *folder, struct arena *arena,
                                struct known_words *known, struct err *err)
{
    struct db_query *query;
    bool row = false;
    size_t capacity = 0;
    TRY(db_ask(folder->db, sql_case_mention_words, &query, err, ""));
    enum err_code code = db_step(query, &row, err);
    while (code == ERR_OK && row) {
        known->words =
            mem_grow(known->words, known->count, &known->capacity, sizeof *known->words);
        known->labels = mem_grow(known->labels, known->count, &capacity, sizeof *known->labels);
        known->labels[known->count] = arena_str(arena, db_text(query, 0));
        known->words[known->count++] = arena_str(arena, db_text(query, 1));
        code = db_step(query, &row, err);
    }
    db_reset(query);
    return code;
}

static enum err_code look_in(struct case_folder *folder, struct arena *arena, int64_t id,
                             const struct known_words *known, size_t *made, struct err *err)
{
    struct case_file file;
    int64_t first;
    size_t count;
    struct err changed;
    struct mark_search search = {.file = &file,
                                 .words = known->words,
                                 .labels = known->labels,
                                 .word_count = known->count,
                                 .source = "elsewhere"};
    TRY(case_file_lookup(folder, arena, id, &file, err));
    if (!str_is(file.state, "read") ||
        case_file_text(folder, arena, &file, &search.text, &changed) != ERR_OK) {
        return ERR_OK; /* the scan tells what became of it */
    }
    TRY(db_begin(folder->db, err));
    enum err_code code = mark_repeats(folder, arena, &search, &first, &count, err);
    code = code == ERR_OK ? case_audit_commit(folder->audit, err) : code;
    db_rollback(folder->db);
    *made += code == ERR_OK ? count : 0;
    return code;
}

static enum err_code read_ids(struct case_folder *folder, struct arena *arena, int64_t **ids,
                              size_t *count, struct err *err)
{
    struct db_query *query;
    bool row = false;
    *count = 0;
    *ids = arena_alloc(arena, CASE_FILES_MAX * sizeof **ids);
    TRY(db_ask(folder->db, sql_case_file_paths, &query, err, ""));
    TRY(db_step(query, &row, err));
    while (row && *count < CASE_FILES_MAX) {
        (*ids)[(*count)++] = db_int(query, 0);
        TRY(db_step(query, &row, err));
    }
    db_reset(query);
    return ERR_OK;
}

enum err_code case_elsewhere_make(struct case_folder *folder, size_t *made, struct err *err)
{
    struct arena *arena = arena_new();
    struct arena *of_file = arena_new();
    struct known_words known = {0};
    int64_t *ids;
    size_t count = 0;
    *made = 0;
    enum err_code code = read_words(folder, arena, &known, err);
    if (code == ERR_OK && known.count > 0) {
        code = read_ids(folder, arena, &ids, &count, err);
    }
    for (size_t i = 0; i < count && code == ERR_OK; i++) {
        code = look_in(folder, of_file, ids[i], &known, made, err);
        arena_reset(of_file);
    }
    free(known.words);
    free(known.labels);
    arena_free(of_file);
    arena_free(arena);
    return code;
}

/* ---- differences ---- */

static void add_mark(struct case_difference *difference, const struct case_mark *mark,
                     bool hidden)
{
    difference->marks++;
    difference->seen = mark->last > difference->seen ? mark->last : difference->seen;
    if (hidden) {
        difference->hidden_mark =
            difference->hidden++ == 0 ? mark->id : difference->hidden_mark;
    } else if (str_is(mark->verdict, "keep")) {
        difference->kept_mark = difference->kept++ == 0 ? mark->id : difference->kept_mark;
    }
}

/* Said to be meant so, with nothing decided or found since. */
static enum err_code is_settled(struct case_folder *folder,
                                const struct case_difference *difference, bool *settled,
                                struct err *err)
{
    struct db_query *query;
    bool row = false;
    TRY(db_ask(folder->db, sql_case_difference_choice, &query, err, "t", difference->words));
    TRY(db_step(query, &row, err));
    *settled =
        row && db_int(query, 0) >= difference->seen && db_int(query, 1) >= difference->marks;
    db_reset(query);
    return ERR_OK;
}

static enum err_code gather(struct case_folder *folder, struct arena *arena,
                            const struct case_policy *policy, const struct case_people *people,
                            struct case_difference **all, size_t *count, struct err *err)
{
    struct db_query *query;
    size_t capacity = 0;
    bool row = false;
    TRY(db_ask(folder->db, sql_case_difference_marks, &query, err, ""));
    enum err_code code = db_step(query, &row, err);
    while (code == ERR_OK && row) {
        struct case_mark mark;
        struct str words = db_text(query, WORDS_COLUMN);
        mark_row_read(arena, query, &mark);
        if (*count == 0 || !str_eq((*all)[*count - 1].words, words)) {
            *all = mem_grow(*all, *count, &capacity, sizeof **all);
            (*all)[(*count)++] =
                (struct case_difference){.words = arena_str(arena, words), .text = mark.text};
        }
        add_mark(&(*all)[*count - 1], &mark, !case_mark_act(policy, people, &mark).keep);
        code = db_step(query, &row, err);
    }
    db_reset(query);
    return code;
}

enum err_code case_differences(struct case_folder *folder, struct arena *arena,
                               const struct case_policy *policy,
                               const struct case_people *people, struct case_difference **list,
                               size_t *count, struct err *err)
{
    struct case_difference *all = NULL;
    size_t found = 0;
    *count = 0;
    *list = arena_alloc(arena, DIFFERENCES_MAX * sizeof **list);
    enum err_code code = gather(folder, arena, policy, people, &all, &found, err);
    for (size_t i = 0; i < found && code == ERR_OK && *count < DIFFERENCES_MAX; i++) {
        bool settled = true;
        if (all[i].kept > 0 && all[i].hidden > 0) {
            code = is_settled(folder, &all[i], &settled, err);
        }
        if (code == ERR_OK && !settled) {
            (*list)[(*count)++] = all[i];
        }
    }
    free(all);
    return code;
}

static enum err_code settle(struct case_folder *folder,
                            const struct case_difference *difference, struct str who,
                            int64_t now, struct err *err)
{
    struct strbuf what;
    struct jsonw w;
    char at[TIME_SIZE];
    time_format(at, now);
    TRY(db_do(folder->db, sql_case_difference_add, err, "tiitt", difference->words,
              difference->seen, difference->marks, who, str_of(at)));
    strbuf_init(&what, 4096);
    jsonw_init(&w, &what);
    jsonw_object(&w);
    jsonw_member_int(&w, "decision", difference->seen);
    jsonw_member_int(&w, "marks", difference->marks);
    jsonw_end(&w);
    enum err_code code =
        case_audit_add(folder->audit, "differs-on-purpose", who, now, strbuf_view(&what), err);
    strbuf_release(&what);
    return code;
}

enum err_code case_difference_settle(struct case_folder *folder,
                                     const struct case_difference *difference, struct str who,
                                     int64_t now, struct err *err)
{
    TRY(db_begin(folder->db, err));
    enum err_code code = settle(folder, difference, who, now, err);
    code = code == ERR_OK ? case_audit_commit(folder->audit, err) : code;
    db_rollback(folder->db);
    return code;
}
