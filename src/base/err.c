/* Errors; see err.h. */
#include "base/err.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void fill(struct err *err, enum err_code code, const char *file, int line,
                 const char *format, va_list args)
{
    memset(err, 0, sizeof *err);
    err->code = code;
    err->file = file;
    err->line = line;
    vsnprintf(err->message, sizeof err->message, format, args);
}

enum err_code err_set_at(struct err *err, enum err_code code, const char *file, int line,
                         const char *format, ...)
{
    if (err != NULL) {
        va_list args;
        va_start(args, format);
        fill(err, code, file, line, format, args);
        va_end(args);
    }
    return code;
}

static enum err_code code_of_errno(int number)
{
    switch (number) {
    case ENOENT:
        return ERR_NOT_FOUND;
    case EACCES:
    case EPERM:
        return ERR_DENIED;
    default:
        return ERR_IO;
    }
}

enum err_code err_errno_at(struct err *err, const char *file, int line, const char *format, ...)
{
    int number = errno;
    enum err_code code = code_of_errno(number);
    if (err != NULL) {
        va_list args;
        va_start(args, format);
        fill(err, code, file, line, format, args);
        va_end(args);
        size_t used = strlen(err->message);
        char words[128];
        snprintf(err->message + used, sizeof err->message - used, ": %s",
                 strerror_r(number, words, sizeof words));
    }
    return code;
}

void err_hint(struct err *err, const char *format, ...)
{
    if (err != NULL) {
        va_list args;
        va_start(args, format);
        vsnprintf(err->hint, sizeof err->hint, format, args);
        va_end(args);
    }
}

void err_detail(struct err *err, const char *format, ...)
{
    if (err != NULL) {
        va_list args;
        va_start(args, format);
        vsnprintf(err->detail, sizeof err->detail, format, args);
        va_end(args);
    }
}

void err_prefix(struct err *err, const char *format, ...)
{
    if (err == NULL) {
        return;
    }
    char place[sizeof err->message];
    va_list args;
    va_start(args, format);
    vsnprintf(place, sizeof place, format, args);
    va_end(args);
    char whole[2 * sizeof err->message + 2];
    snprintf(whole, sizeof whole, "%s: %s", place, err->message);
    memcpy(err->message, whole, sizeof err->message - 1);
    err->message[sizeof err->message - 1] = '\0';
}

static const struct {
    const char *word;
    int status;
} codes[] = {
#define ERR_ROW(code, word, status) [code] = {word, status},
    ERR_CODES(ERR_ROW)
#undef ERR_ROW
};

const char *err_word(enum err_code code)
{
    return codes[code].word;
}

int err_exit_status(enum err_code code)
{
    return codes[code].status;
}

void bug_at(const char *file, int line, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    fprintf(stderr, "policeai: bug at %s:%d: ", file, line);
    vfprintf(stderr, format, args);
    fputc('\n', stderr);
    va_end(args);
    abort();
}
