#include "casefile/reader_line.h"

#include "base/json.h"
#include "base/utf8.h"
#include "casefile/word_places.h"

#include <string.h>

enum { NUMBERS_A_WORD = 7, NAME_BYTES_MAX = 4096, WHY_MAX = 1000 };

static enum err_code short_text(const struct js *object, const char *name, size_t max,
                                struct str *out, struct err *err)
{
    TRY(js_need_str(object, name, out, err));
    return out->n <= max
               ? ERR_OK
               : err_set(err, ERR_LIMIT, "\"%s\" is longer than %zu bytes", name, max);
}

static bool is_one_line(struct str text)
{
    for (size_t i = 0; i < text.n; i++) {
        if ((unsigned char)text.p[i] < ' ') {
            return false;
        }
    }
    return text.n > 0;
}

static enum err_code word_of(const struct js *items, int64_t points, int32_t start_min,
                             struct word_place *word, struct err *err)
{
    int32_t n[NUMBERS_A_WORD];
    for (int i = 0; i < NUMBERS_A_WORD; i++) {
        if (items[i].type != JS_INT || items[i].integer < -READER_SIDE_MAX ||
            items[i].integer > READER_SIDE_MAX) {
            return err_set(err, ERR_FORMAT, "a number of \"words\" is out of bounds");
        }
        n[i] = (int32_t)items[i].integer;
    }
    *word = (struct word_place){n[0], n[1], n[2], n[3], n[4], n[5], n[6]};
    if (word->start < start_min || word->end <= word->start || word->end > points ||
        word->x1 < word->x0 || word->y1 < word->y0 || word->confidence < -1 ||
        word->confidence > 100) {
        return err_set(err, ERR_FORMAT, "a word stands where none can");
    }
    return ERR_OK;
}

static enum err_code read_words(struct arena *arena, const struct js *object,
                                struct reader_line *line, struct err *err)
{
    const struct js *words;
    struct word_place before = {0};
    struct strbuf packed;
    enum err_code code = ERR_OK;
    int64_t points = (int64_t)utf8_count(line->text);
    TRY(js_need(object, "words", JS_ARRAY, &words, err));
    size_t count = words->array.count;
    if (count % NUMBERS_A_WORD != 0) {
        return err_set(err, ERR_FORMAT, "\"words\" has no seven numbers a word");
    }
    strbuf_init(&packed, READER_LINE_MAX);
    for (size_t i = 0; i < count && code == ERR_OK; i += NUMBERS_A_WORD) {
        struct word_place word;
        code = word_of(words->array.items + i, points, before.end, &word, err);
        if (code == ERR_OK) {
            word_place_pack(&packed, &before, &word);
            before = word;
        }
    }
    if (code == ERR_OK) {
        code = strbuf_check(&packed, "the places of words", err);
    }
    line->words = arena_str(arena, strbuf_view(&packed));
    strbuf_release(&packed);
    return code;
}

static enum err_code read_page(struct arena *arena, const struct js *object,
                               struct reader_line *line, struct err *err)
{
    line->kind = READER_PAGE;
    TRY(js_need_int(object, "page", 1, READER_PAGES_MAX, &line->page, err));
    TRY(short_text(object, "label", NAME_BYTES_MAX, &line->label, err));
    TRY(short_text(object, "source", READER_KIND_MAX, &line->source, err));
    TRY(js_need_int(object, "width", 0, READER_SIDE_MAX, &line->width, err));
    TRY(js_need_int(object, "height", 0, READER_SIDE_MAX, &line->height, err));
    TRY(short_text(object, "text", READER_PAGE_TEXT_MAX, &line->text, err));
    if (!str_is(line->source, "text") && !str_is(line->source, "ocr") &&
        !str_is(line->source, "both")) {
        return err_set(err, ERR_FORMAT, "\"source\" is none of text, ocr, both");
    }
    return read_words(arena, object, line, err);
}

static enum err_code read_unread(const struct js *object, struct reader_line *line,
                                 struct err *err)
{
    const struct js *box;
    line->kind = READER_UNREAD;
    TRY(js_need_int(object, "unread", 1, READER_PAGES_MAX, &line->page, err));
    TRY(js_need(object, "box", JS_ARRAY, &box, err));
    TRY(short_text(object, "why", WHY_MAX, &line->why, err));
    if (box->array.count != 0 && box->array.count != 4) {
        return err_set(err, ERR_FORMAT, "\"box\" has not four numbers");
    }
    line->boxed = box->array.count == 4;
    for (size_t i = 0; i < box->array.count; i++) {
        const struct js *number = &box->array.items[i];
        if (number->type != JS_INT || number->integer < -READER_SIDE_MAX ||
            number->integer > READER_SIDE_MAX) {
            return err_set(err, ERR_FORMAT, "a number of \"box\" is out of bounds");
        }
        line->box[i] = (int32_t)number->integer;
    }
    return ERR_OK;
}

static enum err_code read_name(const struct js *object, const char *key, struct str *name,
                               struct err *err)
{
    TRY(short_text(object, key, NAME_BYTES_MAX, name, err));
    return is_one_line(*name) ? ERR_OK : err_set(err, ERR_FORMAT, "\"%s\" is no name", key);
}

/* "/out/" and a bare name, so that nothing but what the reader made can be named. */
static enum err_code read_member(const struct js *object, struct reader_line *line,
                                 struct err *err)
{
    line->kind = READER_MEMBER;
    TRY(read_name(object, "member", &line->member, err));
    struct str bare = str_from(line->member, 5);
    if (!str_starts(line->member, STR("/out/")) || bare.n == 0 || str_has_byte(bare, '/')) {
        return err_set(err, ERR_FORMAT, "\"member\" is no file below /out");
    }
    return read_name(object, "name", &line->name, err);
}

static enum err_code read_end(const struct js *object, struct reader_line *line,
                              struct err *err)
{
    line->kind = READER_END;
    TRY(short_text(object, "fate", READER_KIND_MAX, &line->fate, err));
    TRY(short_text(object, "why", WHY_MAX, &line->why, err));
    TRY(short_text(object, "kind", READER_KIND_MAX, &line->file_kind, err));
    TRY(js_need_int(object, "next", 0, INT64_MAX, &line->next, err));
    if (!str_is(line->fate, "read") && !str_is(line->fate, "partly") &&
        !str_is(line->fate, "not")) {
        return err_set(err, ERR_FORMAT, "\"fate\" is none of read, partly, not");
    }
    if (str_is(line->fate, "read") != (line->why.n == 0)) {
        return err_set(err, ERR_FORMAT, "\"why\" stands where it must not, or is missing");
    }
    return is_one_line(line->file_kind) ? ERR_OK
                                        : err_set(err, ERR_FORMAT, "\"kind\" is no word");
}

enum err_code reader_line_read(struct arena *arena, struct str text, struct reader_line *line,
                               struct err *err)
{
    struct js *object;
    *line = (struct reader_line){0};
    TRY(js_parse(arena, text, &object, err));
    if (js_member(object, "page") != NULL) {
        return read_page(arena, object, line, err);
    }
    if (js_member(object, "meta") != NULL) {
        line->kind = READER_META;
        TRY(read_name(object, "meta", &line->name, err));
        return short_text(object, "value", READER_VALUE_MAX, &line->value, err);
    }
    if (js_member(object, "member") != NULL) {
        return read_member(object, line, err);
    }
    if (js_member(object, "lost") != NULL) {
        line->kind = READER_LOST;
        TRY(short_text(object, "why", WHY_MAX, &line->why, err));
        return read_name(object, "lost", &line->name, err);
    }
    if (js_member(object, "unread") != NULL) {
        return read_unread(object, line, err);
    }
    if (js_member(object, "fate") != NULL) {
        return read_end(object, line, err);
    }
    return err_set(err, ERR_FORMAT, "the reader said something unknown");
}
