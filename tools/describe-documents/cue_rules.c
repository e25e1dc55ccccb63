#include "cue_rules.h"

#include <string.h>

enum { BUCKETS = 4096, WEIGHT_MAX = 100, WHERES = CUE_TEXT + 1, BYTES = 256 };

struct phrase {
    struct str words[CUE_WORDS_MAX];
    uint64_t hash;               /* of the first word */
    bool begins[CUE_WORDS_MAX];  /* the word ended with * */
    bool numbers[CUE_WORDS_MAX]; /* the word is # */
    size_t count;
    size_t group;
    struct phrase *next;
};

struct phrases {
    const struct phrase **items;
    size_t count;
};

/* Phrases by what their first word is looked up by, apart for each place where they count: a
 * word of its own by its hash; one that only says how a word begins, or any number, by the
 * first byte, so that a word meets few phrases that are not its own. Those of one list stand as
 * they are tried, the last loaded first. */
struct cue_rules {
    struct cue_group *groups;
    size_t count;
    size_t phrases;
    struct phrase *buckets[WHERES][BUCKETS];
    struct phrase *any[WHERES]; /* whose first word is no word of its own */
    struct phrases by_byte[WHERES][BYTES];
};

static bool is_number(struct str word)
{
    for (size_t i = 0; i < word.n; i++) {
        if (word.p[i] < '0' || word.p[i] > '9') {
            return false;
        }
    }
    return word.n > 0;
}

static enum err_code add_phrase(struct arena *arena, struct cue_rules *rules, size_t group,
                                struct str text, struct err *err)
{
    struct phrase *phrase = arena_zalloc(arena, sizeof *phrase);
    struct str rest = text;
    struct str word;
    phrase->group = group;
    while (str_split(&rest, ' ', &word)) {
        bool begins = str_ends(word, STR("*"));
        struct str folded = str_is(word, "#") ? STR("#") : document_word_fold(arena, word);
        if (folded.n == 0 || phrase->count == CUE_WORDS_MAX) {
            return err_set(err, ERR_FORMAT,
                           "the phrase \"%.*s\" is not 1 to %d words with one blank between",
                           STR_ARG(str_sub(text, 0, 80)), CUE_WORDS_MAX);
        }
        phrase->words[phrase->count] = folded;
        phrase->numbers[phrase->count] = str_is(folded, "#");
        phrase->begins[phrase->count++] = begins;
    }
    if (phrase->count == 0 || ++rules->phrases > CUE_PHRASES_MAX) {
        return err_set(err, ERR_LIMIT, "an empty phrase, or more than %d phrases",
                       CUE_PHRASES_MAX);
    }
    bool plain = !phrase->begins[0] && !phrase->numbers[0];
    enum cue_where where = rules->groups[group].where;
    phrase->hash = str_hash(phrase->words[0]);
    struct phrase **list =
        plain ? &rules->buckets[where][phrase->hash % BUCKETS] : &rules->any[where];
    phrase->next = *list;
    *list = phrase;
    return ERR_OK;
}

/* Can a word that begins with that byte be the first of the phrase? */
static bool may_begin(const struct phrase *phrase, unsigned char byte)
{
    return phrase->numbers[0] ? byte >= '0' && byte <= '9'
                              : (unsigned char)phrase->words[0].p[0] == byte;
}

static void sort_by_byte(struct arena *arena, struct cue_rules *rules, enum cue_where where)
{
    for (unsigned byte = 0; byte < BYTES; byte++) {
        struct phrases *list = &rules->by_byte[where][byte];
        for (const struct phrase *phrase = rules->any[where]; phrase != NULL;
             phrase = phrase->next) {
            list->count += may_begin(phrase, (unsigned char)byte);
        }
        list->items = arena_alloc(arena, (list->count + 1) * sizeof(const struct phrase *));
        list->count = 0;
        for (const struct phrase *phrase = rules->any[where]; phrase != NULL;
             phrase = phrase->next) {
            if (may_begin(phrase, (unsigned char)byte)) {
                list->items[list->count++] = phrase;
            }
        }
    }
}

static enum err_code parse_where(struct str word, enum cue_where *where, struct err *err)
{
    static const char *const words[] = {
        [CUE_NAME] = "name", [CUE_TITLE] = "title", [CUE_HEAD] = "head", [CUE_TEXT] = "text"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (str_is(word, words[i])) {
            *where = (enum cue_where)i;
            return ERR_OK;
        }
    }
    return err_set(err, ERR_FORMAT, "\"where\" is name, title, head or text, not \"%.*s\"",
                   STR_ARG(str_sub(word, 0, 40)));
}

static enum err_code load_group(struct arena *arena, struct cue_rules *rules,
                                const struct js *json, struct err *err)
{
    static const char *const keys[] = {"for", "where", "weight", "words", "says", NULL};
    struct cue_group *group = &rules->groups[rules->count];
    const struct js *words = NULL;
    struct str where = STR("text");
    TRY(js_only(json, keys, err));
    TRY(js_need_str(json, "for", &group->purpose, err));
    TRY(js_need_int(json, "weight", -WEIGHT_MAX, WEIGHT_MAX, &group->weight, err));
    TRY(js_may_str(json, "where", &where, err));
    TRY(js_may_str(json, "says", &group->says, err));
    TRY(js_need(json, "words", JS_ARRAY, &words, err));
    TRY(parse_where(where, &group->where, err));
    for (size_t i = 0; i < words->array.count; i++) {
        if (words->array.items[i].type != JS_STRING) {
            return err_set(err, ERR_FORMAT, "\"words\" holds what is no text");
        }
        TRY(add_phrase(arena, rules, rules->count, words->array.items[i].string, err));
    }
    rules->count++;
    return ERR_OK;
}

enum err_code cue_rules_load(struct arena *arena, const struct js *json,
                             struct cue_rules **loaded, struct err *err)
{
    struct cue_rules *rules = arena_zalloc(arena, sizeof *rules);
    const struct js *groups = NULL;
    TRY(js_need(json, "groups", JS_ARRAY, &groups, err));
    if (groups->array.count > CUE_GROUPS_MAX) {
        return err_set(err, ERR_LIMIT, "\"groups\" holds more than %d", CUE_GROUPS_MAX);
    }
    rules->groups = arena_zalloc(arena, (groups->array.count + 1) * sizeof *rules->groups);
    for (size_t i = 0; i < groups->array.count; i++) {
        enum err_code code = load_group(arena, rules, &groups->array.items[i], err);
        if (code != ERR_OK) {
            err_prefix(err, "group %zu", i + 1);
            return code;
        }
    }
    for (int where = 0; where < WHERES; where++) {
        sort_by_byte(arena, rules, (enum cue_where)where);
    }
    *loaded = rules;
    return ERR_OK;
}

size_t cue_rules_count(const struct cue_rules *rules)
{
    return rules->count;
}

const struct cue_group *cue_rules_group(const struct cue_rules *rules, size_t group)
{
    return &rules->groups[group];
}

static bool word_fits(const struct phrase *phrase, size_t i, struct str word)
{
    if (phrase->numbers[i]) {
        return is_number(word);
    }
    return phrase->begins[i] ? str_starts(word, phrase->words[i])
                             : str_eq(word, phrase->words[i]);
}

static void try_phrase(const struct phrase *phrase, const struct document_words *words,
                       size_t at, cue_sink *sink, void *data)
{
    size_t i = 0;
    if (words->count - at < phrase->count) {
        return;
    }
    while (i < phrase->count && word_fits(phrase, i, words->items[at + i].folded)) {
        i++;
    }
    if (i == phrase->count) {
        const struct cue_place place = {phrase->group, at, at + i - 1};
        sink(data, &place);
    }
}

void cue_rules_find(const struct cue_rules *rules, const struct document_words *words,
                    enum cue_where where, cue_sink *sink, void *data)
{
    for (size_t at = 0; at < words->count; at++) {
        const struct document_word *word = &words->items[at];
        for (const struct phrase *phrase = rules->buckets[where][word->hash % BUCKETS];
             phrase != NULL; phrase = phrase->next) {
            if (phrase->hash == word->hash) {
                try_phrase(phrase, words, at, sink, data);
            }
        }
        const struct phrases *list = &rules->by_byte[where][(unsigned char)word->folded.p[0]];
        for (size_t i = 0; i < list->count; i++) {
            try_phrase(list->items[i], words, at, sink, data);
        }
    }
}
