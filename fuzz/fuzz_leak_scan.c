/* A search for a set in a file: the first line is its canary text, the rest the file. Each
 * place is found that a byte by byte search finds, and no other. */
#include "base/arena.h"
#include "base/err.h"
#include "base/file.h"
#include "custody/leak_scan.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

enum { LEAST = 12, MOST = 256 };

static size_t places_of(struct str text, struct str file)
{
    size_t count = 0;
    for (size_t i = 0; i + text.n <= file.n; i++) {
        count += memcmp(file.p + i, text.p, text.n) == 0;
    }
    return count;
}

static void write_file(const char *path, struct str text)
{
    struct err err;
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (fd < 0 || file_write_fd(fd, path, text, &err) != ERR_OK) {
        BUG("no room for the file");
    }
    close(fd);
}

static void search(struct arena *arena, struct str text, struct str file)
{
    char path[64];
    struct err err;
    struct js files = {.type = JS_ARRAY};
    struct js canary = {.type = JS_STRING, .string = text};
    struct js_member members[] = {{STR("files"), files}, {STR("canary"), canary}};
    struct js json = {.type = JS_OBJECT, .object = {members, 2}};
    const struct bench bench = {.arena = arena, .json = &json};
    struct leak_report *report = arena_alloc(arena, sizeof *report);
    snprintf(path, sizeof path, "/tmp/policeai-fuzz-leak-%ld", (long)getpid());
    write_file(path, file);
    if (leak_scan(arena, &bench, path, report, &err) != ERR_OK) {
        BUG("a file that is there is not searched");
    }
    size_t wanted = text.n >= LEAST && text.n <= MOST ? places_of(text, file) : 0;
    if (report->canaries != wanted || !report->whole || report->bytes_read != file.n) {
        BUG("another number of places than a plain search finds");
    }
    unlink(path);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct arena *arena = arena_new();
    struct str rest = str_n((const char *)bytes, length);
    struct str text;
    if (str_split(&rest, '\n', &text) && rest.p != NULL) {
        search(arena, text, rest);
    }
    arena_free(arena);
    return 0;
}
