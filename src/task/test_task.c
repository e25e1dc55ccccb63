/* The contracts of the tasks, and that each task names metrics that exist. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "metrics/metric.h"
#include "task/task.h"

#include <stdio.h>
#include <string.h>

static void assert_output(const char *task, const char *input, const char *output,
                          const char *words)
{
    struct arena *arena = arena_new();
    struct err err;
    struct js *in;
    struct js *out;
    assert_int_equal(js_parse(arena, str_of(input), &in, &err), ERR_OK);
    assert_int_equal(js_parse(arena, str_of(output), &out, &err), ERR_OK);
    enum err_code code = task_lookup(str_of(task))->check_output(in, out, &err);
    if (words == NULL) {
        assert_int_equal(code, ERR_OK);
    } else {
        assert_int_equal(code, ERR_FORMAT);
        if (strstr(err.message, words) == NULL) {
            fail_msg("\"%s\" does not say \"%s\"", err.message, words);
        }
    }
    arena_free(arena);
}

static void test_text_redaction__contract(void **state)
{
    (void)state;
    static const char input[] = "{\"text\":\"J\xC3\xB6rg\"}";
    static const struct {
        const char *output;
        const char *words;
    } rows[] = {
        {"{\"spans\":[]}", NULL},
        {"{\"spans\":[{\"start\":0,\"end\":4,\"label\":\"PERSON\",\"more\":1}]}", NULL},
        {"{\"spans\":[{\"start\":0,\"end\":5,\"label\":\"PERSON\"}]}",
         "span 1: \"end\" is 5, must be 0 to 4"},
        {"{\"spans\":[{\"start\":2,\"end\":2,\"label\":\"X\"}]}",
         "must be more than \"start\""},
        {"{\"spans\":[{\"start\":0,\"end\":1}]}", "\"label\" is missing"},
        {"{\"spans\":[{\"start\":0.0,\"end\":1,\"label\":\"X\"}]}", "must be an integer"},
        {"{\"spans\":{}}", "\"spans\" must be an array"},
        {"{}", "\"spans\" is missing"},
        {"[]", "\"spans\" is missing"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_output("text-redaction", input, rows[i].output, rows[i].words);
    }
}

#define DOCUMENT(more) "{\"document\":{\"file\":\"a.pdf\"}" more "}"
#define ANSWER(marks)                                                                          \
    "{\"pages\":2,\"file\":\"/out/a\",\"unreadable\":[],\"marks\":[" marks "]}"
#define PROPOSED(marks) "{\"pages\":2,\"unreadable\":[],\"marks\":[" marks "]}"
#define BOX(page, box) "{\"page\":" page ",\"boxes\":[" box "],\"label\":\"X\"}"
#define SPAN(start, end) "{\"start\":" start ",\"end\":" end ",\"label\":\"X\"}"
#define ONE_PAGE ",\"propose_only\":true,\"only_page\":2"

/* What was decided lies within marks of the output, so that the output check looks at it. */
static void test_document_redaction__marks_hold_what_was_to_hide(void **state)
{
    (void)state;
    static const struct {
        const char *input, *output, *words;
    } rows[] = {
        {DOCUMENT(",\"hide\":[]"), ANSWER(""), NULL},
        {DOCUMENT(",\"hide\":[" BOX("1", "[1,1,5,5]") "]"), ANSWER(BOX("1", "[1,1,5,5]")),
         NULL},
        {DOCUMENT(",\"hide\":[" BOX("1", "[1,1,5,5]") "]"), ANSWER(BOX("1", "[1.1,0,5,9]")),
         NULL},
        {DOCUMENT(",\"hide\":[" BOX("1", "[1,1,5,5]") "]"), ANSWER(""),
         "\"hide\" 1 lies in no mark"},
        {DOCUMENT(",\"hide\":[" BOX("1", "[1,1,5,5]") "]"), ANSWER(BOX("2", "[1,1,5,5]")),
         "lies in no mark"},
        {DOCUMENT(",\"hide\":[" BOX("1", "[1,1,5,5],[7,7,9,9]") "]"),
         ANSWER(BOX("1", "[1,1,5,5]")), "lies in no mark"},
        {DOCUMENT(",\"hide\":[" BOX("1", "[1,1,5,5]") "]"), ANSWER(BOX("1", "[1,1,5,4]")),
         "lies in no mark"},
        {DOCUMENT(",\"hide\":[" SPAN("2", "5") "]"), ANSWER(SPAN("1", "5")), NULL},
        {DOCUMENT(",\"hide\":[" SPAN("2", "5") "]"), ANSWER(SPAN("3", "5")), "lies in no mark"},
        {DOCUMENT(",\"hide\":[" SPAN("2", "5") "]"), ANSWER(BOX("1", "[1,1,5,5]")),
         "lies in no mark"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_output("document-redaction", rows[i].input, rows[i].output, rows[i].words);
    }
}

static void test_document_redaction__one_page_is_answered_for_that_page(void **state)
{
    (void)state;
    static const char places[] = "{\"pages\":2,\"unreadable\":[],\"marks\":[],\"places\":[%s]}";
    static const struct {
        const char *place, *words;
    } rows[] = {
        {"[0,4,1,1.5,9,9],[5,6,1,1,2,2]", NULL},
        {"[0,4,1,1,9]", "\"places\" 1 must be"},
        {"[4,4,1,1,9,9]", "\"places\" 1 must be"},
        {"[0,4,1,1,9,9],[3,5,1,1,2,2]", "\"places\" 2 must be"},
        {"[0,4,\"1\",1,9,9]", "\"places\" 1 must be"},
        {"7", "\"places\" 1 must be"},
    };
    assert_output("document-redaction", DOCUMENT(ONE_PAGE), PROPOSED(BOX("2", "[1,1,5,5]")),
                  NULL);
    assert_output("document-redaction", DOCUMENT(ONE_PAGE), PROPOSED(BOX("1", "[1,1,5,5]")),
                  "lies on page 1, asked was page 2");
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char output[200];
        snprintf(output, sizeof output, places, rows[i].place);
        assert_output("document-redaction", DOCUMENT(ONE_PAGE), output, rows[i].words);
    }
}

static void test_transcription__contract(void **state)
{
    (void)state;
    static const char input[] = "{\"audio\":{\"file\":\"a.wav\"}}";
    static const struct {
        const char *output;
        const char *words;
    } rows[] = {
        {"{\"text\":\"\"}", NULL},
        {"{\"text\":\"a\",\"words\":[{\"word\":\"a\",\"start\":0,\"end\":0.5,\"confidence\":1}]"
         "}",
         NULL},
        {"{\"text\":\"a\",\"words\":[{\"word\":\"a\",\"start\":1,\"end\":0.5,\"confidence\":1}]"
         "}",
         "word 1: \"end\" is 0.5"},
        {"{\"text\":\"a\",\"words\":[{\"word\":\"a\",\"start\":0,\"end\":1,\"confidence\":1.1}]"
         "}",
         "\"confidence\" is 1.1, must be 0 to 1"},
        {"{\"text\":\"a\",\"words\":[{\"word\":\"a\",\"start\":0,\"end\":1}]}",
         "\"confidence\" must be a number"},
        {"{\"words\":[]}", "\"text\" is missing"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_output("transcription", input, rows[i].output, rows[i].words);
    }
}

struct contract_row {
    const char *output, *words;
};

static void assert_rows(const char *task, const char *input, const struct contract_row *rows,
                        size_t count)
{
    for (size_t i = 0; i < count; i++) {
        assert_output(task, input, rows[i].output, rows[i].words);
    }
}
#define ASSERT_ROWS(task, input, rows)                                                         \
    assert_rows(task, input, rows, sizeof(rows) / sizeof(rows)[0])

static void assert_input(const char *task, const char *input, const char *words)
{
    struct arena *arena = arena_new();
    struct err err;
    struct js *in;
    assert_int_equal(js_parse(arena, str_of(input), &in, &err), ERR_OK);
    enum err_code code = task_lookup(str_of(task))->check_input(in, &err);
    if (words == NULL) {
        assert_int_equal(code, ERR_OK);
    } else {
        assert_int_equal(code, ERR_FORMAT);
        if (strstr(err.message, words) == NULL) {
            fail_msg("\"%s\" does not say \"%s\"", err.message, words);
        }
    }
    arena_free(arena);
}

#define WORD(box, confidence)                                                                  \
    "{\"text\":\"a\",\"words\":[{\"text\":\"a\",\"box\":[" box "],\"confidence\":" confidence  \
    "}]}"

static void test_ocr__contract(void **state)
{
    (void)state;
    static const struct contract_row rows[] = {
        {"{\"text\":\"\"}", NULL},
        {WORD("0,0,5.5,9", "0.5"), NULL},
        {WORD("0,0,5", "0.5"), "word 1: \"box\" must be"},
        {WORD("6,0,5,9", "0.5"), "left < right"},
        {WORD("0,9,5,9", "0.5"), "top < bottom"},
        {WORD("-1,0,5,9", "0.5"), "\"box\" must be"},
        {WORD("0,0,\"5\",9", "0.5"), "\"box\" must be"},
        {WORD("0,0,5,9", "1.5"), "\"confidence\" must be a number from 0 to 1"},
        {"{\"words\":[]}", "\"text\" is missing"},
    };
    ASSERT_ROWS("ocr", "{\"image\":{\"file\":\"a.png\"}}", rows);
    assert_input("ocr", "{\"image\":{}}", "\"image\": \"file\" is missing");
    assert_input("ocr", "{\"text\":\"a\"}", "\"image\" is missing");
}

#define PAIR "{\"left\":{\"file\":\"a.png\"},\"right\":{\"file\":\"b.png\"}}"
#define LISTINGS "{\"left\":{\"title\":\"a\"},\"right\":{\"name\":\"\"}}"

static void test_pairs__are_called_yes_or_no_with_a_score_from_0_to_1(void **state)
{
    (void)state;
    static const struct contract_row both[] = {
        {"{\"match\":\"yes\",\"score\":1}", NULL},
        {"{\"match\":\"no\",\"score\":0.25,\"distance\":192}", NULL},
        {"{\"match\":\"maybe\",\"score\":1}", "\"match\" is \"maybe\", must be"},
        {"{\"score\":1}", "\"match\" is missing"},
        {"{\"match\":\"yes\",\"score\":1.01}", "\"score\" is 1.01, must be 0 to 1"},
        {"{\"match\":\"yes\",\"score\":\"1\"}", "\"score\" must be a number"},
    };
    static const struct contract_row alone[] = {{"{\"match\":\"yes\"}", NULL}};
    static const struct contract_row unscored[] = {
        {"{\"match\":\"yes\"}", "\"score\" must be"}};
    ASSERT_ROWS("item-matching", LISTINGS, both);
    ASSERT_ROWS("image-matching", PAIR, both);
    ASSERT_ROWS("face-verification", PAIR, both);
    ASSERT_ROWS("item-matching", LISTINGS, alone);
    ASSERT_ROWS("image-matching", PAIR, unscored);
    ASSERT_ROWS("face-verification", PAIR, unscored);
}

static void test_face_verification__a_failure_to_acquire_stands_alone(void **state)
{
    (void)state;
    static const struct contract_row rows[] = {
        {"{\"failure\":\"no face\"}", NULL},
        {"{\"failure\":\"\"}", "\"failure\" must have 1 to"},
        {"{\"failure\":\"no face\",\"score\":0.9}", "stand without"},
        {"{\"failure\":\"no face\",\"match\":\"yes\"}", "stand without"},
    };
    static const struct contract_row other[] = {
        {"{\"failure\":\"no face\"}", "\"match\" is missing"}};
    ASSERT_ROWS("face-verification", PAIR, rows);
    ASSERT_ROWS("image-matching", PAIR, other);
}

static void test_pairs__have_two_sides(void **state)
{
    (void)state;
    assert_input("image-matching", PAIR, NULL);
    assert_input("image-matching", "{\"left\":{\"file\":\"a\"}}", "\"right\" is missing");
    assert_input(
        "face-verification",
        "{\"left\":{\"file\":\"a\"},\"right\":{\"file\":\"b\"},\"more\":{\"file\":\"c\"}}",
        "names 3 files, must name two");
    assert_input("item-matching", LISTINGS, NULL);
    assert_input("item-matching", "{\"left\":{\"title\":\"a\"},\"right\":{}}",
                 "\"right\" has 0 fields");
    assert_input("item-matching", "{\"left\":{\"price\":7},\"right\":{\"title\":\"a\"}}",
                 "field \"price\" of \"left\" must be a string");
}

static void assert_expected(const char *name, const char *input,
                            const struct contract_row *rows, size_t count)
{
    struct arena *arena = arena_new();
    const struct task *task = task_lookup(str_of(name));
    for (size_t i = 0; i < count; i++) {
        struct js *in;
        struct js *expected;
        struct err err;
        assert_int_equal(js_parse(arena, str_of(input), &in, &err), ERR_OK);
        assert_int_equal(js_parse(arena, str_of(rows[i].output), &expected, &err), ERR_OK);
        enum err_code code = (*task->check_expected)(in, expected, &err);
        assert_int_equal(code, rows[i].words == NULL ? ERR_OK : ERR_FORMAT);
        assert_true(rows[i].words == NULL || strstr(err.message, rows[i].words) != NULL);
    }
    arena_free(arena);
}

#define ASKED                                                                                  \
    "{\"question\":\"when?\",\"passages\":[{\"id\":\"p1\",\"text\":\"at n\xC3\xB6on\"},"       \
    "{\"id\":\"p2\",\"text\":\"\"}]}"
#define SAYS(citations) "{\"answer\":\"noon\",\"citations\":[" citations "]}"

static void test_question_answering__cites_places_of_passages(void **state)
{
    (void)state;
    static const struct contract_row rows[] = {
        {SAYS("{\"id\":\"p1\",\"start\":3,\"end\":7}"), NULL},
        {"{\"answer\":\"\",\"citations\":[]}", NULL},
        {"{\"answer\":\"\"}", "\"citations\" is missing"},
        {"{\"citations\":[]}", "\"answer\" is missing"},
        {SAYS("{\"id\":\"p3\",\"start\":3,\"end\":7}"),
         "citation 1: \"p3\" is the id of no passage"},
        {SAYS("{\"id\":\"p1\",\"start\":3,\"end\":8}"), "\"end\" is 8, must be 0 to 7"},
        {SAYS("{\"id\":\"p1\",\"start\":3,\"end\":3}"), "must be more than \"start\""},
        {SAYS("{\"id\":\"p1\",\"start\":3}"), "\"end\" is missing"},
    };
    ASSERT_ROWS("question-answering", ASKED, rows);
    assert_input("question-answering", ASKED, NULL);
    assert_input("question-answering", "{\"question\":\"?\",\"passages\":[]}",
                 "\"passages\" has 0");
    assert_input("question-answering",
                 "{\"question\":\"?\",\"passages\":[{\"id\":\"p\",\"text\":\"a\"},"
                 "{\"id\":\"p\",\"text\":\"b\"}]}",
                 "passage 2: \"id\" p is that of another one");
}

static void test_question_answering__no_answer_has_no_citation(void **state)
{
    (void)state;
    static const struct contract_row rows[] = {
        {"{\"answers\":[\"noon\"],\"citations\":[\"p1\"]}", NULL},
        {"{\"answers\":[],\"citations\":[]}", NULL},
        {"{\"answers\":[],\"citations\":[\"p1\"]}", "both empty or both not"},
        {"{\"answers\":[\"noon\"],\"citations\":[]}", "both empty or both not"},
        {"{\"answers\":[\"\"],\"citations\":[\"p1\"]}", "texts that are not empty"},
        {"{\"answers\":[\"noon\"],\"citations\":[\"p9\"]}", "is the id of no passage"},
    };
    assert_expected("question-answering", ASKED, rows, sizeof rows / sizeof rows[0]);
}

#define CASE(plea, test)                                                                       \
    "{\"case\":{\"offence\":\"theft\",\"plea\":\"" plea "\",\"test\":\"" test                  \
    "\"},\"documents\":{\"file\":\"a.jsonl\"}}"
#define PLACE "{\"document\":\"2\",\"page\":1,\"start\":0,\"end\":6}"
#define FINDING(kind, subject, at)                                                             \
    "{\"findings\":[{\"kind\":\"" kind "\",\"subject\":\"" subject                             \
    "\",\"says\":\"x\",\"rule\":\"r\",\"at\":[" at "]}]}"

static void test_case_file_check__findings_have_a_kind_a_rule_and_places(void **state)
{
    (void)state;
    static const struct contract_row rows[] = {
        {"{\"findings\":[]}", NULL},
        {FINDING("form-missing", "MG5", ""), NULL},
        {FINDING("point-unproved", "identity", ""), NULL},
        {FINDING("field-empty", "MG5/interview", PLACE), NULL},
        {FINDING("field-empty", "MG5/interview", ""), "\"at\" of field-empty has 0 places"},
        {FINDING("disagreement", "time", PLACE "," PLACE), NULL},
        {FINDING("disagreement", "time", PLACE), "has 1 places, must have 2 to 8"},
        {FINDING("disagreement", "colour", PLACE "," PLACE),
         "date, time, place, plate or name"},
        {FINDING("form-torn", "MG5", ""), "finding 1: \"kind\" is \"form-torn\""},
        {FINDING("form-missing", "", ""), "\"subject\" must have 1 to 200 bytes"},
        {FINDING("form-missing", "MG5",
                 PLACE "," PLACE "," PLACE "," PLACE "," PLACE "," PLACE "," PLACE "," PLACE
                       "," PLACE),
         "has 9 places, must have 0 to 8"},
        {FINDING("form-missing", "MG5", "{\"document\":2,\"page\":1,\"start\":0,\"end\":6}"),
         "finding 1: place 1: \"document\" must be a string"},
        {FINDING("form-missing", "MG5",
                 "{\"document\":\"2\",\"page\":0,\"start\":0,\"end\":6}"),
         "\"page\" is 0"},
        {FINDING("form-missing", "MG5",
                 "{\"document\":\"2\",\"page\":1,\"start\":6,\"end\":6}"),
         "\"end\" must be more than"},
        {"{\"findings\":[{\"kind\":\"form-missing\",\"subject\":\"MG5\",\"says\":\"x\","
         "\"at\":[]}]}",
         "\"rule\" is missing"},
        {"{\"findings\":[{\"kind\":\"form-missing\",\"subject\":\"MG5\",\"says\":\"x\","
         "\"rule\":\"r\",\"source\":\"an Act\",\"source_read\":true,\"at\":[]}]}",
         NULL},
        {"{\"findings\":[{\"kind\":\"form-missing\",\"subject\":\"MG5\",\"says\":\"x\","
         "\"rule\":\"r\",\"source_read\":\"yes\",\"at\":[]}]}",
         "\"source_read\" is neither true nor false"},
        {"{}", "\"findings\" is missing"},
    };
    ASSERT_ROWS("case-file-check", CASE("guilty", "full code"), rows);
    assert_input("case-file-check", CASE("not guilty", "threshold"), NULL);
    assert_input("case-file-check", CASE("mixed", "threshold"), "\"plea\" must be");
    assert_input("case-file-check", CASE("unknown", "none"), "\"test\" must be");
    assert_input("case-file-check",
                 "{\"case\":{\"offence\":\"\",\"plea\":\"guilty\",\"test\":\"full code\"},"
                 "\"documents\":{\"file\":\"a\"}}",
                 "\"offence\" must have 1 to 200 bytes");
    assert_input("case-file-check", "{\"documents\":{\"file\":\"a\"}}", "\"case\" is missing");
}

static void test_case_file_check__defects_name_documents_by_id(void **state)
{
    (void)state;
    static const struct contract_row rows[] = {
        {"{\"defects\":[]}", NULL},
        {"{\"defects\":[{\"kind\":\"disagreement\",\"subject\":\"time\","
         "\"documents\":[\"2\",\"3\"]}]}",
         NULL},
        {"{\"defects\":[{\"kind\":\"disagreement\",\"subject\":\"time\",\"documents\":[2]}]}",
         "defect 1: \"documents\" must hold ids"},
        {"{\"defects\":[{\"kind\":\"lost\",\"subject\":\"x\"}]}", "defect 1: \"kind\" is"},
        {"{}", "\"defects\" is missing"},
    };
    assert_expected("case-file-check", CASE("guilty", "full code"), rows,
                    sizeof rows / sizeof rows[0]);
}

#define ITEM(more) "{\"document\":{\"name\":\"a\",\"kind\":\"text\",\"pages\":1" more "}}"
#define ENTRY(category, sensitive)                                                             \
    "{\"category\":\"" category "\",\"sensitive\":[" sensitive "],\"description\":\"a log\"}"

static void test_disclosure_schedule__contract(void **state)
{
    (void)state;
    static const struct contract_row rows[] = {
        {ENTRY("incident-log", ""), NULL},
        {ENTRY("none", "{\"reason\":\"address\",\"start\":0,\"end\":3}"), NULL},
        {ENTRY("none", "{\"reason\":\"address\",\"start\":0,\"end\":4}"),
         "sensitive place 1: \"end\" is 4, must be 0 to 3"},
        {ENTRY("none", "{\"reason\":\"\",\"start\":0,\"end\":3}"), "\"reason\" must have"},
        {ENTRY("none", "{\"reason\":\"x\",\"start\":3,\"end\":3}"), "\"end\" must be more"},
        {ENTRY("log", ""), "\"category\" is \"log\""},
        {"{\"category\":\"none\",\"sensitive\":[]}", "\"description\" is missing"},
        {"{\"category\":\"none\",\"description\":\"x\"}", "\"sensitive\" is missing"},
    };
    static const struct contract_row expected[] = {
        {"{\"category\":\"none\",\"sensitive\":\"no\",\"must_say\":[]}", NULL},
        {"{\"category\":\"none\",\"sensitive\":\"yes\",\"must_say\":[\"a\",[\"b\",\"c\"]]}",
         NULL},
        {"{\"category\":\"none\",\"sensitive\":\"no\",\"must_say\":[\"\"]}", "\"must_say\""},
        {"{\"category\":\"none\",\"sensitive\":\"no\",\"must_say\":[[]]}", "\"must_say\""},
        {"{\"category\":\"none\",\"sensitive\":\"no\",\"must_say\":[[7]]}", "\"must_say\""},
        {"{\"category\":\"none\",\"sensitive\":true,\"must_say\":[]}", "\"sensitive\" must"},
        {"{\"category\":\"\",\"sensitive\":\"no\",\"must_say\":[]}", "\"category\" is"},
    };
    ASSERT_ROWS("disclosure-schedule",
                ITEM(",\"text\":\"Zo\xC3\xAB\",\"facts\":{\"from\":\"a\"}"), rows);
    assert_expected("disclosure-schedule", ITEM(",\"text\":\"x\",\"facts\":{}"), expected,
                    sizeof expected / sizeof expected[0]);
    assert_input("disclosure-schedule", ITEM(",\"file\":\"x\",\"facts\":{}"), NULL);
    assert_input("disclosure-schedule", ITEM(",\"file\":\"x\",\"text\":\"x\",\"facts\":{}"),
                 "both there");
    assert_input("disclosure-schedule", ITEM(",\"facts\":{}"), "\"text\" is missing");
    assert_input("disclosure-schedule", ITEM(",\"text\":\"x\",\"facts\":{\"from\":1}"),
                 "fact \"from\" must be a string");
    assert_input("disclosure-schedule", ITEM(",\"text\":\"x\""), "\"facts\" is missing");
}

#define CANDIDATES(list) "{\"threshold\":0.5,\"candidates\":[" list "]}"
#define CANDIDATE(entry, score) "{\"entry\":\"" entry "\",\"score\":" score "}"

static void test_face_identification__candidates_best_first_each_once(void **state)
{
    (void)state;
    static const struct {
        const char *output, *words;
    } rows[] = {
        {CANDIDATES(""), NULL},
        {CANDIDATES(CANDIDATE("a", "1") "," CANDIDATE("b", "0.5") "," CANDIDATE("c", "0.5")),
         NULL},
        {"{\"failure\":\"no face\"}", NULL},
        {"{\"failure\":\"\"}", "1 to 200 bytes"},
        {"{\"failure\":\"no face\",\"candidates\":[]}", "stand without"},
        {"{\"candidates\":[]}", "\"threshold\" must be a number"},
        {"{\"threshold\":1.5,\"candidates\":[]}", "\"threshold\" is 1.5, must be 0 to 1"},
        {"{\"threshold\":0.5}", "\"candidates\" is missing"},
        {CANDIDATES(CANDIDATE("a", "0.5") "," CANDIDATE("b", "0.6")),
         "candidate 2: its score is above"},
        {CANDIDATES(CANDIDATE("a", "0.5") "," CANDIDATE("a", "0.5")),
         "candidate 2: the entry \"a\" is named twice"},
        {CANDIDATES(CANDIDATE("a", "-0.1")), "must be 0 to 1"},
        {CANDIDATES(CANDIDATE("a", "1e999")), "must be 0 to 1"},
        {CANDIDATES(CANDIDATE("a", "\"1\"")), "must be a number"},
        {CANDIDATES("{\"score\":1}"), "\"entry\" is missing"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_output("face-identification", "{\"face\":{\"file\":\"a\"}}", rows[i].output,
                      rows[i].words);
    }
}

static void test_face_identification__entries_and_mates(void **state)
{
    (void)state;
    static const struct {
        const char *json;
        bool entry;
        const char *words;
    } rows[] = {
        {"{\"faces\":[{\"file\":\"a\"}]}", true, NULL},
        {"{\"faces\":[]}", true, "has 0 pictures, must have 1 to 8"},
        {"{\"faces\":[{\"path\":\"a\"}]}", true, "\"file\" is missing"},
        {"{}", true, "\"faces\" is missing"},
        {"{\"mates\":[]}", false, NULL},
        {"{\"mates\":[{\"entry\":\"a\"},{\"entry\":\"b\"}]}", false, NULL},
        {"{\"mates\":[{\"entry\":\"a\"},{\"entry\":\"a\"}]}", false, "named twice"},
        {"{\"mates\":[\"a\"]}", false, "\"entry\" is missing"},
        {"{}", false, "\"mates\" is missing"},
    };
    struct arena *arena = arena_new();
    const struct task *task = task_lookup(STR("face-identification"));
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct js *value;
        struct err err = {.message = ""};
        assert_int_equal(js_parse(arena, str_of(rows[i].json), &value, &err), ERR_OK);
        enum err_code code = rows[i].entry ? task->check_entry(value, &err)
                                           : (*task->check_expected)(value, value, &err);
        assert_int_equal(code, rows[i].words == NULL ? ERR_OK : ERR_FORMAT);
        assert_true(rows[i].words == NULL || strstr(err.message, rows[i].words) != NULL);
    }
    arena_free(arena);
}

static void test_input_files__in_order_and_twice_when_named_twice(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct task_files files;
    struct js *in;
    struct err err;
    assert_int_equal(
        js_parse(
            arena,
            STR("{\"b\":[{\"file\":\"z\"},{\"c\":{\"file\":\"a\"}}],\"a\":{\"file\":\"z\"},"
                "\"file\":7,\"text\":\"file\"}"),
            &in, &err),
        ERR_OK);
    assert_int_equal(task_input_files(in, &files, &err), ERR_OK);
    assert_int_equal(files.count, 3);
    assert_true(str_is(files.paths[0], "z") && str_is(files.paths[1], "a") &&
                str_is(files.paths[2], "z"));
    assert_int_equal(
        js_parse(arena,
                 STR("[{\"file\":\"\"},{\"file\":\"\"},{\"file\":\"\"},{\"file\":\"\"},{"
                     "\"file\":\"\"},"
                     "{\"file\":\"\"},{\"file\":\"\"},{\"file\":\"\"},{\"file\":\"\"}]"),
                 &in, &err),
        ERR_OK);
    assert_int_equal(task_input_files(in, &files, &err), ERR_LIMIT);
    arena_free(arena);
}

static void test_task__names_metrics_that_exist(void **state)
{
    (void)state;
    assert_true(task_table_count >= 2);
    for (size_t i = 0; i < task_table_count; i++) {
        const struct task *task = task_table[i];
        assert_ptr_equal(task_lookup(str_of(task->name)), task);
        assert_non_null(task->metrics[0]);
        for (size_t m = 0; task->metrics[m] != NULL; m++) {
            assert_non_null(metric_lookup(task->metrics[m]));
        }
        for (size_t b = 0; b < task->bound_count; b++) {
            const struct metric *metric = metric_lookup(task->bounds[b].metric);
            assert_non_null(metric);
            assert_int_equal(task->bounds[b].at_least, metric->higher_is_better);
            assert_true(task->bounds[b].source[0] != '\0');
        }
    }
    assert_null(task_lookup(STR("nothing")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_text_redaction__contract),
        cmocka_unit_test(test_document_redaction__marks_hold_what_was_to_hide),
        cmocka_unit_test(test_document_redaction__one_page_is_answered_for_that_page),
        cmocka_unit_test(test_transcription__contract),
        cmocka_unit_test(test_ocr__contract),
        cmocka_unit_test(test_pairs__are_called_yes_or_no_with_a_score_from_0_to_1),
        cmocka_unit_test(test_face_verification__a_failure_to_acquire_stands_alone),
        cmocka_unit_test(test_face_identification__candidates_best_first_each_once),
        cmocka_unit_test(test_face_identification__entries_and_mates),
        cmocka_unit_test(test_pairs__have_two_sides),
        cmocka_unit_test(test_question_answering__cites_places_of_passages),
        cmocka_unit_test(test_question_answering__no_answer_has_no_citation),
        cmocka_unit_test(test_case_file_check__findings_have_a_kind_a_rule_and_places),
        cmocka_unit_test(test_case_file_check__defects_name_documents_by_id),
        cmocka_unit_test(test_disclosure_schedule__contract),
        cmocka_unit_test(test_input_files__in_order_and_twice_when_named_twice),
        cmocka_unit_test(test_task__names_metrics_that_exist),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
