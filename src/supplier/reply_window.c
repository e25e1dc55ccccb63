/* See reply_window.h. */
#include "supplier/reply_window.h"

#include "registry/reference_file.h"

enum { DAY = 86400, DAYS_MAX = 366 };

static enum err_code take(struct arena *arena, const struct js *json, void *made,
                          struct err *err)
{
    static const char *const keys[] = {"checked", "days", "id", "source", NULL};
    struct reply_window *window = made;
    (void)arena;
    TRY(js_only(json, keys, err));
    TRY(js_need_int(json, "days", 1, DAYS_MAX, &window->days, err));
    TRY(js_need_str(json, "source", &window->source, err));
    return window->source.n > 0
               ? ERR_OK
               : err_set(err, ERR_FORMAT, "\"source\" does not say whose it is");
}

enum err_code reply_window_load(struct arena *arena, const char *reference,
                                struct reply_window *window, struct err *err)
{
    return reference_read(arena, arena_printf(arena, "%s/supplier-reply.json", reference), take,
                          window, err);
}

void reply_window_until(char until[DATE_SIZE], const struct reply_window *window, int64_t now)
{
    date_format(until, now + window->days * DAY);
}

bool reply_window_closed(struct str until, int64_t now)
{
    int64_t day;
    if (!date_parse(until, &day)) {
        BUG("a window ends on no date");
    }
    return now >= day + DAY;
}
