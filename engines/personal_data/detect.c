/* The engine: every rule over the whole text, in the order of the tables; a match claims its
 * bytes unless one is claimed already; names last. One byte of memory for each byte of text
 * makes the claim linear, where comparing spans would not be. pcre2.h is included here alone.
 */
#include "personal_data/detect.h"

#include "personal_data/names.h"
#include "personal_data/names_tagged.h"
#include "personal_data/detect_rules.h"
#include "base/mem.h"
#include "base/utf8.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include <stdlib.h>

enum { RULES_MAX = 128, MATCH_STEPS_MAX = 200000 };

struct detector {
    pcre2_code *codes[RULES_MAX];
    const struct detect_rule *rules[RULES_MAX];
    size_t count;
    pcre2_match_data *match;
    pcre2_match_context *context;
    struct lexicon *lexicon;
    struct tagger *tagger;
};

static const struct detect_rule *const families[] = {
    detect_online_rules, detect_number_rules, detect_phone_rules,   detect_police_rules,
    detect_date_rules,   detect_place_rules,  detect_vehicle_rules,
};

static enum err_code add_rule(struct detector *detector, const struct detect_rule *rule,
                              struct err *err)
{
    if (detector->count == RULES_MAX) {
        return err_set(err, ERR_LIMIT, "more than %d rules for personal data", RULES_MAX);
    }
    int code = 0;
    PCRE2_SIZE at = 0;
    pcre2_code *compiled = pcre2_compile((PCRE2_SPTR)rule->pattern, PCRE2_ZERO_TERMINATED,
                                         PCRE2_UTF | PCRE2_UCP, &code, &at, NULL);
    if (compiled == NULL) {
        return err_set(err, ERR_INVALID,
                       "rule for personal data %zu (%s): pcre2 error %d at %zu",
                       detector->count, rule->label, code, (size_t)at);
    }
    detector->codes[detector->count] = compiled;
    detector->rules[detector->count++] = rule;
    return ERR_OK;
}

enum err_code detector_new(struct detector **out, struct err *err)
{
    struct detector *detector = xcalloc(1, sizeof *detector);
    detector->match = pcre2_match_data_create(4, NULL);
    detector->context = pcre2_match_context_create(NULL);
    if (detector->match == NULL || detector->context == NULL) {
        detector_free(detector);
        return err_set(err, ERR_LIMIT, "no memory for the rules for personal data");
    }
    detector->lexicon = lexicon_new();
    enum err_code opened = tagger_open(&detector->tagger, tagger_built_in(), err);
    if (opened != ERR_OK) {
        detector_free(detector);
        return opened;
    }
    pcre2_set_match_limit(detector->context, MATCH_STEPS_MAX);
    for (size_t f = 0; f < sizeof families / sizeof *families; f++) {
        for (const struct detect_rule *rule = families[f]; rule->pattern != NULL; rule++) {
            enum err_code code = add_rule(detector, rule, err);
            if (code != ERR_OK) {
                detector_free(detector);
                return code;
            }
        }
    }
    *out = detector;
    return ERR_OK;
}

void detector_free(struct detector *detector)
{
    if (detector == NULL) {
        return;
    }
    for (size_t i = 0; i < detector->count; i++) {
        pcre2_code_free(detector->codes[i]);
    }
    pcre2_match_data_free(detector->match);
    pcre2_match_context_free(detector->context);
    lexicon_free(detector->lexicon);
    tagger_close(detector->tagger);
    free(detector);
}

void detect_spans_free(struct detect_spans *spans)
{
    free(spans->items);
    *spans = (struct detect_spans){0};
}

static void push(struct detect_spans *out, size_t start, size_t end, const char *label)
{
    out->items = mem_grow(out->items, out->count, &out->capacity, sizeof *out->items);
    out->items[out->count++] = (struct detect_span){start, end, label};
}

static void claim(struct str text, unsigned char *claimed, const struct detect_rule *rule,
                  size_t start, size_t end, struct detect_spans *out)
{
    for (size_t i = start; i < end; i++) {
        if (claimed[i] != 0) {
            return;
        }
    }
    if (start >= end ||
        (rule->holds != NULL && !rule->holds(str_n(text.p + start, end - start))) ||
        (rule->fits != NULL && !rule->fits(text, start, end))) {
        return;
    }
    memset(claimed + start, 1, end - start);
    push(out, start, end, rule->label);
}

static enum err_code run_rule(struct detector *detector, size_t index, struct str text,
                              unsigned char *claimed, struct detect_spans *out, struct err *err)
{
    size_t at = 0;
    while (at <= text.n) {
        int found = pcre2_match(detector->codes[index], (PCRE2_SPTR)text.p, text.n, at,
                                PCRE2_NO_UTF_CHECK | PCRE2_NOTEMPTY, detector->match,
                                detector->context);
        if (found == PCRE2_ERROR_NOMATCH) {
            return ERR_OK;
        }
        if (found < 0) {
            return err_set(err, ERR_LIMIT, "rule for personal data %zu (%s): pcre2 error %d",
                           index, detector->rules[index]->label, found);
        }
        const PCRE2_SIZE *ends = pcre2_get_ovector_pointer(detector->match);
        int group = found > 1 ? 1 : 0;
        claim(text, claimed, detector->rules[index], ends[2 * group], ends[2 * group + 1], out);
        at = ends[1];
    }
    return ERR_OK;
}

static int by_start(const void *a, const void *b)
{
    size_t left = ((const struct detect_span *)a)->start;
    size_t right = ((const struct detect_span *)b)->start;
    return (left > right) - (left < right);
}

static int by_first(const void *a, const void *b)
{
    size_t left = ((const struct name_run *)a)->first;
    size_t right = ((const struct name_run *)b)->first;
    return (left > right) - (left < right);
}

/* Names last: they need to know what the other rules have claimed. Runs side by side are one
 * name
 * ("Daniel", found as a given name, and "Prosser", found again). */
static void claim_names(struct detector *detector, struct str text,
                        const unsigned char *claimed, struct detect_spans *out)
{
    struct tokens tokens = {0};
    struct tagger_runs tagged = {0};
    struct names names;
    tokens_read(detector->lexicon, text, &tokens);
    names_init(&names, &tokens, text, claimed);
    names_find(&names);
    tagger_find(detector->tagger, &tokens, text, TAGGED_BIAS, &tagged);
    names_add_tagged(&names, &tagged);
    names_repeat(&names);
    if (names.count > 1) {
        qsort(names.runs, names.count, sizeof *names.runs, by_first);
    }
    for (size_t i = 0; i < names.count; i++) {
        size_t first = names.runs[i].first;
        size_t last = names.runs[i].last;
        while (i + 1 < names.count && names.runs[i + 1].first == last + 1 &&
               !tokens.items[last].possessive) {
            last = names.runs[++i].last;
        }
        push(out, tokens.items[first].start, tokens.items[last].end, "PERSON");
    }
    for (size_t i = 0; i < tagged.count; i++) {
        const struct tagger_run *run = &tagged.items[i];
        if (names_is_address(&names, run)) {
            push(out, tokens.items[run->first].start, tokens.items[run->last].end, "ADDRESS");
        }
    }
    tagger_runs_free(&tagged);
    names_free(&names);
    tokens_free(&tokens);
}

/* Byte offsets to code points, in one walk over sorted spans. */
static void to_code_points(struct str text, struct detect_spans *spans)
{
    size_t byte = 0;
    size_t point = 0;
    for (size_t i = 0; i < spans->count; i++) {
        struct detect_span *span = &spans->items[i];
        point += utf8_count(str_n(text.p + byte, span->start - byte));
        size_t length = utf8_count(str_n(text.p + span->start, span->end - span->start));
        byte = span->end;
        span->start = point;
        point += length;
        span->end = point;
    }
}

enum err_code detect_text(struct detector *detector, struct str text, struct detect_spans *out,
                          struct err *err)
{
    out->count = 0;
    if (text.n > DETECT_TEXT_MAX) {
        return err_set(err, ERR_LIMIT, "text of %zu bytes: at most %d are taken", text.n,
                       DETECT_TEXT_MAX);
    }
    if (!utf8_valid(text)) {
        return err_set(err, ERR_FORMAT, "text is not UTF-8");
    }
    if (text.n == 0) {
        return ERR_OK;
    }
    unsigned char *claimed = xcalloc(text.n, 1);
    enum err_code code = ERR_OK;
    for (size_t i = 0; i < detector->count && code == ERR_OK; i++) {
        code = run_rule(detector, i, text, claimed, out, err);
    }
    if (code == ERR_OK) {
        claim_names(detector, text, claimed, out);
    }
    free(claimed);
    if (code != ERR_OK) {
        out->count = 0;
        return code;
    }
    if (out->count > 1) {
        qsort(out->items, out->count, sizeof *out->items, by_start);
    }
    to_code_points(text, out);
    return ERR_OK;
}
