/* Errors: a code for programs, a message for people, a hint, a detail for the log.
 *
 * A function that can fail returns `enum err_code` and takes `struct err *` last. The struct is
 * written only on failure, so calls chain; it may be NULL where nobody wants the words.
 * Messages are lower case, without full stop, name the thing, the value and the place, and
 * never carry a secret or personal data. `detail` goes to the log only, never to a client.
 */
#ifndef POLICEAI_BASE_ERR_H
#define POLICEAI_BASE_ERR_H

#include <stdarg.h>

/* code, word printed with --json, exit status (style: 0 yes, 1 no, 2 usage, 4 I/O, 70 bug) */
#define ERR_CODES(X)                                                                           \
    X(ERR_OK, "ok", 0)                                                                         \
    X(ERR_NOT_FOUND, "not-found", 1)                                                           \
    X(ERR_INVALID, "invalid", 1)                                                               \
    X(ERR_USAGE, "usage", 2)                                                                   \
    X(ERR_DENIED, "denied", 1)                                                                 \
    X(ERR_CONFLICT, "conflict", 1)                                                             \
    X(ERR_LIMIT, "limit", 1)                                                                   \
    X(ERR_UNSUPPORTED, "unsupported", 1)                                                       \
    X(ERR_FORMAT, "format", 1)                                                                 \
    X(ERR_IO, "io", 4)                                                                         \
    X(ERR_EXTERNAL, "external", 1)                                                             \
    X(ERR_CANCELLED, "cancelled", 1)                                                           \
    X(ERR_TIMEOUT, "timeout", 1)

enum err_code {
#define ERR_ENUM(code, word, status) code,
    ERR_CODES(ERR_ENUM)
#undef ERR_ENUM
};

struct err {
    enum err_code code;
    char message[512];
    char hint[256];
    char detail[256];
    const char *file;
    int line;
};

#define MUST_USE __attribute__((warn_unused_result))
#define PRINTF_LIKE(f, a) __attribute__((format(printf, f, a)))

/* Fills err (if not NULL) and returns code, so that one can write
 * `return err_set(err, ERR_FORMAT, "line %d: …", n);`. A message that does not fit is cut. */
#define err_set(err, code, ...)                                                                \
    err_same((code), err_set_at((err), (code), __FILE__, __LINE__, __VA_ARGS__))
enum err_code err_set_at(struct err *err, enum err_code code, const char *file, int line,
                         const char *format, ...) PRINTF_LIKE(5, 6);
/* Inline so that the analyser sees at every call that what comes back is `code`, not ERR_OK. */
static inline enum err_code err_same(enum err_code code, enum err_code set)
{
    (void)set;
    return code;
}

/* As err_set with code ERR_IO (ERR_NOT_FOUND for ENOENT, ERR_DENIED for EACCES and EPERM) and
 * ": " strerror(errno) appended. */
#define err_errno(err, ...) err_errno_at((err), __FILE__, __LINE__, __VA_ARGS__)
enum err_code err_errno_at(struct err *err, const char *file, int line, const char *format, ...)
    PRINTF_LIKE(4, 5);

/* What the reader can do about it; call after err_set. */
void err_hint(struct err *err, const char *format, ...) PRINTF_LIKE(2, 3);
/* For the log only; call after err_set. */
void err_detail(struct err *err, const char *format, ...) PRINTF_LIKE(2, 3);
/* Puts "FORMAT: " before the message: adds the place while an error travels up. */
void err_prefix(struct err *err, const char *format, ...) PRINTF_LIKE(2, 3);

/* The columns of ERR_CODES. */
const char *err_word(enum err_code code);
int err_exit_status(enum err_code code);

/* Our own mistake: prints place and words to stderr and aborts. */
#define BUG(...) bug_at(__FILE__, __LINE__, __VA_ARGS__)
_Noreturn void bug_at(const char *file, int line, const char *format, ...) PRINTF_LIKE(3, 4);

/* The only two flow macros (macros because they return or jump). */
#define TRY(expression)                                                                        \
    do {                                                                                       \
        enum err_code try_code_ = (expression);                                                \
        if (try_code_ != ERR_OK) {                                                             \
            return try_code_;                                                                  \
        }                                                                                      \
    } while (0)
/* Stores the code in the local `code` and jumps to the function's one label `out`. */
#define TRY_OUT(expression)                                                                    \
    do {                                                                                       \
        code = (expression);                                                                   \
        if (code != ERR_OK) {                                                                  \
            goto out;                                                                          \
        }                                                                                      \
    } while (0)

#endif
