/* Reads which perturbations are wanted; see perturb_benchmark.h. */
#include "perturb/perturb_benchmark.h"

static enum err_code unknown(struct str name, struct err *err)
{
    err_set(err, ERR_USAGE, "perturbation \"%.*s\" is not known",
            STR_ARG(str_sub(name, 0, 60)));
    err_hint(err,
             "`policeai benchmark perturb --help` lists those of texts, sound and pictures");
    return ERR_USAGE;
}

static enum err_code add(const struct perturbation *perturbation, uint64_t level,
                         struct perturb_step *steps, size_t *count, struct err *err)
{
    for (size_t i = 0; i < *count; i++) {
        if (steps[i].perturbation == perturbation && steps[i].level == (int)level - 1) {
            return err_set(err, ERR_USAGE, "%s %d is asked for twice", perturbation->name,
                           (int)level);
        }
    }
    if (*count > 0 && steps[0].perturbation->kind != perturbation->kind) {
        return err_set(err, ERR_USAGE, "%s is of %s, %s of %s: make a benchmark of each",
                       steps[0].perturbation->name,
                       perturbation_kind_word(steps[0].perturbation->kind), perturbation->name,
                       perturbation_kind_word(perturbation->kind));
    }
    if (*count == PERTURB_STEPS_MAX) {
        return err_set(err, ERR_LIMIT, "more than %d perturbations", PERTURB_STEPS_MAX);
    }
    steps[(*count)++] = (struct perturb_step){perturbation, (int)level - 1};
    return ERR_OK;
}

enum err_code perturb_steps_parse(const char *text, struct perturb_step *steps, size_t *count,
                                  struct err *err)
{
    struct str rest = str_of(text);
    struct str name;
    struct str word;
    bool all = !str_has_byte(rest, '=');
    (void)str_split(&rest, '=', &name);
    const struct perturbation *perturbation = perturbation_lookup(name);
    if (perturbation == NULL) {
        return unknown(name, err);
    }
    size_t levels = perturbation_levels(perturbation);
    for (uint64_t level = 1; all && level <= levels; level++) {
        TRY(add(perturbation, level, steps, count, err));
    }
    while (!all && str_split(&rest, ',', &word)) {
        uint64_t level;
        if (!str_to_u64(word, levels, &level) || level == 0) {
            return err_set(err, ERR_USAGE, "%s has severities 1 to %zu, not \"%.*s\"",
                           perturbation->name, levels, STR_ARG(str_sub(word, 0, 20)));
        }
        TRY(add(perturbation, level, steps, count, err));
    }
    return ERR_OK;
}
