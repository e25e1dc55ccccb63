/* Which check a file gets, and its verdict in words. */
#include "verdict.h"

#include "base/ascii_case.h"

#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
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

enum kind { A_PDF, A_PAGE, A_PACKAGE, A_MESSAGE, A_TEXT };

static bool contains(struct str text, const char *lower)
{
    for (size_t i = 0; i < text.n; i++) {
        if (str_starts_but_case(str_from(text, i), str_of(lower))) {
            return true;
        }
    }
    return false;
}

/* Fields up to an empty line, one of them a message's alone. */
static bool is_message(struct str head)
{
    struct str line;
    bool sure = false;
    for (size_t i = 0; str_split(&head, '\n', &line) && str_trim(line).n > 0; i++) {
        size_t colon = str_find(line, STR(":"));
        bool folded = i > 0 && (line.p[0] == ' ' || line.p[0] == '\t');
        if (!folded &&
            (colon == SIZE_MAX || colon == 0 || str_has_byte(str_sub(line, 0, colon), ' '))) {
            return sure && head.p == NULL;
        }
        sure = sure || contains(str_sub(line, 0, 13), "mime-version:") ||
               contains(str_sub(line, 0, 11), "message-id:") ||
               contains(str_sub(line, 0, 9), "received:");
    }
    return sure;
}

/* What a file is by its first bytes; UTF-16 without the bytes of 0. */
static enum err_code kind_of(const char *path, enum kind *kind, struct err *err)
{
    char head[4096];
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        return err_errno(err, "cannot open the file");
    }
    ssize_t got = read(fd, head, sizeof head);
    close(fd);
    if (got < 0) {
        return err_errno(err, "cannot read the file");
    }
    *kind = A_TEXT;
    if (str_find(str_sub(str_n(head, (size_t)got), 0, 1024), STR("%PDF-")) != SIZE_MAX) {
        *kind = A_PDF;
        return ERR_OK;
    }
    if (str_starts(str_n(head, (size_t)got), STR("PK\x03\x04"))) {
        *kind = A_PACKAGE;
        return ERR_OK;
    }
    size_t n = 0;
    for (ssize_t i = 0; i < got; i++) {
        if (head[i] != '\0') {
            head[n++] = head[i];
        }
    }
    struct str text = str_n(head, n);
    if (is_message(text)) {
        *kind = A_MESSAGE;
        return ERR_OK;
    }
    if (contains(text, "<!doctype html") || contains(text, "<html")) {
        *kind = A_PAGE;
    }
    return ERR_OK;
}

enum err_code check_file(const char *original, const char *redacted, const struct js *output,
                         struct verdict *verdict, struct err *err)
{
    enum kind was = A_TEXT;
    enum kind is = A_TEXT;
    TRY(kind_of(original, &was, err));
    TRY(kind_of(redacted, &is, err));
    if (is == A_PAGE) { /* what came as a fragment of a page leaves as a page */
        return check_html(original, redacted, output, verdict, err);
    }
    if (was != is) {
        verdict_add(verdict, "the file is of another kind than the one that went in");
        return ERR_OK;
    }
    if (is == A_PACKAGE) {
        return check_package(original, redacted, output, verdict, err);
    }
    if (is == A_MESSAGE) {
        return check_mail(original, redacted, output, verdict, err);
    }
    return is == A_PDF ? check_pdf(redacted, output, verdict, err)
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
