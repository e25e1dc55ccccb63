/* See sealed_option.h. */
#include "cli/sealed_option.h"

#include <stdio.h>

/* Below it the custodian is told; evidence gives the figure in any case. Set by this project.
 */
#define PLANTED_SUSPICIOUS 0.001

struct custody_terms sealed_terms(const struct sealed_options *given)
{
    return (struct custody_terms){given->role, given->purpose, given->requester,
                                  given->new_requester};
}

enum err_code sealed_resolve(struct arena *arena, const struct datadir *data,
                             const struct places *places, const char *word, const char **folder,
                             struct err *err)
{
    struct custody_set *set;
    TRY(custody_find(arena, data, word, &set, err));
    if (set != NULL) {
        *folder = set->items;
        return ERR_OK;
    }
    return places_resolve(arena, places->benchmarks, word, "benchmark.json", folder, err);
}

enum err_code sealed_set(struct arena *arena, const struct datadir *data, const char *word,
                         struct custody_set **set, struct err *err)
{
    struct custody_set *sets;
    size_t count;
    TRY(custody_find(arena, data, word, set, err));
    if (*set != NULL) {
        return ERR_OK;
    }
    err_set(err, ERR_NOT_FOUND, "no sealed benchmark \"%.100s\" is in custody in %s", word,
            data->root);
    TRY(custody_list(arena, data, &sets, &count, err));
    if (count > 0) {
        err_hint(err, "%zu %s in custody, the first %.*s", count, count == 1 ? "is" : "are",
                 STR_ARG(sets[0].id));
    } else {
        err_hint(err, "`policeai benchmark seal FOLDER` takes one");
    }
    return ERR_NOT_FOUND;
}

void sealed_print_told(const char *set, const char *requester, const struct lab_told *told)
{
    printf("%s, query %lld of %lld of %s: ", set, (long long)told->query,
           (long long)told->budget, requester);
    if (told->released.n == 0) {
        printf("no figure can be told\n");
    } else {
        printf("%.*s %.*s (step %.12g)%s\n", STR_ARG(told->metric), STR_ARG(told->released),
               told->step,
               told->improved ? "" : ", as before: no better by more than the step");
    }
    fflush(stdout);
    if (told->planted_given > 0 && told->planted_chance < PLANTED_SUSPICIOUS) {
        fprintf(stderr,
                "it gave %lld of %lld planted wrong answers: a tool that has not seen the "
                "answers would by a chance of %.2g\n",
                (long long)told->planted_given, (long long)told->planted_of,
                told->planted_chance);
    }
}
