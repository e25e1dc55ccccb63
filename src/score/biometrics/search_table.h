/* Searches of an identification: candidates by probe and gallery.
 *
 * A row is a candidate. A search is the rows of one probe in one gallery, in any order; a row
 * with candidate, rank and score empty says that a search brought nothing. A candidate is the
 * right one where the column `correct` is 1; without that column, where it equals the column
 * `identity` of its row; without that too, where it equals the probe. */
#ifndef POLICEAI_SCORE_SEARCH_TABLE_H
#define POLICEAI_SCORE_SEARCH_TABLE_H

#include "score/columns/cluster_column.h"
#include "score/columns/group_columns.h"
#include "score/score_report.h"

#include <stdbool.h>
#include <stdint.h>

enum { CANDIDATES_MAX = 100000000, RANK_MAX = 1000000 };

struct candidate {
    double score;
    uint32_t search;
    uint32_t rank; /* from 1 */
    uint32_t name;
    uint32_t line;
    bool right;
    bool dropped; /* left out by --lenient */
};

struct search {
    bool mated;     /* the probe is enrolled in the gallery */
    uint32_t first; /* of its candidates, in order of rank */
    uint32_t count;
};

struct search_table {
    struct candidate *candidates; /* by search, then rank, none dropped */
    size_t candidate_count, candidate_room;
    struct search *searches;
    size_t count, room;
    uint32_t rank_most;
    const char *rule; /* what makes a candidate the right one: "correct", "identity", "probe" */
    struct group_columns *groups; /* a row a search */
    struct cluster_column *cluster;
};

/* Reads a CSV file with the columns probe, candidate, rank, score, mated and perhaps gallery,
 * correct or identity. `group`: columns to compare by, NULL for none; `gallery` is one by
 * itself where it is there. ERR_FORMAT with the line for a rank or candidate twice in a search,
 * a score above that of a better rank, a search that is both mated and not, a right candidate
 * of a probe that is not enrolled. Lives in the report's arena. */
enum err_code search_table_read(struct score_report *report, const char *path,
                                const char *group, const char *cluster,
                                struct search_table **table, struct err *err) MUST_USE;

#endif
