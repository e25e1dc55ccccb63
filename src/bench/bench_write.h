/* A benchmark's folder being made: whoever makes one writes items.jsonl and files into a folder
 * beside the place where it shall stand, describes it, and gives it its name once it reads back
 * whole. */
#ifndef POLICEAI_BENCH_BENCH_WRITE_H
#define POLICEAI_BENCH_BENCH_WRITE_H

#include "base/jsonw.h"
#include "bench/bench.h"

/* Copies `path` of the folder `from` to the same path of the folder `work`. */
enum err_code bench_write_copy(struct arena *arena, const char *from, const char *work,
                               struct str path, struct err *err) MUST_USE;
/* The member "files": each of `paths` (sorted in place) once, with size and SHA-256 as it lies
 * in `work`. */
enum err_code bench_write_files(struct arena *arena, const char *work, struct str *paths,
                                size_t count, struct jsonw *w, struct err *err) MUST_USE;
/* benchmark.json in canonical form and '\n'; `description` is its JSON. */
enum err_code bench_write_description(struct arena *arena, const char *work,
                                      const struct strbuf *description,
                                      struct err *err) MUST_USE;
/* Opens `work` as anybody will; ERR_INVALID for a bad row. `made` (MAY be NULL) gets the
 * benchmark, to be freed; `hex` its digest. */
enum err_code bench_write_read_back(const char *work, struct bench **made,
                                    char hex[SHA256_HEX_SIZE], struct err *err) MUST_USE;
/* `work` becomes `to`, synced. */
enum err_code bench_write_name(struct arena *arena, const char *work, const char *to,
                               struct err *err) MUST_USE;

#endif
