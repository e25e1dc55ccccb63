/* Labels in words that nobody listed: told by words that go to a field and by how the known
 * ones stand. */
#include "case_check.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static const char forms[] =
    "{\"forms\":[{\"id\":\"MG1\",\"title\":\"Front sheet\",\"fields\":["
    "{\"id\":\"officer\",\"title\":\"Officer\",\"needed\":\"always\"},"
    "{\"id\":\"plea\",\"title\":\"Plea\",\"needed\":\"always\"},"
    "{\"id\":\"hearing\",\"title\":\"First hearing\",\"needed\":\"always\"}]},"
    "{\"id\":\"MG9\",\"title\":\"Witness list\",\"fields\":["
    "{\"id\":\"witnesses\",\"title\":\"Witness\",\"needed\":\"always\"}]},"
    "{\"id\":\"MG10\",\"title\":\"Witness availability\",\"fields\":["
    "{\"id\":\"witnesses\",\"title\":\"Witness\",\"needed\":\"always\"},"
    "{\"id\":\"dates\",\"title\":\"Dates to avoid\",\"needed\":\"always\"}]},"
    "{\"id\":\"MG11\",\"title\":\"Witness statement\",\"fields\":["
    "{\"id\":\"name\",\"title\":\"Statement of\",\"needed\":\"always\"},"
    "{\"id\":\"age\",\"title\":\"Age\",\"needed\":\"always\"},"
    "{\"id\":\"signature\",\"title\":\"Signed\",\"needed\":\"always\"},"
    "{\"id\":\"date\",\"title\":\"Date\",\"needed\":\"always\"}]},"
    "{\"id\":\"MG21\",\"title\":\"Forensic submission\",\"fields\":["
    "{\"id\":\"exhibits\",\"title\":\"Exhibits sent\",\"needed\":\"always\"},"
    "{\"id\":\"points\",\"title\":\"Points to prove\",\"needed\":\"always\"}]}]}";
static const char readings[] =
    "{\"others\":[\"force\"],\"foreign\":[\"telephone\"],\"forms\":{"
    "\"MG1\":{\"words\":[[\"hearing\",\"hearing\",\"court\"],[\"plea\",\"plea\"],"
    "[\"officer\",\"officer*\",\"oic\"]]},"
    "\"MG9\":{\"rows\":\"yes\"},"
    "\"MG10\":{\"rows\":\"yes\",\"words\":[[\"dates\",\"date*\",\"unavailable\"]]},"
    "\"MG11\":{\"words\":[[\"\",\"taken by\"],[\"date\",\"date\"],"
    "[\"signature\",\"signature\",\"signed\"],[\"age\",\"age\"],[\"name\",\"name\"]]},"
    "\"MG21\":{\"questions\":{\"points\":[\"whose\"]},"
    "\"words\":[[\"points\",\"purpose\"],[\"exhibits\",\"exhibit*\"]]}}}";
static const char rules[] =
    "{\"rules\":["
    "{\"id\":\"m\",\"kind\":\"form-missing\",\"form\":\"MG21\",\"source\":\"s\",\"verified\":"
    "\"yes\",\"when\":{\"says\":[\"the laboratory\"]}},"
    "{\"id\":\"f\",\"kind\":\"field-empty\",\"source\":\"s\",\"verified\":\"yes\"},"
    "{\"id\":\"w\",\"kind\":\"witness-without-statement\",\"source\":\"s\",\"verified\":"
    "\"yes\"},"
    "{\"id\":\"s\",\"kind\":\"statement-unsigned\",\"source\":\"s\",\"verified\":\"yes\"},"
    "{\"id\":\"d\",\"kind\":\"statement-undated\",\"source\":\"s\",\"verified\":\"yes\"}]}";
static const char points[] =
    "{\"admissions\":{\"source\":\"s\",\"says\":[\"full admissions\"]},\"points\":[]}";

/* The papers' findings must be those: "kind subject; …". */
static void finds(const char *wanted, const char *a, const char *b)
{
    struct arena *arena = arena_new();
    struct form_catalogue catalogue;
    struct rule_book book;
    struct papers papers;
    struct err err = {0};
    const char *texts[] = {a, b};
    const char *lines = "";
    const char *out = "";
    for (int i = 0; i < 2 && texts[i] != NULL; i++) {
        lines = arena_printf(
            arena, "%s{\"document\":\"%d\",\"name\":\"x\",\"page\":1,\"text\":\"%s\"}\n", lines,
            i + 1, texts[i]);
    }
    assert_int_equal(
        form_catalogue_read(arena, str_of(forms), str_of(readings), &catalogue, &err), ERR_OK);
    assert_int_equal(
        rule_book_read(arena, &catalogue, str_of(rules), str_of(points), &book, &err), ERR_OK);
    assert_int_equal(papers_parse(arena, str_of(lines), PAPERS_ROOM, &papers, &err), ERR_OK);
    struct case_check check = {.arena = arena,
                               .papers = &papers,
                               .catalogue = &catalogue,
                               .book = &book,
                               .facts = {STR("other"), STR("guilty"), STR("full code")}};
    case_check_run(&check);
    for (size_t i = 0; i < check.count; i++) {
        out = arena_printf(arena, "%s%s %.*s; ", out, finding_kind_word(check.items[i].kind),
                           STR_ARG(check.items[i].subject));
    }
    assert_string_equal(out, wanted);
    arena_free(arena);
}

static void words_go_to_a_field(void **state)
{
    (void)state;
    finds("field-empty MG1/plea; ",
          "MG1 Front sheet\\nOIC and unit: PC Lee\\nPlea that is likely:\\nCourt and date: "
          "4 May 2026",
          NULL);
    finds("",
          "MG1 Front sheet\\nOIC and unit: PC Lee\\nPlea that is likely: guilty\\n"
          "Court and date: 4 May 2026",
          NULL);
    /* "Officer's telephone" is of no field, empty or not */
    finds("field-empty MG1/officer; ",
          "MG1 Front sheet\\nOfficer:\\nPlea: guilty\\nOfficer telephone: 0123\\n"
          "First hearing: 4 May 2026",
          NULL);
    finds("",
          "MG1 Front sheet\\nOfficer: PC Lee\\nPlea: guilty\\nOfficer telephone:\\n"
          "First hearing: 4 May 2026",
          NULL);
}

/* Nor is a telephone, which is of no field, the empty field that nobody else names. */
static void a_label_of_no_field_is_no_empty_one(void **state)
{
    (void)state;
    finds("", "MG1 Front sheet\\nPlea: guilty\\nOfficer telephone:\\nFirst hearing: 4 May 2026",
          NULL);
}

static void a_known_label_goes_first(void **state)
{
    (void)state;
    finds("",
          "MG1 Front sheet\\nOfficer: PC Lee\\nOfficer of the court:\\nPlea: guilty\\n"
          "First hearing: 4 May 2026",
          NULL);
    /* the title of a box over two labels is no empty field */
    finds("",
          "MG1 Front sheet\\nOfficer\\nOfficer of the case: PC Lee\\nPlea: guilty\\n"
          "First hearing: 4 May 2026",
          NULL);
}

static void labels_stand_as_the_known_ones_do(void **state)
{
    (void)state;
    finds("field-empty MG1/hearing; ",
          "MG1 Front sheet\\n[Officer] PC Lee\\n[Plea] guilty\\n[Court and date]\\n", NULL);
    finds("field-empty MG1/hearing; ",
          "MG1 Front sheet\\nOfficer -> PC Lee\\nPlea -> guilty\\nCourt and date ->\\n", NULL);
    finds("field-empty MG1/hearing; ",
          "MG1 Front sheet\\nOfficer = PC Lee\\nPlea = guilty\\nCourt and date =\\n", NULL);
    finds(
        "field-empty MG1/hearing; ",
        "MG1 Front sheet\\n| Officer | PC Lee |\\n| Plea | guilty |\\n| Court and date | |\\n",
        NULL);
    finds("field-empty MG1/hearing; ",
          "MG1 Front sheet\\n\\nOFFICER\\n  PC Lee\\n\\nPLEA\\n  guilty\\n\\nCOURT AND DATE\\n",
          NULL);
    /* what is written is no label, though it has words of one */
    finds("field-empty MG1/hearing; ",
          "MG1 Front sheet\\n\\nOfficer\\n  PC Lee\\n\\nPlea\\nCourt and plea\\n\\n"
          "First hearing\\n\\n",
          NULL);
}

static void captions_stand_below(void **state)
{
    (void)state;
    finds("field-empty MG1/plea; ",
          "MG1 Front sheet\\n\\nPC Lee\\n(Officer)\\n\\n________\\n(Plea that is likely)\\n\\n"
          "4 May 2026\\n(First hearing)\\n",
          NULL);
    finds("",
          "MG1 Front sheet\\n\\nPC Lee\\n(Officer)\\n\\nguilty\\n(Plea that is likely)\\n\\n"
          "4 May 2026\\n(First hearing)\\n",
          NULL);
}

static void what_is_written_ends_at_a_blank_line(void **state)
{
    (void)state;
    finds("field-empty MG11/age; ",
          "MG11 Witness statement\\nStatement of: Ann Lee\\nAge: to follow\\n\\nI saw him run."
          "\\n\\nSigned: A Lee\\nDate: 4 May 2026",
          NULL);
}

static void a_blank_row_of_a_table(void **state)
{
    (void)state;
    finds("field-empty MG10/dates; ",
          "MG10 Witness availability\\nWitness\\tDates unavailable\\nAnn Lee\\tNone\\n"
          "Al Cox\\nUli Fox\\tNone",
          NULL);
    finds("field-empty MG10/dates; ",
          "MG10 Witness availability\\n| Witness | When unavailable |\\n| Ann Lee | None |\\n"
          "| Al Cox | |",
          NULL);
}

static void a_question_may_be_what_is_written(void **state)
{
    (void)state;
    finds("",
          "MG21 Forensic submission\\nExhibits sent -> AL/1\\nPurpose -> Whose marks are they?",
          NULL);
    finds("field-empty MG21/points; ",
          "MG21 Forensic submission\\nExhibits sent -> AL/1\\nPurpose ->", NULL);
}

static void a_list_of_papers_is_no_form(void **state)
{
    (void)state;
    finds("form-missing MG21; ",
          "MG21 laboratory, page 1\\nMG9 witnesses, page 2\\nMG10 dates, page 3\\n",
          "It was sent to the laboratory.");
    finds("", "MG21 Forensic submission\\nExhibits sent: AL/1\\nPoints to prove: whose it is",
          "It was sent to the laboratory.");
}

static void a_statement_on_further_sheets(void **state)
{
    (void)state;
    /* the head of the first sheet says which it is; "Date of signing" is in other words */
    finds("statement-unsigned Al Cox; ",
          "WITNESS STATEMENT  Page 1 of 2\\nStatement of: Ann Lee\\nAge: over 18\\n"
          "Signed by her: A Lee\\nDate of signing: 4 May 2026\\n\\n\\n"
          "WITNESS STATEMENT  Page 2 of 2\\n\\nI saw him.\\n\\n\\n"
          "WITNESS STATEMENT  Page 1 of 1\\nStatement of: Al Cox\\nAge: over 18\\n"
          "Signed by him:\\nDate of signing: 4 May 2026\\n",
          NULL);
}

static void the_head_of_a_list_is_no_witness(void **state)
{
    (void)state;
    finds("", "MG9 Witness list\\nAl Cox\\n(Defendant)\\n", NULL);
    finds("", "MG9 Witness list\\nDEFENDANT\\nAl Cox\\n", NULL);
    finds("witness-without-statement Al Cox; ", "MG9 Witness list\\nWitness: Al Cox\\n", NULL);
}

static void a_column_of_labels_over_several_lines(void **state)
{
    (void)state;
    finds("field-empty MG1/hearing; ",
          "MG1 Front sheet\\nOfficer           PC Lee\\nPlea              guilty\\n"
          "Court and date    tbc\\nof the case\\n",
          NULL);
    finds("field-empty MG1/hearing; ",
          "MG1 Front sheet\\nOfficer           PC Lee\\nPlea              guilty\\n"
          "Court and date\\nof the case\\n",
          NULL);
    /* what stands in the second line is no field of its own */
    finds("",
          "MG1 Front sheet\\nOfficer           PC Lee\\nLikely            guilty\\nplea\\n"
          "First hearing     4 May 2026\\n",
          NULL);
}

static void a_label_parted_by_the_end_of_a_line(void **state)
{
    (void)state;
    finds(
        "field-empty MG1/hearing; ",
        "MG1 Front sheet\\nOfficer: PC Lee        Plea: guilty        First\\nhearing: tbc\\n",
        NULL);
    finds("",
          "MG1 Front sheet\\nOfficer: PC Lee        First\\nhearing: 4 May 2026\\n"
          "Plea: guilty\\n",
          NULL);
}

static void labels_side_by_side(void **state)
{
    (void)state;
    finds("field-empty MG1/plea; ",
          "MG1 Front sheet\\n\\nOfficer             Plea that is likely\\nPC Lee\\n\\n"
          "First hearing       Force\\n4 May 2026          Sample\\n",
          NULL);
    finds("",
          "MG1 Front sheet\\n\\nOfficer             Plea that is likely\\n"
          "PC Lee              guilty\\n\\nFirst hearing       Force\\n4 May 2026\\n",
          NULL);
    /* two lines of a column are none */
    finds("",
          "MG1 Front sheet\\n\\nOfficer             PC Lee\\nPlea                guilty\\n\\n"
          "First hearing       4 May 2026\\n",
          NULL);
}

static void labels_in_capitals_without_a_sign(void **state)
{
    (void)state;
    finds("field-empty MG1/hearing; ",
          "MG1 Front sheet\\nOFFICER PC Lee\\nPLEA THAT IS LIKELY guilty\\nCOURT AND DATE ?\\n",
          NULL);
    finds("",
          "MG1 Front sheet\\nOFFICER PC Lee\\nPLEA THAT IS LIKELY guilty\\n"
          "COURT AND DATE 4 May 2026\\n",
          NULL);
}

static void captions_below_a_stroke(void **state)
{
    (void)state;
    /* one known label: the stroke tells that the others are captions too */
    finds("field-empty MG1/hearing; ",
          "MG1 Front sheet\\n\\nPC Lee\\n__________\\nWhich officer\\n\\nguilty\\n__________\\n"
          "Plea that is likely\\n\\n\\n__________\\nCourt and date\\n",
          NULL);
}

static void sections_with_letters(void **state)
{
    (void)state;
    finds("field-empty MG1/hearing; ",
          "MG1 Front sheet\\n(a) Officer\\n   PC Lee\\n\\n(b) Plea\\n   guilty\\n\\n"
          "(c) Court and date\\n\\n(d) Force\\n   Sample\\n",
          NULL);
}

static void records_that_programs_print(void **state)
{
    (void)state;
    finds("field-empty MG1/hearing; ",
          "MG1 Front sheet\\nofficer_in_the_case=PC Lee\\nplea_expected=guilty\\n"
          "court_and_date=null\\n",
          NULL);
    finds("field-empty MG1/hearing; ",
          "MG1 Front sheet\\n<officerInTheCase>PC Lee</officerInTheCase>\\n"
          "<plea>guilty</plea>\\n<dateOfFirstHearing/>\\n",
          NULL);
    finds("field-empty MG1/hearing; ",
          "MG1 Front sheet\\nOfficer,PC Lee\\nPlea,guilty\\nFirst hearing,\\n", NULL);
    finds("field-empty MG1/hearing; ",
          "MG1 Front sheet\\nOfficer [ PC Lee ]\\nPlea [ guilty ]\\nFirst hearing [     ]\\n",
          NULL);
}

static void what_is_asked_for_is_not_written(void **state)
{
    (void)state;
    finds("field-empty MG1/hearing; ",
          "MG1 Front sheet\\nOfficer: PC Lee\\nPlea: guilty\\nFirst hearing: [insert the "
          "date]\\n",
          NULL);
    finds("field-empty MG1/hearing; ",
          "MG1 Front sheet\\nOfficer: PC Lee\\nPlea: guilty\\nFirst hearing: ?\\n", NULL);
    finds("",
          "MG1 Front sheet\\nOfficer: PC Lee\\nPlea: guilty\\nFirst hearing: ....4 May "
          "2026....\\n",
          NULL);
    /* the box of the next field says nothing of this one */
    finds("",
          "MG1 Front sheet\\nOfficer: PC Lee\\nPlea: guilty\\nFirst hearing: 4 May 2026\\n"
          "[ ] checked\\n",
          NULL);
}

static void a_gap_in_a_sentence(void **state)
{
    (void)state;
    finds("field-empty MG1/plea; ",
          "MG1 Front sheet\\nThe officer is PC Lee.\\nThe plea is ..........\\n"
          "The court sits on 4 May 2026.\\n",
          NULL);
}

static void a_colon_and_nothing_behind_it(void **state)
{
    (void)state;
    /* "Officer of the unit" is told by its words alone: it does not fill what is known as empty
     */
    finds("field-empty MG1/officer; ",
          "MG1 Front sheet\\nOfficer:\\nOfficer of the unit: PC Fox\\nPlea: guilty\\n"
          "First hearing: 4 May 2026\\n",
          NULL);
}

static void a_choice_that_nobody_ticked(void **state)
{
    (void)state;
    finds("", "[ ] Sent to the laboratory   [x] Kept", NULL);
    finds("form-missing MG21; ", "[x] Sent to the laboratory   [ ] Kept", NULL);
}

static void bad_words_are_named(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct form_catalogue catalogue;
    struct err err = {0};
    assert_int_equal(form_catalogue_read(arena, str_of(forms),
                                         STR("{\"others\":[\"force\"],\"forms\":{\"MG1\":{"
                                             "\"words\":[[\"pleading\",\"plea\"]]}}}"),
                                         &catalogue, &err),
                     ERR_FORMAT);
    assert_non_null(strstr(err.message, "MG1"));
    assert_non_null(strstr(err.message, "\"words\" has no field \"pleading\""));
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(words_go_to_a_field),
                                       cmocka_unit_test(a_label_of_no_field_is_no_empty_one),
                                       cmocka_unit_test(a_known_label_goes_first),
                                       cmocka_unit_test(labels_stand_as_the_known_ones_do),
                                       cmocka_unit_test(captions_stand_below),
                                       cmocka_unit_test(what_is_written_ends_at_a_blank_line),
                                       cmocka_unit_test(a_blank_row_of_a_table),
                                       cmocka_unit_test(a_question_may_be_what_is_written),
                                       cmocka_unit_test(a_list_of_papers_is_no_form),
                                       cmocka_unit_test(a_statement_on_further_sheets),
                                       cmocka_unit_test(the_head_of_a_list_is_no_witness),
                                       cmocka_unit_test(a_column_of_labels_over_several_lines),
                                       cmocka_unit_test(a_label_parted_by_the_end_of_a_line),
                                       cmocka_unit_test(labels_side_by_side),
                                       cmocka_unit_test(labels_in_capitals_without_a_sign),
                                       cmocka_unit_test(captions_below_a_stroke),
                                       cmocka_unit_test(sections_with_letters),
                                       cmocka_unit_test(records_that_programs_print),
                                       cmocka_unit_test(what_is_asked_for_is_not_written),
                                       cmocka_unit_test(a_gap_in_a_sentence),
                                       cmocka_unit_test(a_colon_and_nothing_behind_it),
                                       cmocka_unit_test(a_choice_that_nobody_ticked),
                                       cmocka_unit_test(bad_words_are_named)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
