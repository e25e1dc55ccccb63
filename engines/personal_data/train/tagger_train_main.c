/* tagger-train: texts with marked spans in, the model of the tagger out.
 *
 *     tagger-train OUT.model ITEMS.jsonl…
 *
 * Items are those of a benchmark of the task text-redaction; items whose split is "test" are
 * left out. Every fifth cluster is first kept apart: a model trained on the others is judged on
 * it, which gives the figures printed and the calibration; then the model is trained on all.
 * The same files give the same bytes. */
#include "personal_data/train/tagger_learner.h"

#include "base/file.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/utf8.h"

#include <stdio.h>
#include <stdlib.h>

enum { LINE_MAX_BYTES = 1 << 20, FOLDS = 5 };

static unsigned kind_of(struct str label)
{
    static const struct {
        const char *label;
        unsigned kind;
    } kinds[] = {{"PERSON", TAG_PERSON},
                 {"PLACE", TAG_PLACE},
                 {"ORGANISATION", TAG_ORGANISATION},
                 {"ADDRESS", TAG_ADDRESS},
                 {"DATE", TAG_DATE},
                 {"AGE", TAG_DATE},
                 {"NATIONALITY", TAG_NATIONALITY},
                 {"JOB", TAG_NATIONALITY},
                 {"IDENTIFIER", TAG_IDENTIFIER}};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (str_is(label, kinds[i].label)) {
            return kinds[i].kind;
        }
    }
    return TAG_NONE;
}

/* The tokens that begin inside the span. */
static void mark(struct learner_text *item, size_t start, size_t end, unsigned kind)
{
    bool first = true;
    for (size_t i = 0; i < item->tokens.count; i++) {
        const struct token *token = &item->tokens.items[i];
        if (token->start >= start && token->start < end) {
            item->labels[i] = (uint8_t)(first ? kind : kind + 1);
            first = false;
        }
    }
}

/* All kinds, where the item does not name those that it marks. */
static unsigned kinds_of(const struct js *json)
{
    const struct js *list = js_member(json, "kinds");
    unsigned kinds = 0;
    if (list == NULL || list->type != JS_ARRAY) {
        return (1U << TAG_KINDS) - 1;
    }
    for (size_t i = 0; i < list->array.count; i++) {
        unsigned kind = kind_of(list->array.items[i].string);
        kinds |= kind == TAG_NONE ? 0 : 1U << (kind - 1) / 2;
    }
    return kinds;
}

static enum err_code read_item(const struct lexicon *lexicon, struct arena *arena,
                               struct str line, struct learner_text *item, bool *kept,
                               struct err *err)
{
    struct js *json;
    const struct js *input;
    const struct js *expected;
    const struct js *spans;
    TRY(js_parse(arena, line, &json, err));
    *kept = !str_is(js_text(json, "split"), "test");
    TRY(js_need(json, "input", JS_OBJECT, &input, err));
    TRY(js_need(json, "expected", JS_OBJECT, &expected, err));
    TRY(js_need(expected, "spans", JS_ARRAY, &spans, err));
    TRY(js_need_str(input, "text", &item->text, err));
    item->cluster = (uint32_t)(str_hash(js_text(json, "cluster")) * 0x9E3779B97F4A7C15U >> 33);
    if (!*kept) {
        return ERR_OK;
    }
    tokens_read(lexicon, item->text, &item->tokens);
    item->kinds = kinds_of(json);
    item->labels = xcalloc(item->tokens.count + 1, 1);
    for (size_t i = 0; i < spans->array.count; i++) {
        int64_t start;
        int64_t end;
        struct str label;
        TRY(js_need_int(&spans->array.items[i], "start", 0, LINE_MAX_BYTES, &start, err));
        TRY(js_need_int(&spans->array.items[i], "end", 0, LINE_MAX_BYTES, &end, err));
        TRY(js_need_str(&spans->array.items[i], "label", &label, err));
        if (kind_of(label) != TAG_NONE) {
            mark(item, utf8_offset(item->text, (size_t)start),
                 utf8_offset(item->text, (size_t)end), kind_of(label));
        }
    }
    return ERR_OK;
}

static enum err_code read_file(const struct lexicon *lexicon, struct arena *arena,
                               const char *path, struct learner_texts *texts, struct err *err)
{
    struct str all;
    struct str line;
    TRY(file_read(arena, path, (size_t)1 << 30, &all, err));
    while (str_split(&all, '\n', &line)) {
        struct learner_text item = {0};
        bool kept = false;
        if (line.n == 0) {
            continue;
        }
        TRY(read_item(lexicon, arena, line, &item, &kept, err));
        if (kept) {
            texts->items =
                mem_grow(texts->items, texts->count, &texts->capacity, sizeof *texts->items);
            texts->items[texts->count++] = item;
        }
    }
    return ERR_OK;
}

static void print_kinds(const struct learner_score *score)
{
    static const char *const names[] = {"person", "place",  "organisation", "address",
                                        "date",   "nation", "identifier"};
    for (size_t kind = 0; kind < TAG_KINDS; kind++) {
        printf("  %-12s recall %zu of %zu, right %zu of %zu\n", names[kind], score->found[kind],
               score->wanted[kind], score->right[kind], score->claimed[kind]);
    }
}

static enum err_code train(struct learner_texts *texts, const char *out, struct err *err)
{
    struct tagger_points points[TAG_KINDS] = {0};
    struct learner_score score = {0};
    struct strbuf model;
    strbuf_init(&model, (size_t)64 << 20);
    enum err_code code = ERR_OK;
    learner_train(texts, FOLDS, points, &model);
    TRY_OUT(learner_judge(texts, FOLDS, strbuf_view(&model), &score, points, err));
    printf("%zu texts; of every fifth cluster, by a model that never saw it:\n", texts->count);
    print_kinds(&score);
    strbuf_clear(&model);
    learner_train(texts, 0, points, &model);
    TRY_OUT(file_write(out, strbuf_view(&model), 0644, err));
    printf("%s: %zu bytes\n", out, strbuf_view(&model).n);
out:
    strbuf_release(&model);
    return code;
}

static enum err_code run(int argc, char **argv, struct err *err)
{
    if (argc < 3) {
        return err_set(err, ERR_USAGE, "usage: tagger-train OUT.model ITEMS.jsonl…");
    }
    struct lexicon *lexicon = lexicon_new();
    struct arena *arena = arena_new();
    struct learner_texts texts = {0};
    enum err_code code = ERR_OK;
    for (int i = 2; i < argc && code == ERR_OK; i++) {
        code = read_file(lexicon, arena, argv[i], &texts, err);
    }
    if (code == ERR_OK) {
        code = train(&texts, argv[1], err);
    }
    for (size_t i = 0; i < texts.count; i++) {
        tokens_free(&texts.items[i].tokens);
        free(texts.items[i].labels);
    }
    free(texts.items);
    arena_free(arena);
    lexicon_free(lexicon);
    return code;
}

int main(int argc, char **argv)
{
    struct err err = {0};
    enum err_code code = run(argc, argv, &err);
    if (code != ERR_OK) {
        fprintf(stderr, "tagger-train: %s\n", err.message);
    }
    return err_exit_status(code);
}
