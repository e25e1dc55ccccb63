/* Task face-verification (1:1): two pictures of faces go in, whether they are of one person
 * comes out.
 *
 * input {"left":{"file":PATH},"right":{"file":PATH}}; expected {"match":"yes"|"no"}; output
 * {"match","score"}, or {"failure":REASON} where one of the pictures gives no face to compare
 * (a failure to acquire, ISO/IEC 19795-1), which is an answer. "match" is the tool's call at
 * the threshold it runs with. */
#include "task/pair/pair_answer.h"
#include "task/pair/pair_pictures.h"

enum { REASON_BYTES = 200 };

static enum err_code check_output(const struct js *input, const struct js *output,
                                  struct err *err)
{
    struct str reason;
    if (js_member(output, "failure") == NULL) {
        return pair_check_scored_answer(input, output, err);
    }
    TRY(js_need_str(output, "failure", &reason, err));
    if (reason.n == 0 || reason.n > REASON_BYTES || js_member(output, "match") != NULL ||
        js_member(output, "score") != NULL) {
        return err_set(err, ERR_FORMAT,
                       "\"failure\" must have 1 to %d bytes and stand without \"match\" and "
                       "\"score\"",
                       REASON_BYTES);
    }
    return ERR_OK;
}

static const char *const metrics[] = {"eer.rocch/1",
                                      "fmr/1",
                                      "fnmr/1",
                                      "fnmr.at_fmr_percent/1",
                                      "fnmr.at_fmr_permille/1",
                                      "failure_to_acquire/1",
                                      NULL};

static const struct task_bound bounds[] = {
    {"fmr/1", 0.001, false, "set by this project"},
    {"fnmr/1", 0.02, false, "set by this project"},
    {"failure_to_acquire/1", 0.02, false, "set by this project"},
};

const struct task task_face_verification = {
    .name = "face-verification",
    .title = "Verification of faces (1:1)",
    .summary =
        "Says how likely two pictures are of one person's face. It says nothing about who "
        "that is.",
    .shape = TASK_ITEM,
    .metrics = metrics,
    .bounds = bounds,
    .bound_count = sizeof bounds / sizeof bounds[0],
    .check_input = pair_pictures_check_input,
    .check_expected = pair_check_expected,
    .check_output = check_output,
    .answer = "whether both faces are of one person, and a score that is higher the more "
              "alike they are: {\"match\":\"no\",\"score\":0.41}; or, where a picture gives "
              "no face, {\"failure\":\"no face found\"}",
    .labelling = TASK_COMPARES,
    .from_file = pair_pictures_from_file,
    .show = pair_show,
    .styles = pair_styles,
    .example = pair_pictures_example,
};
