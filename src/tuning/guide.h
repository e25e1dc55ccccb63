/* The outcome of tuning: a *guide*, one JSON file that says what was chosen, on which items,
 * for which target, and how it did on items it was not chosen on, once. It is a fact about a
 * tool at one version with one set of parameters; it changes neither.
 *
 * Members of every guide: "guide" (its kind), "tool" and "title", "parameters", "benchmark",
 * "chosen_on" {items, split[, evidence, run]}; then those of its kind; "confirmed" once it is.
 */
#ifndef POLICEAI_TUNING_GUIDE_H
#define POLICEAI_TUNING_GUIDE_H

#include "base/arena.h"
#include "base/err.h"
#include "base/json.h"
#include "base/jsonw.h"
#include "evidence/evidence_files.h"

#include <stdbool.h>

enum { GUIDE_MAX = 1048576 };

#define GUIDE_OPERATING_POINT "operating-point/1"
#define GUIDE_CALIBRATION "calibration/1"
#define GUIDE_PARAMETERS "parameters/1"

/* Evidence of split dev alone: what is chosen on the items a tool is tested by says nothing any
 * more when it is tested by them. ERR_DENIED says so. A partial run is refused too. */
enum err_code guide_may_choose(const struct evidence_files *files, const char *evidence,
                               struct err *err) MUST_USE;
/* What every guide says: what was tuned, and on what. */
struct guide_source {
    const char *kind;
    struct str title;
    const struct tool_identity *tool;
    struct str parameters; /* as signed */
    struct str benchmark_digest, benchmark_id, benchmark_version;
    struct str evidence; /* HEX64 of the envelope, or n == 0 */
    struct str run;      /* its statement, or n == 0 */
    struct str split;
    size_t items;
};
/* Of evidence; texts are borrowed or in the arena. */
struct guide_source guide_source_of(struct arena *arena, const char *kind,
                                    const struct evidence_files *files);
/* Opens the object and writes those members. */
void guide_begin(struct jsonw *w, const struct guide_source *source);
/* Writes `text` to a file that is not there yet, mode 0644. ERR_CONFLICT when it is. */
enum err_code guide_keep(const char *path, struct str text, struct err *err) MUST_USE;

/* A guide from bytes, and from a file: the members that every guide has are there. ERR_FORMAT
 * names what is wrong. */
enum err_code guide_parse(struct arena *arena, struct str text, const struct js **guide,
                          struct err *err) MUST_USE;
enum err_code guide_read(struct arena *arena, const char *path, const struct js **guide,
                         struct err *err) MUST_USE;
/* Whether evidence is what a guide is confirmed by: the same tool, parameters and benchmark,
 * another split, all its items, and the guide not confirmed yet. ERR_CONFLICT and ERR_INVALID
 * name what differs. */
enum err_code guide_may_confirm(const struct js *guide, const char *path,
                                const struct evidence_files *files, struct err *err) MUST_USE;
/* Writes the guide again with "confirmed" (a JSON object) at its end. */
enum err_code guide_confirm(const struct js *guide, const char *path, struct str confirmed,
                            struct err *err) MUST_USE;
/* Opens the object "confirmed" and writes which evidence it was. */
void guide_confirmed_begin(struct jsonw *w, const struct guide_source *source);

#endif
