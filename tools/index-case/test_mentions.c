/* Who, when and where a page speaks of, as officers write it. */
#include "mentions.h"

#include "base/strbuf.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static struct mention_reader reader;

static int make_reader(void **state)
{
    struct err err = {0};
    (void)state;
    assert_int_equal(detector_new(&reader.detector, &err), ERR_OK);
    detector_set(reader.detector, (struct detector_options){.everything = true});
    reader.lexicon = lexicon_new();
    return 0;
}

static int free_reader(void **state)
{
    (void)state;
    detector_free(reader.detector);
    lexicon_free(reader.lexicon);
    return 0;
}

/* What a page tells: a line a mention, "person ann lee" or "when 2026-01-12 21:05 ?"
 * (reckoned).
 */
struct told {
    struct arena *arena;
    struct document_state state;
    struct strbuf lines;
};

static void told_init(struct told *told)
{
    *told = (struct told){.arena = arena_new()};
    told->state.arena = told->arena;
    strbuf_init(&told->lines, 1 << 16);
}

static void told_free(struct told *told)
{
    strbuf_release(&told->lines);
    arena_free(told->arena);
}

static void tell(struct told *told, const char *text, const struct day *own)
{
    struct mentions found;
    struct err err = {0};
    assert_int_equal(
        mentions_find(told->arena, &reader, str_of(text), own, &told->state, &found, &err),
        ERR_OK);
    strbuf_putc(&told->lines, '\n');
    for (size_t i = 0; i < found.count; i++) {
        const struct mention *one = &found.items[i];
        char day[DAY_TEXT];
        if (strcmp(one->kind, "when") != 0) {
            strbuf_printf(&told->lines, "%s %.*s\n", one->kind, STR_ARG(one->key));
            continue;
        }
        day_format(day, &one->day);
        strbuf_printf(&told->lines, "when %s", day);
        if (one->has_time) {
            strbuf_printf(&told->lines, " %02d:%02d", one->hour, one->minute);
        }
        strbuf_puts(&told->lines, one->reckoned ? " ?\n" : "\n");
    }
}

static bool has(const struct told *told, const char *line)
{
    struct str all = strbuf_view(&told->lines);
    char whole[128];
    (void)snprintf(whole, sizeof whole, "\n%s\n", line);
    bool is = str_find(all, str_of(whole)) != SIZE_MAX;
    return is;
}

/* The page has this line, or has not. */
static void check(const char *text, const char *line, bool wanted)
{
    struct told told;
    told_init(&told);
    tell(&told, text, NULL);
    if (has(&told, line) != wanted) {
        print_message("%s: %s\n%.*s", wanted ? "missing" : "there", line,
                      STR_ARG(strbuf_view(&told.lines)));
    }
    assert_int_equal(has(&told, line), wanted);
    told_free(&told);
}

static void a_notebook_runs_past_midnight(void **state)
{
    const char *book = "POCKET NOTEBOOK PC 2217\nMonday 12th January 2026\n1400 On duty.\n"
                       "2209 Arr scene.\n2348 Arr male.\n0021 Custody.\n";
    (void)state;
    check(book, "when 2026-01-12 22:09 ?", true);
    check(book, "when 2026-01-12 23:48 ?", true);
    check(book, "when 2026-01-13 00:21 ?", true);
}

static void one_line_of_four_figures_is_no_notebook(void **state)
{
    (void)state;
    check("Monday 12th January 2026\n2019 was a good year.\nHe left.",
          "when 2026-01-12 20:19 ?", false);
}

static void the_counter_of_a_recording_is_no_time_of_day(void **state)
{
    const char *page = "RECORD OF INTERVIEW\nDate of interview: 13/01/2026\n"
                       "Time commenced: 1415\n00:00 Caution.\n12:30 LEE: Whose is it?\n"
                       "31:10 LEE: Why?\n";
    (void)state;
    check(page, "when 2026-01-13 14:15 ?", true);
    check(page, "when 2026-01-13 12:30 ?", false);
    check(page, "when 2026-01-13 00:00 ?", false);
    check("TRANSCRIPT OF A RECORDING MADE ON 12/01/2026\n00:00 Hello.\n12:30 LEE: Who is it?\n",
          "when 2026-01-12 12:30 ?", false);
}

static void a_counter_goes_on_over_the_page(void **state)
{
    struct told told;
    (void)state;
    told_init(&told);
    tell(&told, "RECORD OF INTERVIEW\n00:00 Caution.\n02:10 LEE: Whose is it?\n", NULL);
    tell(&told, "on 12/01/2026 he came.\n12:30 LEE: Why?\n13:10 LEE: Who?\n", NULL);
    assert_false(has(&told, "when 2026-01-12 12:30 ?"));
    told_free(&told);
}

static void what_is_told_in_an_interview_was_another_day(void **state)
{
    (void)state;
    check("RECORD OF INTERVIEW\nDate of interview: 13/01/2026\n"
          "LEE: I went there at about 5pm.\n",
          "when 2026-01-13 17:00 ?", false);
}

static void a_birth_is_no_moment_and_dates_no_time(void **state)
{
    const char *page = "On 12th January 2026 I was on duty. I know him as Ryan Lee born "
                       "03/06/2002. At 2348 hrs I arrested him.";
    (void)state;
    check(page, "when 2002-06-03", false);
    check(page, "when 2026-01-12 23:48 ?", true);
    check("DOB: 03/06/2002", "when 2002-06-03", false);
}

static void when_footage_was_viewed_is_not_when_it_was_made(void **state)
{
    const char *page = "VIEWING LOG\nDate viewed: 17/01/2026\n19:10 Male walks past\n"
                       "22:51 He enters the pub\n";
    (void)state;
    check(page, "when 2026-01-17 19:10 ?", false);
    check(page, "when 2026-01-17", true);
}

static void how_long_a_call_took_is_no_time_of_day(void **state)
{
    const char *row = "12/01/2026\t19:30:05\t07700900671\t07700900482\t00:01:12\n";
    (void)state;
    check(row, "when 2026-01-12 19:30", true);
    check(row, "when 2026-01-12 00:01", false);
}

static void a_day_takes_the_year_of_its_paper(void **state)
{
    (void)state;
    check("Letter of 21st January 2026. He was at home on 12th January.", "when 2026-01-12 ?",
          true);
    check("Dated: 3 January 2026. It was on 30th December.", "when 2025-12-30 ?", true);
    check("It was on 30th December.", "when --12-30", true);
}

static void yesterday_goes_by_the_day_the_paper_was_made(void **state)
{
    (void)state;
    check("Dated: 20th January 2026\nYesterday he rang me.", "when 2026-01-19 ?", true);
    check("[14/01/2026, 18:05] Jo: saw him yesterday\n[14/01/2026, 18:06] Al: ok",
          "when 2026-01-13 ?", true);
    check("STATEMENT\nDated: 20th January 2026\nHe said \"see you tonight\" then.",
          "when 2026-01-20 ?", false);
}

static void figures_behind_a_day_are_a_time(void **state)
{
    (void)state;
    check("13/01/26 0810 DS Kerr - review.", "when 2026-01-13 08:10", true);
    check("On 13/01/2026 between 0905 and 1040 hours I was there.", "when 2026-01-13 09:05",
          true);
    check("On 12/01/2026 at about half seven he left.", "when 2026-01-12 07:30", true);
    check("On 12/01/2026 between 2019 and 2021 prices rose.", "when 2026-01-12 20:19", false);
}

static void what_a_letter_tells_was_not_on_the_day_it_was_written(void **state)
{
    (void)state;
    check("19 May 2026\nDear DC Farouk,\nHe was there from 10 pm to 11 pm.",
          "when 2026-05-19 22:00 ?", false);
    check("19 May 2026\nDear DC Farouk,\nOn 1 May 2026 he was there. At 10 pm he left.",
          "when 2026-05-01 22:00 ?", true);
    check("Note of t/c 9/5/26 1730 from Kyle. He saw him at about 10.45.",
          "when 2026-05-09 17:30", true);
    check("Note of t/c 9/5/26 1730 from Kyle. He saw him at about 10.45.",
          "when 2026-05-09 10:45 ?", false);
}

static void who_speaks_in_a_chat_is_a_person(void **state)
{
    const char *chat = "12/01/2026, 19:38 - Jord: park up\n12/01/2026, 19:58 - Shaz: hurry\n"
                       "12/01/2026, 20:21 - Jord: done\n12/01/2026, 20:22 - Shaz: omw\n"
                       "13/01/2026, 09:00 - Al: tell jord now\n";
    struct told told;
    (void)state;
    check(chat, "person jord", true);
    check(chat, "person shaz", true);
    check("Contacts\nShaz 07700 900671\n", "person shaz", true);
    check("12/01/2026 21:58 STATUS: open\n12/01/2026 21:59 STATUS: sent\n", "person status",
          false);
    told_init(&told);
    tell(&told, chat, NULL);
    size_t times = 0;
    struct str rest = strbuf_view(&told.lines);
    struct str line;
    while (str_split(&rest, '\n', &line)) {
        times += str_is(line, "person jord");
    }
    assert_int_equal(times, 3); /* in small letters too */
    told_free(&told);
}

static void a_surname_is_the_one_person_of_its_paper(void **state)
{
    struct told told;
    (void)state;
    check("I arrested Ryan TOCKETT. Mr TOCKETT replied.", "person tockett", false);
    check("Sheila Tockett rang. Ryan Tockett was out. Mr Tockett came.", "person tockett",
          true);
    check("PNC PRINT\nName: TOCKETT, RYAN\n", "person ryan tockett", true);
    told_init(&told);
    tell(&told, "Statement of Daniel OAKES.", NULL);
    tell(&told, "PC OAKES left.", NULL); /* the next page */
    assert_false(has(&told, "person oakes"));
    assert_true(has(&told, "person daniel oakes"));
    told_free(&told);
}

static void shorthand_and_cars_are_nobody(void **state)
{
    (void)state;
    check("The IP Leanne Crossley was upset.", "person leanne crossley", true);
    check("12/01/2026 22:01:02 WM21 ASSIGNED PC SHARMA DEPLOYED", "person sharma deployed",
          false);
    check("Sharon Tidy was there.", "person sharon tidy", true);
    check("The DASH was done at Larch House by DC Lee.", "person larch", false);
    check("I saw a Silver Corsa there.", "person silver corsa", false);
    check("Date: Thu, 05 Feb 2026", "person thu", false);
    check("He replied \"It's Tiz's bike.\" I know Tiz.", "person s tiz", false);
    check("On 05/05/2026 I attended under warrant with DC 5311 PAYNE and left.", "person payne",
          true);
}

static void a_plate_is_found_within_what_looks_like_a_firm(void **state)
{
    (void)state;
    check("I noted the registration, EF68 LKD. I reported it to my manager.", "vehicle EF68LKD",
          true);
    check("I saw him get into his van. It is a black VW\nTransporter, EF68 LKD. He drove off.",
          "vehicle EF68LKD", true);
}

static void references_and_times_are_no_places(void **state)
{
    (void)state;
    check("R v LEE 55 WM 1042 26 - full code test", "place 55 wm 1042 26", false);
    check("I went to 14 Alder Cres, Westmere, and saw her.", "place 14 alder crescent westmere",
          true);
    check("05/05/2026 06:15 Arrested 7 Weaver Court", "place 7 weaver court", true);
    check("I attended 7 Weaver Court, Norbridge under warrant and left.",
          "place 7 weaver court norbridge", true);
    check("Subject: Mo CASTLE, 19 Hexham Drive.", "place 19 hexham drive", true);
    check("At 14 Alder Cres, Westmere. I left 14 Alder Crescent.",
          "place 14 alder crescent westmere", true);
}

static void a_place_that_is_a_name_alone_is_found(void **state)
{
    (void)state;
    check("I was treated at Norbridge Infirmary that night.", "place norbridge infirmary",
          true);
    check("She works at Penhallow Primary School as a cook.", "place penhallow primary school",
          true);
    check("We met in the Fisherman's Arms on Thursday.", "place fisherman s arms", true);
    check("He runs the car wash at Harbour Retail Park.", "place harbour retail park", true);
    check("I was on platform 2 at Plymstow station.", "place plymstow station", true);
    check("00:12:44 IP CONVEYED NORBRIDGE INFIRMARY", "place norbridge infirmary", true);
    check("He was taken to the station and then to hospital.", "place station", false);
    check("I spoke to Rebecca Hall about it.", "place rebecca hall", false);
    check("It came from Trewarrow Church Hill.", "place trewarrow church", false);
}

static void a_town_is_known_by_what_leads_to_it(void **state)
{
    (void)state;
    check("I was in Plymvale all day. He came from Plymvale too.", "place plymvale", true);
    check("In March HADDON came, and in March he left.", "place march", false);
    check("In Court he said nothing. In Court he sat.", "place court", false);
}

static void words_with_figures_name_nobody(void **state)
{
    (void)state;
    check("I saw Witness7 Zeta9 there.", "person witness7 zeta9", false);
    check("He took my phone, a Pixel 7, out of my pocket.", "place pixel 7", false);
    check("Name|Mon 8|Tue 9|Wed 10\n", "place 8 tue 9 wed 10", false);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_notebook_runs_past_midnight),
        cmocka_unit_test(one_line_of_four_figures_is_no_notebook),
        cmocka_unit_test(the_counter_of_a_recording_is_no_time_of_day),
        cmocka_unit_test(a_counter_goes_on_over_the_page),
        cmocka_unit_test(what_is_told_in_an_interview_was_another_day),
        cmocka_unit_test(a_birth_is_no_moment_and_dates_no_time),
        cmocka_unit_test(when_footage_was_viewed_is_not_when_it_was_made),
        cmocka_unit_test(how_long_a_call_took_is_no_time_of_day),
        cmocka_unit_test(a_day_takes_the_year_of_its_paper),
        cmocka_unit_test(yesterday_goes_by_the_day_the_paper_was_made),
        cmocka_unit_test(figures_behind_a_day_are_a_time),
        cmocka_unit_test(what_a_letter_tells_was_not_on_the_day_it_was_written),
        cmocka_unit_test(who_speaks_in_a_chat_is_a_person),
        cmocka_unit_test(a_surname_is_the_one_person_of_its_paper),
        cmocka_unit_test(shorthand_and_cars_are_nobody),
        cmocka_unit_test(a_plate_is_found_within_what_looks_like_a_firm),
        cmocka_unit_test(references_and_times_are_no_places),
        cmocka_unit_test(a_place_that_is_a_name_alone_is_found),
        cmocka_unit_test(a_town_is_known_by_what_leads_to_it),
        cmocka_unit_test(words_with_figures_name_nobody)};
    return cmocka_run_group_tests(tests, make_reader, free_reader);
}
