/* See body_custody.h. */
#include "ledger/body_custody.h"

#include "base/jsonw.h"
#include "ledger/body_need.h"

enum { COUNT_MAX = 1000000000, BUDGET_MAX = 10000 };

static enum err_code need_dec(const struct js *body, const char *key, double low, double high,
                              struct err *err)
{
    struct str text;
    double value;
    TRY(js_need_str(body, key, &text, err));
    return dec_parse(text, &value) && value >= low && value <= high
               ? ERR_OK
               : err_set(err, ERR_FORMAT, "\"%s\" must be a decimal text from %g to %g", key,
                         low, high);
}

static enum err_code need_count(const struct js *body, const char *key, int64_t least,
                                int64_t most, struct err *err)
{
    int64_t count;
    return js_need_int(body, key, least, most, &count, err);
}

static enum err_code need_texts(const struct js *body, const char *const *keys, struct err *err)
{
    for (; *keys != NULL; keys++) {
        TRY(body_need_text(body, *keys, err));
    }
    return ERR_OK;
}

static enum err_code may_hex(const struct js *body, const char *key, struct err *err)
{
    return js_member(body, key) != NULL ? body_need_hex(body, key, err) : ERR_OK;
}

enum err_code body_benchmark_sealed(const struct js *body, struct err *err)
{
    static const char *const keys[] = {"benchmark", "budget", "clusters", "commitment",
                                       "holder",    "items",  "metric",   "sensitivity",
                                       "step",      "task",   "title",    NULL};
    static const char *const benchmark_keys[] = {"digest", "id", "version", NULL};
    static const char *const benchmark_texts[] = {"id", "version", NULL};
    static const char *const texts[] = {"holder", "metric", "sensitivity",
                                        "task",   "title",  NULL};
    const struct js *benchmark = NULL;
    TRY(js_only(body, keys, err));
    TRY(js_need(body, "benchmark", JS_OBJECT, &benchmark, err));
    TRY(js_only(benchmark, benchmark_keys, err));
    TRY(body_need_hex(benchmark, "digest", err));
    TRY(need_texts(benchmark, benchmark_texts, err));
    TRY(need_count(body, "budget", 1, BUDGET_MAX, err));
    TRY(need_count(body, "clusters", 1, COUNT_MAX, err));
    TRY(need_count(body, "items", 1, COUNT_MAX, err));
    TRY(body_need_hex(body, "commitment", err));
    TRY(need_dec(body, "step", 1e-6, 1e6, err));
    return need_texts(body, texts, err);
}

enum err_code body_sealed_opened(const struct js *body, struct err *err)
{
    static const char *const keys[] = {"act",     "benchmark", "found",     "number",
                                       "purpose", "query",     "requester", "role",
                                       "run",     "tool",      NULL};
    static const char *const acts[] = {"answers scored",    "evidence issued",
                                       "evidence verified", "inputs exported",
                                       "looked for leaks",  "run",
                                       "taken out",         NULL};
    static const char *const found[] = {"as left", "changed since", "not told", "read since",
                                        NULL};
    static const char *const texts[] = {"purpose", "role", NULL};
    TRY(js_only(body, keys, err));
    TRY(body_need_word(body, "act", acts, err));
    TRY(body_need_word(body, "found", found, err));
    TRY(body_need_hex(body, "benchmark", err));
    TRY(need_count(body, "number", 1, COUNT_MAX, err));
    TRY(need_texts(body, texts, err));
    TRY(body_may_text(body, "requester", err));
    TRY(may_hex(body, "run", err));
    TRY(may_hex(body, "tool", err));
    return js_member(body, "query") != NULL ? need_count(body, "query", 1, BUDGET_MAX, err)
                                            : ERR_OK;
}

static enum err_code may_planted(const struct js *body, struct err *err)
{
    static const char *const keys[] = {"chance", "given", "of", NULL};
    const struct js *planted = NULL;
    int64_t of;
    TRY(js_may(body, "planted", JS_OBJECT, &planted, err));
    if (planted == NULL) {
        return ERR_OK;
    }
    TRY(js_only(planted, keys, err));
    TRY(js_need_int(planted, "of", 1, COUNT_MAX, &of, err));
    TRY(need_count(planted, "given", 0, of, err));
    return need_dec(planted, "chance", 0, 1, err);
}

enum err_code body_sealed_answered(const struct js *body, struct err *err)
{
    static const char *const keys[] = {"benchmark", "improved",  "planted", "query",
                                       "released",  "requester", "run",     NULL};
    static const char *const words[] = {"no", "yes", NULL};
    TRY(js_only(body, keys, err));
    TRY(body_need_hex(body, "benchmark", err));
    TRY(body_need_word(body, "improved", words, err));
    TRY(may_planted(body, err));
    TRY(need_count(body, "query", 1, BUDGET_MAX, err));
    TRY(body_need_text(body, "requester", err));
    TRY(body_need_hex(body, "run", err));
    return js_member(body, "released") != NULL ? need_dec(body, "released", -1e9, 1e9, err)
                                               : ERR_OK;
}
