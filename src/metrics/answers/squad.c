/* See squad.h. */
#include "metrics/answers/squad.h"

#include "metrics/unicode/unicode.h"
#include "metrics/unicode/word_table.h"

#include <stdlib.h>
#include <string.h>

/* Python's string.punctuation: the signs of ASCII. */
static bool is_sign(uint32_t c)
{
    return (c >= '!' && c <= '/') || (c >= ':' && c <= '@') || (c >= '[' && c <= '`') ||
           (c >= '{' && c <= '~');
}

static void without_signs(struct strbuf *out, struct str text)
{
    for (size_t i = 0; i < text.n; i++) {
        if (!is_sign((unsigned char)text.p[i])) {
            strbuf_putc(out, text.p[i]);
        }
    }
}

static bool is_article(struct str word)
{
    return str_is(word, "a") || str_is(word, "an") || str_is(word, "the");
}

/* Runs of what \w matches that are an article become one blank. */
static void without_articles(struct strbuf *out, struct str text)
{
    size_t start = 0;
    for (size_t at = 0; at <= text.n;) {
        size_t next = at;
        bool in_word = at < text.n && unicode_is_word(unicode_next(text, &next));
        if (in_word) {
            at = next;
            continue;
        }
        struct str word = str_sub(text, start, at - start);
        strbuf_str(out, is_article(word) ? STR(" ") : word);
        next = at < text.n ? next : at + 1;
        strbuf_str(out, at < text.n ? str_sub(text, at, next - at) : STR(""));
        start = at = next;
    }
}

struct str squad_normal(struct arena *arena, struct str text)
{
    struct strbuf buf;
    struct str word;
    strbuf_init(&buf, 4 * text.n + 64);
    unicode_lower(&buf, text);
    struct str rest = arena_str(arena, strbuf_view(&buf));
    strbuf_clear(&buf);
    without_signs(&buf, rest);
    rest = arena_str(arena, strbuf_view(&buf));
    strbuf_clear(&buf);
    without_articles(&buf, rest);
    rest = arena_str(arena, strbuf_view(&buf));
    strbuf_clear(&buf);
    while (unicode_word(&rest, &word)) {
        strbuf_puts(&buf, buf.n > 0 ? " " : "");
        strbuf_str(&buf, word);
    }
    struct str normal = arena_str(arena, strbuf_view(&buf));
    strbuf_release(&buf);
    return normal;
}

double squad_f1(struct arena *arena, struct str truth, struct str answer)
{
    struct word_table table;
    uint32_t *ids[2] = {NULL, NULL};
    size_t rooms[2] = {0, 0};
    size_t shared = 0;
    word_table_init(&table);
    size_t truths = word_table_split(&table, truth, &ids[0], &rooms[0]);
    size_t answers = word_table_split(&table, answer, &ids[1], &rooms[1]);
    uint32_t *left = arena_zalloc(arena, (table.count + 1) * sizeof *left);
    for (size_t i = 0; i < truths; i++) {
        left[ids[0][i]]++;
    }
    for (size_t i = 0; i < answers; i++) {
        if (left[ids[1][i]] > 0) {
            left[ids[1][i]]--;
            shared++;
        }
    }
    free(ids[0]);
    free(ids[1]);
    word_table_release(&table);
    if (truths == 0 || answers == 0) {
        return truths == answers;
    }
    return 2 * (double)shared / (double)(truths + answers);
}

static enum err_code best_of(struct arena *arena, const struct js *expected, struct str answer,
                             struct squad_score *score, struct err *err)
{
    const struct js *answers = NULL;
    bool any = false;
    TRY(js_need(expected, "answers", JS_ARRAY, &answers, err));
    for (size_t i = 0; i < answers->array.count; i++) {
        if (answers->array.items[i].type != JS_STRING) {
            return err_set(err, ERR_FORMAT, "\"answers\" must hold strings");
        }
        struct str truth = squad_normal(arena, answers->array.items[i].string);
        if (truth.n == 0) {
            continue; /* as there: an answer of nothing but signs and articles is none */
        }
        double f1 = squad_f1(arena, truth, answer);
        any = true;
        score->exact = score->exact || str_eq(truth, answer);
        score->f1 = f1 > score->f1 ? f1 : score->f1;
    }
    if (!any) {
        score->exact = answer.n == 0;
        score->f1 = score->exact;
    }
    return ERR_OK;
}

enum err_code squad_score(const struct js *expected, const struct js *output,
                          struct squad_score *score, struct err *err)
{
    struct str answer;
    *score = (struct squad_score){false, 0};
    if (output == NULL) {
        return ERR_OK;
    }
    TRY(js_need_str(output, "answer", &answer, err));
    struct arena *arena = arena_new();
    enum err_code code = best_of(arena, expected, squad_normal(arena, answer), score, err);
    arena_free(arena);
    return code;
}
