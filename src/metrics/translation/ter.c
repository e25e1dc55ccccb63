/* Vectors and values of TER; see translation.h. The search itself is in ter_search.c.
 * SOURCE: Snover et al. 2006, AMTA; sacrebleu/metrics/ter.py. */
#include "metrics/translation/translation.h"

#include "metrics/unicode/unicode.h"

/* Appends the words of a text with one space between. */
static void add_words(struct strbuf *out, struct str text)
{
    struct str word;
    while (unicode_word(&text, &word)) {
        strbuf_str(out, word);
        strbuf_putc(out, ' ');
    }
}

/* Appends the tokens of a line. sacreBLEU tokenises references twice (base.py
 * _cache_references, then ter.py _extract_reference_info), which shows where normalisation
 * splits ".5" only the second time. */
static void add_tokens(struct translation_work *work, struct tercom_settings settings,
                       struct str line, bool reference)
{
    struct strbuf *texts = &work->texts;
    size_t start = texts->n;
    add_words(texts, tercom_tokenize(settings, line, &work->scratch));
    if (reference && settings.normalized) {
        struct str once = str_from(strbuf_view(texts), start);
        struct str twice = tercom_tokenize(settings, once, &work->scratch);
        strbuf_truncate(texts, start);
        add_words(texts, twice);
    }
}

void ter_vector(struct translation_work *work, const struct translation_settings *settings,
                const struct translation_segment *segment, double *vector)
{
    size_t ends[TRANSLATION_REFERENCES_MAX + 1];
    strbuf_clear(&work->texts);
    for (size_t i = 0; i <= segment->reference_count; i++) {
        struct str line = i == 0 ? segment->hypothesis : segment->references[i - 1];
        add_tokens(work, settings->tercom, line, i > 0);
        ends[i] = work->texts.n;
    }
    struct str all = strbuf_view(&work->texts);
    word_table_clear(&work->words);
    size_t length = word_table_split(&work->words, str_sub(all, 0, ends[0]), &work->numbers[0],
                                     &work->capacity[0]);
    size_t lengths = 0;
    for (size_t i = 1; i <= segment->reference_count; i++) {
        struct str text = str_sub(all, ends[i - 1], ends[i] - ends[i - 1]);
        size_t words =
            word_table_split(&work->words, text, &work->numbers[1], &work->capacity[1]);
        size_t edits = ter_edits(work->ter, work->numbers[0], length, work->numbers[1], words);
        lengths += words;
        vector[0] = i == 1 || (double)edits < vector[0] ? (double)edits : vector[0];
    }
    vector[1] = (double)lengths / (double)segment->reference_count;
}

double ter_value(const double *sum)
{
    if (sum[1] > 0) {
        return 100 * (sum[0] / sum[1]);
    }
    return sum[0] > 0 ? 100 : 0;
}

double ter_single(const double *sum)
{
    return sum[1] > 0 ? 100 * (double)((float)sum[0] / (float)sum[1]) : ter_value(sum);
}
