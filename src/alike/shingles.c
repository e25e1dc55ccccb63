/* See shingles.h. */
#include "alike/shingles.h"

#include "base/ascii_case.h"
#include "base/mem.h"
#include "crypto/digest.h"

#include <stdlib.h>
#include <string.h>

bool shingle_letter(unsigned char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           c >= 0x80;
}

char shingle_lower(char c)
{
    return ascii_lower(c);
}

size_t shingle_words(struct str text, char *out, size_t *ends)
{
    size_t words = 0;
    size_t n = 0;
    for (size_t i = 0; i < text.n; i++) {
        bool letter = shingle_letter((unsigned char)text.p[i]);
        if (letter) {
            out[n++] = shingle_lower(text.p[i]);
        }
        bool last = i + 1 == text.n || !shingle_letter((unsigned char)text.p[i + 1]);
        if (letter && last) {
            out[n++] = ' ';
            ends[words++] = n;
        }
    }
    return words;
}

static int by_value(const void *a, const void *b)
{
    const uint64_t *one = a;
    const uint64_t *other = b;
    return *one < *other ? -1 : *one > *other;
}

/* Of a text of `count` words, enough for at least one shingle. */
static void hash_shingles(struct shingles *shingles, const char *words, const size_t *ends,
                          size_t count)
{
    size_t all = count - SHINGLE_WORDS + 1;
    shingles->list = xmalloc(all * sizeof *shingles->list);
    for (size_t i = 0; i < all; i++) {
        size_t start = i > 0 ? ends[i - 1] : 0;
        shingles->list[i] = str_hash(str_n(words + start, ends[i + SHINGLE_WORDS - 1] - start));
    }
    qsort(shingles->list, all, sizeof *shingles->list, by_value);
    for (size_t i = 0; i < all; i++) {
        if (i == 0 || shingles->list[i] != shingles->list[i - 1]) {
            shingles->list[shingles->count++] = shingles->list[i];
        }
    }
}

/* `sum` may be NULL. */
static void make(struct shingles *shingles, struct str text, struct sha256 *sum)
{
    char *words = xmalloc(2 * text.n + 2);
    size_t *ends = xmalloc((text.n + 1) * sizeof *ends);
    size_t count = shingle_words(text, words, ends);
    *shingles = (struct shingles){NULL, 0, count};
    if (count >= BOILERPLATE_WORDS_MIN) {
        hash_shingles(shingles, words, ends, count);
        if (sum != NULL) {
            *sum = sha256_of(str_n(words, ends[count - 1]));
        }
    }
    free(words);
    free(ends);
}

void shingles_make(struct shingles *shingles, struct str text)
{
    make(shingles, text, NULL);
}

void shingles_free(struct shingles *shingles)
{
    free(shingles->list);
    *shingles = (struct shingles){NULL, 0, 0};
}

size_t shingles_shared(const struct shingles *a, const struct shingles *b, size_t *either)
{
    size_t both = 0;
    for (size_t i = 0, k = 0; i < a->count && k < b->count;) {
        if (a->list[i] == b->list[k]) {
            both++;
            i++;
            k++;
        } else if (a->list[i] < b->list[k]) {
            i++;
        } else {
            k++;
        }
    }
    *either = a->count + b->count - both;
    return both;
}

/* A permutation of the 64-bit numbers: the finaliser of splitmix64 (S. Vigna, public domain,
 * 2015). */
static uint64_t mixed(uint64_t x)
{
    x = (x ^ (x >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    x = (x ^ (x >> 27)) * UINT64_C(0x94d049bb133111eb);
    return x ^ (x >> 31);
}

/* The smallest value of the set under the mixing of this number. */
static uint64_t smallest(const struct shingles *shingles, uint64_t number)
{
    uint64_t least = UINT64_MAX;
    uint64_t salt = mixed(number * UINT64_C(0x9e3779b97f4a7c15));
    for (size_t i = 0; i < shingles->count; i++) {
        uint64_t value = mixed(shingles->list[i] ^ salt);
        least = value < least ? value : least;
    }
    return least;
}

static int64_t key_of(const struct shingles *shingles, uint64_t number)
{
    uint64_t key = number + 1;
    int64_t stored;
    for (uint64_t row = 0; row < TEXT_ROWS; row++) {
        key = mixed(key ^ smallest(shingles, number * TEXT_ROWS + row + 1));
    }
    memcpy(&stored, &key, sizeof stored);
    return stored;
}

bool text_sketch_make(struct text_sketch *sketch, struct str text)
{
    struct shingles shingles;
    struct sha256 sum;
    char hex[SHA256_HEX_SIZE];
    make(&shingles, text, &sum);
    sketch->words = shingles.words;
    if (shingles.count == 0) {
        return false;
    }
    sha256_hex(hex, &sum);
    memcpy(sketch->digest, hex, TEXT_DIGEST_SIZE - 1);
    sketch->digest[TEXT_DIGEST_SIZE - 1] = '\0';
    for (uint64_t i = 0; i < TEXT_KEYS; i++) {
        sketch->keys[i] = key_of(&shingles, i);
    }
    shingles_free(&shingles);
    return true;
}
