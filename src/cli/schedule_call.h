/* What the commands of `case schedule` share: the data files, who acts, numbers of documents.
 */
#ifndef POLICEAI_CLI_SCHEDULE_CALL_H
#define POLICEAI_CLI_SCHEDULE_CALL_H

#include "cli/command.h"
#include "disclosure/disclosure_case.h"
#include "disclosure/schedule_items.h"
#include "disclosure/schedule_words.h"

/* Of reference/, where it lies beside the program. */
enum err_code schedule_call_words(struct arena *arena, struct schedule_words *words,
                                  struct err *err) MUST_USE;
/* Who and when. */
enum err_code schedule_call_act(struct arena *arena, const char *as, struct disclosure_act *act,
                                struct err *err) MUST_USE;
/* A document's number from 1. ERR_USAGE names the word. */
enum err_code schedule_call_number(const char *word, int64_t *number, struct err *err) MUST_USE;
/* Two lines to stdout, whose numbers add up. */
void schedule_call_sums(const struct schedule_sums *sums);

#endif
