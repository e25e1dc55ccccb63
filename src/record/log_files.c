/* See log_files.h. */
#include "record/log_files.h"

#include "base/file.h"

#include <stdint.h>

static enum err_code read_in(void *data, struct arena *arena, const char *name, size_t max,
                             struct str *bytes, struct err *err)
{
    return file_read(arena, arena_printf(arena, "%s/%s", (const char *)data, name), max, bytes,
                     err);
}

struct log_files log_files_in(const char *folder)
{
    return (struct log_files){read_in, (void *)(uintptr_t)folder, true};
}
