/* See text_pieces.h. */
#include "desk/text_pieces.h"

#include "base/utf8.h"

enum err_code text_pieces_open(struct desk *desk, struct text_pieces *pieces, struct err *err)
{
    TRY(desk_policy(desk, &pieces->policy, err));
    TRY(case_cast_list(desk->folder, desk->arena, &pieces->people, err));
    return desk_need(desk, &pieces->need, err);
}

const char *text_pieces_act(const struct text_pieces *pieces, const struct case_mark *mark)
{
    struct case_act act = case_mark_act(&pieces->policy, &pieces->people, mark);
    return case_mark_is_doubt(mark, pieces->need) ? "doubt" : act.keep ? "keep" : "redact";
}

static struct str take_to(struct text_pieces *pieces, int64_t index)
{
    size_t from = pieces->at;
    uint32_t c;
    while (pieces->index < index && utf8_next(pieces->text, &pieces->at, &c)) {
        pieces->index++;
    }
    return str_sub(pieces->text, from, pieces->at - from);
}

static void write_plain(struct text_pieces *pieces, int64_t to)
{
    struct str plain = take_to(pieces, to);
    if (plain.n > 0) {
        jsonw_object(pieces->w);
        jsonw_member_str(pieces->w, "text", plain);
        jsonw_end(pieces->w);
    }
}

static void write_piece(struct text_pieces *pieces, const struct case_mark *mark, int64_t end)
{
    struct jsonw *w = pieces->w;
    jsonw_object(w);
    jsonw_member_int(w, "mark", mark->id);
    jsonw_member_str(w, "text", take_to(pieces, end));
    jsonw_member_str(w, "label", mark->label);
    jsonw_member(w, "act", text_pieces_act(pieces, mark));
    jsonw_end(w);
}

void text_pieces_write(struct text_pieces *pieces, const struct case_marks *marks, int64_t end)
{
    int64_t start = pieces->index;
    jsonw_key(pieces->w, "pieces");
    jsonw_array(pieces->w);
    for (size_t i = 0; i < marks->count;) {
        const struct case_mark *mark = &marks->items[i];
        int64_t last = mark->end;
        for (i++; i < marks->count && marks->items[i].start < last; i++) {
            last = marks->items[i].end > last ? marks->items[i].end : last;
        }
        if (last <= start || mark->start >= end || mark->end == mark->start) {
            continue;
        }
        write_plain(pieces, mark->start);
        write_piece(pieces, mark, last < end ? last : end);
    }
    write_plain(pieces, end);
    jsonw_end(pieces->w);
}
