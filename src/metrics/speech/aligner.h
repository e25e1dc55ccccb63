/* The inside of an aligner (alignment.h), for the files that align. */
#ifndef POLICEAI_METRICS_ALIGNER_H
#define POLICEAI_METRICS_ALIGNER_H

#include "metrics/speech/alignment.h"

struct aligner {
    unsigned char *path; /* filled from its end: steps are found walking back */
    size_t path_room;
    size_t path_at; /* first step that is filled */
    size_t path_end;
    /* Places of each unit in the reference: `local` maps an id to 1 + its place in `first`. */
    uint32_t *local;
    size_t local_room;
    uint32_t *first; /* start of a local id's places in `places`, one more than there are */
    uint32_t *places;
    size_t places_room;
    uint32_t local_count;
    /* Room for words of bits. */
    uint64_t *bits;
    size_t bits_room;
};

/* An empty path with room for `steps`. */
void aligner_path(struct aligner *aligner, size_t steps);
/* Puts `times` steps before those that are there. */
void aligner_push(struct aligner *aligner, enum align_step step, size_t times);
/* The path as an alignment. */
void aligner_result(const struct aligner *aligner, struct alignment *alignment);
/* At least `words` words of 64 bits. */
uint64_t *aligner_bits(struct aligner *aligner, size_t words);
/* Notes where each unit of the reference stands; undone by aligner_unplace. */
void aligner_place(struct aligner *aligner, struct id_sequence reference);
void aligner_unplace(struct aligner *aligner, struct id_sequence reference);

#endif
