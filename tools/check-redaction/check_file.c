/* Which check a file gets, and its verdict in words. */
#include "verdict.h"

#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <unistd.h>

void verdict_add(struct verdict *verdict, const char *format, ...)
{
    char words[200];
    va_list args;
    va_start(args, format);
    /* NOLINTNEXTLINE(clang-analyzer-valist.Uninitialized): started just above */
    (void)vsnprintf(words, sizeof words, format, args);
    va_end(args);
    if (verdict->count < FAILURES_MAX) {
        verdict->failures[verdict->count] = arena_strdup(verdict->arena, words);
    }
    verdict->count++;
}

static enum err_code is_pdf(const char *path, bool *pdf, struct err *err)
{
    char head[1024];
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        return err_errno(err, "cannot open the file");
    }
    ssize_t got = read(fd, head, sizeof head);
    close(fd);
    if (got < 0) {
        return err_errno(err, "cannot read the file");
    }
    *pdf = str_find(str_n(head, (size_t)got), STR("%PDF-")) != SIZE_MAX;
    return ERR_OK;
}

enum err_code check_file(const char *original, const char *redacted, const struct js *output,
                         struct verdict *verdict, struct err *err)
{
    bool was_pdf = false;
    bool pdf = false;
    TRY(is_pdf(original, &was_pdf, err));
    TRY(is_pdf(redacted, &pdf, err));
    if (was_pdf != pdf) {
        verdict_add(verdict, "the file is of another kind than the one that went in");
        return ERR_OK;
    }
    return pdf ? check_pdf(redacted, output, verdict, err)
               : check_text(original, redacted, output, verdict, err);
}

void verdict_write(const struct verdict *verdict, struct jsonw *output)
{
    jsonw_object(output);
    jsonw_key(output, "passed");
    jsonw_bool(output, verdict->count == 0);
    jsonw_key(output, "failures");
    jsonw_array(output);
    for (size_t i = 0; i < verdict->count && i < FAILURES_MAX; i++) {
        jsonw_puts(output, verdict->failures[i]);
    }
    jsonw_end(output);
    jsonw_end(output);
}
