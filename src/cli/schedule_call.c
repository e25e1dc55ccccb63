#include "cli/schedule_call.h"

#include "base/clock.h"
#include "cli/case_actor.h"
#include "lab/places.h"

#include <stdio.h>

enum err_code schedule_call_words(struct arena *arena, struct schedule_words *words,
                                  struct err *err)
{
    struct places places;
    TRY(places_find(arena, &places, err));
    return schedule_words_load(arena, places.reference, words, err);
}

enum err_code schedule_call_act(struct arena *arena, const char *as, struct disclosure_act *act,
                                struct err *err)
{
    act->now = clock_now(&(struct clock){.fixed = false});
    act->stopped = NULL;
    return case_actor(arena, as, &act->by, err);
}

enum err_code schedule_call_number(const char *word, int64_t *number, struct err *err)
{
    uint64_t value;
    if (!str_to_u64(str_of(word), INT32_MAX, &value) || value == 0) {
        err_set(err, ERR_USAGE, "\"%.40s\" is no number of a document", word);
        err_hint(err, "`policeai case files` lists them");
        return ERR_USAGE;
    }
    *number = (int64_t)value;
    return ERR_OK;
}

void schedule_call_sums(const struct schedule_sums *sums)
{
    printf("%lld documents = %lld evidence + %lld not relevant + %lld non-sensitive + %lld "
           "sensitive + %lld in blocks + %lld held\n",
           (long long)sums->documents, (long long)sums->places[SCHEDULE_EVIDENCE],
           (long long)sums->places[SCHEDULE_NOT_RELEVANT],
           (long long)sums->places[SCHEDULE_NON_SENSITIVE],
           (long long)sums->places[SCHEDULE_SENSITIVE], (long long)sums->places[SCHEDULE_BLOCK],
           (long long)sums->places[SCHEDULE_HELD]);
    printf("%lld of the presumption list; nobody marked %lld of those listed; %lld files hold "
           "no document and are listed by hand\n",
           (long long)sums->presumption, (long long)sums->unmarked, (long long)sums->no_bytes);
}
