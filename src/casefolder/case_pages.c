/* See case_pages.h. */
#include "casefolder/case_pages.h"

#include "base/clock.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "caseaudit/case_audit.h"
#include "store/db_ask.h"
#include "casefolder/mark_row.h"
#include "casefolder/mark_write.h"
#include "casefolder/number_list.h"
#include "casefolder_sql.h"

enum {
    NUMBERS_A_PLACE = 6,
    PLACES_BYTES_MAX = 8 * MIB,
    TEXT_MAX = 256 * MIB,
    JOIN = 600 /* hundredths of a point between words of one line that become one box */
};

/* ---- a page comes in ---- */

struct taking {
    struct case_folder *folder;
    struct arena *arena;
    const struct case_page_answer *answer;
    const struct case_doubt_rule *rule;
    int64_t now, start;
    struct str text; /* ends with a line's end */
};

static struct str with_line_end(struct arena *arena, struct str text)
{
    return text.n > 0 && text.p[text.n - 1] == '\n'
               ? text
               : str_of(arena_printf(arena, "%.*s\n", STR_ARG(text)));
}

static enum err_code add_row(struct taking *t, struct err *err)
{
    const struct case_page_answer *answer = t->answer;
    struct strbuf places;
    strbuf_init(&places, PLACES_BYTES_MAX);
    for (size_t i = 0; i < answer->place_count; i++) {
        const struct case_word_place *place = &answer->places[i];
        const int64_t numbers[NUMBERS_A_PLACE] = {place->start,  place->end,    place->box.x0,
                                                  place->box.y0, place->box.x1, place->box.y1};
        number_list_add(&places, numbers, NUMBERS_A_PLACE);
    }
    enum err_code code = strbuf_check(&places, "where the words of a page stand", err);
    if (code == ERR_OK) {
        code = db_do(t->folder->db, sql_case_page_add, err, "iiiiitti", answer->file->id,
                     answer->file->pass, answer->number, t->start, (int64_t)utf8_count(t->text),
                     t->text, strbuf_view(&places), (int64_t)(answer->number > 0 ? 0 : 2));
    }
    strbuf_release(&places);
    return code;
}

/* Marks without words are alike to nothing but themselves; regions that cannot be read to those
 * of the same page for the same reason. */
static struct str likeness_of(struct taking *t, const struct case_mark *mark)
{
    const struct case_file *file = t->answer->file;
    if (str_is(mark->source, "unreadable")) {
        return str_of(arena_printf(t->arena, "%.*s %.*s %lld/%lld", STR_ARG(mark->label),
                                   STR_ARG(mark->text), (long long)file->id,
                                   (long long)mark->place.page));
    }
    return mark->text.n > 0
               ? (struct str){NULL, 0}
               : str_of(arena_printf(t->arena, "%.*s %lld/%lld/%lld/%lld", STR_ARG(mark->label),
                                     (long long)file->id, (long long)mark->place.page,
                                     (long long)mark->place.boxes[0].x0,
                                     (long long)mark->place.boxes[0].y0));
}

static enum err_code add_mark(struct taking *t, struct mark_cursor *cursor,
                              const struct case_mark *given, struct err *err)
{
    struct case_mark mark = *given;
    bool unreadable = str_is(mark.source, "unreadable");
    if (mark.end > mark.start) {
        mark_place(cursor, &mark);
    }
    if (!unreadable) {
        mark.source = STR("tool");
    }
    mark.uncertain = unreadable || mark_is_uncertain(t->rule, &mark);
    if (mark.place.count > 0 || mark.text.n > 0) {
        mark.likeness = likeness_of(t, &mark);
    }
    mark.start += t->start;
    mark.end = mark.end > given->start ? mark.end + t->start : mark.start;
    return mark_insert(t->folder, t->arena, t->answer->file, &mark, err);
}

/* All pages are there. */
static enum err_code finish(struct taking *t, struct err *err)
{
    struct case_marks marks;
    struct str text;
    int64_t first;
    size_t count;
    char at[TIME_SIZE];
    const struct case_page_answer *answer = t->answer;
    struct case_file file = *answer->file;
    time_format(at, t->now);
    file.pages = answer->pages;
    TRY(case_pages_text(t->folder, t->arena, &file, &text, err));
    TRY(db_do(t->folder->db, sql_case_file_document_read, err, "iiit", file.id, file.pass,
              (int64_t)utf8_count(text), str_of(at)));
    TRY(case_marks_of(t->folder, t->arena, file.id, &marks, err));
    struct str *words = arena_alloc(t->arena, (marks.count + 1) * sizeof *words);
    struct str *labels = arena_alloc(t->arena, (marks.count + 1) * sizeof *labels);
    size_t known = 0;
    for (size_t i = 0; i < marks.count; i++) {
        if (str_is(marks.items[i].source, "tool")) {
            words[known] = marks.items[i].text;
            labels[known++] = marks.items[i].label;
        }
    }
    const struct mark_search search = {.file = &file,
                                       .text = text,
                                       .words = words,
                                       .labels = labels,
                                       .word_count = known,
                                       .source = "repeat"};
    TRY(mark_repeats(t->folder, t->arena, &search, &first, &count, err));
    return mark_tell_read(t->folder, &file, answer->sha256, answer->tool, (int64_t)marks.count,
                          t->now, err);
}

static enum err_code take(struct taking *t, struct err *err)
{
    const struct case_page_answer *answer = t->answer;
    const struct case_file *file = answer->file;
    struct db *db = t->folder->db;
    struct mark_cursor cursor = {.text = t->text};
    struct case_file now;
    TRY(case_file_lookup(t->folder, t->arena, file->id, &now, err));
    if (now.pass != file->pass ||
        answer->number != (answer->pages > 0 ? now.pages_read + 1 : 0)) {
        return err_set(err, ERR_CONFLICT, "page %lld of %.*s is not the next",
                       (long long)answer->number, STR_ARG(file->path));
    }
    TRY(db_do(db, sql_case_file_page_read, err, "iiitti", file->id, file->pass, answer->pages,
              answer->sha256, answer->tool, answer->took_ms));
    if (db_changes(db) == 0) {
        return err_set(err, ERR_CONFLICT, "%.*s waits no longer", STR_ARG(file->path));
    }
    TRY(db_number(db, sql_case_page_next_start, &t->start, err, "ii", file->id, file->pass));
    TRY(add_row(t, err));
    for (size_t i = 0; i < answer->count; i++) {
        TRY(add_mark(t, &cursor, &answer->marks[i], err));
    }
    return answer->number == answer->pages ? finish(t, err) : ERR_OK;
}

enum err_code case_page_take(struct case_folder *folder, const struct case_page_answer *answer,
                             const struct case_doubt_rule *rule, int64_t now, struct err *err)
{
    struct taking t = {
        .folder = folder, .arena = arena_new(), .answer = answer, .rule = rule, .now = now};
    t.text = with_line_end(t.arena, answer->text);
    enum err_code code = db_begin(folder->db, err);
    if (code == ERR_OK) {
        code = take(&t, err);
        code = code == ERR_OK ? case_audit_commit(folder->audit, err) : code;
        db_rollback(folder->db);
    }
    arena_free(t.arena);
    return code;
}

enum err_code case_pages_start_over(struct case_folder *folder, const struct case_file *file,
                                    struct err *err)
{
    TRY(db_begin(folder->db, err));
    enum err_code code = db_do(folder->db, sql_case_file_start_over, err, "i", file->id);
    code = code == ERR_OK ? db_do(folder->db, sql_case_pages_forget, err, "i", file->id) : code;
    code = code == ERR_OK ? case_audit_commit(folder->audit, err) : code;
    db_rollback(folder->db);
    return code;
}

/* ---- pages as they are ---- */

static enum err_code read_page(struct arena *arena, struct db_query *query,
                               struct case_page *page, struct err *err)
{
    int64_t *numbers;
    size_t count;
    int64_t picture = db_int(query, 4);
    *page = (struct case_page){.number = db_int(query, 0),
                               .start = db_int(query, 1),
                               .text = arena_str(arena, db_text(query, 2)),
                               .pictured = picture == 1,
                               .pictureless = picture == 2,
                               .width = db_int(query, 5),
                               .height = db_int(query, 6)};
    page->end = page->start + (int64_t)utf8_count(page->text);
    enum err_code code =
        number_list_read(arena, db_text(query, 3), NUMBERS_A_PLACE, &numbers, &count, err);
    db_reset(query);
    TRY(code);
    page->place_count = count / NUMBERS_A_PLACE;
    page->places = arena_alloc(arena, (page->place_count + 1) * sizeof *page->places);
    for (size_t i = 0; i < page->place_count; i++) {
        const int64_t *n = numbers + i * NUMBERS_A_PLACE;
        page->places[i] = (struct case_word_place){
            page->start + n[0], page->start + n[1], {n[2], n[3], n[4], n[5]}};
    }
    return ERR_OK;
}

static enum err_code one_page(struct case_folder *folder, struct arena *arena, const char *sql,
                              const struct case_file *file, int64_t number,
                              struct case_page *page, struct err *err)
{
    struct db_query *query;
    bool row = false;
    TRY(db_ask(folder->db, sql, &query, err, "iii", file->id, file->pass, number));
    TRY(db_step(query, &row, err));
    return row ? read_page(arena, query, page, err)
               : err_set(err, ERR_NOT_FOUND, "%.*s has no such page", STR_ARG(file->path));
}

enum err_code case_page_lookup(struct case_folder *folder, struct arena *arena,
                               const struct case_file *file, int64_t number,
                               struct case_page *page, struct err *err)
{
    return one_page(folder, arena, sql_case_page_by_number, file, number, page, err);
}

enum err_code case_page_at(struct case_folder *folder, struct arena *arena,
                           const struct case_file *file, int64_t index, struct case_page *page,
                           struct err *err)
{
    return one_page(folder, arena, sql_case_page_by_start, file, index, page, err);
}

enum err_code case_pages_text(struct case_folder *folder, struct arena *arena,
                              const struct case_file *file, struct str *text, struct err *err)
{
    struct db_query *query;
    struct strbuf all;
    bool row = false;
    TRY(db_ask(folder->db, sql_case_page_texts, &query, err, "ii", file->id, file->pass));
    strbuf_init(&all, TEXT_MAX);
    enum err_code code = db_step(query, &row, err);
    while (code == ERR_OK && row) {
        strbuf_str(&all, db_text(query, 0));
        code = db_step(query, &row, err);
    }
    db_reset(query);
    code = code == ERR_OK ? strbuf_check(&all, "the text of a document", err) : code;
    *text = arena_str(arena, strbuf_view(&all));
    strbuf_release(&all);
    return code;
}

static bool goes_on(const struct case_box *last, const struct case_box *next)
{
    int64_t low = last->y0 > next->y0 ? last->y0 : next->y0;
    int64_t high = last->y1 < next->y1 ? last->y1 : next->y1;
    return high - low >= (next->y1 - next->y0) / 2 && next->x0 <= last->x1 + JOIN &&
           last->x0 <= next->x1 + JOIN;
}

static void join(struct case_box *box, const struct case_box *more)
{
    box->x0 = more->x0 < box->x0 ? more->x0 : box->x0;
    box->y0 = more->y0 < box->y0 ? more->y0 : box->y0;
    box->x1 = more->x1 > box->x1 ? more->x1 : box->x1;
    box->y1 = more->y1 > box->y1 ? more->y1 : box->y1;
}

struct case_place case_page_boxes(struct arena *arena, const struct case_page *page,
                                  int64_t start, int64_t end)
{
    struct case_box *boxes = NULL;
    size_t count = 0;
    size_t capacity = 0;
    for (size_t i = 0; i < page->place_count; i++) {
        const struct case_word_place *word = &page->places[i];
        if (word->end <= start || word->start >= end) {
            continue;
        }
        if (count > 0 && goes_on(&boxes[count - 1], &word->box)) {
            join(&boxes[count - 1], &word->box);
        } else {
            boxes = mem_grow(boxes, count, &capacity, sizeof *boxes);
            boxes[count++] = word->box;
        }
    }
    struct case_box *kept = arena_alloc(arena, (count + 1) * sizeof *kept);
    if (count > 0) {
        memcpy(kept, boxes, count * sizeof *kept);
    }
    free(boxes);
    return (struct case_place){count > 0 ? page->number : 0, kept, count};
}

enum err_code case_marks_of_page(struct case_folder *folder, struct arena *arena, int64_t file,
                                 int64_t page, struct case_marks *marks, struct err *err)
{
    struct db_query *query;
    TRY(db_ask(folder->db, sql_case_mentions_of_page, &query, err, "ii", file, page));
    return mark_rows_read(arena, query, marks, err);
}

/* ---- a region ---- */

static enum err_code check_region(const struct case_place *place, const struct case_page *page,
                                  struct err *err)
{
    for (size_t i = 0; i < place->count; i++) {
        const struct case_box *box = &place->boxes[i];
        bool on = page->width == 0 || (box->x0 < page->width && box->y0 < page->height);
        if (box->x0 < 0 || box->y0 < 0 || box->x1 <= box->x0 || box->y1 <= box->y0 || !on) {
            err_set(err, ERR_INVALID, "the region does not lie on the page");
            err_hint(err,
                     "left is less than right, top less than bottom, both from the top left "
                     "corner");
            return ERR_INVALID;
        }
    }
    return place->count > 0 ? ERR_OK : err_set(err, ERR_INVALID, "no region was given");
}

static enum err_code mark_region(struct case_folder *folder, struct arena *arena,
                                 const struct case_file *file, const struct case_place *place,
                                 struct str label, struct str who, int64_t now, int64_t *id,
                                 struct err *err)
{
    struct case_page page;
    TRY(case_page_lookup(folder, arena, file, place->page, &page, err));
    TRY(check_region(place, &page, err));
    const char *likeness = arena_printf(
        arena, "%.*s %lld/%lld/%lld/%lld", STR_ARG(label), (long long)file->id,
        (long long)place->page, (long long)place->boxes[0].x0, (long long)place->boxes[0].y0);
    const struct case_mark mark = {.start = page.start,
                                   .end = page.start,
                                   .place = *place,
                                   .label = label,
                                   .likeness = str_of(likeness),
                                   .confidence = 1000,
                                   .source = STR("officer")};
    return mark_insert_told(folder, arena, file, &mark, who, now, id, err);
}

enum err_code case_region_mark(struct case_folder *folder, const struct case_file *file,
                               const struct case_place *place, struct str label, struct str who,
                               int64_t now, int64_t *id, struct err *err)
{
    struct arena *arena = arena_new();
    enum err_code code = db_begin(folder->db, err);
    if (code == ERR_OK) {
        code = mark_region(folder, arena, file, place, label, who, now, id, err);
        code = code == ERR_OK ? case_audit_commit(folder->audit, err) : code;
        db_rollback(folder->db);
    }
    arena_free(arena);
    return code;
}

/* ---- pictures ---- */

const char *case_picture_path(struct case_folder *folder, struct arena *arena,
                              const struct case_file *file, int64_t page)
{
    return arena_printf(arena, "%s/pages/%lld-%lld/%05lld.png", folder->paths.home,
                        (long long)file->id, (long long)file->pass, (long long)page);
}

enum err_code case_picture_next(struct case_folder *folder, struct arena *arena,
                                struct case_file *file, int64_t *page, bool *found,
                                struct err *err)
{
    struct db_query *query;
    TRY(db_ask(folder->db, sql_case_page_unpictured, &query, err, ""));
    TRY(db_step(query, found, err));
    if (!*found) {
        return ERR_OK;
    }
    int64_t id = db_int(query, 0);
    *page = db_int(query, 1);
    db_reset(query);
    return case_file_lookup(folder, arena, id, file, err);
}

enum err_code case_picture_set(struct case_folder *folder, const struct case_file *file,
                               int64_t page, int64_t width, int64_t height, struct err *err)
{
    bool made = width > 0 && height > 0;
    return db_do(folder->db, sql_case_page_picture, err, "iiiiii", file->id, file->pass, page,
                 (int64_t)(made ? 1 : 2), made ? width : 0, made ? height : 0);
}
