/* The folder that leaves: inputs, and what to do with them; never an expected answer, a group,
 * a cluster or a name of the benchmark's.
 *
 *     README.txt    what to do and what to send back
 *     parcel.json   {"parcel":ID,"task":NAME}
 *     inputs.jsonl  {"id":NAME,"input":{…}} a line; {"file":"files/NAME"} in it
 *     files/        under random names, all of one time
 *     outputs.jsonl the same ids, with "output":null to be filled in
 *     outputs.csv   the same as a table, where the task allows one */
#ifndef POLICEAI_ELSEWHERE_PARCEL_WRITE_H
#define POLICEAI_ELSEWHERE_PARCEL_WRITE_H

#include "base/arena.h"
#include "base/err.h"
#include "bench/bench.h"
#include "elsewhere/parcel_names.h"

struct parcel {
    const char *id; /* by which the answers are handed in */
    const struct bench *bench;
    const struct sha256 *secret;
    const struct parcel_item *items; /* sorted */
    size_t count;
};

/* Whether a task's answers can be made elsewhere: ERR_UNSUPPORTED says why not. */
enum err_code parcel_task_check(const struct task *task, struct err *err) MUST_USE;
/* Writes the folder `to`, which must not be there; it appears whole or not at all. */
enum err_code parcel_write(const struct parcel *parcel, const char *to,
                           struct err *err) MUST_USE;

#endif
