/* Outlook's "winmail.dat": whatever the bytes say, an answer; files within go nowhere. */
#include "base/arena.h"
#include "../tools/read-document/reading.h"

#include <assert.h>
#include <fcntl.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    struct err err = {0};
    struct arena *arena = arena_new();
    struct reading reading = {.arena = arena, .kind = "unknown", .path = "", .name = STR("x")};
    struct str bytes = str_n((const char *)data, size);
    reading.fd = open("/dev/null", O_WRONLY | O_CLOEXEC);
    if (is_tnef(bytes)) {
        enum err_code code = read_tnef(&reading, bytes, &err);
        assert(code == ERR_OK || err.message[0] != '\0');
    }
    close(reading.fd);
    arena_free(arena);
    return 0;
}
