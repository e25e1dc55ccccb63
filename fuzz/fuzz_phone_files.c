/* Reports of phones, backups of messages, chats as JSON and as pages of the web: the first byte
 * tells which reader is asked. Bytes that are taken for such a file are read whole or refused
 * in words; each line that is written is one that the host takes, without control characters.
 * Files within go nowhere. */
#include "../tools/read-document/reading.h"
#include "base/arena.h"
#include "base/clock.h"
#include "casefile/reader_line.h"

#include <assert.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

static enum err_code read_one(struct reading *reading, int kind, struct str bytes,
                              struct err *err)
{
    bool chat = false;
    switch (kind) {
    case 0:
        return read_phone_report(reading, bytes, err);
    case 1:
        return read_phone_backup(reading, bytes, err);
    case 2:
        TRY(read_chat_json(reading, bytes, &chat, err));
        return chat ? ERR_OK : read_chat_lines(reading, bytes, &chat, err);
    default:
        return read_web(reading, bytes, err);
    }
}

/* Every line that was written is one the host takes. */
static void look(int fd)
{
    struct err err = {0};
    struct arena *arena = arena_new();
    off_t size = lseek(fd, 0, SEEK_END);
    char *text = arena_alloc(arena, (size_t)size + 1);
    ssize_t got = pread(fd, text, (size_t)size, 0);
    assert(got == size);
    struct str rest = str_n(text, (size_t)size);
    struct str line;
    while (str_split(&rest, '\n', &line)) {
        struct reader_line read;
        enum err_code code = line.n == 0 ? ERR_OK : reader_line_read(arena, line, &read, &err);
        assert(code == ERR_OK);
        for (size_t i = 0; line.n > 0 && read.kind == READER_PAGE && i < read.text.n; i++) {
            char c = read.text.p[i];
            assert((unsigned char)c >= ' ' || c == '\n' || c == '\t');
        }
    }
    arena_free(arena);
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    struct err err = {0};
    if (size < 2) {
        return 0;
    }
    struct arena *arena = arena_new();
    struct reading reading = {.arena = arena,
                              .kind = "unknown",
                              .path = "",
                              .name = STR("x"),
                              .started_ms = clock_monotonic_ms()};
    reading.fd = memfd_create("lines", MFD_CLOEXEC);
    enum err_code code =
        read_one(&reading, data[0] % 4, str_n((const char *)data + 1, size - 1), &err);
    assert(code == ERR_OK || err.message[0] != '\0');
    look(reading.fd);
    close(reading.fd);
    arena_free(arena);
    return 0;
}
