/* See mark_write.h. */
#include "casefolder/mark_write.h"

#include "base/jsonw.h"
#include "base/utf8.h"
#include "caseaudit/case_audit.h"
#include "casefolder/case_pages.h"
#include "store/db_ask.h"
#include "casefolder/mark_row.h"
#include "casefolder/number_list.h"
#include "casefolder_sql.h"

enum { LEAD_BYTES = 30, REPEATS_MAX = 2000 };

static size_t cursor_to(struct mark_cursor *cursor, int64_t index)
{
    uint32_t c;
    if (index < cursor->index) {
        *cursor = (struct mark_cursor){.text = cursor->text};
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

void mark_place(struct mark_cursor *cursor, struct case_mark *mark)
{
    size_t from = cursor_to(cursor, mark->start);
    mark->line = cursor->lines + 1;
    mark->lead = lead_of(cursor->text, from);
    mark->text = str_sub(cursor->text, from, cursor_to(cursor, mark->end) - from);
}

bool mark_is_uncertain(const struct case_doubt_rule *rule, const struct case_mark *mark)
{
    if (mark->confidence >= 0 && mark->confidence < rule->below) {
        return true;
    }
    for (size_t i = 0; i < rule->count; i++) {
        if (str_eq(rule->look_at[i], mark->label)) {
            return mark->confidence < rule->look_at_below; /* not known is below 0 */
        }
    }
    return false;
}

enum err_code mark_insert(struct case_folder *folder, struct arena *arena,
                          const struct case_file *file, const struct case_mark *mark,
                          struct err *err)
{
    struct db_query *query;
    struct strbuf boxes;
    const struct case_place *place = &mark->place;
    struct str likeness =
        mark->likeness.n > 0 ? mark->likeness : mark_likeness(arena, mark->label, mark->text);
    TRY(db_prepare(folder->db, sql_case_mention_add, &query, err));
    strbuf_init(&boxes, 1 << 20);
    for (size_t i = 0; i < place->count; i++) {
        const struct case_box *box = &place->boxes[i];
        const int64_t sides[] = {box->x0, box->y0, box->x1, box->y1};
        number_list_add(&boxes, sides, 4);
    }
    db_bind_int(query, 1, file->id);
    db_bind_int(query, 2, file->pass);
    db_bind_int(query, 3, mark->start);
    db_bind_int(query, 4, mark->end);
    if (place->page > 0) {
        db_bind_int(query, 5, place->page);
    } else {
        db_bind_null(query, 5);
    }
    db_bind_text(query, 6, strbuf_view(&boxes));
    db_bind_text(query, 7, mark->label);
    db_bind_text(query, 8, mark->text);
    db_bind_text(query, 9, likeness);
    if (mark->confidence >= 0) {
        db_bind_int(query, 10, mark->confidence);
    } else {
        db_bind_null(query, 10);
    }
    db_bind_text(query, 11, mark->source);
    db_bind_int(query, 12, mark->uncertain ? 1 : 0);
    db_bind_int(query, 13, mark->line);
    db_bind_text(query, 14, mark->lead);
    enum err_code code = db_run(query, err);
    strbuf_release(&boxes);
    return code;
}

enum err_code mark_insert_told(struct case_folder *folder, struct arena *arena,
                               const struct case_file *file, const struct case_mark *mark,
                               struct str who, int64_t now, int64_t *id, struct err *err)
{
    struct strbuf what;
    struct jsonw w;
    TRY(mark_insert(folder, arena, file, mark, err));
    TRY(db_number(folder->db, sql_case_mention_newest, id, err, ""));
    strbuf_init(&what, 4096);
    jsonw_init(&w, &what);
    jsonw_object(&w);
    jsonw_member_int(&w, "file", file->id);
    jsonw_member_int(&w, "mark", *id);
    jsonw_member_int(&w, "start", mark->start);
    jsonw_member_int(&w, "end", mark->end);
    if (mark->place.page > 0) {
        jsonw_member_int(&w, "page", mark->place.page);
    }
    jsonw_member_str(&w, "label", mark->label);
    jsonw_end(&w);
    enum err_code code =
        case_audit_add(folder->audit, "marked", who, now, strbuf_view(&what), err);
    strbuf_release(&what);
    return code;
}

/* ---- the same words elsewhere ---- */

struct searching {
    struct case_folder *folder;
    struct arena *arena;
    const struct mark_search *search;
    struct mark_cursor cursor;
    struct case_page page; /* the last looked at */
    int64_t first;
    size_t count;
};

static enum err_code add_one(struct searching *s, struct case_mark *mark, struct err *err)
{
    const struct mark_search *search = s->search;
    int64_t id = 0;
    mark_place(&s->cursor, mark);
    if (search->who == NULL) {
        TRY(mark_insert(s->folder, s->arena, search->file, mark, err));
    } else {
        TRY(mark_insert_told(s->folder, s->arena, search->file, mark, *search->who, search->now,
                             &id, err));
    }
    s->first = s->count++ == 0 ? id : s->first;
    return ERR_OK;
}

/* Of a document with pages: its part on each page, with where it stands there. */
static enum err_code add_by_page(struct searching *s, const struct case_mark *mark,
                                 struct err *err)
{
    for (int64_t at = mark->start; at < mark->end;) {
        struct case_mark part = *mark;
        if (s->page.text.p == NULL || at < s->page.start || at >= s->page.end) {
            TRY(case_page_at(s->folder, s->arena, s->search->file, at, &s->page, err));
        }
        part.start = at;
        part.end = mark->end < s->page.end ? mark->end : s->page.end;
        part.place = case_page_boxes(s->arena, &s->page, part.start, part.end);
        if (part.place.count > 0) {
            TRY(add_one(s, &part, err));
        } else if (s->search->who != NULL && s->page.place_count == 0) {
            err_set(err, ERR_UNSUPPORTED, "the tool did not say where words stand on page %lld",
                    (long long)s->page.number);
            err_hint(err, "hide the region of the page instead");
            return ERR_UNSUPPORTED;
        }
        at = part.end > at ? part.end : mark->end;
    }
    return ERR_OK;
}

static enum err_code add_found(struct searching *s, const struct repeat_span *found,
                               struct err *err)
{
    const struct mark_search *search = s->search;
    struct case_mark mark = {.start = found->start,
                             .end = found->end,
                             .label = search->labels[found->of],
                             .confidence = search->who == NULL ? CONFIDENCE_UNKNOWN : 1000,
                             .source = str_of(search->source),
                             .uncertain = search->who == NULL};
    return search->file->pages > 0 ? add_by_page(s, &mark, err) : add_one(s, &mark, err);
}

enum err_code mark_repeats(struct case_folder *folder, struct arena *arena,
                           const struct mark_search *search, int64_t *first, size_t *count,
                           struct err *err)
{
    struct searching s = {
        .folder = folder, .arena = arena, .search = search, .cursor = {.text = search->text}};
    struct case_marks marks;
    struct repeat_span *found;
    size_t covers = 0;
    TRY(case_marks_of(folder, arena, search->file->id, &marks, err));
    struct repeat_span *covered = arena_alloc(arena, (marks.count + 1) * sizeof *covered);
    for (size_t i = 0; i < marks.count; i++) {
        if (marks.items[i].end > marks.items[i].start) {
            covered[covers++] =
                (struct repeat_span){marks.items[i].start, marks.items[i].end, i};
        }
    }
    size_t places = repeats_find(arena, search->text, search->words, search->word_count,
                                 covered, covers, REPEATS_MAX, &found);
    for (size_t i = 0; i < places; i++) {
        TRY(add_found(&s, &found[i], err));
    }
    *first = s.first;
    *count = s.count;
    return ERR_OK;
}

enum err_code mark_tell_read(struct case_folder *folder, const struct case_file *file,
                             struct str sha256, struct str tool, int64_t marks, int64_t now,
                             struct err *err)
{
    struct strbuf what;
    struct jsonw w;
    strbuf_init(&what, 64 * 1024);
    jsonw_init(&w, &what);
    jsonw_object(&w);
    jsonw_member_int(&w, "file", file->id);
    jsonw_member_str(&w, "path", file->path);
    jsonw_member_str(&w, "sha256", sha256);
    jsonw_member_int(&w, "marks", marks);
    jsonw_member_str(&w, "tool", tool);
    jsonw_end(&w);
    enum err_code code = strbuf_check(&what, "a line of the audit", err);
    if (code == ERR_OK) {
        code =
            case_audit_add(folder->audit, "file-read", STR(""), now, strbuf_view(&what), err);
    }
    strbuf_release(&what);
    return code;
}
