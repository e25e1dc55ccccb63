/* describe-documents: one document of a case in; its category of the presumption list, passages
 * that may be sensitive, and a description for a schedule out. */
#include "item_description.h"

#include "base/file.h"
#include "base/utf8.h"
#include "toolkit/tool.h"

#include <stdlib.h>

enum { RULES_MAX = 1 << 20, TEXT_MAX = 64 << 20, HEAD_BYTES = 1500 };

struct rules {
    struct arena *arena;
    struct category_rules categories;
    struct sensitive_rules *sensitive;
    struct abbreviations abbreviations;
};

static enum err_code read_data(struct arena *arena, const char *name, struct str *json,
                               struct err *err)
{
    return file_read(arena, name, RULES_MAX, json, err);
}

static enum err_code load(struct rules *rules, struct err *err)
{
    struct str json;
    TRY(read_data(rules->arena, "categories.json", &json, err));
    TRY(category_rules_load(rules->arena, json, &rules->categories, err));
    TRY(read_data(rules->arena, "passages.json", &json, err));
    TRY(sensitive_rules_load(rules->arena, json, &rules->sensitive, err));
    TRY(read_data(rules->arena, "abbreviations.json", &json, err));
    return abbreviations_load(rules->arena, json, &rules->abbreviations, err);
}

static enum err_code open_rules(const struct tool_start *start, void **state, struct err *err)
{
    (void)start;
    struct arena *arena = arena_new();
    struct rules *rules = arena_zalloc(arena, sizeof *rules);
    rules->arena = arena;
    *state = rules;
    return load(rules, err);
}

static void close_rules(void *state)
{
    struct rules *rules = state;
    arena_free(rules->arena);
}

static enum err_code text_of(struct arena *arena, const struct js *document, struct str *text,
                             struct err *err)
{
    const char *path;
    if (js_member(document, "text") != NULL) {
        return js_need_str(document, "text", text, err);
    }
    TRY(tool_input_path(document, "file", arena, &path, err));
    TRY(file_read(arena, path, TEXT_MAX, text, err));
    return utf8_valid(*text) ? ERR_OK
                             : err_set(err, ERR_FORMAT, "the text of the file is not UTF-8");
}

/* What a file says of itself, then the beginning of its text, a line each. */
static struct str head_of(struct arena *arena, const struct js *facts, struct str text)
{
    struct strbuf head;
    strbuf_init(&head, (size_t)1 << 20);
    for (size_t i = 0; facts != NULL && i < facts->object.count; i++) {
        if (facts->object.members[i].value.type == JS_STRING) {
            strbuf_str(&head, facts->object.members[i].value.string);
            strbuf_putc(&head, '\n');
        }
    }
    size_t end = text.n < HEAD_BYTES ? text.n : HEAD_BYTES;
    while (end < text.n && ((unsigned char)text.p[end] & 0xC0) == 0x80) {
        end++;
    }
    strbuf_str(&head, str_sub(text, 0, end));
    struct str kept = arena_str(arena, strbuf_view(&head));
    strbuf_release(&head);
    return kept;
}

static void write_sensitive(struct jsonw *output, const struct document_words *words,
                            const struct sensitive_passages *found)
{
    jsonw_key(output, "sensitive");
    jsonw_array(output);
    for (size_t i = 0; i < found->count; i++) {
        jsonw_object(output);
        jsonw_member_str(output, "reason", found->items[i].reason);
        jsonw_member_int(output, "start", words->items[found->items[i].first].start);
        jsonw_member_int(output, "end", words->items[found->items[i].last].end);
        jsonw_end(output);
    }
    jsonw_end(output);
}

static enum err_code answer(void *state, struct arena *arena, const struct js *input,
                            struct jsonw *output, struct err *err)
{
    const struct rules *rules = state;
    const struct js *document = NULL;
    struct described described = {.pages = 0};
    struct document_words name_words;
    struct document_words head_words;
    struct document_words words;
    struct sensitive_passages sensitive;
    struct line_features features;
    struct category_choice choice;
    struct strbuf description;
    TRY(js_need(input, "document", JS_OBJECT, &document, err));
    TRY(js_need_str(document, "name", &described.name, err));
    TRY(js_may_str(document, "kind", &described.kind, err));
    TRY(js_may_int(document, "pages", 0, INT64_MAX, &described.pages, err));
    TRY(js_may(document, "facts", JS_OBJECT, &described.facts, err));
    TRY(text_of(arena, document, &described.text, err));
    struct str head = head_of(arena, described.facts, described.text);
    document_words_make(arena, described.name, &name_words);
    document_words_make(arena, head, &head_words);
    document_words_make(arena, described.text, &words);
    line_features_look(described.text, &features);
    category_choose(&rules->categories, &name_words, &head_words, &words, &features, &choice);
    sensitive_passages_find(arena, rules->sensitive, &words, &sensitive);
    described.words = &words;
    described.sensitive = &sensitive;
    described.choice = &choice;
    described.rules = &rules->categories;
    described.abbreviations = &rules->abbreviations;
    strbuf_init(&description, DESCRIPTION_MAX);
    item_description_write(arena, &described, &description);
    jsonw_object(output);
    jsonw_member_str(output, "category", choice.id);
    write_sensitive(output, &words, &sensitive);
    jsonw_member_str(output, "description", strbuf_view(&description));
    jsonw_end(output);
    strbuf_release(&description);
    return ERR_OK;
}

int main(void)
{
    return tool_main(&(struct tool){
        .window = 8, .open = open_rules, .answer = answer, .close = close_rules});
}
