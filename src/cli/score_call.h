/* What every `policeai score FAMILY` does around its scoring. */
#ifndef POLICEAI_CLI_SCORE_CALL_H
#define POLICEAI_CLI_SCORE_CALL_H

#include "cli/command.h"
#include "score/score_report.h"

/* Scores: reads the files and fills the report. `options` is the command's own struct. */
typedef enum err_code score_call_fn(struct score_report *report, const void *options,
                                    struct err *err);

/* Makes the report, scores, prints. Exit status 0 scored; 2 usage; 4 the input cannot be used.
 */
enum err_code score_call(struct command_call *call, const char *family,
                         const struct score_options *options, score_call_fn *score,
                         struct err *err);
/* ERR_USAGE "give --NAME VALUE" when an option that is needed was not given. */
enum err_code score_needs(const char *value, const char *option, struct err *err) MUST_USE;

#endif
