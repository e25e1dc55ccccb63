/* Task image-matching: two pictures go in, whether one is a copy of the other comes out.
 *
 * input {"left":{"file":PATH},"right":{"file":PATH}}; expected {"match":"yes"|"no"}; output
 * {"match","score"}. A copy may be smaller, compressed or edited in the ways that a benchmark
 * declares as its groups; what is alike and no copy is no match. Of a hash of N bits with
 * Hamming distance D the score is 1 - D/N (SOURCE of the practice: Facebook 2019, The TMK+PDQF
 * Video-Hashing Algorithm and the PDQ Image-Hashing Algorithm: 256 bits, a match at 31 or
 * less). */
#include "task/pair/pair_answer.h"
#include "task/pair/pair_pictures.h"

static const char *const metrics[] = {"recall.positive/1",
                                      "false_positive_rate/1",
                                      "precision.positive/1",
                                      "average_precision/1",
                                      "roc_auc/1",
                                      NULL};

static const struct task_bound bounds[] = {
    {"recall.positive/1", 0.9, true, "set by this project"},
    {"false_positive_rate/1", 0.01, false, "set by this project"},
};

const struct task task_image_matching = {
    .name = "image-matching",
    .title = "Matching of known pictures",
    .summary = "Says whether one picture is a copy of another, made smaller, compressed or "
               "edited: how known pictures are found again without anybody looking at them.",
    .shape = TASK_ITEM,
    .metrics = metrics,
    .bounds = bounds,
    .bound_count = sizeof bounds / sizeof bounds[0],
    .check_input = pair_pictures_check_input,
    .check_expected = pair_check_expected,
    .check_output = pair_check_scored_answer,
    .answer = "whether one picture is a copy of the other, and a score that is higher the "
              "more alike they are: {\"match\":\"no\",\"score\":0.41}",
    .labelling = TASK_COMPARES,
    .from_file = pair_pictures_from_file,
    .show = pair_show,
    .styles = pair_styles,
    .example = pair_pictures_example,
};
