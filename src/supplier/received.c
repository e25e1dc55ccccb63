/* See received.h: a submission comes in. */
#include "supplier/received.h"

#include "base/encode.h"
#include "base/file.h"
#include "base/jsonw.h"
#include "base/limits.h"
#include "protocol/manifest.h"
#include "ledger/supplier_reply.h"
#include "supplier/supplier_statement.h"
#include "supplier/submission_box.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct taking {
    struct arena *arena;
    const struct datadir *dir;
    const char *path;
    const char *vkey;
    const char *folder; /* being made */
    const char *file;   /* being written */
    int fd;
    int64_t now;
    struct sha256_stream whole;
    struct box_descriptor from;
    struct received *received;
};

/* The file is digested as it is read. */
static enum err_code source(void *data, void *out, size_t length, size_t *got, struct err *err)
{
    struct taking *taking = data;
    TRY(box_read_descriptor(&taking->from, out, length, got, err));
    sha256_add(&taking->whole, out, *got);
    return ERR_OK;
}

static enum err_code begin_file(void *data, const struct submission_file *file, struct err *err)
{
    struct taking *taking = data;
    taking->file = arena_printf(taking->arena, "%s/%.*s", taking->folder, STR_ARG(file->path));
    /* the sandbox's user must be able to enter; nobody else can enter what is around it */
    TRY(file_make_folders(file_folder_of(taking->arena, taking->file), 0755, err));
    taking->fd = open(taking->file, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    return taking->fd >= 0 ? ERR_OK : err_errno(err, "cannot write %s", taking->file);
}

static enum err_code add_bytes(void *data, struct str bytes, struct err *err)
{
    const struct taking *taking = data;
    return file_write_fd(taking->fd, taking->file, bytes, err);
}

static enum err_code end_file(void *data, const struct submission_file *file, struct err *err)
{
    struct taking *taking = data;
    mode_t mode = file->executable ? 0555 : 0444;
    bool good = fchmod(taking->fd, mode) == 0 && fsync(taking->fd) == 0;
    enum err_code code = good ? ERR_OK : err_errno(err, "cannot write %s", taking->file);
    close(taking->fd);
    taking->fd = -1;
    return code;
}

static const char *key_path(const struct taking *taking)
{
    return arena_printf(
        taking->arena, "%s/suppliers/%s", taking->dir->submissions,
        strchr(arena_strndup(taking->arena, taking->received->submission.key.name.p,
                             taking->received->submission.key.name.n),
               '/') +
            1);
}

static enum err_code refuse_key(const struct submission *submission, struct err *err)
{
    err_set(err, ERR_DENIED, "the key %.*s of %.*s is not known here",
            STR_ARG(submission->key.name), STR_ARG(str_sub(submission->supplier, 0, 100)));
    err_hint(err, "have the supplier read it to you, then --key VKEY");
    return ERR_DENIED;
}

/* Believed: the key that was compared once, for the supplier that it was compared for. */
static enum err_code judge_key(struct taking *taking, struct err *err)
{
    const struct submission *submission = &taking->received->submission;
    struct str text;
    struct str vkey;
    if (taking->vkey != NULL && !str_is(submission->vkey, taking->vkey)) {
        return err_set(err, ERR_DENIED, "it names the key %.*s, and --key is another",
                       STR_ARG(submission->key.name));
    }
    if (!file_exists(key_path(taking))) {
        return taking->vkey != NULL ? ERR_OK : refuse_key(submission, err);
    }
    TRY(file_read(taking->arena, key_path(taking), LIMIT_CONFIG, &text, err));
    if (!str_split(&text, '\n', &vkey) || !str_eq(vkey, submission->vkey)) {
        return refuse_key(submission, err);
    }
    text = str_trim(text);
    return str_eq(text, submission->supplier)
               ? ERR_OK
               : err_set(err, ERR_DENIED, "the key %.*s is known as that of %.*s, not of %.*s",
                         STR_ARG(submission->key.name), STR_ARG(text),
                         STR_ARG(str_sub(submission->supplier, 0, 100)));
}

static enum err_code keep_key(struct taking *taking, struct err *err)
{
    const struct submission *submission = &taking->received->submission;
    const char *path = key_path(taking);
    if (file_exists(path)) {
        return ERR_OK;
    }
    TRY(file_make_folders(file_folder_of(taking->arena, path), 0700, err));
    return file_write(
        path,
        str_of(arena_printf(taking->arena, "%.*s\n%.*s\n", STR_ARG(submission->vkey),
                            STR_ARG(submission->supplier))),
        0600, err);
}

static enum err_code same(const char *key, struct str said, struct str signed_one,
                          struct err *err)
{
    return str_eq(said, signed_one)
               ? ERR_OK
               : err_set(err, ERR_INVALID, "tool.json says \"%s\" otherwise than the note",
                         key);
}

/* What is shown of a package comes from tool.json, and what was signed must say the same. */
static enum err_code check_package(struct taking *taking, char hex[SHA256_HEX_SIZE],
                                   struct err *err)
{
    const struct submission *submission = &taking->received->submission;
    struct manifest manifest;
    struct sha256 digest;
    const char *package = arena_printf(taking->arena, "%s/package", taking->folder);
    TRY(manifest_read(taking->arena, package, &manifest, err));
    TRY(same("supplier", manifest.supplier, submission->supplier, err));
    TRY(same("name", manifest.name, submission->product, err));
    TRY(same("version", manifest.version, submission->version, err));
    TRY(same("task", manifest.task, submission->task, err));
    TRY(same("intended_use", manifest.intended_use, submission->intended_use, err));
    TRY(folder_digest(package, &digest, err));
    sha256_hex(hex, &digest);
    return ERR_OK;
}

static const char *final_folder(struct arena *arena, const struct datadir *dir, struct str id)
{
    return arena_printf(arena, "%s/%.*s", dir->submissions, STR_ARG(id));
}

static enum err_code write_received(struct taking *taking, const struct sha256 *whole,
                                    struct err *err)
{
    char hex[SHA256_HEX_SIZE];
    char date[DATE_SIZE];
    sha256_hex(hex, whole);
    date_format(date, taking->now);
    taking->received->date = str_of(arena_strdup(taking->arena, date));
    TRY(file_write(arena_printf(taking->arena, "%s/submission.note", taking->folder),
                   taking->received->submission.note, 0600, err));
    return file_write(
        arena_printf(taking->arena, "%s/received.json", taking->folder),
        str_of(arena_printf(taking->arena, "{\"date\":\"%s\",\"file\":\"%s\"}\n", date, hex)),
        0600, err);
}

static enum err_code state_received(struct taking *taking, struct keeper_client *keeper,
                                    const struct sha256 *whole, struct err *err)
{
    const struct submission *submission = &taking->received->submission;
    char hex[SHA256_HEX_SIZE];
    sha256_hex(hex, whole);
    const struct supplier_member members[] = {{"date", taking->received->date},
                                              {"file", str_of(hex)},
                                              {"key", submission->vkey},
                                              {"product", submission->product},
                                              {"submission", submission->id},
                                              {"supplier", submission->supplier},
                                              {"task", submission->task},
                                              {"version", submission->version},
                                              {"what", js_text(submission->json, "what")},
                                              {NULL, STR("")}};
    return supplier_state_private(taking->arena, keeper, "submission.received/1",
                                  submission->id, members, err);
}

/* Everything that can be refused was; what is left is to keep it. */
static enum err_code keep(struct taking *taking, struct keeper_client *keeper, const char *key,
                          const struct sha256 *whole, struct err *err)
{
    const struct submission *submission = &taking->received->submission;
    const char *to = final_folder(taking->arena, taking->dir, submission->id);
    TRY(write_received(taking, whole, err));
    TRY(held_note(taking->arena, taking->dir, key,
                  arena_strndup(taking->arena, submission->id.p, submission->id.n), err));
    TRY(keep_key(taking, err));
    TRY(state_received(taking, keeper, whole, err));
    if (rename(taking->folder, to) != 0) {
        return err_errno(err, "cannot make %s", to);
    }
    taking->received->folder = to;
    return file_sync_folder(taking->dir->submissions, err);
}

static enum err_code judge_note(struct taking *taking, struct err *err)
{
    const struct submission *submission = &taking->received->submission;
    TRY(judge_key(taking, err));
    TRY(submission_verify(taking->arena, submission, err));
    return !file_exists(final_folder(taking->arena, taking->dir, submission->id))
               ? ERR_OK
               : err_set(err, ERR_CONFLICT, "submission %.*s was received already",
                         STR_ARG(submission->id));
}

static enum err_code take_from(struct taking *taking, struct keeper_client *keeper,
                               struct err *err)
{
    struct box_reader reader;
    const struct box_sink sink = {begin_file, add_bytes, end_file, taking};
    char folder_hex[SHA256_HEX_SIZE];
    sha256_begin(&taking->whole);
    TRY(box_open(&reader, taking->arena, source, taking, err));
    taking->received->submission = reader.submission;
    TRY(judge_note(taking, err));
    TRY(box_files(&reader, &sink, err));
    struct sha256 whole = sha256_end(&taking->whole);
    const struct submission *submission = &taking->received->submission;
    const char *key = folder_hex;
    if (submission->parcel.n > 0) {
        key = arena_strndup(taking->arena, submission->parcel.p, submission->parcel.n);
    } else {
        TRY(check_package(taking, folder_hex, err));
    }
    return keep(taking, keeper, key, &whole, err);
}

static enum err_code take_open(struct taking *taking, struct err *err)
{
    struct keeper_client *keeper;
    TRY(file_make_folders(taking->dir->submissions, 0700, err));
    taking->folder = arena_printf(taking->arena, "%s/incoming.tmp-%d", taking->dir->submissions,
                                  (int)getpid());
    TRY(file_make_folders(taking->folder, 0700, err));
    TRY(keeper_client_open(&keeper, taking->dir, err));
    enum err_code code = take_from(taking, keeper, err);
    keeper_client_close(keeper);
    return code;
}

enum err_code received_take(struct arena *arena, const struct datadir *dir, const char *path,
                            const char *vkey, int64_t now, struct received *received,
                            struct err *err)
{
    struct taking taking = {.arena = arena,
                            .dir = dir,
                            .path = path,
                            .vkey = vkey,
                            .fd = -1,
                            .now = now,
                            .received = received};
    memset(received, 0, sizeof *received);
    taking.from = (struct box_descriptor){open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY), path};
    if (taking.from.fd < 0) {
        return err_errno(err, "cannot open %s", path);
    }
    enum err_code code = take_open(&taking, err);
    close(taking.from.fd);
    if (taking.fd >= 0) {
        close(taking.fd);
    }
    if (code != ERR_OK) {
        err_prefix(err, "%s", path);
        enum err_code ignored =
            taking.folder != NULL ? file_remove_tree(taking.folder, NULL) : ERR_OK;
        (void)ignored; /* what is left of it has a name that is never read */
    }
    return code;
}

enum err_code received_list(struct arena *arena, const struct datadir *dir, const char ***ids,
                            size_t *count, struct err *err)
{
    const char **names;
    size_t all;
    *ids = NULL;
    *count = 0;
    if (!file_exists(dir->submissions)) {
        return ERR_OK;
    }
    TRY(file_list(arena, dir->submissions, &names, &all, err));
    *ids = arena_alloc(arena, (all + 1) * sizeof **ids);
    for (size_t i = 0; i < all; i++) {
        if (hex_is(str_of(names[i]), SUBMISSION_ID_DIGITS)) {
            (*ids)[(*count)++] = names[i];
        }
    }
    return ERR_OK;
}

static enum err_code find(struct arena *arena, const struct datadir *dir, const char *word,
                          const char **id, struct err *err)
{
    const char **ids;
    size_t count;
    *id = NULL;
    TRY(received_list(arena, dir, &ids, &count, err));
    for (size_t i = 0; i < count; i++) {
        if (!str_starts(str_of(ids[i]), str_of(word))) {
            continue;
        }
        if (*id != NULL) {
            return err_set(err, ERR_USAGE, "several submissions begin with %s", word);
        }
        *id = ids[i];
    }
    if (*id != NULL && *word != '\0') {
        return ERR_OK;
    }
    err_set(err, ERR_NOT_FOUND, "there is no submission %s", word);
    err_hint(err, "policeai submit list");
    return ERR_NOT_FOUND;
}

enum err_code received_open(struct arena *arena, const struct datadir *dir, const char *word,
                            struct received *received, struct err *err)
{
    const char *id;
    struct str note;
    struct str text;
    struct js *json;
    memset(received, 0, sizeof *received);
    TRY(find(arena, dir, word, &id, err));
    received->folder = arena_printf(arena, "%s/%s", dir->submissions, id);
    TRY(file_read(arena, arena_printf(arena, "%s/submission.note", received->folder),
                  SUBMISSION_NOTE_MAX, &note, err));
    TRY(submission_parse(arena, note, &received->submission, err));
    TRY(submission_verify(arena, &received->submission, err));
    TRY(file_read(arena, arena_printf(arena, "%s/received.json", received->folder),
                  LIMIT_CONFIG, &text, err));
    TRY(js_parse(arena, text, &json, err));
    received->date = js_text(json, "date");
    return ERR_OK;
}
