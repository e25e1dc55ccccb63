/* The desk of a case from outside: what is let in, what a path leads to. A desk runs in a
 * process of its own over a case that was read in a sandbox; requests are sent byte for byte.
 * All names and words are made up. */
#include "base/file.h"
#include "casecheck/casecheck.h"
#include "casedesk/casedesk.h"
#include "casefile/casefile_read.h"
#include "crypto/random.h"
#include "store/db_ask.h"
#include "support/desk_rig.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static char made[] = "/tmp/policeai-casedesk-XXXXXX"; /* a case for all tests */

static const struct places places = {.reference = PAI_SOURCE_DIR "/reference",
                                     .checks = PAI_BUILD_DIR "/checks"};

static enum err_code run(const struct rig *rig, void (*serving)(int port, const char *link),
                         struct err *err)
{
    char file[100];
    snprintf(file, sizeof file, "%s/wren.case", rig->folder);
    const struct casedesk_plan plan = {.file = file, .places = &places, .serving = serving};
    return casedesk_run(&plan, err);
}

static bool never(void)
{
    return false;
}

static int read_case(void **state)
{
    char path[100];
    char file[100];
    char scratch[100];
    struct err err = {0};
    (void)state;
    assert_non_null(mkdtemp(made));
    snprintf(path, sizeof path, "%s/gathered", made);
    snprintf(file, sizeof file, "%s/wren.case", made);
    snprintf(scratch, sizeof scratch, "%s/scratch", made);
    assert_int_equal(mkdir(path, 0700) | mkdir(scratch, 0700), 0);
    const struct casefile_plan plan = {.folder = path,
                                       .to = file,
                                       .checks = places.checks,
                                       .scratch = scratch,
                                       .workers = 1,
                                       .stopped = never};
    char text[200];
    snprintf(text, sizeof text, "%s/a.txt", path);
    assert_int_equal(
        file_write(text, STR("The wren sang. <b>It</b> left the plovermark.\n"), 0600, &err),
        ERR_OK);
    for (int i = 1; i <= 3; i++) {
        char words[100];
        snprintf(text, sizeof text, "%s/receipt-%d.txt", path, i);
        snprintf(words, sizeof words, "A receipt of the finch shop, number %d of three.\n", i);
        assert_int_equal(file_write(text, str_of(words), 0600, &err), ERR_OK);
    }
    if (casefile_read(&plan, &err) != ERR_OK) {
        fail_msg("%s", err.message);
    }
    return 0;
}

static int remove_case(void **state)
{
    (void)state;
    return file_remove_tree(made, NULL) == ERR_OK ? 0 : -1;
}

/* A desk over a copy of the case: each test has its own. */
static int set_up(void **state)
{
    struct rig *rig = rig_new();
    char from[100];
    char to[100];
    struct err err = {0};
    snprintf(from, sizeof from, "%s/wren.case", made);
    snprintf(to, sizeof to, "%s/wren.case", rig->folder);
    assert_int_equal(file_copy(from, to, 0600, &err), ERR_OK);
    rig->run = run;
    rig->session = "policeai-case";
    *state = rig;
    rig_start(rig);
    return 0;
}

static void test_pages__are_nobodys_without_the_link(void **state)
{
    struct rig *rig = *state;
    static const char *const paths[] = {"/",
                                        "/search?q=wren",
                                        "/documents/1",
                                        "/files",
                                        "/conversations/1",
                                        "/pictures/1?page=1",
                                        "/no-such",
                                        "/link"};
    for (size_t i = 0; i < sizeof paths / sizeof paths[0]; i++) {
        assert_int_equal(rig_get_as(rig, paths[i], "127.0.0.1", ""), 403);
        assert_null(strstr(rig->reply, "plovermark"));
        assert_null(strstr(rig->reply, "a.txt"));
    }
}

static void test_host__that_is_another_name_is_refused(void **state)
{
    struct rig *rig = *state;
    rig_enter(rig);
    assert_int_equal(rig_get_as(rig, "/", "localhost", rig->cookie), 200);
    assert_int_equal(rig_get_as(rig, "/", "rebound.example", rig->cookie), 403);
}

static void test_session__of_another_case_is_refused(void **state)
{
    struct rig *rig = *state;
    void *other_state = NULL;
    rig_enter(rig);
    set_up(&other_state);
    struct rig *other = other_state;
    assert_int_equal(rig_get_as(other, "/search?q=wren", "127.0.0.1", rig->cookie), 403);
    assert_null(strstr(other->reply, "plovermark"));
    rig_tear_down(&other_state);
}

static void test_form__needs_our_origin_and_the_sessions_guard(void **state)
{
    struct rig *rig = *state;
    char own[100];
    rig_enter(rig);
    snprintf(own, sizeof own, "Origin: http://127.0.0.1:%d\r\n", rig->port);
    const char *form = "name=birds&q=wren";
    assert_int_equal(rig_post_as(rig, "/searches", "", rig->guard, form), 403);
    assert_int_equal(
        rig_post_as(rig, "/searches", "Origin: http://other.example\r\n", rig->guard, form),
        403);
    assert_int_equal(rig_post_as(rig, "/searches", own, "", form), 403);
    assert_int_equal(rig_get(rig, "/search"), 200);
    assert_null(strstr(rig->reply, "birds"));
    assert_int_equal(rig_post_as(rig, "/searches", own, rig->guard, form), 303);
    assert_int_equal(rig_post_as(rig, "/searches", own, rig->guard, form), 409);
    assert_int_equal(rig_get(rig, "/search"), 200);
    assert_non_null(strstr(rig->reply, "birds"));
}

static void test_text__is_shown_as_text(void **state)
{
    struct rig *rig = *state;
    rig_enter(rig);
    assert_int_equal(rig_get(rig, "/documents/1?q=plovermark"), 200);
    assert_non_null(strstr(rig->reply, "&lt;b&gt;"));
    assert_non_null(
        strstr(rig->reply,
               "<mark class=\"app-found\" id=\"place-1\" tabindex=\"-1\">plovermark</mark>"));
    assert_null(strstr(rig->reply, "<b>"));
    assert_non_null(strstr(rig->reply, "Cache-Control: no-store"));
    assert_non_null(strstr(rig->reply, "default-src 'none'; script-src 'self'"));
}

static void test_paths__lead_nowhere_else(void **state)
{
    struct rig *rig = *state;
    static const char *const paths[] = {"/documents/../../etc/passwd",
                                        "/documents/99",
                                        "/documents/1?page=2",
                                        "/documents/-1",
                                        "/pictures/1?page=1",
                                        "/pictures/..%2f..%2fetc?page=1",
                                        "/conversations/99",
                                        "/alike/1?with=77",
                                        "/wren.case"};
    rig_enter(rig);
    for (size_t i = 0; i < sizeof paths / sizeof paths[0]; i++) {
        int status = rig_get(rig, paths[i]);
        if (status != 400 && status != 404) {
            fail_msg("%s: %d", paths[i], status);
        }
    }
}

/* The counts of the first page stay until another process writes. */
static void test_counts__are_those_of_the_case_now(void **state)
{
    struct rig *rig = *state;
    char file[100];
    struct db *db;
    struct err err = {0};
    rig_enter(rig);
    for (int i = 0; i < 2; i++) {
        assert_int_equal(rig_get(rig, "/"), 200);
        assert_null(strstr(rig->reply, "the second half"));
    }
    snprintf(file, sizeof file, "%s/wren.case", rig->folder);
    assert_int_equal(db_open(&db, file, DB_WRITE, &err), ERR_OK);
    assert_int_equal(
        db_exec(db, "UPDATE document SET fate = 'partly', why = 'the second half'", &err),
        ERR_OK);
    db_close(db);
    for (int i = 0; i < 2; i++) {
        assert_int_equal(rig_get(rig, "/"), 200);
        assert_non_null(strstr(rig->reply, "the second half"));
    }
}

/* A document that the index lacks stands in no list of what was found: both lists say so. */
static void test_document__that_could_not_be_indexed_is_told_of(void **state)
{
    static const char *const lists[] = {"/timeline", "/people"};
    struct rig *rig = *state;
    char file[100];
    struct db *db;
    struct err err = {0};
    rig_enter(rig);
    snprintf(file, sizeof file, "%s/wren.case", rig->folder);
    assert_int_equal(db_open(&db, file, DB_WRITE, &err), ERR_OK);
    assert_int_equal(casecheck_open_tables(db, &err), ERR_OK);
    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(rig_get(rig, lists[i]), 200);
        assert_null(strstr(rig->reply, "/unindexed"));
    }
    assert_int_equal(
        db_exec(db, "INSERT INTO check_indexed (document, tool) SELECT id, 't' FROM document",
                &err),
        ERR_OK);
    assert_int_equal(
        db_exec(db,
                "INSERT INTO check_unindexed (document, tool, why) SELECT max(id), "
                "'t', 'it <died>' FROM document",
                &err),
        ERR_OK);
    db_close(db);
    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(rig_get(rig, lists[i]), 200);
        assert_non_null(strstr(rig->reply, "href=\"/unindexed\">1 document could not"));
    }
    assert_int_equal(rig_get(rig, "/unindexed"), 200);
    assert_non_null(strstr(rig->reply, "it &lt;died&gt;"));
    assert_non_null(strstr(rig->reply, "href=\"/documents/"));
}

static int64_t in_block(const struct rig *rig)
{
    char file[100];
    struct db *db;
    struct err err = {0};
    int64_t count = -1;
    snprintf(file, sizeof file, "%s/wren.case", rig->folder);
    assert_int_equal(db_open(&db, file, DB_READ, &err), ERR_OK);
    assert_int_equal(
        db_number(db, "SELECT count(*) FROM schedule_item WHERE block = 1", &count, &err, ""),
        ERR_OK);
    db_close(db);
    return count;
}

static void describe(struct rig *rig, const char *own, int document)
{
    char form[200];
    snprintf(
        form, sizeof form,
        "document=%d&seen=0&mark=unmarked&category=none&sensitive=no&description=A+receipt+of+"
        "2026&why=seen",
        document);
    assert_int_equal(rig_post_as(rig, "/schedule/change", own, rig->guard, form), 303);
}

/* All that a search finds, or nothing: as it was shown, and what needs a line of its own keeps
 * the others out. */
static void test_found__goes_into_a_block_as_it_was_shown(void **state)
{
    struct rig *rig = *state;
    char own[100];
    char form[200];
    char shown[100];
    rig_enter(rig);
    snprintf(own, sizeof own, "Origin: http://127.0.0.1:%d\r\n", rig->port);
    assert_int_equal(rig_post_as(rig, "/schedule/block", own, rig->guard,
                                 "description=Receipts+of+one+shop&why=of+one+kind"),
                     303);
    assert_int_equal(rig_get(rig, "/schedule/found"), 422);
    assert_int_equal(rig_get(rig, "/schedule/found?q=finch"), 200);
    assert_non_null(strstr(rig->reply, "3 documents"));
    assert_non_null(strstr(rig->reply, "it was not described yet"));
    assert_null(strstr(rig->reply, "name=\"shown\""));
    for (int document = 2; document <= 4; document++) {
        describe(rig, own, document);
    }
    assert_int_equal(rig_get(rig, "/schedule/found?q=finch"), 200);
    assert_null(strstr(rig->reply, "it was not described yet"));
    const char *at = strstr(rig->reply, "name=\"shown\" value=\"");
    assert_non_null(at);
    snprintf(shown, sizeof shown, "%.64s", at + strlen("name=\"shown\" value=\""));
    snprintf(form, sizeof form, "q=wren&block=1&shown=%s", shown);
    assert_int_equal(rig_post_as(rig, "/schedule/found", own, rig->guard, form), 409);
    snprintf(form, sizeof form, "q=finch&block=7&shown=%s", shown);
    assert_int_equal(rig_post_as(rig, "/schedule/found", own, rig->guard, form), 404);
    assert_int_equal(in_block(rig), 0);
    snprintf(form, sizeof form, "q=finch&block=1&shown=%s", shown);
    assert_int_equal(rig_post_as(rig, "/schedule/found", own, rig->guard, form), 303);
    assert_int_equal(in_block(rig), 3);
    assert_int_equal(rig_post_as(rig, "/schedule/found", own, rig->guard, form), 409);
}

/* Where the kernel has Landlock the pages' process may make folders in its own one alone. */
static void test_papers__are_made_and_handed_out(void **state)
{
    struct rig *rig = *state;
    char own[100];
    rig_enter(rig);
    snprintf(own, sizeof own, "Origin: http://127.0.0.1:%d\r\n", rig->port);
    assert_int_equal(rig_post_as(rig, "/papers/head", own, rig->guard,
                                 "was-offence=&offence=theft+%3Cof+a+kettle%3E"),
                     303);
    assert_int_equal(
        rig_post_as(rig, "/papers/head", own, rig->guard, "was-offence=fraud&offence=arson"),
        409);
    assert_int_equal(rig_post_as(rig, "/papers/management", own, rig->guard, ""), 303);
    assert_int_equal(rig_get(rig, "/papers"), 200);
    assert_non_null(strstr(rig->reply, "theft &lt;of a kettle&gt;"));
    const char *at = strstr(rig->reply, "/made/");
    assert_non_null(at);
    char path[200];
    snprintf(path, sizeof path, "%.*s", (int)strcspn(at, "\""), at);
    assert_non_null(strstr(path, "disclosure-management-document.docx"));
    assert_int_equal(rig_get(rig, path), 200);
    assert_non_null(strstr(rig->reply, "wordprocessingml"));
    assert_int_equal(rig_get_as(rig, path, "127.0.0.1", ""), 403);
}

static void test_killed_pages__come_back_with_their_sessions(void **state)
{
    struct rig *rig = *state;
    rig_enter(rig);
    for (int i = 0; i < 3; i++) {
        pid_t pages = rig_child_named(rig->pid, "policeai-pages");
        assert_true(pages > 0);
        kill(pages, SIGKILL);
        int status = 0;
        for (int tries = 0; tries < 200 && status != 200; tries++) {
            usleep(50000);
            status = rig_get(rig, "/search?q=wren");
        }
        assert_int_equal(status, 200);
        assert_non_null(strstr(rig->reply, "a.txt"));
    }
}

static void test_second_desk__of_a_case_is_refused(void **state)
{
    struct rig *rig = *state;
    struct err err = {0};
    assert_int_equal(run(rig, NULL, &err), ERR_CONFLICT);
    assert_non_null(strstr(err.message, "has"));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, rig_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_pages__are_nobodys_without_the_link),
        TEST(test_host__that_is_another_name_is_refused),
        TEST(test_session__of_another_case_is_refused),
        TEST(test_form__needs_our_origin_and_the_sessions_guard),
        TEST(test_text__is_shown_as_text),
        TEST(test_paths__lead_nowhere_else),
        TEST(test_counts__are_those_of_the_case_now),
        TEST(test_document__that_could_not_be_indexed_is_told_of),
        TEST(test_found__goes_into_a_block_as_it_was_shown),
        TEST(test_papers__are_made_and_handed_out),
        TEST(test_killed_pages__come_back_with_their_sessions),
        TEST(test_second_desk__of_a_case_is_refused),
    };
    crypto_start();
    return cmocka_run_group_tests(tests, read_case, remove_case);
}
