/* A journal that was killed goes on; what was synced is kept, a torn line is run again, a line
 * counts once. Syncs are counted here in place of the C library's. */
#include "run/journal.h"

#include "base/clock.h"
#include "base/file.h"
#include "base/strbuf.h"

// clang-format off
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
// clang-format on
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { ITEMS = 200 };

static int syncs;
static bool disk_fails;

/* Stands before libc's. */
/* NOLINTNEXTLINE(readability-inconsistent-declaration-parameter-name): the C library's */
int fdatasync(int fd)
{
    syncs++;
    if (disk_fails) {
        errno = EIO;
        return -1;
    }
    return (int)syscall(SYS_fdatasync, fd);
}

struct fixture {
    struct arena *arena;
    struct bench bench;
    char folder[64];
    char *path;
    struct journal *journal;
    struct err err;
};

static int setup(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);
    f->arena = arena_new();
    snprintf(f->folder, sizeof f->folder, "/tmp/policeai-test-XXXXXX");
    assert_non_null(mkdtemp(f->folder));
    f->path = arena_printf(f->arena, "%s/journal.jsonl", f->folder);
    f->bench.count = ITEMS;
    f->bench.items = arena_zalloc(f->arena, ITEMS * sizeof *f->bench.items);
    for (int i = 0; i < ITEMS; i++) {
        f->bench.items[i].id = str_of(arena_printf(f->arena, "item-%03d", i));
    }
    disk_fails = false;
    *state = f;
    return 0;
}

static int teardown(void **state)
{
    struct fixture *f = *state;
    disk_fails = false;
    enum err_code ignored = journal_close(f->journal, NULL);
    (void)ignored;
    assert_int_equal(file_remove_tree(f->folder, NULL), ERR_OK);
    arena_free(f->arena);
    free(f);
    return 0;
}

static void reopen(struct fixture *f)
{
    assert_int_equal(journal_close(f->journal, &f->err), ERR_OK);
    f->journal = NULL;
    if (journal_open(&f->journal, f->path, &f->bench, &f->err) != ERR_OK) {
        fail_msg("%s", f->err.message);
    }
}

static enum err_code add(struct fixture *f, size_t item, const char *output)
{
    struct client_answer answer = {
        .item = item, .outcome = OUTCOME_ANSWERED, .output = str_of(output), .microseconds = 5};
    return journal_add(f->journal, &answer, &f->err);
}

static const char *output_of(struct fixture *f, size_t item)
{
    struct client_answer answer;
    if (journal_read(f->journal, f->arena, item, &answer, &f->err) != ERR_OK) {
        fail_msg("%s", f->err.message);
    }
    return arena_strndup(f->arena, answer.output.p, answer.output.n);
}

static void append(struct fixture *f, const char *bytes)
{
    struct str text;
    struct strbuf all;
    assert_int_equal(journal_close(f->journal, &f->err), ERR_OK);
    f->journal = NULL;
    assert_int_equal(file_read(f->arena, f->path, 1 << 20, &text, NULL), ERR_OK);
    strbuf_init(&all, 1 << 20);
    strbuf_str(&all, text);
    strbuf_puts(&all, bytes);
    assert_int_equal(file_write(f->path, strbuf_view(&all), 0600, NULL), ERR_OK);
    strbuf_release(&all);
}

static void sixty_four_lines_are_synced(void **state)
{
    struct fixture *f = *state;
    reopen(f);
    syncs = 0;
    for (size_t i = 0; i < 63; i++) {
        assert_int_equal(add(f, i, "1"), ERR_OK);
    }
    assert_int_equal(syncs, 0);
    assert_int_equal(add(f, 63, "1"), ERR_OK);
    assert_int_equal(syncs, 1);
    for (size_t i = 64; i < 128; i++) {
        assert_int_equal(add(f, i, "1"), ERR_OK);
    }
    assert_int_equal(syncs, 2);
}

static void a_fifth_of_a_second_later_they_are_synced(void **state)
{
    struct fixture *f = *state;
    reopen(f);
    syncs = 0;
    assert_int_equal(journal_tick(f->journal, &f->err), ERR_OK);
    assert_int_equal(syncs, 0); /* nothing to sync */
    assert_int_equal(add(f, 0, "1"), ERR_OK);
    (void)poll(NULL, 0, 210);
    assert_int_equal(journal_tick(f->journal, &f->err), ERR_OK);
    assert_int_equal(syncs, 1);
    assert_int_equal(journal_tick(f->journal, &f->err), ERR_OK);
    assert_int_equal(syncs, 1);
}

static void closing_syncs(void **state)
{
    struct fixture *f = *state;
    reopen(f);
    assert_int_equal(add(f, 0, "1"), ERR_OK);
    syncs = 0;
    assert_int_equal(journal_close(f->journal, &f->err), ERR_OK);
    f->journal = NULL;
    assert_int_equal(syncs, 1);
}

static void a_failing_disk_is_told(void **state)
{
    struct fixture *f = *state;
    reopen(f);
    assert_int_equal(add(f, 0, "1"), ERR_OK);
    disk_fails = true;
    (void)poll(NULL, 0, 210);
    assert_int_equal(journal_tick(f->journal, &f->err), ERR_IO);
    assert_non_null(strstr(f->err.message, f->path));
    assert_int_equal(journal_close(f->journal, &f->err), ERR_IO);
    f->journal = NULL;
}

static void it_goes_on_where_it_was(void **state)
{
    struct fixture *f = *state;
    reopen(f);
    assert_int_equal(add(f, 3, "{\"a\":\"\\u0000 \\\"\"}"), ERR_OK);
    assert_int_equal(add(f, 1, "7"), ERR_OK);
    reopen(f);
    assert_int_equal(journal_count(f->journal), 2);
    assert_true(journal_has(f->journal, 1) && journal_has(f->journal, 3));
    assert_false(journal_has(f->journal, 0));
    assert_string_equal(output_of(f, 3), "{\"a\":\"\\u0000 \\\"\"}"); /* its bytes as sent */
    assert_int_equal(add(f, 0, "8"), ERR_OK);
    reopen(f);
    assert_int_equal(journal_count(f->journal), 3);
}

/* Cut at every byte: whole lines count, the torn one is run again. */
static void a_torn_tail_is_cut_at_any_byte(void **state)
{
    struct fixture *f = *state;
    struct str text;
    reopen(f);
    assert_int_equal(add(f, 0, "\"first\""), ERR_OK);
    assert_int_equal(add(f, 1, "\"second\""), ERR_OK);
    assert_int_equal(journal_close(f->journal, &f->err), ERR_OK);
    f->journal = NULL;
    assert_int_equal(file_read(f->arena, f->path, 1 << 20, &text, NULL), ERR_OK);
    size_t first = str_find(text, STR("\n")) + 1;
    for (size_t n = 0; n < text.n; n++) {
        assert_int_equal(file_write(f->path, str_sub(text, 0, n), 0600, NULL), ERR_OK);
        reopen(f);
        assert_int_equal(journal_has(f->journal, 0), n >= first);
        assert_false(journal_has(f->journal, 1));
        assert_int_equal(add(f, 1, "\"again\""), ERR_OK);
        reopen(f);
        assert_string_equal(output_of(f, 1), "\"again\"");
        assert_int_equal(journal_count(f->journal), n >= first ? 2 : 1);
        assert_int_equal(journal_close(f->journal, &f->err), ERR_OK);
        f->journal = NULL;
    }
}

static void an_item_s_first_line_counts(void **state)
{
    struct fixture *f = *state;
    reopen(f);
    assert_int_equal(add(f, 0, "\"first\""), ERR_OK);
    append(f, "{\"id\":\"item-000\",\"microseconds\":1,\"outcome\":\"answered\","
              "\"output\":\"\\\"second\\\"\"}\n");
    reopen(f);
    assert_int_equal(journal_count(f->journal), 1);
    assert_string_equal(output_of(f, 0), "\"first\"");
}

static void a_damaged_line_is_told_with_its_place(void **state)
{
    struct fixture *f = *state;
    static const char *const lines[] = {
        "nonsense\n",
        "{}\n",
        "{\"id\":\"item-001\",\"microseconds\":1,\"outcome\":\"answered\"}\n",
        "{\"id\":\"item-001\",\"microseconds\":1,\"outcome\":\"died\",\"output\":\"1\"}\n",
        "{\"id\":\"item-001\",\"microseconds\":1,\"outcome\":\"perhaps\"}\n",
        "{\"id\":\"item-777\",\"microseconds\":1,\"outcome\":\"died\"}\n",
        "{\"id\":\"item-001\",\"microseconds\":-2,\"outcome\":\"died\"}\n",
        "{\"id\":\"item-001\",\"microseconds\":1,\"outcome\":\"died\",\"more\":1}\n",
    };
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        (void)unlink(f->path);
        reopen(f);
        assert_int_equal(add(f, 0, "1"), ERR_OK);
        append(f, lines[i]);
        assert_int_equal(journal_open(&f->journal, f->path, &f->bench, &f->err), ERR_FORMAT);
        assert_non_null(strstr(f->err.message, "journal.jsonl line 2"));
        assert_null(f->journal);
    }
}

static void two_at_once_are_refused(void **state)
{
    struct fixture *f = *state;
    struct journal *second;
    reopen(f);
    assert_int_equal(journal_open(&second, f->path, &f->bench, &f->err), ERR_CONFLICT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
        T(sixty_four_lines_are_synced),
        T(a_fifth_of_a_second_later_they_are_synced),
        T(closing_syncs),
        T(a_failing_disk_is_told),
        T(it_goes_on_where_it_was),
        T(a_torn_tail_is_cut_at_any_byte),
        T(an_item_s_first_line_counts),
        T(a_damaged_line_is_told_with_its_place),
        T(two_at_once_are_refused),
#undef T
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
