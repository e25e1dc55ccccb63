/* Rows of calls and messages on a page of print, and again on a page like it: its text, a form
 * feed, and where its words stand (casefile/word_places.h). Each place lies in its page; each
 * time is none or a day of the calendar. */
#include "seen_events.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

enum { TIMES = 2 };

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    struct err err = {0};
    struct seen seen = {.count = 0};
    struct str rest = str_n((const char *)data, size);
    struct str text;
    if (!str_split(&rest, '\f', &text) || !utf8_valid(text)) {
        return 0;
    }
    for (; seen.count < TIMES; seen.count++) {
        seen.pages[seen.count] = (struct event_page){
            .number = (int64_t)seen.count + 1, .label = STR(""), .text = text, .words = rest};
    }
    enum err_code code = event_rows_read(shipped_columns(PAI_REFERENCE), STR("pdf"), seen.pages,
                                         seen.count, look, &seen, &err);
    assert(code == ERR_OK);
    return 0;
}
