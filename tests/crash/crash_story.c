/* See crash_story.h. */
#include "crash_story.h"

#include "disk.h"

#include "base/file.h"
#include "base/limits.h"
#include "crypto/note.h"
#include "ledger/checkpoint.h"
#include "record/audit.h"
#include "record/last_signed.h"
#include "store/blob.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void story_begin(struct story *story, const char *root, int64_t seconds)
{
    *story = (struct story){.arena = arena_new()};
    story->settings.clock = (struct clock){.fixed = true, .seconds = seconds};
    if (datadir_at(story->arena, root, &story->dir, &story->err) != ERR_OK) {
        abort();
    }
}

void story_end(struct story *story)
{
    story_close(story);
    arena_free(story->arena);
}

static bool went_well(struct story *story, enum err_code code)
{
    if (code == ERR_OK) {
        return true;
    }
    story->errors++;
    if (story->loud) {
        fprintf(stderr, "story: %s\n", story->err.message);
    }
    if (story->on_error != NULL) {
        story->on_error(story);
    }
    return false;
}

bool story_open(struct story *story)
{
    return went_well(story,
                     keeper_open(&story->keeper, &story->dir, &story->settings, &story->err));
}

void story_close(struct story *story)
{
    keeper_close(story->keeper);
    story->keeper = NULL;
}

static void acknowledge(struct story *story, const char *what, const char *name)
{
    disk_mark(arena_printf(story->arena, "%s %s", what, name));
}

void story_append(struct story *story, int log, size_t count, const char *subject)
{
    struct keeper_entry entries[512];
    struct keeper_receipt receipts[512];
    for (size_t i = 0; i < count; i++) {
        entries[i] = (struct keeper_entry){.type = log == LOG_PUBLIC ? STR("sample.counted/1")
                                                                     : STR("sample.private/1"),
                                           .subject = subject,
                                           .body = STR("{\"n\":1}")};
    }
    if (story->keeper == NULL ||
        !went_well(story, keep_append(story->keeper, story->arena, log, entries, count,
                                      receipts, &story->err))) {
        return;
    }
    for (size_t i = 0; i < count; i++) {
        acknowledge(story, log == LOG_PUBLIC ? "public" : "private", receipts[i].id);
    }
}

void story_blob(struct story *story, const char *text)
{
    char hex[65];
    if (story->keeper != NULL &&
        went_well(story, keep_publish_blob(story->keeper, str_of(text), hex, &story->err))) {
        acknowledge(story, "blob", hex);
    }
}

void story_benchmark(struct story *story, const char *text)
{
    char hex[65];
    struct keeper_receipt receipt;
    struct keeper_entry entry = {.type = STR("benchmark.listed/1")};
    if (story->keeper == NULL ||
        !went_well(story, keep_publish_blob(story->keeper, str_of(text), hex, &story->err))) {
        return;
    }
    acknowledge(story, "blob", hex);
    entry.body = str_of(arena_printf(story->arena, "{\"digest\":\"%s\"}", hex));
    if (went_well(story, keep_append(story->keeper, story->arena, LOG_PUBLIC, &entry, 1,
                                     &receipt, &story->err))) {
        acknowledge(story, "public", receipt.id);
    }
}

void story_rebuild(struct story *story)
{
    if (story->keeper != NULL) {
        went_well(story, keep_rebuild(story->keeper, &story->err));
    }
}

size_t story_whole(const char *root)
{
    struct story story;
    story_begin(&story, root, 1769677200);
    story.loud = true;
    story_open(&story);
    story_append(&story, LOG_PUBLIC, 1, NULL);
    story_append(&story, LOG_PUBLIC, 3, STORY_SUBJECT);
    story_append(&story, LOG_PRIVATE, 1, NULL);
    story_benchmark(&story, STORY_BENCHMARK);
    story_close(&story);
    story.settings.clock.seconds += STORY_DAY;
    story_open(&story);
    story_append(&story, LOG_PUBLIC, 1, STORY_SUBJECT);
    story_rebuild(&story);
    story_blob(&story, "another");
    story_append(&story, LOG_PUBLIC, 1, NULL);
    story_end(&story);
    return story.errors;
}

size_t story_again(const char *root)
{
    struct story story;
    story_begin(&story, root, 1769677200 + 2 * STORY_DAY);
    story.loud = true;
    story_open(&story);
    story_blob(&story, "another");
    story_benchmark(&story, STORY_BENCHMARK);
    story_append(&story, LOG_PRIVATE, 1, NULL);
    story_append(&story, LOG_PUBLIC, 2, STORY_SUBJECT);
    return story.errors; /* nothing is closed: as if killed here */
}

void story_checkpoint_seen(const char *path)
{
    struct signed_checkpoint checkpoint;
    struct str text;
    struct err err;
    char hex[SHA256_HEX_SIZE];
    const char *name = strrchr(path, '/');
    if (name == NULL || strcmp(name, "/checkpoint") != 0) {
        return;
    }
    struct arena *arena = arena_new();
    if (file_read(arena, path, LIMIT_NOTE, &text, &err) == ERR_OK &&
        checkpoint_parse(arena, text, &checkpoint, &err) == ERR_OK) {
        sha256_hex(hex, &checkpoint.head.root);
        disk_mark(arena_printf(arena, "seen %" PRIu64 " %s", checkpoint.head.size, hex));
    }
    arena_free(arena);
}

struct check {
    struct arena *arena;
    struct datadir dir;
    struct leaf_log logs[2];
    struct err err;
};

static const char *check_seen(struct check *check, struct str words)
{
    struct merkle_range then = {0};
    struct str number;
    struct sha256 root;
    uint64_t size;
    struct leaf_log *log = &check->logs[LOG_PUBLIC];
    (void)str_split(&words, ' ', &number);
    if (!str_to_u64(number, INT64_MAX, &size) || !sha256_from_hex(&root, words)) {
        abort();
    }
    if (size > log->range.size) {
        return arena_printf(check->arena,
                            "a checkpoint of %" PRIu64 " leaves was seen, %" PRIu64 " are left",
                            size, log->range.size);
    }
    if (merkle_range_read(&then, size, leaf_log_node, log, &check->err) != ERR_OK) {
        return check->err.message;
    }
    struct sha256 own = merkle_range_root(&then);
    return sha256_eq(&own, &root) ? "" : "a checkpoint of another history was seen: a fork";
}

static const char *check_mark(struct check *check, const char *mark)
{
    struct str words = str_of(mark);
    struct str what;
    struct str bytes;
    uint64_t index;
    enum err_code code = ERR_OK;
    (void)str_split(&words, ' ', &what);
    if (str_is(what, "seen")) {
        return check_seen(check, words);
    }
    if (str_is(what, "public") || str_is(what, "private")) {
        int log = str_is(what, "public") ? LOG_PUBLIC : LOG_PRIVATE;
        code = leaf_log_index_of(&check->logs[log], words, &index, &check->err);
    } else if (str_is(what, "blob")) {
        code =
            blob_read(check->arena, check->dir.blobs_public, words, MIB, &bytes, &check->err);
    }
    return code == ERR_OK ? ""
                          : arena_printf(check->arena, "acknowledged %s is lost: %s", mark,
                                         check->err.message);
}

static const char *check_marks(struct check *check, size_t cut)
{
    for (size_t i = 0; i < cut; i++) {
        const struct disk_op *op = disk_at(i);
        const char *wrong = op->kind == DISK_MARK ? check_mark(check, op->name) : "";
        if (wrong[0] != '\0') {
            return wrong;
        }
    }
    return "";
}

static const char *check_ledger(struct check *check, size_t cut)
{
    struct db *db;
    const char *wrong = "";
    if (db_open(&db, check->dir.ledger_db, DB_READ, &check->err) != ERR_OK) {
        return check->err.message;
    }
    if (leaf_log_open(&check->logs[LOG_PUBLIC], db, LOG_PUBLIC, &check->err) != ERR_OK ||
        leaf_log_open(&check->logs[LOG_PRIVATE], db, LOG_PRIVATE, &check->err) != ERR_OK) {
        wrong = check->err.message;
    } else {
        wrong = check_marks(check, cut);
    }
    db_close(db);
    return wrong;
}

/* The tables are whole and show every leaf. */
static const char *check_tables(struct check *check)
{
    struct db *db;
    struct db_query *query;
    bool row;
    const char *wrong = "";
    if (db_open(&db, check->dir.public_db, DB_READ, &check->err) != ERR_OK) {
        return check->err.message;
    }
    if (db_prepare(db, "PRAGMA integrity_check", &query, &check->err) != ERR_OK ||
        db_step(query, &row, &check->err) != ERR_OK) {
        wrong = check->err.message;
    } else if (!str_is(db_text(query, 0), "ok")) {
        wrong = "public.db is not whole";
    }
    if (wrong[0] == '\0' &&
        (db_prepare(db, "SELECT count(*) FROM statement", &query, &check->err) != ERR_OK ||
         db_step(query, &row, &check->err) != ERR_OK)) {
        wrong = check->err.message;
    } else if (wrong[0] == '\0' &&
               db_int(query, 0) != (int64_t)check->logs[LOG_PUBLIC].range.size) {
        wrong = "public.db does not show every statement";
    }
    db_close(db);
    return wrong;
}

static const char *check_goes_on(struct check *check, const char *root)
{
    struct audit_report report;
    struct story story;
    story_begin(&story, root, 1769677200 + 3 * STORY_DAY);
    if (story_open(&story)) {
        story_append(&story, LOG_PUBLIC, 1, STORY_SUBJECT);
    }
    const char *wrong = story.errors == 0 ? "" : arena_strdup(check->arena, story.err.message);
    story_end(&story);
    if (wrong[0] == '\0' &&
        audit_log(check->arena, check->dir.log, NULL, &report, &check->err) != ERR_OK) {
        wrong = check->err.message;
    }
    return wrong;
}

/* Whoever saw a checkpoint saw one that keys/last-signed knows of, or an older ledger put back
 * could sign another. */
static const char *check_last_signed(struct check *check, size_t cut)
{
    struct last_signed last;
    const char *path = arena_printf(check->arena, "%s/last-signed", check->dir.keys);
    for (size_t i = 0; i < cut; i++) {
        const struct disk_op *op = disk_at(i);
        if (op->kind != DISK_MARK || strncmp(op->name, "seen ", 5) != 0) {
            continue;
        }
        uint64_t size = strtoull(op->name + 5, NULL, 10);
        if (last_signed_read(&last, path, &check->err) != ERR_OK) {
            return check->err.message;
        }
        if (last.size < size) {
            return arena_printf(check->arena,
                                "a checkpoint of %" PRIu64
                                " leaves was seen, last-signed has %" PRIu64,
                                size, last.size);
        }
    }
    return "";
}

const char *story_check(struct arena *arena, const char *root, size_t cut)
{
    struct check check = {.arena = arena};
    if (datadir_at(arena, root, &check.dir, &check.err) != ERR_OK) {
        abort();
    }
    const char *wrong = check_last_signed(&check, cut);
    if (wrong[0] == '\0') {
        wrong = check_goes_on(&check, root);
    }
    if (wrong[0] == '\0') {
        wrong = check_ledger(&check, cut);
    }
    if (wrong[0] == '\0') {
        wrong = check_tables(&check);
    }
    return wrong[0] == '\0' ? "" : arena_strdup(arena, wrong);
}
