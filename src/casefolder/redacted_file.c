/* See redacted_file.h. */
#include "casefolder/redacted_file.h"

#include "base/utf8.h"

struct walk {
    struct str text;
    size_t at;            /* byte */
    int64_t index;        /* code point */
    int64_t line, column; /* of what was written */
};

static void copy_to(struct walk *walk, struct strbuf *out, int64_t index)
{
    size_t from = walk->at;
    uint32_t c;
    while (walk->index < index && utf8_next(walk->text, &walk->at, &c)) {
        walk->index++;
        walk->column++;
        if (c == '\n') {
            walk->line++;
            walk->column = 1;
        }
    }
    if (out != NULL) {
        strbuf_str(out, str_sub(walk->text, from, walk->at - from));
    }
}

/* "[PERSON 3+PHONE]": each once. */
static void put_words(struct walk *walk, struct strbuf *out, const struct hidden_place *places,
                      size_t count)
{
    size_t before = out->n;
    strbuf_putc(out, '[');
    for (size_t i = 0; i < count; i++) {
        bool again = false;
        for (size_t k = 0; k < i; k++) {
            again = again || str_eq(places[k].words, places[i].words);
        }
        if (!again) {
            strbuf_puts(out, i > 0 ? "+" : "");
            strbuf_str(out, places[i].words);
        }
    }
    strbuf_putc(out, ']');
    walk->column += (int64_t)(out->n - before);
}

void redacted_file_write(struct strbuf *out, struct str text, struct hidden_place *places,
                         size_t count)
{
    struct walk walk = {.text = text, .line = 1, .column = 1};
    for (size_t i = 0; i < count;) {
        size_t first = i;
        int64_t end = places[i].end;
        for (i++; i < count && places[i].start < end; i++) {
            end = places[i].end > end ? places[i].end : end;
        }
        copy_to(&walk, out, places[first].start);
        for (size_t k = first; k < i; k++) {
            places[k].line = walk.line;
            places[k].column = walk.column;
        }
        int64_t line = walk.line;
        int64_t column = walk.column;
        copy_to(&walk, NULL, end);
        walk.line = line;
        walk.column = column;
        put_words(&walk, out, places + first, i - first);
    }
    strbuf_str(out, str_from(text, walk.at));
}
