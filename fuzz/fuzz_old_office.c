/* Compound files: Outlook's messages, Word's, Excel's and PowerPoint's files before 2007. Files
 * within go nowhere. The container by itself: each entry is met once, no stream is longer than
 * it says. */
#include "base/arena.h"
#include "../tools/read-document/compound_file.h"
#include "../tools/read-document/reading.h"

#include <assert.h>
#include <fcntl.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

static void walk(struct compound_file *file, struct arena *arena, int storage, int *met)
{
    for (int at = compound_first(file, storage); at != COMPOUND_NONE;
         at = compound_next(file, at)) {
        struct str bytes;
        struct err err = {0};
        bool whole;
        assert(++*met < 1 << 20);
        if (compound_is_storage(file, at)) {
            if (*met < 2000) {
                walk(file, arena, at, met);
            }
        } else if (compound_read(file, arena, at, &bytes, &whole, &err) != ERR_OK) {
            return;
        }
    }
}

static void read_it(struct reading *reading, struct compound_file *file)
{
    struct err err = {0};
    int book = compound_find(file, COMPOUND_ROOT, "Workbook");
    enum err_code code = ERR_OK;
    if (compound_find(file, COMPOUND_ROOT, "__properties_version1.0") != COMPOUND_NONE) {
        code = read_outlook(reading, file, &err);
    } else if (compound_find(file, COMPOUND_ROOT, "WordDocument") != COMPOUND_NONE) {
        code = read_old_word(reading, file, &err);
    } else if (book != COMPOUND_NONE) {
        code = read_old_sheets(reading, file, book, &err);
    } else if (compound_find(file, COMPOUND_ROOT, "PowerPoint Document") != COMPOUND_NONE) {
        code = read_old_slides(reading, file, &err);
    }
    assert(code == ERR_OK || err.message[0] != '\0');
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    struct err err = {0};
    struct compound_file *file;
    struct arena *arena = arena_new();
    struct reading reading = {.arena = arena, .kind = "unknown", .path = "", .name = STR("x")};
    reading.fd = open("/dev/null", O_WRONLY | O_CLOEXEC);
    if (compound_open(arena, str_n((const char *)data, size), &file, &err) == ERR_OK) {
        int met = 0;
        walk(file, arena, COMPOUND_ROOT, &met);
        read_it(&reading, file);
    }
    close(reading.fd);
    arena_free(arena);
    return 0;
}
