/* Office packages: the same text but for what was marked, and nothing beside it. */
#include "package_parts.h"

#include "base/file.h"

static enum err_code read_text(struct str bytes, struct strbuf *out, struct said *said,
                               struct verdict *told, struct arena *arena, struct err *err)
{
    struct parts parts;
    const char *main;
    TRY(parts_open(bytes, arena, &parts, err));
    TRY(parts_main(&parts, &main, err));
    struct str root = main == NULL ? (struct str){NULL, 0} : parts_find(&parts, main);
    if (root.p == NULL) {
        return err_set(err, ERR_FORMAT, "the package has no main part");
    }
    if (str_find(root, STR("spreadsheetml")) != SIZE_MAX) {
        return xlsx_text(&parts, main, out, said, told, err);
    }
    return docx_text(&parts, main, out, said, told, err);
}

enum err_code check_package_bytes(struct str original, struct str redacted,
                                  struct strbuf *before, struct strbuf *after,
                                  struct said *said, struct verdict *verdict, struct err *err)
{
    TRY(read_text(original, before, said, NULL, verdict->arena, err));
    if (read_text(redacted, after, said, verdict, verdict->arena, err) != ERR_OK) {
        verdict_add(verdict, "it cannot be read");
    }
    return ERR_OK;
}

enum err_code check_package(const char *original, const char *path, const struct js *output,
                            struct verdict *verdict, struct err *err)
{
    struct str was;
    struct str is;
    struct strbuf before;
    struct strbuf after;
    struct said *said = arena_zalloc(verdict->arena, sizeof *said);
    TRY(file_read(verdict->arena, original, CHECK_BYTES_MAX, &was, err));
    TRY(file_read(verdict->arena, path, CHECK_BYTES_MAX, &is, err));
    strbuf_init(&before, TEXT_BYTES_MAX);
    strbuf_init(&after, TEXT_BYTES_MAX);
    enum err_code code = check_package_bytes(was, is, &before, &after, said, verdict, err);
    if (code == ERR_OK) {
        code = check_marks(strbuf_view(&before), strbuf_view(&after), output, verdict, err);
    }
    if (code == ERR_OK) {
        code = said_check(said, strbuf_view(&before), output, verdict, err);
    }
    strbuf_release(&before);
    strbuf_release(&after);
    return code;
}
