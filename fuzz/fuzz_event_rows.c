/* Rows of calls and messages in pages: the first byte tells the kind of document, a form feed
 * parts pages. Each place lies in its page, one after the other; each time is none or a day of
 * the calendar. */
#include "seen_events.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    static const char *const kinds[] = {"table", "excel", "text", "phone-report", "web-page"};
    struct err err = {0};
    struct seen seen = {.count = 0};
    struct str rest = str_n((const char *)data, size);
    struct str text;
    if (size < 2 || !utf8_valid(str_from(rest, 1))) {
        return 0;
    }
    struct str kind = str_of(kinds[data[0] % 5]);
    rest = str_from(rest, 1);
    while (seen.count < PAGES_MAX && str_split(&rest, '\f', &text)) {
        seen.pages[seen.count] = (struct event_page){.number = (int64_t)seen.count + 1,
                                                     .label = STR("sheet A, rows 1 to 9"),
                                                     .text = text};
        seen.count++;
    }
    enum err_code code = event_rows_read(shipped_columns(PAI_REFERENCE), kind, seen.pages,
                                         seen.count, look, &seen, &err);
    assert(code == ERR_OK);
    return 0;
}
