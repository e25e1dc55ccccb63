/* Judgements and a run in one input, apart by an empty line: each line is refused with words or
 * taken; every measure of every topic is then a finite number, those that are shares in [0, 1].
 */
#include "score/retrieval/trec_files.h"
#include "score/retrieval/trec_measures.h"

#include "base/err.h"

#include <math.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static bool is_share(const char *name)
{
    return strncmp(name, "num_", 4) != 0 && strncmp(name, "gm_", 3) != 0 &&
           strcmp(name, "utility") != 0 && strcmp(name, "G") != 0 &&
           strncmp(name, "ndcg_rel", 8) != 0 && strcmp(name, "Rndcg") != 0;
}

static void check_topic(struct trec_topic *topic, int32_t level)
{
    double values[TREC_MEASURES_MAX];
    size_t count;
    const struct trec_measure *measures = trec_measures(&count);
    struct ranking ranking = trec_ranking(topic, level, 0, false);
    if (ranking.retrieved != topic->answered || ranking.found > ranking.relevant) {
        BUG("a ranking does not add up");
    }
    trec_measure_topic(&ranking, values);
    for (size_t i = 0; i < count; i++) {
        double value = values[measures[i].place];
        if (!isfinite(value) ||
            (is_share(measures[i].name) && (value < 0 || value > 1 + 1e-9))) {
            BUG("%s is %g", measures[i].name, value);
        }
    }
    trec_ranking_release(&ranking);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct arena *arena = arena_new();
    struct trec_files files;
    struct str rest = str_n((const char *)bytes, length);
    struct str line;
    bool run = false;
    size_t count;
    trec_files_init(&files, arena);
    while (str_split(&rest, '\n', &line)) {
        struct err err = {.code = ERR_OK};
        if (line.n == 0) {
            run = true;
        } else if (memchr(line.p, '\0', line.n) == NULL) {
            enum err_code code = run ? trec_files_answer(&files, line, &err)
                                     : trec_files_judgement(&files, line, &err);
            if (code != ERR_OK && err.message[0] == '\0') {
                BUG("refused without a word");
            }
        }
    }
    struct trec_topic **topics = trec_files_order(&files, true, &count);
    for (size_t i = 0; i < count; i++) {
        check_topic(topics[i], 1);
        check_topic(topics[i], 2);
    }
    trec_files_release(&files);
    arena_free(arena);
    return 0;
}
