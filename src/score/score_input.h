/* Lines of an input file of a scorer: plain or gzip (told by its first bytes), "-" for standard
 * input. A byte order mark and the CR of a CRLF are taken off; bytes that are not UTF-8, NUL
 * bytes, UTF-16 and a truncated or broken gzip stream are ERR_FORMAT that names path, line and
 * what to do. */
#ifndef POLICEAI_SCORE_INPUT_H
#define POLICEAI_SCORE_INPUT_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>

struct score_input;

enum { SCORE_LINE_MAX = 16 * 1024 * 1024 }; /* bytes of one line */

/* Opened for reading; closed by score_input_close. */
enum err_code score_input_open(const char *path, struct score_input **input,
                               struct err *err) MUST_USE;
/* NULL is allowed. */
void score_input_close(struct score_input *input);
/* The next line without its end, borrowed until the next call; *found false at the end of the
 * file. A last line without newline counts. */
enum err_code score_input_line(struct score_input *input, struct str *line, bool *found,
                               struct err *err) MUST_USE;
/* Number of the line last returned, from 1. */
size_t score_input_number(const struct score_input *input);
const char *score_input_path(const struct score_input *input);
/* Puts "PATH line N: " before the words of err and returns code. */
enum err_code score_input_place(const struct score_input *input, enum err_code code,
                                struct err *err);
/* The whole of a file, unpacked where it is gzip, at most `max` bytes, into the arena,
 * NUL-terminated; not checked for UTF-8 (js_parse does). */
enum err_code score_input_whole(struct arena *arena, const char *path, size_t max,
                                struct str *text, struct err *err) MUST_USE;

#endif
