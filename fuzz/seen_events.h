/* What the targets of rows of events share: the pages that were read, and what must hold of
 * each row that was found in them. */
#ifndef POLICEAI_FUZZ_SEEN_EVENTS_H
#define POLICEAI_FUZZ_SEEN_EVENTS_H

#include "base/arena.h"
#include "base/clock.h"
#include "base/utf8.h"
#include "casefile/event_rows.h"

#include <assert.h>

enum { PAGES_MAX = 16 };

struct seen {
    struct event_page pages[PAGES_MAX];
    size_t count;
};

/* A row lies in its page; its time is none or begins with a day of the calendar. `data` is the
 * struct seen. */
static inline enum err_code look(void *data, const struct event *event, struct err *err)
{
    const struct seen *seen = data;
    int64_t ignored;
    (void)err;
    assert(event->page >= 1 && (size_t)event->page <= seen->count);
    assert(event->start >= 0 && event->start <= event->end);
    assert(event->end <= (int64_t)utf8_count(seen->pages[event->page - 1].text));
    assert(event->at.n == 0 || date_parse(str_sub(event->at, 0, 10), &ignored));
    return ERR_OK;
}

/* The names of columns of that folder, PAI_REFERENCE, read once and never given back. */
static inline const struct event_columns *shipped_columns(const char *reference)
{
    static struct event_columns *columns;
    static struct arena *lasting;
    struct err err = {0};
    if (columns == NULL) {
        lasting = arena_new();
        enum err_code loaded = event_columns_load(
            lasting, arena_printf(lasting, "%s/case-file/columns.json", reference), &columns,
            &err);
        assert(loaded == ERR_OK);
    }
    return columns;
}

#endif
