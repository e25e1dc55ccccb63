/* Pictures of pages, drawn by a program in the sandbox. No process of the desk opens a document
 * itself, and the pages only hand these files out. */
#include "base/file.h"
#include "base/json.h"
#include "base/log.h"
#include "casefolder/case_pages.h"
#include "desk/reader_state.h"

#include <stdio.h>
#include <unistd.h>

enum { AT_ONCE = 8, MODE_FOLDER = 0700, SIDE_MAX = 14400 * 100 };

/* The file, whole or not there. */
static enum err_code keep_picture(struct reader *reader, struct arena *arena,
                                  const struct case_file *file, int64_t page,
                                  const struct js *output, struct err *err)
{
    const char *path = case_picture_path(reader->folder, arena, file, page);
    const char *made = arena_printf(arena, "%s.new", path);
    int64_t width;
    int64_t height;
    struct str name;
    TRY(js_need_str(output, "file", &name, err));
    TRY(js_need_int(output, "width", 1, SIDE_MAX, &width, err));
    TRY(js_need_int(output, "height", 1, SIDE_MAX, &height, err));
    TRY(file_make_folders(file_folder_of(arena, path), MODE_FOLDER, err));
    (void)unlink(made); /* of a process that died */
    TRY(house_program_take(reader->painter, name, made, err));
    if (rename(made, path) != 0) {
        return err_errno(err, "cannot rename %s", made);
    }
    return case_picture_set(reader->folder, file, page, width, height, err);
}

static enum err_code make_one(struct reader *reader, struct arena *arena, bool *some,
                              struct err *err)
{
    struct case_file file;
    int64_t page;
    TRY(case_picture_next(reader->folder, arena, &file, &page, some, err));
    if (!*some) {
        return ERR_OK;
    }
    const char *const names[] = {"document"};
    const char *const files[] = {case_file_path(reader->folder, arena, &file)};
    const struct house_question question = {
        names, files, 1, "page", str_of(arena_printf(arena, "%lld", (long long)page))};
    const struct js *output = NULL;
    struct err why = {0};
    enum err_code code = house_program_ask(reader->painter, arena, &question, &output, &why);
    if (code == ERR_OK) {
        code = keep_picture(reader, arena, &file, page, output, &why);
    }
    if (code == ERR_OK) {
        return ERR_OK;
    }
    log_event(LOG_WARNING, "picture", "page %lld of file %lld has no picture: %s",
              (long long)page, (long long)file.id, why.message);
    return case_picture_set(reader->folder, &file, page, 0, 0, err);
}

enum err_code pictures_make(struct reader *reader, bool *some, struct err *err)
{
    struct arena *arena = arena_new();
    enum err_code code = ERR_OK;
    bool more = true;
    *some = false;
    for (int i = 0; i < AT_ONCE && more && code == ERR_OK && !reader_stop_requested(); i++) {
        code = make_one(reader, arena, &more, err);
        *some = *some || more;
        arena_reset(arena);
    }
    arena_free(arena);
    return code;
}
