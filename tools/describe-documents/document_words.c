#include "document_words.h"

#include "base/utf8.h"

#include <string.h>

enum { FOLDED_MAX = 64, FIRST_ROOM = 256 };

static bool is_letter(uint32_t c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c >= 0xC0 && c != 0xD7 && c != 0xF7 && !(c >= 0x2000 && c <= 0x2BFF) &&
            c != 0xFEFF);
}

static bool is_digit(uint32_t c)
{
    return c >= '0' && c <= '9';
}

static uint32_t lower(uint32_t c)
{
    bool latin = (c >= 'A' && c <= 'Z') || (c >= 0xC0 && c <= 0xDE && c != 0xD7);
    return latin ? c + 32 : c;
}

/* A word without letters is a number, in which digits stay what they are. */
static char alike(char c)
{
    return c == 'l' || c == '1' ? 'i' : c == '0' ? 'o' : c == '5' ? 's' : c;
}

static size_t fold_letters(char *bytes, size_t n)
{
    size_t kept = 0;
    for (size_t i = 0; i < n; i++) {
        if (bytes[i] == 'r' && i + 1 < n && bytes[i + 1] == 'n') {
            bytes[kept++] = 'm';
            i++;
        } else {
            bytes[kept++] = alike(bytes[i]);
        }
    }
    return kept;
}

struct folding {
    char bytes[FOLDED_MAX + 4];
    size_t n;
    bool letters;
};

static void folding_add(struct folding *folding, uint32_t c)
{
    folding->letters = folding->letters || is_letter(c);
    if (folding->n < FOLDED_MAX) {
        folding->n += utf8_encode(lower(c), folding->bytes + folding->n);
    }
}

static struct str folding_end(struct folding *folding, struct arena *arena)
{
    if (folding->letters) {
        folding->n = fold_letters(folding->bytes, folding->n);
    }
    return arena_str(arena, str_n(folding->bytes, folding->n));
}

struct str document_word_fold(struct arena *arena, struct str word)
{
    struct folding folding = {.n = 0};
    uint32_t c;
    for (size_t at = 0; at < word.n && utf8_next(word, &at, &c);) {
        if (is_letter(c) || is_digit(c)) {
            folding_add(&folding, c);
        }
    }
    return folding_end(&folding, arena);
}

static struct document_word *next_place(struct arena *arena, struct document_words *words,
                                        size_t *room)
{
    if (words->count == *room) {
        size_t more = *room == 0 ? FIRST_ROOM : *room * 2;
        struct document_word *items = arena_alloc(arena, more * sizeof *items);
        if (words->count > 0) {
            memcpy(items, words->items, words->count * sizeof *items);
        }
        words->items = items;
        *room = more;
    }
    return &words->items[words->count++];
}

/* A passage ends with a line, or with a full stop, question or exclamation mark before a blank
 * when the word before it has more than two letters ("Mr." and initials go on). */
static bool ends_passage(uint32_t c, struct str text, size_t at, size_t word_letters)
{
    bool blank = at >= text.n || text.p[at] == ' ' || text.p[at] == '\n';
    return c == '\n' || ((c == '.' || c == '?' || c == '!') && blank && word_letters > 2);
}

void document_words_make(struct arena *arena, struct str text, struct document_words *words)
{
    struct folding folding = {.n = 0};
    size_t room = 0;
    uint32_t number = 0;
    uint32_t passage = 0;
    uint32_t start = 0;
    uint32_t c;
    size_t from = 0;
    size_t before = 0;
    bool within = false;
    *words = (struct document_words){.items = NULL};
    for (size_t at = 0; words->count < WORDS_MAX; number++) {
        size_t here = at;
        bool more = at < text.n && utf8_next(text, &at, &c);
        bool part = more && (is_letter(c) || is_digit(c));
        bool joins = more && within && (c == '\'' || c == 0x2019);
        if (part) {
            start = within ? start : number;
            from = within ? from : here;
            within = true;
            folding_add(&folding, c);
        } else if (within && !joins) {
            struct document_word *word = next_place(arena, words, &room);
            *word = (struct document_word){.folded = folding_end(&folding, arena),
                                           .start = start,
                                           .end = number,
                                           .from = (uint32_t)from,
                                           .to = (uint32_t)here,
                                           .passage = passage};
            word->hash = str_hash(word->folded);
            before = here - from;
            folding = (struct folding){.n = 0};
            within = false;
        }
        if (!more) {
            break;
        }
        if (!part && ends_passage(c, text, at, before)) {
            passage++;
        }
    }
}
