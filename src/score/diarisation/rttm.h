/* RTTM files (who spoke when) and UEM files (what is evaluated), in recordings.
 * SOURCE: NIST, Rich Transcription Fall 2009 Evaluation Plan, appendix A; SCTK, doc/infmts.htm.
 */
#ifndef POLICEAI_SCORE_RTTM_H
#define POLICEAI_SCORE_RTTM_H

#include "metrics/diarisation/no_score_zones.h"
#include "base/name_table.h"
#include "score/score_report.h"

enum { RTTM_TURNS_MAX = 2000000, RTTM_SPEAKERS_MAX = 2000 };

/* A row that counts: NOSCORE, SPEAKER, NON-LEX, LEXEME, and those that only say how far a
 * recording reaches (SEGMENT, SU, EDIT, FILLER, IP, CB, A/P). */
enum rttm_type { RTTM_REGION, RTTM_TURN, RTTM_SOUND, RTTM_WORD, RTTM_REACH };
struct rttm_row {
    enum rttm_type type;
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
    struct zone_event *events; /* turns, words and sounds in the order of the file */
    size_t event_count;
    size_t event_room;
    size_t sounds;        /* among them */
    struct region extent; /* of all rows but NOSCORE, as md-eval has it; end < start: none */
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
