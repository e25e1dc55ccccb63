/* Where a run went wrong whose answers are a label, or a text that was read or heard; as the
 * model of a page (JSON). */
#ifndef POLICEAI_ANALYSIS_ERROR_ANSWERS_H
#define POLICEAI_ANALYSIS_ERROR_ANSWERS_H

#include "analysis/error_inputs.h"
#include "base/jsonw.h"

enum { ANSWERS_SHOWN = 200, ANSWER_PAIRS_SHOWN = 50 };

/* Of classes: text-classification. Of texts: ocr, transcription. */
bool error_answers_of_task(const struct task *task);
/* Writes "kind" ("classes" or "texts"), "tool", "benchmark", "version", "split", "items_all",
 * "wrong", "unanswered", of texts also "words", "changed", "missed", "added"; "pairs", what was
 * taken for what, most first; "groups"; "items", those that are wrong: of texts those with most
 * wrong words first, of classes by label. */
enum err_code error_answers_write(struct arena *arena, const struct error_inputs *inputs,
                                  struct jsonw *w, struct err *err) MUST_USE;

#endif
