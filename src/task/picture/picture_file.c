/* See picture_file.h. */
#include "task/picture/picture_file.h"

#include "base/arena.h"
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <string.h>
#include <unistd.h>

enum { OPENS_MAX = 16, WEBP_AT = 8, DARK = 40, LIGHT = 230 };

struct kind {
    const char *opens;
    size_t length; /* of opens, which may hold a NUL */
    size_t at;
};

/* A macro because it takes sizeof. */
#define OPENS(literal) literal, sizeof(literal) - 1

/* SOURCE: the signatures that Debian's file(1) knows these by. */
static const struct kind kinds[] = {
    {OPENS("\x89PNG\r\n\x1A\n"), 0},
    {OPENS("\xFF\xD8\xFF"), 0},
    {OPENS("II*\0"), 0},
    {OPENS("MM\0*"), 0},
    {OPENS("BM"), 0},
    {OPENS("GIF8"), 0},
    {OPENS("WEBP"), WEBP_AT},
    {OPENS("P1"), 0},
    {OPENS("P2"), 0},
    {OPENS("P3"), 0},
    {OPENS("P4"), 0},
    {OPENS("P5"), 0},
    {OPENS("P6"), 0},
};

static enum err_code read_opening(const char *path, char bytes[OPENS_MAX], size_t *length,
                                  struct err *err)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0) {
        return err_errno(err, "cannot open %s", path);
    }
    ssize_t n = read(fd, bytes, OPENS_MAX);
    int failed = errno;
    (void)close(fd);
    if (n < 0) {
        errno = failed;
        return err_errno(err, "cannot read %s", path);
    }
    *length = (size_t)n;
    return ERR_OK;
}

enum err_code picture_file_check(const char *path, struct err *err)
{
    char bytes[OPENS_MAX];
    size_t length = 0;
    TRY(read_opening(path, bytes, &length, err));
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        struct str rest = str_from(str_n(bytes, length), kinds[i].at);
        if (str_starts(rest, str_n(kinds[i].opens, kinds[i].length))) {
            return ERR_OK;
        }
    }
    bool pdf = str_starts(str_n(bytes, length), STR("%PDF-"));
    err_set(err, ERR_UNSUPPORTED, "%s is %s", path,
            pdf ? "a PDF, not a picture" : "no picture");
    if (pdf) {
        err_hint(err, "make a picture of each page: pdftoppm -r 300 -png FILE.pdf PAGE");
    } else {
        err_hint(err, "PNG, JPEG, TIFF, BMP, GIF, WebP and PNM are taken; save it as one");
    }
    return ERR_UNSUPPORTED;
}

enum err_code picture_file_named(const struct js *input, const char *key, struct err *err)
{
    const struct js *picture = NULL;
    struct str path;
    TRY(js_need(input, key, JS_OBJECT, &picture, err));
    enum err_code code = js_need_str(picture, "file", &path, err);
    if (code != ERR_OK) {
        err_prefix(err, "\"%s\"", key);
    }
    return code;
}

enum err_code picture_file_example(const char *folder, const char *name, int width, int height,
                                   int shift, struct err *err)
{
    struct strbuf bytes;
    char path[PATH_MAX];
    int length = snprintf(path, sizeof path, "%s/%s", folder, name);
    if (length < 0 || (size_t)length >= sizeof path) {
        return err_set(err, ERR_LIMIT, "%s: the path is too long", folder);
    }
    strbuf_init(&bytes, 1u << 20);
    strbuf_printf(&bytes, "P5\n%d %d\n255\n", width, height);
    for (int i = 0; i < width * height; i++) {
        int x = i % width;
        strbuf_putc(&bytes, (char)(x >= shift && x < shift + width / 4 ? DARK : LIGHT));
    }
    enum err_code code = strbuf_check(&bytes, "the example", err);
    if (code == ERR_OK) {
        code = file_write(path, strbuf_view(&bytes), 0644, err);
    }
    strbuf_release(&bytes);
    return code;
}
