/* The power goes out while answers are written into a case file, some at a time and synced by
 * checkpoints alone: what is found is a whole case, and all of it where reading was said to be
 * done. An officer looks at the case meanwhile, so that no checkpoint can end. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "crash_case.h"
#include "disk.h"

#include "base/file.h"
#include "casefile/answer_rows.h"
#include "casefile/casefile.h"
#include "store/db_ask.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { DOCUMENTS = 60, AT_ONCE = 6, LATER = DOCUMENTS / 2 };

static const char add[] =
    "INSERT INTO document (id, sha256, bytes, kind, state, fate, why, next, pages, members, "
    "step) VALUES (?1, ?2, 1, '', 'waiting', '', '', 0, 0, 0, 0)";
static const char count_done[] = "SELECT count(*) FROM document WHERE state = 'done'";
static const char count_read[] =
    "SELECT count(*) FROM document JOIN page ON page.document = document.id WHERE "
    "document.state = 'done' AND document.pages = 1 AND page.text LIKE 'made-up text %'";
static const char count_pages[] = "SELECT count(*) FROM page";
static const char count_found[] =
    "SELECT count(*) FROM page_words WHERE page_words MATCH 'made AND text'";
static const char faults[] =
    "SELECT count(*) FROM pragma_integrity_check WHERE integrity_check <> 'ok'";

static const char *gathered(struct arena *arena)
{
    return arena_printf(arena, "%s/gathered", crash.scratch);
}

static enum err_code open_case(struct arena *arena, const char *root, struct db **db,
                               struct err *err)
{
    int lock_fd;
    TRY(casefile_open_to_read(db, &lock_fd, arena_printf(arena, "%s/a.case", root),
                              gathered(arena), err));
    close(lock_fd);
    return ERR_OK;
}

static enum err_code take_some(struct db *db, struct arena *arena, int64_t first,
                               struct err *err)
{
    bool fault;
    struct held_answer answers[AT_ONCE];
    for (int64_t i = 0; i < AT_ONCE; i++) {
        int64_t document = first + i;
        const char *hex = arena_printf(arena, "%064llx", (long long)document);
        TRY(db_do(db, add, err, "it", document, str_of(hex)));
        answers[i] = (struct held_answer){
            .of = {.document = document, .path = STR("a.txt"), .top = 1},
            .lines = str_of(arena_printf(
                arena,
                "{\"page\":1,\"label\":\"\",\"source\":\"text\",\"width\":0,\"height\":0,"
                "\"text\":\"made-up text %lld\",\"words\":[]}\n"
                "{\"fate\":\"read\",\"why\":\"\",\"kind\":\"text\",\"next\":0}\n",
                (long long)document))};
    }
    return answers_take(db, answers, AT_ONCE, &fault, err);
}

static enum err_code read_case(struct arena *arena, const char *root, struct err *err)
{
    struct db *db;
    struct db *looking;
    int64_t number;
    TRY(file_make_folders(root, 0755, err));
    TRY(open_case(arena, root, &db, err));
    for (int64_t first = 1; first <= DOCUMENTS; first += AT_ONCE) {
        TRY(take_some(db, arena, first, err));
        if (first + AT_ONCE > LATER && first <= LATER) {
            TRY(db_open(&looking, arena_printf(arena, "%s/a.case", root), DB_READ, err));
            TRY(db_begin_read(looking, err));
            TRY(db_number(looking, count_done, &number, err, ""));
            TRY(db_sync(db, err)); /* what the checkpoint can move it moves here */
        }
    }
    TRY(db_sync(db, err));
    disk_mark("done");
    return ERR_OK;
}

static size_t story(const char *root)
{
    struct err err;
    struct arena *arena = arena_new();
    bool bad = read_case(arena, root, &err) != ERR_OK;
    if (bad) {
        print_message("%s\n", err.message);
    }
    return bad;
}

static bool was_done(size_t cut)
{
    for (size_t i = 0; i < cut; i++) {
        if (disk_at(i)->kind == DISK_MARK && strcmp(disk_at(i)->name, "done") == 0) {
            return true;
        }
    }
    return false;
}

static enum err_code look(struct db *db, int64_t *done, const char **wrong, struct err *err)
{
    int64_t read;
    int64_t pages;
    int64_t found;
    int64_t broken;
    TRY(db_number(db, faults, &broken, err, ""));
    TRY(db_exec(db, "INSERT INTO page_words (page_words, rank) VALUES ('integrity-check', 1)",
                err));
    TRY(db_number(db, count_done, done, err, ""));
    TRY(db_number(db, count_read, &read, err, ""));
    TRY(db_number(db, count_pages, &pages, err, ""));
    TRY(db_number(db, count_found, &found, err, ""));
    *wrong = broken > 0                                          ? "the database is broken"
             : read != *done || pages != *done || found != *done ? "an answer is there in part"
             : *done % AT_ONCE != 0                              ? "a transaction is torn"
                                                                 : "";
    return ERR_OK;
}

static const char *check(struct arena *arena, const char *root, size_t cut)
{
    struct db *db = NULL;
    struct err err;
    int64_t done = 0;
    const char *wrong = "";
    if (!file_exists(root)) {
        return was_done(cut) ? "the case is gone" : "";
    }
    enum err_code code = open_case(arena, root, &db, &err);
    if (code == ERR_OK) {
        code = look(db, &done, &wrong, &err);
        db_close(db);
    }
    if (code != ERR_OK) {
        return arena_strdup(arena, err.message);
    }
    return wrong[0] == '\0' && was_done(cut) && done != DOCUMENTS
               ? arena_printf(arena,
                              "%lld of %d documents are there after all were said to be "
                              "read",
                              (long long)done, DOCUMENTS)
               : wrong;
}

static void test_power__lost_while_a_case_is_read_leaves_a_whole_case(void **state)
{
    (void)state;
    struct err err;
    struct arena *arena = arena_new();
    assert_int_equal(file_make_folders(gathered(arena), 0755, &err), ERR_OK);
    arena_free(arena);
    crash_fresh_disk();
    assert_int_equal(crash_child(story, SIZE_MAX), 0);
    disk_unwatch();
    crash_at_syncs("case", 1, 7, false, check);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_power__lost_while_a_case_is_read_leaves_a_whole_case)};
    return cmocka_run_group_tests(tests, crash_start, crash_end);
}
