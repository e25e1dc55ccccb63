/* See span_check.h. */
#include "task/span/span_check.h"

enum err_code span_check(const struct js *span, int64_t length, struct err *err)
{
    int64_t start;
    int64_t end;
    TRY(js_need_int(span, "start", 0, length, &start, err));
    TRY(js_need_int(span, "end", 0, length, &end, err));
    if (end <= start) {
        return err_set(err, ERR_FORMAT, "\"end\" must be more than \"start\"");
    }
    return ERR_OK;
}
