/* The folder a benchmark is made in: what a killed or stopped call left in it is gone on with;
 * see perturb_state.h. */
#include "perturb/perturb_state.h"

#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#define NOTE ".plan"
enum { NOTE_MAX = 65536 };

static const char *note_path(const struct perturbing *own)
{
    return arena_printf(own->keep, "%s/" NOTE, own->work);
}

/* What is asked for: files made for something else must not be taken. */
static struct str note_of(const struct perturbing *own)
{
    const struct perturb_plan *plan = own->plan;
    struct strbuf text;
    char hex[SHA256_HEX_SIZE];
    char name[PERTURB_NAME];
    strbuf_init(&text, NOTE_MAX);
    sha256_hex(hex, &plan->bench->digest);
    strbuf_printf(&text, "%s %s\n%lld %.*s %.*s=%.*s\n", PAI_VERSION, hex,
                  (long long)plan->seed, STR_ARG(own->at), STR_ARG(plan->only_group),
                  STR_ARG(plan->only_value));
    for (size_t i = 0; i < plan->count; i++) {
        perturb_step_name(&plan->steps[i], name);
        strbuf_printf(&text, "%s\n", name);
    }
    struct str note = arena_str(own->keep, strbuf_view(&text));
    strbuf_release(&text);
    return note;
}

/* Held until the process ends: two calls never write into one folder. */
static enum err_code take_lock(struct perturbing *own, const char *path, struct err *err)
{
    own->lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (own->lock < 0) {
        return err_errno(err, "cannot open %s", path);
    }
    if (flock(own->lock, LOCK_EX | LOCK_NB) != 0) {
        return errno == EWOULDBLOCK
                   ? err_set(err, ERR_CONFLICT, "another command is making %s", own->plan->to)
                   : err_errno(err, "cannot lock %s", path);
    }
    return ERR_OK;
}

/* The note says what the folder is for; an empty one was just begun. */
static enum err_code read_note(const struct perturbing *own, const char *path, struct str note,
                               struct err *err)
{
    struct str found;
    TRY(file_read_fd(own->keep, own->lock, path, NOTE_MAX, &found, err));
    if (found.n == 0) {
        return file_write_fd(own->lock, path, note, err);
    }
    if (!str_eq(found, note)) {
        err_set(err, ERR_CONFLICT, "%s was begun by another call", own->work);
        err_hint(err, "remove it, or go on with the same perturbations, seed and benchmark");
        return ERR_CONFLICT;
    }
    return ERR_OK;
}

enum err_code perturb_work_open(struct perturbing *own, struct err *err)
{
    const char *path = note_path(own);
    if (file_exists(own->work) && !file_exists(path)) {
        return err_set(err, ERR_CONFLICT, "%s is in the way; remove it", own->work);
    }
    TRY(file_make_folders(own->work, 0755, err));
    enum err_code code = take_lock(own, path, err);
    if (code == ERR_OK) {
        code = read_note(own, path, note_of(own), err);
    }
    if (code != ERR_OK) {
        perturb_work_close(own);
    }
    return code;
}

enum err_code perturb_work_finish(struct perturbing *own, struct err *err)
{
    const char *path = note_path(own);
    (void)unlink(arena_printf(own->keep, "%s/.part", own->work));
    return unlink(path) == 0 ? ERR_OK : err_errno(err, "cannot remove %s", path);
}

void perturb_work_close(struct perturbing *own)
{
    if (own->lock >= 0) {
        (void)close(own->lock);
        own->lock = -1;
    }
}
