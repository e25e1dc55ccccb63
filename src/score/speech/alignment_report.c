/* Words of both sides in columns, with what each step is below; see alignment_report.h. */
#include "score/speech/alignment_report.h"

#include "base/utf8.h"

#include <errno.h>
#include <stdio.h>

enum { LINE_BYTES_MAX = 1 << 30 };

static struct str word_at(const struct speech_words *side, uint32_t word)
{
    return word == 0 ? str_n("", 0) : side->texts[side->net.words[word].place];
}

static void pad(struct strbuf *out, struct str word, char gap, size_t width)
{
    strbuf_puts(out, " ");
    strbuf_str(out, word);
    for (size_t n = utf8_count(word); n < width; n++) {
        strbuf_putc(out, word.n == 0 ? gap : ' ');
    }
}

static size_t width_of(struct str a, struct str b)
{
    size_t left = utf8_count(a);
    size_t right = utf8_count(b);
    return left > right ? left : right;
}

static void add_row(struct strbuf *out, const char *title, const struct speech_item *item,
                    int row)
{
    strbuf_puts(out, title);
    for (size_t i = 0; i < item->sclite.count; i++) {
        const struct net_step *step = &item->sclite.steps[i];
        struct str reference = word_at(&item->reference, step->reference);
        struct str hypothesis = word_at(&item->hypothesis, step->hypothesis);
        size_t width = width_of(reference, hypothesis);
        if (row < 2) {
            pad(out, row == 0 ? reference : hypothesis, '*', width);
        } else {
            pad(out, str_n(&" SDI"[step->step], 1), ' ', width);
        }
    }
    while (out->n > 0 && out->p[out->n - 1] == ' ') {
        strbuf_truncate(out, out->n - 1);
    }
    strbuf_putc(out, '\n');
}

void alignment_report_item(struct strbuf *out, const char *name, const struct speech_item *item)
{
    const struct word_counts *counts = &item->sclite.counts;
    strbuf_printf(out, "id: %s\ncorrect %zu, substituted %zu, deleted %zu, inserted %zu\n",
                  name, counts->correct, counts->substituted, counts->deleted,
                  counts->inserted);
    add_row(out, "REF: ", item, 0);
    add_row(out, "HYP: ", item, 1);
    add_row(out, "EVAL:", item, 2);
    strbuf_putc(out, '\n');
}

enum err_code alignment_report_write(const char *path, const struct transcript_pairs *pairs,
                                     const struct speech_items *items, struct err *err)
{
    struct strbuf text;
    FILE *file = fopen(path, "we");
    if (file == NULL) {
        return err_errno(err, "cannot write %s", path);
    }
    strbuf_init(&text, LINE_BYTES_MAX);
    for (size_t i = 0; i < items->count; i++) {
        struct arena *arena = arena_new();
        strbuf_clear(&text);
        alignment_report_item(&text, utterance_name(arena, pairs->items[i].reference),
                              &items->items[i]);
        fwrite(text.p, 1, text.n, file);
        arena_free(arena);
    }
    strbuf_release(&text);
    int failed = ferror(file);
    if (fclose(file) != 0 || failed) {
        return err_errno(err, "cannot write %s", path);
    }
    return ERR_OK;
}
