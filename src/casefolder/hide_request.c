/* See hide_request.h. */
#include "casefolder/hide_request.h"

#include "base/jsonw.h"

/* "12.3": a tenth of a point is what tools answer; outward, so that nothing is cut off. */
static void write_side(struct jsonw *w, int64_t hundredths, bool up)
{
    int64_t tenths = (hundredths + (up ? 9 : 0)) / 10;
    struct strbuf number;
    strbuf_init(&number, 32);
    strbuf_printf(&number, "%s%lld.%lld", tenths < 0 ? "-" : "",
                  (long long)(tenths < 0 ? -tenths : tenths) / 10,
                  (long long)(tenths < 0 ? -tenths : tenths) % 10);
    jsonw_raw(w, strbuf_view(&number));
    strbuf_release(&number);
}

static void write_boxes(struct jsonw *w, const struct case_place *place)
{
    for (size_t i = 0; i < place->count; i++) {
        const struct case_box *box = &place->boxes[i];
        jsonw_array(w);
        write_side(w, box->x0, false);
        write_side(w, box->y0, false);
        write_side(w, box->x1, true);
        write_side(w, box->y1, true);
        jsonw_end(w);
    }
}

static bool go_together(const struct case_mark *one, const struct case_mark *other)
{
    return one->place.count > 0 && other->place.count > 0 &&
           one->place.page == other->place.page && str_eq(one->label, other->label);
}

/* Was the like of it written before, by an earlier one of its page? */
static bool is_written(const struct case_mark *const *marks, size_t at)
{
    for (size_t i = at; i > 0 && marks[i - 1]->place.page == marks[at]->place.page; i--) {
        if (go_together(marks[i - 1], marks[at])) {
            return true;
        }
    }
    return false;
}

static void write_mark(struct jsonw *w, const struct case_mark *const *marks, size_t at,
                       size_t count)
{
    const struct case_mark *mark = marks[at];
    jsonw_object(w);
    if (mark->place.count > 0) {
        jsonw_member_int(w, "page", mark->place.page);
        jsonw_key(w, "boxes");
        jsonw_array(w);
        for (size_t i = at; i < count && marks[i]->place.page == mark->place.page; i++) {
            if (go_together(marks[i], mark)) {
                write_boxes(w, &marks[i]->place);
            }
        }
        jsonw_end(w);
    } else {
        jsonw_member_int(w, "start", mark->start);
        jsonw_member_int(w, "end", mark->end);
    }
    jsonw_member_str(w, "label", mark->label);
    jsonw_end(w);
}

void hide_request_write(struct strbuf *out, const struct case_mark *const *marks, size_t count)
{
    struct jsonw w;
    jsonw_init(&w, out);
    jsonw_object(&w);
    jsonw_key(&w, "document");
    jsonw_object(&w);
    jsonw_member(&w, "file", "document");
    jsonw_end(&w);
    jsonw_key(&w, "hide");
    jsonw_array(&w);
    for (size_t i = 0; i < count; i++) {
        if (!is_written(marks, i)) {
            write_mark(&w, marks, i, count);
        }
    }
    jsonw_end(&w);
    jsonw_end(&w);
}
