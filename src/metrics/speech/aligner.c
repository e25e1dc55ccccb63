/* What the ways of aligning share: the path, and where each unit stands; see aligner.h. */
#include "metrics/speech/aligner.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

struct aligner *aligner_new(void)
{
    return xcalloc(1, sizeof(struct aligner));
}

void aligner_free(struct aligner *aligner)
{
    if (aligner != NULL) {
        free(aligner->path);
        free(aligner->local);
        free(aligner->first);
        free(aligner->places);
        free(aligner->bits);
        free(aligner);
    }
}

void aligner_path(struct aligner *aligner, size_t steps)
{
    if (steps > aligner->path_room) {
        free(aligner->path);
        aligner->path = xmalloc(steps);
        aligner->path_room = steps;
    }
    aligner->path_at = steps;
    aligner->path_end = steps;
}

void aligner_push(struct aligner *aligner, enum align_step step, size_t times)
{
    aligner->path_at -= times;
    if (times > 0) {
        memset(aligner->path + aligner->path_at, (int)step, times);
    }
}

void aligner_result(const struct aligner *aligner, struct alignment *alignment)
{
    size_t counts[4] = {0};
    alignment->steps = aligner->path + aligner->path_at;
    alignment->count = aligner->path_end - aligner->path_at;
    for (size_t i = 0; i < alignment->count; i++) {
        counts[alignment->steps[i]]++;
    }
    alignment->counts = (struct word_counts){counts[STEP_CORRECT], counts[STEP_SUBSTITUTION],
                                             counts[STEP_DELETION], counts[STEP_INSERTION]};
}

uint64_t *aligner_bits(struct aligner *aligner, size_t words)
{
    if (words > aligner->bits_room) {
        free(aligner->bits);
        aligner->bits = xcalloc(words, sizeof *aligner->bits);
        aligner->bits_room = words;
    }
    return aligner->bits;
}

static void room_for_ids(struct aligner *aligner, struct id_sequence reference)
{
    size_t most = 0;
    for (size_t i = 0; i < reference.count; i++) {
        most = reference.ids[i] > most ? reference.ids[i] : most;
    }
    if (most >= aligner->local_room) {
        size_t room = 2 * (most + 1);
        aligner->local = xrealloc(aligner->local, room, sizeof *aligner->local);
        memset(aligner->local + aligner->local_room, 0,
               (room - aligner->local_room) * sizeof *aligner->local);
        aligner->local_room = room;
    }
    if (reference.count + 2 > aligner->places_room) {
        aligner->places_room = 2 * (reference.count + 2);
        aligner->first = xrealloc(aligner->first, aligner->places_room, sizeof *aligner->first);
        aligner->places =
            xrealloc(aligner->places, aligner->places_room, sizeof *aligner->places);
    }
}

/* Counting sort: counts, then sums, then places in rising order. */
void aligner_place(struct aligner *aligner, struct id_sequence reference)
{
    uint32_t count = 0;
    room_for_ids(aligner, reference);
    memset(aligner->first, 0, (reference.count + 2) * sizeof *aligner->first);
    for (size_t i = 0; i < reference.count; i++) {
        uint32_t *local = &aligner->local[reference.ids[i]];
        if (*local == 0) {
            *local = ++count;
        }
        aligner->first[*local]++;
    }
    for (uint32_t k = 1; k <= count; k++) {
        aligner->first[k] += aligner->first[k - 1];
    }
    for (size_t i = reference.count; i-- > 0;) {
        aligner->places[--aligner->first[aligner->local[reference.ids[i]]]] = (uint32_t)i;
    }
    aligner->first[count + 1] = (uint32_t)reference.count;
    aligner->local_count = count;
}

void aligner_unplace(struct aligner *aligner, struct id_sequence reference)
{
    for (size_t i = 0; i < reference.count; i++) {
        aligner->local[reference.ids[i]] = 0;
    }
}
