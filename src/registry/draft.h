/* Drafts: records being filled in, one JSON file each in drafts/ of the data folder (0600, the
 * folder 0700). Private, backed up, in no log until they are published.
 *
 *     {"body":{…},"subject":HEX32,"type":"deployment.described/1"}
 *
 * The subject is chosen when the draft is begun, so that a use report can name a deployment
 * that is itself still a draft, and publishing a draft twice is seen to be the same. The body
 * may be half filled and wrong: draft_check says what blocks publishing. A value that is to be
 * withheld stands as {"withhold":{…,"value"}}, the harm in its private words beside it
 * (record/gap_seal.h). */
#ifndef POLICEAI_REGISTRY_DRAFT_H
#define POLICEAI_REGISTRY_DRAFT_H

#include "base/arena.h"
#include "base/err.h"
#include "base/json.h"
#include "base/str.h"
#include "registry/form_shape.h"
#include "store/datadir.h"

#include <stdbool.h>
#include <stddef.h>

enum { DRAFT_SUBJECT_SIZE = 33 };

struct draft {
    const char *name;
    struct str type;
    struct str subject;
    const struct js *body; /* an object */
};

/* a-z, 0-9 and single '-' between them, at most 64: it is a file's name. */
enum err_code draft_name_check(struct str name, struct err *err) MUST_USE;
/* "Redaction, pilot 2" becomes "redaction-pilot-2"; "" when nothing of it can stay. */
struct str draft_name_from(struct arena *arena, struct str title);
/* Random 128 bits. */
void draft_new_subject(char subject[DRAFT_SUBJECT_SIZE]);

/* All of it in the arena. ERR_NOT_FOUND names what drafts there are. */
enum err_code draft_read(struct arena *arena, const struct datadir *dir, struct str name,
                         struct draft *draft, struct err *err) MUST_USE;
/* From the text of such a file. */
enum err_code draft_parse(struct arena *arena, struct str text, struct draft *draft,
                          struct err *err) MUST_USE;
/* Whole or not at all. */
enum err_code draft_write(struct arena *arena, const struct datadir *dir,
                          const struct draft *draft, struct err *err) MUST_USE;
enum err_code draft_remove(struct arena *arena, const struct datadir *dir, struct str name,
                           struct err *err) MUST_USE;
bool draft_exists(struct arena *arena, const struct datadir *dir, struct str name);
/* Names in order; none when there is no folder. */
enum err_code draft_list(struct arena *arena, const struct datadir *dir, const char ***names,
                         size_t *count, struct err *err) MUST_USE;

/* The member of the field; NULL when it is not there. */
const struct js *draft_value(const struct js *body, const struct form_field *field);
/* Is this value a mark that it is to be withheld? */
bool draft_is_withhold(const struct js *value);
/* Puts a value (JSON) in the field's place; "" and "[]" take it away. The body is made anew. */
enum err_code draft_put(struct arena *arena, struct draft *draft,
                        const struct form_field *field, struct str json,
                        struct err *err) MUST_USE;
/* The same for a member of the body that is no field: organisation, vocabulary. */
enum err_code draft_put_text(struct arena *arena, struct draft *draft, const char *member,
                             struct str text, struct err *err) MUST_USE;

#endif
