/* A language model's reply as the task's output, by a declared reader:
 *
 * label   {"label":L}: L is the label of the input's list that the reply is, but for case,
 * marks and blanks round it; else the only one that stands in it as whole words (a label within
 *         a longer one that stands there does not count)
 * json    the first JSON object in the reply, or what stands at a pointer in it
 * quotes  {"spans":[…]}: the reply's JSON list of {"text","label"}, each text found in the
 * input, wherever it stands there, in code points; what is not there makes no span text
 * {MEMBER:REPLY}, without blanks round it
 *
 * Pure. A reply that cannot be read is the tool's failure, never repaired beyond what stands
 * here. */
#ifndef POLICEAI_ELSEWHERE_REPLY_READER_H
#define POLICEAI_ELSEWHERE_REPLY_READER_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "elsewhere/prompt_template.h"

enum { READER_QUOTES_MAX = 2000 };

/* The output's JSON, in the arena. ERR_FORMAT in words about the reply, which are not quoted.
 */
enum err_code reply_read(struct arena *arena, const struct prompt_template *prompt,
                         const struct js *input, struct str reply, struct str *output,
                         struct err *err) MUST_USE;

#endif
