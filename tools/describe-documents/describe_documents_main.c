/* describe-documents: one document of a case in; its category of the presumption list, passages
 * that may be sensitive, and a description for a schedule out. */
#include "describe_document.h"

#include "base/file.h"
#include "base/utf8.h"
#include "toolkit/tool.h"

enum { TEXT_MAX = 64 << 20 };

static enum err_code open_rules(const struct tool_start *start, void **state, struct err *err)
{
    struct describe_rules *rules;
    (void)start;
    enum err_code code = describe_rules_load(arena_new(), ".", ".", &rules, err);
    *state = rules;
    return code;
}

static void close_rules(void *state)
{
    struct describe_rules *rules = state;
    arena_free(rules->arena);
}

/* A long text comes as a file: the document itself is what names it. */
static enum err_code text_of(struct arena *arena, const struct js *input,
                             const struct js *document, struct str *text, struct err *err)
{
    const char *path;
    if (js_member(document, "text") != NULL) {
        return js_need_str(document, "text", text, err);
    }
    TRY(tool_input_path(input, "document", arena, &path, err));
    TRY(file_read(arena, path, TEXT_MAX, text, err));
    return utf8_valid(*text) ? ERR_OK
                             : err_set(err, ERR_FORMAT, "the text of the file is not UTF-8");
}

static enum err_code answer(void *state, struct arena *arena, const struct js *input,
                            struct jsonw *output, struct err *err)
{
    const struct js *document = NULL;
    struct described described = {.pages = 0};
    TRY(js_need(input, "document", JS_OBJECT, &document, err));
    TRY(js_need_str(document, "name", &described.name, err));
    TRY(js_may_str(document, "kind", &described.kind, err));
    TRY(js_may_int(document, "pages", 0, INT64_MAX, &described.pages, err));
    TRY(js_may(document, "facts", JS_OBJECT, &described.facts, err));
    TRY(text_of(arena, input, document, &described.text, err));
    describe_document(arena, state, &described, output);
    return ERR_OK;
}

int main(void)
{
    return tool_main(&(struct tool){
        .window = 8, .open = open_rules, .answer = answer, .close = close_rules});
}
