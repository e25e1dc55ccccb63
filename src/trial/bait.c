/* What the probes are after. */
#include "trial/self_test_state.h"

#include "base/file.h"
#include "crypto/random.h"
#include "trial/scratch.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/shm.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

static enum err_code make_file(struct arena *arena, struct bait *bait, const char *folder,
                               const char *name, const char **path, struct err *err)
{
    const char *parent = arena_printf(arena, "%s/%s", bait->folder, folder);
    *path = arena_printf(arena, "%s/%s", parent, name);
    TRY(file_make_folders(parent, 0755, err));
    return file_write(*path, str_of(bait->secret), 0644, err);
}

static enum err_code make_listener(struct arena *arena, struct bait *bait, struct err *err)
{
    struct sockaddr_in at = {.sin_family = AF_INET,
                             .sin_addr = {.s_addr = htonl(INADDR_LOOPBACK)}};
    socklen_t size = sizeof at;
    bait->listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (bait->listener < 0 || bind(bait->listener, (struct sockaddr *)&at, size) != 0 ||
        listen(bait->listener, 4) != 0 ||
        getsockname(bait->listener, (struct sockaddr *)&at, &size) != 0) {
        return err_errno(err, "cannot listen on 127.0.0.1");
    }
    bait->port = arena_printf(arena, "%u", (unsigned)ntohs(at.sin_port));
    return ERR_OK;
}

static enum err_code make_segment(struct arena *arena, struct bait *bait, struct err *err)
{
    unsigned key;
    random_bytes(&key, sizeof key);
    key = (key & 0x3fffffff) + 1;
    bait->segment = shmget((key_t)key, 4096, IPC_CREAT | IPC_EXCL | 0666);
    if (bait->segment < 0) {
        return err_errno(err, "cannot make a segment of shared memory");
    }
    bait->segment_key = arena_printf(arena, "%u", key);
    return ERR_OK;
}

static enum err_code make_all(struct arena *arena, struct bait *bait, struct err *err)
{
    char secret[33];
    random_hex(secret, 16);
    bait->secret = arena_strdup(arena, secret);
    bait->pid = arena_printf(arena, "%ld", (long)getpid());
    TRY(scratch_make(arena, &bait->folder, err));
    if (chmod(bait->folder, 0755) != 0) { /* the walls are to hold, not a file's mode */
        return err_errno(err, "cannot open %s to others", bait->folder);
    }
    TRY(make_file(arena, bait, "keys", "statement", &bait->key, err));
    TRY(make_file(arena, bait, "data", "ledger.db", &bait->data, err));
    TRY(make_file(arena, bait, "benchmark", "items.jsonl", &bait->expected, err));
    TRY(make_listener(arena, bait, err));
    TRY(make_segment(arena, bait, err));
    bait->descriptor =
        open(bait->key, O_RDONLY); /* NOLINT(android-cloexec-open): the point of it */
    if (bait->descriptor < 0 || setenv(BAIT_VARIABLE, secret, 1) != 0) {
        return err_errno(err, "cannot open %s", bait->key);
    }
    return ERR_OK;
}

enum err_code bait_make(struct arena *arena, struct bait *bait, struct err *err)
{
    *bait = (struct bait){.descriptor = -1, .listener = -1, .segment = -1};
    enum err_code code = make_all(arena, bait, err);
    if (code != ERR_OK) {
        bait_remove(bait);
    }
    return code;
}

void bait_remove(struct bait *bait)
{
    unsetenv(BAIT_VARIABLE);
    if (bait->descriptor >= 0) {
        close(bait->descriptor);
    }
    if (bait->listener >= 0) {
        close(bait->listener);
    }
    if (bait->segment >= 0) {
        shmctl(bait->segment, IPC_RMID, NULL);
    }
    if (bait->folder != NULL) {
        scratch_remove(bait->folder);
    }
}
