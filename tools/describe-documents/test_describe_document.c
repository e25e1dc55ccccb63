/* The rules as they ship, on texts that are made up: what is of the list, what only speaks of
 * it, what is flagged, and what a description says and leaves out. */
#include "describe_document.h"
#include "found_dates.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static struct describe_rules *rules;

struct answered {
    struct str category, description;
    const struct js *sensitive;
};

static struct answered answer_with(struct arena *arena, struct described document)
{
    struct strbuf json;
    struct jsonw w;
    struct js *output;
    strbuf_init(&json, 1 << 20);
    jsonw_init(&w, &json);
    describe_document(arena, rules, &document, &w);
    assert_int_equal(js_parse(arena, arena_str(arena, strbuf_view(&json)), &output, NULL),
                     ERR_OK);
    strbuf_release(&json);
    return (struct answered){js_text(output, "category"), js_text(output, "description"),
                             js_member(output, "sensitive")};
}

static struct answered answer_of_kind(struct arena *arena, const char *name, const char *kind,
                                      const char *text)
{
    return answer_with(arena, (struct described){.name = str_of(name),
                                                 .kind = str_of(kind),
                                                 .text = str_of(text),
                                                 .pages = 2});
}

static struct answered answer_of(struct arena *arena, const char *name, const char *text)
{
    return answer_of_kind(arena, name, "text", text);
}

static bool says(struct answered answered, const char *words)
{
    return str_find(answered.description, str_of(words)) != SIZE_MAX;
}

static void is_of(const char *category, const char *name, const char *text)
{
    struct arena *arena = arena_new();
    struct answered answered = answer_of(arena, name, text);
    if (!str_is(answered.category, category)) {
        print_error("%s is %.*s: %s\n", name, STR_ARG(answered.category), text);
        fail();
    }
    arena_free(arena);
}

static void test_items_of_the_list_are_found(void **state)
{
    (void)state;
    is_of("emergency-call", "a.txt",
          "Transcript of 999 call\nOperator: which service do you require?\nCaller: police, "
          "there is a man at the gate");
    is_of("incident-log", "b.txt",
          "COMMAND AND CONTROL\nLog number 214\n21:05 caller reports a man\n21:09 unit "
          "assigned\n21:15 on scene");
    is_of("contemporaneous-record", "c.txt",
          "Pocket notebook entry of PC 1871\nAt 21:15 I attended Sample Street in company "
          "with PC 1904");
    is_of("custody-record", "d.txt",
          "Detention log\nDetainee: Robin Sample\n10:02 detention authorised by the custody "
          "officer");
    is_of("previous-account", "e.txt",
          "WITNESS STATEMENT\nStatement of Kim Example\nI am the above named person. I saw a "
          "man.");
    is_of("interview-record", "f.txt",
          "RECORD OF INTERVIEW\nPerson interviewed: Robin Sample\nQ1. Where were you?\nA. No "
          "comment.");
    is_of("witness-reliability", "g.txt",
          "PNC print of the witness Kim Example\nPrevious convictions: one, theft, date of "
          "conviction 3 March 2011");
}

static void test_print_read_badly_is_still_known(void **state)
{
    (void)state;
    is_of("custody-record", "scan.pdf", "CUST0DY REC0RD\nDeta1nee: Robin Sarnple");
}

static void test_what_only_speaks_of_them_is_not_of_the_list(void **state)
{
    (void)state;
    is_of("none", "handout.txt",
          "Training handout\nLearning objectives: how an emergency call is taken.");
    is_of("none", "invoice.txt",
          "INVOICE\nCustody Furniture Ltd, supplier of benches\nAmount due: 120.00");
    is_of("none", "news.txt",
          "By our reporter\nLocal news: a 999 call about a kitten, published online");
    is_of("none", "menu.txt", "Canteen menu\nMonday: soup");
}

static void test_forms_of_the_prosecution_file_are_called_what_they_are(void **state)
{
    struct arena *arena = arena_new();
    struct answered answered = answer_of(
        arena, "mg12.txt",
        "MG12 EXHIBIT LIST\nURN: 00SA/1/26\nKE/1 notebook of the officer, crime number "
        "12, produced by PC 1871 of the custody suite");
    (void)state;
    assert_true(str_is(answered.category, "none"));
    assert_true(says(answered, "Exhibit list (form MG12)"));
    answered =
        answer_of(arena, "mg5.txt",
                  "SAMPLE\nPolice report (MG5)\nPrevious convictions: none recorded\nThe "
                  "defendant was interviewed under caution");
    assert_true(str_is(answered.category, "none"));
    arena_free(arena);
}

static const char *const speaks_of_a_camera =
    "Good morning,\nthe footage was recorded at 18:05 and shows the man you asked about, the "
    "recording is kept for thirty days.";
static const char *const chat = "[03/03/2026, 17:52:10] Kim: the fence is up\n"
                                "[03/03/2026, 17:53:01] Robin: bring the tools tomorrow\n"
                                "[03/03/2026, 18:08:15] Kim: see you at the station\n"
                                "[03/03/2026, 18:09:15] Kim: who is on scene\n"
                                "[03/03/2026, 18:10:15] Robin: nobody\n";

static void test_mail_chats_and_tables_are_of_the_list_only_when_they_say_so(void **state)
{
    struct arena *arena = arena_new();
    struct answered answered = answer_of_kind(arena, "mail.eml", "message", speaks_of_a_camera);
    (void)state;
    assert_true(str_is(answered.category, "none"));
    answered = answer_of(arena, "text.txt", speaks_of_a_camera);
    assert_false(str_is(answered.category, "none"));
    answered = answer_of_kind(arena, "mail.eml", "message",
                              "Subject: record of interview\nInterviewee: Robin Sample");
    assert_true(str_is(answered.category, "interview-record"));
    answered = answer_of(arena, "chat.txt", chat);
    assert_true(str_is(answered.category, "none") && says(answered, "Messages of a chat"));
    arena_free(arena);
}

static void test_printed_words_of_a_form_are_not_what_it_says(void **state)
{
    struct arena *arena = arena_new();
    struct answered answered = answer_of(
        arena, "mg11.txt",
        "WITNESS STATEMENT\nStatement of: Kim Example\nThis statement (consisting of 1 page) "
        "is "
        "true to the best of my knowledge and belief and I make it knowing that I shall be "
        "liable to prosecution.\nSignature: K Example\nI saw the man at the gate at 21:05 on 3 "
        "March 2024 with a lamp.\nSignature: K Example");
    (void)state;
    assert_true(says(answered, "I saw the man at the gate"));
    assert_false(says(answered, "liable to prosecution"));
    assert_false(says(answered, "consisting of"));
    assert_false(says(answered, "Signature"));
    arena_free(arena);
}

static void test_when_a_message_was_sent_is_said_in_words(void **state)
{
    struct arena *arena = arena_new();
    struct js *facts;
    struct strbuf json;
    struct jsonw w;
    struct described document = {
        .name = STR("a.eml"), .kind = STR("message"), .text = STR("hello\n"), .pages = 1};
    (void)state;
    strbuf_init(&json, 1 << 20);
    jsonw_init(&w, &json);
    assert_int_equal(js_parse(arena, STR("{\"sent\":\"2026-03-06T09:12:00Z\"}"), &facts, NULL),
                     ERR_OK);
    document.facts = facts;
    describe_document(arena, rules, &document, &w);
    assert_true(str_find(strbuf_view(&json), STR("sent 6 March 2026 at 09:12 UTC")) !=
                SIZE_MAX);
    strbuf_truncate(&json, 0);
    jsonw_init(&w, &json);
    assert_int_equal(js_parse(arena, STR("{\"sent\":\"last Tuesday\"}"), &facts, NULL), ERR_OK);
    document.facts = facts;
    describe_document(arena, rules, &document, &w);
    assert_true(str_find(strbuf_view(&json), STR("sent last Tuesday")) != SIZE_MAX);
    strbuf_release(&json);
    arena_free(arena);
}

static void test_a_flagged_passage_is_told_and_not_repeated(void **state)
{
    struct arena *arena = arena_new();
    struct answered answered = answer_of(
        arena, "note.txt",
        "Note of 8 March 2024\nThe covert human intelligence source Quillfeather reports where "
        "the lamps are.\nThe lamps were taken from the shop in the night before last.");
    (void)state;
    assert_true(answered.sensitive->array.count >= 1);
    assert_true(js_is(js_member(&answered.sensitive->array.items[0], "reason"), "informant"));
    assert_int_equal(js_member(&answered.sensitive->array.items[0], "start")->integer, 21);
    assert_false(says(answered, "Quillfeather"));
    assert_true(says(answered, "8 March 2024"));
    assert_true(says(answered, "lamps were taken"));
    arena_free(arena);
}

static void test_all_of_a_flagged_sentence_and_its_names_are_left_out(void **state)
{
    struct arena *arena = arena_new();
    struct answered answered = answer_of(
        arena, "note.txt",
        "Note of 8 March 2024 about lamps\nThe covert human intelligence source said that they "
        "are in the\ncellar of Quillfeather Farm.\nQuillfeather Farm was closed and nobody "
        "opened on that day.\nThe shop sent a list of all lamps that were taken.\n"
        "Lamp 1 | The covert human intelligence source met Zyxwv. He was with the lamps the "
        "whole night.\n");
    (void)state;
    assert_false(says(answered, "cellar"));
    assert_false(says(answered, "Quillfeather"));
    assert_false(says(answered, "whole night"));
    assert_true(says(answered, "list of all lamps"));
    arena_free(arena);
}

static void test_the_sentence_that_matters_comes_first(void **state)
{
    struct arena *arena = arena_new();
    struct answered answered = answer_of(
        arena, "letter.txt",
        "Dear all\nThe blue kettle was put back on the shelf with the kettle of the office. "
        "The caretaker measured the curtains, and the curtains were new curtains. Sam was with "
        "us in Penhollow the whole evening of 3 March, we watched the match until eleven. The "
        "kettle and the curtains are in good order and the caretaker was pleased.\n"
        "Yours sincerely\nLee Sample");
    (void)state;
    assert_true(str_starts(answered.description, STR("Letter")));
    assert_true(says(answered, "It says: “Sam was with us in Penhollow"));
    arena_free(arena);
}

static void test_a_word_in_passing_names_no_kind(void **state)
{
    struct arena *arena = arena_new();
    (void)state;
    struct answered answered =
        answer_of(arena, "a.txt",
                  "We had lunch after the training, and the repair of the car "
                  "took the whole of Monday afternoon.");
    assert_true(str_starts(answered.description, STR("Document")));
    answered = answer_of(arena, "a.txt",
                         "Dear Kim\nThe training course begins on Monday and "
                         "the minutes of it will follow.\nYours sincerely");
    assert_true(str_starts(answered.description, STR("Letter")));
    answered = answer_of(arena, "a.txt", "Training handout\nLearning objectives: how to stop.");
    assert_true(str_starts(answered.description, STR("Training text")));
    arena_free(arena);
}

static void test_stops_labels_and_programs_are_no_slips(void **state)
{
    struct arena *arena = arena_new();
    (void)state;
    struct answered answered =
        answer_of(arena, "a.txt",
                  "SAMPLE: made up\nCustody Record North.\nLeft 19:48.\nWitness: Kim "
                  "Example.\nThe keys were given back to the man at the desk.");
    assert_false(says(answered, "SAMPLE:"));
    assert_false(says(answered, "Left 19: 48"));
    assert_false(says(answered, ".."));
    assert_true(says(answered, "“Custody Record North”"));
    arena_free(arena);
}

static void test_a_description_says_what_stands_there(void **state)
{
    struct arena *arena = arena_new();
    struct answered answered =
        answer_of(arena, "log.txt",
                  "INCIDENT LOG\nIncident number: 214 | Caller: Jo Sample\nOpened: 03/03/2024 "
                  "21:05\n21:09 PNB entry made by the unit about a man at the gate");
    (void)state;
    assert_true(says(answered, "Incident number: 214"));
    assert_true(says(answered, "Jo Sample"));
    assert_true(says(answered, "03/03/2024 21:05"));
    assert_true(says(answered, "“21:09 PNB [pocket notebook] entry made"));
    assert_true(says(answered, "2 pages"));
    arena_free(arena);
}

static void test_a_message_says_nothing_of_the_one_it_answers(void **state)
{
    struct arena *arena = arena_new();
    struct answered answered = answer_of_kind(
        arena, "a.eml", "message",
        "Thank you, somebody will come for it on Monday.\n\n"
        "> Our camera over the till has him there until the evening of 3 March.\n");
    (void)state;
    assert_true(says(answered, "somebody will come for it"));
    assert_false(says(answered, "camera over the till"));
    answered = answer_of_kind(arena, "a.eml", "message",
                              "Thank you. Somebody will come for it.\n\n> Our camera over the "
                              "till has him there until the evening.\n");
    assert_true(says(answered, "Somebody will come for it"));
    answered = answer_of_kind(arena, "a.eml", "message",
                              "Thank you, somebody will come for it on Monday.\n"
                              "-----Original Message-----\n"
                              "Our camera over the till has him there until the evening.\n");
    assert_false(says(answered, "camera over the till"));
    arena_free(arena);
}

static void test_turns_of_a_conversation_are_no_fields(void **state)
{
    struct arena *arena = arena_new();
    struct answered answered =
        answer_of(arena, "call.txt",
                  "TRANSCRIPT OF 999 CALL\nIncident: 412 of 3 March 2026\n"
                  "Operator: Police emergency. What is happening?\n"
                  "Caller: Somebody has taken a bike. He cut the chain.\n"
                  "Operator: Can you describe him?\nCaller: A boy, in a red jacket.\n");
    (void)state;
    assert_true(says(answered, "Incident: 412"));
    assert_false(says(answered, "Caller: Somebody has taken a bike. He"));
    assert_false(says(answered, "Operator: Police"));
    arena_free(arena);
}

static void test_brackets_and_quotation_marks_are_whole_and_what_is_cut_says_so(void **state)
{
    struct arena *arena = arena_new();
    struct answered answered = answer_of(
        arena, "chat.txt",
        "[03/03/2026, 17:52:10] Kieran: done at the allotments and the fence is up\n");
    (void)state;
    assert_true(says(answered, "“[03/03/2026, 17:52:10] Kieran"));
    answered = answer_of(arena, "doors.csv",
                         "\"3 Mill Lane\",R Dunmore,\"saw a boy on a green bike with a "
                         "basket at about six in the evening\"\n");
    assert_true(says(answered, "“\"3 Mill Lane\",R Dunmore"));
    answered = answer_of(
        arena, "charge.txt",
        "MG4 CHARGE\nCharge: On 3 March 2026 at Larkfield stole a pedal cycle belonging to "
        "Dana Example, contrary to section 1(1) of the Theft Act 1968\nURN: 00SA/1/26\n");
    assert_true(says(answered, "contrary to …"));
    assert_true(says(answered, "Unique reference number (URN): 00SA/1/26"));
    arena_free(arena);
}

static void test_what_has_no_text_says_so(void **state)
{
    struct arena *arena = arena_new();
    struct answered answered = answer_of(arena, "IMG_1.jpg", " \n ");
    (void)state;
    assert_true(str_is(answered.category, "none"));
    assert_true(says(answered, "IMG_1.jpg"));
    assert_true(says(answered, "No text of it could be read"));
    arena_free(arena);
}

static void dates_are(const char *text, const char *expected)
{
    struct strbuf found;
    struct found_date date;
    strbuf_init(&found, 4096);
    for (size_t at = 0; found_date_next(str_of(text), &at, &date);) {
        strbuf_printf(&found, "%04d-%02d-%02d ", date.year, date.month, date.day);
    }
    assert_string_equal(found.p, expected);
    strbuf_release(&found);
}

static void test_dates_as_english_writes_them(void **state)
{
    (void)state;
    dates_are("3 March 2024, 3rd of Mar. 2024, March 3rd, 2024, Sept 9 2023",
              "2024-03-03 2024-03-03 2024-03-03 2023-09-09 ");
    dates_are("03/03/2024 3.3.24 2024-03-03 03-03-99",
              "2024-03-03 2024-03-03 2024-03-03 1999-03-03 ");
    dates_are("13/13/2024 32 March 2024 1/2 21:05 12.30 3 marches 2024 192.168.1.24", "");
}

static void test_bad_rules_are_refused_by_name(void **state)
{
    struct arena *arena = arena_new();
    struct category_rules loaded;
    struct err err = {0};
    (void)state;
    assert_int_equal(
        category_rules_load(arena,
                            STR("{\"threshold\":4,\"categories\":[\"a\"],\"features\":[],"
                                "\"fields\":[],\"groups\":[{\"for\":\"b\",\"weight\":1,"
                                "\"words\":[\"x\"]}]}"),
                            &loaded, &err),
        ERR_FORMAT);
    assert_non_null(strstr(err.message, "group 1"));
    assert_int_equal(
        category_rules_load(arena,
                            STR("{\"threshold\":4,\"categories\":[\"a\"],\"features\":[],"
                                "\"fields\":[],\"groups\":[{\"for\":\"a\",\"weight\":1,"
                                "\"words\":[\"x  y\"]}]}"),
                            &loaded, &err),
        ERR_FORMAT);
    arena_free(arena);
}

static int load_rules(void **state)
{
    struct err err = {0};
    *state = arena_new();
    if (describe_rules_load(*state, PAI_SOURCE_DIR "/tools/describe-documents",
                            PAI_SOURCE_DIR "/reference/disclosure", &rules, &err) != ERR_OK) {
        print_error("%s\n", err.message);
        return 1;
    }
    return 0;
}

static int free_rules(void **state)
{
    arena_free(*state);
    return 0;
}

struct met {
    size_t groups[16], firsts[16], lasts[16], count;
};

static void note(void *data, const struct cue_place *place)
{
    struct met *met = data;
    assert_true(met->count < 16);
    met->groups[met->count] = place->group;
    met->firsts[met->count] = place->first;
    met->lasts[met->count++] = place->last;
}

static void test_phrases_are_met_by_their_first_word(void **state)
{
    struct arena *arena = arena_new();
    struct cue_rules *cues;
    struct document_words words;
    struct js *json;
    struct met met = {.count = 0};
    (void)state;
    assert_int_equal(
        js_parse(
            arena,
            STR("{\"groups\":[{\"for\":\"a\",\"weight\":1,\"words\":[\"# metres\",\"cam*\"]},"
                "{\"for\":\"b\",\"weight\":1,\"words\":[\"camera shop\",\"12\"]},"
                "{\"for\":\"c\",\"weight\":1,\"where\":\"name\",\"words\":[\"cam*\"]}]}"),
            &json, NULL),
        ERR_OK);
    assert_int_equal(cue_rules_load(arena, json, &cues, NULL), ERR_OK);
    document_words_make(arena, STR("12 metres from the Camera shop, a came1 and 7 feet"),
                        &words);
    cue_rules_find(cues, &words, CUE_TEXT, note, &met);
    assert_int_equal(met.count, 5);
    const size_t expected[5][3] = {{1, 0, 0}, {0, 0, 1}, {1, 4, 5}, {0, 4, 4}, {0, 7, 7}};
    for (size_t i = 0; i < met.count; i++) {
        assert_int_equal(met.groups[i], expected[i][0]);
        assert_int_equal(met.firsts[i], expected[i][1]);
        assert_int_equal(met.lasts[i], expected[i][2]);
    }
    arena_free(arena);
}

/* As one who knows the case would name it, and nothing that is nobody's business. */
static void test_a_title_says_what_a_paper_is(void **state)
{
    struct arena *arena = arena_new();
    (void)state;
    static const struct {
        const char *text, *says;
    } rows[] = {
        {"STREAMLINED FORENSIC REPORT 1\nTrainers RT/1 did not make the mark.",
         "Streamlined forensic report"},
        {"FORENSIC SUBMISSION FORM\nItems: RT/1 trainers\nBudget approved by the office.",
         "Forensic submission form"},
        {"VIPER IDENTIFICATION PROCEDURE RECORD\nThe witness asked to see number 4 again.",
         "Record of an identification procedure"},
        {"WITNESS STATEMENT\nI noted this in my pocket notebook and went on duty.",
         "Witness statement."},
        {"VICTIM PERSONAL STATEMENT\nSince then I cannot sleep in the house.",
         "Victim personal statement"},
        {"PROFESSIONAL STANDARDS\nHe failed to activate BWV on two occasions.",
         "Record of a discipline or misconduct matter"}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct answered answered = answer_of(arena, "a.txt", rows[i].text);
        if (!str_starts(answered.description, str_of(rows[i].says))) {
            print_message("%.*s\n", STR_ARG(answered.description));
        }
        assert_true(str_starts(answered.description, str_of(rows[i].says)));
    }
    arena_free(arena);
}

static void test_where_witnesses_live_and_were_born_is_not_told(void **state)
{
    struct arena *arena = arena_new();
    (void)state;
    struct answered answered =
        answer_of(arena, "a.txt",
                  "WITNESS STATEMENT\nI live at 16 Alder Crescent, Westmere with my brother.\n"
                  "I saw a man in a grey top walk down the alley at 21:05.\n"
                  "My telephone for the court is 07700 900123 in the evenings.\n"
                  "I know him as Ryan Lee born on 03/06/1992 from the same school as me.");
    assert_false(says(answered, "16 Alder"));
    assert_false(says(answered, "900123"));
    assert_false(says(answered, "1992"));
    assert_true(says(answered, "grey top"));
    assert_true(says(answered, "Ryan Lee …"));
    answered =
        answer_of(arena, "a.txt",
                  "VICTIM PERSONAL STATEMENT\nI am staying with my sister at 8 Fern Lane "
                  "and I do not want the defendant to know where I am.\nI cannot sleep.");
    assert_true(says(answered, "Victim"));
    assert_false(says(answered, "Fern"));
    assert_true(answered.sensitive->array.count > 0);
    arena_free(arena);
}

static void test_answers_are_told_before_questions(void **state)
{
    struct arena *arena = arena_new();
    (void)state;
    struct answered answered = answer_of(
        arena, "a.txt",
        "RECORD OF INTERVIEW\n00:10 LEE: Caution explained to him now.\n"
        "03:30 LEE: Where did you get the bike from that night?\n"
        "ROOK: Tiz gave it me about eleven that night.\n07:45 LEE: Who was with you then?\n"
        "ROOK: Nobody was with me, I was at home.\n");
    assert_true(says(answered, "Nobody was with me"));
    assert_true(says(answered, "Tiz gave it me"));
    assert_false(says(answered, "Who was with you"));
    arena_free(arena);
}

static void test_a_sentence_goes_on_over_the_end_of_its_line(void **state)
{
    struct arena *arena = arena_new();
    (void)state;
    struct answered answered = answer_of(
        arena, "a.txt",
        "On Saturday 7th of March, just after half nine at night, I heard shouting through\n"
        "the wall from number 22 and then a bang.\n");
    assert_true(says(answered, "shouting through the wall"));
    arena_free(arena);
}

#define CALLS                                                                                  \
    "\"event count\":\"3\",\"event calls\":\"3\",\"event messages\":\"0\","                    \
    "\"event first\":\"2026-03-03T17:58:12\",\"event last\":\"2026-03-04\","                   \
    "\"event party count\":\"4\",\"event parties\":\"07700900417\\n07700900861\""

static struct answered with_facts(struct arena *arena, const char *kind, const char *text,
                                  const char *facts)
{
    struct js *read;
    assert_int_equal(js_parse(arena, str_of(facts), &read, NULL), ERR_OK);
    return answer_with(arena, (struct described){.name = STR("a.csv"),
                                                 .kind = str_of(kind),
                                                 .text = str_of(text),
                                                 .pages = 1,
                                                 .facts = read});
}

static void test_rows_of_calls_are_told_together(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct answered answered = with_facts(
        arena, "table", "Date and time,From,To\n03/03/2026 17:58:12,07700900417,07700900861\n",
        "{" CALLS "}");
    assert_string_equal(
        arena_strndup(arena, answered.description.p, answered.description.n),
        "Table of data. 3 calls, from 3 March 2026 at 17:58 to 4 March 2026, between "
        "07700900417, 07700900861 and 2 others. 1 page.");
    arena_free(arena);
}

static void test_messages_are_told_together_and_quoted(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct answered answered = with_facts(
        arena, "text", "[03/03/2026, 17:52:10] Kit: the fence at the allotments is up now\n",
        "{\"event count\":\"1\",\"event calls\":\"0\",\"event messages\":\"1\","
        "\"event first\":\"2026-03-03T17:52:10\",\"event last\":\"2026-03-03T17:52:10\","
        "\"event party count\":\"1\",\"event parties\":\"Kit\"}");
    assert_true(says(answered, "1 message, 3 March 2026 at 17:52, of Kit"));
    assert_true(says(answered, "the fence at the allotments is up"));
    arena_free(arena);
}

static void test_who_calls_is_not_told_of_what_was_flagged(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct answered answered = with_facts(
        arena, "table", "From,To\nInformant: do not disclose the identity of the source\n",
        "{" CALLS "}");
    assert_true(answered.sensitive->array.count > 0);
    assert_true(says(answered, "3 calls, from 3 March 2026"));
    assert_false(says(answered, "07700900417"));
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_phrases_are_met_by_their_first_word),
        cmocka_unit_test(test_items_of_the_list_are_found),
        cmocka_unit_test(test_print_read_badly_is_still_known),
        cmocka_unit_test(test_what_only_speaks_of_them_is_not_of_the_list),
        cmocka_unit_test(test_forms_of_the_prosecution_file_are_called_what_they_are),
        cmocka_unit_test(test_mail_chats_and_tables_are_of_the_list_only_when_they_say_so),
        cmocka_unit_test(test_printed_words_of_a_form_are_not_what_it_says),
        cmocka_unit_test(test_when_a_message_was_sent_is_said_in_words),
        cmocka_unit_test(test_a_flagged_passage_is_told_and_not_repeated),
        cmocka_unit_test(test_all_of_a_flagged_sentence_and_its_names_are_left_out),
        cmocka_unit_test(test_the_sentence_that_matters_comes_first),
        cmocka_unit_test(test_a_word_in_passing_names_no_kind),
        cmocka_unit_test(test_stops_labels_and_programs_are_no_slips),
        cmocka_unit_test(test_a_description_says_what_stands_there),
        cmocka_unit_test(test_a_message_says_nothing_of_the_one_it_answers),
        cmocka_unit_test(test_turns_of_a_conversation_are_no_fields),
        cmocka_unit_test(test_brackets_and_quotation_marks_are_whole_and_what_is_cut_says_so),
        cmocka_unit_test(test_what_has_no_text_says_so),
        cmocka_unit_test(test_dates_as_english_writes_them),
        cmocka_unit_test(test_a_title_says_what_a_paper_is),
        cmocka_unit_test(test_where_witnesses_live_and_were_born_is_not_told),
        cmocka_unit_test(test_answers_are_told_before_questions),
        cmocka_unit_test(test_a_sentence_goes_on_over_the_end_of_its_line),
        cmocka_unit_test(test_rows_of_calls_are_told_together),
        cmocka_unit_test(test_messages_are_told_together_and_quoted),
        cmocka_unit_test(test_who_calls_is_not_told_of_what_was_flagged),
        cmocka_unit_test(test_bad_rules_are_refused_by_name),
    };
    return cmocka_run_group_tests(tests, load_rules, free_rules);
}
