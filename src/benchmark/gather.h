/* Inputs of a folder of files, or of a CSV table with one text a row, as a draft (making.h).
 *
 * Of a folder: every regular file below it, sorted by path; names that begin with a dot are
 * passed over, and of a task of pairs all that do not end with .json. The id is the path. Where
 * the folder has folders, the first part of the path is the group "folder". Files that an input
 * names are copied.
 * Of a table: a column of texts, or of pairs columns left.NAME and right.NAME (left.file and
 * right.file name pictures, relative to the table), and where told columns of ids, of clusters
 * and of groups. */
#ifndef POLICEAI_BENCHMARK_GATHER_H
#define POLICEAI_BENCHMARK_GATHER_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct gather_plan {
    const char *folder; /* of the draft; must not exist */
    const char *from;   /* a folder, or a file whose name ends with .csv or .tsv */
    const char *task;
    const char *id; /* of the benchmark; NULL: the folder's name */
    const char *title;
    const char *licence;
    const char *source;
    const char *sensitivity;
    const char *exposure;
    const char *labels;      /* "a,b,c", or NULL */
    const char *labels_file; /* a label a line, what it means after a tab; or NULL */
    bool labels_as_given;    /* shown in that order, else in the alphabet's */
    int64_t labellers;
    const char *text_column; /* "text" */
    const char *id_column;   /* or NULL: row-000001 */
    /* Of a table a column; of a folder "folder" (a file's whole folder), or "before:TEXT" (its
     * name up to the first TEXT). NULL: each by itself. */
    const char *cluster;
    const char *group_columns; /* "a,b", or NULL */
    bool skip;                 /* leave bad inputs out, else nothing is made */
    /* Each input that is not taken, with its place and what helps. */
    void (*bad)(void *data, const char *message, const char *hint);
    void *data;
};

/* *taken, *left: inputs. On failure the folder is not there. */
enum err_code gather(const struct gather_plan *plan, size_t *taken, size_t *left,
                     struct err *err) MUST_USE;

#endif
