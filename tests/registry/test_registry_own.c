/* The pages of what a force says itself, with its own key: that it does so; the flags of its
 * assessments, in words; and whatever it writes, as text and never as markup. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/file.h"
#include "crypto/random.h"
#include "support/statement_lines.h"
#include "web/site.h"

#include <stdlib.h>
#include <string.h>

#define SUBJECT "11111111111111111111111111111111"
#define USE "/deployments/" SUBJECT
#define SCRIPT "<script>alert(1)</script>"
#define IMAGE "\\\"><img src=x onerror=alert(1)>"

enum { LOGGED = 1796000000 };

static struct arena *arena;
static struct datadir dir;
static struct err err;
static struct site *site;

static const char lines[] =
    "{\"body\":{\"date\":\"2026-01-01\",\"kind\":\"territorial force\",\"name\":\"North Sample "
    "Police\",\"organisation\":\"sample-north\",\"region\":\"Sample\"},\"type\":"
    "\"organisation.named/1\"}\n"
    "{\"body\":{\"fields\":{\"name\":\"Use " SCRIPT "\",\"summary\":\"" IMAGE
    "\",\"contact\":\"javascript:alert(1)\",\"scope\":[\"" SCRIPT "\"],\"risks\":[{\"risk\":"
    "\"" SCRIPT "\",\"mitigation\":\"=1+1\"}]},\"forces\":[\"sample-north\"],"
    "\"organisation\":\"sample-north\",\"reason\":\"" SCRIPT "\",\"stage\":\"pilot\",\"tools\":"
    "[{\"parameters\":{\"threshold\":\"" SCRIPT "\"},\"tool\":{\"kind\":\"declared\","
    "\"product\":\"" SCRIPT "\",\"supplier\":\"" IMAGE "\",\"version\":\"1\"}}],"
    "\"vocabulary\":\"deployment-fields/1\"},\"subject\":\"" SUBJECT
    "\",\"type\":\"deployment.described/1\"}\n";

static void must(enum err_code code)
{
    if (code != ERR_OK) {
        fail_msg("%s", err.message);
    }
}

static const char *flagged(const char *requirement, const char *flag, const char *reason)
{
    return arena_printf(arena,
                        "{\"body\":{\"answer\":\"Looked at.\",\"date\":\"2026-02-01\","
                        "\"deployment\":\"" SUBJECT
                        "\",\"flag\":\"%s\",\"flag_reason\":\"%s\",\"gate\":\"gate/1\","
                        "\"organisation\":\"sample-north\",\"requirement\":\"%s\"},\"type\":"
                        "\"requirement.answered/2\"}\n",
                        flag, reason, requirement);
}

static void append_all(void)
{
    struct keeper *keeper;
    struct keeper_settings settings = {.clock = {true, LOGGED}, .organisation = "sample-north"};
    const char *path = arena_printf(arena, "%s.jsonl", dir.root);
    const char *text = arena_printf(arena, "%s%s%s%s", lines,
                                    flagged("equality", "green", "Sample reason for green."),
                                    flagged("covenant", "orange", "Sample reason for orange."),
                                    flagged("checklist", "red", SCRIPT));
    must(file_write(path, str_of(text), 0600, &err));
    must(keeper_open(&keeper, &dir, &settings, &err));
    must(statement_lines_append(keeper, arena, path, "{}", &err));
    keeper_close(keeper);
    must(file_remove_tree(path, &err));
}

static int start(void **state)
{
    char folder[] = "/tmp/policeai-own-XXXXXX";
    (void)state;
    crypto_start();
    arena = arena_new();
    if (mkdtemp(folder) == NULL || datadir_at(arena, folder, &dir, &err) != ERR_OK) {
        return 1;
    }
    append_all();
    struct site_plan plan = {.public_db = dir.public_db,
                             .reference = PAI_SOURCE_DIR "/reference",
                             .clock = {true, LOGGED + 60}};
    must(site_open(&site, &plan, &err));
    return 0;
}

static int stop(void **state)
{
    (void)state;
    site_close(site);
    enum err_code code = file_remove_tree(dir.root, &err);
    arena_free(arena);
    return code != ERR_OK;
}

static struct str body_of(const char *path, const char *query)
{
    struct site_request request = {str_of(path), str_of(query)};
    struct site_answer answer;
    site_respond(site, arena, &request, &answer, &err);
    if (answer.status != 200) {
        fail_msg("%s: %d", path, answer.status);
    }
    return answer.body;
}

static bool has(struct str text, const char *words)
{
    return str_find(text, str_of(words)) != SIZE_MAX;
}

static void must_have(struct str text, const char *words)
{
    if (!has(text, words)) {
        fail_msg("\"%s\" is missing in: %.*s", words, STR_ARG(text));
    }
}

static void test_own__says_that_the_force_itself_published_it(void **state)
{
    (void)state;
    struct str page = body_of(USE, "");
    must_have(page, "Published by North Sample Police itself.");
    assert_false(has(page, "not yet confirmed"));
    assert_false(has(page, "Not yet confirmed"));
    assert_false(has(body_of("/deployments", ""), "not yet confirmed"));
    assert_false(has(body_of("/forces/sample-north", ""), "not yet confirmed"));
    assert_false(has(body_of("/feeds/all.atom", ""), "not yet confirmed"));
    must_have(body_of(USE "/on", ""), "Published by North Sample Police itself.");
}

static void test_own__a_flag_has_its_word_and_its_reason(void **state)
{
    (void)state;
    struct str page = body_of(USE, "");
    must_have(page, "govuk-tag--green\">Green flag</strong>");
    must_have(page, "govuk-tag--orange\">Orange flag</strong>");
    must_have(page, "govuk-tag--red\">Red flag</strong>");
    must_have(page, "Sample reason for green.");
    must_have(page, "Sample reason for orange.");
    must_have(page, "1 green, 1 orange, 1 red.");
}

/* Everything that shows something of it is well formed, and nowhere does a tag begin. */
static void test_own__what_it_writes_is_text_wherever_it_stands(void **state)
{
    static const char *const pages[][2] = {{USE, ""},
                                           {USE "/versions", ""},
                                           {USE "/on", ""},
                                           {"/deployments", ""},
                                           {"/search", "q=use"},
                                           {"/forces/sample-north", ""},
                                           {"/statistics", ""},
                                           {"/", ""},
                                           {"/forces/sample-north/questions/1", ""}};
    (void)state;
    for (size_t i = 0; i < sizeof pages / sizeof pages[0]; i++) {
        struct str page = body_of(pages[i][0], pages[i][1]);
        if (has(page, "<script") || has(page, "<img") || has(page, "href=\"javascript:")) {
            fail_msg("%s: markup got through", pages[i][0]);
        }
    }
    must_have(body_of(USE, ""), "Use &lt;script&gt;alert(1)&lt;/script&gt;");
    assert_false(has(body_of("/feeds/all.atom", ""), "<script"));
    must_have(body_of("/feeds/all.atom", ""), "&lt;script&gt;");
    /* a spreadsheet takes it for no formula */
    assert_false(has(body_of("/downloads/uses.csv", ""), ",=1+1"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_own__says_that_the_force_itself_published_it),
        cmocka_unit_test(test_own__a_flag_has_its_word_and_its_reason),
        cmocka_unit_test(test_own__what_it_writes_is_text_wherever_it_stands),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
