/* The check on small files made up for it: each kind of finding, and what looks like one. */
#include "case_check.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static const char forms[] =
    "{\"forms\":[{\"id\":\"MG4\",\"title\":\"Charge\",\"fields\":[{\"id\":\"defendant\","
    "\"title\":"
    "\"Defendant\",\"needed\":\"always\"},{\"id\":\"reply\",\"title\":\"Reply to charge\","
    "\"needed\":\"always\"}]},{\"id\":\"MG11\",\"title\":\"Witness statement\",\"fields\":[{"
    "\"id\":\"name\",\"title\":\"Statement of\",\"needed\":\"always\"},{\"id\":\"signature\","
    "\"title\":\"Signed\",\"needed\":\"always\"},{\"id\":\"date\",\"title\":\"Date\","
    "\"needed\":\"always\"}]},{\"id\":\"MG12\",\"title\":\"Exhibit list\",\"fields\":[{\"id\":"
    "\"exhibits\",\"title\":\"Reference\",\"needed\":\"always\"},{\"id\":\"producer\","
    "\"title\":"
    "\"Produced by\",\"needed\":\"always\"}]},{\"id\":\"MG9\",\"title\":\"Witness list\","
    "\"fields\":[{\"id\":\"witnesses\",\"title\":\"Witnesses\",\"needed\":\"always\"}]},{"
    "\"id\":\"MG15\",\"title\":\"Record of interview\",\"fields\":[{\"id\":\"person\","
    "\"title\":\"Person interviewed\",\"needed\":\"always\"}]}]}";
static const char readings[] = "{\"others\":[\"taken "
                               "by\"],\"forms\":{\"MG11\":{\"fields\":{\"date\":[\"dated\"]}},"
                               "\"MG12\":{\"rows\":\"yes\",\"columns\":[\"exhibits\","
                               "\"what\",\"producer\"]}}}";
static const char rules[] =
    "{\"rules\":[\n"
    "{\"id\":\"m\",\"kind\":\"form-missing\",\"form\":\"MG4\",\"source\":\"s\",\"verified\":"
    "\"no\"},\n"
    "{\"id\":\"i\",\"kind\":\"form-missing\",\"form\":\"MG15\",\"source\":\"s\",\"verified\":"
    "\"no\",\"when\":{\"says\":[\"was interviewed\"]}},\n"
    "{\"id\":\"f\",\"kind\":\"field-empty\",\"source\":\"s\",\"verified\":\"yes\"},\n"
    "{\"id\":\"s\",\"kind\":\"statement-unsigned\",\"source\":\"s\",\"verified\":\"yes\"},\n"
    "{\"id\":\"d\",\"kind\":\"statement-undated\",\"source\":\"s\",\"verified\":\"yes\"},\n"
    "{\"id\":\"u\",\"kind\":\"exhibit-unproduced\",\"source\":\"s\",\"verified\":\"yes\"},\n"
    "{\"id\":\"l\",\"kind\":\"exhibit-unlisted\",\"source\":\"s\",\"verified\":\"yes\"},\n"
    "{\"id\":\"w\",\"kind\":\"witness-without-statement\",\"source\":\"s\",\"verified\":"
    "\"yes\"},\n"
    "{\"id\":\"t\",\"kind\":\"disagreement\",\"subject\":\"time\",\"source\":\"s\","
    "\"verified\":"
    "\"yes\"},\n"
    "{\"id\":\"td\",\"kind\":\"disagreement\",\"subject\":\"date\",\"source\":\"s\","
    "\"verified\":\"yes\"},\n"
    "{\"id\":\"tp\",\"kind\":\"disagreement\",\"subject\":\"place\",\"source\":\"s\","
    "\"verified\":\"yes\"},\n"
    "{\"id\":\"tv\",\"kind\":\"disagreement\",\"subject\":\"plate\",\"source\":\"s\","
    "\"verified\":\"yes\"},\n"
    "{\"id\":\"tn\",\"kind\":\"disagreement\",\"subject\":\"name\",\"source\":\"s\","
    "\"verified\":\"yes\"}]}";
static const char points[] =
    "{\"admissions\":{\"source\":\"s\",\"says\":[\"full admissions\"]},"
    "\"points\":[{\"id\":\"p\",\"offence\":\"theft\",\"point\":"
    "\"taking\",\"own_acts\":\"do not count\",\"source\":\"s\",\"verified\":\"yes\","
    "\"says\":[\"took\"]},"
    "{\"id\":\"q\",\"offence\":\"theft\",\"point\":\"owner\",\"denied\":\"counts\","
    "\"source\":\"s\",\"verified\":\"yes\",\"says\":[\"permission ~ nobody\","
    "\"{property}\"]}]}";

static const char *found_in(struct arena *arena, const char *offence, bool unverified,
                            const char *const *texts, size_t room)
{
    struct form_catalogue catalogue;
    struct rule_book book;
    struct papers papers;
    struct err err = {0};
    const char *lines = "";
    const char *out = "";
    for (int i = 0; texts[i] != NULL; i++) {
        lines = arena_printf(
            arena, "%s{\"document\":\"%d\",\"name\":\"x\",\"page\":1,\"text\":\"%s\"}\n", lines,
            i + 1, texts[i]);
    }
    assert_int_equal(
        form_catalogue_read(arena, str_of(forms), str_of(readings), &catalogue, &err), ERR_OK);
    assert_int_equal(
        rule_book_read(arena, &catalogue, str_of(rules), str_of(points), &book, &err), ERR_OK);
    assert_int_equal(papers_parse(arena, str_of(lines), room, &papers, &err), ERR_OK);
    struct case_check check = {.arena = arena,
                               .papers = &papers,
                               .catalogue = &catalogue,
                               .book = &book,
                               .facts = {str_of(offence), STR("guilty"), STR("full code")},
                               .unverified = unverified};
    case_check_run(&check);
    for (size_t i = 0; i < check.count; i++) {
        out = arena_printf(arena, "%s%s %.*s; ", out, finding_kind_word(check.items[i].kind),
                           STR_ARG(check.items[i].subject));
    }
    return out;
}

/* Findings as "kind subject; …" for papers of a case of this offence, one a text: the same
 * whether texts are kept or read again. */
static const char *found_of(struct arena *arena, const char *offence, bool unverified,
                            const char *const *texts)
{
    const char *kept = found_in(arena, offence, unverified, texts, PAPERS_ROOM);
    assert_string_equal(found_in(arena, offence, unverified, texts, 0), kept);
    return kept;
}

static const char *found(struct arena *arena, bool unverified, const char *const *texts)
{
    return found_of(arena, "other", unverified, texts);
}

static void theft_finds(const char *wanted, const char *a, const char *b)
{
    struct arena *arena = arena_new();
    const char *texts[] = {a, b, NULL};
    assert_string_equal(found_of(arena, "theft", false, texts), wanted);
    arena_free(arena);
}

static void finds_with(bool unverified, const char *wanted, const char *a, const char *b,
                       const char *c)
{
    struct arena *arena = arena_new();
    const char *texts[] = {a, b, c, NULL};
    assert_string_equal(found(arena, unverified, texts), wanted);
    arena_free(arena);
}

static void finds(const char *wanted, const char *a, const char *b, const char *c)
{
    finds_with(false, wanted, a, b, c);
}

#define STATEMENT(rest) "MG11 WITNESS STATEMENT\\nStatement of: PC 12 Ann LEE\\n" rest
#define SIGNED "\\nSigned: A Lee\\nDate: 4 May 2026"

static void signatures_and_dates(void **state)
{
    (void)state;
    finds("", STATEMENT("I saw it." SIGNED), NULL, NULL);
    finds("statement-unsigned Ann LEE; ",
          STATEMENT("Signed:\\nTaken by: PC 3 Cox\\nDate: 4/5/26"), NULL, NULL);
    finds("statement-unsigned Ann LEE; ", STATEMENT("Signed: ______\\nDate: 4 May 2026"), NULL,
          NULL);
    finds("statement-undated Ann LEE; ",
          STATEMENT("Signed: A Lee\\nDate:\\nOn 3 May 2026 at 21:05 I was in Mill Lane, Ham."),
          NULL, NULL);
    finds("", STATEMENT("Electronically signed by Ann Lee on 4 May 2026"), NULL, NULL);
    finds("statement-undated Ann LEE; ",
          "mg 11\\nStatement of\\nAnn LEE\\nSigned\\nA Lee\\nDate\\nTBC", NULL, NULL);
}

static void fields_and_gaps(void **state)
{
    (void)state;
    finds("field-empty MG4/reply; ", "MG4 CHARGE\\nDefendant: Al Cox\\nReply to charge: [ ]",
          NULL, NULL);
    finds("", "3. MG4 CHARGE\\n1. Defendant\\nAl Cox\\n2. Reply to charge\\nnone", NULL, NULL);
    finds("field-empty MG12/producer; exhibit-unproduced AB/1; ",
          "MG12 EXHIBIT LIST\\nReference | Produced by\\nAB/1 | ", NULL, NULL);
}

#define LIST "MG12 EXHIBIT LIST\\n"
#define PRODUCED STATEMENT("I produce a knife as AB/1." SIGNED)

static void a_code_in_a_cell_heads_no_page(void **state)
{
    (void)state;
    finds("exhibit-unproduced XY/1; ",
          "EXHIBIT LIST\\nReference | Produced by | MG11\\nXY/1 | Xu Yin | yes",
          STATEMENT("I saw it." SIGNED), NULL);
    finds("", "EXHIBIT LIST\\nReference | Produced by | MG11\\nAB/1 | Ann Lee | yes", PRODUCED,
          NULL);
    finds("", "EXHIBIT LIST\\nReference\\nProduced by\\nMG11\\nAB/1\\nAnn Lee\\nyes", PRODUCED,
          NULL);
}

static void cells_one_below_the_other(void **state)
{
    (void)state;
    finds("", LIST "Reference\\nProduced by\\nAB/1\\nAnn Lee", PRODUCED, NULL);
    finds("field-empty MG12/producer; ",
          LIST "Reference\\nProduced by\\nAB/1\\n\\nAB/1\\nAnn Lee", PRODUCED, NULL);
    /* a cell over two lines: which is which cannot be told, so nothing is called empty */
    finds("", LIST "Reference\\nProduced by\\nAB/1\\nAnn\\nLee", PRODUCED, NULL);
}

static void layouts_that_differ_in_signs(void **state)
{
    (void)state;
    finds("", LIST "| Reference | Produced by |\\n| --- | --- |\\n| AB/1 | Ann Lee |", PRODUCED,
          NULL);
    finds("field-empty MG12/producer; ", LIST "Reference; Produced by\\nAB/1; Ann Lee\\nAB/1; ",
          PRODUCED, NULL);
    finds("", LIST "Reference; Produced by\\nAB/1; Ann Lee", PRODUCED, NULL);
    finds("",
          "MG11 WITNESS STATEMENT\\n* Statement of - Ann Lee\\nI produce a knife as AB/1.\\n"
          "Signed /s/ Ann Lee    Dated 4 May 2026",
          LIST "Reference: AB/1\\nProduced by: Ann Lee", NULL);
    finds("statement-unsigned Ann Lee; ",
          "WITNESS STATEMENT (Criminal Justice Act 1967, section 9)\\nStatement of: Ann Lee\\n"
          "Llofnod / Signed: [      ]\\nDyddiad / Date: 4 May 2026",
          NULL, NULL);
    finds("statement-unsigned Ann Lee; ",
          "WITNESS STATEMENT (Criminal Justice Act 1967, section 9)\\nStatement of: Ann Lee\\n"
          "Podpis / Signed:\\nData podpisu / Date: 4 May 2026",
          NULL, NULL);
    finds("field-empty MG4/reply; ",
          "MG4 CHARGE\\nDiffynnydd / Defendant: Al Cox\\nAteb / Reply to charge: ________",
          NULL, NULL);
}

static void a_line_left_blank_is_not_filled_by_the_next_label(void **state)
{
    (void)state;
    finds("field-empty MG4/reply; ",
          "MG4 CHARGE\\nDefendant: Al Cox\\nReply to charge: ________\\nSomething odd: 4 May",
          NULL, NULL);
}

static void names_of_witnesses_as_lists_write_them(void **state)
{
    (void)state;
    finds("witness-without-statement Eve Hill-Ray; ",
          "MG9 WITNESS LIST\\nWitnesses\\nLEE, Ann\\nHILL-RAY, Eve",
          STATEMENT("I saw it." SIGNED), NULL);
    finds(
        "witness-without-statement Eve Hill; ",
        "MG9 WITNESS LIST\\n1) Ann Lee, telephone: 07700 900388\\n2) Eve Hill, telephone: none",
        STATEMENT("I saw it." SIGNED), NULL);
    finds("", "MG9 WITNESS LIST\\nWitnesses\\nAnn Lee\\nEve Hill",
          STATEMENT("I saw it." SIGNED),
          "MG15 RECORD OF INTERVIEW\\nPerson interviewed: Eve Hill (witness)");
}

static void a_list_of_witnesses_names_the_accused_in_its_head(void **state)
{
    struct arena *arena = arena_new();
    static const char interviewed[] = STATEMENT("I saw it. He was interviewed." SIGNED);
    const char *texts[] = {"MG4 CHARGE\\nDefendant: Al Cox\\nReply to charge: none",
                           "MG9 WITNESS LIST\\nDefendant: Al Cox\\nWitnesses\\nAnn Lee",
                           interviewed, "MG15 RECORD OF INTERVIEW\\nPerson interviewed: Al Cox",
                           NULL};
    (void)state;
    assert_string_equal(found(arena, true, texts), "");
    texts[3] = "MG15 RECORD OF INTERVIEW\\nPerson interviewed: Ann Lee";
    assert_string_equal(found(arena, true, texts), "form-missing MG15; ");
    finds("", "MG9 WITNESS LIST\\nPrepared by: Bo Hay\\nWitnesses\\nAnn Lee",
          STATEMENT("I saw it." SIGNED), NULL);
    finds("",
          "MG9 WITNESS LIST\\nDate: 3 March 2026 | Prepared by: Bo Hay\\nWitnesses\\nAnn Lee",
          STATEMENT("I saw it." SIGNED), NULL);
    texts[0] = "MG4 CHARGE\\nDefendant: Bo Hay\\nReply to charge: none";
    assert_string_equal(found(arena, true, texts), "form-missing MG15; ");
    arena_free(arena);
}

/* Findings with rules whose source was not read. */
static void finds_unread(const char *wanted, const char *a, const char *b, const char *c)
{
    finds_with(true, wanted, a, b, c);
}

static void what_heads_a_paper_of_an_unknown_layout_is_not_missing(void **state)
{
    (void)state;
    finds_unread("form-missing MG4; ", STATEMENT("I saw it." SIGNED), NULL, NULL);
    finds_unread("", STATEMENT("I saw it." SIGNED),
                 "SAMPLE\\nrecord: MG4 / what he is accused of\\nAccused = Al Cox", NULL);
}

static void what_denies_it_calls_for_no_form(void **state)
{
    (void)state;
    finds("", "MG4 CHARGE\\nDefendant: Al Cox\\nReply to charge: none",
          STATEMENT("I was there. Nobody there was interviewed." SIGNED), NULL);
    finds_unread("form-missing MG15; ",
                 "MG4 CHARGE\\nDefendant: Al Cox\\nReply to charge: none",
                 STATEMENT("He was interviewed and made no comment." SIGNED), NULL);
    finds_unread("", "MG4 CHARGE\\nDefendant: Al Cox\\nReply to charge: none",
                 STATEMENT("The man who was interviewed on that Tuesday in the yard of the "
                           "shop was not he." SIGNED),
                 NULL);
}

static void who_tells_what_they_saw_has_made_a_statement(void **state)
{
    (void)state;
    finds("", "MG9 WITNESS LIST\\nWitnesses\\nEve Hill",
          "What Eve Hill tells\\nI was in the yard. I heard glass. I went to the window.",
          NULL);
    finds("witness-without-statement Eve Hill; ", "MG9 WITNESS LIST\\nWitnesses\\nEve Hill",
          "Note about Eve Hill\\nShe was in the yard.", NULL);
}

static void signed_and_dated_where_no_label_says_so(void **state)
{
    (void)state;
    finds("", STATEMENT("I saw it.\\n/s/ A Lee, 4 May 2026"), NULL, NULL);
    finds("statement-unsigned Ann LEE; ", STATEMENT("I saw it.\\nDate: 4 May 2026"), NULL,
          NULL);
    finds("", STATEMENT("I saw it.\\nSigned: A Lee\\nOn 4 May 2026"), NULL, NULL);
}

static void a_further_sheet_is_no_statement_of_its_own(void **state)
{
    (void)state;
    finds("", STATEMENT("I saw it.\\n\\nMG11 WITNESS STATEMENT\\nIt was dark." SIGNED), NULL,
          NULL);
}

static void the_first_person_produces(void **state)
{
    (void)state;
    finds("", LIST "Reference: BX/1\\nProduced by: Ann Lee",
          STATEMENT("The bicycle carries my label BX/1." SIGNED), NULL);
    finds("exhibit-unproduced BX/1; ", LIST "Reference: BX/1\\nProduced by: Ann Lee",
          STATEMENT("An officer let me see BX/1." SIGNED), NULL);
    finds("", LIST "Reference: BX/1\\nProduced by: Ben Xu",
          "What Ben Xu tells\\nI produce the film as BX/1.", NULL);
}

static void rows_without_labels(void **state)
{
    (void)state;
    finds("", LIST "1) AB/1 - a knife - Ann Lee", PRODUCED, NULL);
    finds("field-empty MG12/producer; ", LIST "1) AB/1 - a knife - ", PRODUCED, NULL);
    finds("", LIST "1) AB/1 - a knife", PRODUCED, NULL);
    finds("", LIST "Reference | Produced by\\n- | none", NULL, NULL);
    finds("", LIST "Reference: -\\nProduced by: none", NULL, NULL);
}

static void the_number_of_the_next_section_fills_nothing(void **state)
{
    (void)state;
    finds("field-empty MG4/defendant; ",
          "MG4 CHARGE\\n1. DEFENDANT\\n2. Reply to charge\\nnone", NULL, NULL);
}

static void a_date_over_the_end_of_a_line(void **state)
{
    (void)state;
    finds("", STATEMENT("Signed: A Lee    Date: Monday 4\\nMay 2026"), NULL, NULL);
    finds("statement-unsigned Ann LEE; ",
          STATEMENT("Signed: ..............\\nDate: 4 May 2026"), NULL, NULL);
    finds("statement-undated Ann LEE; ",
          STATEMENT("Signed: A Lee    Date: TBC\\nMay 2026 was wet."), NULL, NULL);
}

static void initials_are_those_of_the_producer(void **state)
{
    (void)state;
    finds("", LIST "Reference: AL/1\\nProduced by: Ann Lee",
          STATEMENT("My photograph of the gate has the mark AL/1." SIGNED), NULL);
    finds("exhibit-unproduced BX/1; ", LIST "Reference: BX/1\\nProduced by: Ben Xu",
          STATEMENT("The photograph of the gate has the mark BX/1." SIGNED), NULL);
}

static void exhibits_are_held_against_each_other(void **state)
{
    (void)state;
    finds("", "MG12 EXHIBIT LIST\\nReference: AB 1\\nProduced by: Ann Lee",
          STATEMENT("I produce a knife as AB/1." SIGNED), NULL);
    finds("exhibit-unproduced AB/2; exhibit-unlisted AB/1; ",
          "MG12 EXHIBIT LIST\\nReference: AB/2\\nProduced by: Ann Lee",
          STATEMENT("I produce a knife as AB/1. I was shown exhibit AB/2." SIGNED), NULL);
    finds("", "MG12 EXHIBIT LIST\\nReference: AB/2\\nProduced by: Ann Lee",
          STATEMENT("I produce a knife as AB/1, which is now marked AB/2." SIGNED), NULL);
    finds("", "MG12 EXHIBIT LIST\\nReference: AB/2\\nProduced by: Ann Lee",
          STATEMENT("A knife is produced by me under the mark AB/2." SIGNED), NULL);
    finds("", "MG12 EXHIBIT LIST\\nReference: AB/2\\nProduced by: Ann Lee",
          STATEMENT("I marked a knife AB/2; it is my exhibit." SIGNED), NULL);
}

static void times_of_one_event(void **state)
{
    (void)state;
    finds("", STATEMENT("On 3 May 2026 at 21:05 I was in Mill Lane, Ham." SIGNED),
          STATEMENT("At about 9 on 3 May 2026 I was in Mill Lane, Ham." SIGNED), NULL);
    finds("disagreement time; ",
          STATEMENT("On 3 May 2026 at 21:05 I was in Mill Lane, Ham." SIGNED),
          STATEMENT("At 2105 hours on 3 May 2026 I was in Mill Lane, Ham." SIGNED),
          STATEMENT("At 17:05 on 3 May 2026 I was in Mill Lane, Ham." SIGNED));
    finds("", STATEMENT("On 3 May 2026 at 21:05 I was in Mill Lane, Ham." SIGNED),
          STATEMENT("At 17:05 on 5 May 2026 I was in Fox Road, Ham." SIGNED), NULL);
}

#define CHARGE "MG4 CHARGE\\nDefendant: Al Cox\\nReply to charge: "

static void forms_one_after_the_other_on_a_page(void **state)
{
    (void)state;
    finds("field-empty MG4/reply; statement-unsigned Ann LEE; ",
          CHARGE
          "\\n\\n" STATEMENT("Signed:\\nDate: 4 May 2026") "\\n\\n" LIST
                                                           "Reference: -\\nProduced by: none",
          NULL, NULL);
    finds("", CHARGE "none\\n\\n" STATEMENT("I saw it." SIGNED), NULL, NULL);
    /* a cover before the first of them */
    finds("statement-unsigned Ann LEE; ",
          "a\\nb\\nc\\nd\\ne\\nf\\ng\\nh\\ni\\n\\n" STATEMENT("Signed:\\nDate: 4 May 2026"),
          NULL, NULL);
}

static void a_list_of_forms_heads_none(void **state)
{
    (void)state;
    finds("",
          CHARGE "none\\n\\nMG11 Witness statement\\n\\nMG12 Exhibit list\\n\\nName of "
                 "witness: Ann Lee\\nSigned: \\n",
          NULL, NULL);
    /* the foot of a page has no fields below it */
    finds("", STATEMENT("I saw it." SIGNED "\\n\\nMG11 WITNESS STATEMENT\\n"), NULL, NULL);
}

static void a_draft_by_its_heading_is_replaced(void **state)
{
    (void)state;
    finds("", STATEMENT("I saw it." SIGNED),
          "MG11 WITNESS STATEMENT - DRAFT, NOT SIGNED\\nStatement of: Ann LEE\\nI saw it.",
          NULL);
    finds("statement-unsigned Ann LEE; statement-undated Ann LEE; ",
          "MG11 WITNESS STATEMENT - DRAFT, NOT SIGNED\\nStatement of: Ann LEE\\nI saw it.",
          NULL, NULL);
}

static void rules_not_verified_are_off(void **state)
{
    struct arena *arena = arena_new();
    const char *texts[] = {STATEMENT("I saw it." SIGNED), NULL};
    (void)state;
    assert_string_equal(found(arena, false, texts), "");
    assert_string_equal(found(arena, true, texts), "form-missing MG4; ");
    arena_free(arena);
}

static void bad_rules_are_named_by_line(void **state)
{
    struct arena *arena = arena_new();
    struct form_catalogue catalogue;
    struct rule_book book;
    struct err err = {0};
    (void)state;
    assert_int_equal(
        form_catalogue_read(arena, str_of(forms), str_of(readings), &catalogue, &err), ERR_OK);
    assert_int_equal(
        rule_book_read(arena, &catalogue,
                       STR("{\"rules\":[\n\n{\"id\":\"bad\",\"kind\":\"form-missing\",\"form\":"
                           "\"MG99\",\"source\":\"s\",\"verified\":\"yes\"}]}"),
                       str_of(points), &book, &err),
        ERR_FORMAT);
    assert_non_null(strstr(err.message, "rules.json, line 3 (bad)"));
    assert_non_null(strstr(err.message, "MG99"));
    arena_free(arena);
}

#define IN_MILL_LANE(rest)                                                                     \
    STATEMENT("On 3 May 2026 at 21:05 I was in Mill Lane, Ham. " rest SIGNED)

static void accounts_over_several_sentences(void **state)
{
    (void)state;
    /* place before, time behind */
    finds(
        "disagreement time; ", IN_MILL_LANE(""),
        STATEMENT("My boat is at Mill Lane, Ham. On 3 May 2026 I was on deck at 17:05." SIGNED),
        NULL);
    /* a place that another paper names, with no word before it */
    finds("disagreement time; ", IN_MILL_LANE(""),
          STATEMENT("At 17:05 on 3 May 2026 we watched Mill Lane from a van." SIGNED), NULL);
    /* an arrest comes after, home was left before */
    finds("", IN_MILL_LANE(""),
          STATEMENT("On 3 May 2026 at 23:05 I arrested a man in Mill Lane, Ham." SIGNED), NULL);
    finds("", IN_MILL_LANE(""),
          STATEMENT("On 3 May 2026 I was in Mill Lane, Ham. I had left home at 17:05." SIGNED),
          NULL);
    /* another sentence of the same paper bears it out */
    finds(
        "", IN_MILL_LANE(""),
        STATEMENT("On 3 May 2026 at 17:05 I went to Mill Lane, Ham. At 21:05 on 3 May 2026 in "
                  "Mill Lane, Ham I saw him." SIGNED),
        NULL);
}

static void times_as_people_tell_them(void **state)
{
    (void)state;
    finds(
        "", IN_MILL_LANE(""),
        STATEMENT("Between 20:30 and 21:30 on 3 May 2026 I was in Mill Lane, Ham." SIGNED),
        STATEMENT(
            "Shortly after nine in the evening on 3 May 2026 I was in Mill Lane, Ham." SIGNED));
    finds("disagreement time; ", IN_MILL_LANE(""), IN_MILL_LANE(""),
          STATEMENT("Shortly after four in the afternoon on 3 May 2026 I was in Mill Lane, "
                    "Ham." SIGNED));
}

static void numbers_of_houses_and_towns(void **state)
{
    (void)state;
    finds("disagreement place; ",
          STATEMENT("On 3 May 2026 at 21:05 I was at 27 Mill Lane, Ham." SIGNED),
          STATEMENT("On 3 May 2026 at 21:05 I was at 27 Mill Lane, Ham." SIGNED),
          STATEMENT("On 3 May 2026 at 21:05 I was at 29 Mill Lane, Ham." SIGNED));
    finds("", STATEMENT("On 3 May 2026 at 21:05 I was at 27 Mill Lane, Ham." SIGNED),
          IN_MILL_LANE(""),
          STATEMENT("On 3 May 2026 at 21:05 I was near the fair at the green, Ham." SIGNED));
    finds(
        "",
        STATEMENT("On 3 May 2026 at 21:05 I was at the town museum, Castle Hill, Ham." SIGNED),
        STATEMENT("On 3 May 2026 at 21:05 I was in Castle Hill, Ham." SIGNED), NULL);
}

static void another_place_half_an_hour_later_is_another_event(void **state)
{
    (void)state;
    finds("", IN_MILL_LANE(""), IN_MILL_LANE(""),
          STATEMENT("On 3 May 2026 at 21:40 I stopped a man in Station Road, Ham." SIGNED));
    finds("disagreement place; ", IN_MILL_LANE(""), IN_MILL_LANE(""),
          STATEMENT("On 3 May 2026 at 21:10 I stopped a man in Station Road, Ham." SIGNED));
}

static void days_of_the_week(void **state)
{
    (void)state;
    finds("", STATEMENT("On Sunday 3 May 2026 it rained." SIGNED), NULL, NULL);
    finds("disagreement date; ", STATEMENT("On Monday 3 May 2026 it rained." SIGNED), NULL,
          NULL);
    finds("", STATEMENT("On Monday 3 May it rained." SIGNED), NULL, NULL);
}

static void plates_of_one_vehicle(void **state)
{
    (void)state;
    finds("disagreement plate; ", STATEMENT("A van, AB93 CDE, stood there." SIGNED),
          STATEMENT("A van, AB93 CDE, stood there." SIGNED),
          STATEMENT("A van, AB93 XYZ, stood there." SIGNED));
    finds("disagreement plate; ", STATEMENT("A van, A123 BCD, stood there." SIGNED),
          STATEMENT("A van, A123 BCD, stood there." SIGNED),
          STATEMENT("A van, A128 BCD, stood there." SIGNED));
    /* another one, the witness's own, one that was read with O for 0, one of another kind */
    finds("", STATEMENT("A van, AB93 CDE, stood there." SIGNED),
          STATEMENT("A van, AB93CDE, stood there. Another van, XY97 ZZZ, passed." SIGNED),
          STATEMENT("I left my van, KL95 MNP, by the car GH96 JKL." SIGNED));
    finds("", STATEMENT("A van, AB93 CDE, stood there." SIGNED),
          STATEMENT("A van, AB93 CDE, stood there." SIGNED),
          STATEMENT("Another van, XY97 ZZZ, passed." SIGNED));
    finds("", STATEMENT("A van, AO90 CDE, stood there." SIGNED),
          STATEMENT("A van, AO90 CDE, stood there." SIGNED),
          STATEMENT("A van, A09O CDE, stood there." SIGNED));
}

#define CHARGED(name) "MG4 CHARGE\\nDefendant: " name "\\nReply to charge: none"

static void the_accused_under_another_name(void **state)
{
    (void)state;
    finds("disagreement name; ", CHARGED("Al Cox"),
          "MG15 RECORD OF INTERVIEW\\n"
          "Person interviewed: Al Cox",
          "MG15 RECORD OF INTERVIEW\\nPerson interviewed: Bo Dean");
    finds("disagreement name; ", CHARGED("Alan Cox"),
          STATEMENT("Later I arrested Brian Cox by the gate." SIGNED), NULL);
    finds("", CHARGED("Alan Cox"), STATEMENT("His brother Brian Cox was there." SIGNED),
          STATEMENT("I saw Alan Cox. Brian Cox was not with him." SIGNED));
    finds("", CHARGED("Alan Cox"), STATEMENT("His brother Brian Cox was there." SIGNED), NULL);
    finds("", CHARGED("COX, Alan PC 3"),
          "MG15 RECORD OF INTERVIEW\\nPerson interviewed: Alan Cox", NULL);
    finds("disagreement date; ",
          "MG4 CHARGE\\nDefendant: Al Cox, born 3 May 1980\\nReply to "
          "charge: none",
          "MG4 CHARGE\\nDefendant: Al Cox\\nDate of birth: 8 May 1980\\nReply to "
          "charge: none",
          NULL);
}

#define STOLE_A_KAYAK                                                                          \
    "MG4 CHARGE\\nDefendant: Al Cox\\nCharge: Al Cox stole a kayak belonging to Ann "          \
    "Lee\\nReply to charge: none"

static void points_in_other_words(void **state)
{
    (void)state;
    theft_finds("point-unproved taking; point-unproved owner; ", STOLE_A_KAYAK,
                STATEMENT("It rained." SIGNED));
    theft_finds("", STOLE_A_KAYAK, STATEMENT("He took it. Nobody had my permission." SIGNED));
    theft_finds("", STOLE_A_KAYAK, STATEMENT("He took my old green kayak." SIGNED));
    /* what the witness took is not what was taken, whose coat it is not whose kayak */
    theft_finds("point-unproved taking; point-unproved owner; ", STOLE_A_KAYAK,
                STATEMENT("I took my coat." SIGNED));
    /* in an interview it is the accused who says I */
    theft_finds("point-unproved owner; ", STOLE_A_KAYAK,
                "MG15 RECORD OF INTERVIEW\\nPerson interviewed: Al Cox\\nI took it.");
    theft_finds(
        "", STOLE_A_KAYAK,
        "MG15 RECORD OF INTERVIEW\\nPerson interviewed: Al Cox\\nHe made full admissions.");
    /* the declaration says nothing of what happened */
    theft_finds("point-unproved taking; point-unproved owner; ", STOLE_A_KAYAK,
                STATEMENT("I make it with nobody's permission and know that what I took to be "
                          "true I must believe to be true." SIGNED));
}

static void labels_that_ask(void **state)
{
    (void)state;
    finds("statement-unsigned Ann Lee; ",
          "WITNESS STATEMENT\\nWhose statement of events is this? Ann Lee\\nIs it signed? "
          "\\nDate of it? 4 May 2026",
          NULL, NULL);
    finds("",
          "MG15 RECORD OF INTERVIEW\\nPerson interviewed: Al Cox\\nQ: Is that the date? "
          "A: No.",
          NULL, NULL);
}

static void columns_and_cells_over_lines(void **state)
{
    (void)state;
    finds("", LIST "Reference   Produced by\\nAB/1        Ann Lee\\n            of Ham",
          PRODUCED, NULL);
    finds("field-empty MG12/producer; ", LIST "Reference   Produced by\\nAB/1", PRODUCED, NULL);
    finds("",
          LIST "| Reference  | Produced by     |\\n| AB/1      | Ann Lee      |\\n|       | of "
               "Ham |",
          PRODUCED, NULL);
}

static void signs_behind_labels(void **state)
{
    (void)state;
    finds("field-empty MG4/reply; ", "MG4 CHARGE\\nDefendant - Al Cox\\nReply to charge -",
          NULL, NULL);
    finds("", "MG4 CHARGE\\nBox 1 Defendant = Al Cox\\nBox 2 Reply to charge = none", NULL,
          NULL);
    finds("", "MG11\\nStatement of: Ann Lee\\nSigned A. Lee\\nDate 4 May 2026", NULL, NULL);
    finds("field-empty MG4/reply; ",
          "MG4 CHARGE\\nDefendant: Al Cox\\nReply to charge: [ ] none  [ ] some", NULL, NULL);
    finds("", "MG4 CHARGE\\nDefendant: Al Cox\\nReply to charge: [x] none  [ ] some", NULL,
          NULL);
}

static void a_form_headed_over_two_lines(void **state)
{
    (void)state;
    finds("statement-unsigned Ann Lee; ",
          LIST
          "Reference: -\\nProduced by: none\\n\\nMG 11\\nWITNESS STATEMENT\\nStatement of: "
          "Ann Lee\\nSigned:\\nDate: 4 May 2026",
          NULL, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(signatures_and_dates),
        cmocka_unit_test(fields_and_gaps),
        cmocka_unit_test(accounts_over_several_sentences),
        cmocka_unit_test(times_as_people_tell_them),
        cmocka_unit_test(numbers_of_houses_and_towns),
        cmocka_unit_test(another_place_half_an_hour_later_is_another_event),
        cmocka_unit_test(days_of_the_week),
        cmocka_unit_test(plates_of_one_vehicle),
        cmocka_unit_test(the_accused_under_another_name),
        cmocka_unit_test(points_in_other_words),
        cmocka_unit_test(labels_that_ask),
        cmocka_unit_test(columns_and_cells_over_lines),
        cmocka_unit_test(signs_behind_labels),
        cmocka_unit_test(a_form_headed_over_two_lines),
        cmocka_unit_test(a_code_in_a_cell_heads_no_page),
        cmocka_unit_test(cells_one_below_the_other),
        cmocka_unit_test(layouts_that_differ_in_signs),
        cmocka_unit_test(a_line_left_blank_is_not_filled_by_the_next_label),
        cmocka_unit_test(names_of_witnesses_as_lists_write_them),
        cmocka_unit_test(a_list_of_witnesses_names_the_accused_in_its_head),
        cmocka_unit_test(what_heads_a_paper_of_an_unknown_layout_is_not_missing),
        cmocka_unit_test(what_denies_it_calls_for_no_form),
        cmocka_unit_test(who_tells_what_they_saw_has_made_a_statement),
        cmocka_unit_test(signed_and_dated_where_no_label_says_so),
        cmocka_unit_test(a_further_sheet_is_no_statement_of_its_own),
        cmocka_unit_test(the_first_person_produces),
        cmocka_unit_test(rows_without_labels),
        cmocka_unit_test(the_number_of_the_next_section_fills_nothing),
        cmocka_unit_test(a_date_over_the_end_of_a_line),
        cmocka_unit_test(initials_are_those_of_the_producer),
        cmocka_unit_test(exhibits_are_held_against_each_other),
        cmocka_unit_test(times_of_one_event),
        cmocka_unit_test(forms_one_after_the_other_on_a_page),
        cmocka_unit_test(a_list_of_forms_heads_none),
        cmocka_unit_test(a_draft_by_its_heading_is_replaced),
        cmocka_unit_test(rules_not_verified_are_off),
        cmocka_unit_test(bad_rules_are_named_by_line)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
