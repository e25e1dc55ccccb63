/* The protected characteristics of the Equality Act 2010, section 4, and which group of a
 * benchmark stands for which: "characteristic" in its definition, else its name.
 *
 *     "groups": {"origin": {"title": …, "values": […], "characteristic": "race"}} */
#ifndef POLICEAI_BENCH_CHARACTERISTIC_H
#define POLICEAI_BENCH_CHARACTERISTIC_H

#include "base/json.h"
#include "base/str.h"

#include <stddef.h>

struct characteristic {
    const char *id;    /* "religion-or-belief" */
    const char *title; /* as the Act has it: "religion or belief" */
};

/* In the Act's order. SOURCE: Equality Act 2010 (c. 15), section 4. */
enum { CHARACTERISTICS = 9 };
extern const struct characteristic characteristic_table[CHARACTERISTICS];

/* NULL when there is none of that id. */
const struct characteristic *characteristic_lookup(struct str id);
/* What the group `name` of a benchmark's definition stands for, or NULL: then it is a condition
 * that the benchmark declares (an accent, a channel). */
const struct characteristic *characteristic_of_group(const struct js *definition,
                                                     struct str name);

#endif
