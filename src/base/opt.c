/* Options; see opt.h. */
#include "base/opt.h"

#include "base/str.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { OPTIONS_GIVEN_MAX = 64 }; /* more than any table has */

static const struct opt *find_name(const struct opt *table, struct str name)
{
    for (; table->name != NULL; table++) {
        if (str_is(name, table->name)) {
            return table;
        }
    }
    return NULL;
}

static const struct opt *find_letter(const struct opt *table, char letter)
{
    for (; table->name != NULL; table++) {
        if (table->letter == letter) {
            return table;
        }
    }
    return NULL;
}

static enum err_code store_real(const struct opt *opt, char *at, const char *text,
                                struct err *err)
{
    char *end;
    double number = strtod(text, &end);
    if (end == text || *end != '\0' || !isfinite(number) || number < (double)opt->min ||
        number > (double)opt->max) {
        return err_set(err, ERR_USAGE, "--%s takes a number from %lld to %lld, not \"%s\"",
                       opt->name, (long long)opt->min, (long long)opt->max, text);
    }
    memcpy(at, &number, sizeof number);
    return ERR_OK;
}

static enum err_code store(const struct opt *opt, void *values, const char *text,
                           struct err *err)
{
    char *at = (char *)values + opt->offset;
    if (opt->kind == OPT_TEXT) {
        memcpy(at, &text, sizeof text);
        return ERR_OK;
    }
    if (opt->kind == OPT_REAL) {
        return store_real(opt, at, text, err);
    }
    int64_t number;
    if (!str_to_i64(str_of(text), &number) || number < opt->min || number > opt->max) {
        return err_set(err, ERR_USAGE,
                       "--%s takes a whole number from %lld to %lld, not \"%s\"", opt->name,
                       (long long)opt->min, (long long)opt->max, text);
    }
    memcpy(at, &number, sizeof number);
    return ERR_OK;
}

/* The options that were given, so far, with a value. */
struct given {
    const struct opt *items[OPTIONS_GIVEN_MAX];
    size_t count;
};

/* The last of two values would hold and the first would be lost without a word. */
static enum err_code check_once(const struct opt *opt, struct given *given, struct err *err)
{
    for (size_t i = 0; i < given->count; i++) {
        if (given->items[i] == opt) {
            err_set(err, ERR_USAGE, "--%s is given twice; it takes one value", opt->name);
            err_hint(err, "nothing was done: give one, or run the command once for each");
            return ERR_USAGE;
        }
    }
    if (given->count < OPTIONS_GIVEN_MAX) {
        given->items[given->count++] = opt;
    }
    return ERR_OK;
}

/* Handles the option at argv[*i] and its value. */
static enum err_code take(const struct opt *table, void *values, int argc, char **argv, int *i,
                          struct given *given, struct err *err)
{
    const char *word = argv[*i];
    const char *equals = word[1] == '-' ? strchr(word, '=') : NULL;
    const struct opt *opt;
    if (word[1] == '-') {
        struct str name = str_of(word + 2);
        name.n = equals != NULL ? (size_t)(equals - word) - 2 : name.n;
        opt = find_name(table, name);
    } else {
        opt = word[2] == '\0' ? find_letter(table, word[1]) : NULL;
    }
    if (opt == NULL) {
        return err_set(err, ERR_USAGE, "unknown option %s", word);
    }
    if (opt->kind == OPT_FLAG) {
        if (equals != NULL) {
            return err_set(err, ERR_USAGE, "--%s takes no value", opt->name);
        }
        bool yes = true;
        memcpy((char *)values + opt->offset, &yes, sizeof yes);
        return ERR_OK;
    }
    if (equals == NULL && *i + 1 >= argc) {
        return err_set(err, ERR_USAGE, "--%s needs a value: %s", opt->name, opt->value);
    }
    TRY(check_once(opt, given, err));
    return store(opt, values, equals != NULL ? equals + 1 : argv[++*i], err);
}

enum err_code opt_parse(const struct opt *table, void *values, int argc, char **argv,
                        const char **words, size_t *count, struct err *err)
{
    bool ended = false;
    struct given given = {.count = 0};
    *count = 0;
    for (int i = 0; i < argc; i++) {
        if (ended || argv[i][0] != '-' || argv[i][1] == '\0') {
            words[(*count)++] = argv[i];
        } else if (strcmp(argv[i], "--") == 0) {
            ended = true;
        } else {
            TRY(take(table, values, argc, argv, &i, &given, err));
        }
    }
    return ERR_OK;
}

void opt_help(struct strbuf *out, const struct opt *table)
{
    for (; table->name != NULL; table++) {
        char left[64];
        struct strbuf name;
        strbuf_init(&name, sizeof left);
        strbuf_printf(&name, "--%s%s%s", table->name, table->value != NULL ? " " : "",
                      table->value != NULL ? table->value : "");
        if (table->letter != 0) {
            strbuf_printf(&name, ", -%c", table->letter);
        }
        strbuf_printf(out, "  %-26s %s\n", name.p, table->help);
        strbuf_release(&name);
    }
}
