#include "page_words.h"

#include "base/mem.h"
#include "base/utf8.h"

#include <stdlib.h>

enum { WORDS_MAX = 200000, BOX_MAX = 100000000 };

void page_words_init(struct page_words *words)
{
    *words = (struct page_words){0};
    strbuf_init(&words->text, 4 * READ_PAGE_MAX);
}

void page_words_release(struct page_words *words)
{
    strbuf_release(&words->text);
    free(words->items);
}

static int32_t hundredth(float value)
{
    if (!(value > -BOX_MAX)) { /* also what is no number */
        return -BOX_MAX;
    }
    return value > BOX_MAX ? BOX_MAX : (int32_t)value;
}

static int32_t smaller(int32_t a, int32_t b)
{
    return a < b ? a : b;
}

static int32_t larger(int32_t a, int32_t b)
{
    return a > b ? a : b;
}

static void grow_word(struct page_words *words, const float box[4], int confidence)
{
    int32_t at[4];
    for (int i = 0; i < 4; i++) {
        at[i] = hundredth(box[i]);
    }
    if (!words->open && words->count < WORDS_MAX) {
        words->items =
            mem_grow(words->items, words->count, &words->capacity, 7 * sizeof *words->items);
        int32_t *word = words->items + 7 * words->count++;
        word[0] = words->points;
        word[2] = at[0];
        word[3] = at[1];
        word[4] = at[2];
        word[5] = at[3];
        word[6] = confidence;
        words->open = true;
    }
    if (words->open) {
        int32_t *word = words->items + 7 * (words->count - 1);
        word[1] = words->points + 1;
        word[2] = smaller(word[2], at[0]);
        word[3] = smaller(word[3], at[1]);
        word[4] = larger(word[4], at[2]);
        word[5] = larger(word[5], at[3]);
    }
}

void page_words_add(struct page_words *words, int64_t c, const float box[4], int confidence)
{
    char bytes[4];
    bool blank = c == ' ' || c == '\n' || c == '\t' || c == 0xA0;
    bool bad = (c < ' ' && !blank) || (c >= 0xD800 && c <= 0xDFFF) || c > 0x10FFFF || c == 0x7F;
    size_t n = utf8_encode(bad ? 0xFFFD : (uint32_t)c, bytes);
    if (words->text.n + n > READ_PAGE_MAX + 8) {
        return; /* reading_page tells that the page holds more */
    }
    if (blank) {
        words->open = false;
    } else {
        grow_word(words, box, confidence);
    }
    strbuf_add(&words->text, bytes, n);
    words->points++;
}
