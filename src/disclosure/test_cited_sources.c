/* Data files that claim to have been read in a source have to name one. */
#include "base/arena.h"
#include "disclosure/cited_sources.h"
#include "disclosure/schedule_words.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#define SOURCE(id, kind, day)                                                                  \
    "{\"id\":\"" id "\",\"says\":\"s\",\"address\":\"a\",\"how\":\"h\",\"kind\":\"" kind       \
    "\",\"read_on\":\"" day "\"}"
#define SOURCES                                                                                \
    "\"sources\":[" SOURCE("act", "primary", "2026-01-31") "," SOURCE(                         \
        "firm", "secondary", "2026-01-31") "," SOURCE("chambers", "secondary",                 \
                                                      "2026-01-31") "]"

static const struct js *parsed(struct arena *arena, const char *text)
{
    struct js *root;
    assert_int_equal(js_parse(arena, str_of(text), &root, NULL), ERR_OK);
    return root;
}

/* NULL: it passes; or words that its error has to hold. */
static void entry_is(const char *entry, const char *refused)
{
    struct arena *arena = arena_new();
    struct err err = {0};
    const struct js *root = parsed(arena, "{" SOURCES "}");
    enum err_code code = cited_entry_check(root, "list", 3, parsed(arena, entry), &err);
    assert_int_equal(code, refused == NULL ? ERR_OK : ERR_FORMAT);
    if (refused != NULL) {
        assert_non_null(strstr(err.message, "\"list\": 3 (x)"));
        assert_non_null(strstr(err.message, refused));
    }
    arena_free(arena);
}

static void test_what_was_verified_names_where(void **state)
{
    (void)state;
    entry_is("{\"id\":\"x\",\"verified\":\"yes\",\"sources\":[\"act\"],\"wording\":\"w\"}",
             NULL);
    entry_is("{\"id\":\"x\",\"verified\":\"secondary\",\"sources\":[\"firm\",\"chambers\"]}",
             NULL);
    entry_is("{\"id\":\"x\",\"verified\":\"no\",\"sources\":[],\"wording\":\"\"}", NULL);
    entry_is("{\"id\":\"x\"}", NULL);
}

static void test_a_claim_without_a_source_is_refused(void **state)
{
    (void)state;
    entry_is("{\"id\":\"x\",\"verified\":\"yes\",\"sources\":[\"firm\",\"chambers\"]}",
             "primary source");
    entry_is("{\"id\":\"x\",\"verified\":\"yes\"}", "primary source");
    entry_is("{\"id\":\"x\",\"verified\":\"secondary\",\"sources\":[\"firm\"]}", "two sources");
    entry_is("{\"id\":\"x\",\"verified\":\"secondary\",\"sources\":[\"firm\",\"firm\"]}",
             "twice");
    entry_is("{\"id\":\"x\",\"verified\":\"yes\",\"sources\":[\"code\"]}", "names no source");
    entry_is("{\"id\":\"x\",\"verified\":\"perhaps\"}", "yes, secondary or no");
}

static void test_official_words_that_nobody_read_are_refused(void **state)
{
    (void)state;
    entry_is("{\"id\":\"x\",\"verified\":\"no\",\"wording\":\"all logs\"}", "stay empty");
    entry_is("{\"id\":\"x\",\"number\":\"(a)\"}", "stay empty");
}

static void sources_are(const char *text, const char *refused)
{
    struct arena *arena = arena_new();
    struct err err = {0};
    enum err_code code = cited_sources_check(parsed(arena, text), &err);
    assert_int_equal(code, refused == NULL ? ERR_OK : ERR_FORMAT);
    if (refused != NULL) {
        assert_non_null(strstr(err.message, refused));
    }
    arena_free(arena);
}

static void test_a_source_says_what_it_is_and_when_it_was_read(void **state)
{
    (void)state;
    sources_are("{" SOURCES "}", NULL);
    sources_are("{}", NULL);
    sources_are("{\"sources\":[" SOURCE("a", "hearsay", "2026-01-31") "]}",
                "primary or secondary");
    sources_are("{\"sources\":[" SOURCE("a", "primary", "31 January") "]}", "read_on");
    sources_are("{\"sources\":[" SOURCE("a", "primary", "2026-01-31") "," SOURCE(
                    "a", "primary", "2026-01-31") "]}",
                "source \"a\"");
}

static void headings_are(const char *paper, bool pass)
{
    struct arena *arena = arena_new();
    const struct js *root = parsed(arena, "{" SOURCES "}");
    assert_int_equal(
        cited_headings_check(root, "paper", parsed(arena, paper), "verified", 2, NULL),
        pass ? ERR_OK : ERR_FORMAT);
    arena_free(arena);
}

static void test_each_heading_has_its_source_or_no(void **state)
{
    (void)state;
    headings_are("{\"verified\":[\"no\",\"act\"]}", true);
    headings_are("{}", true);
    headings_are("{\"verified\":[\"no\"]}", false);
    headings_are("{\"verified\":[\"no\",\"code\"]}", false);
    headings_are("{\"verified\":[\"no\",1]}", false);
}

static void test_the_files_that_ship_pass(void **state)
{
    struct arena *arena = arena_new();
    struct schedule_words words;
    struct err err = {0};
    (void)state;
    if (schedule_words_load(arena, PAI_SOURCE_DIR "/reference", &words, &err) != ERR_OK) {
        print_error("%s\n", err.message);
        fail();
    }
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_was_verified_names_where),
        cmocka_unit_test(test_a_claim_without_a_source_is_refused),
        cmocka_unit_test(test_official_words_that_nobody_read_are_refused),
        cmocka_unit_test(test_a_source_says_what_it_is_and_when_it_was_read),
        cmocka_unit_test(test_each_heading_has_its_source_or_no),
        cmocka_unit_test(test_the_files_that_ship_pass),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
