/* Counting masked entities, mentions and tokens; see span_masking.h. */
#include "metrics/spans/span_masking.h"

#include "base/mem.h"
#include "metrics/spans/word_character.h"

#include <stdlib.h>
#include <string.h>

bool mask_ignorable(uint32_t code_point)
{
    static const uint32_t list[] = {' ', ',', '.', '-',  ';', ':',    '/',    '&',    '(',
                                    ')', '[', ']', '\'', '"', 0x2013, 0x2019, 0x201C, 0x201D};
    for (size_t i = 0; i < sizeof list / sizeof list[0]; i++) {
        if (list[i] == code_point) {
            return true;
        }
    }
    return false;
}

bool mask_ignorable_word(const uint32_t *text, size_t start, size_t end)
{
    static const char *const words[] = {"mr", "mrs", "ms", "no", "nr", "about"};
    for (size_t w = 0; w < sizeof words / sizeof words[0]; w++) {
        size_t length = strlen(words[w]);
        size_t i = 0;
        while (i < length && start + i < end &&
               (text[start + i] | 0x20) == (unsigned char)words[w][i] &&
               text[start + i] < 0x80) {
            i++;
        }
        if (i == length && start + i == end) {
            return true;
        }
    }
    return false;
}

bool mask_ignorable_part(const char *part_of_speech)
{
    static const char *const parts[] = {"ADP", "PART", "CCONJ", "DET"};
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        if (strcmp(parts[i], part_of_speech) == 0) {
            return true;
        }
    }
    return false;
}

static bool in_ignored_token(const struct mask_document *document, size_t place)
{
    size_t low = 0;
    for (size_t high = document->token_count; low < high;) {
        size_t middle = low + (high - low) / 2;
        if (document->tokens[middle].end <= place) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < document->token_count && document->tokens[low].start <= place &&
           document->tokens[low].ignored;
}

bool mask_mention_masked(const struct mask_document *document, size_t start, size_t end)
{
    for (size_t i = start; i < end; i++) {
        if (!document->covered[i] &&
            !(document->text != NULL && mask_ignorable(document->text[i])) &&
            !in_ignored_token(document, i)) {
            return false;
        }
    }
    return true;
}

/* What is known of an entity. */
struct entity {
    bool met;
    bool direct, quasi; /* by its first mention */
    bool needed;
    bool open; /* a mention that needs masking is not masked */
};

static void read_entities(const struct mask_document *document, struct entity *entities)
{
    for (size_t i = 0; i < document->mention_count; i++) {
        const struct mask_mention *mention = &document->mentions[i];
        struct entity *entity = &entities[mention->entity];
        if (!entity->met) {
            entity->met = true;
            entity->direct = mention->need == MASK_DIRECT;
            entity->quasi = mention->need == MASK_QUASI || mention->need == MASK_NONE;
        }
        if (mention->need != MASK_NONE) {
            entity->needed = true;
            entity->open |= !mask_mention_masked(document, mention->start, mention->end);
        }
    }
}

static void count_entities(const struct mask_document *document, const struct entity *entities,
                           struct mask_counts *counts)
{
    for (size_t i = 0; i < document->entity_count; i++) {
        const struct entity *entity = &entities[i];
        if (entity->met && entity->needed) {
            counts->entities.all++;
            counts->entities.found += !entity->open;
            counts->direct.all += entity->direct;
            counts->direct.found += entity->direct && !entity->open;
            counts->quasi.all += entity->quasi;
            counts->quasi.found += entity->quasi && !entity->open;
        }
    }
}

/* The next run of word characters of [*at, end); false when there is none. */
static bool next_word(const uint32_t *text, size_t end, size_t *at, size_t *start)
{
    while (*at < end && !word_character(text[*at])) {
        (*at)++;
    }
    *start = *at;
    while (*at < end && word_character(text[*at])) {
        (*at)++;
    }
    return *at > *start;
}

static void count_mentions(const struct mask_document *document, const struct entity *entities,
                           struct mask_counts *counts)
{
    for (size_t i = 0; i < document->mention_count; i++) {
        const struct mask_mention *mention = &document->mentions[i];
        if (!entities[mention->entity].needed) {
            continue;
        }
        counts->mentions.all++;
        counts->mentions.found += mask_mention_masked(document, mention->start, mention->end);
        size_t start;
        for (size_t at = mention->start;
             document->text != NULL && next_word(document->text, mention->end, &at, &start);) {
            counts->tokens.all++;
            counts->tokens.found += mask_mention_masked(document, start, at);
        }
    }
}

/* The mentions that need masking by annotator, then start, with the greatest end so far. */
struct reach {
    uint32_t annotator;
    size_t start;
    size_t end;
};

static int compare_reach(const void *a, const void *b)
{
    const struct reach *left = a;
    const struct reach *right = b;
    if (left->annotator != right->annotator) {
        return left->annotator < right->annotator ? -1 : 1;
    }
    return (left->start > right->start) - (left->start < right->start);
}

struct reaches {
    struct reach *items;
    size_t *first; /* of each annotator, and one past the last */
};

static struct reaches reaches_of(const struct mask_document *document,
                                 const struct entity *entities)
{
    struct reaches r = {xcalloc(document->mention_count + 1, sizeof *r.items),
                        xcalloc(document->annotator_count + 1, sizeof *r.first)};
    size_t count = 0;
    for (size_t i = 0; i < document->mention_count; i++) {
        const struct mask_mention *mention = &document->mentions[i];
        if (mention->need != MASK_NONE && entities[mention->entity].needed) {
            r.items[count++] = (struct reach){mention->annotator, mention->start, mention->end};
            r.first[mention->annotator + 1]++;
        }
    }
    qsort(r.items, count, sizeof *r.items, compare_reach);
    for (size_t a = 0; a < document->annotator_count; a++) {
        r.first[a + 1] += r.first[a];
        for (size_t i = r.first[a] + 1; i < r.first[a + 1]; i++) {
            size_t before = r.items[i - 1].end;
            r.items[i].end = before > r.items[i].end ? before : r.items[i].end;
        }
    }
    return r;
}

/* Annotators one of whose mentions holds all of [start, end). */
static size_t agreeing(const struct mask_document *document, const struct reaches *r,
                       size_t start, size_t end)
{
    size_t count = 0;
    for (size_t a = 0; a < document->annotator_count; a++) {
        size_t low = r->first[a];
        for (size_t high = r->first[a + 1]; low < high;) {
            size_t middle = low + (high - low) / 2;
            if (r->items[middle].start <= start) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        count += low > r->first[a] && r->items[low - 1].end >= end;
    }
    return count;
}

static void count_masks(const struct mask_document *document, const struct entity *entities,
                        struct mask_counts *counts)
{
    struct reaches r = reaches_of(document, entities);
    for (size_t i = 0; i < document->mask_count; i++) {
        const struct mask_span *mask = &document->masks[i];
        size_t start;
        counts->masks.all += document->annotator_count;
        counts->masks.found += agreeing(document, &r, mask->start, mask->end);
        for (size_t at = mask->start;
             document->text != NULL && next_word(document->text, mask->end, &at, &start);) {
            counts->masked_tokens.all += document->annotator_count;
            counts->masked_tokens.found += agreeing(document, &r, start, at);
        }
    }
    free(r.items);
    free(r.first);
}

void mask_count(const struct mask_document *document, struct mask_counts *counts)
{
    struct entity *entities = xcalloc(document->entity_count + 1, sizeof *entities);
    *counts = (struct mask_counts){0};
    read_entities(document, entities);
    count_entities(document, entities, counts);
    count_mentions(document, entities, counts);
    count_masks(document, entities, counts);
    free(entities);
}

struct metric_value mask_recall(const double *sum)
{
    return metric_fraction(sum[0], sum[1], "nothing to be masked");
}

struct metric_value mask_precision(const double *sum)
{
    return metric_fraction(sum[0], sum[1], "nothing was masked");
}
