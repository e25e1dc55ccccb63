/* Presentations to a detector of attacks (spoofs, deepfakes). */
#ifndef POLICEAI_SCORE_ATTACK_TABLE_H
#define POLICEAI_SCORE_ATTACK_TABLE_H

#include "score/columns/cluster_column.h"
#include "score/columns/group_columns.h"
#include "base/name_table.h"
#include "score/score_report.h"

#include <stdbool.h>
#include <stdint.h>

enum { PRESENTATIONS_MAX = 50000000, SPECIES_MAX = 1000 };

struct attack_columns {
    const char *score;
    const char *label;
    const char *bona_fide; /* label of bona fide presentations: "1" unless named */
    const char *species;   /* NULL: the label of an attack is its species */
    bool attack_high;      /* scores are high for attacks: they are negated */
    const char *group;
    const char *cluster;
};

struct attack_table {
    size_t count;
    double *score;     /* high for bona fide */
    uint32_t *species; /* 0: bona fide, else 1 + number of the species */
    struct name_table *names;
    struct group_columns *groups;
    struct cluster_column *cluster;
    size_t room_score, room_species;
};

/* Reads a CSV file. Lives in the report's arena. */
enum err_code attack_table_read(struct score_report *report, const char *path,
                                const struct attack_columns *columns,
                                struct attack_table **table, struct err *err) MUST_USE;

#endif
