#include "casefile/events.h"

#include "base/clock.h"
#include "base/mem.h"
#include "casefile_sql.h"
#include "store/db_ask.h"

#include <stdlib.h>
#include <string.h>

enum { PARTY_DIGITS = 9, PARTY_MAX = 200 };

/* WhatsApp's names of accounts are the telephone number before "@s.whatsapp.net". */
static struct str without_service(struct str text)
{
    static const struct str services[] = {{"@s.whatsapp.net", 15}, {"@c.us", 5}};
    for (size_t i = 0; i < sizeof services / sizeof services[0]; i++) {
        if (str_ends(text, services[i])) {
            return str_sub(text, 0, text.n - services[i].n);
        }
    }
    return text;
}

/* "@s.whatsapp.net A. Sample", what stands behind the number of an account: the name. */
static struct str without_account(struct str text)
{
    size_t blank = str_find(text, STR(" "));
    return !str_starts(text, STR("@")) ? text
           : blank == SIZE_MAX         ? STR("")
                                       : str_trim(str_from(text, blank));
}

struct str event_party(struct arena *arena, struct str said)
{
    struct str text = without_service(str_trim(str_sub(said, 0, PARTY_MAX)));
    if (text.n == 0) {
        return STR("");
    }
    char *out = arena_strndup(arena, text.p, text.n);
    char digits[PARTY_MAX];
    size_t count = 0;
    bool number = true;
    for (size_t i = 0; i < text.n; i++) {
        bool digit = text.p[i] >= '0' && text.p[i] <= '9';
        number = number && (digit || strchr(" +-().\t", text.p[i]) != NULL);
        if (digit) {
            digits[count++] = text.p[i];
        }
        out[i] = text.p[i] >= 'A' && text.p[i] <= 'Z' ? (char)(text.p[i] + 32) : text.p[i];
    }
    if (number && count >= PARTY_DIGITS) {
        return arena_str(arena, str_n(digits + count - PARTY_DIGITS, PARTY_DIGITS));
    }
    return number && count > 0 ? arena_str(arena, str_n(digits, count)) : str_n(out, text.n);
}

struct taking_events {
    struct db *db;
    struct arena *arena;
    int64_t document;
    int64_t rows; /* of the document so far */
};

/* "+44 7700 900123 A. Sample": the number that stands at one end and what else stands there;
 * false: no number of so many digits, or nothing else. */
static bool number_and_name(struct str said, struct str *number, struct str *name)
{
    for (int end = 0; end < 2; end++) {
        size_t n = 0;
        size_t digits = 0;
        while (n < said.n) {
            char c = end == 0 ? said.p[n] : said.p[said.n - 1 - n];
            if (strchr("0123456789 +-().", c) == NULL) {
                break;
            }
            digits += c >= '0' && c <= '9';
            n++;
        }
        if (digits >= PARTY_DIGITS && n < said.n) {
            *number = end == 0 ? str_sub(said, 0, n) : str_from(said, said.n - n);
            *name = without_account(
                str_trim(end == 0 ? str_from(said, n) : str_sub(said, 0, said.n - n)));
            return name->n > 0;
        }
    }
    return false;
}

static enum err_code add_party(struct taking_events *taking, struct str said, int64_t id,
                               struct err *err)
{
    struct str party = event_party(taking->arena, said);
    return party.n == 0 ? ERR_OK
                        : db_do(taking->db, sql_casefile_event_party_add, err, "ti", party, id);
}

/* A cell may name several, parted by ';' or line ends. */
static enum err_code add_parties(struct taking_events *taking, struct str said, int64_t id,
                                 struct err *err)
{
    for (size_t at = 0; at < said.n;) {
        size_t end = at;
        while (end < said.n && said.p[end] != ';' && said.p[end] != '\n') {
            end++;
        }
        struct str one = str_trim(str_sub(said, at, end - at));
        struct str number;
        struct str name;
        TRY(add_party(taking, one, id, err));
        if (number_and_name(one, &number, &name)) {
            TRY(add_party(taking, number, id, err));
            TRY(add_party(taking, name, id, err));
        }
        at = end + 1;
    }
    return ERR_OK;
}

static struct str there(struct str text)
{
    return text.p == NULL ? STR("") : text;
}

static enum err_code add_event(void *data, const struct event *e, struct err *err)
{
    struct taking_events *taking = data;
    int64_t id;
    taking->rows++;
    TRY(db_do(taking->db, sql_casefile_event_add, err, "iiiittttittttitt", taking->document,
              e->page, e->start, e->end, there(e->kind), there(e->at), there(e->zone),
              there(e->said), (int64_t)e->assumed, there(e->from), there(e->to),
              there(e->party), there(e->direction), e->seconds, there(e->text),
              there(e->other)));
    TRY(db_number(taking->db, sql_casefile_event_last, &id, err, ""));
    TRY(add_parties(taking, e->from, id, err));
    TRY(add_parties(taking, e->to, id, err));
    return add_parties(taking, e->party, id, err);
}

static enum err_code pages_of(struct taking_events *taking, struct event_page **pages,
                              size_t *count, struct err *err)
{
    struct db_query *query;
    bool row = false;
    size_t capacity = 0;
    struct event_page *list = NULL;
    TRY(db_ask(taking->db, sql_casefile_events_pages, &query, err, "i", taking->document));
    enum err_code code = db_step(query, &row, err);
    *count = 0;
    while (row && code == ERR_OK) {
        list = mem_grow(list, *count, &capacity, sizeof *list);
        list[(*count)++] =
            (struct event_page){.number = db_int(query, 0),
                                .label = arena_str(taking->arena, db_text(query, 1)),
                                .text = arena_str(taking->arena, db_text(query, 2)),
                                .words = arena_str(taking->arena, db_text(query, 3))};
        code = db_step(query, &row, err);
    }
    db_reset(query);
    *pages = arena_alloc(taking->arena, (*count + 1) * sizeof **pages);
    if (*count > 0) {
        memcpy(*pages, list, *count * sizeof *list);
    }
    free(list);
    return code;
}

/* A printed report of an extraction in which no rows were found: that it is no more than pages
 * is told, so that nobody takes its silence for an answer. */
static enum err_code tell_pages(struct taking_events *taking,
                                const struct event_columns *columns,
                                const struct event_page *pages, size_t count, struct err *err)
{
    enum { LOOKED_AT = 3 };
    bool report = false;
    for (size_t i = 0; i < count && i < LOOKED_AT; i++) {
        report = report || event_report_named(columns, pages[i].text);
    }
    return report ? db_do(taking->db, sql_casefile_events_as_pages, err, "it", taking->document,
                          STR("calls and messages in it were not told apart: read as pages"))
                  : ERR_OK;
}

static enum err_code take_document(struct taking_events *taking,
                                   const struct event_columns *columns, struct err *err)
{
    struct db *db = taking->db;
    struct db_query *query;
    struct event_page *pages;
    size_t count;
    bool row = false;
    TRY(db_ask(db, sql_casefile_events_kind, &query, err, "i", taking->document));
    TRY(db_step(query, &row, err));
    struct str kind = row ? arena_str(taking->arena, db_text(query, 0)) : STR("");
    db_reset(query);
    TRY(db_do(db, sql_casefile_events_drop_parties, err, "i", taking->document));
    TRY(db_do(db, sql_casefile_events_drop, err, "i", taking->document));
    if (event_rows_of(kind)) {
        TRY(pages_of(taking, &pages, &count, err));
        taking->rows = 0;
        TRY(event_rows_read(columns, kind, pages, count, add_event, taking, err));
        if (taking->rows == 0 && event_rows_printed(kind)) {
            TRY(tell_pages(taking, columns, pages, count, err));
        }
    }
    return db_do(db, sql_casefile_events_taken, err, "i", taking->document);
}

static enum err_code take_some(struct taking_events *taking,
                               const struct event_columns *columns, struct err *err)
{
    enum { AT_ONCE = 200, ENOUGH_MS = 200 };
    int64_t began = clock_monotonic_ms();
    for (int i = 0; i < AT_ONCE && clock_monotonic_ms() - began < ENOUGH_MS; i++) {
        TRY(db_number(taking->db, sql_casefile_events_to_take, &taking->document, err, ""));
        if (taking->document == 0) {
            break;
        }
        TRY(take_document(taking, columns, err));
        arena_reset(taking->arena);
    }
    return ERR_OK;
}

static enum err_code take_all(struct taking_events *taking, const struct event_columns *columns,
                              bool (*stopped)(void), struct err *err)
{
    enum err_code code = ERR_OK;
    taking->document = 1;
    while (code == ERR_OK && taking->document != 0 && !(stopped != NULL && stopped())) {
        TRY(db_begin(taking->db, err));
        code = take_some(taking, columns, err);
        if (code == ERR_OK) {
            code = db_commit(taking->db, err);
        }
        if (code != ERR_OK) {
            db_rollback(taking->db);
        }
    }
    return code;
}

enum err_code events_take(struct db *db, const char *columns, bool (*stopped)(void),
                          struct err *err)
{
    struct taking_events taking = {.db = db, .arena = arena_new()};
    struct arena *lasting = arena_new();
    struct event_columns *known;
    enum err_code code = event_columns_load(lasting, columns, &known, err);
    if (code == ERR_OK) {
        code = take_all(&taking, known, stopped, err);
    }
    arena_free(taking.arena);
    arena_free(lasting);
    return code;
}

enum err_code events_show(struct db *db, const struct events_asked *asked,
                          void (*show)(void *data, const struct shown_event *event), void *data,
                          struct err *err)
{
    struct db_query *query;
    bool row = false;
    int64_t held = 0;
    TRY(db_number(db, sql_casefile_events_held, &held, err, ""));
    if (held == 0) {
        err_set(err, ERR_NOT_FOUND, "the case file is of an earlier version and has no events");
        err_hint(err, "policeai case read, as it was made, adds them without reading anew");
        return ERR_NOT_FOUND;
    }
    struct arena *arena = arena_new();
    struct str with = event_party(arena, asked->with);
    enum err_code code = db_ask(db, sql_casefile_events, &query, err, "ttti", with, asked->from,
                                asked->until, asked->max);
    code = code == ERR_OK ? db_step(query, &row, err) : code;
    while (row && code == ERR_OK) {
        const struct shown_event event = {.document = db_int(query, 0),
                                          .event = {.page = db_int(query, 1),
                                                    .start = db_int(query, 2),
                                                    .end = db_int(query, 3),
                                                    .kind = db_text(query, 4),
                                                    .at = db_text(query, 5),
                                                    .zone = db_text(query, 6),
                                                    .said = db_text(query, 7),
                                                    .assumed = db_int(query, 8) != 0,
                                                    .from = db_text(query, 9),
                                                    .to = db_text(query, 10),
                                                    .party = db_text(query, 11),
                                                    .direction = db_text(query, 12),
                                                    .seconds = db_int(query, 13),
                                                    .text = db_text(query, 14),
                                                    .other = db_text(query, 15)},
                                          .path = db_text(query, 16)};
        show(data, &event);
        code = db_step(query, &row, err);
    }
    if (code == ERR_OK) {
        db_reset(query);
    }
    arena_free(arena);
    return code;
}
