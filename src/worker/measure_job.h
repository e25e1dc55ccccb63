/* A job of kind "lab.measure": a tool measured on a benchmark.
 *
 * Its input is JSON {"benchmark":FOLDER,"parameters":{…},"quick_seconds":N,"split":NAME,
 * "tool":FOLDER}; its key a digest of what lies in those folders, of the files elsewhere that
 * the tool names (system_files), of the rest of the input and of the program's version, so that
 * what has not changed is measured once. */
#ifndef POLICEAI_WORKER_MEASURE_JOB_H
#define POLICEAI_WORKER_MEASURE_JOB_H

#include "base/arena.h"
#include "base/err.h"
#include "base/json.h"
#include "base/strbuf.h"
#include "crypto/digest.h"
#include "protocol/manifest.h"

#include <stdint.h>

#define MEASURE_KIND "lab.measure"

struct measure_job {
    const char *tool_folder;
    const char *benchmark_folder;
    const char *split;
    int64_t quick_seconds;       /* 0: the whole split */
    const struct js *parameters; /* over the tool's defaults, or NULL */
};

/* The text lives in the arena. */
struct str measure_job_write(struct arena *arena, const struct measure_job *job);
/* Points into `input`. */
enum err_code measure_job_read(struct arena *arena, struct str input, struct measure_job *job,
                               struct err *err) MUST_USE;
/* Appends a line for each of the tool's system_files: its SHA-256 ("absent" where there is
 * none, which is for whoever runs the tool to say), two spaces, its path. */
enum err_code measure_job_system_files(const struct manifest *manifest, struct strbuf *text,
                                       struct err *err) MUST_USE;
enum err_code measure_job_key(const struct measure_job *job, char key[SHA256_HEX_SIZE],
                              struct err *err) MUST_USE;

#endif
