/* See pair_pictures.h. */
#include "task/pair/pair_pictures.h"

#include "base/file.h"
#include "task/json_input/json_input.h"
#include "task/picture/picture_file.h"

enum { EXAMPLE_WIDTH = 64, EXAMPLE_HEIGHT = 64 };

static const char *const sides[] = {"left", "right"};

enum err_code pair_pictures_check_input(const struct js *input, struct err *err)
{
    struct task_files files;
    for (size_t i = 0; i < 2; i++) {
        TRY(picture_file_named(input, sides[i], err));
    }
    TRY(task_input_files(input, &files, err));
    if (files.count != 2) {
        return err_set(err, ERR_FORMAT, "the input names %zu files, must name two",
                       files.count);
    }
    return ERR_OK;
}

enum err_code pair_pictures_from_file(struct arena *arena, const char *path,
                                      struct strbuf *input, struct err *err)
{
    const struct js *pair;
    TRY(json_input_read(arena, path, "{\"left\":{\"file\":NAME},\"right\":{\"file\":NAME}}",
                        &pair, err));
    TRY(pair_pictures_check_input(pair, err));
    for (size_t i = 0; i < 2; i++) {
        struct str name = js_text(js_member(pair, sides[i]), "file");
        TRY(picture_file_check(
            arena_printf(arena, "%s/%.*s", file_folder_of(arena, path), STR_ARG(name)), err));
    }
    strbuf_str(input, pair->raw);
    return strbuf_check(input, "the input", err);
}

enum err_code pair_pictures_example(const char *folder, struct strbuf *input, struct err *err)
{
    TRY(picture_file_example(folder, "left.pgm", EXAMPLE_WIDTH, EXAMPLE_HEIGHT, 8, err));
    TRY(picture_file_example(folder, "right.pgm", EXAMPLE_WIDTH, EXAMPLE_HEIGHT, 32, err));
    strbuf_puts(input, "{\"left\":{\"file\":\"left.pgm\"},\"right\":{\"file\":\"right.pgm\"}}");
    return strbuf_check(input, "the example", err);
}
