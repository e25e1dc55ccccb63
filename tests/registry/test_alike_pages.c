/* What the pages say of boilerplate and of several tools in one record, without blame: four
 * made-up uses, three of which share the words of a risk. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "support/site_place.h"

enum { NOW = 1796000000 };

#define SHARED                                                                                 \
    "The main risk is a wrong match. Every match is looked at by a trained officer before "    \
    "anything follows from it, and the officer can set it aside without giving a reason."
#define NEARLY                                                                                 \
    "One main risk is a wrong match. Every match is looked at by a trained officer before "    \
    "anything follows from it, and the officer can set it aside without giving a reason."
#define FIRST "11111111111111111111111111111111"
#define ALONE "44444444444444444444444444444444"

static struct keeper_place *place;

static void deploy(const char *subject, const char *name, const char *risk, const char *tools)
{
    keeper_place_say(
        place, "deployment.described/1", subject,
        arena_printf(place->arena,
                     "{\"fields\":{\"name\":\"%s\",\"risks\":[{\"mitigation\":\"See above.\","
                     "\"risk\":\"%s\"}]},\"forces\":[\"sample-force\"],\"organisation\":"
                     "\"sample-centre\",\"stage\":\"considering\",\"tools\":[%s],"
                     "\"vocabulary\":\"deployment-fields/1\"}",
                     name, risk, tools));
}

#define TOOL(name)                                                                             \
    "{\"tool\":{\"kind\":\"declared\",\"product\":\"" name                                     \
    "\",\"supplier\":\"Sample Ltd\",\"version\":\"1\"}}"

static int start(void **state)
{
    (void)state;
    place = keeper_place_begin(
        (struct keeper_settings){.clock = {true, NOW}, .organisation = "sample-centre"});
    deploy(FIRST, "First <b>sample</b>", SHARED,
           TOOL("Sample Matcher") "," TOOL("Sample Mask"));
    deploy("22222222222222222222222222222222", "Second <b>sample</b>", SHARED,
           TOOL("Sample Scribe"));
    deploy("33333333333333333333333333333333", "Third sample", NEARLY, TOOL("Sample Eye"));
    deploy(ALONE, "Fourth sample", "It is read out by Sample Scribe.", TOOL("Sample Ear"));
    site_place_show(place, NOW);
    return 0;
}

static int stop(void **state)
{
    (void)state;
    site_place_close();
    keeper_place_end(place);
    return 0;
}

static void test_deployment__says_where_else_its_words_stand(void **state)
{
    (void)state;
    must_say("/deployments/" FIRST, "",
             "These 32 words, or nearly these, stand in 2 other records. In 1 of them word for "
             "word.");
    must_say("/deployments/" FIRST, "",
             "Second &lt;b&gt;sample&lt;/b&gt; , sample-centre: word for word");
    must_say("/deployments/" FIRST, "",
             "Third sample , sample-centre: 28 of 30 phrases of four words are the same");
    assert_true(holds("/deployments/" FIRST, "",
                      "href=\"/deployments/33333333333333333333333333333333\""));
    assert_true(holds("/deployments/" FIRST, "", "href=\"#field-risks\""));
    must_say("/deployments/" FIRST, "", "It says what is the same, not why.");
}

static void test_deployment__says_that_nothing_stands_elsewhere(void **state)
{
    (void)state;
    must_say("/deployments/" ALONE, "",
             "Of its 0 texts of at least 20 words none stands in another record");
}

static void test_deployment__tells_several_tools(void **state)
{
    (void)state;
    must_say("/deployments/" FIRST, "", "This record lists 2 tools.");
    must_say("/deployments/" FIRST, "", "Its texts name no other tool");
    must_say("/deployments/" ALONE, "",
             "Its texts name tools that it does not list and another record uses: Sample "
             "Scribe");
}

static void test_statistics__count_what_is_shared_and_link_to_it(void **state)
{
    (void)state;
    must_say("/statistics", "",
             "1 text of at least 20 words stands word for word in more than one record, 2 "
             "records in all.");
    must_say("/statistics", "",
             "Risks and what is done about them: for instance in First "
             "&lt;b&gt;sample&lt;/b&gt; , sample-centre 32 2");
    must_say("/statistics", "", "1 record lists more than one tool.");
    must_say("/statistics", "", "First &lt;b&gt;sample&lt;/b&gt; : 2 tools");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_deployment__says_where_else_its_words_stand),
        cmocka_unit_test(test_deployment__says_that_nothing_stands_elsewhere),
        cmocka_unit_test(test_deployment__tells_several_tools),
        cmocka_unit_test(test_statistics__count_what_is_shared_and_link_to_it),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
