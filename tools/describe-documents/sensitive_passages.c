#include "sensitive_passages.h"

#include <string.h>

enum { GROUPS_SEEN = 64 };

struct sensitive_rules {
    struct cue_rules *cues;
    int64_t threshold;
};

/* The passage whose phrases are being met. */
struct finding {
    const struct sensitive_rules *rules;
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

static void flag(struct finding *finding, struct str reason)
{
    const struct document_words *words = finding->words;
    size_t first = finding->word;
    size_t last = finding->word;
    while (first > 0 && words->items[first - 1].passage == finding->passage) {
        first--;
    }
    while (last + 1 < words->count && words->items[last + 1].passage == finding->passage) {
        last++;
    }
    if (finding->found->count < SENSITIVE_MAX) {
        finding->found->items[finding->found->count++] =
            (struct sensitive_passage){reason, first, last};
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
                             const struct document_words *words,
                             struct sensitive_passages *found)
{
    struct finding finding = {.rules = rules, .words = words, .found = found};
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
