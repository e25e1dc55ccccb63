/* BLEU as sacreBLEU computes it; see translation.h.
 * SOURCE: Papineni et al. 2002, ACL P02-1040; smoothing: Chen and Cherry 2014, W14-3346; order
 * of the steps and early ends: sacrebleu/metrics/bleu.py, compute_bleu. */
#include "metrics/translation/translation.h"

#include <math.h>
#include <string.h>

static const char *const names[BLEU_SMOOTHINGS] = {"exp", "floor", "add-k", "none"};

const char *bleu_smoothing_name(enum bleu_smoothing smoothing)
{
    return names[smoothing];
}

bool bleu_smoothing_find(struct str name, enum bleu_smoothing *smoothing)
{
    for (size_t i = 0; i < BLEU_SMOOTHINGS; i++) {
        if (str_is(name, names[i])) {
            *smoothing = (enum bleu_smoothing)i;
            return true;
        }
    }
    return false;
}

double bleu_smoothing_value(enum bleu_smoothing smoothing, double given)
{
    if (given >= 0) {
        return given;
    }
    return smoothing == BLEU_FLOOR ? 0.1 : 1;
}

static bool closer(size_t length, size_t a, size_t b)
{
    size_t from_a = a > length ? a - length : length - a;
    size_t from_b = b > length ? b - length : length - b;
    return from_a < from_b || (from_a == from_b && a < b);
}

/* Tokenises the hypothesis (index 0) and all references into work->texts; ends[i] is where text
 * i ends. All at once, so that the buffer stands still when words are taken from it. */
static void tokenize_all(struct translation_work *work,
                         const struct translation_settings *settings,
                         const struct translation_segment *segment, size_t *ends)
{
    strbuf_clear(&work->texts);
    for (size_t i = 0; i <= segment->reference_count; i++) {
        struct str line = i == 0 ? segment->hypothesis : segment->references[i - 1];
        strbuf_str(&work->texts, translation_tokenize(settings->tokenizer, settings->lowercase,
                                                      line, &work->scratch));
        ends[i] = work->texts.n;
    }
}

void bleu_vector(struct translation_work *work, const struct translation_settings *settings,
                 const struct translation_segment *segment, double *vector)
{
    size_t ends[TRANSLATION_REFERENCES_MAX + 1];
    uint32_t right[BLEU_ORDERS];
    tokenize_all(work, settings, segment, ends);
    word_table_clear(&work->words);
    struct str all = strbuf_view(&work->texts);
    size_t length = word_table_split(&work->words, str_sub(all, 0, ends[0]), &work->numbers[0],
                                     &work->capacity[0]);
    /* words of a text have a space between, texts have none */
    ngrams_begin(&work->grams, (all.n + segment->reference_count) / 2 + 1, BLEU_ORDERS);
    size_t closest = 0;
    for (size_t i = 1; i <= segment->reference_count; i++) {
        struct str text = str_sub(all, ends[i - 1], ends[i] - ends[i - 1]);
        size_t words =
            word_table_split(&work->words, text, &work->numbers[1], &work->capacity[1]);
        ngrams_add(&work->grams, work->numbers[1], words, BLEU_ORDERS);
        closest = i == 1 || closer(length, words, closest) ? words : closest;
    }
    ngrams_match(&work->grams, work->numbers[0], length, BLEU_ORDERS, right);
    vector[0] = (double)length;
    vector[1] = (double)closest;
    for (size_t n = 0; n < BLEU_ORDERS; n++) {
        vector[2 + n] = right[n];
        vector[2 + BLEU_ORDERS + n] = length > n ? (double)(length - n) : 0;
    }
    vector[BLEU_COUNTS] = settings->smoothing;
    vector[BLEU_COUNTS + 1] = bleu_smoothing_value(settings->smoothing, settings->smooth_value);
    vector[BLEU_COUNTS + 2] = settings->effective_order;
}

/* log, with the floor that stands for log 0. */
static double floored_log(double x)
{
    return x == 0 ? -9999999999.0 : log(x);
}

/* Precisions of the orders in percent, smoothed; returns how many orders count. */
static size_t precisions(const double *sum, bool single, double *percent)
{
    enum bleu_smoothing smoothing = (enum bleu_smoothing)sum[BLEU_COUNTS];
    double value = sum[BLEU_COUNTS + 1];
    bool effective = sum[BLEU_COUNTS + 2] != 0;
    double halving = 1;
    size_t orders = BLEU_ORDERS;
    memset(percent, 0, BLEU_ORDERS * sizeof *percent);
    for (size_t n = 0; n < BLEU_ORDERS; n++) {
        double more = smoothing == BLEU_ADD_K && n > 0 ? value : 0;
        double right = sum[2 + n] + more;
        double total = sum[2 + BLEU_ORDERS + n] + more;
        right = single ? (double)(float)right : right;
        total = single ? (double)(float)total : total;
        if (total == 0) {
            break;
        }
        orders = effective ? n + 1 : orders;
        if (right != 0) {
            percent[n] = 100 * right / total;
        } else if (smoothing == BLEU_EXP) {
            halving *= 2;
            percent[n] = 100 / (halving * total);
        } else if (smoothing == BLEU_FLOOR) {
            percent[n] = 100 * value / total;
        }
    }
    return orders;
}

static double value_of(const double *sum, bool single)
{
    double length = sum[0];
    double reference = sum[1];
    double percent[BLEU_ORDERS];
    double logs = 0;
    bool any = false;
    for (size_t n = 0; n < BLEU_ORDERS; n++) {
        any = any || sum[2 + n] != 0;
    }
    if (!any) {
        return 0;
    }
    double penalty = 1;
    if (length < reference) {
        penalty = length > 0 ? exp(1 - reference / length) : 0;
    }
    size_t orders = precisions(sum, single, percent);
    for (size_t n = 0; n < orders; n++) {
        logs += floored_log(percent[n]);
    }
    return penalty * exp(logs / (double)orders);
}

double bleu_value(const double *sum)
{
    return value_of(sum, false);
}

double bleu_single(const double *sum)
{
    return value_of(sum, true);
}
