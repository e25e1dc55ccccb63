/* A person's file as the text of a task: UTF-8 or a refusal that says what the file is. */
#ifndef POLICEAI_TASK_TEXT_FILE_H
#define POLICEAI_TASK_TEXT_FILE_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "base/strbuf.h"

/* The text lives in the arena. ERR_UNSUPPORTED names the kind of a file that is no text (PDF,
 * DOCX, a picture …) and the fix; ERR_FORMAT the first line that is not UTF-8. */
enum err_code text_file_read(struct arena *arena, const char *path, struct str *text,
                             struct err *err) MUST_USE;
/* The same as the input {"text":…} of a task; ERR_LIMIT when one line of the tool protocol does
 * not hold it. */
enum err_code text_file_input(struct arena *arena, const char *path, struct strbuf *input,
                              struct err *err) MUST_USE;

#endif
