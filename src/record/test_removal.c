/* Removal from outside: what is taken away, what stays, what is refused, and that no byte of
 * the data folder holds a removed text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/json.h"
#include "record/audit.h"
#include "record/keeper_state.h"
#include "record/removal.h"
#include "record/removal_request.h"
#include "store/blob.h"
#include "support/keeper_place.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define SECRET "Zebedee-Quilfeather-of-Nowhere"
#define FILE_MAX (256u << 20)

static const char *append_to(struct keeper_place *place, int log, const char *type,
                             const char *body)
{
    struct keeper_receipt receipt;
    struct keeper_entry entry = {.type = str_of(type), .body = str_of(body)};
    must(place,
         keep_append(place->keeper, place->arena, log, &entry, 1, &receipt, &place->err));
    return arena_strdup(place->arena, receipt.id);
}

static const char *say(struct keeper_place *place, const char *text)
{
    return append_to(place, LOG_PUBLIC, "sample.said/1",
                     arena_printf(place->arena, "{\"text\":\"%s\"}", text));
}

static enum err_code remove_ids(struct keeper_place *place, const char *ids, bool look,
                                struct js **answer)
{
    struct str text = {NULL, 0};
    const char *request =
        arena_printf(place->arena,
                     "{\"ground\":\"erasure\",\"ids\":[%s],\"role\":\"records manager\"}", ids);
    TRY(keep_remove(place->keeper, place->arena, str_of(request), look, &text, &place->err));
    return js_parse(place->arena, text, answer, &place->err);
}

static struct js *remove_one(struct keeper_place *place, const char *id)
{
    struct js *answer = NULL;
    must(place, remove_ids(place, arena_printf(place->arena, "\"%s\"", id), false, &answer));
    return answer;
}

static struct audit_report audit(struct keeper_place *place)
{
    struct audit_report report;
    must(place, audit_log(place->arena, place->dir.log, NULL, &report, &place->err));
    return report;
}

/* Files below path that hold the text. */
static int holding(struct keeper_place *place, const char *path, struct str wanted)
{
    struct stat info;
    const char **names;
    size_t count;
    struct str bytes;
    int found = 0;
    assert_int_equal(lstat(path, &info), 0);
    if (S_ISREG(info.st_mode)) {
        struct arena *arena = arena_new();
        must(place, file_read(arena, path, FILE_MAX, &bytes, &place->err));
        found = str_find(bytes, wanted) != SIZE_MAX;
        arena_free(arena);
        return found;
    }
    if (!S_ISDIR(info.st_mode)) {
        return 0;
    }
    must(place, file_list(place->arena, path, &names, &count, &place->err));
    for (size_t i = 0; i < count; i++) {
        found += holding(place, arena_printf(place->arena, "%s/%s", path, names[i]), wanted);
    }
    return found;
}

static bool holds(struct keeper_place *place, const char *text)
{
    return holding(place, place->dir.root, str_of(text)) > 0;
}

static bool is_scrubbed(const struct js *answer)
{
    const struct js *scrubbed = js_member(answer, "scrubbed");
    return scrubbed != NULL && scrubbed->type == JS_BOOL && scrubbed->boolean;
}

static void test_remove__leaves_the_text_in_no_byte_and_the_log_whole(void **state)
{
    struct keeper_place *place = *state;
    const char *id = say(place, SECRET);
    for (int i = 0; i < 300; i++) { /* pages split and rows move within them */
        say(place, arena_printf(place->arena, "%d %0*d", i, i, 0));
    }
    assert_true(holds(place, SECRET));
    struct js *answer = remove_one(place, id);
    assert_true(is_scrubbed(answer));
    assert_false(holds(place, SECRET));
    assert_int_equal(audit(place).removed, 1);
}

static void test_remove__takes_the_salt_too(void **state)
{
    struct keeper_place *place = *state;
    struct leaf leaf;
    uint64_t index;
    const char *id = say(place, SECRET);
    struct leaf_log *log = &place->keeper->logs[LOG_PUBLIC];
    must(place, leaf_log_index_of(log, str_of(id), &index, &place->err));
    must(place, leaf_log_get(log, place->arena, index, &leaf, &place->err));
    struct str salt = arena_str(place->arena, str_n((const char *)leaf.salt.bytes, SALT_SIZE));
    assert_true(holding(place, place->dir.root, salt) > 0);
    remove_one(place, id);
    assert_int_equal(holding(place, place->dir.root, salt), 0);
}

static void test_remove__of_a_private_statement_is_said_in_the_private_log(void **state)
{
    struct keeper_place *place = *state;
    uint64_t before = keeper_size(place->keeper);
    const char *id =
        append_to(place, LOG_PRIVATE, "sample.said/1", "{\"text\":\"" SECRET "\"}");
    struct js *answer = remove_one(place, id);
    assert_true(is_scrubbed(answer));
    assert_int_equal(keeper_size(place->keeper), before);
    assert_false(holds(place, SECRET));
    assert_int_equal(holding(place, place->dir.log, str_of(id)), 0);
    assert_int_equal(holding(place, place->dir.public_db, str_of(id)), 0);
}

static void test_remove__of_public_and_private_at_once_is_refused(void **state)
{
    struct keeper_place *place = *state;
    struct js *answer;
    const char *one = say(place, "one");
    const char *two = append_to(place, LOG_PRIVATE, "sample.said/1", "{\"text\":\"two\"}");
    assert_int_equal(remove_ids(place, arena_printf(place->arena, "\"%s\",\"%s\"", one, two),
                                false, &answer),
                     ERR_CONFLICT);
}

static void test_remove__of_genesis_keys_and_removals_is_refused(void **state)
{
    struct keeper_place *place = *state;
    struct js *answer;
    struct leaf leaf;
    struct signed_statement statement;
    struct leaf_log *log = &place->keeper->logs[LOG_PUBLIC];
    remove_one(place, say(place, "one"));
    const uint64_t kept[] = {0, 1, keeper_size(place->keeper) - 1};
    for (size_t i = 0; i < 3; i++) {
        uint64_t size = keeper_size(place->keeper);
        must(place, leaf_log_get(log, place->arena, kept[i], &leaf, &place->err));
        must(place, statement_parse(place->arena, leaf.note, &statement, &place->err));
        char *id = arena_printf(place->arena, "\"%s\"", statement.id);
        assert_int_equal(remove_ids(place, id, false, &answer), ERR_DENIED);
        assert_non_null(strstr(place->err.message, "cannot be removed"));
        assert_int_equal(keeper_size(place->keeper), size);
    }
}

/* The guard under the one above: also when somebody else's removal names it. */
static void test_bury__never_empties_a_key(void **state)
{
    struct keeper_place *place = *state;
    struct leaf leaf;
    struct signed_statement statement;
    struct leaf_log *log = &place->keeper->logs[LOG_PUBLIC];
    must(place, leaf_log_get(log, place->arena, 1, &leaf, &place->err));
    must(place, statement_parse(place->arena, leaf.note, &statement, &place->err));
    char *body = arena_printf(place->arena, "{\"ids\":[\"%s\"]}", statement.id);
    assert_int_equal(removal_bury(log, 9, str_of(body), &place->err), ERR_DENIED);
}

static void test_remove__twice_is_said_and_changes_nothing(void **state)
{
    struct keeper_place *place = *state;
    const char *id = say(place, SECRET);
    struct js *first = remove_one(place, id);
    uint64_t size = keeper_size(place->keeper);
    struct js *second = remove_one(place, id);
    assert_int_equal(keeper_size(place->keeper), size);
    assert_null(js_member(second, "removal"));
    const struct js *statement = &js_member(second, "statements")->array.items[0];
    assert_true(str_eq(js_member(statement, "removed_by")->string,
                       js_member(first, "removal")->string));
}

static void test_remove__only_looking_changes_nothing(void **state)
{
    struct keeper_place *place = *state;
    struct js *answer;
    char *id = arena_printf(place->arena, "\"%s\"", say(place, SECRET));
    uint64_t size = keeper_size(place->keeper);
    must(place, remove_ids(place, id, true, &answer));
    assert_int_equal(keeper_size(place->keeper), size);
    assert_true(holds(place, SECRET));
}

static void test_remove__of_what_is_not_there_is_refused(void **state)
{
    struct keeper_place *place = *state;
    struct js *answer;
    char *id = arena_printf(place->arena, "\"%064d\"", 7);
    assert_int_equal(remove_ids(place, id, false, &answer), ERR_NOT_FOUND);
}

static const char *name_blob(struct keeper_place *place, const char *hex)
{
    return append_to(place, LOG_PUBLIC, "sample.named/1",
                     arena_printf(place->arena, "{\"blob\":\"%s\"}", hex));
}

static void test_remove__takes_blobs_that_nothing_else_names(void **state)
{
    struct keeper_place *place = *state;
    char public[65];
    char private[65];
    must(place, blob_put(place->dir.blobs_public, STR(SECRET " public"), public, &place->err));
    must(place,
         blob_put(place->dir.blobs_private, STR(SECRET " private"), private, &place->err));
    const char *id =
        append_to(place, LOG_PUBLIC, "sample.named/1",
                  arena_printf(place->arena, "{\"blobs\":[\"%s\",\"%s\"]}", public, private));
    remove_one(place, id);
    assert_false(holds(place, SECRET));
}

static void test_remove__leaves_a_blob_that_is_still_named(void **state)
{
    struct keeper_place *place = *state;
    char hex[65];
    must(place, blob_put(place->dir.blobs_public, STR(SECRET), hex, &place->err));
    const char *one = name_blob(place, hex);
    const char *two = name_blob(place, hex);
    remove_one(place, one);
    assert_true(holds(place, SECRET));
    remove_one(place, two);
    assert_false(holds(place, SECRET));
}

static void test_remove__leaves_a_blob_that_the_outbox_names(void **state)
{
    struct keeper_place *place = *state;
    char hex[65];
    int64_t number;
    int64_t due;
    must(place, blob_put(place->dir.blobs_public, STR(SECRET), hex, &place->err));
    const char *one = name_blob(place, hex);
    struct keeper_entry entry = {.type = STR("sample.named/1")};
    entry.body = str_of(arena_printf(place->arena, "{\"blob\":\"%s\"}", hex));
    must(place, keep_submit(place->keeper, place->arena, LOG_PUBLIC, &entry, &number, &due,
                            &place->err));
    remove_one(place, one);
    assert_true(holds(place, SECRET));
}

static void test_remove__leaves_a_blob_that_a_held_statement_names(void **state)
{
    struct keeper_place *place = *state;
    char hex[65];
    must(place, blob_put(place->dir.blobs_public, STR(SECRET), hex, &place->err));
    const char *one = name_blob(place, hex);
    const char *sql = arena_printf(place->arena,
                                   "INSERT INTO exchange_held (key_name, seq, id, note, salt, "
                                   "body) VALUES ('k', 9, 'i', x'', x'', '{\"blob\":\"%s\"}')",
                                   hex);
    must(place, db_exec(place->keeper->db, sql, &place->err));
    remove_one(place, one);
    assert_true(holds(place, SECRET));
}

static void test_remove__takes_the_unfinished_run(void **state)
{
    struct keeper_place *place = *state;
    const char *id = say(place, "one");
    char *folder = arena_printf(place->arena, "%s/key", place->dir.runs);
    must(place, file_make_folders(folder, 0700, &place->err));
    must(place, file_write(arena_printf(place->arena, "%s/plan.json", folder),
                           str_of(arena_printf(place->arena, "{\"run\":\"%s\"}\n", id)), 0600,
                           &place->err));
    must(place, file_write(arena_printf(place->arena, "%s/journal.jsonl", folder), STR(SECRET),
                           0600, &place->err));
    remove_one(place, id);
    assert_false(file_exists(folder));
}

/* A removal came (from another log) before the statement: its body is never kept. */
static void test_append__after_its_removal_keeps_no_body(void **state)
{
    struct keeper_place *place = *state;
    struct leaf leaf;
    struct leaf_log *log = &place->keeper->logs[LOG_PUBLIC];
    const char *id = say(place, SECRET);
    uint64_t index = keeper_size(place->keeper) - 1;
    must(place, leaf_log_get(log, place->arena, index, &leaf, &place->err));
    char *body = arena_printf(place->arena, "{\"ids\":[\"%s\"]}", id);

    struct leaf_log other = place->keeper->logs[LOG_PRIVATE];
    struct signed_statement statement;
    must(place, statement_parse(place->arena, leaf.note, &statement, &place->err));
    must(place, removal_bury(&other, 0, str_of(body), &place->err));
    must(place, leaf_log_append(&other, &statement, &leaf.salt, leaf.body, &place->err));
    must(place, leaf_log_get(&other, place->arena, other.range.size - 1, &leaf, &place->err));
    assert_int_equal(leaf.body.n, 0);
}

static void test_removal_of__is_the_first_that_names_it(void **state)
{
    struct keeper_place *place = *state;
    struct leaf_log *log = &place->keeper->logs[LOG_PUBLIC];
    uint64_t index;
    char *id = arena_printf(place->arena, "%064d", 7);
    char *body = arena_printf(place->arena, "{\"ids\":[\"%s\"]}", id);
    must(place, removal_bury(log, 11, str_of(body), &place->err));
    must(place, removal_bury(log, 12, str_of(body), &place->err));
    must(place, removal_of(log, str_of(id), &index, &place->err));
    assert_int_equal(index, 11);
}

/* Killed between the commit and the scrub. */
static void test_open__finishes_a_scrub_that_was_cut(void **state)
{
    struct keeper_place *place = *state;
    const char *id = say(place, SECRET);
    struct keeper *keeper = place->keeper;
    char *body =
        arena_printf(place->arena,
                     "{\"date\":\"2026-01-29\",\"ground\":\"erasure\",\"ids\":[\"%s\"],"
                     "\"role\":\"records manager\"}",
                     id);
    struct keeper_entry entry = {.type = STR("body.removed/1"), .body = str_of(body)};
    must(place, keeper_begin(keeper, &place->err));
    must(place, keeper_add(keeper, place->arena, LOG_PUBLIC, &entry, FILE_STATEMENT, NULL,
                           &place->err));
    must(place, keeper_finish(keeper, LOG_PUBLIC, &place->err));
    assert_true(holds(place, SECRET));
    keeper_close(keeper);
    keeper_place_open(place);
    assert_false(holds(place, SECRET));
    assert_int_equal(audit(place).removed, 1);
}

/* Who reads old pages keeps them; the next time finishes. */
static void test_remove__under_a_reader_says_what_is_left(void **state)
{
    struct keeper_place *place = *state;
    struct db *reader;
    struct db_query *query;
    bool row;
    const char *id = say(place, SECRET);
    must(place, db_open(&reader, place->dir.public_db, DB_READ, &place->err));
    must(place, db_begin_read(reader, &place->err));
    must(place, db_prepare(reader, "SELECT COUNT(*) FROM statement", &query, &place->err));
    must(place, db_step(query, &row, &place->err));
    struct js *answer = remove_one(place, id);
    assert_false(is_scrubbed(answer));
    assert_non_null(strstr(arena_strndup(place->arena, js_member(answer, "left")->string.p,
                                         js_member(answer, "left")->string.n),
                           "reader"));
    db_close(reader);
    must(place, keep_scrub(place->keeper, &place->err));
    assert_false(holds(place, SECRET));
}

/* In sorted lines: where the schema names a virtual table is another place after a VACUUM. */
static struct str dump_of(struct keeper_place *place, const char *name)
{
    struct str text;
    char *out = arena_printf(place->arena, "%s/%s", place->dir.tmp, name);
    char *command = arena_printf(place->arena, "sqlite3 %s .dump | LC_ALL=C sort > %s",
                                 place->dir.public_db, out);
    pid_t child = fork();
    int status = -1;
    if (child == 0) {
        execl("/bin/sh", "sh", "-c", command, (char *)NULL);
        _exit(127);
    }
    waitpid(child, &status, 0);
    assert_int_equal(status, 0);
    must(place, file_read(place->arena, out, FILE_MAX, &text, &place->err));
    return text;
}

static void test_remove__leaves_the_tables_a_rebuild_gives(void **state)
{
    struct keeper_place *place = *state;
    say(place, "stays");
    remove_one(place, say(place, SECRET));
    struct str removed = dump_of(place, "removed.sql");
    must(place, keep_rebuild(place->keeper, &place->err));
    assert_true(str_eq(removed, dump_of(place, "rebuilt.sql")));
    assert_true(str_find(removed, STR("records manager")) != SIZE_MAX);
}

static void test_request__ids_are_sorted_and_each_once(void **state)
{
    struct keeper_place *place = *state;
    struct removal_request request;
    char *text =
        arena_printf(place->arena,
                     "{\"ground\":\"erasure\",\"role\":\"r\",\"ids\":[\"%064d\",\"%064d\","
                     "\"%064d\"]}",
                     2, 1, 2);
    must(place, removal_request_parse(place->arena, str_of(text), &request, &place->err));
    assert_int_equal(request.count, 2);
    assert_true(request.ids[0].p[63] == '1' && request.ids[1].p[63] == '2');
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KEEPER_PLACE_TEST(test_remove__leaves_the_text_in_no_byte_and_the_log_whole),
        KEEPER_PLACE_TEST(test_remove__takes_the_salt_too),
        KEEPER_PLACE_TEST(test_remove__of_a_private_statement_is_said_in_the_private_log),
        KEEPER_PLACE_TEST(test_remove__of_public_and_private_at_once_is_refused),
        KEEPER_PLACE_TEST(test_remove__of_genesis_keys_and_removals_is_refused),
        KEEPER_PLACE_TEST(test_bury__never_empties_a_key),
        KEEPER_PLACE_TEST(test_remove__twice_is_said_and_changes_nothing),
        KEEPER_PLACE_TEST(test_remove__only_looking_changes_nothing),
        KEEPER_PLACE_TEST(test_remove__of_what_is_not_there_is_refused),
        KEEPER_PLACE_TEST(test_remove__takes_blobs_that_nothing_else_names),
        KEEPER_PLACE_TEST(test_remove__leaves_a_blob_that_is_still_named),
        KEEPER_PLACE_TEST(test_remove__leaves_a_blob_that_the_outbox_names),
        KEEPER_PLACE_TEST(test_remove__leaves_a_blob_that_a_held_statement_names),
        KEEPER_PLACE_TEST(test_remove__takes_the_unfinished_run),
        KEEPER_PLACE_TEST(test_append__after_its_removal_keeps_no_body),
        KEEPER_PLACE_TEST(test_removal_of__is_the_first_that_names_it),
        KEEPER_PLACE_TEST(test_open__finishes_a_scrub_that_was_cut),
        KEEPER_PLACE_TEST(test_remove__under_a_reader_says_what_is_left),
        KEEPER_PLACE_TEST(test_remove__leaves_the_tables_a_rebuild_gives),
        KEEPER_PLACE_TEST(test_request__ids_are_sorted_and_each_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
