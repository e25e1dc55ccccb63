/* Rows of marked spans; see spans_file.h. */
#include "score/spans/spans_file.h"

#include "base/json.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "score/score_input.h"
#include "score/score_sample.h"

#include <stdlib.h>
#include <string.h>

/* Names met in one row. */
struct row {
    struct arena *scratch;
    struct name_table *entities;
    struct name_table *annotators;
};

static enum err_code read_need(const struct js *value, enum mask_need *need, struct err *err)
{
    struct str word = {NULL, 0};
    TRY(js_may_str(value, "identifier", &word, err));
    if (word.p == NULL) {
        *need = MASK_UNSAID;
    } else if (str_is(word, "direct")) {
        *need = MASK_DIRECT;
    } else if (str_is(word, "quasi")) {
        *need = MASK_QUASI;
    } else if (str_is(word, "no-mask")) {
        *need = MASK_NONE;
    } else {
        err_set(err, ERR_FORMAT, "identifier \"%.*s\" is not known", STR_ARG(word));
        err_hint(err, "write direct, quasi or no-mask");
        return ERR_FORMAT;
    }
    return ERR_OK;
}

/* The number of the entity of a span: its annotator's, or one of its own. */
static uint32_t entity_number(struct row *row, uint32_t annotator, size_t place,
                              struct str entity)
{
    const char *name = entity.p != NULL
                           ? arena_printf(row->scratch, "%u e%.*s", annotator, STR_ARG(entity))
                           : arena_printf(row->scratch, "%u s%zu", annotator, place);
    return name_table_add(row->entities, str_of(name));
}

static enum err_code read_span(struct spans_file *file, const struct js *value, size_t place,
                               struct spans_document *document, struct row *row,
                               struct err *err)
{
    int64_t start;
    int64_t end;
    struct str label = STR("");
    struct str entity = {NULL, 0};
    struct str annotator = STR("");
    struct mask_mention *span = &document->spans[place];
    int64_t length = document->text.p != NULL ? (int64_t)document->length : SPANS_END_MAX;
    TRY(js_need_int(value, "start", 0, length, &start, err));
    TRY(js_need_int(value, "end", 0, length, &end, err));
    if (start >= end) {
        err_set(err, ERR_FORMAT, "from %lld to %lld is empty", (long long)start,
                (long long)end);
        err_hint(err, "end is exclusive: one past the last code point");
        return ERR_FORMAT;
    }
    TRY(js_may_str(value, "label", &label, err));
    TRY(js_may_str(value, "entity", &entity, err));
    TRY(js_may_str(value, "annotator", &annotator, err));
    TRY(read_need(value, &span->need, err));
    span->start = (size_t)start;
    span->end = (size_t)end;
    span->label = name_table_add(file->labels, label);
    span->annotator = name_table_add(row->annotators, annotator);
    span->entity = entity_number(row, span->annotator, place, entity);
    file->any_entity |= entity.p != NULL;
    file->any_identifier |= span->need != MASK_UNSAID;
    return ERR_OK;
}

static int compare_spans(const void *a, const void *b)
{
    const struct mask_mention *left = a;
    const struct mask_mention *right = b;
    if (left->annotator != right->annotator) {
        return left->annotator < right->annotator ? -1 : 1;
    }
    if (left->start != right->start) {
        return left->start < right->start ? -1 : 1;
    }
    return (left->end > right->end) - (left->end < right->end);
}

static enum err_code check_overlaps(const struct spans_document *document,
                                    struct arena *scratch, struct err *err)
{
    size_t bytes = document->count * sizeof *document->spans;
    struct mask_mention *sorted = arena_alloc(scratch, bytes + 1);
    if (document->count > 0) {
        memcpy(sorted, document->spans, bytes);
        qsort(sorted, document->count, sizeof *sorted, compare_spans);
    }
    for (size_t i = 1; i < document->count; i++) {
        const struct mask_mention *a = &sorted[i - 1];
        const struct mask_mention *b = &sorted[i];
        if (a->annotator == b->annotator && b->start < a->end) {
            err_set(err, ERR_FORMAT, "spans %zu-%zu and %zu-%zu overlap", a->start, a->end,
                    b->start, b->end);
            err_hint(err, "take one out, or --allow-overlaps scores them as they are");
            return ERR_FORMAT;
        }
    }
    return ERR_OK;
}

static enum err_code read_spans(struct spans_file *file, const struct js *value,
                                struct spans_document *document, struct row *row,
                                struct err *err)
{
    const struct js *list;
    TRY(js_need(value, "spans", JS_ARRAY, &list, err));
    if (list->array.count > SPANS_COUNT_MAX) {
        return err_set(err, ERR_LIMIT, "more than %d spans", SPANS_COUNT_MAX);
    }
    document->spans =
        arena_zalloc(file->arena, (list->array.count + 1) * sizeof *document->spans);
    document->count = list->array.count;
    for (size_t i = 0; i < list->array.count; i++) {
        enum err_code code = read_span(file, &list->array.items[i], i, document, row, err);
        if (code != ERR_OK) {
            err_prefix(err, "span %zu", i + 1);
            return code;
        }
        if (document->text.p == NULL && document->spans[i].end > document->length) {
            document->length = document->spans[i].end;
        }
    }
    document->entities = name_table_count(row->entities);
    document->annotators = name_table_count(row->annotators);
    return ERR_OK;
}

static enum err_code read_token(const struct js *pair, struct spans_document *document,
                                size_t place, struct err *err)
{
    struct spans_token *token = &document->tokens[place];
    if (pair->type != JS_ARRAY || pair->array.count != 2 ||
        pair->array.items[0].type != JS_INT || pair->array.items[1].type != JS_INT) {
        return err_set(err, ERR_FORMAT, "token %zu is not [start,end]", place + 1);
    }
    int64_t start = pair->array.items[0].integer;
    int64_t end = pair->array.items[1].integer;
    int64_t before = place > 0 ? (int64_t)document->tokens[place - 1].end : 0;
    int64_t length = document->text.p != NULL ? (int64_t)document->length : SPANS_END_MAX;
    if (start < before || end <= start || end > length) {
        err_set(err, ERR_FORMAT, "token %zu from %lld to %lld", place + 1, (long long)start,
                (long long)end);
        err_hint(err, "tokens stand in order, are not empty, do not overlap, end in the text");
        return ERR_FORMAT;
    }
    *token = (struct spans_token){(size_t)start, (size_t)end, false};
    return ERR_OK;
}

static enum err_code read_parts(const struct js *value, struct spans_document *document,
                                struct arena *scratch, struct err *err)
{
    const struct js *parts = NULL;
    TRY(js_may(value, "pos", JS_ARRAY, &parts, err));
    if (parts == NULL) {
        return ERR_OK;
    }
    if (parts->array.count != document->token_count) {
        return err_set(err, ERR_FORMAT, "%zu tags in pos for %zu tokens", parts->array.count,
                       document->token_count);
    }
    for (size_t i = 0; i < document->token_count; i++) {
        const struct js *part = &parts->array.items[i];
        if (part->type != JS_STRING) {
            return err_set(err, ERR_FORMAT, "tag %zu of pos is not text", i + 1);
        }
        const char *text = arena_strndup(scratch, part->string.p, part->string.n);
        document->tokens[i].ignorable = mask_ignorable_part(text);
    }
    return ERR_OK;
}

static enum err_code read_tokens(struct spans_file *file, const struct js *value,
                                 struct spans_document *document, struct arena *scratch,
                                 struct err *err)
{
    const struct js *list = NULL;
    TRY(js_may(value, "tokens", JS_ARRAY, &list, err));
    if (list == NULL) {
        return ERR_OK;
    }
    document->has_tokens = true;
    file->any_tokens = true;
    document->tokens =
        arena_alloc(file->arena, (list->array.count + 1) * sizeof *document->tokens);
    for (size_t i = 0; i < list->array.count; i++) {
        TRY(read_token(&list->array.items[i], document, i, err));
        document->token_count = i + 1;
    }
    return read_parts(value, document, scratch, err);
}

static enum err_code read_groups(struct spans_file *file, const struct js *value,
                                 struct spans_document *document, struct err *err)
{
    const struct js *groups = NULL;
    struct str cluster = {NULL, 0};
    TRY(js_may_str(value, "cluster", &cluster, err));
    if (cluster.p != NULL) {
        file->any_cluster = true;
        document->cluster = name_table_add(file->clusters, cluster);
    }
    TRY(js_may(value, "groups", JS_OBJECT, &groups, err));
    for (size_t i = 0; groups != NULL && i < groups->object.count; i++) {
        const struct js_member *member = &groups->object.members[i];
        if (member->value.type != JS_STRING) {
            return err_set(err, ERR_FORMAT, "group \"%.*s\" is not text",
                           STR_ARG(member->name));
        }
        uint32_t column;
        if (!name_table_find(file->columns, member->name, &column)) {
            if (name_table_count(file->columns) >= SPANS_COLUMNS_MAX) {
                return err_set(err, ERR_LIMIT, "more than %d kinds of group",
                               SPANS_COLUMNS_MAX);
            }
            column = name_table_add(file->columns, member->name);
            file->values[column] = name_table_new(file->arena);
        }
        document->values[column] = name_table_add(file->values[column], member->value.string);
    }
    return ERR_OK;
}

static enum err_code read_document(struct spans_file *file, const struct js *value,
                                   bool is_truth, bool overlaps, struct row *row,
                                   struct spans_document *document, struct err *err)
{
    if (is_truth) {
        TRY(js_may_str(value, "text", &document->text, err));
    }
    if (document->text.p != NULL && is_truth) {
        document->text = arena_str(file->arena, document->text);
        document->length = utf8_count(document->text);
        file->any_text = true;
        if (document->length > SPANS_END_MAX) {
            return err_set(err, ERR_LIMIT, "text longer than %d code points", SPANS_END_MAX);
        }
    }
    TRY(read_spans(file, value, document, row, err));
    if (!overlaps) {
        TRY(check_overlaps(document, row->scratch, err));
    }
    if (is_truth) {
        TRY(read_tokens(file, value, document, row->scratch, err));
        TRY(read_groups(file, value, document, err));
    }
    for (size_t i = 0; !is_truth && i < document->count; i++) {
        document->spans[i].need = MASK_UNSAID; /* whatever an answer says is marked */
    }
    return ERR_OK;
}

static uint32_t new_place(struct spans_file *file)
{
    if (file->count == file->room) {
        size_t room = file->room * 2 + 64;
        struct spans_document *more = arena_alloc(file->arena, room * sizeof *more);
        if (file->count > 0) {
            memcpy(more, file->documents, file->count * sizeof *more);
        }
        file->documents = more;
        file->room = room;
    }
    return (uint32_t)file->count++;
}

/* Where a row belongs: a new place, or that of the document it answers. */
static enum err_code find_place(struct spans_file *file, const struct spans_file *truth,
                                struct str id, uint32_t *place, struct err *err)
{
    if (truth != NULL && !name_table_find(truth->ids, id, place)) {
        err_set(err, ERR_FORMAT, "document \"%.*s\" is not in the reference", STR_ARG(id));
        err_hint(err, "the ids of --ref and --hyp must be the same");
        return ERR_FORMAT;
    }
    bool twice =
        truth != NULL ? file->documents[*place].present : name_table_find(file->ids, id, place);
    if (twice) {
        err_set(err, ERR_FORMAT, "document \"%.*s\" stands twice", STR_ARG(id));
        err_hint(err, "join its spans in one row");
        return ERR_FORMAT;
    }
    return ERR_OK;
}

static enum err_code add_row(struct spans_file *file, const struct spans_file *truth,
                             struct str line, bool overlaps, struct row *row, struct err *err)
{
    struct js *value;
    struct str id;
    uint32_t place = 0;
    struct spans_document document = {.present = true};
    TRY(js_parse(row->scratch, line, &value, err));
    if (value->type != JS_OBJECT) {
        return err_set(err, ERR_FORMAT, "not a JSON object");
    }
    TRY(js_need_str(value, "id", &id, err));
    TRY(find_place(file, truth, id, &place, err));
    for (size_t i = 0; i < SPANS_COLUMNS_MAX; i++) {
        document.values[i] = SCORE_NOT_RECORDED;
    }
    document.cluster = SCORE_NOT_RECORDED;
    if (truth != NULL && truth->documents[place].text.p != NULL) {
        document.text = truth->documents[place].text;
        document.length = truth->documents[place].length;
    }
    enum err_code code =
        read_document(file, value, truth == NULL, overlaps, row, &document, err);
    if (code != ERR_OK) {
        err_prefix(err, "document \"%.*s\"", STR_ARG(str_sub(id, 0, 100)));
        return code;
    }
    if (truth == NULL) {
        (void)name_table_add(file->ids, id);
        place = new_place(file);
    }
    file->documents[place] = document;
    return ERR_OK;
}

enum err_code spans_file_row(struct spans_file *file, const struct spans_file *truth,
                             struct str line, bool overlaps, struct err *err)
{
    struct row row = {.scratch = arena_new()};
    row.entities = name_table_new(row.scratch);
    row.annotators = name_table_new(row.scratch);
    enum err_code code = add_row(file, truth, line, overlaps, &row, err);
    arena_free(row.scratch);
    return code;
}

void spans_file_init(struct spans_file *file, struct arena *arena, struct name_table *labels)
{
    *file = (struct spans_file){.arena = arena};
    file->ids = name_table_new(arena);
    file->labels = labels != NULL ? labels : name_table_new(arena);
    file->clusters = name_table_new(arena);
    file->columns = name_table_new(arena);
}

static enum err_code read_rows(struct score_report *report, struct score_input *input,
                               bool overlaps, const struct spans_file *truth,
                               struct spans_file *file, struct err *err)
{
    for (;;) {
        struct str line;
        bool found;
        TRY(score_input_line(input, &line, &found, err));
        if (!found) {
            return ERR_OK;
        }
        if (str_trim(line).n == 0) {
            continue;
        }
        enum err_code code = spans_file_row(file, truth, line, overlaps, err);
        if (code != ERR_OK) {
            TRY(score_report_skip(report, score_input_path(input), score_input_number(input),
                                  code, err));
        }
    }
}

static enum err_code read_file(struct score_report *report, const char *path, bool overlaps,
                               const struct spans_file *truth, struct spans_file *file,
                               struct err *err)
{
    struct score_input *input;
    TRY(score_input_open(path, &input, err));
    enum err_code code = read_rows(report, input, overlaps, truth, file, err);
    score_input_close(input);
    return code;
}

enum err_code spans_file_read(struct score_report *report, const char *path, bool overlaps,
                              struct spans_file *file, struct err *err)
{
    spans_file_init(file, score_report_arena(report), NULL);
    TRY(read_file(report, path, overlaps, NULL, file, err));
    if (file->count == 0) {
        err_set(err, ERR_FORMAT, "%s: no documents", path);
        err_hint(err, "one JSON object a line: {\"id\":…,\"spans\":[…]}");
        return ERR_FORMAT;
    }
    return ERR_OK;
}

enum err_code spans_file_answers(struct score_report *report, const char *path, bool overlaps,
                                 const struct spans_file *truth, struct spans_file *file,
                                 struct err *err)
{
    struct arena *arena = score_report_arena(report);
    spans_file_init(file, arena, truth->labels);
    file->documents = arena_zalloc(arena, truth->count * sizeof *file->documents);
    file->count = truth->count;
    return read_file(report, path, overlaps, truth, file, err);
}
