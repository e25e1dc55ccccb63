/* See roles.h. */
#include "serve/roles.h"

#include "base/clock.h"
#include "base/log.h"
#include "record/keeper_server.h"
#include "serve/confine.h"
#include "web/http_server.h"
#include "worker/worker.h"

#include <string.h>
#include <unistd.h>

/* How long the lock of a server that was just killed may linger. */
enum { LOCK_WAIT_MS = 1500, LOCK_STEP_US = 50000 };

static enum err_code open_keeper(const struct datadir *data, struct keeper **keeper,
                                 struct err *err)
{
    int64_t end = clock_monotonic_ms() + LOCK_WAIT_MS;
    for (;;) {
        enum err_code code = keeper_open(keeper, data, NULL, err);
        if (code != ERR_CONFLICT || strstr(err->message, "in use") == NULL ||
            clock_monotonic_ms() > end) {
            return code;
        }
        usleep(LOCK_STEP_US);
    }
}

enum err_code role_keeper(void *data, int stop_fd, int ready_fd, struct err *err)
{
    const struct roles *roles = data;
    struct keeper *keeper;
    confine_secrets();
    TRY(open_keeper(roles->plan->data, &keeper, err));
    enum err_code code = keeper_serve(keeper, roles->plan->data, stop_fd, ready_fd, err);
    keeper_close(keeper);
    return code;
}

enum err_code role_public_confine(const struct serve_plan *plan, bool *files, struct err *err)
{
    const struct datadir *dir = plan->data;
    struct arena *arena = arena_new();
    const char *const read[] = {dir->public_db,
                                arena_printf(arena, "%s-wal", dir->public_db),
                                dir->blobs_public,
                                dir->log,
                                plan->places->reference,
                                "/dev/urandom",
                                NULL};
    const char *const share[] = {arena_printf(arena, "%s-shm", dir->public_db), NULL};
    const struct confine_paths paths = {.read = read, .share = share};
    enum err_code code = confine_reader(&paths, files, err);
    arena_free(arena);
    return code;
}

enum err_code role_public(void *data, int stop_fd, int ready_fd, struct err *err)
{
    const struct roles *roles = data;
    bool files;
    TRY(role_public_confine(roles->plan, &files, err));
    struct http_plan plan = {.data = roles->plan->data,
                             .reference = roles->plan->places->reference,
                             .listen_fd = roles->listen_fd,
                             .stop_fd = stop_fd,
                             .ready_fd = ready_fd};
    return http_serve(&plan, err);
}

enum err_code role_worker(void *data, int stop_fd, int ready_fd, struct err *err)
{
    const struct roles *roles = data;
    struct worker_plan plan = {.data = roles->plan->data,
                               .places = roles->plan->measure ? roles->plan->places : NULL,
                               .restarted = roles->worker_restarted,
                               .stop_fd = stop_fd,
                               .audience = roles->plan->audience};
    (void)ready_fd;
    return worker_run(&plan, err);
}
