/* The data folder: room, who can read what, and whether the log in it holds together. */
#include "upkeep/doctor_checks.h"

#include "base/file.h"
#include "base/limits.h"
#include "record/health.h"
#include "record/keyfiles.h"

#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

/* Less room than this is wrong, less than that worth a note. */
static const uint64_t room_wrong = 64ull * MIB;
static const uint64_t room_note = 1024ull * MIB;

/* The folder, or the one it will be made in. */
static const char *existing(struct doctor_report *report, const char *path)
{
    while (!file_exists(path) && strcmp(path, "/") != 0 && strcmp(path, ".") != 0) {
        path = file_folder_of(report->arena, path);
    }
    return path;
}

static void examine_room(const char *path, struct doctor_report *report)
{
    struct statvfs disk;
    if (statvfs(path, &disk) != 0) {
        struct err err;
        err_errno(&err, "cannot look at %s", path);
        doctor_add_err(report, "room", "give --data another folder", &err);
        return;
    }
    uint64_t room = (uint64_t)disk.f_bavail * disk.f_frsize;
    enum doctor_mark mark = room < room_wrong  ? DOCTOR_WRONG
                            : room < room_note ? DOCTOR_NOTE
                                               : DOCTOR_OK;
    doctor_add(report, "room", mark,
               mark == DOCTOR_OK ? "" : "free some, or move the data folder",
               "%llu MiB are free on the disk of %s", (unsigned long long)(room / MIB), path);
    if (disk.f_files > 0 && disk.f_favail < 1000) {
        doctor_add(report, "room", DOCTOR_WRONG, "remove small files",
                   "only %llu more files fit on the disk of %s",
                   (unsigned long long)disk.f_favail, path);
    }
}

bool doctor_folder(const struct doctor_plan *plan, struct doctor_report *report)
{
    const char *root = plan->data->root;
    const char *there = existing(report, root);
    bool writable = access(there, W_OK) == 0;
    if (!writable) {
        struct err err;
        err_errno(&err, "%s cannot be written", there);
        doctor_add_err(report, "folder",
                       "give it to the user who serves, or give --data another folder", &err);
    } else if (!file_exists(plan->data->ledger_db)) {
        doctor_add(report, "folder", DOCTOR_NOTE, "policeai serve makes it",
                   "%s holds no log yet", root);
    } else {
        doctor_add(report, "folder", DOCTOR_OK, "", "%s is there and can be written", root);
    }
    examine_room(there, report);
    return writable;
}

/* False after a finding. */
static bool is_private(const char *path, mode_t wanted, struct doctor_report *report)
{
    struct stat info;
    if (lstat(path, &info) != 0) {
        struct err err;
        err_errno(&err, "cannot look at %s", path);
        doctor_add_err(report, "keys", "put it back from where keys are kept", &err);
        return false;
    }
    if ((info.st_mode & 077) != 0) {
        doctor_add(report, "keys", DOCTOR_WRONG,
                   arena_printf(report->arena, "chmod %o %s", (unsigned)wanted, path),
                   "%s can be reached by others", path);
        return false;
    }
    if (info.st_uid != geteuid()) {
        doctor_add(report, "keys", DOCTOR_NOTE, "serve as the user it belongs to",
                   "%s belongs to another user", path);
    }
    return true;
}

void doctor_keys(const struct doctor_plan *plan, struct doctor_report *report)
{
    const char *keys = plan->data->keys;
    bool good = is_private(keys, 0700, report);
    good = is_private(plan->data->ledger_db, 0600, report) && good;
    good =
        is_private(arena_printf(report->arena, "%s/last-signed", keys), 0600, report) && good;
    for (enum key_file file = 0; file < KEY_FILES; file++) {
        const char *path = arena_printf(report->arena, "%s/%s", keys, key_file_word(file));
        if (file <= FILE_RECOVERY && !file_exists(path)) {
            continue; /* kept elsewhere, as it should be */
        }
        good = is_private(path, 0600, report) && good;
    }
    if (good) {
        doctor_add(report, "keys", DOCTOR_OK, "", "keys and ledger.db are its owner's alone");
    }
}

/* Rights alone: to look into a set would be an opening. */
void doctor_custody(const struct doctor_plan *plan, struct doctor_report *report)
{
    const char **names;
    size_t count;
    struct stat info;
    struct err err;
    const char *custody = plan->data->custody;
    if (lstat(custody, &info) != 0) {
        return; /* nothing was ever sealed */
    }
    if ((info.st_mode & 077) != 0) {
        doctor_add(report, "custody", DOCTOR_WRONG,
                   arena_printf(report->arena, "chmod 700 %s", custody),
                   "sealed benchmarks can be reached by others: %s", custody);
        return;
    }
    if (file_list(report->arena, custody, &names, &count, &err) != ERR_OK) {
        doctor_add_err(report, "custody", "serve as the user it belongs to", &err);
        return;
    }
    for (size_t i = 0; i < count; i++) {
        const char *record =
            arena_printf(report->arena, "%s/%s/custody.json", custody, names[i]);
        if (!file_exists(record)) {
            doctor_add(report, "custody", DOCTOR_NOTE,
                       "policeai benchmark seal once more, from the same folder",
                       "%s/%s is no set: its taking in was cut", custody, names[i]);
        }
    }
    doctor_add(report, "custody", DOCTOR_OK, "", "%zu in custody, their owner's alone", count);
}

static bool is_demonstration(struct str origin)
{
    return str_starts(origin, STR("demo.invalid/"));
}

void doctor_ledger(const struct doctor_plan *plan, struct doctor_report *report)
{
    struct record_health health;
    struct err err;
    int64_t now = clock_now(&plan->clock);
    if (record_check(report->arena, plan->data, &health, &err) != ERR_OK) {
        doctor_add_err(report, "ledger",
                       "put back the newest ledger.db, log and keys folders together; policeai "
                       "ledger verify tells more",
                       &err);
        return;
    }
    doctor_add(report, "ledger", DOCTOR_OK, "",
               "%.*s: %llu statements, as signed last and as published", STR_ARG(health.origin),
               (unsigned long long)health.size);
    if (now < health.last_at) {
        doctor_add(report, "clock", DOCTOR_WRONG, "set the clock",
                   "the clock is %lld s behind the newest statement",
                   (long long)(health.last_at - now));
    }
    if (health.centre_here && !is_demonstration(health.origin)) {
        doctor_add(report, "keys", DOCTOR_NOTE,
                   "move keys/centre and keys/recovery to where no network reaches them",
                   "the centre's root key lies on this machine");
    }
}
