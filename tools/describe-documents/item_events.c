#include "item_events.h"

#include "base/month.h"
#include "tellable.h"

enum { DAY_SIZE = 10, CLOCK_END = 16, FIGURES_MAX = 12, NAMED_MAX = 5, NAME_MAX = 80 };

static int64_t number_of(const struct described *document, const char *fact)
{
    struct str said = js_text(document->facts, fact);
    int64_t number = 0;
    for (size_t i = 0; i < said.n && i < FIGURES_MAX; i++) {
        if (said.p[i] < '0' || said.p[i] > '9') {
            return 0;
        }
        number = number * 10 + said.p[i] - '0';
    }
    return number;
}

bool item_events_known(const struct described *document)
{
    return number_of(document, "event count") > 0;
}

bool item_events_of_calls(const struct described *document)
{
    return item_events_known(document) &&
           (str_is(document->kind, "table") || str_is(document->kind, "excel")) &&
           number_of(document, "event calls") == number_of(document, "event count");
}

/* "3 March 2026 at 17:58" of "2026-03-03T17:58:12"; what is no such moment as it stands. */
static void put_moment(struct strbuf *out, struct str at)
{
    static const struct str form = {"dddd-dd-dd", DAY_SIZE};
    bool day = at.n >= DAY_SIZE;
    for (size_t i = 0; day && i < DAY_SIZE; i++) {
        day = form.p[i] == '-' ? at.p[i] == '-' : at.p[i] >= '0' && at.p[i] <= '9';
    }
    int month = day ? (at.p[5] - '0') * 10 + at.p[6] - '0' : 0;
    if (month < 1 || month > 12) {
        strbuf_str(out, at);
        return;
    }
    strbuf_printf(out, "%d %s %.4s", (at.p[8] - '0') * 10 + at.p[9] - '0', month_name(month),
                  at.p);
    if (at.n >= CLOCK_END) {
        strbuf_printf(out, " at %.5s", at.p + DAY_SIZE + 1);
    }
}

static void put_when(const struct described *document, struct strbuf *out)
{
    struct str first = js_text(document->facts, "event first");
    struct str last = js_text(document->facts, "event last");
    if (first.n == 0) {
        return;
    }
    bool clocks = first.n >= CLOCK_END && last.n >= CLOCK_END;
    bool one_day = clocks && str_eq(str_sub(first, 0, DAY_SIZE), str_sub(last, 0, DAY_SIZE));
    strbuf_puts(out, str_eq(first, last) ? ", " : one_day ? ", on " : ", from ");
    put_moment(out, first);
    if (one_day && !str_eq(first, last)) {
        strbuf_printf(out, " to %.5s", last.p + DAY_SIZE + 1);
    } else if (!str_eq(first, last)) {
        strbuf_puts(out, " to ");
        put_moment(out, last);
    }
}

/* The most frequent of them, a line each. */
static void put_who(const struct described *document, struct strbuf *out)
{
    struct str rest = js_text(document->facts, "event parties");
    struct str name;
    struct str names[NAMED_MAX];
    int64_t all = number_of(document, "event party count");
    size_t count = 0;
    while (document->sensitive->count == 0 && count < NAMED_MAX &&
           str_split(&rest, '\n', &name)) {
        if (name.n > 0 && name.n <= NAME_MAX && tellable_name(document, name)) {
            names[count++] = name;
        }
    }
    if (count == 0) {
        return;
    }
    int64_t others = all > (int64_t)count ? all - (int64_t)count : 0;
    strbuf_puts(out, count == 1 && others == 0 ? ", of " : ", between ");
    for (size_t i = 0; i < count; i++) {
        bool last = i + 1 == count && others == 0;
        strbuf_puts(out, i == 0 ? "" : last ? " and " : ", ");
        strbuf_str(out, names[i]);
    }
    if (others > 0) {
        strbuf_printf(out, " and %lld other%s", (long long)others, others == 1 ? "" : "s");
    }
}

void item_events_put(const struct described *document, struct strbuf *out)
{
    int64_t count = number_of(document, "event count");
    int64_t calls = number_of(document, "event calls");
    int64_t messages = number_of(document, "event messages");
    int64_t rest = count - calls - messages;
    if (count <= 0 || rest < 0) {
        return;
    }
    bool one = count == 1;
    strbuf_printf(out, "%lld ", (long long)count);
    if (rest > 0) {
        strbuf_puts(out, one ? "entry" : "entries");
    } else if (messages == 0) {
        strbuf_puts(out, one ? "call" : "calls");
    } else {
        strbuf_puts(out, calls > 0 ? "calls and messages" : one ? "message" : "messages");
    }
    put_when(document, out);
    put_who(document, out);
}
