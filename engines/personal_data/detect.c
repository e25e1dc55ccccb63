/* The engine: one pass says where each rule can match, then each rule runs there, in the order
 * of the tables; a match claims its bytes unless it would cut through an earlier claim: one
 * that holds earlier ones whole takes their place; names last. One byte of memory for each byte
 * of text makes the claim linear, where comparing spans would not be.
 * pcre2.h is included here alone.
 */
#include "personal_data/detect.h"

#include "personal_data/everything.h"
#include "personal_data/names.h"
#include "personal_data/names_tagged.h"
#include "personal_data/detect_rules.h"
#include "personal_data/prefilter.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "base/utf8.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include <stdio.h>
#include <stdlib.h>

/* Steps of one attempt: a rule's repeats are bounded and it is tried in short windows, so no
 * text comes near; the bound is for a rule that is written wrongly. */
enum {
    RULES_MAX = 160,
    PATTERN_MAX = 65536,
    PREFILTER_FROM = 262144,
    MATCH_STEPS_MAX = 20000000
};

/* Per mille, for ordering doubts: measured on nothing, see detect.h. */
enum {
    CONFIDENCE_BOTH = 970,
    CONFIDENCE_CHECKED = 950,
    CONFIDENCE_CONTEXT = 850,
    CONFIDENCE_SHAPE = 900
};

struct detector {
    pcre2_code *codes[RULES_MAX];
    const struct detect_rule *rules[RULES_MAX];
    char names[RULES_MAX][DETECT_RULE_NAME];
    bool machine[RULES_MAX]; /* there is machine code */
    size_t count;
    struct windows windows[RULES_MAX];
    struct prefilter *prefilter; /* NULL until it is worth its while */
    size_t read;
    struct detector_options options;
    pcre2_match_data *match;
    pcre2_match_context *context;
    unsigned char *claimed; /* of each byte of the text at hand; NULL before the first */
    struct lexicon *lexicon;
    struct tagger *tagger;
};

static const struct family {
    const char *name;
    const struct detect_rule *rules;
} families[] = {
    {"online", detect_online_rules},   {"identities", detect_identity_rules},
    {"numbers", detect_number_rules},  {"phones", detect_phone_rules},
    {"police", detect_police_rules},   {"dates", detect_date_rules},
    {"places", detect_place_rules},    {"vehicles", detect_vehicle_rules},
    {"special", detect_special_rules},
};

/* The pattern with \d as 0-9: the digits of other scripts are no part of any number here, and
 * the anchors do not know them. */
static void narrow_digits(const char *pattern, struct strbuf *out)
{
    bool class = false;
    for (const char *p = pattern; *p != '\0'; p++) {
        if (*p == '\\' && p[1] == 'd') {
            strbuf_puts(out, class ? "0-9" : "[0-9]");
            p++;
            continue;
        }
        if (*p == '\\') {
            strbuf_add(out, p++, 1);
        } else if (*p == '[') {
            class = true;
        } else if (*p == ']') {
            class = false;
        }
        strbuf_add(out, p, 1);
    }
}

static enum err_code add_rule(struct detector *detector, const struct family *family,
                              const struct detect_rule *rule, struct err *err)
{
    if (detector->count == RULES_MAX) {
        return err_set(err, ERR_LIMIT, "more than %d rules for personal data", RULES_MAX);
    }
    int code = 0;
    PCRE2_SIZE at = 0;
    struct strbuf pattern;
    strbuf_init(&pattern, PATTERN_MAX);
    narrow_digits(rule->pattern, &pattern);
    pcre2_code *compiled =
        pcre2_compile((PCRE2_SPTR)pattern.p, pattern.n,
                      PCRE2_UTF | PCRE2_UCP | PCRE2_USE_OFFSET_LIMIT, &code, &at, NULL);
    strbuf_release(&pattern);
    if (compiled == NULL) {
        return err_set(err, ERR_INVALID,
                       "rule for personal data %zu (%s): pcre2 error %d at %zu",
                       detector->count, rule->label, code, (size_t)at);
    }
    /* Where machine code cannot be made, or may not be, the interpreter answers the same. */
    detector->machine[detector->count] = pcre2_jit_compile(compiled, PCRE2_JIT_COMPLETE) == 0;
    (void)snprintf(detector->names[detector->count], DETECT_RULE_NAME, "%s/%zu", family->name,
                   (size_t)(rule - family->rules) + 1);
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
        for (const struct detect_rule *rule = families[f].rules; rule->pattern != NULL;
             rule++) {
            enum err_code code = add_rule(detector, &families[f], rule, err);
            if (code != ERR_OK) {
                detector_free(detector);
                return code;
            }
        }
    }
    *out = detector;
    return ERR_OK;
}

void detector_set(struct detector *detector, struct detector_options options)
{
    detector->options = options;
}

void detector_free(struct detector *detector)
{
    if (detector == NULL) {
        return;
    }
    for (size_t i = 0; i < detector->count; i++) {
        pcre2_code_free(detector->codes[i]);
        windows_free(&detector->windows[i]);
    }
    prefilter_free(detector->prefilter);
    free(detector->claimed);
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

static void push(struct detect_spans *out, struct detect_span span)
{
    out->items = mem_grow(out->items, out->count, &out->capacity, sizeof *out->items);
    out->items[out->count++] = span;
}

/* How sure, by what decided: its own check digit or range, the words around, its shape alone.
 */
static unsigned confidence_of(const struct detect_rule *rule)
{
    return rule->holds != NULL && rule->fits != NULL ? CONFIDENCE_BOTH
           : rule->holds != NULL                     ? CONFIDENCE_CHECKED
           : rule->fits != NULL                      ? CONFIDENCE_CONTEXT
                                                     : CONFIDENCE_SHAPE;
}

/* True when [start, end) is free, or longer than the claims in it and cuts through none. */
static bool may_claim(struct str text, const unsigned char *claimed, size_t start, size_t end)
{
    bool free_bytes = false;
    bool claims = false;
    for (size_t i = start; i < end; i++) {
        free_bytes = free_bytes || claimed[i] == UNCLAIMED;
        claims = claims || claimed[i] != UNCLAIMED;
    }
    return start < end && free_bytes &&
           (!claims || (claimed[start] != CLAIM_GOES_ON &&
                        (end == text.n || claimed[end] != CLAIM_GOES_ON)));
}

static void claim(const struct detector *detector, size_t index, struct str text,
                  unsigned char *claimed, size_t start, size_t end, struct detect_spans *out)
{
    const struct detect_rule *rule = detector->rules[index];
    if (!may_claim(text, claimed, start, end) ||
        (rule->holds != NULL && !rule->holds(str_n(text.p + start, end - start))) ||
        (rule->fits != NULL && !rule->fits(text, start, end))) {
        return;
    }
    memset(claimed + start, CLAIM_GOES_ON, end - start);
    claimed[start] = CLAIM_BEGINS;
    push(out, (struct detect_span){start, end, rule->label, confidence_of(rule),
                                   detector->names[index]});
}

/* One attempt: a match that begins in [at, limit]. Machine code counts steps otherwise than the
 * interpreter, so what it gives up on the interpreter decides. */
static int attempt(struct detector *detector, size_t index, struct str text, size_t at,
                   size_t limit)
{
    uint32_t options = PCRE2_NO_UTF_CHECK | PCRE2_NOTEMPTY;
    pcre2_set_offset_limit(detector->context, limit);
    int found = (detector->machine[index] ? pcre2_jit_match : pcre2_match)(
        detector->codes[index], (PCRE2_SPTR)text.p, text.n, at, options, detector->match,
        detector->context);
    if (found == PCRE2_ERROR_MATCHLIMIT || found == PCRE2_ERROR_JIT_STACKLIMIT) {
        found = pcre2_match(detector->codes[index], (PCRE2_SPTR)text.p, text.n, at,
                            options | PCRE2_NO_JIT, detector->match, detector->context);
    }
    return found;
}

/* The rule over the starts of one window; `*at` goes past each match, which may reach beyond.
 */
static enum err_code run_window(struct detector *detector, size_t index, struct str text,
                                struct window window, size_t *at, unsigned char *claimed,
                                struct detect_spans *out, struct err *err)
{
    *at = window.from > *at ? window.from : *at;
    while (*at > 0 && *at < text.n && ((unsigned char)text.p[*at] & 0xC0) == 0x80) {
        --*at; /* to the first byte of a code point */
    }
    while (*at <= window.to && *at <= text.n) {
        int found = attempt(detector, index, text, *at, window.to);
        if (found == PCRE2_ERROR_NOMATCH) {
            return ERR_OK;
        }
        if (found < 0) {
            return err_set(err, ERR_LIMIT, "rule for personal data %s (%s): pcre2 error %d",
                           detector->names[index], detector->rules[index]->label, found);
        }
        const PCRE2_SIZE *ends = pcre2_get_ovector_pointer(detector->match);
        int group = found > 1 ? 1 : 0;
        claim(detector, index, text, claimed, ends[2 * group], ends[2 * group + 1], out);
        *at = ends[1];
    }
    return ERR_OK;
}

/* Compiling the anchors takes longer than reading a short text everywhere, so they are compiled
 * when a detector has read PREFILTER_FROM bytes; the spans are the same. */
static enum err_code wants_prefilter(struct detector *detector, size_t bytes, bool *wanted,
                                     struct err *err)
{
    detector->read += bytes;
    *wanted = !detector->options.no_prefilter &&
              (detector->prefilter != NULL || detector->options.prefilter_at_once ||
               detector->read > PREFILTER_FROM);
    if (*wanted && detector->prefilter == NULL) {
        return prefilter_new(&detector->prefilter, detector->rules, detector->count, err);
    }
    return ERR_OK;
}

/* Of the family that is run only when asked for: its tables are compiled with the others. */
static bool is_special(const struct detect_rule *rule)
{
    return strcmp(rule->label, "SPECIAL_CATEGORY") == 0;
}

static enum err_code run_rules(struct detector *detector, struct str text,
                               unsigned char *claimed, struct detect_spans *out,
                               struct err *err)
{
    bool wanted;
    TRY(wants_prefilter(detector, text.n, &wanted, err));
    if (wanted) {
        TRY(prefilter_run(detector->prefilter, text, detector->windows, err));
    }
    for (size_t i = 0; i < detector->count; i++) {
        size_t at = 0;
        if (!detector->options.special && is_special(detector->rules[i])) {
            continue;
        }
        struct window whole = {0, text.n};
        const struct windows *windows = &detector->windows[i];
        size_t count = wanted ? windows->count : 1;
        for (size_t w = 0; w < count; w++) {
            TRY(run_window(detector, i, text, wanted ? windows->items[w] : whole, &at, claimed,
                           out, err));
        }
    }
    return ERR_OK;
}

/* By start, the longer first. */
static int by_start(const void *a, const void *b)
{
    const struct detect_span *left = a;
    const struct detect_span *right = b;
    int order = (left->start > right->start) - (left->start < right->start);
    return order != 0 ? order : (left->end < right->end) - (left->end > right->end);
}

/* Sorts, and leaves out what lies in a longer span. */
static void keep_longest(struct detect_spans *spans)
{
    if (spans->count > 1) {
        qsort(spans->items, spans->count, sizeof *spans->items, by_start);
    }
    size_t kept = 0;
    for (size_t i = 0; i < spans->count; i++) {
        if (kept == 0 || spans->items[i].start >= spans->items[kept - 1].end) {
            spans->items[kept++] = spans->items[i];
        }
    }
    spans->count = kept;
}

/* Sorts, and cuts what begins in an earlier span down to what is behind it. */
static void part_overlapping(struct detect_spans *spans)
{
    if (spans->count > 1) {
        qsort(spans->items, spans->count, sizeof *spans->items, by_start);
    }
    size_t kept = 0;
    for (size_t i = 0; i < spans->count; i++) {
        struct detect_span span = spans->items[i];
        size_t end = kept == 0 ? 0 : spans->items[kept - 1].end;
        span.start = span.start > end ? span.start : end;
        if (span.start < span.end) {
            spans->items[kept++] = span;
        }
    }
    spans->count = kept;
}

static int by_first(const void *a, const void *b)
{
    size_t left = ((const struct name_run *)a)->first;
    size_t right = ((const struct name_run *)b)->first;
    return (left > right) - (left < right);
}

/* Addresses that the tagger sees. One may take the place of a shorter one of a rule that it
 * holds whole, never of anything else: it ends where a postcode begins. */
static void claim_addresses(const struct names *names, const struct tagger_runs *tagged,
                            struct detect_spans *out)
{
    unsigned char *other = xcalloc(names->text.n, 1);
    for (size_t i = 0; i < out->count; i++) {
        const struct detect_span *span = &out->items[i];
        if (strcmp(span->label, "ADDRESS") != 0) {
            memset(other + span->start, 1, span->end - span->start);
        }
    }
    for (size_t i = 0; i < tagged->count; i++) {
        const struct tagger_run *run = &tagged->items[i];
        if (!names_is_address(names, run)) {
            continue;
        }
        const struct token *tokens = names->tokens->items;
        size_t start = tokens[run->first].start;
        size_t end = start;
        for (size_t t = run->first; t <= run->last; t++) {
            if (memchr(other + tokens[t].start, 1, tokens[t].end - tokens[t].start) != NULL) {
                break;
            }
            end = tokens[t].kind == TOKEN_WORD || tokens[t].kind == TOKEN_NUMBER ? tokens[t].end
                                                                                 : end;
        }
        if (end > start) {
            push(out, (struct detect_span){start, end, "ADDRESS", run->per_mille, "tagger"});
        }
    }
    free(other);
}

/* Names last: they need to know what the other rules have claimed. Runs side by side are one
 * name
 * ("Daniel", found as a given name, and "Prosser", found again). */
static void claim_names(const struct tokens *tokens, const struct tagger_runs *tagged,
                        struct str text, const unsigned char *claimed, struct detect_spans *out)
{
    struct names names;
    names_init(&names, tokens, text, claimed);
    names_find(&names);
    names_add_tagged(&names, tagged);
    names_repeat(&names);
    if (names.count > 1) {
        qsort(names.runs, names.count, sizeof *names.runs, by_first);
    }
    for (size_t i = 0; i < names.count; i++) {
        size_t first = names.runs[i].first;
        size_t last = names.runs[i].last;
        while (i + 1 < names.count && names.runs[i + 1].first == last + 1 &&
               !tokens->items[last].possessive) {
            last = names.runs[++i].last;
        }
        push(out,
             (struct detect_span){tokens->items[first].start, tokens->items[last].end, "PERSON",
                                  names_confidence(tagged, first, last), "names"});
    }
    claim_addresses(&names, tagged, out);
    names_free(&names);
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

/* What is told by the words: they are read and tagged once for names and the wider scope. */
static void add_words(const struct detector *detector, struct str text,
                      const unsigned char *claimed, struct detect_spans *out)
{
    const struct detector_options *options = &detector->options;
    struct tokens tokens = {0};
    struct tagger_runs tagged = {0};
    if (!options->no_names || options->everything) {
        tokens_read(detector->lexicon, text, &tokens);
        tagger_find(detector->tagger, &tokens, text, TAGGED_BIAS, &tagged);
    }
    if (!options->no_names) {
        claim_names(&tokens, &tagged, text, claimed, out);
    }
    keep_longest(out);
    if (options->everything) {
        everything_add(&tokens, &tagged, text, out);
        part_overlapping(out);
        everything_close_gaps(text, out);
    }
    tagger_runs_free(&tagged);
    tokens_free(&tokens);
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
    if (detector->claimed == NULL) {
        detector->claimed = xcalloc(DETECT_TEXT_MAX, 1);
    }
    unsigned char *claimed = detector->claimed;
    memset(claimed, UNCLAIMED, text.n);
    enum err_code code = run_rules(detector, text, claimed, out, err);
    if (code != ERR_OK) {
        out->count = 0;
        return code;
    }
    add_words(detector, text, claimed, out);
    to_code_points(text, out);
    return ERR_OK;
}
