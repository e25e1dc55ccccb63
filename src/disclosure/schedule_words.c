#include "disclosure/schedule_words.h"

#include "base/file.h"
#include "base/limits.h"
#include "disclosure/cited_sources.h"

static enum err_code load_file(struct arena *arena, const char *reference, const char *name,
                               struct js **root, struct err *err)
{
    struct str text;
    const char *path = arena_printf(arena, "%s/disclosure/%s", reference, name);
    TRY(file_read(arena, path, LIMIT_REFERENCE, &text, err));
    enum err_code code = js_parse(arena, text, root, err);
    if (code == ERR_OK && (*root)->type != JS_OBJECT) {
        code = err_set(err, ERR_FORMAT, "not an object");
    }
    if (code != ERR_OK) {
        err_prefix(err, "%s", path);
    }
    return code;
}

static enum err_code load_paper(const struct js *root, const char *name, size_t headings,
                                struct schedule_paper *paper, struct err *err)
{
    const struct js *json = NULL;
    const struct js *list = NULL;
    TRY(js_need(root, name, JS_OBJECT, &json, err));
    TRY(js_need_str(json, "title", &paper->title, err));
    TRY(js_may_str(json, "note", &paper->note, err));
    TRY(js_may_str(json, "empty", &paper->empty, err));
    TRY(js_need(json, "headings", JS_ARRAY, &list, err));
    if (list->array.count != headings) {
        return err_set(err, ERR_FORMAT, "\"%s\": \"headings\" are %zu, not %zu", name, headings,
                       list->array.count);
    }
    for (size_t i = 0; i < headings; i++) {
        if (list->array.items[i].type != JS_STRING) {
            return err_set(err, ERR_FORMAT, "\"%s\": a heading is no text", name);
        }
        paper->headings[i] = list->array.items[i].string;
    }
    paper->count = headings;
    TRY(cited_headings_check(root, name, json, "verified", headings, err));
    return cited_headings_check(root, name, json, "columns", headings, err);
}

static enum err_code load_papers(const struct js *root, struct schedule_words *words,
                                 struct err *err)
{
    TRY(cited_sources_check(root, err));
    TRY(load_paper(root, "non_sensitive", 4, &words->open, err));
    TRY(load_paper(root, "sensitive", 5, &words->sensitive, err));
    TRY(load_paper(root, "report", 3, &words->report, err));
    TRY(js_need_str(root, "note", &words->note, err));
    return js_need_str(root, "withdrawn", &words->withdrawn, err);
}

/* An array of {"id","title"}, and where its words were read. */
static enum err_code load_list(const struct js *root, const char *name, const struct js **list,
                               struct err *err)
{
    struct str text;
    TRY(cited_sources_check(root, err));
    TRY(js_need(root, name, JS_ARRAY, list, err));
    for (size_t i = 0; i < (*list)->array.count; i++) {
        TRY(js_need_str(&(*list)->array.items[i], "id", &text, err));
        TRY(js_need_str(&(*list)->array.items[i], "title", &text, err));
        TRY(cited_entry_check(root, name, i + 1, &(*list)->array.items[i], err));
    }
    return ERR_OK;
}

enum err_code schedule_words_load(struct arena *arena, const char *reference,
                                  struct schedule_words *words, struct err *err)
{
    struct js *root;
    *words = (struct schedule_words){.categories = NULL};
    TRY(load_file(arena, reference, "schedules.json", &root, err));
    enum err_code code = load_papers(root, words, err);
    if (code != ERR_OK) {
        err_prefix(err, "%s/disclosure/schedules.json", reference);
        return code;
    }
    TRY(load_file(arena, reference, "presumption.json", &root, err));
    code = load_list(root, "categories", &words->categories, err);
    if (code != ERR_OK) {
        err_prefix(err, "%s/disclosure/presumption.json", reference);
        return code;
    }
    TRY(load_file(arena, reference, "sensitive.json", &root, err));
    code = load_list(root, "reasons", &words->reasons, err);
    if (code != ERR_OK) {
        err_prefix(err, "%s/disclosure/sensitive.json", reference);
        return code;
    }
    TRY(load_file(arena, reference, "abbreviations.json", &root, err));
    return js_need(root, "abbreviations", JS_OBJECT, &words->abbreviations, err);
}

static struct str title_in(const struct js *list, struct str id)
{
    for (size_t i = 0; i < list->array.count; i++) {
        if (str_eq(js_text(&list->array.items[i], "id"), id)) {
            return js_text(&list->array.items[i], "title");
        }
    }
    return id;
}

struct str schedule_words_category(const struct schedule_words *words, struct str id)
{
    return title_in(words->categories, id);
}

struct str schedule_words_reason(const struct schedule_words *words, struct str id)
{
    return title_in(words->reasons, id);
}
