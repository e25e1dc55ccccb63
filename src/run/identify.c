#include "run/identify.h"

#include "base/clock.h"
#include "base/limits.h"

#include <stdlib.h>
#include <string.h>

enum { POLL_MS = 50 };

static enum err_code take_line(struct arena *arena, struct process *process, struct str line,
                               struct err *err)
{
    const struct manifest *manifest = process->plan->manifest;
    struct message message;
    struct message_ready ready;
    TRY(message_read(arena, line, &message, err));
    if (message.kind == MESSAGE_NOISE) {
        return process_noise(process, line, err);
    }
    TRY(message_ready(&message, manifest->id, manifest->version, &ready, err));
    process->ready = true;
    return ERR_OK;
}

static enum err_code wait_ready(struct arena *arena, struct process *process, struct err *err)
{
    struct pollfd fds[3];
    while (!process->ready) {
        struct str line;
        bool found = true;
        (void)poll(fds, (nfds_t)process_poll(process, fds), POLL_MS);
        process_pump(process);
        while (found && !process->ready) {
            TRY(process_line(process, &line, &found, err));
            if (found) {
                TRY(take_line(arena, process, line, err));
            }
        }
        if (!process->ready && process->output_ended) {
            return process_not_ready(process, err);
        }
        if (!process->ready && clock_monotonic_ms() > process->start_ends_ms) {
            return err_set(err, ERR_TIMEOUT,
                           "the tool was not ready %lld s after its start (start_seconds)",
                           (long long)process->plan->manifest->start_seconds);
        }
    }
    return ERR_OK;
}

static int compare_paths(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* system_files and mapped files, sorted, each once. */
static void join(struct arena *arena, const struct manifest *manifest, const char **mapped,
                 size_t mapped_count, struct run_identity *identity)
{
    size_t count = 0;
    const char **all =
        arena_alloc(arena, (manifest->system_file_count + mapped_count + 1) * sizeof *all);
    for (size_t i = 0; i < manifest->system_file_count; i++) {
        all[count++] = manifest->system_files[i];
    }
    for (size_t i = 0; i < mapped_count; i++) {
        all[count++] = mapped[i];
    }
    qsort(all, count, sizeof *all, compare_paths);
    identity->files = all;
    identity->count = 0;
    for (size_t i = 0; i < count; i++) {
        if (i == 0 || strcmp(all[i], all[i - 1]) != 0) {
            all[identity->count++] = all[i];
        }
    }
}

enum err_code run_identify(struct arena *arena, const struct process_plan *plan,
                           struct run_identity *identity, struct err *err)
{
    struct process process;
    const char **mapped;
    size_t count;
    enum err_code code = ERR_OK;
    TRY(manifest_check_system_files(plan->manifest, err));
    TRY(folder_digest(plan->tool_folder, &identity->folder, err));
    TRY(process_start(&process, plan, err));
    TRY_OUT(wait_ready(arena, &process, err));
    TRY_OUT(sandbox_mapped_files(process.sandbox, arena, &mapped, &count, err));
    join(arena, plan->manifest, mapped, count, identity);
    TRY_OUT(runtime_digest(identity->files, identity->count, &identity->runtime, err));
    (void)process_finish(&process);
out:
    process_end(&process, NULL);
    return code;
}

enum err_code run_runtime_known(struct sandbox *sandbox, const struct run_identity *identity,
                                bool *known, struct err *err)
{
    struct arena *arena = arena_new();
    const char **mapped;
    size_t count;
    enum err_code code = sandbox_mapped_files(sandbox, arena, &mapped, &count, err);
    for (size_t i = 0; code == ERR_OK && i < count; i++) {
        if (bsearch(&mapped[i], identity->files, identity->count, sizeof *identity->files,
                    compare_paths) == NULL) {
            *known = false;
        }
    }
    arena_free(arena);
    return code;
}
