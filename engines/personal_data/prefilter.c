/* hs/hs.h is included here alone; see prefilter.h. */
#include "personal_data/prefilter.h"

#include "personal_data/digit_shapes.h"
#include "base/mem.h"

#include <hs/hs.h>
#include <stdlib.h>
#include <string.h>

struct prefilter {
    const struct detect_rule *const *rules;
    size_t count;
    hs_database_t *database;
    hs_scratch_t *scratch;
    struct digit_shapes shapes;
    size_t *next; /* of each rule the next one with the same pattern, else `count` */
    bool *both;   /* of each rule, whether it has shapes and a pattern */
};

/* U+017F and U+212A: to a pattern without regard to case they are s and k, to an anchor they
 * are bytes like any other. A text with one of them is searched everywhere. */
static const char folds_to_ascii[] = "\\xc5\\xbf|\\xe2\\x84\\xaa";

struct pass {
    bool everywhere;
    const struct prefilter *prefilter;
    struct windows *windows;
    struct str text;
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

/* The rule before `i` whose pattern is the same and which is the last one of them; else `i`. */
static size_t same_before(const struct prefilter *prefilter, const char *const *of, size_t i)
{
    for (size_t k = i; k > 0; k--) {
        if (of[k - 1] != NULL && prefilter->next[k - 1] == prefilter->count &&
            strcmp(of[k - 1], of[i]) == 0) {
            return k - 1;
        }
    }
    return i;
}

/* The shapes of all anchors, and their patterns: `patterns[0]` to `*found` - 1, each one once,
 * under the first rule that has it. */
static enum err_code read_anchors(struct prefilter *prefilter, const char **of,
                                  const char **patterns, unsigned *ids, unsigned *found,
                                  struct err *err)
{
    for (size_t i = 0; i < prefilter->count; i++) {
        const char *anchor = prefilter->rules[i]->anchor;
        prefilter->next[i] = prefilter->count;
        if (anchor == NULL) {
            continue;
        }
        if (!digit_shapes_add(&prefilter->shapes, anchor, i, &of[i])) {
            return err_set(err, ERR_INVALID,
                           "anchor of a rule for personal data \"%s\": not \"#BEFORE "
                           "LEAST-MOST AFTER;\", or more than %d of them",
                           anchor, DIGIT_SHAPES_MAX);
        }
        prefilter->both[i] = of[i] != anchor && *of[i] != '\0';
        if (*of[i] == '\0') {
            of[i] = NULL;
            continue;
        }
        size_t before = same_before(prefilter, of, i);
        if (before != i) {
            prefilter->next[before] = i;
        } else {
            patterns[*found] = of[i];
            ids[(*found)++] = (unsigned)i;
        }
    }
    return ERR_OK;
}

enum err_code prefilter_new(struct prefilter **out, const struct detect_rule *const *rules,
                            size_t count, struct err *err)
{
    struct prefilter *prefilter = xcalloc(1, sizeof *prefilter);
    const char **of = xcalloc(count + 1, sizeof *of);
    const char **patterns = xcalloc(count + 1, sizeof *patterns);
    unsigned *flags = xcalloc(count + 1, sizeof *flags);
    unsigned *ids = xcalloc(count + 1, sizeof *ids);
    unsigned found = 1;
    prefilter->rules = rules;
    prefilter->count = count;
    prefilter->next = xcalloc(count + 1, sizeof *prefilter->next);
    prefilter->both = xcalloc(count + 1, sizeof *prefilter->both);
    patterns[0] = folds_to_ascii;
    ids[0] = (unsigned)count;
    enum err_code code = read_anchors(prefilter, of, patterns, ids, &found, err);
    if (code == ERR_OK) {
        code = compile(prefilter, patterns, flags, ids, found, err);
    }
    free(of);
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
    free(prefilter->next);
    free(prefilter->both);
    free(prefilter);
}

static size_t window_start(const struct detect_rule *rule, struct str text, size_t end)
{
    size_t reach = rule->reach % WORD_BEFORE;
    size_t start = end > reach ? end - reach : 0;
    size_t least = start > WORD_BYTES_MAX ? start - WORD_BYTES_MAX : 0;
    while (rule->reach >= WORD_BEFORE && start > least && text.p[start - 1] != ' ') {
        start--;
    }
    return start;
}

/* A match may begin from `reach` bytes before `end` to there. Ends of one anchor come in
 * ascending order, so only the last window can grow; those of a second one begin anew. */
static void open_window(const struct detect_rule *rule, struct windows *windows,
                        struct str text, size_t end)
{
    size_t start = window_start(rule, text, end);
    struct window *last = windows->count > 0 ? &windows->items[windows->count - 1] : NULL;
    if (last != NULL && start <= last->to && start >= last->from) {
        last->to = end > last->to ? end : last->to;
        return;
    }
    windows->items =
        mem_grow(windows->items, windows->count, &windows->capacity, sizeof *windows->items);
    windows->items[windows->count++] = (struct window){start, end};
}

static int on_anchor(unsigned id, unsigned long long from, unsigned long long to,
                     unsigned flags, void *context)
{
    struct pass *pass = context;
    (void)from;
    (void)flags;
    if (id == pass->prefilter->count) {
        pass->everywhere = true;
        return 1;
    }
    for (size_t rule = id; rule < pass->prefilter->count; rule = pass->prefilter->next[rule]) {
        open_window(pass->prefilter->rules[rule], &pass->windows[rule], pass->text, (size_t)to);
    }
    return 0;
}

/* A match that holds a run of digits begins at the run or up to `reach` bytes before. */
static void look_at_digits(const struct pass *pass)
{
    const struct digit_shapes *shapes = &pass->prefilter->shapes;
    struct digit_run run = {0, 0};
    while (digit_run_next(pass->text, run.end, &run)) {
        for (uint64_t left = digit_shapes_of(shapes, pass->text, run); left != 0;
             left &= left - 1) {
            size_t rule = shapes->rules[__builtin_ctzll(left)];
            open_window(pass->prefilter->rules[rule], &pass->windows[rule], pass->text,
                        run.start);
        }
    }
}

static int by_from(const void *a, const void *b)
{
    size_t left = ((const struct window *)a)->from;
    size_t right = ((const struct window *)b)->from;
    return (left > right) - (left < right);
}

/* Windows of two anchors put in order, apart. */
static void put_together(struct windows *windows)
{
    size_t kept = 0;
    if (windows->count > 1) {
        qsort(windows->items, windows->count, sizeof *windows->items, by_from);
    }
    for (size_t i = 0; i < windows->count; i++) {
        struct window window = windows->items[i];
        if (kept > 0 && window.from <= windows->items[kept - 1].to) {
            struct window *last = &windows->items[kept - 1];
            last->to = window.to > last->to ? window.to : last->to;
        } else {
            windows->items[kept++] = window;
        }
    }
    windows->count = kept;
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
    struct pass pass = {false, prefilter, windows, text};
    for (size_t i = 0; i < prefilter->count; i++) {
        windows[i].count = 0;
    }
    int code = hs_scan(prefilter->database, text.p, (unsigned)text.n, 0, prefilter->scratch,
                       on_anchor, &pass);
    if (code != HS_SUCCESS && code != HS_SCAN_TERMINATED) {
        return err_set(err, ERR_LIMIT, "anchors of rules: vectorscan error %d", code);
    }
    if (!pass.everywhere) {
        look_at_digits(&pass);
    }
    for (size_t i = 0; i < prefilter->count; i++) {
        if (pass.everywhere || prefilter->rules[i]->anchor == NULL) {
            open_all(&windows[i], text.n);
        } else if (prefilter->both[i]) {
            put_together(&windows[i]);
        }
    }
    return ERR_OK;
}

void windows_free(struct windows *windows)
{
    free(windows->items);
    *windows = (struct windows){0};
}
