/* See confine.h. Landlock (Documentation/userspace-api/landlock.rst of the kernel) by its raw
 * calls, since Debian 12's C library has none; the system call filter as plain BPF, since three
 * dozen instructions need no library. */
#include "serve/confine.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* As of Landlock 6: older kernels take a prefix of it, and Debian's header knows less. */
struct ruleset {
    uint64_t files;
    uint64_t net;
    uint64_t scoped;
};

enum {
    RIGHTS_1 = (1 << 13) - 1, /* execute … make symlink */
    RIGHT_REFER = 1 << 13,    /* Landlock 2 */
    RIGHT_TRUNCATE = 1 << 14, /* 3 */
    RIGHT_IOCTL = 1 << 15,    /* 5 */
    NET_TCP = 3,              /* 4: bind and connect */
    SCOPES = 3                /* 6: abstract sockets, signals */
};

int confine_landlock(void)
{
    long version =
        syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
    return version > 0 ? (int)version : 0;
}

void confine_secrets(void)
{
    const struct rlimit none = {0, 0};
    setrlimit(RLIMIT_CORE, &none);
    prctl(PR_SET_DUMPABLE, 0);
}

static uint64_t rights_of(int version)
{
    return RIGHTS_1 | (version >= 2 ? RIGHT_REFER : 0) | (version >= 3 ? RIGHT_TRUNCATE : 0) |
           (version >= 5 ? RIGHT_IOCTL : 0);
}

static int make_ruleset(int version)
{
    struct ruleset rules = {rights_of(version), version >= 4 ? NET_TCP : 0,
                            version >= 6 ? SCOPES : 0};
    size_t size = version >= 6   ? sizeof rules
                  : version >= 4 ? offsetof(struct ruleset, scoped)
                                 : offsetof(struct ruleset, net);
    return (int)syscall(SYS_landlock_create_ruleset, &rules, size, 0);
}

static enum err_code allow(int ruleset, const char *path, uint64_t rights, struct err *err)
{
    struct stat info;
    int fd = open(path, O_PATH | O_CLOEXEC);
    if (fd < 0) {
        return errno == ENOENT ? ERR_OK : err_errno(err, "cannot look at %s", path);
    }
    if (fstat(fd, &info) == 0 && S_ISDIR(info.st_mode)) {
        rights |= LANDLOCK_ACCESS_FS_READ_DIR;
    }
    struct landlock_path_beneath_attr rule = {.allowed_access = rights, .parent_fd = fd};
    long status = syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
    enum err_code code =
        status == 0 ? ERR_OK : err_errno(err, "cannot allow %s alone by Landlock", path);
    close(fd);
    return code;
}

static enum err_code add_rules(int ruleset, const struct confine_paths *paths, struct err *err)
{
    for (const char *const *path = paths->read; *path != NULL; path++) {
        TRY(allow(ruleset, *path, LANDLOCK_ACCESS_FS_READ_FILE, err));
    }
    for (const char *const *path = paths->share; *path != NULL; path++) {
        TRY(allow(ruleset, *path, LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_WRITE_FILE,
                  err));
    }
    const uint64_t keep = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_WRITE_FILE |
                          LANDLOCK_ACCESS_FS_MAKE_REG | LANDLOCK_ACCESS_FS_REMOVE_FILE |
                          (rights_of(confine_landlock()) & RIGHT_TRUNCATE);
    for (const char *const *path = paths->keep; path != NULL && *path != NULL; path++) {
        TRY(allow(ruleset, *path, keep, err));
    }
    for (const char *const *path = paths->grow; path != NULL && *path != NULL; path++) {
        TRY(allow(ruleset, *path,
                  keep | LANDLOCK_ACCESS_FS_MAKE_DIR | LANDLOCK_ACCESS_FS_REMOVE_DIR, err));
    }
    return ERR_OK;
}

static enum err_code confine_files(const struct confine_paths *paths, bool *files,
                                   struct err *err)
{
    int version = confine_landlock();
    *files = version > 0;
    if (!*files) {
        return ERR_OK;
    }
    int ruleset = make_ruleset(version);
    if (ruleset < 0) {
        return err_errno(err, "cannot make a Landlock ruleset");
    }
    enum err_code code = add_rules(ruleset, paths, err);
    if (code == ERR_OK && syscall(SYS_landlock_restrict_self, ruleset, 0) != 0) {
        code = err_errno(err, "cannot enter Landlock");
    }
    close(ruleset);
    return code;
}

#if defined(__x86_64__)
#define ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define ARCHITECTURE AUDIT_ARCH_AARCH64
#endif

/* Refused with EPERM: what serving pages from open descriptors never does. */
static const int refused_calls[] = {
    SYS_execve,  SYS_execveat,         SYS_socket,  SYS_connect,           SYS_ptrace,
    SYS_bpf,     SYS_process_vm_readv, SYS_mount,   SYS_process_vm_writev, SYS_keyctl,
    SYS_setns,   SYS_pidfd_getfd,      SYS_unshare, SYS_open_by_handle_at, SYS_io_uring_setup,
    SYS_umount2, SYS_pivot_root,       SYS_chroot};
enum { REFUSED = sizeof refused_calls / sizeof refused_calls[0] };

static enum err_code confine_calls(struct err *err)
{
#ifdef ARCHITECTURE
    struct sock_filter code[REFUSED + 7];
    unsigned n = 0;
    code[n++] = (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS,
                                             offsetof(struct seccomp_data, arch));
    code[n++] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, ARCHITECTURE, 1, 0);
    code[n++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS);
    code[n++] = (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS,
                                             offsetof(struct seccomp_data, nr));
    /* x32 calls of x86-64 carry this bit: other numbers for the same calls */
    code[n++] =
        (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, 0x40000000, REFUSED + 1, 0);
    for (unsigned i = 0; i < REFUSED; i++) {
        code[n++] =
            (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (unsigned)refused_calls[i],
                                         (unsigned char)(REFUSED - i), 0);
    }
    code[n++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
    code[n++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM);
    struct sock_fprog program = {(unsigned short)n, code};
    if (prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program, 0, 0) != 0 && errno != EINVAL) {
        return err_errno(err, "cannot filter system calls"); /* EINVAL: a kernel without */
    }
#else
    (void)err;
#endif
    return ERR_OK;
}

enum err_code confine_reader(const struct confine_paths *paths, bool *files, struct err *err)
{
    const struct rlimit none = {0, 0};
    const struct rlimit descriptors = {4096, 4096};
    setrlimit(RLIMIT_CORE, &none);
    setrlimit(RLIMIT_NOFILE, &descriptors);
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) {
        return err_errno(err, "cannot give up new rights");
    }
    TRY(confine_files(paths, files, err));
    return confine_calls(err);
}
