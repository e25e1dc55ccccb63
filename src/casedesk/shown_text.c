/* See shown_text.h. */
#include "casedesk/shown_text.h"

#include "base/utf8.h"
#include "casefile/word_places.h"

/* `found`: which place of the page it is, from 1; 0: none. */
static void put_piece(struct jsonw *w, struct str text, int64_t found)
{
    if (text.n == 0) {
        return;
    }
    jsonw_object(w);
    jsonw_member_str(w, "text", text);
    if (found > 0) {
        jsonw_member_int(w, "found", found);
    }
    jsonw_end(w);
}

void shown_snippet_write(struct jsonw *w, struct str marked)
{
    size_t from = 0;
    int64_t count = 0;
    int64_t found = 0;
    jsonw_key(w, "pieces");
    jsonw_array(w);
    for (size_t i = 0; i < marked.n; i++) {
        unsigned char c = (unsigned char)marked.p[i];
        if (c == 2 || c == 3) {
            put_piece(w, str_sub(marked, from, i - from), found);
            found = c == 2 ? ++count : 0;
            from = i + 1;
        }
    }
    put_piece(w, str_from(marked, from), found);
    jsonw_end(w);
}

/* The text from *byte up to a code point. */
static struct str take_to(struct str text, size_t *byte, int64_t *point, int64_t end)
{
    size_t from = *byte;
    uint32_t c;
    while (*point < end && *byte < text.n && utf8_next(text, byte, &c)) {
        (*point)++;
    }
    return str_sub(text, from, *byte - from);
}

void shown_pieces_write(struct jsonw *w, struct str text, const struct find_span *spans,
                        size_t count)
{
    size_t byte = 0;
    int64_t point = 0;
    jsonw_key(w, "pieces");
    jsonw_array(w);
    for (size_t i = 0; i < count; i++) {
        put_piece(w, take_to(text, &byte, &point, spans[i].start), 0);
        put_piece(w, take_to(text, &byte, &point, spans[i].end), (int64_t)i + 1);
    }
    put_piece(w, str_from(text, byte), 0);
    jsonw_end(w);
}

static bool is_within(const struct word_place *place, const struct find_span *spans,
                      size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (place->start < spans[i].end && spans[i].start < place->end) {
            return true;
        }
    }
    return false;
}

void shown_boxes_write(struct jsonw *w, struct str packed, const struct find_span *spans,
                       size_t count)
{
    struct word_place place = {0};
    size_t at = 0;
    jsonw_key(w, "boxes");
    jsonw_array(w);
    while (count > 0 && word_place_next(packed, &at, &place)) {
        if (is_within(&place, spans, count)) {
            jsonw_object(w);
            jsonw_member_int(w, "x", place.x0);
            jsonw_member_int(w, "y", place.y0);
            jsonw_member_int(w, "width", place.x1 > place.x0 ? place.x1 - place.x0 : 1);
            jsonw_member_int(w, "height", place.y1 > place.y0 ? place.y1 - place.y0 : 1);
            jsonw_end(w);
        }
    }
    jsonw_end(w);
}
