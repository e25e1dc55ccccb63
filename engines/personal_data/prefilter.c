/* hs/hs.h is included here alone; see prefilter.h. */
#include "personal_data/prefilter.h"

#include "base/mem.h"

#include <hs/hs.h>
#include <stdlib.h>

struct prefilter {
    const struct detect_rule *const *rules;
    size_t count;
    hs_database_t *database;
    hs_scratch_t *scratch;
};

/* U+017F and U+212A: to a pattern without regard to case they are s and k, to an anchor they
 * are bytes like any other. A text with one of them is searched everywhere. */
static const char folds_to_ascii[] = "\\xc5\\xbf|\\xe2\\x84\\xaa";

struct pass {
    bool everywhere;
    const struct prefilter *prefilter;
    struct windows *windows;
};

static enum err_code compile(struct prefilter *prefilter, const char **patterns,
                             unsigned *flags, unsigned *ids, unsigned count, struct err *err)
{
    /* All zero: tuned for no processor, no instructions beyond the least. */
    hs_platform_info_t platform = {0};
    hs_compile_error_t *wrong = NULL;
    if (hs_compile_multi(patterns, flags, ids, count, HS_MODE_BLOCK, &platform,
                         &prefilter->database, &wrong) != HS_SUCCESS) {
        int at = wrong->expression;
        enum err_code code =
            err_set(err, ERR_INVALID, "anchor of a rule for personal data \"%s\": %s",
                    at >= 0 ? patterns[at] : "(all)", wrong->message);
        hs_free_compile_error(wrong);
        return code;
    }
    if (hs_alloc_scratch(prefilter->database, &prefilter->scratch) != HS_SUCCESS) {
        return err_set(err, ERR_LIMIT, "no memory for the anchors of rules");
    }
    return ERR_OK;
}

enum err_code prefilter_new(struct prefilter **out, const struct detect_rule *const *rules,
                            size_t count, struct err *err)
{
    struct prefilter *prefilter = xcalloc(1, sizeof *prefilter);
    const char **patterns = xcalloc(count + 1, sizeof *patterns);
    unsigned *flags = xcalloc(count + 1, sizeof *flags);
    unsigned *ids = xcalloc(count + 1, sizeof *ids);
    unsigned anchors = 1;
    prefilter->rules = rules;
    prefilter->count = count;
    patterns[0] = folds_to_ascii;
    ids[0] = (unsigned)count;
    for (size_t i = 0; i < count; i++) {
        if (rules[i]->anchor != NULL) {
            patterns[anchors] = rules[i]->anchor;
            ids[anchors++] = (unsigned)i;
        }
    }
    enum err_code code = compile(prefilter, patterns, flags, ids, anchors, err);
    free(patterns);
    free(flags);
    free(ids);
    if (code != ERR_OK) {
        prefilter_free(prefilter);
        return code;
    }
    *out = prefilter;
    return ERR_OK;
}

void prefilter_free(struct prefilter *prefilter)
{
    if (prefilter == NULL) {
        return;
    }
    hs_free_scratch(prefilter->scratch);
    hs_free_database(prefilter->database);
    free(prefilter);
}

/* Ends of one anchor come in ascending order, so only the last window can grow. */
static int on_anchor(unsigned id, unsigned long long from, unsigned long long to,
                     unsigned flags, void *context)
{
    struct pass *pass = context;
    if (id == pass->prefilter->count) {
        pass->everywhere = true;
        return 1;
    }
    struct windows *windows = &pass->windows[id];
    size_t end = (size_t)to;
    size_t reach = pass->prefilter->rules[id]->reach;
    size_t start = end > reach ? end - reach : 0;
    (void)from;
    (void)flags;
    if (windows->count > 0 && start <= windows->items[windows->count - 1].to) {
        windows->items[windows->count - 1].to = end;
        return 0;
    }
    windows->items =
        mem_grow(windows->items, windows->count, &windows->capacity, sizeof *windows->items);
    windows->items[windows->count++] = (struct window){start, end};
    return 0;
}

static void open_all(struct windows *windows, size_t length)
{
    windows->items = mem_grow(windows->items, 0, &windows->capacity, sizeof *windows->items);
    windows->items[0] = (struct window){0, length};
    windows->count = 1;
}

enum err_code prefilter_run(struct prefilter *prefilter, struct str text,
                            struct windows *windows, struct err *err)
{
    struct pass pass = {false, prefilter, windows};
    for (size_t i = 0; i < prefilter->count; i++) {
        windows[i].count = 0;
    }
    int code = hs_scan(prefilter->database, text.p, (unsigned)text.n, 0, prefilter->scratch,
                       on_anchor, &pass);
    if (code != HS_SUCCESS && code != HS_SCAN_TERMINATED) {
        return err_set(err, ERR_LIMIT, "anchors of rules: vectorscan error %d", code);
    }
    for (size_t i = 0; i < prefilter->count; i++) {
        if (pass.everywhere || prefilter->rules[i]->anchor == NULL) {
            open_all(&windows[i], text.n);
        }
    }
    return ERR_OK;
}

void windows_free(struct windows *windows)
{
    free(windows->items);
    *windows = (struct windows){0};
}
