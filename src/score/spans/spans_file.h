/* Files of marked spans: one JSON object a line,
 *
 *     {"id":"a7","spans":[{"start":3,"end":11,"label":"PERSON"}],"text":"By Ann Smith"}
 *
 * Offsets are code points, end exclusive. A span may also have "entity" (which mentions are of
 * one entity), "identifier" ("direct", "quasi" or "no-mask") and "annotator"; a document
 * "text", "tokens" ([[start,end],…] in order), "pos" (a tag for each token), "cluster" and
 * "groups"
 * ({"NAME":"VALUE"}). Other keys are ignored. */
#ifndef POLICEAI_SCORE_SPANS_FILE_H
#define POLICEAI_SCORE_SPANS_FILE_H

#include "metrics/spans/span_masking.h"
#include "base/name_table.h"
#include "score/score_report.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    SPANS_END_MAX = 16 * 1024 * 1024, /* code points of a document */
    SPANS_COUNT_MAX = 1000000,        /* spans of a document */
    SPANS_COLUMNS_MAX = 16            /* of groups */
};

struct spans_token {
    size_t start;
    size_t end;
    bool ignorable; /* by its part of speech */
};

struct spans_document {
    struct mask_mention
        *spans; /* in the file's order; labels are numbers in spans_file.labels */
    size_t count;
    size_t entities;   /* mention.entity < entities */
    size_t annotators; /* mention.annotator < annotators; 0 without spans */
    struct str text;   /* p NULL: none */
    size_t length;     /* of the text in code points, else the last end */
    struct spans_token *tokens;
    size_t token_count;
    bool has_tokens;
    uint32_t cluster; /* number of its name in spans_file.clusters; SCORE_NOT_RECORDED */
    uint32_t values[SPANS_COLUMNS_MAX]; /* by column; SCORE_NOT_RECORDED */
    bool present;                       /* in an answer file: the document was answered */
};

struct spans_file {
    struct arena *arena;
    struct name_table *ids;    /* number = place in documents */
    struct name_table *labels; /* shared by both files */
    struct name_table *clusters;
    struct name_table *columns;
    struct name_table *values[SPANS_COLUMNS_MAX];
    struct spans_document *documents;
    size_t count;
    size_t room;
    bool any_text, any_tokens, any_entity, any_identifier, any_cluster;
};

/* Reads the reference. Everything lives in the report's arena. With `overlaps` spans of one
 * annotator may overlap; otherwise that is an error of the row. */
enum err_code spans_file_read(struct score_report *report, const char *path, bool overlaps,
                              struct spans_file *file, struct err *err) MUST_USE;
/* Reads answers to the documents of `truth`: documents[i] of *file answers truth's i. A
 * document not answered stays empty with present false. */
enum err_code spans_file_answers(struct score_report *report, const char *path, bool overlaps,
                                 const struct spans_file *truth, struct spans_file *file,
                                 struct err *err) MUST_USE;
/* One row, for tests and fuzzing: `truth` NULL reads it as the reference's. */
enum err_code spans_file_row(struct spans_file *file, const struct spans_file *truth,
                             struct str line, bool overlaps, struct err *err) MUST_USE;
/* An empty file whose rows will live in the arena; labels NULL: numbers of its own. */
void spans_file_init(struct spans_file *file, struct arena *arena, struct name_table *labels);

#endif
