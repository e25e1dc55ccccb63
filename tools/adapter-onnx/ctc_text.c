#include "ctc_text.h"

#include "base/utf8.h"

enum err_code ctc_labels_parse(struct arena *arena, struct str text, bool space,
                               struct ctc_labels *labels, struct err *err)
{
    struct str rest = text;
    struct str line;
    size_t lines = 1;
    for (size_t i = 0; i < text.n; i++) {
        lines += text.p[i] == '\n' ? 1 : 0;
    }
    if (lines > CTC_LABELS_MAX || !utf8_valid(text)) {
        return err_set(err, ERR_FORMAT, "must be UTF-8 and have at most %d lines",
                       CTC_LABELS_MAX);
    }
    *labels = (struct ctc_labels){arena_alloc(arena, (lines + 1) * sizeof(struct str)), 0};
    while (str_split(&rest, '\n', &line)) {
        line = str_ends(line, STR("\r")) ? str_sub(line, 0, line.n - 1) : line;
        if (rest.p == NULL && line.n == 0) {
            break;
        }
        if (line.n == 0 || line.n > CTC_LABEL_BYTES) {
            return err_set(err, ERR_FORMAT, "line %zu must have 1 to %d bytes",
                           labels->count + 1, CTC_LABEL_BYTES);
        }
        labels->labels[labels->count++] = line;
    }
    if (space) {
        labels->labels[labels->count++] = STR(" ");
    }
    return labels->count > 0 ? ERR_OK : err_set(err, ERR_FORMAT, "no label in it");
}

void ctc_text(const struct ctc_labels *labels, const float *values, size_t places,
              struct strbuf *text)
{
    size_t classes = labels->count + 1;
    size_t before = 0;
    for (size_t i = 0; i < places; i++) {
        const float *row = values + i * classes;
        size_t best = 0;
        for (size_t k = 1; k < classes; k++) {
            best = row[k] > row[best] ? k : best;
        }
        if (best > 0 && best != before) {
            strbuf_str(text, labels->labels[best - 1]);
        }
        before = best;
    }
}
