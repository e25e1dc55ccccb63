/* Items and their places, numbers that stay, blocks, two officers, and that nothing sensitive
 * is in a byte of the non-sensitive schedule: over a case file made row by row. All of it is
 * made up. */
#include "base/file.h"
#include "disclosure/flagged_words.h"
#include "disclosure/schedule_change.h"
#include "disclosure/schedule_make.h"
#include "store/db_ask.h"
#include "zip/zip_file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#define OFFICER (&(struct disclosure_act){.by = STR("sample officer"), .now = 1772000000})
#define CALL "Record of a call on 3 March 2024 in which a caller describes a man at the gate."
#define SECRET "Zyxwv unmistakable sentence of 4 March 2024 about someone who gave information."
#define RECEIPT "Receipt of a shop in Sample Street for two lamps, dated 5 March 2024."

struct place {
    struct arena *arena;
    char *folder;
    const char *path;
    struct casefile_acts acts;
    struct schedule_words words;
    size_t changed;
    struct err err;
};

static void must(struct place *place, enum err_code code)
{
    if (code != ERR_OK) {
        print_error("%s\n", place->err.message);
        fail();
    }
}

static void add_document(struct place *place, int64_t id, const char *category, bool sensitive,
                         const char *description)
{
    char sql[4096];
    int n = snprintf(
        sql, sizeof sql,
        "INSERT INTO document (id, sha256, bytes, kind, state, fate, why, next, pages, "
        "members, step) VALUES (%lld, 'x%lld', 1, 'text', 'done', 'read', '', 0, 1, 0, 0);"
        "INSERT INTO file (parent, ordinal, path, version, bytes, modified, depth, top, "
        "document, state, fate, why) VALUES (NULL, 0, 'secret-folder/%lld.txt', 1, 1, 1, 0, "
        "0, %lld, 'here', '', '');",
        (long long)id, (long long)id, (long long)id, (long long)id);
    assert_true(n > 0 && (size_t)n < sizeof sql);
    must(place, db_exec(place->acts.db, sql, &place->err));
    if (category != NULL) {
        must(place, db_do(place->acts.db,
                          "INSERT INTO schedule_proposal (document, tool, at, why, category, "
                          "sensitive, description) VALUES (?1, 'tool', '', '', ?2, ?3, ?4)",
                          &place->err, "itit", id, str_of(category), (int64_t)sensitive,
                          str_of(description)));
    }
}

static int open_place(void **state)
{
    struct place *place = calloc(1, sizeof *place);
    struct db *db;
    int lock;
    place->arena = arena_new();
    place->folder = arena_strdup(place->arena, "/tmp/disclosure-test-XXXXXX");
    assert_non_null(mkdtemp(place->folder));
    const char *gathered = arena_printf(place->arena, "%s/gathered", place->folder);
    must(place, file_make_folders(gathered, 0700, &place->err));
    place->path = arena_printf(place->arena, "%s/a.case", place->folder);
    must(place, casefile_open_to_read(&db, &lock, place->path, gathered, &place->err));
    db_close(db);
    close(lock);
    must(place, disclosure_open(&place->acts, place->path, &place->err));
    must(place, schedule_words_load(place->arena, PAI_SOURCE_DIR "/reference", &place->words,
                                    &place->err));
    add_document(place, 1, "emergency-call", false, CALL);
    add_document(place, 2, "none", true, SECRET);
    add_document(place, 3, "none", false, RECEIPT);
    add_document(place, 4, "none", false, RECEIPT);
    *state = place;
    return 0;
}

static int close_place(void **state)
{
    struct place *place = *state;
    casefile_close_acts(&place->acts);
    must(place, file_remove_tree(place->folder, &place->err));
    arena_free(place->arena);
    free(place);
    return 0;
}

enum { ANY_STATE = -1 };

static struct schedule_change no_change(void)
{
    return (struct schedule_change){.block = -1};
}

static enum err_code change(struct place *place, int64_t document, int64_t seen,
                            const struct schedule_change *change)
{
    return schedule_change(&place->acts, OFFICER, &document, 1, seen < 0 ? NULL : &seen, change,
                           &place->changed, &place->err);
}

static void mark(struct place *place, int64_t document, const char *word)
{
    struct schedule_change asked = no_change();
    asked.mark = word;
    asked.why = "sample reason";
    must(place, change(place, document, ANY_STATE, &asked));
}

static struct schedule_item item_of(struct place *place, int64_t document)
{
    struct schedule_item item;
    must(place, schedule_item_read(place->acts.db, place->arena, document, &item, &place->err));
    return item;
}

static const char *make(struct place *place, const char *name, struct schedule_made *made)
{
    const char *out = arena_printf(place->arena, "%s/%s", place->folder, name);
    must(place, schedule_make(&place->acts, place->arena, OFFICER, &place->words, out, made,
                              &place->err));
    return out;
}

static struct str read_paper(struct place *place, const char *out, const char *name)
{
    struct str bytes;
    must(place, file_read(place->arena, arena_printf(place->arena, "%s/%s", out, name),
                          16 << 20, &bytes, &place->err));
    return bytes;
}

static bool has(struct str text, const char *words)
{
    return str_find(text, str_of(words)) != SIZE_MAX;
}

/* All parts of a .docx one after the other. */
static struct str docx_text(struct place *place, struct str bytes)
{
    struct zip_file zip;
    struct strbuf all;
    must(place, zip_file_open(place->arena, bytes, &zip, &place->err));
    strbuf_init(&all, 64 << 20);
    for (size_t i = 0; i < zip.count; i++) {
        struct str part;
        must(place, zip_file_read(place->arena, &zip, zip.parts[i].name, &part, &place->err));
        strbuf_str(&all, part);
    }
    struct str text = arena_str(place->arena, strbuf_view(&all));
    strbuf_release(&all);
    return text;
}

/* ---- */

static void test_every_document_is_in_one_place(void **state)
{
    struct place *place = *state;
    struct schedule_sums sums;
    int64_t sum = 0;
    add_document(place, 5, NULL, false, NULL);
    add_document(place, 6, "none", false, "x");
    mark(place, 3, "evidence");
    mark(place, 6, "not-relevant");
    must(place, schedule_sums(place->acts.db, &sums, &place->err));
    for (int i = 0; i < SCHEDULE_PLACES; i++) {
        sum += sums.places[i];
    }
    assert_int_equal(sums.documents, 6);
    assert_int_equal(sum, 6);
    assert_int_equal(sums.places[SCHEDULE_EVIDENCE], 1);
    assert_int_equal(sums.places[SCHEDULE_NOT_RELEVANT], 1);
    assert_int_equal(sums.places[SCHEDULE_HELD], 1);
    assert_int_equal(sums.places[SCHEDULE_SENSITIVE], 1);
    assert_int_equal(sums.places[SCHEDULE_NON_SENSITIVE], 2);
    assert_int_equal(sums.unmarked, 4);
    assert_int_equal(sums.presumption, 1);
}

static void test_a_decision_needs_a_reason(void **state)
{
    struct place *place = *state;
    struct schedule_change asked = no_change();
    asked.mark = "not-relevant";
    assert_int_equal(change(place, 3, ANY_STATE, &asked), ERR_INVALID);
    asked.why = "  ";
    assert_int_equal(change(place, 3, ANY_STATE, &asked), ERR_INVALID);
    assert_int_equal(item_of(place, 3).acts, 0);
}

static void test_the_officers_words_stand_beside_the_proposed_ones(void **state)
{
    struct place *place = *state;
    struct schedule_change asked = no_change();
    asked.description = "Own words of 5 March 2024 about the two lamps from Sample Street.";
    must(place, change(place, 3, 0, &asked));
    struct schedule_item item = item_of(place, 3);
    assert_true(str_is(item.description, asked.description));
    assert_true(str_is(item.proposed_description, RECEIPT));
    asked.description = "";
    must(place, change(place, 3, 1, &asked));
    assert_true(str_is(item_of(place, 3).description, RECEIPT));
}

static void test_the_second_of_two_officers_is_told(void **state)
{
    struct place *place = *state;
    struct schedule_change asked = no_change();
    asked.location = "store 1";
    must(place, change(place, 3, 0, &asked));
    asked.location = "store 2";
    assert_int_equal(change(place, 3, 0, &asked), ERR_CONFLICT);
    assert_true(str_is(item_of(place, 3).location, "store 1"));
    must(place, change(place, 3, 1, &asked));
}

static void test_all_documents_of_a_change_or_none(void **state)
{
    struct place *place = *state;
    const int64_t documents[] = {3, 99};
    struct schedule_change asked = no_change();
    asked.location = "store";
    assert_int_equal(schedule_change(&place->acts, OFFICER, documents, 2, NULL, &asked,
                                     &place->changed, &place->err),
                     ERR_NOT_FOUND);
    assert_int_equal(item_of(place, 3).acts, 0);
}

static int64_t new_block(struct place *place)
{
    int64_t block;
    must(place, schedule_block_make(&place->acts, OFFICER, STR("receipts of one shop"),
                                    STR("all of one kind"), &block, &place->err));
    return block;
}

static void test_presumption_and_sensitive_items_never_go_into_a_block(void **state)
{
    struct place *place = *state;
    struct schedule_change asked = no_change();
    asked.block = new_block(place);
    assert_int_equal(change(place, 1, ANY_STATE, &asked), ERR_INVALID);
    assert_int_equal(change(place, 2, ANY_STATE, &asked), ERR_INVALID);
    must(place, change(place, 3, ANY_STATE, &asked));
    assert_int_equal(item_of(place, 3).place, SCHEDULE_BLOCK);
    /* and comes out of it by itself */
    asked = no_change();
    asked.category = "incident-log";
    asked.why = "it is one";
    must(place, change(place, 3, ANY_STATE, &asked));
    assert_int_equal(item_of(place, 3).place, SCHEDULE_NON_SENSITIVE);
    asked.category = "none";
    must(place, change(place, 3, ANY_STATE, &asked));
    asked = no_change();
    asked.bears = "it shows another day";
    must(place, change(place, 3, ANY_STATE, &asked));
    assert_int_equal(item_of(place, 3).place, SCHEDULE_NON_SENSITIVE);
}

static void test_a_block_is_one_item_with_its_count(void **state)
{
    struct place *place = *state;
    struct schedule_made made;
    struct schedule_change asked = no_change();
    asked.block = new_block(place);
    must(place, change(place, 3, ANY_STATE, &asked));
    must(place, change(place, 4, ANY_STATE, &asked));
    const char *out = make(place, "out", &made);
    struct str csv = read_paper(place, out, "non-sensitive/non-sensitive-schedule.csv");
    assert_int_equal(made.lines[0], 2); /* the call, the block */
    assert_true(has(csv, "2,2 items listed together: receipts of one shop"));
    assert_false(has(csv, RECEIPT));
    csv = read_paper(place, out, "not-for-the-defence/block-listings.csv");
    assert_true(has(csv, "1,3,"));
    assert_true(has(csv, "1,4,"));
}

static void test_the_non_sensitive_schedule_holds_nothing_sensitive(void **state)
{
    struct place *place = *state;
    struct schedule_made made;
    const char *out = make(place, "out", &made);
    struct str csv = read_paper(place, out, "non-sensitive/non-sensitive-schedule.csv");
    struct str docx =
        docx_text(place, read_paper(place, out, "non-sensitive/non-sensitive-schedule.docx"));
    assert_true(has(csv, CALL));
    assert_true(has(docx, CALL));
    assert_false(has(csv, "Zyxwv"));
    assert_false(has(docx, "Zyxwv"));
    assert_true(has(csv, "secret-folder/1.txt (document 1 of the case file)"));
    assert_false(has(csv, "secret-folder/2.txt")); /* it was flagged */
    assert_false(has(docx, "secret-folder/2.txt"));
    /* nor when an officer decided that the item itself may be seen */
    struct schedule_change asked = no_change();
    asked.sensitive = "no";
    asked.why = "sample reason";
    must(place, change(place, 2, ANY_STATE, &asked));
    struct str open = read_paper(place, make(place, "opened", &made),
                                 "non-sensitive/non-sensitive-schedule.csv");
    assert_true(has(open, "Document 2 of the case file"));
    assert_false(has(open, "secret-folder/2.txt"));
    csv = read_paper(place, out, "not-for-the-defence/sensitive-schedule.csv");
    assert_true(has(csv, SECRET));
    assert_false(has(csv, CALL));
}

static void test_numbers_stay_for_ever(void **state)
{
    struct place *place = *state;
    struct schedule_made made;
    make(place, "first", &made);
    assert_int_equal(item_of(place, 1).number, 1);
    assert_int_equal(item_of(place, 3).number, 2);
    assert_int_equal(item_of(place, 4).number, 3);
    assert_int_equal(item_of(place, 2).number, 1); /* on its own schedule */
    /* 3 turns out to be sensitive, 5 comes */
    struct schedule_change asked = no_change();
    asked.sensitive = "yes";
    asked.why = "Qponm reason";
    must(place, change(place, 3, ANY_STATE, &asked));
    add_document(place, 5, "none", false, "Letter of 6 March 2024 from the shop about lamps.");
    const char *out = make(place, "second", &made);
    struct str csv = read_paper(place, out, "non-sensitive/non-sensitive-schedule.csv");
    assert_int_equal(item_of(place, 4).number, 3);
    assert_int_equal(item_of(place, 5).number, 4);
    assert_int_equal(item_of(place, 3).number, 2); /* the second of the sensitive ones */
    assert_int_equal(made.withdrawn[0], 1);
    assert_true(has(csv, "\n2,Withdrawn from this schedule.,,"));
    assert_false(has(csv, "Qponm"));
    /* and back: it has its number again */
    asked.sensitive = "no";
    must(place, change(place, 3, ANY_STATE, &asked));
    make(place, "third", &made);
    assert_int_equal(item_of(place, 3).number, 2);
    assert_int_equal(made.withdrawn[0], 0);
    assert_int_equal(made.withdrawn[1], 1);
}

static void test_nothing_is_made_over_what_is_there_or_while_documents_are_held(void **state)
{
    struct place *place = *state;
    struct schedule_made made;
    const char *out = make(place, "out", &made);
    assert_int_equal(schedule_make(&place->acts, place->arena, OFFICER, &place->words, out,
                                   &made, &place->err),
                     ERR_CONFLICT);
    add_document(place, 5, NULL, false, NULL);
    out = arena_printf(place->arena, "%s/other", place->folder);
    assert_int_equal(schedule_make(&place->acts, place->arena, OFFICER, &place->words, out,
                                   &made, &place->err),
                     ERR_CONFLICT);
    assert_false(file_exists(out));
    /* an officer's own words and decision are enough */
    struct schedule_change asked = no_change();
    asked.description = "Photograph of a gate, taken on 3 March 2024, without any text.";
    must(place, change(place, 5, ANY_STATE, &asked));
    assert_int_equal(item_of(place, 5).place, SCHEDULE_HELD);
    asked = no_change();
    asked.sensitive = "no";
    asked.why = "looked at it";
    must(place, change(place, 5, ANY_STATE, &asked));
    assert_int_equal(item_of(place, 5).place, SCHEDULE_NON_SENSITIVE);
    make(place, "other", &made);
}

static void test_a_folder_that_cannot_be_made_leaves_nothing(void **state)
{
    struct place *place = *state;
    struct schedule_made made;
    const char *out = arena_printf(place->arena, "%s/a.case/out", place->folder);
    assert_int_not_equal(schedule_make(&place->acts, place->arena, OFFICER, &place->words, out,
                                       &made, &place->err),
                         ERR_OK);
    assert_int_equal(item_of(place, 1).number, 0);
}

static void test_cells_are_no_formulas(void **state)
{
    struct place *place = *state;
    struct schedule_made made;
    struct schedule_change asked = no_change();
    asked.description = "=HYPERLINK(\"x\") of 3 March 2024 and some more words here";
    must(place, change(place, 3, ANY_STATE, &asked));
    struct str csv = read_paper(place, make(place, "out", &made),
                                "non-sensitive/non-sensitive-schedule.csv");
    assert_true(has(csv, "\"'=HYPERLINK("));
}

static void test_the_report_names_what_bears_on_the_case(void **state)
{
    struct place *place = *state;
    struct schedule_made made;
    struct schedule_change asked = no_change();
    asked.bears = "the lamps were bought elsewhere";
    must(place, change(place, 3, ANY_STATE, &asked));
    const char *out = make(place, "out", &made);
    struct str csv =
        read_paper(place, out, "not-for-the-defence/disclosure-officers-report.csv");
    assert_true(has(csv, "Non-sensitive 2"));
    assert_true(has(csv, "the lamps were bought elsewhere"));
    assert_true(has(csv, "Record of an emergency or other call to the police"));
    csv = read_paper(place, out, "non-sensitive/non-sensitive-schedule.csv");
    assert_false(has(csv, "bought elsewhere"));
}

/* As much of the tables of src/review as is read here. */
static void review(struct place *place)
{
    must(place,
         db_exec(place->acts.db,
                 "CREATE TABLE review_issue (id INTEGER PRIMARY KEY, name TEXT);"
                 "CREATE TABLE review_verdict (issue INTEGER, document INTEGER, verdict TEXT, "
                 "readers INTEGER, sensitive INTEGER);"
                 "CREATE TABLE review_label (id INTEGER PRIMARY KEY, issue INTEGER, document "
                 "INTEGER, says TEXT, reason TEXT);"
                 "CREATE TABLE review_rule (id INTEGER); CREATE TABLE review_round (id "
                 "INTEGER); CREATE TABLE review_sample (id INTEGER);"
                 "INSERT INTO review_issue VALUES (1, 'another person');"
                 "INSERT INTO review_verdict VALUES (1, 3, 'relevant', 1, 0), (1, 4, 'not', 1, "
                 "1);"
                 "INSERT INTO review_label VALUES (1, 1, 3, 'relevant', 'Vutsr was there');",
                 &place->err));
}

static void test_what_reviewers_said_bears_on_the_item(void **state)
{
    struct place *place = *state;
    struct schedule_made made;
    struct schedule_change asked = no_change();
    review(place);
    asked.block = new_block(place);
    assert_int_equal(change(place, 3, ANY_STATE, &asked), ERR_INVALID);
    assert_int_equal(item_of(place, 4).place, SCHEDULE_SENSITIVE);
    const char *out = make(place, "out", &made);
    struct str csv =
        read_paper(place, out, "not-for-the-defence/disclosure-officers-report.csv");
    assert_true(has(csv, "relevant to “another person”: Vutsr was there"));
    csv = read_paper(place, out, "non-sensitive/non-sensitive-schedule.csv");
    assert_false(has(csv, "Vutsr"));
}

static void flagged_are(const char *passage, const char *description, const char *expected)
{
    struct strbuf found;
    strbuf_init(&found, 4096);
    flagged_words_of(str_of(passage), str_of(description), &found);
    assert_string_equal(found.p, expected);
    strbuf_release(&found);
}

static void test_words_of_a_flagged_passage_are_known_again(void **state)
{
    const char *passage = "On 4 March 2024 Zyxwv said by 07700 that the lamps are kept there";
    (void)state;
    flagged_are(passage, "Note of 4 May 2024 about ZYXWV", "Zyxwv");
    flagged_are(passage, "the lamps ARE dear, number 07700", "07700, the lamps are");
    flagged_are(passage, "Note of March 2024 on lamps", "");
    flagged_are("", "", "");
}

static void test_the_same_twice_changes_nothing(void **state)
{
    struct place *place = *state;
    int64_t lines;
    mark(place, 3, "evidence");
    assert_int_equal(place->changed, 1);
    mark(place, 3, "evidence");
    assert_int_equal(place->changed, 0);
    must(place, case_audit_check(place->acts.audit, &lines, &place->err));
    assert_int_equal(lines, 1);
    assert_int_equal(item_of(place, 3).acts, 1);
}

static void test_flags_that_nobody_decided_on_are_told(void **state)
{
    struct place *place = *state;
    struct schedule_made made;
    struct schedule_change asked = no_change();
    make(place, "out", &made);
    assert_true(has(made.open, "no officer has decided: 1 (document 2)"));
    asked.sensitive = "yes";
    asked.why = "sample reason";
    must(place, change(place, 2, ANY_STATE, &asked));
    make(place, "later", &made);
    assert_int_equal(made.open.n, 0);
}

static void test_acts_stand_in_the_audit(void **state)
{
    struct place *place = *state;
    struct schedule_made made;
    int64_t lines;
    mark(place, 3, "evidence");
    make(place, "out", &made);
    must(place, case_audit_check(place->acts.audit, &lines, &place->err));
    assert_int_equal(lines, 2);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_place, close_place)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_every_document_is_in_one_place),
        TEST(test_a_decision_needs_a_reason),
        TEST(test_the_officers_words_stand_beside_the_proposed_ones),
        TEST(test_the_second_of_two_officers_is_told),
        TEST(test_all_documents_of_a_change_or_none),
        TEST(test_presumption_and_sensitive_items_never_go_into_a_block),
        TEST(test_a_block_is_one_item_with_its_count),
        TEST(test_the_non_sensitive_schedule_holds_nothing_sensitive),
        TEST(test_numbers_stay_for_ever),
        TEST(test_nothing_is_made_over_what_is_there_or_while_documents_are_held),
        TEST(test_a_folder_that_cannot_be_made_leaves_nothing),
        TEST(test_cells_are_no_formulas),
        TEST(test_the_report_names_what_bears_on_the_case),
        TEST(test_what_reviewers_said_bears_on_the_item),
        TEST(test_words_of_a_flagged_passage_are_known_again),
        TEST(test_the_same_twice_changes_nothing),
        TEST(test_flags_that_nobody_decided_on_are_told),
        TEST(test_acts_stand_in_the_audit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
