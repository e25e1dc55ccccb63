/* Things a text states that another can be asked for: phone numbers, sums of money, dates,
 * registration marks, names. Found by fixed rules, so that anyone finds the same; the rules are
 * this project's own, stated with the metric unsupported_entities/1. */
#ifndef POLICEAI_METRICS_SUMMARY_ENTITIES_H
#define POLICEAI_METRICS_SUMMARY_ENTITIES_H

#include "base/arena.h"
#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>

enum entity_kind {
    ENTITY_PHONE,
    ENTITY_SUM,
    ENTITY_DATE,
    ENTITY_VEHICLE,
    ENTITY_NAME,
    ENTITY_KINDS
};

struct entity {
    enum entity_kind kind;
    struct str text; /* where it stands */
    struct str form; /* what it means: digits, "GBP 120050", "2024-03-01", "AB12CDE" */
};

struct entities {
    struct entity *items;
    size_t count;
};

/* In the order they stand; forms in the arena, texts lent. */
struct entities entities_find(struct arena *arena, struct str text);
/* supported[i]: the source states entity i. A date without year is stated by any year's; a name
 * when each of its words is a word of the source, case ignored; any other by its form. */
void entities_support(struct arena *arena, const struct entities *entities, struct str source,
                      bool *supported);
/* "phones", "sums", … */
const char *entity_kind_name(enum entity_kind kind);

/* For entities_find: the entity of each kind that begins at `at`, 0 or its length in bytes, its
 * form in *form. Nothing before `at` is looked at. */
size_t entity_phone(struct arena *arena, struct str text, size_t at, struct str *form);
size_t entity_sum(struct arena *arena, struct str text, size_t at, struct str *form);
size_t entity_date(struct arena *arena, struct str text, size_t at, struct str *form);
size_t entity_vehicle(struct arena *arena, struct str text, size_t at, struct str *form);

#endif
