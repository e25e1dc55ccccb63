/* See case_marks.h. */
#include "casefolder/case_marks.h"

#include "base/clock.h"
#include "base/jsonw.h"
#include "base/utf8.h"
#include "casefolder/case_audit.h"
#include "casefolder/case_query.h"
#include "casefolder/mark_row.h"
#include "casefolder/repeats.h"
#include "casefolder_sql.h"

#include <stdlib.h>
#include <string.h>

enum { REPEATS_MAX = 2000 };

/* Byte offsets of ascending code points. */
struct cursor {
    struct str text;
    size_t at;
    int64_t index;
    int64_t lines; /* ends of lines before `at` */
};

enum { LEAD_BYTES = 30 };

static size_t cursor_to(struct cursor *cursor, int64_t index)
{
    uint32_t c;
    if (index < cursor->index) {
        *cursor = (struct cursor){.text = cursor->text};
    }
    while (cursor->index < index && utf8_next(cursor->text, &cursor->at, &c)) {
        cursor->index++;
        cursor->lines += c == '\n' ? 1 : 0;
    }
    return cursor->at;
}

/* The words before a place on its line, whole ones. */
static struct str lead_of(struct str text, size_t at)
{
    size_t from = at;
    while (from > 0 && at - from < LEAD_BYTES && text.p[from - 1] != '\n') {
        from--;
    }
    bool whole = from == 0 || text.p[from - 1] == '\n' || text.p[from - 1] == ' ';
    while (!whole && from < at && text.p[from] != ' ') {
        from++;
    }
    return str_trim(str_sub(text, from, at - from));
}

/* What of a mark follows from where it stands. */
static void place_mark(struct cursor *cursor, struct case_mark *mark)
{
    size_t from = cursor_to(cursor, mark->start);
    mark->line = cursor->lines + 1;
    mark->lead = lead_of(cursor->text, from);
    mark->text = str_sub(cursor->text, from, cursor_to(cursor, mark->end) - from);
}

static enum err_code insert(struct case_folder *folder, struct arena *arena,
                            const struct case_file *file, const struct case_mark *mark,
                            struct err *err)
{
    struct db_query *query;
    const struct case_place *place = &mark->place;
    const int64_t box[] = {place->page, place->x0, place->y0, place->x1, place->y1};
    TRY(db_prepare(folder->db, sql_case_mention_add, &query, err));
    db_bind_int(query, 1, file->id);
    db_bind_int(query, 2, file->pass);
    db_bind_int(query, 3, mark->start);
    db_bind_int(query, 4, mark->end);
    for (int i = 0; i < 5; i++) {
        if (place->page > 0) {
            db_bind_int(query, 5 + i, box[i]);
        } else {
            db_bind_null(query, 5 + i);
        }
    }
    db_bind_text(query, 10, mark->label);
    db_bind_text(query, 11, mark->text);
    db_bind_text(query, 12, mark_likeness(arena, mark->label, mark->text));
    if (mark->confidence >= 0) {
        db_bind_int(query, 13, mark->confidence);
    } else {
        db_bind_null(query, 13);
    }
    db_bind_text(query, 14, mark->source);
    db_bind_int(query, 15, mark->uncertain ? 1 : 0);
    db_bind_int(query, 16, mark->line);
    db_bind_text(query, 17, mark->lead);
    return db_run(query, err);
}

static bool is_uncertain(const struct case_doubt_rule *rule, const struct case_mark *mark)
{
    if (mark->confidence >= 0) {
        return mark->confidence < rule->below;
    }
    for (size_t i = 0; i < rule->count; i++) {
        if (str_eq(rule->look_at[i], mark->label)) {
            return true;
        }
    }
    return false;
}

static int by_start(const void *a, const void *b)
{
    const struct case_mark *left = a;
    const struct case_mark *right = b;
    int order = (left->start > right->start) - (left->start < right->start);
    return order != 0 ? order : (left->end > right->end) - (left->end < right->end);
}

static enum err_code take_repeats(struct case_folder *folder, struct arena *arena,
                                  const struct case_answer *answer,
                                  const struct case_mark *marks, struct err *err)
{
    struct str *words = arena_alloc(arena, (answer->count + 1) * sizeof *words);
    struct repeat_span *covered = arena_alloc(arena, (answer->count + 1) * sizeof *covered);
    struct repeat_span *found;
    struct cursor cursor = {.text = answer->text};
    for (size_t i = 0; i < answer->count; i++) {
        words[i] = marks[i].text;
        covered[i] = (struct repeat_span){marks[i].start, marks[i].end, i};
    }
    size_t count = repeats_find(arena, answer->text, words, answer->count, covered,
                                answer->count, REPEATS_MAX, &found);
    for (size_t i = 0; i < count; i++) {
        struct case_mark mark = {.start = found[i].start,
                                 .end = found[i].end,
                                 .label = marks[found[i].of].label,
                                 .confidence = CONFIDENCE_UNKNOWN,
                                 .source = STR("repeat"),
                                 .uncertain = true};
        place_mark(&cursor, &mark);
        TRY(insert(folder, arena, answer->file, &mark, err));
    }
    return ERR_OK;
}

static enum err_code take_marks(struct case_folder *folder, struct arena *arena,
                                const struct case_answer *answer,
                                const struct case_doubt_rule *rule, struct err *err)
{
    struct case_mark *marks = arena_alloc(arena, (answer->count + 1) * sizeof *marks);
    struct cursor cursor = {.text = answer->text};
    if (answer->count > 0) {
        memcpy(marks, answer->marks, answer->count * sizeof *marks);
        qsort(marks, answer->count, sizeof *marks, by_start);
    }
    for (size_t i = 0; i < answer->count; i++) {
        place_mark(&cursor, &marks[i]);
        marks[i].source = STR("tool");
        marks[i].uncertain = is_uncertain(rule, &marks[i]);
        TRY(insert(folder, arena, answer->file, &marks[i], err));
    }
    return take_repeats(folder, arena, answer, marks, err);
}

static enum err_code tell_read(struct case_folder *folder, const struct case_answer *answer,
                               int64_t now, struct err *err)
{
    struct strbuf what;
    struct jsonw w;
    strbuf_init(&what, 64 * 1024);
    jsonw_init(&w, &what);
    jsonw_object(&w);
    jsonw_member_int(&w, "file", answer->file->id);
    jsonw_member_str(&w, "path", answer->file->path);
    jsonw_member_str(&w, "sha256", answer->sha256);
    jsonw_member_int(&w, "marks", (int64_t)answer->count);
    jsonw_member_str(&w, "tool", answer->tool);
    jsonw_end(&w);
    enum err_code code = strbuf_check(&what, "a line of the audit", err);
    if (code == ERR_OK) {
        code = case_audit_add(folder, "file-read", STR(""), now, strbuf_view(&what), err);
    }
    strbuf_release(&what);
    return code;
}

static enum err_code take(struct case_folder *folder, struct arena *arena,
                          const struct case_answer *answer, const struct case_doubt_rule *rule,
                          int64_t now, struct err *err)
{
    char at[TIME_SIZE];
    time_format(at, now);
    TRY(case_run(folder->db, sql_case_file_clear, err, "ii", answer->file->id,
                 answer->file->pass));
    TRY(case_run(folder->db, sql_case_file_read, err, "itittii", answer->file->id,
                 answer->sha256, (int64_t)utf8_count(answer->text), answer->tool, str_of(at),
                 answer->took_ms, answer->file->pass));
    if (db_changes(folder->db) == 0) {
        return err_set(err, ERR_CONFLICT, "%.*s waits no longer", STR_ARG(answer->file->path));
    }
    TRY(take_marks(folder, arena, answer, rule, err));
    return tell_read(folder, answer, now, err);
}

enum err_code case_marks_take(struct case_folder *folder, const struct case_answer *answer,
                              const struct case_doubt_rule *rule, int64_t now, struct err *err)
{
    struct arena *arena = arena_new();
    enum err_code code = db_begin(folder->db, err);
    if (code == ERR_OK) {
        code = take(folder, arena, answer, rule, now, err);
        code = code == ERR_OK ? case_commit(folder, err) : code;
        db_rollback(folder->db);
    }
    arena_free(arena);
    return code;
}

static enum err_code add_mark(struct case_folder *folder, struct arena *arena,
                              const struct case_file *file, const struct case_mark *mark,
                              struct str who, int64_t now, int64_t *id, struct err *err)
{
    struct strbuf what;
    struct jsonw w;
    TRY(insert(folder, arena, file, mark, err));
    TRY(case_number(folder->db, sql_case_mention_newest, id, err, ""));
    strbuf_init(&what, 4096);
    jsonw_init(&w, &what);
    jsonw_object(&w);
    jsonw_member_int(&w, "file", file->id);
    jsonw_member_int(&w, "mark", *id);
    jsonw_member_int(&w, "start", mark->start);
    jsonw_member_int(&w, "end", mark->end);
    jsonw_member_str(&w, "label", mark->label);
    jsonw_end(&w);
    enum err_code code = case_audit_add(folder, "marked", who, now, strbuf_view(&what), err);
    strbuf_release(&what);
    return code;
}

static enum err_code mark_words(struct case_folder *folder, struct arena *arena,
                                const struct case_file *file, struct str text, struct str words,
                                struct str label, struct str who, int64_t now, int64_t *first,
                                struct err *err)
{
    struct case_marks marks;
    struct repeat_span *found;
    struct cursor cursor = {.text = text};
    int64_t id;
    TRY(case_marks_of(folder, arena, file->id, &marks, err));
    struct repeat_span *covered = arena_alloc(arena, (marks.count + 1) * sizeof *covered);
    for (size_t i = 0; i < marks.count; i++) {
        covered[i] = (struct repeat_span){marks.items[i].start, marks.items[i].end, i};
    }
    size_t count =
        repeats_find(arena, text, &words, 1, covered, marks.count, REPEATS_MAX, &found);
    for (size_t i = 0; i < count; i++) {
        struct case_mark mark = {.start = found[i].start,
                                 .end = found[i].end,
                                 .label = label,
                                 .confidence = 1000,
                                 .source = STR("officer")};
        place_mark(&cursor, &mark);
        TRY(add_mark(folder, arena, file, &mark, who, now, i == 0 ? first : &id, err));
    }
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
        code = code == ERR_OK ? case_commit(folder, err) : code;
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
        TRY(case_query(folder->db, sql_case_mentions_all, &query, err, ""));
    } else {
        TRY(case_query(folder->db, sql_case_mentions_of_file, &query, err, "i", file));
    }
    return mark_rows_read(arena, query, marks, err);
}

enum err_code case_marks_doubts(struct case_folder *folder, struct arena *arena, int64_t file,
                                int64_t need, int64_t most, struct case_marks *marks,
                                struct err *err)
{
    struct db_query *query;
    TRY(case_query(folder->db, sql_case_doubts, &query, err, "iii", need, file, most));
    return mark_rows_read(arena, query, marks, err);
}

enum err_code case_marks_doubt_count(struct case_folder *folder, int64_t file, int64_t need,
                                     int64_t *count, struct err *err)
{
    return case_number(folder->db, sql_case_doubt_count, count, err, "ii", need, file);
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
    TRY(case_query(folder->db, sql_case_mention_row, &query, err, "i", id));
    TRY(db_step(query, &row, err));
    if (!row) {
        return err_set(err, ERR_NOT_FOUND, "the case has no mark %lld", (long long)id);
    }
    mark_row_read(arena, query, mark);
    db_reset(query);
    return ERR_OK;
}
