/* The desk over documents, from outside: reading that survives kills, pictures, regions, a
 * hand-over through the tool, a tool that lies, and what the process of the pages can reach.
 * All names are made up. */
#include "base/clock.h"
#include "base/file.h"
#include "base/mem.h"
#include "casefolder/case_pages.h"
#include "crypto/random.h"
#include "desk/desk_pages.h"
#include "support/desk_rig.h"

#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

static const char *const lines[] = {"Statement of John Smith, call 07700 900123.",
                                    "The Borrowdale Gang was there.", NULL};

static struct case_folder *open_case(const struct rig *rig)
{
    struct case_folder *folder = NULL;
    struct err err = {0};
    if (case_open(&folder, rig->folder, &err) != ERR_OK) {
        fail_msg("%s", err.message);
    }
    return folder;
}

static int set_up_document(void **state)
{
    struct rig *rig = rig_new();
    *state = rig;
    rig_write_pdf(rig, "a.pdf", 1, lines);
    rig_start(rig);
    rig_enter(rig);
    rig_wait_read(rig);
    return 0;
}

static int set_up_long(void **state)
{
    struct rig *rig = rig_new();
    *state = rig;
    rig_write_pdf(rig, "a.pdf", 400, lines);
    rig_start(rig);
    rig_enter(rig);
    return 0;
}

/* Pages of the document that are kept, by the first page of the desk; -1 before the first. */
static int pages_kept(struct rig *rig)
{
    assert_int_equal(rig_get(rig, "/"), 200);
    const char *at = strstr(rig->reply, " of 400 pages");
    if (at == NULL) {
        return -1;
    }
    while (at > rig->reply && at[-1] >= '0' && at[-1] <= '9') {
        at--;
    }
    return (int)strtol(at, NULL, 10);
}

static void test_killed_reader__goes_on_at_the_next_page(void **state)
{
    struct rig *rig = *state;
    struct arena *arena = arena_new();
    struct err err = {0};
    struct case_file file;
    struct case_marks marks;
    struct str text;
    int before = 0;
    int killed_within = 0;
    for (int round = 0; round < 3; round++) {
        int64_t end = clock_monotonic_ms() + RIG_WAIT_S * 1000;
        int now = pages_kept(rig);
        while (now <= before && clock_monotonic_ms() < end) {
            usleep(20000);
            now = pages_kept(rig);
        }
        assert_true(now > before); /* what was kept stays kept */
        killed_within += now < 400 ? 1 : 0;
        kill(rig_child_named(rig->pid, "policeai-reader"), SIGKILL);
        before = now < 400 ? now : 399;
    }
    assert_true(killed_within >= 1);
    rig_wait_read(rig);
    rig_stop(rig, SIGKILL);
    usleep(200000);
    struct case_folder *folder = open_case(rig); /* checks the audit */
    assert_int_equal(case_file_lookup(folder, arena, 1, &file, &err), ERR_OK);
    assert_int_equal(file.pages_read, 400);
    assert_int_equal(case_marks_of(folder, arena, 1, &marks, &err), ERR_OK);
    assert_int_equal(marks.count, 2 * 400); /* each once */
    assert_int_equal(case_file_text(folder, arena, &file, &text, &err), ERR_OK);
    for (int i = 0; i < 400; i++) {
        size_t at = str_find(text, str_of(arena_printf(arena, "Sheet %d.", i + 1)));
        assert_true(at != SIZE_MAX);
        text = str_from(text, at);
    }
    case_close(folder);
    arena_free(arena);
}

static void test_picture__is_a_png_for_the_session_alone(void **state)
{
    struct rig *rig = *state;
    rig_wait_for(rig, "/files/1", "<image href=\"/pictures/1?page=1\"");
    assert_int_equal(rig_get_as(rig, "/pictures/1?page=1", "127.0.0.1", ""), 403);
    assert_int_equal(rig_get_as(rig, "/pictures/1?page=1", "rebound.example", rig->cookie),
                     403);
    assert_int_equal(rig_get(rig, "/pictures/1?page=1"), 200);
    assert_non_null(strstr(rig->reply, "Content-Type: image/png"));
    assert_non_null(strstr(rig->reply, "Cache-Control: no-store"));
    const char *body = strstr(rig->reply, "\r\n\r\n");
    assert_non_null(body);
    assert_memory_equal(body + 4, "\x89PNG\r\n\x1a\n", 8);
    assert_int_equal(rig_get(rig, "/pictures/1?page=2"), 404);
    assert_int_equal(rig_get(rig, "/pictures/2?page=1"), 404);
    assert_int_equal(rig_get(rig, "/pictures/../case.db"), 400);
}

/* What lies in the case's folder of pictures is handed out only when it is one. */
static void test_picture__that_is_none_is_not_handed_out(void **state)
{
    struct rig *rig = *state;
    char path[200];
    struct err err = {0};
    rig_wait_for(rig, "/files/1", "<image href");
    snprintf(path, sizeof path, "%s/policeai-case/pages/1-1/00001.png", rig->folder);
    assert_int_equal(file_write(path, STR("<svg onload=\"x\"/>"), 0600, &err), ERR_OK);
    assert_int_equal(rig_get(rig, "/pictures/1?page=1"), 404);
}

static void test_forms_of_a_document__need_origin_and_guard(void **state)
{
    struct rig *rig = *state;
    char own[100];
    static const char *const forms[] = {"/region", "/owner", "/differences"};
    snprintf(own, sizeof own, "Origin: http://127.0.0.1:%d\r\n", rig->port);
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
        const char *form = "file=1&page=1&left=10&top=10&right=50&bottom=50";
        assert_int_equal(rig_post_as(rig, forms[i], "", rig->guard, form), 403);
        assert_int_equal(
            rig_post_as(rig, forms[i], "Origin: http://other.example\r\n", rig->guard, form),
            403);
        assert_int_equal(rig_post_as(rig, forms[i], own, "", form), 403);
    }
    assert_int_equal(
        rig_post(rig, "/region", "file=1&page=1&left=50&top=10&right=10&bottom=50"), 422);
    assert_int_equal(rig_post(rig, "/region", "file=1&page=7&left=1&top=1&right=9&bottom=9"),
                     404);
    assert_int_equal(rig_post(rig, "/region", "file=1&page=1&left=1&top=1"), 422);
    assert_int_equal(rig_post(rig, "/region", "file=1&page=1&left=1&top=1&right=9&bottom=9"),
                     303);
    assert_int_equal(rig_post(rig, "/region", "file=1&page=1&line=2"), 303);
}

static const char *made(struct rig *rig, const char *name)
{
    static char path[300];
    snprintf(path, sizeof path, "%s/policeai-case/handover/0001-prosecutor/%s", rig->folder,
             name);
    return path;
}

static void test_handover__is_made_by_the_tool_and_checked(void **state)
{
    struct rig *rig = *state;
    struct arena *arena = arena_new();
    struct err err = {0};
    struct str text;
    assert_int_equal(rig_post(rig, "/mark", "file=1&words=borrowdale+gang"), 303);
    assert_int_equal(
        rig_post(rig, "/region", "file=1&page=1&left=300&top=300&right=400&bottom=350"), 303);
    assert_int_equal(rig_post(rig, "/hand-over", "role=DC&reason=court"), 303);
    rig_wait_for(rig, "/hand-over", "<code>0001-prosecutor</code>");
    assert_int_equal(
        file_read(arena, made(rig, "files/a.pdf.redacted.pdf"), 1 << 20, &text, &err), ERR_OK);
    assert_true(str_starts(text, STR("%PDF-")));
    assert_int_equal(file_read(arena, made(rig, "log.csv"), 1 << 20, &text, &err), ERR_OK);
    assert_true(str_find(text, STR("a.pdf,1,,,PERSON,a bar,")) != SIZE_MAX);
    assert_true(str_find(text, STR("Borrowdale")) == SIZE_MAX);
    assert_int_equal(file_read(arena, made(rig, "schedule.csv"), 1 << 20, &text, &err), ERR_OK);
    assert_true(str_find(text, STR("files/a.pdf.redacted.pdf")) != SIZE_MAX);
    assert_true(str_find(text, STR(",4,")) != SIZE_MAX); /* name, phone, words, region */
    arena_free(arena);
}

/* Proposes as it should; asked to hide, hands the document back as it was. With "fewer" it also
 * tells of fewer marks than it was asked to hide. */
static const char liar[] =
    "import json, shutil, sys, pathlib\n"
    "fewer = pathlib.Path(__file__).with_name('fewer').exists()\n"
    "for line in sys.stdin:\n"
    "    m = json.loads(line)\n"
    "    if m.get('op') == 'start':\n"
    "        a = {'ready': True, 'id': 'liar', 'version': '1', 'window': 1, 'ops': []}\n"
    "    else:\n"
    "        i = m['input']\n"
    "        mark = {'page': 1, 'boxes': [[72, 80, 300, 100]], 'label': 'PERSON', 'start': 0,"
    " 'end': 4}\n"
    "        o = {'pages': 1, 'marks': [mark], 'unreadable': [], 'text': 'Some text'}\n"
    "        if not i.get('propose_only'):\n"
    "            shutil.copyfile(i['document']['file'], '/out/x.pdf')\n"
    "            o['file'] = '/out/x.pdf'\n"
    "            o['marks'] = [] if fewer else i['hide']\n"
    "        a = {'id': m['id'], 'output': o}\n"
    "    print(json.dumps(a), flush=True)\n";
static const char liar_manifest[] =
    "{\"protocol\":1,\"id\":\"liar\",\"version\":\"1\",\"name\":\"x\",\"task\":"
    "\"document-redaction\",\"supplier\":\"x\",\"licence\":\"x\",\"run\":[\"python3\","
    "\"liar.py\"],\"intended_use\":\"x\",\"not_for\":\"x\",\"limitations\":[\"It lies.\"]}";

static void lie(struct rig *rig, bool fewer, const char *told)
{
    char tool[64] = "/tmp/policeai-test-XXXXXX";
    char path[100];
    struct err err = {0};
    assert_non_null(mkdtemp(tool));
    assert_int_equal(chmod(tool, 0755), 0); /* the sandbox is another user */
    snprintf(path, sizeof path, "%s/liar.py", tool);
    assert_int_equal(file_write(path, str_of(liar), 0644, &err), ERR_OK);
    snprintf(path, sizeof path, "%s/tool.json", tool);
    assert_int_equal(file_write(path, str_of(liar_manifest), 0644, &err), ERR_OK);
    snprintf(path, sizeof path, "%s/fewer", tool);
    assert_int_equal(fewer ? file_write(path, STR("x"), 0644, &err) : ERR_OK, ERR_OK);
    rig_write_pdf(rig, "a.pdf", 1, lines);
    rig->document_tool = tool;
    rig_start(rig);
    rig_enter(rig);
    rig_wait_read(rig);
    assert_int_equal(rig_post(rig, "/hand-over", "role=DC&reason=court"), 303);
    rig_wait_for(rig, "/hand-over", told);
    assert_false(file_exists(made(rig, "")));
    struct arena *arena = arena_new();
    const char **names;
    size_t count;
    snprintf(path, sizeof path, "%s/policeai-case/handover", rig->folder);
    assert_int_equal(file_list(arena, path, &names, &count, &err), ERR_OK);
    assert_int_equal(count, 0); /* nothing half written either */
    arena_free(arena);
    rig->document_tool = NULL;
    assert_int_equal(file_remove_tree(tool, &err), ERR_OK);
}

static int set_up_empty(void **state)
{
    *state = rig_new();
    return 0;
}

static void test_tool_that_removes_nothing__hands_nothing_over(void **state)
{
    lie(*state, false, "it was not taken out, so nothing is handed over");
}

static void test_tool_that_hides_less_than_was_decided__hands_nothing_over(void **state)
{
    lie(*state, true, "lies in no mark of the output");
}

/* ---- what the process of the pages can reach ---- */

enum {
    READ_ELSEWHERE = 1,
    WRITE_BESIDE = 2,
    MAKE_SOCKET = 4,
    START_PROGRAM = 8,
    READ_CASE = 16
};

static int reached(const struct case_folder *folder)
{
    char path[300];
    int what = 0;
    int fd = open("/etc/passwd", O_RDONLY | O_CLOEXEC);
    what |= fd >= 0 ? READ_ELSEWHERE : 0;
    snprintf(path, sizeof path, "%s/escape", folder->paths.root);
    fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    what |= fd >= 0 ? WRITE_BESIDE : 0;
    unlink(path);
    fd = socket(AF_INET, SOCK_STREAM, 0);
    what |= fd >= 0 ? MAKE_SOCKET : 0;
    snprintf(path, sizeof path, "%s/a.pdf", folder->paths.root);
    fd = open(path, O_RDONLY | O_CLOEXEC);
    what |= fd >= 0 ? READ_CASE : 0;
    pid_t pid = fork();
    if (pid == 0) {
        execl("/bin/true", "true", (char *)NULL);
        _exit(1);
    }
    int status = 1;
    if (pid > 0 && waitpid(pid, &status, 0) == pid && WIFEXITED(status) &&
        WEXITSTATUS(status) == 0) {
        what |= START_PROGRAM;
    }
    return what;
}

/* In a child, confined or not; what it reached, and whether files were kept from it. */
static int probe(const struct rig *rig, bool confined, bool *files)
{
    int fds[2];
    int told[2] = {-1, 0};
    assert_int_equal(pipe(fds), 0);
    pid_t pid = fork();
    if (pid == 0) {
        struct err err = {0};
        bool kept = false;
        struct case_folder *folder = open_case(rig);
        if (!confined ||
            desk_pages_confine(folder, PAI_SOURCE_DIR "/reference", &kept, &err) == ERR_OK) {
            told[0] = reached(folder);
            told[1] = kept;
        }
        _exit(write(fds[1], told, sizeof told) == (ssize_t)sizeof told ? 0 : 1);
    }
    close(fds[1]);
    assert_int_equal(read(fds[0], told, sizeof told), sizeof told);
    close(fds[0]);
    waitpid(pid, NULL, 0);
    *files = told[1] != 0;
    return told[0];
}

static void test_pages__reach_the_case_and_nothing_else(void **state)
{
    struct rig *rig = *state;
    bool files;
    rig_write_pdf(rig, "a.pdf", 1, lines);
    assert_int_equal(probe(rig, false, &files),
                     READ_ELSEWHERE | WRITE_BESIDE | MAKE_SOCKET | START_PROGRAM | READ_CASE);
    int inside = probe(rig, true, &files);
    assert_int_equal(inside & (MAKE_SOCKET | START_PROGRAM), 0);
    assert_true((inside & READ_CASE) != 0);
    if (files) {
        assert_int_equal(inside, READ_CASE);
    }
}

#define TEST(name, set_up) cmocka_unit_test_setup_teardown(name, set_up, rig_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_killed_reader__goes_on_at_the_next_page, set_up_long),
        TEST(test_picture__is_a_png_for_the_session_alone, set_up_document),
        TEST(test_picture__that_is_none_is_not_handed_out, set_up_document),
        TEST(test_forms_of_a_document__need_origin_and_guard, set_up_document),
        TEST(test_handover__is_made_by_the_tool_and_checked, set_up_document),
        TEST(test_tool_that_removes_nothing__hands_nothing_over, set_up_empty),
        TEST(test_tool_that_hides_less_than_was_decided__hands_nothing_over, set_up_empty),
        TEST(test_pages__reach_the_case_and_nothing_else, set_up_empty),
    };
    crypto_start();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
