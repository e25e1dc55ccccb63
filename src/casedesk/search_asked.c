/* See search_asked.h. */
#include "casedesk/search_asked.h"

#include "base/clock.h"

static const struct {
    const char *name;
    size_t at;
} fields[SEARCH_FIELDS] = {{"q", offsetof(struct search_asked, words)},
                           {"kind", offsetof(struct search_asked, bounds.kind)},
                           {"fate", offsetof(struct search_asked, bounds.fate)},
                           {"source", offsetof(struct search_asked, bounds.source)},
                           {"sent_from", offsetof(struct search_asked, bounds.sent_from)},
                           {"sent_to", offsetof(struct search_asked, bounds.sent_to)},
                           {"from", offsetof(struct search_asked, bounds.from)},
                           {"to", offsetof(struct search_asked, bounds.to)},
                           {"folder", offsetof(struct search_asked, bounds.folder)}};

struct str *search_asked_field(struct search_asked *asked, size_t i)
{
    return (struct str *)((char *)asked + fields[i].at);
}

const char *search_asked_name(size_t i)
{
    return fields[i].name;
}

void search_asked_take(struct desk *desk, struct str form, struct search_asked *asked)
{
    for (size_t i = 0; i < SEARCH_FIELDS; i++) {
        *search_asked_field(asked, i) = desk_field(desk, form, fields[i].name, WORDS_MAX);
    }
}

bool search_asked_is_bound(struct search_asked *asked)
{
    for (size_t i = 1; i < SEARCH_FIELDS; i++) {
        if (search_asked_field(asked, i)->n > 0) {
            return true;
        }
    }
    return false;
}

bool search_asked_is_some(struct search_asked *asked)
{
    return asked->words.n > 0 || search_asked_is_bound(asked);
}

static enum err_code check_day(struct str day, struct err *err)
{
    int64_t seconds;
    if (day.n > 0 && !date_parse(day, &seconds)) {
        err_set(err, ERR_INVALID, "\"%.*s\" is no day", STR_ARG(str_sub(day, 0, 40)));
        err_hint(err, "a day is written as 2026-03-31");
        return ERR_INVALID;
    }
    return ERR_OK;
}

enum err_code search_asked_find(struct desk *desk, struct search_asked *asked, int64_t max,
                                struct find_hits *hits, struct err *err)
{
    TRY(check_day(asked->bounds.sent_from, err));
    TRY(check_day(asked->bounds.sent_to, err));
    return find_pages(desk->db, desk->arena, asked->words, &asked->bounds, max, hits, err);
}
