/* Judgements (qrels) and ranked answers (a run) in TREC's formats, joined topic by topic.
 *
 *     qrels:  TOPIC ITERATION DOCUMENT LEVEL
 *     run:    TOPIC Q0 DOCUMENT RANK SCORE TAG
 *
 * separated by blanks or tabs; lines that begin with # and empty ones are passed over; a level
 * below 0 is in the pool and not judged. The rank is not read: documents go by score, highest
 * first, ties by name, last first (as trec_eval's form_res_rels.c orders them). */
#ifndef POLICEAI_SCORE_TREC_FILES_H
#define POLICEAI_SCORE_TREC_FILES_H

#include "metrics/retrieval/ranking.h"
#include "score/retrieval/document_names.h"
#include "base/name_table.h"
#include "score/score_report.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    TREC_LEVEL_MAX = 10000,     /* of a judgement, either sign */
    TREC_LINES_MAX = 200000000, /* of a file */
    TREC_FIELDS = 6
};

struct trec_answer {
    double score;
    uint32_t document; /* number in the topic's `documents` */
};

struct trec_topic {
    struct str id;
    const char *name;                /* the same; set by trec_files_order */
    struct document_names documents; /* judged ones first, in the qrels' order */
    int32_t *levels;                 /* of each judged document */
    size_t judged, judged_room;
    struct trec_answer *answers; /* in the run's order */
    size_t answered, answered_room;
    bool in_run;
};

struct trec_files {
    struct arena *arena;
    struct name_table *names;  /* number = place in topics */
    struct trec_topic *topics; /* in the order of first mention */
    size_t count, room;
    struct name_room texts; /* of documents */
    uint32_t last;          /* topic of the line before: lines of one stand together */
    size_t usual_judged;    /* what the topic before had: room for the next */
    size_t usual_answered;
    size_t run_only; /* topics of the run that nobody judged */
    const char *tag; /* of the run's first line, NULL without lines */
    bool tags_differ;
};

/* Reads both. A document twice in a topic of either file, a score or level that is no number, a
 * line of another number of fields: an error of that line. Ended by trec_files_release. */
enum err_code trec_files_read(struct score_report *report, const char *qrels, const char *run,
                              struct trec_files *files, struct err *err) MUST_USE;
void trec_files_release(struct trec_files *files);
/* One line of either file, for tests and fuzzing. */
void trec_files_init(struct trec_files *files, struct arena *arena);
enum err_code trec_files_judgement(struct trec_files *files, struct str line,
                                   struct err *err) MUST_USE;
enum err_code trec_files_answer(struct trec_files *files, struct str line,
                                struct err *err) MUST_USE;

/* Topics by the bytes of their names, as trec_eval goes through them; `count` pointers in the
 * arena. With `complete` all that are judged, else those judged and in the run. */
struct trec_topic **trec_files_order(const struct trec_files *files, bool complete,
                                     size_t *count);

/* A topic's ranking: rel and levels are in memory of the caller's to be freed with free(). At
 * most `most` documents (0: all); `judged_only` leaves out documents that are not judged. */
struct ranking trec_ranking(struct trec_topic *topic, int32_t level, size_t most,
                            bool judged_only);
void trec_ranking_release(struct ranking *ranking);

#endif
