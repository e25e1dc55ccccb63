/* See rule_book.h. */
#include "rule_book.h"

#include "base/json.h"

#include <string.h>

enum { RULES_MAX = 2000, PHRASES_MAX = 500, NEGATION_WORDS = 4 };

static const char *const kind_words[FINDING_KINDS] = {"form-missing",
                                                      "field-empty",
                                                      "statement-unsigned",
                                                      "statement-undated",
                                                      "statement-without-declaration",
                                                      "exhibit-unproduced",
                                                      "exhibit-unlisted",
                                                      "witness-without-statement",
                                                      "disagreement",
                                                      "point-unproved"};

const char *finding_kind_word(enum finding_kind kind)
{
    return kind_words[kind];
}

/* One file of rules while it is read. */
struct book_reading {
    struct arena *arena;
    const struct form_catalogue *catalogue;
    struct str text;
    const char *file;
    struct rule_book *book;
    size_t room;
};

static size_t line_of(const struct book_reading *reading, const struct js *value)
{
    size_t line = 1;
    for (const char *p = reading->text.p; p < value->raw.p; p++) {
        line += *p == '\n';
    }
    return line;
}

static struct rule *add_rule(struct book_reading *reading)
{
    struct rule_book *book = reading->book;
    if (book->count == reading->room) {
        size_t room = reading->room * 2 + 64;
        struct rule *items = arena_alloc(reading->arena, room * sizeof *items);
        if (book->count > 0) {
            memcpy(items, book->items, book->count * sizeof *items);
        }
        book->items = items;
        reading->room = room;
    }
    book->items[book->count] = (struct rule){.plea = STR("any"),
                                             .test = STR("any"),
                                             .offence = STR("any"),
                                             .form = SIZE_MAX,
                                             .field = SIZE_MAX,
                                             .always = true};
    return &book->items[book->count++];
}

static enum err_code read_phrases(struct arena *arena, const struct js *list,
                                  struct loose_phrase **phrases, size_t *count, struct err *err)
{
    *count = list == NULL ? 0 : list->array.count;
    if (*count > PHRASES_MAX) {
        return err_set(err, ERR_LIMIT, "more than %d phrases", PHRASES_MAX);
    }
    *phrases = arena_zalloc(arena, (*count + 1) * sizeof **phrases);
    for (size_t i = 0; i < *count; i++) {
        const struct js *item = &list->array.items[i];
        if (item->type == JS_STRING) {
            loose_phrase_read(arena, item->string, &(*phrases)[i]);
        }
        if ((*phrases)[i].count == 0) {
            return err_set(err, ERR_FORMAT, "phrase %zu must be a text with words", i + 1);
        }
    }
    return ERR_OK;
}

static enum err_code read_cues(struct arena *arena, const struct js *value,
                               struct cue_list *cues, struct err *err)
{
    static const char *const names[] = {"says", "unless", NULL};
    const struct js *says;
    const struct js *unless = NULL;
    TRY(js_only(value, names, err));
    TRY(js_need(value, "says", JS_ARRAY, &says, err));
    TRY(js_may(value, "unless", JS_ARRAY, &unless, err));
    if (says->array.count == 0) {
        return err_set(err, ERR_FORMAT, "\"says\" is empty");
    }
    TRY(read_phrases(arena, says, &cues->says, &cues->says_count, err));
    for (size_t i = 0; i < cues->says_count; i++) {
        bool defendant = str_is(cues->says[i].source, "{defendant}");
        bool property = str_is(cues->says[i].source, "{property}");
        cues->defendant = cues->defendant || defendant;
        cues->property = cues->property || property;
        if (defendant || property) {
            cues->says[i].count = 0; /* never found by itself */
        }
    }
    return read_phrases(arena, unless, &cues->unless, &cues->unless_count, err);
}

static enum err_code read_kind(struct str word, enum finding_kind *kind, struct err *err)
{
    for (size_t i = 0; i < FINDING_KINDS; i++) {
        if (str_is(word, kind_words[i])) {
            *kind = (enum finding_kind)i;
            return ERR_OK;
        }
    }
    return err_set(err, ERR_FORMAT, "\"kind\" is \"%.*s\", which is no kind of finding",
                   STR_ARG(word));
}

static enum err_code read_verified(const struct js *value, bool *verified, struct err *err)
{
    struct str word;
    TRY(js_need_str(value, "verified", &word, err));
    *verified = str_is(word, "yes");
    return *verified || str_is(word, "no")
               ? ERR_OK
               : err_set(err, ERR_FORMAT, "\"verified\" must be \"yes\" or \"no\"");
}

static enum err_code check_case_words(const struct rule *rule, struct err *err)
{
    if (!str_is(rule->plea, "any") && !str_is(rule->plea, "guilty") &&
        !str_is(rule->plea, "not guilty")) {
        return err_set(err, ERR_FORMAT, "\"plea\" must be any, guilty or not guilty");
    }
    if (!str_is(rule->test, "any") && !str_is(rule->test, "full code") &&
        !str_is(rule->test, "threshold")) {
        return err_set(err, ERR_FORMAT, "\"test\" must be any, full code or threshold");
    }
    return ERR_OK;
}

static enum err_code read_form(const struct form_catalogue *catalogue, const struct js *value,
                               struct rule *rule, struct err *err)
{
    struct str form = STR("");
    struct str field = STR("");
    TRY(js_may_str(value, "form", &form, err));
    TRY(js_may_str(value, "field", &field, err));
    if (form.n > 0) {
        rule->form = form_catalogue_find(catalogue, form);
        if (rule->form == SIZE_MAX) {
            return err_set(err, ERR_FORMAT, "\"form\" is \"%.*s\", which forms.json has not",
                           STR_ARG(form));
        }
    } else if (rule->kind == FIND_FORM_MISSING) {
        return err_set(err, ERR_FORMAT, "\"form\" is missing");
    }
    if (field.n > 0) {
        const struct form_kind *kind =
            rule->form == SIZE_MAX ? NULL : &catalogue->forms[rule->form];
        for (size_t i = 0; kind != NULL && i < kind->field_count; i++) {
            if (str_eq(kind->fields[i].id, field)) {
                rule->field = i;
            }
        }
        if (rule->field == SIZE_MAX) {
            return err_set(err, ERR_FORMAT, "\"field\" is \"%.*s\", which the form has not",
                           STR_ARG(field));
        }
    }
    return ERR_OK;
}

static enum err_code read_parts(struct arena *arena, const struct js *value, struct rule *rule,
                                struct err *err)
{
    const struct js *parts = NULL;
    TRY(js_may(value, "parts", JS_ARRAY, &parts, err));
    rule->part_count = parts == NULL ? 0 : parts->array.count;
    rule->parts = arena_zalloc(arena, (rule->part_count + 1) * sizeof *rule->parts);
    for (size_t i = 0; i < rule->part_count; i++) {
        TRY(read_cues(arena, &parts->array.items[i], &rule->parts[i], err));
    }
    return rule->kind != FIND_NO_DECLARATION || rule->part_count > 0
               ? ERR_OK
               : err_set(err, ERR_FORMAT, "\"parts\" is missing: what a declaration says");
}

static enum err_code read_rule(struct book_reading *reading, const struct js *value,
                               struct err *err)
{
    static const char *const names[] = {"id",      "kind", "source",  "verified", "about",
                                        "plea",    "test", "offence", "form",     "field",
                                        "subject", "when", "parts",   NULL};
    const struct js *when;
    struct str kind;
    struct rule *rule = add_rule(reading);
    TRY(js_only(value, names, err));
    TRY(js_need_str(value, "id", &rule->id, err));
    TRY(js_need_str(value, "kind", &kind, err));
    TRY(read_kind(kind, &rule->kind, err));
    TRY(js_need_str(value, "source", &rule->source, err));
    TRY(read_verified(value, &rule->verified, err));
    TRY(js_may_str(value, "plea", &rule->plea, err));
    TRY(js_may_str(value, "test", &rule->test, err));
    TRY(js_may_str(value, "offence", &rule->offence, err));
    TRY(js_may_str(value, "subject", &rule->subject, err));
    TRY(check_case_words(rule, err));
    TRY(read_form(reading->catalogue, value, rule, err));
    TRY(read_parts(reading->arena, value, rule, err));
    when = js_member(value, "when");
    if (when != NULL) {
        rule->always = false;
        TRY(read_cues(reading->arena, when, &rule->cues, err));
        rule->cues.asks = true;
    }
    return ERR_OK;
}

static enum err_code read_point(struct book_reading *reading, const struct js *value,
                                struct err *err)
{
    static const char *const names[] = {"id",     "offence",  "source", "verified",
                                        "about",  "point",    "says",   "unless",
                                        "denied", "own_acts", NULL};
    struct rule *rule = add_rule(reading);
    struct js cues = {.type = JS_OBJECT};
    struct js_member members[2];
    rule->kind = FIND_UNPROVED;
    TRY(js_only(value, names, err));
    TRY(js_need_str(value, "id", &rule->id, err));
    TRY(js_need_str(value, "offence", &rule->offence, err));
    TRY(js_need_str(value, "point", &rule->subject, err));
    TRY(js_need_str(value, "source", &rule->source, err));
    TRY(read_verified(value, &rule->verified, err));
    cues.object.members = members;
    for (size_t i = 0; i < value->object.count; i++) {
        const struct js_member *member = &value->object.members[i];
        if (str_is(member->name, "says") || str_is(member->name, "unless")) {
            members[cues.object.count++] = *member;
        }
    }
    struct str denied = STR("no");
    struct str own = STR("count");
    TRY(js_may_str(value, "denied", &denied, err));
    TRY(js_may_str(value, "own_acts", &own, err));
    TRY(read_cues(reading->arena, &cues, &rule->cues, err));
    rule->cues.denied = str_is(denied, "counts");
    rule->cues.not_own = str_is(own, "do not count");
    return ERR_OK;
}

/* "admissions" of points.json, which may be left out. */
static enum err_code read_admissions(struct arena *arena, struct str points,
                                     struct cue_list *admissions, struct err *err)
{
    static const char *const names[] = {"source", "says", "unless", NULL};
    struct js *value;
    struct str source;
    const struct js *given = NULL;
    const struct js *says = NULL;
    *admissions = (struct cue_list){0};
    TRY(js_parse(arena, points, &value, err));
    TRY(js_may(value, "admissions", JS_OBJECT, &given, err));
    if (given == NULL) {
        return ERR_OK;
    }
    TRY(js_only(given, names, err));
    TRY(js_need_str(given, "source", &source, err));
    TRY(js_need(given, "says", JS_ARRAY, &says, err));
    return read_phrases(arena, says, &admissions->says, &admissions->says_count, err);
}

typedef enum err_code read_item_fn(struct book_reading *reading, const struct js *value,
                                   struct err *err);

static enum err_code read_file(struct book_reading *reading, const char *key,
                               read_item_fn *read_item, struct err *err)
{
    struct js *value;
    const struct js *list = NULL;
    enum err_code code = js_parse(reading->arena, reading->text, &value, err);
    if (code == ERR_OK) {
        code = js_need(value, key, JS_ARRAY, &list, err);
    }
    if (code == ERR_OK && list->array.count > RULES_MAX) {
        code = err_set(err, ERR_LIMIT, "more than %d rules", RULES_MAX);
    }
    if (code != ERR_OK) {
        err_prefix(err, "%s", reading->file);
        return code;
    }
    for (size_t i = 0; i < list->array.count; i++) {
        const struct js *item = &list->array.items[i];
        code = read_item(reading, item, err);
        if (code != ERR_OK) {
            err_prefix(err, "%s, line %zu (%.*s)", reading->file, line_of(reading, item),
                       STR_ARG(js_text(item, "id")));
            return code;
        }
    }
    return ERR_OK;
}

enum err_code rule_book_read(struct arena *arena, const struct form_catalogue *catalogue,
                             struct str rules, struct str points, struct rule_book *book,
                             struct err *err)
{
    struct book_reading reading = {.arena = arena,
                                   .catalogue = catalogue,
                                   .text = rules,
                                   .file = "rules.json",
                                   .book = book};
    *book = (struct rule_book){0};
    TRY(read_file(&reading, "rules", read_rule, err));
    reading.text = points;
    reading.file = "points.json";
    TRY(read_file(&reading, "points", read_point, err));
    enum err_code code = read_admissions(arena, points, &book->admissions, err);
    if (code != ERR_OK) {
        err_prefix(err, "points.json: admissions");
    }
    return code;
}

bool rule_applies(const struct rule *rule, const struct case_facts *facts, bool unverified)
{
    struct str plea = str_is(facts->plea, "unknown") ? STR("not guilty") : facts->plea;
    return (rule->verified || unverified) &&
           (str_is(rule->plea, "any") || str_eq(rule->plea, plea)) &&
           (str_is(rule->test, "any") || str_eq(rule->test, facts->test)) &&
           (str_is(rule->offence, "any") || str_eq(rule->offence, facts->offence));
}

static bool is_denial(struct str folded)
{
    static const char *const denials[] = {"not",    "never",   "wlthout", "nor",   "no",
                                          "nobody", "nothlng", "cannot",  "dldnt", "lsnt",
                                          "hadnt",  "nelther", "none"};
    for (size_t k = 0; k < sizeof denials / sizeof denials[0]; k++) {
        if (str_is(folded, denials[k])) {
            return true;
        }
    }
    return false;
}

bool cue_denied_at(const struct loose_words *words, size_t at, size_t to)
{
    static const char *const of_accused[] = {"comment",   "reply",  "gullty", "questlon",
                                             "questlons", "answer", "answers"};
    struct str next = at + 1 < to ? words->items[at + 1].folded : STR("");
    for (size_t k = 0; k < sizeof of_accused / sizeof of_accused[0]; k++) {
        if (str_is(next, of_accused[k])) {
            return false;
        }
    }
    return is_denial(words->items[at].folded);
}

/* "no", "not", "never", "without" shortly before, also where the row of a table ends between.
 */
static bool is_denied(const struct loose_words *words, size_t from, size_t first)
{
    if (first == from && from > 0 && is_denial(words->items[from - 1].folded) &&
        words->items[from].start > words->items[from - 1].end + 1) {
        return true;
    }
    for (size_t back = 1; back <= NEGATION_WORDS && first >= from + back; back++) {
        if (is_denial(words->items[first - back].folded)) {
            return true;
        }
    }
    return false;
}

/* "Confiscation is not asked for", "is refused": shortly behind. */
static bool is_denied_after(const struct loose_words *words, size_t last, size_t to)
{
    for (size_t on = 1; on <= NEGATION_WORDS && last + on < to; on++) {
        if (cue_denied_at(words, last + on, to)) {
            return true;
        }
    }
    return false;
}

/* "I took", "we then took", of what goes on also "I was driving": the witness's own doing. */
static bool is_own(const struct loose_words *words, size_t from, size_t first)
{
    static const char *const between[] = {"then", "also",        "later", "had",
                                          "have", "lmmedlately", "agaln"};
    struct str cue = words->items[first].folded;
    bool goes_on = cue.n > 4 && memcmp(cue.p + cue.n - 3, "lng", 3) == 0;
    for (size_t at = first; at > from;) {
        struct str word = words->items[--at].folded;
        if (str_is(word, "l") || str_is(word, "we")) {
            return true;
        }
        bool passes = goes_on && (str_is(word, "was") || str_is(word, "were"));
        for (size_t i = 0; i < sizeof between / sizeof between[0]; i++) {
            passes = passes || str_is(word, between[i]);
        }
        if (!passes) {
            return false;
        }
    }
    return false;
}

bool cues_find(const struct cue_list *cues, const struct loose_words *words, size_t from,
               size_t to, size_t *first, size_t *last)
{
    size_t a;
    size_t b;
    for (size_t i = 0; i < cues->unless_count; i++) {
        if (loose_phrase_find(&cues->unless[i], words, from, to, &a, &b)) {
            return false;
        }
    }
    for (size_t i = 0; i < cues->says_count; i++) {
        size_t at = from;
        while (loose_phrase_find(&cues->says[i], words, at, to, first, last)) {
            if ((cues->denied || !is_denied(words, from, *first)) &&
                (!cues->asks || !is_denied_after(words, *last, to)) &&
                (!cues->not_own || !is_own(words, from, *first)) &&
                loose_phrase_also(&cues->says[i], words, from, to)) {
                return true;
            }
            at = *first + 1;
        }
    }
    return false;
}
