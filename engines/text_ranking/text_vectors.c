/* See text_vectors.h. */
#include "text_ranking/text_vectors.h"

#include "base/mem.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { TABLE = 1 << 16, PIECE = 6, WORD_MAX = 64 };

/* How often each feature stands in the text being added. */
struct counter {
    uint32_t key[TABLE]; /* hash + 1, 0: free */
    uint32_t count[TABLE];
    uint32_t used[TEXT_VECTOR_FEATURES_MAX];
    size_t used_count;
    int hash_bits;
};

void text_vectors_init(struct text_vectors *vectors, int hash_bits)
{
    *vectors = (struct text_vectors){.hashes = UINT32_C(1) << hash_bits};
    vectors->frequency = xcalloc(vectors->hashes, sizeof *vectors->frequency);
    struct counter *counter = xcalloc(1, sizeof *counter);
    counter->hash_bits = hash_bits;
    vectors->counter = counter;
    vectors->start = mem_grow(NULL, 0, &vectors->start_capacity, sizeof *vectors->start);
    vectors->start[0] = 0;
}

void text_vectors_release(struct text_vectors *vectors)
{
    free(vectors->start);
    free(vectors->items);
    free(vectors->frequency);
    free(vectors->counter);
    *vectors = (struct text_vectors){0};
}

static void count_feature(struct counter *counter, uint64_t hash)
{
    uint32_t id = (uint32_t)((hash ^ (hash >> 31)) * UINT64_C(0x9e3779b97f4a7c15) >>
                             (64 - counter->hash_bits));
    size_t at = (id * UINT32_C(2654435761)) >> 16 & (TABLE - 1);
    while (counter->key[at] != 0 && counter->key[at] != id + 1) {
        at = (at + 1) & (TABLE - 1);
    }
    if (counter->key[at] == 0) {
        if (counter->used_count == TEXT_VECTOR_FEATURES_MAX) {
            return;
        }
        counter->key[at] = id + 1;
        counter->count[at] = 0;
        counter->used[counter->used_count++] = (uint32_t)at;
    }
    counter->count[at]++;
}

static int folded(unsigned char c)
{
    if (c >= 'A' && c <= 'Z') {
        return c + ('a' - 'A');
    }
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c >= 0x80 ? c : 0;
}

/* FNV-1a, from a basis of its own a kind of feature. */
static uint64_t hash_bytes(uint64_t basis, const char *bytes, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        basis = (basis ^ (unsigned char)bytes[i]) * UINT64_C(0x100000001b3);
    }
    return basis;
}

/* Words that stand in every text, in order. */
static bool is_common(const char *word, size_t n)
{
    static const char *const common[] = {
        "about", "after", "all",   "also", "an",    "and",   "any",  "are",   "as",    "at",
        "be",    "been",  "but",   "by",   "can",   "did",   "do",   "for",   "from",  "had",
        "has",   "have",  "he",    "her",  "him",   "his",   "if",   "in",    "into",  "is",
        "it",    "its",   "me",    "more", "my",    "no",    "not",  "of",    "on",    "one",
        "or",    "other", "our",   "out",  "she",   "so",    "some", "such",  "than",  "that",
        "the",   "their", "them",  "then", "there", "these", "they", "this",  "those", "to",
        "two",   "up",    "was",   "we",   "were",  "what",  "when", "which", "while", "who",
        "will",  "with",  "would", "you",  "your"};
    size_t low = 0;
    size_t high = sizeof common / sizeof common[0];
    while (low < high) {
        size_t middle = (low + high) / 2;
        int order = strncmp(word, common[middle], n);
        order = order == 0 && common[middle][n] != '\0' ? -1 : order;
        if (order == 0) {
            return true;
        }
        if (order < 0) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    return false;
}

static void count_word(struct counter *counter, const char *word, size_t n)
{
    if (is_common(word, n)) {
        return;
    }
    count_feature(counter, hash_bytes(UINT64_C(0xcbf29ce484222325), word, n));
    if (n > PIECE) {
        count_feature(counter, hash_bytes(UINT64_C(0x84222325cbf29ce4), word, PIECE));
    }
}

static void count_part(struct counter *counter, struct str text)
{
    char word[WORD_MAX];
    size_t n = 0;
    for (size_t i = 0; i <= text.n; i++) {
        int c = i < text.n ? folded((unsigned char)text.p[i]) : 0;
        if (c != 0) {
            if (n < WORD_MAX) {
                word[n++] = (char)c;
            }
            continue;
        }
        if (n >= 2) {
            count_word(counter, word, n);
        }
        n = 0;
    }
}

void text_vectors_add(struct text_vectors *vectors, const struct str *parts, size_t count)
{
    struct counter *counter = vectors->counter;
    counter->used_count = 0;
    for (size_t i = 0; i < count; i++) {
        count_part(counter, parts[i]);
    }
    for (size_t i = 0; i < counter->used_count; i++) {
        size_t at = counter->used[i];
        uint32_t id = counter->key[at] - 1;
        vectors->frequency[id]++;
        vectors->items = mem_grow(vectors->items, vectors->item_count, &vectors->capacity,
                                  sizeof *vectors->items);
        vectors->items[vectors->item_count++] =
            (struct text_feature){id, (float)counter->count[at]};
        counter->key[at] = 0;
    }
    vectors->count++;
    vectors->start = mem_grow(vectors->start, vectors->count, &vectors->start_capacity,
                              sizeof *vectors->start);
    vectors->start[vectors->count] = vectors->item_count;
}

struct frequent {
    uint32_t hash, frequency;
};

static int more_frequent(const void *left, const void *right)
{
    const struct frequent *a = left;
    const struct frequent *b = right;
    return a->frequency != b->frequency ? (a->frequency < b->frequency ? 1 : -1)
           : a->hash != b->hash         ? (a->hash < b->hash ? -1 : 1)
                                        : 0;
}

/* Numbers the features that stand in more than one text, the most frequent first, so that the
 * weights which are read most lie together. *ids by hash, UINT32_MAX: left out. */
static void number_features(struct text_vectors *vectors, uint32_t *ids, float *weights)
{
    size_t count = 0;
    uint32_t least = vectors->count < 3 ? 1 : 2;
    struct frequent *list = xcalloc(vectors->hashes, sizeof *list);
    for (uint32_t i = 0; i < vectors->hashes; i++) {
        ids[i] = UINT32_MAX;
        if (vectors->frequency[i] >= least) {
            list[count++] = (struct frequent){i, vectors->frequency[i]};
        }
    }
    qsort(list, count, sizeof *list, more_frequent);
    for (uint32_t i = 0; i < count; i++) {
        ids[list[i].hash] = i;
        weights[i] = 1 + logf((1 + (float)vectors->count) / (1 + (float)list[i].frequency));
    }
    vectors->features = count;
    free(list);
}

void text_vectors_finish(struct text_vectors *vectors)
{
    size_t kept = 0;
    uint32_t *ids = xcalloc(vectors->hashes, sizeof *ids);
    float *weights = xcalloc(vectors->hashes, sizeof *weights);
    number_features(vectors, ids, weights);
    for (size_t text = 0; text < vectors->count; text++) {
        size_t from = vectors->start[text];
        size_t first = kept;
        double squares = 0;
        vectors->start[text] = kept;
        for (size_t i = from; i < vectors->start[text + 1]; i++) {
            uint32_t id = ids[vectors->items[i].id];
            if (id == UINT32_MAX) {
                continue;
            }
            float value = (1 + logf(vectors->items[i].value)) * weights[id];
            vectors->items[kept++] = (struct text_feature){id, value};
            squares += (double)value * value;
        }
        float by = squares > 0 ? (float)(1 / sqrt(squares)) : 0;
        for (size_t i = first; i < kept; i++) {
            vectors->items[i].value *= by;
        }
    }
    vectors->start[vectors->count] = kept;
    vectors->item_count = kept;
    free(ids);
    free(weights);
    free(vectors->frequency);
    free(vectors->counter);
    vectors->frequency = NULL;
    vectors->counter = NULL;
}

double text_vectors_dot(const struct text_vectors *vectors, size_t at, const float *weights)
{
    double sum = 0;
    for (size_t i = vectors->start[at]; i < vectors->start[at + 1]; i++) {
        sum += (double)weights[vectors->items[i].id] * (double)vectors->items[i].value;
    }
    return sum;
}
