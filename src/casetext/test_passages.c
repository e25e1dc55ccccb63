/* What may be quoted by itself, and what it tells, on short papers. */
#include "casetext/needs.h"
#include "casetext/passages.h"

#include "base/strbuf.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

/* The passages of a text, each on a line, line ends within one as " / ". */
static struct strbuf passages_of(struct arena *arena, const char *text)
{
    struct strbuf out;
    size_t count;
    struct str whole = str_of(text);
    const struct passage *passages = passages_find(arena, whole, &count);
    strbuf_init(&out, 1 << 16);
    for (size_t i = 0; i < count; i++) {
        for (size_t at = passages[i].start; at < passages[i].end; at++) {
            if (text[at] == '\n') {
                strbuf_puts(&out, " / ");
            } else {
                strbuf_putc(&out, text[at]);
            }
        }
        strbuf_putc(&out, '\n');
    }
    return out;
}

static void check(const char *text, const char *wanted)
{
    struct arena *arena = arena_new();
    struct strbuf out = passages_of(arena, text);
    if (!str_is(strbuf_view(&out), wanted)) {
        print_message("told:\n%.*s", STR_ARG(strbuf_view(&out)));
    }
    assert_true(str_is(strbuf_view(&out), wanted));
    strbuf_release(&out);
    arena_free(arena);
}

static void a_sentence_that_leans_goes_with_the_one_before(void **state)
{
    (void)state;
    check("I saw a man walk down the alley. He was tall and wore a cap.\n"
          "I rang my sister in Kelby that evening and told her of it.\n",
          "I saw a man walk down the alley. He was tall and wore a cap.\n"
          "I rang my sister in Kelby that evening and told her of it.\n");
}

static void an_answer_goes_with_its_question(void **state)
{
    (void)state;
    check("LEE: Where did you get the watch?\nROOK: I bought it off a lad in the pub.\n"
          "LEE: Which lad?\nROOK: No comment.\n",
          "LEE: Where did you get the watch? / ROOK: I bought it off a lad in the pub.\n");
}

static void messages_of_a_day_stand_together(void **state)
{
    (void)state;
    check(
        "12/01/2026, 19:38 - Jord: park up on the corner\n"
        "12/01/2026, 20:21 - Kay: done, come now\n"
        "13/01/2026, 09:41 - Jord: keep ur mouth shut kay\n",
        "12/01/2026, 19:38 - Jord: park up on the corner / 12/01/2026, 20:21 - Kay: done, come "
        "now\n13/01/2026, 09:41 - Jord: keep ur mouth shut kay\n");
}

static void what_a_reply_quotes_is_no_passage(void **state)
{
    (void)state;
    check("I have it here for you.\n\n> He was in the shop until half past six.\n",
          "I have it here for you.\n");
}

static void lines_of_forms_are_no_passages(void **state)
{
    (void)state;
    check("Signature: C Marlow 4127 Date: 3 March 2026\nStatement of: Carys Marlow\n"
          "Signature: C Marlow 4127 again here\n",
          "");
}

/* The need that a passage tells most of in such a paper; NEEDS: none. */
static enum need told_by(const char *text, struct paper_head *head)
{
    struct arena *arena = arena_new();
    size_t count;
    double shares[NEEDS];
    enum need most = NEEDS;
    double highest = 0;
    const struct passage *passages = passages_find(arena, str_of(text), &count);
    *head = needs_paper(str_of(text));
    assert_true(count > 0);
    needs_of(head, str_of(text), &passages[count - 1], shares);
    for (size_t i = 0; i < NEEDS; i++) {
        assert_true(shares[i] >= 0 && shares[i] <= 1);
        if (shares[i] > highest) {
            highest = shares[i];
            most = (enum need)i;
        }
    }
    arena_free(arena);
    return most;
}

static void what_a_passage_tells_is_known(void **state)
{
    struct paper_head head;
    (void)state;
    assert_int_equal(told_by("WITNESS STATEMENT\nHe punched me and took my phone.\n", &head),
                     NEED_ACT);
    assert_int_equal(head.paper, PAPER_STATEMENT);
    assert_int_equal(
        told_by("STREAMLINED FORENSIC REPORT\nA full DNA profile was obtained.\n", &head),
        NEED_EXPERT);
    assert_int_equal(told_by("The witness did not pick out anybody at the parade.\n", &head),
                     NEED_AGAINST);
    assert_int_equal(told_by("12/01/2026, 19:38 - Jo: he is dead if he talks to the police\n"
                             "12/01/2026, 19:39 - Jo: dont say nothing about it\n",
                             &head),
                     NEED_MESSAGES);
    assert_int_equal(told_by("The kettle was on the hob and sang.\n", &head), NEEDS);
}

static void only_the_interviewed_answers_as_a_suspect(void **state)
{
    struct paper_head head;
    (void)state;
    assert_int_equal(told_by("RECORD OF INTERVIEW\nPerson interviewed: Callan ROOK\n"
                             "PAYNE: Who was it?\nROOK: Tiz gave me the bike to mind.\n"
                             "PAYNE: When was it?\nROOK: It was about eleven that night.\n",
                             &head),
                     NEED_SUSPECT);
    assert_int_equal(head.paper, PAPER_INTERVIEW);
    assert_true(str_is(head.interviewed, "ROOK"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_sentence_that_leans_goes_with_the_one_before),
        cmocka_unit_test(an_answer_goes_with_its_question),
        cmocka_unit_test(messages_of_a_day_stand_together),
        cmocka_unit_test(what_a_reply_quotes_is_no_passage),
        cmocka_unit_test(lines_of_forms_are_no_passages),
        cmocka_unit_test(what_a_passage_tells_is_known),
        cmocka_unit_test(only_the_interviewed_answers_as_a_suspect)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
