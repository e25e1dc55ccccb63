/* Whom a safety notice reaches, who has answered it and who has not. */
#ifndef POLICEAI_REGISTRY_NOTICE_ANSWERS_H
#define POLICEAI_REGISTRY_NOTICE_ANSWERS_H

#include "registry/notice_reach.h"

/* What notices may name the tool of this identity by: of a listed one what its manifest says.
 */
enum err_code notice_target_of(struct db *db, struct arena *arena, const struct js *identity,
                               struct notice_target *target, struct err *err) MUST_USE;

struct notice_answers {
    struct registry_entries uses; /* what notice_uses says */
    struct str *forces;           /* of those, each once */
    size_t force_count;
    struct registry_entries answers; /* current acknowledgements */
};

/* All of it in the arena. */
enum err_code notice_answers_of(struct db *db, struct arena *arena,
                                const struct registry_entry *notice,
                                struct notice_answers *found, struct err *err) MUST_USE;
bool notice_has_answered(const struct registry_entries *answers, struct str organisation);

#endif
