/* /in: the folder a tool process reads its inputs from. Each file stands there under a random
 * name with one and the same time, and is gone once the item has its answer. */
#ifndef POLICEAI_RUN_STAGING_H
#define POLICEAI_RUN_STAGING_H

#include "base/err.h"
#include "base/json.h"
#include "base/jsonw.h"
#include "base/strbuf.h"
#include "task/task.h"

enum { STAGED_NAME = 40 };

/* What a folder is called in the scratch folder: this, the process id of its host, '-', random.
 */
#define STAGING_PREFIX "in-"

/* Removes the folders in `scratch` whose host is gone: it was killed. Others stay. */
enum err_code staging_sweep(const char *scratch, struct err *err) MUST_USE;

/* Copies `file` into `folder` and stores the name it got there, extension kept. */
enum err_code staging_add(const char *folder, const char *file, char name[STAGED_NAME],
                          struct err *err) MUST_USE;
/* Fine when name is "". */
void staging_remove(const char *folder, char name[STAGED_NAME]);

/* Writes `input` with every {"file":TEXT} in it as {"file":PATH}: the paths in the order in
 * which the files stand in it (task_input_files). */
void staging_rewrite(struct strbuf *out, const struct js *input, const char *const *paths);

/* The files of one input, each copied (twice if named twice: no name says that two are one) and
 * the input written with their names. What was copied stays after an error, too. */
struct staged {
    char names[TASK_FILES_MAX][STAGED_NAME];
    size_t count;
};
enum err_code staging_input(const char *folder, const char *const *files, size_t count,
                            const struct js *input, struct strbuf *out, struct staged *staged,
                            struct err *err) MUST_USE;
void staging_remove_all(const char *folder, struct staged *staged);

/* The same for one that stands in the folder NAME of /in: `stem` and the file's extension. */
enum err_code staging_add_as(const char *folder, const char *file, const char *stem,
                             char name[STAGED_NAME], struct err *err) MUST_USE;
/* The one time that everything in /in has. */
enum err_code staging_set_time(const char *path, struct err *err) MUST_USE;
/* As staging_rewrite, without the member `left_out` (NULL: whole); `paths` NULL leaves the
 * files as they stand. */
void staging_write(struct jsonw *w, const struct js *input, const char *left_out,
                   const char *const *paths);

#endif
