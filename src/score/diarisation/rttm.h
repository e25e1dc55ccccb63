/* RTTM files (who spoke when) and UEM files (what is evaluated), in recordings.
 * SOURCE: NIST, Rich Transcription Fall 2009 Evaluation Plan, appendix A; SCTK, doc/infmts.htm.
 */
#ifndef POLICEAI_SCORE_RTTM_H
#define POLICEAI_SCORE_RTTM_H

#include "metrics/diarisation/speaker_turns.h"
#include "base/name_table.h"
#include "score/score_report.h"

enum { RTTM_TURNS_MAX = 2000000, RTTM_SPEAKERS_MAX = 2000 };

/* A row that counts: SPEAKER or NOSCORE of an RTTM file. */
struct rttm_row {
    bool is_turn;
    struct str file;
    struct str channel;
    struct region when;
    struct str speaker;
};
/* *counts is false for comments, empty lines and rows of other types. Texts point into line. */
enum err_code rttm_line(struct str line, struct rttm_row *row, bool *counts,
                        struct err *err) MUST_USE;
/* "FILE CHANNEL FROM TO"; *counts false for comments and empty lines. */
enum err_code uem_line(struct str line, struct rttm_row *row, bool *counts,
                       struct err *err) MUST_USE;

struct recording {
    const char *name; /* "FILE CHANNEL" */
    size_t line;      /* first that names it */
    struct turn *turns;
    size_t turn_count;
    size_t turn_room;
    struct region *regions; /* NOSCORE rows; of a UEM file its rows */
    size_t region_count;
    size_t region_room;
    struct name_table *speakers;
};

struct recordings {
    struct name_table *names;
    struct recording *items; /* by number of the name */
    size_t count;
    size_t room;
};

enum rttm_kind { KIND_RTTM, KIND_UEM };
/* Reads a file; rows that cannot be used go through score_report_skip. In the arena. */
enum err_code rttm_read(struct score_report *report, const char *path, enum rttm_kind kind,
                        struct recordings *recordings, struct err *err) MUST_USE;
/* By name, or NULL. */
const struct recording *recordings_find(const struct recordings *recordings, const char *name);

#endif
