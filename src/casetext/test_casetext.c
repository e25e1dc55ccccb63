/* Sentences and references of exhibits, on texts that a person would cut the same way. */
#include "casetext/exhibit_mark.h"
#include "casetext/plain_word.h"
#include "casetext/prose.h"
#include "casetext/sentences.h"
#include "casetext/telling.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static void cuts(const char *text, const char *wanted)
{
    struct arena *arena = arena_new();
    size_t count;
    const struct sentence *list = sentences_find(arena, str_of(text), &count);
    const char *out = "";
    for (size_t i = 0; i < count; i++) {
        out = arena_printf(arena, "%s[%.*s]", out, (int)(list[i].end - list[i].start),
                           text + list[i].start);
        assert_int_equal(sentence_of(list, count, list[i].start), i);
        assert_int_equal(sentence_of(list, count, list[i].end - 1), i);
    }
    assert_string_equal(out, wanted);
    arena_free(arena);
}

static void sentences_of_prose(void **state)
{
    (void)state;
    cuts("I saw him. He ran!  Did he?", "[I saw him.][He ran!][Did he?]");
    cuts("Mr. J. Smith and PC. Lee met at 9 p.m. on Friday.",
         "[Mr. J. Smith and PC. Lee met at 9 p.m. on Friday.]");
    cuts("It cost 3.50. Then\nhe left the shop by the door.",
         "[It cost 3.50.][Then\nhe left the shop by the door.]");
    cuts("He said \"stop.\" I did.", "[He said \"stop.\"][I did.]");
    cuts("", "");
    cuts("  \n\n ", "");
}

static void sentences_of_forms(void **state)
{
    (void)state;
    cuts("WITNESS STATEMENT\n\nName: Ann Lee\nDate: 3 May 2026\nI am the owner of the shop.",
         "[WITNESS STATEMENT][Name: Ann Lee][Date: 3 May 2026][I am the owner of the shop.]");
    cuts("1. AB/1 knife\n2. AB/2 bag", "[1. AB/1 knife][2. AB/2 bag]");
}

static void sentences_of_logs_and_tables(void **state)
{
    (void)state;
    cuts("18:14 caller reports a theft of a cycle\n18:16 unit assigned to the library stand",
         "[18:14 caller reports a theft of a cycle][18:16 unit assigned to the library stand]");
    cuts("On Tuesday 3 March 2026 I stood outside and at\n18:10 he cut the chain of the cycle.",
         "[On Tuesday 3 March 2026 I stood outside and at\n18:10 he cut the chain of the "
         "cycle.]");
    cuts("03/03/2026 17:58,07700900417,outgoing\n03/03/2026 18:11,07700900861,incoming",
         "[03/03/2026 17:58,07700900417,outgoing][03/03/2026 18:11,07700900861,incoming]");
    cuts("It is 1,500 pounds, or 2,000 with the tools, said the\nowner of the van in the yard.",
         "[It is 1,500 pounds, or 2,000 with the tools, said the\nowner of the van in the "
         "yard.]");
}

static void marks(const char *text, const char *wanted)
{
    struct arena *arena = arena_new();
    struct exhibit_mark mark;
    const char *out = "";
    size_t from = 0;
    while (exhibit_mark_next(str_of(text), &from, false, &mark)) {
        out = arena_printf(arena, "%s%s%s", out, *out == '\0' ? "" : " ", mark.reference);
        assert_true(mark.start < mark.end && mark.end <= strlen(text));
    }
    assert_string_equal(out, wanted);
    arena_free(arena);
}

static void references_of_exhibits(void **state)
{
    (void)state;
    marks("I produce AB/1 and JBS/02, AB / 3.", "AB/1 JBS/2 AB/3");
    marks("I exhibit this as AB1 and reference AB-4", "AB/1 AB/4");
    marks("AB1 and AB-4 and AB12 CDE", "");
    marks("as exhibit AB/l and AB/1O", "AB/1 AB/10");
    marks("MG/11, PC/123, AB/1234, AB/12/26, N/A, 24/7, AB/0", "");
    marks("AB/2A, AB/3 B, AB/4AB", "AB/2A AB/3");
    marks("RAB/1x xAB/1", "");
}

static void what_tells_and_what_does_not(void **state)
{
    (void)state;
    assert_true(prose_tells(STR("I saw a man take the red bicycle.")));
    assert_true(prose_tells(STR("He said: \"They are for work, ask my boss about it.\"")) ==
                false); /* a speaker's label is a label */
    assert_true(prose_tells(STR("The chain had been cut\nand lay on the ground.")));
    assert_false(prose_tells(STR("Fence panels, 3 pieces, and posts, all new.")));
    assert_false(prose_tells(STR("MG11 WITNESS STATEMENT WAS MADE BY ANN LEE.")));
    assert_false(prose_tells(STR("Summary: he was seen by two people there.")));
    assert_false(prose_tells(STR("1 Mill Lane,R Dunmore,5 March 2026,he saw a boy there.")));
    assert_false(prose_tells(STR("the schedule of what was found in the house")));
    assert_false(prose_tells(STR("No | What was found | Who found it there.")));
    assert_false(
        prose_tells(STR("This statement is true to the best of my knowledge and belief.")));
}

static void how_much_a_sentence_tells(void **state)
{
    (void)state;
    double seized = telling_weight(STR("I searched him and found a watch which I seized."));
    double hall = telling_weight(STR("The hall is a large room with chairs in it."));
    double asked = telling_weight(STR("Who found the watch which was seized?"));
    double answer = telling_weight(STR("LEE: I was in the shop till it shut."));
    double said = telling_weight(STR("I was in the shop till it shut."));
    assert_true(seized > hall);
    assert_true(asked < seized);
    assert_true(answer > said);
    assert_true(telling_weight(STR("")) >= 0);
    assert_true(
        str_is(telling_without_label(STR("06:45 LEE: Where was he?")), "Where was he?"));
    assert_true(str_is(telling_without_label(STR("Result: no match.")), "no match."));
    assert_true(str_is(telling_without_label(STR("He saw that: nothing of it was his.")),
                       "nothing of it was his."));
    assert_true(str_is(telling_without_label(STR("I saw him.")), "I saw him."));
}

static void rows_of_chats_and_notebooks_are_sentences(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    size_t count;
    (void)sentences_find(arena,
                         STR("12/01/2026, 19:38 - Jo: park up on the corner and wait\n"
                             "12/01/2026, 19:58 - Al: hurry the man there is looking\n"
                             "[12/01/2026, 19:59:02] Jo: coming back now to the car"),
                         &count);
    assert_int_equal(count, 3);
    (void)sentences_find(arena,
                         STR("2209 arrived at the scene and spoke to the man\n"
                             "2215 spoke to the neighbour about what he had seen"),
                         &count);
    assert_int_equal(count, 2);
    (void)sentences_find(arena,
                         STR("I was at home with my mother and my sister on\n"
                             "12/01/2026 and saw nobody at all until midnight."),
                         &count);
    assert_int_equal(count, 1);
    arena_free(arena);
}

static void words_of_a_text(void **state)
{
    (void)state;
    struct str word;
    size_t at = 0;
    assert_true(plain_word_next(STR(" Ann, 3 "), &at, &word));
    assert_true(plain_word_is(word, "ann"));
    assert_true(plain_word_next(STR(" Ann, 3 "), &at, &word));
    assert_true(str_is(word, "3"));
    assert_false(plain_word_next(STR(" Ann, 3 "), &at, &word));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sentences_of_prose),
        cmocka_unit_test(sentences_of_forms),
        cmocka_unit_test(sentences_of_logs_and_tables),
        cmocka_unit_test(references_of_exhibits),
        cmocka_unit_test(what_tells_and_what_does_not),
        cmocka_unit_test(how_much_a_sentence_tells),
        cmocka_unit_test(rows_of_chats_and_notebooks_are_sentences),
        cmocka_unit_test(words_of_a_text)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
