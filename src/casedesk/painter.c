/* Pictures of pages: asked for by the pages' process through a FIFO, drawn by the worker in the
 * sandbox (tools/picture-page). No process of the desk opens a document itself. */
#include "base/clock.h"
#include "base/file.h"
#include "base/json.h"
#include "base/log.h"
#include "base/limits.h"
#include "base/mem.h"
#include "casedesk/casedesk_state.h"
#include "casefile/casefile.h"
#include "casefile/found_files.h"
#include "run/house_program.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { WAIT_MS = 700, LOOK_MS = 10, PENDING_MAX = 32, KEPT_MAX = 400, MODE_FILE = 0600 };

const char *picture_path(const struct casedesk_case *matter, struct arena *arena,
                         int64_t document, int64_t page, const char *suffix)
{
    return arena_printf(arena, "%s/%lld-%lld.%s", matter->pictures, (long long)document,
                        (long long)page, suffix);
}

/* ---- who asks ---- */

void picture_ask(struct desk *desk, int64_t document, int64_t page)
{
    const struct picture_wanted wanted = {document, page};
    const char *made = picture_path(desk->matter, desk->arena, document, page, "png");
    const char *none = picture_path(desk->matter, desk->arena, document, page, "none");
    if (page > 0 && !file_exists(made) && !file_exists(none) &&
        write(desk->wanted_fd, &wanted, sizeof wanted) != (ssize_t)sizeof wanted) {
        log_event(LOG_WARNING, "picture", "cannot ask for a picture: %s", strerror(errno));
    }
}

/* Most pages are drawn while the page waits, so that it need not be asked for again. */
const char *picture_state(struct desk *desk, int64_t document, int64_t page, struct str *why)
{
    const char *made = picture_path(desk->matter, desk->arena, document, page, "png");
    const char *none = picture_path(desk->matter, desk->arena, document, page, "none");
    int64_t end_ms = clock_monotonic_ms() + WAIT_MS;
    picture_ask(desk, document, page);
    do {
        if (file_exists(made)) {
            return "picture";
        }
        if (file_exists(none)) {
            return file_read(desk->arena, none, LIMIT_ERROR_TEXT, why, NULL) == ERR_OK
                       ? "none"
                       : "coming";
        }
        poll(NULL, 0, LOOK_MS);
    } while (clock_monotonic_ms() < end_ms);
    return "coming";
}

/* ---- who draws ---- */

struct painter {
    const struct casedesk_case *matter;
    struct house_program *program;
    struct db *db;
    int wanted_fd;
    struct picture_wanted pending[PENDING_MAX]; /* the newest last: it is drawn first */
    size_t pending_count;
    struct picture_wanted kept[KEPT_MAX]; /* a ring: the oldest picture goes */
    size_t kept_at;
};

/* The bytes that were read are drawn, not what stands in their place now. */
static enum err_code find_bytes(const struct painter *painter, struct arena *arena,
                                int64_t document, const char **path, struct err *err)
{
    struct find_place place;
    struct stat info;
    TRY(find_place(painter->db, arena, document, &place, err));
    if (place.path.n == 0) {
        return err_set(err, ERR_UNSUPPORTED,
                       "its bytes lie within another file, or are no longer in the folder");
    }
    *path = arena_printf(arena, "%s/%.*s", painter->matter->folder, STR_ARG(place.path));
    if (stat(*path, &info) != 0) {
        return err_errno(err, "the file cannot be opened");
    }
    if (info.st_size != place.bytes || found_modified(&info) != place.modified) {
        return err_set(err, ERR_CONFLICT, "the file changed since it was read");
    }
    return ERR_OK;
}

static enum err_code take_picture(const struct painter *painter, struct arena *arena,
                                  const struct picture_wanted *wanted, const struct js *output,
                                  struct err *err)
{
    struct str name;
    const char *path =
        picture_path(painter->matter, arena, wanted->document, wanted->page, "png");
    const char *made = arena_printf(arena, "%s.new", path);
    TRY(js_need_str(output, "file", &name, err));
    (void)unlink(made);
    TRY(house_program_take(painter->program, name, made, err));
    return rename(made, path) == 0 ? ERR_OK : err_errno(err, "cannot rename %s", made);
}

static enum err_code draw(const struct painter *painter, struct arena *arena,
                          const struct picture_wanted *wanted, struct err *err)
{
    static const char *const names[] = {"document"};
    const char *path;
    const struct js *output = NULL;
    TRY(find_bytes(painter, arena, wanted->document, &path, err));
    const struct house_question question = {
        names, &path, 1, "page", str_of(arena_printf(arena, "%lld", (long long)wanted->page))};
    TRY(house_program_ask(painter->program, arena, &question, &output, err));
    return take_picture(painter, arena, wanted, output, err);
}

/* The oldest of many makes place. */
static void keep(struct painter *painter, struct arena *arena,
                 const struct picture_wanted *wanted)
{
    struct picture_wanted *place = &painter->kept[painter->kept_at];
    if (place->page > 0) {
        (void)unlink(picture_path(painter->matter, arena, place->document, place->page, "png"));
        (void)unlink(
            picture_path(painter->matter, arena, place->document, place->page, "none"));
    }
    *place = *wanted;
    painter->kept_at = (painter->kept_at + 1) % KEPT_MAX;
}

static void draw_or_say_why(struct painter *painter, const struct picture_wanted *wanted)
{
    struct arena *arena = arena_new();
    struct err err = {0};
    struct err own = {0};
    const char *path =
        picture_path(painter->matter, arena, wanted->document, wanted->page, "png");
    if (!file_exists(path)) {
        keep(painter, arena, wanted);
        if (draw(painter, arena, wanted, &err) != ERR_OK &&
            file_write(
                picture_path(painter->matter, arena, wanted->document, wanted->page, "none"),
                str_of(err.message), MODE_FILE, &own) != ERR_OK) {
            log_err("picture", &own);
        }
    }
    arena_free(arena);
}

static void take_wanted(struct painter *painter)
{
    struct picture_wanted wanted;
    while (read(painter->wanted_fd, &wanted, sizeof wanted) == (ssize_t)sizeof wanted) {
        if (painter->pending_count == PENDING_MAX) { /* the oldest was turned over long ago */
            memmove(painter->pending, painter->pending + 1, (PENDING_MAX - 1) * sizeof wanted);
            painter->pending_count--;
        }
        painter->pending[painter->pending_count++] = wanted;
    }
}

static void paint(struct painter *painter, int stop_fd)
{
    for (;;) {
        struct pollfd polled[] = {{stop_fd, POLLIN, 0}, {painter->wanted_fd, POLLIN, 0}};
        int ready = poll(polled, 2, painter->pending_count > 0 ? 0 : -1);
        if (polled[0].revents != 0 || (ready < 0 && errno != EINTR)) {
            return;
        }
        take_wanted(painter);
        if (painter->pending_count > 0) {
            draw_or_say_why(painter, &painter->pending[--painter->pending_count]);
        }
    }
}

enum err_code painter_work(const struct casedesk_case *matter, int stop_fd, struct err *err)
{
    struct painter *painter = xcalloc(1, sizeof *painter);
    painter->matter = matter;
    painter->wanted_fd = open(matter->wanted, O_RDWR | O_NONBLOCK | O_CLOEXEC);
    enum err_code code = painter->wanted_fd < 0
                             ? err_errno(err, "cannot open %s", matter->wanted)
                             : casefile_open(&painter->db, matter->file, err);
    if (code == ERR_OK) {
        code = house_program_open(&painter->program, matter->plan->places->checks,
                                  "picture-page", matter->scratch, err);
    }
    if (code == ERR_OK) {
        paint(painter, stop_fd);
    }
    house_program_free(painter->program);
    db_close(painter->db);
    if (painter->wanted_fd >= 0) {
        close(painter->wanted_fd);
    }
    free(painter);
    return code;
}
