/* See number_list.h. */
#include "casefolder/number_list.h"

#define NUMBER_MAX ((uint64_t)1 << 40)

void number_list_add(struct strbuf *out, const int64_t *numbers, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        strbuf_printf(out, "%s%lld", out->n > 0 ? " " : "", (long long)numbers[i]);
    }
}

enum err_code number_list_read(struct arena *arena, struct str text, size_t group,
                               int64_t **numbers, size_t *count, struct err *err)
{
    struct str part;
    *count = 0;
    *numbers = arena_alloc(arena, (text.n / 2 + 2) * sizeof **numbers);
    for (struct str rest = text; rest.n > 0 && str_split(&rest, ' ', &part);) {
        bool negative = part.n > 0 && part.p[0] == '-';
        uint64_t value;
        if (!str_to_u64(negative ? str_from(part, 1) : part, NUMBER_MAX, &value)) {
            return err_set(err, ERR_FORMAT, "number %zu of a place is none", *count + 1);
        }
        (*numbers)[(*count)++] = negative ? -(int64_t)value : (int64_t)value;
    }
    return *count % group == 0 ? ERR_OK
                               : err_set(err, ERR_FORMAT, "a place has %zu numbers", *count);
}
