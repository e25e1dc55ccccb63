/* Statements from a file of lines {"type","subject"?,"body"}, appended by a keeper as they
 * come. tests/support/registry_sample.jsonl is a small register of made-up forces. */
#ifndef POLICEAI_TESTS_STATEMENT_LINES_H
#define POLICEAI_TESTS_STATEMENT_LINES_H

#include "record/keeper.h"

/* The text "@TOOL@" stands for the identity `tool` (JSON). An error names the line. */
enum err_code statement_lines_append(struct keeper *keeper, struct arena *arena,
                                     const char *path, const char *tool,
                                     struct err *err) MUST_USE;

#endif
