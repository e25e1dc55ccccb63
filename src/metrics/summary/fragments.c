/* Newsroom's extractive fragments; see summary.h. */
#include "metrics/summary/summary.h"

#include "base/mem.h"
#include "base/strbuf.h"
#include "metrics/unicode/unicode.h"
#include "metrics/unicode/word_table.h"

#include <stdlib.h>

struct numbered {
    struct strbuf lower;
    uint32_t *words;
    size_t count;
    size_t capacity;
};

static void number_words(struct numbered *side, struct word_table *table, struct str text)
{
    strbuf_init(&side->lower, 4 * (size_t)SUMMARY_TEXT_MAX + 64);
    unicode_lower(&side->lower, text);
    side->count =
        word_table_split(table, strbuf_view(&side->lower), &side->words, &side->capacity);
}

/* Places of each word in the source, as lists in rising order. */
struct places {
    size_t *first; /* by word: place + 1, 0 none */
    size_t *next;  /* by place */
};

static struct places places_of(const struct numbered *source, uint32_t words)
{
    struct places places = {xcalloc((size_t)words + 1, sizeof *places.first),
                            xcalloc(source->count + 1, sizeof *places.next)};
    for (size_t i = source->count; i-- > 0;) {
        places.next[i] = places.first[source->words[i]];
        places.first[source->words[i]] = i + 1;
    }
    return places;
}

/* The longest run from word `start` of the summary among those the source begins, each looked
 * for behind the end of the one before. */
static size_t longest(const struct numbered *summary, const struct numbered *source,
                      const struct places *places, size_t start)
{
    size_t best = 0;
    size_t behind = 0;
    for (size_t at = places->first[summary->words[start]]; at != 0; at = places->next[at - 1]) {
        size_t place = at - 1;
        if (place < behind) {
            continue;
        }
        size_t n = 0;
        while (start + n < summary->count && place + n < source->count &&
               summary->words[start + n] == source->words[place + n]) {
            n++;
        }
        best = n > best ? n : best;
        behind = place + n;
    }
    return best;
}

struct fragments fragments_find(struct str summary, struct str source)
{
    struct numbered sides[2] = {0};
    struct word_table table;
    word_table_init(&table);
    number_words(&sides[0], &table, summary);
    number_words(&sides[1], &table, source);
    struct places places = places_of(&sides[1], table.count);
    struct fragments found = {.summary_words = sides[0].count, .source_words = sides[1].count};
    for (size_t i = 0; i < sides[0].count;) {
        size_t n = longest(&sides[0], &sides[1], &places, i);
        found.covered += n;
        found.squares += (double)n * (double)n;
        i += n > 0 ? n : 1;
    }
    free(places.first);
    free(places.next);
    for (int i = 0; i < 2; i++) {
        strbuf_release(&sides[i].lower);
        free(sides[i].words);
    }
    word_table_release(&table);
    return found;
}
