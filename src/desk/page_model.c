/* One page of a document: its picture with the marks over it, and beside it its text, which is
 * what there is without a picture, without script and for screen readers. */
#include "desk/page_model.h"

#include "base/utf8.h"
#include "http/http_form.h"
#include "desk/text_pieces.h"

enum { LINE_SHOWN = 60, LINES_MAX = 500 };

void page_pager_write(struct jsonw *w, int64_t page, int64_t pages)
{
    jsonw_member_int(w, "page", page);
    jsonw_member_int(w, "pages", pages);
    if (page > 1) {
        jsonw_member_int(w, "previous", page - 1);
    }
    if (page < pages) {
        jsonw_member_int(w, "next", page + 1);
    }
}

void page_boxes_write(struct jsonw *w, const struct case_place *place)
{
    jsonw_key(w, "boxes");
    jsonw_array(w);
    for (size_t i = 0; i < place->count; i++) {
        const struct case_box *box = &place->boxes[i];
        jsonw_object(w);
        jsonw_member_int(w, "x", box->x0);
        jsonw_member_int(w, "y", box->y0);
        jsonw_member_int(w, "width", box->x1 > box->x0 ? box->x1 - box->x0 : 1);
        jsonw_member_int(w, "height", box->y1 > box->y0 ? box->y1 - box->y0 : 1);
        jsonw_end(w);
    }
    jsonw_end(w);
}

/* Marks over the picture; those without words stand in "regions" too, as links in the text. */
static void write_places(const struct text_pieces *pieces, const struct case_marks *marks,
                         bool regions)
{
    struct jsonw *w = pieces->w;
    jsonw_key(w, regions ? "regions" : "places");
    jsonw_array(w);
    for (size_t i = 0; i < marks->count; i++) {
        const struct case_mark *mark = &marks->items[i];
        if (regions ? mark->end > mark->start : mark->place.count == 0) {
            continue;
        }
        jsonw_object(w);
        jsonw_member_int(w, "mark", mark->id);
        jsonw_member_str(w, "label", mark->label);
        jsonw_member_str(w, "text", mark->text);
        jsonw_member(w, "act", text_pieces_act(pieces, mark));
        page_boxes_write(w, &mark->place);
        jsonw_end(w);
    }
    jsonw_end(w);
}

static void write_lines(struct jsonw *w, struct str text)
{
    struct str line;
    int64_t number = 0;
    jsonw_key(w, "lines");
    jsonw_array(w);
    while (number < LINES_MAX && str_split(&text, '\n', &line)) {
        size_t end = utf8_offset(line, LINE_SHOWN);
        number++;
        line = str_trim(str_sub(line, 0, end == SIZE_MAX ? line.n : end));
        if (line.n > 0) {
            jsonw_object(w);
            jsonw_member_int(w, "number", number);
            jsonw_member_str(w, "text", line);
            jsonw_end(w);
        }
    }
    jsonw_end(w);
}

enum err_code page_line_place(struct desk *desk, const struct case_page *page, int64_t line,
                              struct case_place *place, struct err *err)
{
    struct str rest = page->text;
    struct str part;
    int64_t at = page->start;
    for (int64_t number = 1; number <= line && str_split(&rest, '\n', &part); number++) {
        int64_t end = at + (int64_t)utf8_count(part);
        if (number == line) {
            *place = case_page_boxes(desk->arena, page, at, end);
            if (place->count > 0) {
                return ERR_OK;
            }
        }
        at = end + 1;
    }
    return err_set(err, ERR_NOT_FOUND, "page %lld has no line %lld that has a place",
                   (long long)page->number, (long long)line);
}

static enum err_code wanted_page(struct desk *desk, struct private_request *request,
                                 const struct case_file *file, struct case_page *page,
                                 struct err *err)
{
    int64_t at = form_number(desk->arena, request->query, "at", -1);
    int64_t wanted = form_number(desk->arena, request->query, "page", 1);
    if (at >= 0) {
        return case_page_at(desk->folder, desk->arena, file, at, page, err);
    }
    wanted = wanted < 1 ? 1 : wanted > file->pages ? file->pages : wanted;
    return case_page_lookup(desk->folder, desk->arena, file, wanted, page, err);
}

enum err_code page_write(struct desk *desk, struct private_request *request,
                         const struct case_file *file, struct jsonw *w, struct err *err)
{
    struct text_pieces pieces = {.w = w};
    struct case_marks marks;
    struct case_page page;
    int64_t count;
    TRY(wanted_page(desk, request, file, &page, err));
    TRY(case_marks_of_page(desk->folder, desk->arena, file->id, page.number, &marks, err));
    TRY(case_mark_count(desk->folder, file->id, &count, err));
    TRY(text_pieces_open(desk, &pieces, err));
    pieces.text = page.text;
    pieces.index = page.start;
    page_pager_write(w, page.number, file->pages);
    jsonw_member_int(w, "marks", count);
    jsonw_member_str(w, "recipient", pieces.policy.title);
    jsonw_member(w, "paged", page.pictured ? "picture" : page.pictureless ? "none" : "coming");
    jsonw_member_int(w, "width", page.width);
    jsonw_member_int(w, "height", page.height);
    jsonw_member_int(w, "right", page.width / 100);
    jsonw_member_int(w, "bottom", page.height / 100);
    write_places(&pieces, &marks, false);
    write_places(&pieces, &marks, true);
    write_lines(w, page.text);
    text_pieces_write(&pieces, &marks, page.end);
    return ERR_OK;
}
