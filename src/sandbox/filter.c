/* The seccomp program.
 *
 * A list of refusals and not of permissions: a tool is any program of any language, and the
 * walls are the namespaces; the filter takes the parts of the kernel away that no evaluation
 * needs and that have been ways out. Calls newer than the list answer ENOSYS, so that a new
 * kernel opens nothing unseen and libc falls back as on an old one. */
#include "sandbox/filter.h"

#include "base/mem.h"

#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <seccomp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

/* set_mempolicy_home_node, Linux 5.17: the last call the list was drawn up with. From 424 on
 * numbers are the same on every architecture. */
enum { LAST_KNOWN_CALL = 450 };

static const int refused[] = {
    SCMP_SYS(socket),
    SCMP_SYS(ptrace),
    SCMP_SYS(process_vm_readv),
    SCMP_SYS(process_vm_writev),
    SCMP_SYS(pidfd_getfd),
    SCMP_SYS(io_uring_setup),
    SCMP_SYS(io_uring_enter),
    SCMP_SYS(io_uring_register),
    SCMP_SYS(bpf),
    SCMP_SYS(perf_event_open),
    SCMP_SYS(add_key),
    SCMP_SYS(request_key),
    SCMP_SYS(keyctl),
    SCMP_SYS(userfaultfd),
    SCMP_SYS(mount),
    SCMP_SYS(umount2),
    SCMP_SYS(pivot_root),
    SCMP_SYS(chroot),
    SCMP_SYS(fsopen),
    SCMP_SYS(fsconfig),
    SCMP_SYS(fsmount),
    SCMP_SYS(fspick),
    SCMP_SYS(move_mount),
    SCMP_SYS(open_tree),
    SCMP_SYS(mount_setattr),
    SCMP_SYS(unshare),
    SCMP_SYS(setns),
    SCMP_SYS(kexec_load),
    SCMP_SYS(kexec_file_load),
    SCMP_SYS(init_module),
    SCMP_SYS(finit_module),
    SCMP_SYS(delete_module),
    SCMP_SYS(reboot),
    SCMP_SYS(swapon),
    SCMP_SYS(swapoff),
};

static const unsigned namespace_flags[] = {CLONE_NEWNS,  CLONE_NEWCGROUP, CLONE_NEWUTS,
                                           CLONE_NEWIPC, CLONE_NEWUSER,   CLONE_NEWPID,
                                           CLONE_NEWNET};

/* The kernel looks at 32 bits of an ioctl's request, so the other 32 must not hide it. */
static const unsigned terminal_requests[] = {TIOCSTI, TIOCLINUX};

static int add_refusals(scmp_filter_ctx context, uint32_t action)
{
    int bad = 0;
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
        if (refused[i] >= 0) { /* negative: this architecture has no such call */
            bad |= seccomp_rule_add(context, action, refused[i], 0);
        }
    }
    for (size_t i = 0; i < sizeof namespace_flags / sizeof namespace_flags[0]; i++) {
        unsigned flag = namespace_flags[i];
        bad |= seccomp_rule_add(context, action, SCMP_SYS(clone), 1,
                                SCMP_A0(SCMP_CMP_MASKED_EQ, flag, flag));
    }
    for (size_t i = 0; i < sizeof terminal_requests / sizeof terminal_requests[0]; i++) {
        bad |= seccomp_rule_add(context, action, SCMP_SYS(ioctl), 1,
                                SCMP_A1(SCMP_CMP_MASKED_EQ, 0xffffffffu, terminal_requests[i]));
    }
    bad |= seccomp_rule_add(context, action, SCMP_SYS(socketpair), 1,
                            SCMP_A0(SCMP_CMP_NE, AF_UNIX));
    bad |= seccomp_rule_add(context, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0);
    for (int call = LAST_KNOWN_CALL + 1; call < FILTER_CALLS; call++) {
        bad |= seccomp_rule_add(context, SCMP_ACT_ERRNO(ENOSYS), call, 0);
    }
    return bad;
}

static enum err_code read_program(struct filter *filter, int fd, struct err *err)
{
    off_t size = lseek(fd, 0, SEEK_END);
    size_t unit = sizeof(struct sock_filter);
    if (size <= 0 || (size_t)size % unit != 0 || (size_t)size / unit > BPF_MAXINSNS) {
        return err_set(err, ERR_EXTERNAL, "libseccomp made a program of %lld bytes",
                       (long long)size);
    }
    filter->program = xmalloc((size_t)size);
    filter->length = (unsigned short)((size_t)size / unit);
    if (pread(fd, filter->program, (size_t)size, 0) != size) {
        return err_errno(err, "cannot read back the seccomp program");
    }
    return ERR_OK;
}

enum err_code filter_build(struct filter *filter, bool counted, struct err *err)
{
    enum err_code code = ERR_OK;
    memset(filter, 0, sizeof *filter);
    int fd = -1;
    scmp_filter_ctx context = seccomp_init(SCMP_ACT_ALLOW);
    if (context == NULL) {
        return err_set(err, ERR_EXTERNAL, "libseccomp does not start");
    }
    /* Other architectures' calls (32-bit, x32) end the process: their numbers differ. */
    int bad = seccomp_attr_set(context, SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS);
    bad |= seccomp_attr_set(context, SCMP_FLTATR_CTL_OPTIMIZE, 2);
    bad |= add_refusals(context, counted ? SCMP_ACT_NOTIFY : SCMP_ACT_ERRNO(EPERM));
    if (bad != 0) {
        code = err_set(err, ERR_UNSUPPORTED, "libseccomp refuses a rule on this kernel");
        goto out;
    }
    fd = memfd_create("seccomp", MFD_CLOEXEC);
    if (fd < 0 || seccomp_export_bpf(context, fd) != 0) {
        code = err_errno(err, "cannot export the seccomp program");
        goto out;
    }
    TRY_OUT(read_program(filter, fd, err));
out:
    if (fd >= 0) {
        close(fd);
    }
    seccomp_release(context);
    return code;
}

void filter_release(struct filter *filter)
{
    free(filter->program);
    memset(filter, 0, sizeof *filter);
}

int filter_install(const struct filter *filter, bool counted)
{
    struct sock_fprog program = {.len = filter->length, .filter = filter->program};
    if (!counted) {
        return (int)syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &program);
    }
    /* WAIT_KILLABLE_RECV (Linux 5.19): a signal does not repeat a call that was counted. */
    unsigned long flags = SECCOMP_FILTER_FLAG_NEW_LISTENER;
    long fd = syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER,
                      flags | SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV, &program);
    if (fd < 0 && errno == EINVAL) {
        fd = syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, flags, &program);
    }
    return (int)fd;
}

int filter_answer(int listener)
{
    /* Larger than what this kernel knows, for later ones (seccomp_unotify(2)). */
    union {
        struct seccomp_notif notice;
        char bytes[512];
    } request;
    union {
        struct seccomp_notif_resp answer;
        char bytes[512];
    } response;
    memset(&request, 0, sizeof request);
    memset(&response, 0, sizeof response);
    if (ioctl(listener, SECCOMP_IOCTL_NOTIF_RECV, &request) != 0) {
        return -1;
    }
    response.answer.id = request.notice.id;
    response.answer.error = -EPERM;
    /* Fails when the caller was killed meanwhile, which is no matter. */
    (void)ioctl(listener, SECCOMP_IOCTL_NOTIF_SEND, &response);
    return request.notice.data.nr;
}

const char *filter_call_name(struct arena *arena, int number)
{
    char *name = seccomp_syscall_resolve_num_arch(SCMP_ARCH_NATIVE, number);
    char *kept =
        name != NULL ? arena_strdup(arena, name) : arena_printf(arena, "call-%d", number);
    free(name);
    return kept;
}
