/* The lexicon: one table of hashes over the lists as they are embedded; entries point into
 * them. See lexicon.h. */
#include "personal_data/lexicon.h"

#include "personal_data/lexicon_kinds.h"
#include "base/mem.h"
#include "base/utf8.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { SLOTS = 1 << 17 };

struct entry {
    const char *word;
    uint32_t length;
    uint32_t flags;
};

struct lexicon {
    struct entry slots[SLOTS];
};

static size_t hash_of(struct str word)
{
    uint32_t hash = 2166136261U; /* FNV-1a */
    for (size_t i = 0; i < word.n; i++) {
        hash = (hash ^ (unsigned char)word.p[i]) * 16777619U;
    }
    return (hash ^ (hash >> 15)) & (SLOTS - 1);
}

static size_t slot_of(const struct lexicon *lexicon, struct str word)
{
    size_t at = hash_of(word);
    while (lexicon->slots[at].word != NULL &&
           !str_eq(str_n(lexicon->slots[at].word, lexicon->slots[at].length), word)) {
        at = (at + 1) & (SLOTS - 1);
    }
    return at;
}

static void add(struct lexicon *lexicon, struct str word, unsigned flags)
{
    struct entry *entry = &lexicon->slots[slot_of(lexicon, word)];
    if (entry->word == NULL) {
        entry->word = word.p;
        entry->length = (uint32_t)word.n;
    }
    entry->flags = entry->flags | flags;
}

static unsigned name_flags(struct str kinds)
{
    unsigned flags = 0;
    for (size_t i = 0; i < kinds.n; i++) {
        flags |= kinds.p[i] == 'g' || kinds.p[i] == 'b' ? LEX_GIVEN : 0U;
        flags |= kinds.p[i] == 's' || kinds.p[i] == 'b' ? LEX_SURNAME : 0U;
        flags |= kinds.p[i] == 'w' ? LEX_WORD : 0U;
    }
    return flags;
}

/* Folded words of the places, each once a place: "milton keynes". */
static void add_places(struct lexicon *lexicon)
{
    struct str rest = str_of(lexicon_places);
    struct str line;
    struct str word;
    while (str_split(&rest, '\n', &line)) {
        unsigned flag = str_has_byte(line, ' ') ? LEX_PLACE_PART : LEX_PLACE;
        while (str_split(&line, ' ', &word)) {
            if (word.n > 2) {
                add(lexicon, word, flag);
            }
        }
    }
}

static void add_words(struct lexicon *lexicon, const char *words, unsigned flag)
{
    struct str rest = str_of(words);
    struct str word;
    while (str_split(&rest, ' ', &word)) {
        if (word.n > 0) {
            add(lexicon, word, flag);
        }
    }
}

struct lexicon *lexicon_new(void)
{
    struct lexicon *lexicon = xcalloc(1, sizeof *lexicon);
    struct str rest = str_of(lexicon_names);
    struct str line;
    struct str word;
    while (str_split(&rest, '\n', &line)) {
        if (str_split(&line, ' ', &word) && word.n > 0) {
            add(lexicon, word, name_flags(line));
        }
    }
    rest = str_of(lexicon_words);
    while (str_split(&rest, '\n', &word)) {
        if (word.n > 0) {
            add(lexicon, word, LEX_WORD);
        }
    }
    add_places(lexicon);
    add_words(lexicon, lexicon_nations, LEX_NATION);
    add_words(lexicon, lexicon_street_words, LEX_STREET_WORD);
    add_words(lexicon, lexicon_address_words, LEX_ADDRESS_WORD);
    for (const struct lexicon_kind *kind = lexicon_kinds; kind->words != NULL; kind++) {
        add_words(lexicon, kind->words, kind->flags);
    }
    return lexicon;
}

void lexicon_free(struct lexicon *lexicon)
{
    free(lexicon);
}

static unsigned exact_flags(const struct lexicon *lexicon, struct str word)
{
    return lexicon->slots[slot_of(lexicon, word)].flags;
}

static bool is_word(const struct lexicon *lexicon, struct str stem)
{
    return stem.n > 2 && (exact_flags(lexicon, stem) & LEX_WORD) != 0;
}

/* A suffix off, or off with e or a doubled letter put right: the rules of names/make-lists.py.
 */
static bool is_inflected(const struct lexicon *lexicon, struct str word)
{
    static const char *const suffixes[] = {"s", "es", "ed", "ing", "ly"};
    for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++) {
        struct str suffix = str_of(suffixes[i]);
        if (word.n < suffix.n + 3 || !str_ends(word, suffix)) {
            continue;
        }
        char stem[LEXICON_WORD_MAX + 1];
        size_t n = word.n - suffix.n;
        memcpy(stem, word.p, n);
        stem[n] = 'e';
        bool doubled = n > 3 && stem[n - 1] == stem[n - 2];
        if (is_word(lexicon, str_n(stem, n)) ||
            ((i == 2 || i == 3) && (is_word(lexicon, str_n(stem, n + 1)) ||
                                    (doubled && is_word(lexicon, str_n(stem, n - 1)))))) {
            return true;
        }
    }
    return false;
}

unsigned lexicon_flags(const struct lexicon *lexicon, struct str folded)
{
    if (folded.n == 0 || folded.n > LEXICON_WORD_MAX) {
        return 0;
    }
    unsigned flags = exact_flags(lexicon, folded);
    return (flags & LEX_RULES) == 0 && is_inflected(lexicon, folded) ? flags | LEX_WORD : flags;
}

/* Base letters of U+1EA0 to U+1EF9, the vowels of Vietnamese: runs of one letter each. */
static char vietnamese_letter(uint32_t point)
{
    static const struct {
        uint32_t below;
        char letter;
    } runs[] = {{0x1EB8, 'a'}, {0x1EC8, 'e'}, {0x1ECC, 'i'},
                {0x1EE4, 'o'}, {0x1EF2, 'u'}, {0x1EFA, 'y'}};
    size_t i = 0;
    while (point >= runs[i].below) {
        i++;
    }
    return runs[i].letter;
}

/* Base letters of U+00C0 to U+017F; ? has none. */
static char base_letter(uint32_t point)
{
    static const char bases[] =
        "aaaaaaaceeeeiiiidnooooo?ouuuuytsaaaaaaaceeeeiiiidnooooo?ouuuuyty"
        "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkklllllll"
        "lllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";
    if (point >= 0x1EA0 && point < 0x1EFA) {
        return vietnamese_letter(point);
    }
    if (point == 0x1A0 || point == 0x1A1) {
        return 'o';
    }
    if (point == 0x1AF || point == 0x1B0) {
        return 'u';
    }
    return point >= 0xC0 && point < 0x180 ? bases[point - 0xC0] : '?';
}

static char ascii_letter(char c)
{
    switch (c) {
    case '0':
        return 'o';
    case '1':
        return 'l';
    case '5':
        return 's';
    case '8':
        return 'b';
    default:
        return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c >= 'a' && c <= 'z' ? c : '?';
    }
}

size_t lexicon_fold(struct str word, char out[LEXICON_WORD_MAX])
{
    size_t n = 0;
    size_t at = 0;
    uint32_t point;
    while (at < word.n && utf8_next(word, &at, &point)) {
        if (point == '\'' || point == '-' || point == 0x2019 || point == 0x2BC ||
            (point >= 0x300 && point < 0x370)) {
            continue;
        }
        char letter = point < 0x80 ? ascii_letter((char)point) : base_letter(point);
        if (letter == '?' || n == LEXICON_WORD_MAX) {
            return 0;
        }
        out[n++] = letter;
    }
    return n;
}
