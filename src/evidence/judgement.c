/* See judgement.h. */
#include "evidence/judgement.h"

#include "base/jsonw.h"

enum judgement judge(const struct task_bound *bound, struct str value, struct str low,
                     struct str high)
{
    double middle;
    double least;
    double most;
    if (!dec_parse(value, &middle) || !dec_parse(low, &least) || !dec_parse(high, &most)) {
        return JUDGEMENT_CANNOT;
    }
    bool all_good = bound->at_least ? least >= bound->bound : most <= bound->bound;
    bool all_bad = bound->at_least ? most < bound->bound : least > bound->bound;
    return all_good ? JUDGEMENT_MET : all_bad ? JUDGEMENT_BELOW : JUDGEMENT_UNCLEAR;
}

const char *judgement_word(enum judgement judgement)
{
    static const char *const words[] = {"met", "below", "unclear", "cannot"};
    return words[judgement];
}
