/* A file's text with its marks, a page at a time. */
#include "base/utf8.h"
#include "http/http_form.h"
#include "desk/page_model.h"
#include "desk/text_pieces.h"

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

static enum err_code write_text(struct desk *desk, struct private_request *request,
                                const struct case_file *file, struct jsonw *w, struct err *err)
{
    struct text_pieces pieces = {.w = w};
    struct case_marks marks;
    TRY(case_file_text(desk->folder, desk->arena, file, &pieces.text, err));
    TRY(case_marks_of(desk->folder, desk->arena, file->id, &marks, err));
    TRY(text_pieces_open(desk, &pieces, err));
    int64_t wanted = form_number(desk->arena, request->query, "page", 1);
    int64_t at = form_number(desk->arena, request->query, "at", -1);
    struct page_bounds page =
        find_page(pieces.text, at >= 0 ? page_at(pieces.text, at) : (size_t)wanted);
    pieces.at = page.from;
    pieces.index = page.start;
    page_pager_write(w, (int64_t)page.number, (int64_t)page.count);
    jsonw_member_int(w, "marks", (int64_t)marks.count);
    jsonw_member_str(w, "recipient", pieces.policy.title);
    text_pieces_write(&pieces, &marks, page.end);
    return ERR_OK;
}

enum err_code model_file(struct desk *desk, struct private_request *request, struct jsonw *w,
                         struct err *err)
{
    struct case_file file;
    struct err why = {0};
    TRY(case_file_lookup(desk->folder, desk->arena, private_number(request), &file, err));
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
    enum err_code code = file.is_document && file.pages > 0
                             ? page_write(desk, request, &file, &inner, &why)
                             : write_text(desk, request, &file, &inner, &why);
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
