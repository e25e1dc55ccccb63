/* A file's text with its marks, a page at a time. */
#include "base/utf8.h"
#include "casefolder/case_handover.h"
#include "desk/desk_form.h"
#include "desk/desk_state.h"

enum { PAGE_BYTES = 6000 };

struct page_bounds {
    size_t number, count; /* from 1 */
    size_t from, to;      /* bytes */
    int64_t start, end;   /* code points */
};

/* Pages end after a line where they can. */
static size_t page_end(struct str text, size_t from)
{
    size_t end = from + PAGE_BYTES;
    if (end >= text.n) {
        return text.n;
    }
    for (size_t i = end; i > from + PAGE_BYTES / 2; i--) {
        if (text.p[i - 1] == '\n') {
            return i;
        }
    }
    while (((unsigned char)text.p[end] & 0xC0) == 0x80) {
        end++;
    }
    return end;
}

static struct page_bounds find_page(struct str text, size_t wanted)
{
    struct page_bounds page = {0};
    size_t at = 0;
    do {
        size_t end = page_end(text, at);
        page.count++;
        if (page.count <= wanted) {
            page.number = page.count;
            page.from = at;
            page.to = end;
        }
        at = end;
    } while (at < text.n);
    page.start = (int64_t)utf8_count(str_sub(text, 0, page.from));
    page.end = page.start + (int64_t)utf8_count(str_sub(text, page.from, page.to - page.from));
    return page;
}

/* The page that a place lies on. */
static size_t page_at(struct str text, int64_t index)
{
    size_t number = 0;
    size_t at = 0;
    size_t place = utf8_offset(text, (size_t)index);
    do {
        at = page_end(text, at);
        number++;
    } while (at < text.n && at <= place);
    return number;
}

struct writing {
    struct desk *desk;
    struct jsonw *w;
    struct str text;
    struct case_policy policy;
    struct case_people people;
    int64_t need;
    size_t at;     /* byte */
    int64_t index; /* code point */
};

static struct str take_to(struct writing *writing, int64_t index)
{
    size_t from = writing->at;
    uint32_t c;
    while (writing->index < index && utf8_next(writing->text, &writing->at, &c)) {
        writing->index++;
    }
    return str_sub(writing->text, from, writing->at - from);
}

static void write_plain(struct writing *writing, int64_t to)
{
    struct str plain = take_to(writing, to);
    if (plain.n > 0) {
        jsonw_object(writing->w);
        jsonw_member_str(writing->w, "text", plain);
        jsonw_end(writing->w);
    }
}

static void write_piece(struct writing *writing, const struct case_mark *mark, int64_t end)
{
    struct jsonw *w = writing->w;
    struct case_act act = case_mark_act(&writing->policy, &writing->people, mark);
    jsonw_object(w);
    jsonw_member_int(w, "mark", mark->id);
    jsonw_member_str(w, "text", take_to(writing, end));
    jsonw_member_str(w, "label", mark->label);
    jsonw_member(w, "act",
                 case_mark_is_doubt(mark, writing->need) ? "doubt"
                 : act.keep                              ? "keep"
                                                         : "redact");
    jsonw_end(w);
}

/* Marks that overlap are shown as the first of them, to the end of the last. */
static void write_pieces(struct writing *writing, const struct case_marks *marks,
                         const struct page_bounds *page)
{
    jsonw_key(writing->w, "pieces");
    jsonw_array(writing->w);
    for (size_t i = 0; i < marks->count;) {
        const struct case_mark *mark = &marks->items[i];
        int64_t end = mark->end;
        for (i++; i < marks->count && marks->items[i].start < end; i++) {
            end = marks->items[i].end > end ? marks->items[i].end : end;
        }
        if (end <= page->start || mark->start >= page->end) {
            continue;
        }
        write_plain(writing, mark->start);
        write_piece(writing, mark, end < page->end ? end : page->end);
    }
    write_plain(writing, page->end);
    jsonw_end(writing->w);
}

static void write_pager(struct jsonw *w, const struct page_bounds *page)
{
    jsonw_member_int(w, "page", (int64_t)page->number);
    jsonw_member_int(w, "pages", (int64_t)page->count);
    if (page->number > 1) {
        jsonw_member_int(w, "previous", (int64_t)page->number - 1);
    }
    if (page->number < page->count) {
        jsonw_member_int(w, "next", (int64_t)page->number + 1);
    }
}

static enum err_code write_text(struct desk *desk, struct desk_request *request,
                                const struct case_file *file, struct jsonw *w, struct err *err)
{
    struct writing writing = {.desk = desk, .w = w};
    struct case_marks marks;
    TRY(case_file_text(desk->folder, desk->arena, file, &writing.text, err));
    TRY(case_marks_of(desk->folder, desk->arena, file->id, &marks, err));
    TRY(desk_policy(desk, &writing.policy, err));
    TRY(case_cast_list(desk->folder, desk->arena, &writing.people, err));
    TRY(desk_need(desk, &writing.need, err));
    int64_t wanted = form_number(desk->arena, request->query, "page", 1);
    int64_t at = form_number(desk->arena, request->query, "at", -1);
    struct page_bounds page =
        find_page(writing.text, at >= 0 ? page_at(writing.text, at) : (size_t)wanted);
    writing.at = page.from;
    writing.index = page.start;
    write_pager(w, &page);
    jsonw_member_int(w, "marks", (int64_t)marks.count);
    jsonw_member_str(w, "recipient", writing.policy.title);
    write_pieces(&writing, &marks, &page);
    return ERR_OK;
}

enum err_code model_file(struct desk *desk, struct desk_request *request, struct jsonw *w,
                         struct err *err)
{
    struct case_file file;
    struct err why = {0};
    TRY(case_file_lookup(desk->folder, desk->arena, desk_number(request), &file, err));
    jsonw_member_int(w, "file", file.id);
    jsonw_member_str(w, "path", file.path);
    jsonw_member_str(w, "tool", file.tool);
    if (!str_is(file.state, "read")) {
        jsonw_member_str(w, "state", file.state);
        jsonw_member_str(w, "why", file.why);
        return ERR_OK;
    }
    struct strbuf own;
    struct jsonw inner;
    strbuf_init(&own, 16 * 1024 * 1024);
    jsonw_init(&inner, &own);
    jsonw_object(&inner);
    enum err_code code = write_text(desk, request, &file, &inner, &why);
    if (code == ERR_OK) {
        jsonw_end(&inner);
        jsonw_key(w, "view");
        jsonw_raw(w, strbuf_view(&own));
    } else if (code == ERR_CONFLICT || code == ERR_NOT_FOUND) {
        jsonw_member(w, "state", "changed"); /* the reader will see it too */
        jsonw_member(w, "why", "");
        code = ERR_OK;
    } else if (err != NULL) {
        *err = why;
    }
    strbuf_release(&own);
    return code;
}
