/* Answers to questions, compared as the Stanford Question Answering Dataset does.
 * SOURCE: Rajpurkar, Jia and Liang 2018, Know What You Don't Know, ACL P18-2124, and its
 * evaluate-v2.0.py: lower case, the 32 signs of ASCII taken out, the words a, an and the taken
 * out, white space made one blank; exact match and token F1 against the best of the right
 * answers; where none is right, "" is. */
#ifndef POLICEAI_METRICS_SQUAD_H
#define POLICEAI_METRICS_SQUAD_H

#include "base/arena.h"
#include "base/err.h"
#include "base/json.h"
#include "base/str.h"

#include <stdbool.h>

/* The normalised text, in the arena. `text` is valid UTF-8. */
struct str squad_normal(struct arena *arena, struct str text);
/* Of two normalised texts: 2 PR / (P + R) over tokens, 0 where none is shared, 1 where both are
 * empty. */
double squad_f1(struct arena *arena, struct str truth, struct str answer);

struct squad_score {
    bool exact;
    double f1;
};
/* The best over expected {"answers":[TEXT,…]} of output {"answer":TEXT}; both 0 where output is
 * NULL. */
enum err_code squad_score(const struct js *expected, const struct js *output,
                          struct squad_score *score, struct err *err) MUST_USE;

#endif
