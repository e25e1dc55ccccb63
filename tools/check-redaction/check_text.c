/* Text and CSV, read by the C library's own conversions. */
#include "verdict.h"

#include "base/file.h"
#include "base/utf8.h"

#include <iconv.h>

enum err_code check_convert(struct arena *arena, const char *from, struct str bytes,
                            struct str *text, struct err *err)
{
    iconv_t how = iconv_open("UTF-8", from);
    char *out = arena_alloc(arena, bytes.n * 3 + 4);
    char *in = (char *)bytes.p; /* not written to */
    char *to = out;
    size_t left = bytes.n;
    size_t room = bytes.n * 3 + 4;
    /* NOLINTNEXTLINE(performance-no-int-to-ptr): how iconv says that it failed */
    if (how == (iconv_t)-1) {
        return err_errno(err, "no conversion from %s", from);
    }
    size_t done = iconv(how, &in, &left, &to, &room);
    iconv_close(how);
    if (done == (size_t)-1 || left > 0) {
        return err_set(err, ERR_FORMAT, "the text is not in %s", from);
    }
    *text = str_n(out, (size_t)(to - out));
    return ERR_OK;
}

enum err_code check_decode(struct arena *arena, struct str bytes, struct str *text,
                           struct err *err)
{
    if (str_starts(bytes, STR("\xFF\xFE"))) {
        return check_convert(arena, "UTF-16LE", bytes, text, err);
    }
    if (str_starts(bytes, STR("\xFE\xFF"))) {
        return check_convert(arena, "UTF-16BE", bytes, text, err);
    }
    if (utf8_valid(bytes)) {
        *text = bytes;
        return ERR_OK;
    }
    return check_convert(arena, "WINDOWS-1252", bytes, text, err);
}

enum err_code check_text(const char *original, const char *path, const struct js *output,
                         struct verdict *verdict, struct err *err)
{
    struct str bytes;
    struct str before = {NULL, 0};
    struct str after;
    TRY(file_read(verdict->arena, original, TEXT_BYTES_MAX, &bytes, err));
    TRY(check_decode(verdict->arena, bytes, &before, err));
    TRY(file_read(verdict->arena, path, TEXT_BYTES_MAX, &after, err));
    if (!utf8_valid(after)) {
        verdict_add(verdict, "it is not UTF-8");
        return ERR_OK;
    }
    return check_marks(before, after, output, verdict, err);
}
