#include "request.h"

static bool is_number(const struct js *value)
{
    return value->type == JS_INT || value->type == JS_REAL;
}

static enum err_code check_hide(const struct js *hide, struct err *err)
{
    for (size_t i = 0; i < hide->array.count; i++) {
        const struct js *boxes = js_member(&hide->array.items[i], "boxes");
        bool good = boxes == NULL || boxes->type == JS_ARRAY;
        for (size_t k = 0; good && boxes != NULL && k < boxes->array.count; k++) {
            const struct js *box = &boxes->array.items[k];
            good = box->type == JS_ARRAY && box->array.count == 4;
            for (size_t s = 0; good && s < 4; s++) {
                good = is_number(&box->array.items[s]);
            }
        }
        if (!good) {
            return err_set(err, ERR_FORMAT,
                           "\"hide\" %zu: \"boxes\" must be lists of 4 numbers", i + 1);
        }
    }
    return ERR_OK;
}

static enum err_code read_flag(const struct js *input, const char *key, bool *flag,
                               struct err *err)
{
    const struct js *value = NULL;
    TRY(js_may(input, key, JS_BOOL, &value, err));
    *flag = value != NULL && value->boolean;
    return ERR_OK;
}

enum err_code request_read(const struct js *input, struct request *request, struct err *err)
{
    int64_t page = 0;
    TRY(js_may(input, "words", JS_ARRAY, &request->words, err));
    TRY(js_may(input, "hide", JS_ARRAY, &request->hide, err));
    TRY(read_flag(input, "propose_only", &request->propose_only, err));
    TRY(read_flag(input, "with_text", &request->with_text, err));
    TRY(read_flag(input, "with_places", &request->with_places, err));
    if (js_member(input, "only_page") != NULL) {
        TRY(js_need_int(input, "only_page", 1, DOCUMENT_PAGES_MAX, &page, err));
        request->only_page = (int)page;
    }
    for (size_t i = 0; request->words != NULL && i < request->words->array.count; i++) {
        if (request->words->array.items[i].type != JS_STRING) {
            return err_set(err, ERR_FORMAT, "\"words\" must be texts");
        }
    }
    return request->hide == NULL ? ERR_OK : check_hide(request->hide, err);
}

/* A tenth of a point is exact enough, and bare numbers keep the line short. */
static void write_sides(struct jsonw *output, struct box box)
{
    const float sides[] = {box.x0, box.y0, box.x1, box.y1};
    for (int i = 0; i < 4; i++) {
        struct strbuf number;
        strbuf_init(&number, 32);
        strbuf_printf(&number, "%.1f", (double)sides[i]);
        jsonw_raw(output, strbuf_view(&number));
        strbuf_release(&number);
    }
}

static void write_box(struct jsonw *output, struct box box)
{
    jsonw_array(output);
    write_sides(output, box);
    jsonw_end(output);
}

static void write_places(struct jsonw *output, const struct answer *answer)
{
    jsonw_key(output, "places");
    jsonw_array(output);
    for (size_t i = 0; i < answer->place_count; i++) {
        jsonw_array(output);
        jsonw_int(output, (int64_t)answer->places[i].start);
        jsonw_int(output, (int64_t)answer->places[i].end);
        write_sides(output, answer->places[i].box);
        jsonw_end(output);
    }
    jsonw_end(output);
}

/* In thousandths, what the detector gives; of what a person decided there is none. */
static void write_confidence(struct jsonw *output, const struct mark *mark)
{
    struct strbuf number;
    if (mark->confidence < 0) {
        return;
    }
    strbuf_init(&number, 32);
    strbuf_printf(&number, "%.3f", mark->confidence);
    jsonw_key(output, "confidence");
    jsonw_raw(output, strbuf_view(&number));
    strbuf_release(&number);
}

static void write_mark(struct jsonw *output, const struct mark *mark)
{
    jsonw_object(output);
    if (mark->page > 0) {
        jsonw_member_int(output, "page", mark->page);
        jsonw_key(output, "boxes");
        jsonw_array(output);
        for (size_t i = 0; i < mark->box_count; i++) {
            write_box(output, mark->boxes[i]);
        }
        jsonw_end(output);
    }
    if (mark->end > mark->start) {
        jsonw_member_int(output, "start", (int64_t)mark->start);
        jsonw_member_int(output, "end", (int64_t)mark->end);
    }
    jsonw_member(output, "label", mark->label);
    jsonw_member(output, "reason", mark->reason);
    write_confidence(output, mark);
    jsonw_end(output);
}

static void write_region(struct jsonw *output, const struct region *region)
{
    jsonw_object(output);
    if (region->page > 0) {
        jsonw_member_int(output, "page", region->page);
        jsonw_key(output, "box");
        write_box(output, region->box);
    } else {
        jsonw_member(output, "part", region->part);
    }
    jsonw_member(output, "why", region->why);
    jsonw_key(output, "covered");
    jsonw_bool(output, region->covered);
    jsonw_end(output);
}

void answer_write(struct jsonw *output, const struct answer *answer, bool with_text)
{
    jsonw_object(output);
    if (answer->file != NULL) {
        jsonw_member(output, "file", answer->file);
    }
    jsonw_member_int(output, "pages", answer->pages);
    jsonw_key(output, "marks");
    jsonw_array(output);
    for (size_t i = 0; i < answer->marks.count; i++) {
        write_mark(output, &answer->marks.items[i]);
    }
    jsonw_end(output);
    jsonw_key(output, "unreadable");
    jsonw_array(output);
    for (size_t i = 0; i < answer->unreadable.count; i++) {
        write_region(output, &answer->unreadable.items[i]);
    }
    jsonw_end(output);
    jsonw_key(output, "pictured");
    jsonw_array(output);
    for (size_t i = 0; i < answer->pictured_count; i++) {
        jsonw_int(output, answer->pictured[i]);
    }
    jsonw_end(output);
    if (with_text) {
        jsonw_member_str(output, "text", strbuf_view(&answer->text));
    }
    if (with_text && answer->place_count > 0) {
        write_places(output, answer);
    }
    jsonw_end(output);
}
