#include "sensitive_passages.h"

#include <string.h>
#include <strings.h>

enum {
    GROUPS_SEEN = 64,
    LONG_LINE = 60, /* bytes: who writes so long a line goes on in the next */
    NAME_MIN = 3
};

struct sensitive_rules {
    struct cue_rules *cues;
    int64_t threshold;
};

/* The passage whose phrases are being met. */
struct finding {
    const struct sensitive_rules *rules;
    struct str text;
    const struct document_words *words;
    struct sensitive_passages *found;
    uint32_t passage;
    size_t word; /* one of it */
    size_t groups[GROUPS_SEEN];
    size_t group_count;
};

enum err_code sensitive_rules_load(struct arena *arena, struct str json,
                                   struct sensitive_rules **rules, struct err *err)
{
    struct js *root;
    *rules = arena_zalloc(arena, sizeof **rules);
    TRY(js_parse(arena, json, &root, err));
    TRY(js_need_int(root, "threshold", 1, 1000, &(*rules)->threshold, err));
    return cue_rules_load(arena, root, &(*rules)->cues, err);
}

static struct str line_at(struct str text, size_t at)
{
    size_t from = at;
    size_t to = at;
    while (from > 0 && text.p[from - 1] != '\n') {
        from--;
    }
    while (to < text.n && text.p[to] != '\n') {
        to++;
    }
    return str_sub(text, from, to - from);
}

static bool is_row(struct str line)
{
    return str_has_byte(line, '\t') || str_has_byte(line, '|') ||
           str_find(str_trim(line), STR("   ")) != SIZE_MAX;
}

/* Does a sentence, or a row of a table, go on from one word to the next? */
static bool goes_on(struct str text, const struct document_word *word,
                    const struct document_word *next)
{
    struct str gap = str_sub(text, word->to, next->from - word->to);
    size_t ends = 0;
    if (word->passage == next->passage) {
        return true;
    }
    for (size_t i = 0; i < gap.n; i++) {
        ends += gap.p[i] == '\n';
    }
    if (ends == 0) {
        return is_row(line_at(text, word->from));
    }
    char stop = gap.p[0];
    bool open = ends == 1 && stop != '.' && stop != '?' && stop != '!' && stop != ':';
    bool small = text.p[next->from] >= 'a' && text.p[next->from] <= 'z';
    struct str line = line_at(text, word->from);
    return open && !is_row(line) && (small || line.n >= LONG_LINE);
}

static void flag(struct finding *finding, struct str reason)
{
    const struct document_words *words = finding->words;
    struct sensitive_passages *found = finding->found;
    size_t first = finding->word;
    size_t last = finding->word;
    while (first > 0 &&
           goes_on(finding->text, &words->items[first - 1], &words->items[first])) {
        first--;
    }
    while (last + 1 < words->count &&
           goes_on(finding->text, &words->items[last], &words->items[last + 1])) {
        last++;
    }
    for (size_t i = 0; i < found->count; i++) {
        if (found->items[i].first == first && str_eq(found->items[i].reason, reason)) {
            return;
        }
    }
    if (found->count < SENSITIVE_MAX) {
        found->items[found->count++] = (struct sensitive_passage){reason, first, last};
    }
}

static int64_t sum_for(const struct finding *finding, struct str reason)
{
    int64_t sum = 0;
    for (size_t i = 0; i < finding->group_count; i++) {
        const struct cue_group *group =
            cue_rules_group(finding->rules->cues, finding->groups[i]);
        sum += str_eq(group->purpose, reason) ? group->weight : 0;
    }
    return sum;
}

static void end_passage(struct finding *finding)
{
    for (size_t i = 0; i < finding->group_count; i++) {
        struct str reason = cue_rules_group(finding->rules->cues, finding->groups[i])->purpose;
        bool first = true;
        for (size_t k = 0; k < i; k++) {
            first = first &&
                    !str_eq(reason,
                            cue_rules_group(finding->rules->cues, finding->groups[k])->purpose);
        }
        if (first && sum_for(finding, reason) >= finding->rules->threshold) {
            flag(finding, reason);
        }
    }
    finding->group_count = 0;
}

static void meet(void *data, const struct cue_place *place)
{
    struct finding *finding = data;
    uint32_t passage = finding->words->items[place->first].passage;
    if (finding->group_count > 0 && passage != finding->passage) {
        end_passage(finding);
    }
    finding->passage = passage;
    finding->word = place->first;
    for (size_t i = 0; i < finding->group_count; i++) {
        if (finding->groups[i] == place->group) {
            return;
        }
    }
    if (finding->group_count < GROUPS_SEEN) {
        finding->groups[finding->group_count++] = place->group;
    }
}

void sensitive_passages_find(struct arena *arena, const struct sensitive_rules *rules,
                             struct str text, const struct document_words *words,
                             struct sensitive_passages *found)
{
    struct finding finding = {.rules = rules, .text = text, .words = words, .found = found};
    *found = (struct sensitive_passages){
        .items = arena_zalloc(arena, SENSITIVE_MAX * sizeof *found->items)};
    cue_rules_find(rules->cues, words, CUE_TEXT, meet, &finding);
    end_passage(&finding);
}

bool sensitive_passages_touch(const struct sensitive_passages *found,
                              const struct document_words *words, size_t from, size_t to)
{
    for (size_t i = 0; i < found->count; i++) {
        if (words->items[found->items[i].first].from < to &&
            words->items[found->items[i].last].to > from) {
            return true;
        }
    }
    return false;
}

/* Words that begin a sentence, and calendar words: their capital names nobody. */
static bool is_common(struct str word)
{
    static const char *const common[] = {
        "the",      "this",      "that",     "these",     "those",    "there",     "they",
        "their",    "she",       "her",      "his",       "him",      "you",       "your",
        "our",      "not",       "and",      "but",       "for",      "from",      "with",
        "when",     "where",     "who",      "what",      "which",    "while",     "after",
        "before",   "because",   "please",   "all",       "any",      "are",       "was",
        "were",     "has",       "have",     "had",       "may",      "must",      "will",
        "its",      "one",       "two",      "then",      "also",     "however",   "january",
        "february", "march",     "april",    "june",      "july",     "august",    "september",
        "october",  "november",  "december", "monday",    "tuesday",  "wednesday", "thursday",
        "friday",   "saturday",  "sunday",   "police",    "street",   "road",      "lane",
        "officer",  "constable", "sergeant", "inspector", "detective"};
    for (size_t i = 0; i < sizeof common / sizeof common[0]; i++) {
        if (word.n == strlen(common[i]) && strncasecmp(word.p, common[i], word.n) == 0) {
            return true;
        }
    }
    return false;
}

static bool is_name(struct str word)
{
    return word.n >= NAME_MIN && word.p[0] >= 'A' && word.p[0] <= 'Z' && !is_common(word);
}

static bool of_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

/* The next run of letters; false at the end. */
static bool next_word(struct str text, size_t *at, struct str *word)
{
    while (*at < text.n && !of_word(text.p[*at])) {
        ++*at;
    }
    size_t from = *at;
    while (*at < text.n && of_word(text.p[*at])) {
        ++*at;
    }
    *word = str_sub(text, from, *at - from);
    return *at > from;
}

static bool holds_name(struct str text, struct str name)
{
    struct str word;
    for (size_t at = 0; next_word(text, &at, &word);) {
        if (word.n == name.n && is_name(word) && strncasecmp(word.p, name.p, name.n) == 0) {
            return true;
        }
    }
    return false;
}

bool sensitive_passages_named(const struct sensitive_passages *found, struct str text,
                              const struct document_words *words, struct str said)
{
    struct str word;
    for (size_t at = 0; next_word(said, &at, &word);) {
        for (size_t i = 0; is_name(word) && i < found->count; i++) {
            size_t from = words->items[found->items[i].first].from;
            size_t to = words->items[found->items[i].last].to;
            if (holds_name(str_sub(text, from, to - from), word)) {
                return true;
            }
        }
    }
    return false;
}
