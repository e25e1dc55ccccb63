/* What pages read once at start: organisations, vocabularies, the gate. */
#ifndef POLICEAI_WEB_REGISTRY_DATA_H
#define POLICEAI_WEB_REGISTRY_DATA_H

#include "registry/answerability.h"
#include "registry/requirement.h"
#include "registry/vocabulary.h"

struct registry_data {
    const char *reference; /* the folder */
    struct vocabulary deployments;
    struct vocabulary tools;
    struct use_vocabulary counts;
    struct gate gate;
    struct questions questions;
    const struct js *tiles;         /* reference/force-tiles.json, its list */
    const struct js *organisations; /* reference/organisations.json */
};

/* From REFERENCE and REFERENCE/registry into the arena; a file that is missing or broken is an
 * error. */
enum err_code registry_data_read(struct arena *arena, const char *reference,
                                 struct registry_data **data, struct err *err) MUST_USE;

#endif
