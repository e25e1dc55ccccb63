#include "describe_document.h"

#include "base/file.h"

enum { RULES_MAX = 1 << 20, HEAD_BYTES = 1500, TITLE_LINES = 3, TITLE_BYTES = 240 };

static enum err_code read_data(struct arena *arena, const char *folder, const char *name,
                               struct str *json, struct err *err)
{
    return file_read(arena, arena_printf(arena, "%s/%s", folder, name), RULES_MAX, json, err);
}

static enum err_code load(struct describe_rules *rules, const char *folder,
                          const char *abbreviations, struct err *err)
{
    struct str json;
    TRY(read_data(rules->arena, folder, "categories.json", &json, err));
    enum err_code code = category_rules_load(rules->arena, json, &rules->categories, err);
    if (code != ERR_OK) {
        err_prefix(err, "categories.json");
        return code;
    }
    TRY(read_data(rules->arena, folder, "passages.json", &json, err));
    code = sensitive_rules_load(rules->arena, json, &rules->sensitive, err);
    if (code != ERR_OK) {
        err_prefix(err, "passages.json");
        return code;
    }
    TRY(read_data(rules->arena, abbreviations, "abbreviations.json", &json, err));
    code = abbreviations_load(rules->arena, json, &rules->abbreviations, err);
    if (code != ERR_OK) {
        err_prefix(err, "abbreviations.json");
    }
    return code;
}

enum err_code describe_rules_load(struct arena *arena, const char *folder,
                                  const char *abbreviations, struct describe_rules **rules,
                                  struct err *err)
{
    *rules = arena_zalloc(arena, sizeof **rules);
    (*rules)->arena = arena;
    return load(*rules, folder, abbreviations, err);
}

/* What a file says of itself (not what an officer says of it), then the beginning of its text,
 * a line each. */
static struct str head_of(struct arena *arena, const struct js *facts, struct str text)
{
    struct strbuf head;
    strbuf_init(&head, (size_t)1 << 20);
    for (size_t i = 0; facts != NULL && i < facts->object.count; i++) {
        bool own = !str_is(facts->object.members[i].name, DESCRIBED_BEARS);
        if (own && facts->object.members[i].value.type == JS_STRING) {
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

/* The first lines that hold something. */
static struct str title_lines(struct str text)
{
    struct str rest = text;
    struct str line;
    for (size_t lines = 0; lines < TITLE_LINES && str_split(&rest, '\n', &line);) {
        lines += str_trim(line).n > 0;
    }
    return str_sub(text, 0, text.n - rest.n < TITLE_BYTES ? text.n - rest.n : TITLE_BYTES);
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

void describe_document(struct arena *arena, const struct describe_rules *rules,
                       const struct described *document, struct jsonw *output)
{
    struct described described = *document;
    struct category_view view = {.kind = document->kind};
    struct sensitive_passages sensitive;
    struct category_choice choice;
    struct form_passages form;
    struct strbuf description;
    struct str head = head_of(arena, described.facts, described.text);
    document_words_make(arena, described.name, &view.name);
    document_words_make(arena, title_lines(described.text), &view.title);
    document_words_make(arena, head, &view.head);
    document_words_make(arena, described.text, &view.text);
    line_features_look(described.text, &view.features);
    category_choose(arena, &rules->categories, &view, &choice, &form);
    sensitive_passages_find(arena, rules->sensitive, described.text, &view.text, &sensitive);
    described.words = &view.text;
    described.sensitive = &sensitive;
    described.choice = &choice;
    described.form = &form;
    described.rules = &rules->categories;
    described.abbreviations = &rules->abbreviations;
    strbuf_init(&description, DESCRIPTION_MAX);
    item_description_write(arena, &described, &description);
    jsonw_object(output);
    jsonw_member_str(output, "category", choice.id);
    write_sensitive(output, &view.text, &sensitive);
    jsonw_member_str(output, "description", strbuf_view(&description));
    jsonw_end(output);
    strbuf_release(&description);
}
