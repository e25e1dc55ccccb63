/* Rows of calls and messages on a page of print, and again on a page like it: its text, a form
 * feed, and where its words stand (casefile/word_places.h). Each place lies in its page; each
 * time is none or a day of the calendar. */
#include "base/arena.h"
#include "base/clock.h"
#include "base/utf8.h"
#include "casefile/event_rows.h"

#include <assert.h>

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

enum { PAGES_MAX = 2 };

struct seen {
    struct event_page pages[PAGES_MAX];
    size_t count;
};

static enum err_code look(void *data, const struct event *event, struct err *err)
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

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    static struct event_columns *columns;
    static struct arena *lasting;
    struct err err = {0};
    struct seen seen = {.count = 0};
    struct str rest = str_n((const char *)data, size);
    struct str text;
    if (columns == NULL) {
        lasting = arena_new();
        enum err_code loaded = event_columns_load(
            lasting, PAI_REFERENCE "/case-file/columns.json", &columns, &err);
        assert(loaded == ERR_OK);
    }
    if (!str_split(&rest, '\f', &text) || !utf8_valid(text)) {
        return 0;
    }
    for (; seen.count < PAGES_MAX; seen.count++) {
        seen.pages[seen.count] = (struct event_page){
            .number = (int64_t)seen.count + 1, .label = STR(""), .text = text, .words = rest};
    }
    enum err_code code =
        event_rows_read(columns, STR("pdf"), seen.pages, seen.count, look, &seen, &err);
    assert(code == ERR_OK);
    return 0;
}
