/* See case_marks.h. */
#include "casefolder/case_marks.h"

#include "base/clock.h"
#include "base/utf8.h"
#include "caseaudit/case_audit.h"
#include "store/db_ask.h"
#include "casefolder/mark_row.h"
#include "casefolder/mark_write.h"
#include "casefolder_sql.h"

#include <stdlib.h>
#include <string.h>

static int by_start(const void *a, const void *b)
{
    const struct case_mark *left = a;
    const struct case_mark *right = b;
    int order = (left->start > right->start) - (left->start < right->start);
    return order != 0 ? order : (left->end > right->end) - (left->end < right->end);
}

static enum err_code take_marks(struct case_folder *folder, struct arena *arena,
                                const struct case_answer *answer,
                                const struct case_doubt_rule *rule, struct err *err)
{
    struct case_mark *marks = arena_alloc(arena, (answer->count + 1) * sizeof *marks);
    struct str *words = arena_alloc(arena, (answer->count + 1) * sizeof *words);
    struct str *labels = arena_alloc(arena, (answer->count + 1) * sizeof *labels);
    struct mark_cursor cursor = {.text = answer->text};
    int64_t first;
    size_t repeated;
    if (answer->count > 0) {
        memcpy(marks, answer->marks, answer->count * sizeof *marks);
        qsort(marks, answer->count, sizeof *marks, by_start);
    }
    for (size_t i = 0; i < answer->count; i++) {
        mark_place(&cursor, &marks[i]);
        marks[i].source = STR("tool");
        marks[i].uncertain = mark_is_uncertain(rule, &marks[i]);
        words[i] = marks[i].text;
        labels[i] = marks[i].label;
        TRY(mark_insert(folder, arena, answer->file, &marks[i], err));
    }
    const struct mark_search search = {.file = answer->file,
                                       .text = answer->text,
                                       .words = words,
                                       .labels = labels,
                                       .word_count = answer->count,
                                       .source = "repeat"};
    return mark_repeats(folder, arena, &search, &first, &repeated, err);
}

static enum err_code take(struct case_folder *folder, struct arena *arena,
                          const struct case_answer *answer, const struct case_doubt_rule *rule,
                          int64_t now, struct err *err)
{
    char at[TIME_SIZE];
    time_format(at, now);
    TRY(db_do(folder->db, sql_case_file_clear, err, "ii", answer->file->id,
              answer->file->pass));
    TRY(db_do(folder->db, sql_case_file_read, err, "itittii", answer->file->id, answer->sha256,
              (int64_t)utf8_count(answer->text), answer->tool, str_of(at), answer->took_ms,
              answer->file->pass));
    if (db_changes(folder->db) == 0) {
        return err_set(err, ERR_CONFLICT, "%.*s waits no longer", STR_ARG(answer->file->path));
    }
    TRY(take_marks(folder, arena, answer, rule, err));
    return mark_tell_read(folder, answer->file, answer->sha256, answer->tool,
                          (int64_t)answer->count, now, err);
}

enum err_code case_marks_take(struct case_folder *folder, const struct case_answer *answer,
                              const struct case_doubt_rule *rule, int64_t now, struct err *err)
{
    struct arena *arena = arena_new();
    enum err_code code = db_begin(folder->db, err);
    if (code == ERR_OK) {
        code = take(folder, arena, answer, rule, now, err);
        code = code == ERR_OK ? case_audit_commit(folder->audit, err) : code;
        db_rollback(folder->db);
    }
    arena_free(arena);
    return code;
}

static enum err_code mark_words(struct case_folder *folder, struct arena *arena,
                                const struct case_file *file, struct str text, struct str words,
                                struct str label, struct str who, int64_t now, int64_t *first,
                                struct err *err)
{
    const struct mark_search search = {.file = file,
                                       .text = text,
                                       .words = &words,
                                       .labels = &label,
                                       .word_count = 1,
                                       .source = "officer",
                                       .who = &who,
                                       .now = now};
    size_t count;
    TRY(mark_repeats(folder, arena, &search, first, &count, err));
    if (count == 0) {
        err_set(err, ERR_NOT_FOUND, "these words stand nowhere in the file outside a mark");
        err_hint(err, "write them as they stand there, whole words, three letters at least");
        return ERR_NOT_FOUND;
    }
    return ERR_OK;
}

enum err_code case_words_mark(struct case_folder *folder, const struct case_file *file,
                              struct str text, struct str words, struct str label,
                              struct str who, int64_t now, int64_t *first, struct err *err)
{
    struct arena *arena = arena_new();
    enum err_code code = db_begin(folder->db, err);
    if (code == ERR_OK) {
        code = mark_words(folder, arena, file, text, words, label, who, now, first, err);
        code = code == ERR_OK ? case_audit_commit(folder->audit, err) : code;
        db_rollback(folder->db);
    }
    arena_free(arena);
    return code;
}

enum err_code case_marks_of(struct case_folder *folder, struct arena *arena, int64_t file,
                            struct case_marks *marks, struct err *err)
{
    struct db_query *query;
    if (file == 0) {
        TRY(db_ask(folder->db, sql_case_mentions_all, &query, err, ""));
    } else {
        TRY(db_ask(folder->db, sql_case_mentions_of_file, &query, err, "i", file));
    }
    return mark_rows_read(arena, query, marks, err);
}

enum err_code case_marks_doubts(struct case_folder *folder, struct arena *arena, int64_t file,
                                int64_t need, int64_t most, struct case_marks *marks,
                                struct err *err)
{
    struct db_query *query;
    TRY(db_ask(folder->db, sql_case_doubts, &query, err, "iii", need, file, most));
    return mark_rows_read(arena, query, marks, err);
}

enum err_code case_marks_doubt_count(struct case_folder *folder, int64_t file, int64_t need,
                                     int64_t *count, struct err *err)
{
    return db_number(folder->db, sql_case_doubt_count, count, err, "ii", need, file);
}

enum err_code case_mark_count(struct case_folder *folder, int64_t file, int64_t *count,
                              struct err *err)
{
    return db_number(folder->db, sql_case_mention_count, count, err, "i", file);
}

bool case_mark_is_doubt(const struct case_mark *mark, int64_t need)
{
    return str_is(mark->verdict, "disputed") ||
           (mark->uncertain && (mark->verdict.n == 0 || mark->readers < need));
}

enum err_code case_mark_lookup(struct case_folder *folder, struct arena *arena, int64_t id,
                               struct case_mark *mark, struct err *err)
{
    struct db_query *query;
    bool row = false;
    TRY(db_ask(folder->db, sql_case_mention_row, &query, err, "i", id));
    TRY(db_step(query, &row, err));
    if (!row) {
        return err_set(err, ERR_NOT_FOUND, "the case has no mark %lld", (long long)id);
    }
    mark_row_read(arena, query, mark);
    db_reset(query);
    return ERR_OK;
}
