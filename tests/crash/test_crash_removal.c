/* The power goes out at every sync of a removal: what was acknowledged as removed is in no byte
 * of what is found, also before anybody starts on it; a removal that was cut is finished by the
 * next start; and the log holds. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "crash_case.h"
#include "disk.h"

#include "base/file.h"
#include "record/audit.h"
#include "record/keeper_state.h"
#include "record/removal.h"
#include "store/blob.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define SECRET "Zebedee-Quilfeather-of-Nowhere"
#define NOON 1769677200
#define DONE "removed: "
#define FILE_MAX (64u << 20)

static bool try(struct story *story, enum err_code code)
{
    story->errors += code != ERR_OK;
    return code == ERR_OK;
}

static void remove_it(struct story *story, const char *id)
{
    struct str answer;
    const char *request = arena_printf(
        story->arena, "{\"ground\":\"erasure\",\"ids\":[\"%s\"],\"role\":\"sample role\"}", id);
    if (try(story, keep_remove(story->keeper, story->arena, str_of(request), false, &answer,
                               &story->err)) &&
        try(story, str_find(answer, STR("\"scrubbed\":true")) != SIZE_MAX ? ERR_OK : ERR_IO)) {
        disk_mark(arena_printf(story->arena, DONE "%s", id));
    }
}

static size_t story_removal(const char *root)
{
    struct story story;
    struct keeper_receipt receipt;
    struct keeper_entry entry = {.type = STR("sample.said/1")};
    char blob[65];
    story_begin(&story, root, NOON);
    if (story_open(&story) &&
        try(&story,
            blob_put(story.dir.blobs_public, STR(SECRET " in a blob"), blob, &story.err))) {
        entry.body = str_of(arena_printf(story.arena, "{\"blob\":\"%s\",\"text\":\"%s\"}", blob,
                                         SECRET " in a body"));
        if (try(&story, keep_append(story.keeper, story.arena, LOG_PUBLIC, &entry, 1, &receipt,
                                    &story.err))) {
            remove_it(&story, receipt.id);
        }
    }
    size_t errors = story.errors;
    story_end(&story);
    return errors;
}

static bool holds(struct arena *arena, const char *path)
{
    struct stat info;
    const char **names;
    size_t count;
    struct str bytes;
    bool found = false;
    if (lstat(path, &info) != 0 || (!S_ISREG(info.st_mode) && !S_ISDIR(info.st_mode))) {
        return false;
    }
    if (S_ISREG(info.st_mode)) {
        return file_read(arena, path, FILE_MAX, &bytes, NULL) == ERR_OK &&
               str_find(bytes, STR(SECRET)) != SIZE_MAX;
    }
    if (file_list(arena, path, &names, &count, NULL) != ERR_OK) {
        return false;
    }
    for (size_t i = 0; i < count && !found; i++) {
        found = holds(arena, arena_printf(arena, "%s/%s", path, names[i]));
    }
    return found;
}

static bool was_removed(size_t cut)
{
    for (size_t i = 0; i < cut; i++) {
        if (disk_at(i)->kind == DISK_MARK &&
            strncmp(disk_at(i)->name, DONE, strlen(DONE)) == 0) {
            return true;
        }
    }
    return false;
}

/* Does the log found say that a body was removed? */
static bool says_removed(struct arena *arena, const char *root, struct audit_report *report,
                         struct err *err)
{
    return audit_log(arena, arena_printf(arena, "%s/log", root), NULL, report, err) == ERR_OK &&
           report->removed > 0;
}

static const char *check(struct arena *arena, const char *root, size_t cut)
{
    struct datadir dir;
    struct keeper *keeper;
    struct audit_report report = {0};
    struct err err = {0};
    struct keeper_settings settings = {.clock = {.fixed = true, .seconds = NOON + 60}};
    bool removed = was_removed(cut);
    if (removed && holds(arena, root)) {
        return "what was acknowledged as removed is on the disk";
    }
    if (datadir_at(arena, root, &dir, &err) != ERR_OK ||
        keeper_open(&keeper, &dir, &settings, &err) != ERR_OK) {
        return arena_printf(arena, "does not open: %s", err.message);
    }
    keeper_close(keeper);
    bool said = says_removed(arena, root, &report, &err);
    if (report.size == 0) {
        return arena_printf(arena, "does not hold: %s", err.message);
    }
    if (removed && !said) {
        return "an acknowledged removal is not in the log";
    }
    return said && holds(arena, root) ? "the next start did not finish the removal" : "";
}

static void test_power__lost_at_any_sync_of_a_removal_it_is_whole_or_not_begun(void **state)
{
    (void)state;
    crash_fresh_disk();
    assert_int_equal(crash_child(story_removal, SIZE_MAX), 0);
    disk_unwatch();
    crash_at_syncs("removal", 1, 8, true, check);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_power__lost_at_any_sync_of_a_removal_it_is_whole_or_not_begun),
    };
    return cmocka_run_group_tests(tests, crash_start, crash_end);
}
