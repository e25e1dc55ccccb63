/* How well a text's identifiers are masked, as the Text Anonymization Benchmark counts.
 * SOURCE: Pilan et al. 2022, Computational Linguistics 48:1053-1101, section 6; the details
 * from NorskRegnesentral/text-anonymization-benchmark, evaluation.py at c5246a2. */
#ifndef POLICEAI_METRICS_SPAN_MASKING_H
#define POLICEAI_METRICS_SPAN_MASKING_H

#include "metrics/metric.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum mask_need { MASK_DIRECT, MASK_QUASI, MASK_NONE, MASK_UNSAID };

/* A mention of an entity by an annotator. `need` MASK_UNSAID: to be masked, kind unknown. */
struct mask_mention {
    size_t start; /* code points, end exclusive */
    size_t end;
    uint32_t label;
    uint32_t entity; /* from 0, apart for each annotator */
    uint32_t annotator;
    enum mask_need need;
};

struct mask_span {
    size_t start;
    size_t end;
};

struct mask_token {
    size_t start;
    size_t end;
    bool ignored; /* need not be covered: a title, a preposition, an article */
};

struct mask_document {
    const uint32_t *text; /* code points, or NULL */
    size_t length;        /* of the text; without one, past the last end */
    const struct mask_mention *mentions;
    size_t mention_count;
    size_t entity_count;
    size_t annotator_count;
    const struct mask_span *masks; /* as the answer gave them */
    size_t mask_count;
    const bool *covered;             /* for each of `length` code points */
    const struct mask_token *tokens; /* in order of place; may be none */
    size_t token_count;
};

/* found of all; for the precisions, annotators that agree of annotators asked. */
struct mask_share {
    size_t found;
    size_t all;
};

struct mask_counts {
    struct mask_share entities; /* direct, quasi and unsaid */
    struct mask_share direct;
    struct mask_share quasi;
    struct mask_share mentions;
    struct mask_share tokens;
    struct mask_share masked_tokens; /* precision by tokens */
    struct mask_share masks;         /* precision by masks as given */
};

/* Characters that need not be covered: blank , . - ; : / & ( ) [ ] quotes and the en dash. */
bool mask_ignorable(uint32_t code_point);
/* Lower-case words that need not be covered: mr mrs ms no nr about. */
bool mask_ignorable_word(const uint32_t *text, size_t start, size_t end);
/* Parts of speech (Universal Dependencies) that need not be covered: ADP, PART, CCONJ, DET. */
bool mask_ignorable_part(const char *part_of_speech);

/* A mention is masked when each of its code points is covered, or ignorable, or in an ignored
 * token. */
bool mask_mention_masked(const struct mask_document *document, size_t start, size_t end);
/* An entity needs masking when a mention does, and is direct or quasi as its first mention
 * says; it is masked when every mention that needs it is. Recall by mentions and tokens (runs
 * of \w, see word_character.h) is over all mentions of those entities. */
void mask_count(const struct mask_document *document, struct mask_counts *counts);

/* `finish` over {found, all}. */
struct metric_value mask_recall(const double *sum);
struct metric_value mask_precision(const double *sum);

#endif
