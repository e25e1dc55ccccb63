/* English and Western texts are never taken for another script, however their signs fall. What
 * foreign texts are taken for: tests/casefile/check_encodings.py, which has iconv write them.
 */
#include "guessed_charset.h"

#include "base/strbuf.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* In Windows-1252, its bytes in octal: pounds, quotes, dashes, names with accents, fractions.
 */
static const char *const words[] = {
    "the",         "paid",    "gate",        "and",          "shop",      "by",
    "\2435",       "\24320",  "caf\351",     "na\357ve",     "don\222t",  "he\222s",
    "\227",        "\226",    "\223yes\224", "\223no\224",   "it\222s",   "20\260C",
    "\275",        "Jos\351", "Mu\361oz",    "Zo\353",       "\200",      "\251",
    "\256",        "\205",    "fa\347ade",   "r\351sum\351", "\2431,200", "Ren\351e",
    "Fran\347ois", "Si\342n", "t\342n",      "m\364r",       "\275lb",    "\243\243\243",
    "\225"};

enum { TEXTS = 4000 };

/* Numerical Recipes' generator: the same texts each time. */
static uint32_t next(uint32_t *state)
{
    *state = *state * 1664525U + 1013904223U;
    return *state >> 8;
}

static void western_texts_stay(void **state)
{
    uint32_t dice = 5;
    (void)state;
    for (int i = 0; i < TEXTS; i++) {
        struct arena *arena = arena_new();
        struct strbuf text;
        strbuf_init(&text, 4096);
        for (uint32_t n = 1 + next(&dice) % 30; n > 0; n--) {
            strbuf_puts(&text, words[next(&dice) % (sizeof words / sizeof words[0])]);
            strbuf_putc(&text, n > 1 ? ' ' : '\n');
        }
        const char *guess = guess_charset(arena, strbuf_view(&text));
        if (guess != NULL) {
            print_error("%s for: %.*s\n", guess, STR_ARG(strbuf_view(&text)));
        }
        assert_null(guess);
        strbuf_release(&text);
        arena_free(arena);
    }
}

static void few_letters_are_no_script(void **state)
{
    struct arena *arena = arena_new();
    (void)state;
    assert_null(guess_charset(arena, STR("\xE7\xC4\xC5 \xD4\xD9?"))); /* two words of KOI8-R */
    assert_null(guess_charset(arena, STR("plain letters of ASCII alone")));
    assert_null(guess_charset(arena, STR("")));
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(western_texts_stay),
                                       cmocka_unit_test(few_letters_are_no_script)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
