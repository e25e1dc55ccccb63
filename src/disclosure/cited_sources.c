#include "disclosure/cited_sources.h"

/* NULL: none of that id. */
static const struct js *source_of(const struct js *root, struct str id)
{
    const struct js *list = js_member(root, "sources");
    for (size_t i = 0; list != NULL && i < list->array.count; i++) {
        if (str_eq(js_text(&list->array.items[i], "id"), id)) {
            return &list->array.items[i];
        }
    }
    return NULL;
}

/* YYYY-MM-DD by its form: no calendar is asked. */
static bool is_day(struct str text)
{
    static const char form[] = "0000-00-00";
    bool fits = text.n == sizeof form - 1;
    for (size_t i = 0; fits && i < text.n; i++) {
        bool digit = text.p[i] >= '0' && text.p[i] <= '9';
        fits = form[i] == '0' ? digit : text.p[i] == form[i];
    }
    return fits;
}

static enum err_code check_source(const struct js *source, struct err *err)
{
    static const char *const keys[] = {"says", "address", "how"};
    struct str text;
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        TRY(js_need_str(source, keys[i], &text, err));
    }
    TRY(js_need_str(source, "kind", &text, err));
    if (!str_is(text, "primary") && !str_is(text, "secondary")) {
        return err_set(err, ERR_FORMAT, "\"kind\" is primary or secondary");
    }
    TRY(js_need_str(source, "read_on", &text, err));
    return is_day(text) ? ERR_OK
                        : err_set(err, ERR_FORMAT, "\"read_on\" is a day like 2026-01-31");
}

enum err_code cited_sources_check(const struct js *root, struct err *err)
{
    const struct js *list = NULL;
    struct str id;
    TRY(js_may(root, "sources", JS_ARRAY, &list, err));
    for (size_t i = 0; list != NULL && i < list->array.count; i++) {
        const struct js *source = &list->array.items[i];
        TRY(js_need_str(source, "id", &id, err));
        enum err_code code =
            source_of(root, id) == source
                ? check_source(source, err)
                : err_set(err, ERR_FORMAT, "two sources have this id: give each its own");
        if (code != ERR_OK) {
            err_prefix(err, "source \"%.*s\"", STR_ARG(str_sub(id, 0, 40)));
            return code;
        }
    }
    return ERR_OK;
}

struct cited {
    size_t count, primary;
};

static enum err_code count_sources(const struct js *root, const struct js *entry,
                                   struct cited *cited, struct err *err)
{
    const struct js *list = NULL;
    *cited = (struct cited){.count = 0};
    TRY(js_may(entry, "sources", JS_ARRAY, &list, err));
    for (size_t i = 0; list != NULL && i < list->array.count; i++) {
        const struct js *id = &list->array.items[i];
        const struct js *source = id->type == JS_STRING ? source_of(root, id->string) : NULL;
        if (source == NULL) {
            return err_set(err, ERR_FORMAT,
                           "\"sources\": %zu names no source of this file: add it", i + 1);
        }
        for (size_t k = 0; k < i; k++) {
            if (str_eq(list->array.items[k].string, id->string)) {
                return err_set(err, ERR_FORMAT, "\"sources\": %zu stands there twice", i + 1);
            }
        }
        cited->count++;
        cited->primary += js_is(js_member(source, "kind"), "primary");
    }
    return ERR_OK;
}

static enum err_code check_entry(const struct js *root, const struct js *entry, struct err *err)
{
    struct str verified = STR("no");
    struct str number = STR("");
    struct str wording = STR("");
    struct cited cited;
    TRY(js_may_str(entry, "verified", &verified, err));
    TRY(js_may_str(entry, "number", &number, err));
    TRY(js_may_str(entry, "wording", &wording, err));
    TRY(count_sources(root, entry, &cited, err));
    if (str_is(verified, "yes")) {
        return cited.primary > 0
                   ? ERR_OK
                   : err_set(err, ERR_FORMAT,
                             "\"verified\" is yes: name a primary source in \"sources\"");
    }
    if (str_is(verified, "secondary")) {
        return cited.count > 1 ? ERR_OK
                               : err_set(err, ERR_FORMAT,
                                         "\"verified\" is secondary: name two sources or more");
    }
    if (!str_is(verified, "no")) {
        return err_set(err, ERR_FORMAT, "\"verified\" is yes, secondary or no");
    }
    if (number.n > 0 || wording.n > 0) {
        return err_set(err, ERR_FORMAT,
                       "\"number\" and \"wording\" stay empty while \"verified\" is no: say "
                       "where they were read");
    }
    return ERR_OK;
}

enum err_code cited_entry_check(const struct js *root, const char *name, size_t number,
                                const struct js *entry, struct err *err)
{
    enum err_code code = check_entry(root, entry, err);
    if (code != ERR_OK) {
        err_prefix(err, "\"%s\": %zu (%.*s)", name, number,
                   STR_ARG(str_sub(js_text(entry, "id"), 0, 40)));
    }
    return code;
}

enum err_code cited_headings_check(const struct js *root, const char *name,
                                   const struct js *paper, const char *key, size_t headings,
                                   struct err *err)
{
    const struct js *list = NULL;
    TRY(js_may(paper, key, JS_ARRAY, &list, err));
    if (list == NULL) {
        return ERR_OK;
    }
    if (list->array.count != headings) {
        return err_set(err, ERR_FORMAT, "\"%s\": \"%s\" are %zu, one a heading, not %zu", name,
                       key, headings, list->array.count);
    }
    for (size_t i = 0; i < headings; i++) {
        const struct js *id = &list->array.items[i];
        if (id->type != JS_STRING ||
            (!str_is(id->string, "no") && source_of(root, id->string) == NULL)) {
            return err_set(err, ERR_FORMAT,
                           "\"%s\": \"%s\": %zu is neither \"no\" nor a source of this file",
                           name, key, i + 1);
        }
    }
    return ERR_OK;
}
