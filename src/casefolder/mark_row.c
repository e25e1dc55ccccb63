/* See mark_row.h. */
#include "casefolder/mark_row.h"

#include "base/mem.h"
#include "casefolder/number_list.h"
#include "casefolder/text_fold.h"

enum { SIDES = 4 };

/* The case wrote them itself: a place that is none is no place. */
static struct case_place read_place(struct arena *arena, int64_t page, struct str text)
{
    struct err ignored;
    int64_t *numbers;
    size_t count;
    if (number_list_read(arena, text, SIDES, &numbers, &count, &ignored) != ERR_OK) {
        count = 0;
    }
    struct case_box *boxes = arena_alloc(arena, (count / SIDES + 1) * sizeof *boxes);
    for (size_t i = 0; i < count / SIDES; i++) {
        const int64_t *n = numbers + i * SIDES;
        boxes[i] = (struct case_box){n[0], n[1], n[2], n[3]};
    }
    return (struct case_place){page, boxes, count / SIDES};
}

void mark_row_read(struct arena *arena, struct db_query *query, struct case_mark *mark)
{
    *mark = (struct case_mark){.id = db_int(query, 0),
                               .file = db_int(query, 1),
                               .start = db_int(query, 2),
                               .end = db_int(query, 3),
                               .label = arena_str(arena, db_text(query, 4)),
                               .text = arena_str(arena, db_text(query, 5)),
                               .likeness = arena_str(arena, db_text(query, 6)),
                               .confidence =
                                   db_is_null(query, 7) ? CONFIDENCE_UNKNOWN : db_int(query, 7),
                               .source = arena_str(arena, db_text(query, 8)),
                               .uncertain = db_int(query, 9) != 0,
                               .person = db_is_null(query, 10) ? 0 : db_int(query, 10),
                               .link = arena_str(arena, db_text(query, 11)),
                               .verdict = arena_str(arena, db_text(query, 12)),
                               .readers = db_int(query, 13),
                               .last = db_int(query, 14),
                               .line = db_int(query, 15),
                               .lead = arena_str(arena, db_text(query, 16))};
    int64_t page = db_is_null(query, 17) ? 0 : db_int(query, 17);
    mark->place = read_place(arena, page, db_text(query, 18));
}

enum err_code mark_rows_read(struct arena *arena, struct db_query *query,
                             struct case_marks *marks, struct err *err)
{
    struct case_mark *items = NULL;
    size_t capacity = 0;
    bool row = false;
    *marks = (struct case_marks){0};
    enum err_code code = db_step(query, &row, err);
    while (code == ERR_OK && row) {
        items = mem_grow(items, marks->count, &capacity, sizeof *items);
        mark_row_read(arena, query, &items[marks->count++]);
        code = db_step(query, &row, err);
    }
    marks->items = arena_alloc(arena, (marks->count + 1) * sizeof *items);
    if (items != NULL) {
        memcpy(marks->items, items, marks->count * sizeof *items);
    }
    free(items);
    db_reset(query);
    return code;
}

struct str mark_likeness(struct arena *arena, struct str label, struct str text)
{
    struct strbuf out;
    strbuf_init(&out, label.n + 4 * text.n + 16);
    strbuf_str(&out, label);
    strbuf_putc(&out, ' ');
    text_fold(&out, text);
    struct str likeness = arena_str(arena, strbuf_view(&out));
    strbuf_release(&out);
    return likeness;
}
