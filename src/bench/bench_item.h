/* One row of items.jsonl. */
#ifndef POLICEAI_BENCH_BENCH_ITEM_H
#define POLICEAI_BENCH_BENCH_ITEM_H

#include "bench/bench.h"

/* Parses and checks a row against the task and the declared groups; all in the bench's arena.
 * `line` must outlive the bench. ERR_FORMAT says what is wrong with the row. */
enum err_code bench_item_parse(struct bench *bench, struct str line, struct bench_item *item,
                               struct err *err) MUST_USE;
/* benchmark.json lists it. */
bool bench_file_is_listed(const struct bench *bench, struct str path);
/* Every file that the input of a row or an entry names must be listed. */
enum err_code bench_files_check(const struct bench *bench, const struct js *input,
                                struct err *err) MUST_USE;

#endif
