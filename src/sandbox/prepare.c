/* From a plan to a launch: whatever needs memory or may fail with words, before the fork. */
#include "sandbox/sandbox_state.h"

#include "base/mem.h"
#include "base/str.h"
#include "sandbox/descriptors.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum { BYTES_A_MIB = 1024 * 1024 };

static enum err_code set_folder(char out[PATH_MAX], const char *folder, const char *what,
                                struct err *err)
{
    struct stat info;
    out[0] = '\0';
    if (folder == NULL) {
        return ERR_OK;
    }
    if (realpath(folder, out) == NULL || stat(out, &info) != 0) {
        return err_errno(err, "the %s folder %s", what, folder);
    }
    if (!S_ISDIR(info.st_mode)) {
        return err_set(err, ERR_INVALID, "the %s folder %s is not a folder", what, folder);
    }
    return ERR_OK;
}

/* "./x", "x/y" and "/tool/x" lie in /tool, a bare name in /usr/bin, "/x" in a root of the
 * tool's own. */
static enum err_code set_program(struct launch *launch, const struct sandbox_plan *plan,
                                 struct err *err)
{
    const char *name = plan->argv[0];
    const char *place = "/usr/bin/";
    if (strncmp(name, "/tool/", 6) == 0 || (plan->root_folder != NULL && name[0] == '/')) {
        place = "";
    } else if (strchr(name, '/') != NULL) {
        place = "/tool/";
        name += strncmp(name, "./", 2) == 0 ? 2 : 0;
    }
    int length = snprintf(launch->program, sizeof launch->program, "%s%s", place, name);
    if (length < 0 || (size_t)length >= sizeof launch->program) {
        return err_set(err, ERR_LIMIT, "the program's path is too long");
    }
    return ERR_OK;
}

static void set_arguments(struct launch *launch, const struct sandbox_plan *plan)
{
    size_t count = 0;
    while (plan->argv[count] != NULL) {
        count++;
    }
    launch->argv = xcalloc(count + 1, sizeof *launch->argv);
    for (size_t i = 0; i < count; i++) {
        launch->argv[i] = xstrdup(plan->argv[i]);
    }
}

static void set_ids(struct launch *launch)
{
    launch->as_root = geteuid() == 0;
    snprintf(launch->id_map, sizeof launch->id_map, "%d %d 1\n", LAUNCH_ID, LAUNCH_ID);
    snprintf(launch->own_uid_map, sizeof launch->own_uid_map, "%d %u 1\n", LAUNCH_ID,
             (unsigned)geteuid());
    snprintf(launch->own_gid_map, sizeof launch->own_gid_map, "%d %u 1\n", LAUNCH_ID,
             (unsigned)getegid());
}

/* Where the kernel takes /proc/PID/cmdline from: fields 48 and 49 of /proc/PID/stat (proc(5)).
 */
static enum err_code find_own_arguments(struct launch *launch, struct err *err)
{
    char text[2048];
    int fd = open("/proc/self/stat", O_RDONLY | O_CLOEXEC);
    ssize_t length = fd >= 0 ? read(fd, text, sizeof text - 1) : 0;
    descriptor_close(&fd);
    text[length > 0 ? length : 0] = '\0';
    char *at = strrchr(text, ')'); /* ends field 2, which may hold blanks */
    for (int field = 2; at != NULL && field < 48; field++) {
        at = strchr(at + 1, ' ');
    }
    uintptr_t start = at != NULL ? strtoull(at, &at, 10) : 0;
    uintptr_t end = at != NULL ? strtoull(at, NULL, 10) : 0;
    if (start == 0 || end < start) {
        return err_set(err, ERR_UNSUPPORTED, "cannot read /proc/self/stat");
    }
    launch->own_arguments = (char *)start;
    launch->own_arguments_length = end - start;
    return ERR_OK;
}

static void set_scratch(char options[96], int64_t megabytes, int64_t files)
{
    snprintf(options, 96, "size=%lldm,nr_inodes=%lld,mode=1777", (long long)megabytes,
             (long long)files);
}

enum err_code launch_prepare(struct launch **out, const struct sandbox_plan *plan,
                             struct err *err)
{
    struct launch *launch = xcalloc(1, sizeof *launch);
    *out = launch;
    launch->streams[0] = launch->streams[1] = launch->streams[2] = launch->control = -1;
    launch->cgroup.enter[0] = launch->cgroup.enter[1] = -1;
    void *shared = mmap(NULL, sizeof *launch->shared, PROT_READ | PROT_WRITE,
                        MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (shared == MAP_FAILED) {
        return err_errno(err, "cannot share memory");
    }
    launch->shared = shared;
    TRY(set_folder(launch->tool_folder, plan->tool_folder, "tool's", err));
    TRY(set_folder(launch->root_folder, plan->root_folder, "root", err));
    TRY(set_folder(launch->in_folder, plan->in_folder, "input", err));
    TRY(set_folder(launch->state_folder, plan->state_folder, "state", err));
    TRY(set_program(launch, plan, err));
    set_arguments(launch, plan);
    set_ids(launch);
    TRY(find_own_arguments(launch, err));
    set_scratch(launch->tmp_options, plan->tmp_mb, plan->files);
    set_scratch(launch->out_options, plan->out_mb, plan->files);
    set_scratch(launch->state_options, plan->state_mb, plan->files);
    launch->state_writable = plan->state_writable;
    launch->runtime_debian = plan->runtime_debian && plan->root_folder == NULL;
    launch->memory_bytes = plan->memory_mb * BYTES_A_MIB;
    launch->processes = plan->processes;
    TRY(filter_build(&launch->filter, true, err));
    TRY(filter_build(&launch->filter_uncounted, false, err));
    cgroup_make(&launch->cgroup, launch->memory_bytes, launch->processes);
    return ERR_OK;
}

void launch_release(struct launch *launch)
{
    if (launch == NULL) {
        return;
    }
    cgroup_remove(&launch->cgroup); /* where no supervisor came to it */
    cgroup_close(&launch->cgroup);
    filter_release(&launch->filter);
    filter_release(&launch->filter_uncounted);
    for (size_t i = 0; launch->argv != NULL && launch->argv[i] != NULL; i++) {
        free(launch->argv[i]);
    }
    free(launch->argv);
    if (launch->shared != NULL) {
        munmap(launch->shared, sizeof *launch->shared);
    }
    free(launch);
}
