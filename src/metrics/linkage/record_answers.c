/* See record_answers.h. */
#include "metrics/linkage/record_answers.h"

#include "base/mem.h"

#include <stdlib.h>

enum { VECTOR = 3 };

void record_pairs(const struct record_sizes *s, double *vector)
{
    vector[0] = (s->shared - 1) / 2.0;
    vector[1] = (s->predicted - 1) / 2.0;
    vector[2] = (s->truth - 1) / 2.0;
}

void record_bcubed(const struct record_sizes *s, double *vector)
{
    vector[0] = (double)s->shared / s->predicted;
    vector[1] = (double)s->shared / s->truth;
    vector[2] = 1;
}

void record_bcubed_per_cluster(const struct record_sizes *s, double *vector)
{
    record_bcubed(s, vector);
    for (size_t i = 0; i < VECTOR; i++) {
        vector[i] /= s->truth;
    }
}

struct name_at {
    struct str name;
    size_t at;
};

static int compare_names(const void *a, const void *b)
{
    return str_cmp(((const struct name_at *)a)->name, ((const struct name_at *)b)->name);
}

/* Equal names get equal numbers, from `first` on; the number after the last. */
static uint32_t number_names(struct name_at *names, size_t count, uint32_t first, uint32_t *of)
{
    uint32_t next = first;
    if (count > 0) {
        qsort(names, count, sizeof *names, compare_names);
    }
    for (size_t i = 0; i < count; i++) {
        next += i == 0 || !str_eq(names[i].name, names[i - 1].name) ? 1 : 0;
        of[names[i].at] = next - 1;
    }
    return next;
}

/* Records without an answer get a number each, which makes them of no cluster but their own. */
static enum err_code number_all(const struct metric_answer *items, size_t count,
                                struct name_at *names, uint32_t *truth, uint32_t *predicted,
                                struct clusterings *clusterings, struct err *err)
{
    size_t answered = 0;
    for (size_t i = 0; i < count; i++) {
        names[i].at = i;
        TRY(js_need_str(items[i].expected, "entity", &names[i].name, err));
    }
    clusterings->true_clusters = number_names(names, count, 0, truth);
    for (size_t i = 0; i < count; i++) {
        if (items[i].output != NULL) {
            names[answered].at = i;
            TRY(js_need_str(items[i].output, "cluster", &names[answered++].name, err));
        }
    }
    uint32_t next = number_names(names, answered, 0, predicted);
    for (size_t i = 0; i < count; i++) {
        if (items[i].output == NULL) {
            predicted[i] = next++;
        }
    }
    clusterings->predicted_clusters = next;
    clusterings->truth = truth;
    clusterings->predicted = predicted;
    return ERR_OK;
}

/* A record without an answer has no pairs predicted already, being alone; of B-cubed its share
 * of right ones would be 1, so it is taken away. */
static enum err_code fill(const struct metric_answer *items, size_t count, record_vector_fn *of,
                          double *vectors, bool *has, struct err *err)
{
    struct clusterings clusterings = {.records = count};
    struct name_at *names = xcalloc(count + 1, sizeof *names);
    uint32_t *truth = xcalloc(count + 1, sizeof *truth);
    uint32_t *predicted = xcalloc(count + 1, sizeof *predicted);
    struct record_sizes *sizes = xcalloc(count + 1, sizeof *sizes);
    enum err_code code = number_all(items, count, names, truth, predicted, &clusterings, err);
    if (code == ERR_OK) {
        clusterings_sizes(&clusterings, sizes);
    }
    for (size_t i = 0; code == ERR_OK && i < count; i++) {
        of(&sizes[i], vectors + i * VECTOR);
        if (items[i].output == NULL) {
            vectors[i * VECTOR] = 0;
            vectors[i * VECTOR + 1] = 0;
        }
        has[i] = true;
    }
    free(names);
    free(truth);
    free(predicted);
    free(sizes);
    return code;
}

enum err_code record_pairs_together(const struct metric_answer *items, size_t count,
                                    double *vectors, bool *has, struct err *err)
{
    return fill(items, count, record_pairs, vectors, has, err);
}

enum err_code record_bcubed_together(const struct metric_answer *items, size_t count,
                                     double *vectors, bool *has, struct err *err)
{
    return fill(items, count, record_bcubed, vectors, has, err);
}
