/* The cases of the conformance kit, one a function (private to the kit). */
#ifndef POLICEAI_TRIAL_CHECK_CASES_H
#define POLICEAI_TRIAL_CHECK_CASES_H

#include "trial/talk.h"

/* Adds a row. */
void check_say(struct check *check, const char *name, enum check_state state,
               const char *format, ...) PRINTF_LIKE(4, 5);

/* check_cases.c: each leaves the conversation ready for the next, or broken. */
typedef enum err_code check_case(struct talk *talk, struct err *err);
extern check_case *const check_cases[];
extern const size_t check_case_count;
/* Of tasks whose items go to the tool all together. */
extern check_case *const check_whole_cases[];
extern const size_t check_whole_case_count;
/* check_prepared.c: a collection of one example is prepared, and searched twice; *prepared when
 * its state is there for the cases, in check->state_folder. */
enum err_code check_prepare(struct check *check, struct str parameters, bool *prepared,
                            struct err *err) MUST_USE;
/* check_whole.c: the whole of a few examples, twice. */
enum err_code check_whole(struct check *check, struct str parameters, struct err *err) MUST_USE;

#endif
