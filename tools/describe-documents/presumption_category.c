#include "presumption_category.h"

#include <string.h>

static enum err_code load_feature(struct category_rules *rules, const struct js *json,
                                  struct err *err)
{
    static const char *const known[] = {"clock", "speakers", "questions"};
    size_t i = rules->feature_count;
    bool found = false;
    if (i == CATEGORY_FEATURES_MAX) {
        return err_set(err, ERR_LIMIT, "\"features\" holds more than %d",
                       CATEGORY_FEATURES_MAX);
    }
    TRY(js_need_str(json, "for", &rules->features[i].purpose, err));
    TRY(js_need_str(json, "feature", &rules->features[i].feature, err));
    TRY(js_need_int(json, "from", 1, 1000000, &rules->features[i].from, err));
    TRY(js_need_int(json, "weight", -100, 100, &rules->features[i].weight, err));
    for (size_t k = 0; k < sizeof known / sizeof known[0]; k++) {
        found = found || str_is(rules->features[i].feature, known[k]);
    }
    if (!found) {
        return err_set(err, ERR_FORMAT, "\"feature\" is clock, speakers or questions");
    }
    rules->feature_count++;
    return ERR_OK;
}

/* "Incident no" as its folded words with a blank between. */
static struct str fold_label(struct arena *arena, struct str label)
{
    struct document_words words;
    struct strbuf out;
    strbuf_init(&out, 4096);
    document_words_make(arena, label, &words);
    for (size_t i = 0; i < words.count; i++) {
        strbuf_puts(&out, i > 0 ? " " : "");
        strbuf_str(&out, words.items[i].folded);
    }
    struct str folded = arena_str(arena, strbuf_view(&out));
    strbuf_release(&out);
    return folded;
}

static enum err_code load_labels(struct arena *arena, const struct js *labels,
                                 struct wanted_field *field, struct err *err)
{
    for (size_t i = 0; i < labels->array.count; i++) {
        if (labels->array.items[i].type != JS_STRING || field->count == FIELD_LABELS_MAX) {
            return err_set(err, ERR_FORMAT, "labels are up to %d texts", FIELD_LABELS_MAX);
        }
        field->labels[field->count++] = fold_label(arena, labels->array.items[i].string);
    }
    return ERR_OK;
}

static enum err_code load_field(struct arena *arena, struct category_rules *rules,
                                const struct js *json, struct err *err)
{
    struct wanted_field *field = &rules->fields[rules->field_count];
    const struct js *labels = NULL;
    if (rules->field_count == FIELDS_MAX) {
        return err_set(err, ERR_LIMIT, "\"fields\" holds more than %d", FIELDS_MAX);
    }
    TRY(js_need_str(json, "says", &field->says, err));
    TRY(js_need(json, "labels", JS_ARRAY, &labels, err));
    TRY(load_labels(arena, labels, field, err));
    rules->field_count++;
    return ERR_OK;
}

static enum err_code load_form(struct category_rules *rules, const struct js *json,
                               struct err *err)
{
    size_t i = rules->form_count;
    if (i == PLAIN_FORMS_MAX) {
        return err_set(err, ERR_LIMIT, "\"forms\" holds more than %d", PLAIN_FORMS_MAX);
    }
    TRY(js_need_str(json, "kind", &rules->forms[i].kind, err));
    TRY(js_need_int(json, "needs", 1, 100, &rules->forms[i].needs, err));
    TRY(js_may_str(json, "says", &rules->forms[i].says, err));
    rules->form_count++;
    return ERR_OK;
}

static enum err_code load_lists(struct arena *arena, const struct js *root,
                                struct category_rules *rules, struct err *err)
{
    const struct js *list = NULL;
    TRY(js_need(root, "categories", JS_ARRAY, &list, err));
    for (size_t i = 0; i < list->array.count; i++) {
        if (list->array.items[i].type != JS_STRING || rules->count == CATEGORIES_MAX) {
            return err_set(err, ERR_FORMAT, "\"categories\" are up to %d ids", CATEGORIES_MAX);
        }
        rules->ids[rules->count++] = list->array.items[i].string;
    }
    TRY(js_need(root, "features", JS_ARRAY, &list, err));
    for (size_t i = 0; i < list->array.count; i++) {
        TRY(load_feature(rules, &list->array.items[i], err));
    }
    TRY(js_need(root, "fields", JS_ARRAY, &list, err));
    for (size_t i = 0; i < list->array.count; i++) {
        TRY(load_field(arena, rules, &list->array.items[i], err));
    }
    list = NULL;
    TRY(js_may(root, "forms", JS_ARRAY, &list, err));
    for (size_t i = 0; list != NULL && i < list->array.count; i++) {
        TRY(load_form(rules, &list->array.items[i], err));
    }
    list = NULL;
    TRY(js_may(root, "skipped", JS_ARRAY, &list, err));
    return list == NULL ? ERR_OK : load_labels(arena, list, &rules->skipped, err);
}

static size_t category_of(const struct category_rules *rules, struct str id)
{
    for (size_t i = 0; i < rules->count; i++) {
        if (str_eq(rules->ids[i], id)) {
            return i;
        }
    }
    return SIZE_MAX;
}

static bool is_purpose(const struct category_rules *rules, struct str purpose)
{
    return str_is(purpose, "all") || str_is(purpose, "kind") ||
           str_is(purpose, CATEGORY_FORM_WORDS) || category_of(rules, purpose) != SIZE_MAX;
}

enum err_code category_rules_load(struct arena *arena, struct str json,
                                  struct category_rules *rules, struct err *err)
{
    struct js *root;
    memset(rules, 0, sizeof *rules);
    TRY(js_parse(arena, json, &root, err));
    TRY(js_need_int(root, "threshold", 1, 1000, &rules->threshold, err));
    TRY(load_lists(arena, root, rules, err));
    TRY(cue_rules_load(arena, root, &rules->cues, err));
    for (size_t i = 0; i < cue_rules_count(rules->cues); i++) {
        struct str purpose = cue_rules_group(rules->cues, i)->purpose;
        if (!is_purpose(rules, purpose)) {
            return err_set(err, ERR_FORMAT, "group %zu: \"for\" names no category: \"%.*s\"",
                           i + 1, STR_ARG(str_sub(purpose, 0, 40)));
        }
    }
    for (size_t i = 0; i < rules->feature_count; i++) {
        if (!is_purpose(rules, rules->features[i].purpose)) {
            return err_set(err, ERR_FORMAT, "feature %zu: \"for\" names no category", i + 1);
        }
    }
    return ERR_OK;
}

enum { KIND_SAID = 8 }; /* weight of phrases that say what a document is */

struct choosing {
    const struct category_rules *rules;
    const struct document_words *text;
    struct form_passages *form;
    bool met[CUE_GROUPS_MAX];
};

static void meet(void *data, const struct cue_place *place)
{
    struct choosing *choosing = data;
    choosing->met[place->group] = true;
}

/* The same, of the whole text, with the passages of printed words. */
static void meet_text(void *data, const struct cue_place *place)
{
    struct choosing *choosing = data;
    const struct cue_group *group = cue_rules_group(choosing->rules->cues, place->group);
    choosing->met[place->group] = true;
    if (str_is(group->purpose, CATEGORY_FORM_WORDS)) {
        choosing->form->held[choosing->text->items[place->first].passage] = true;
    }
}

static void form_passages_init(struct arena *arena, const struct document_words *text,
                               struct form_passages *form)
{
    form->count = text->count == 0 ? 0 : text->items[text->count - 1].passage + 1;
    form->held = arena_zalloc(arena, form->count + 1);
}

static void add_score(const struct category_rules *rules, int64_t *scores, struct str purpose,
                      int64_t weight)
{
    for (size_t i = 0; i < rules->count; i++) {
        scores[i] += str_is(purpose, "all") || str_eq(purpose, rules->ids[i]) ? weight : 0;
    }
}

static void add_features(const struct category_rules *rules, int64_t *scores,
                         const struct line_features *features)
{
    for (size_t i = 0; i < rules->feature_count; i++) {
        struct str feature = rules->features[i].feature;
        size_t have = str_is(feature, "clock")      ? features->clock
                      : str_is(feature, "speakers") ? features->speakers
                                                    : features->questions;
        if (have >= (size_t)rules->features[i].from) {
            add_score(rules, scores, rules->features[i].purpose, rules->features[i].weight);
        }
    }
}

/* Somebody writes to somebody: it is a letter, whatever it speaks of. */
static bool is_letter(const struct choosing *choosing)
{
    for (size_t i = 0; i < cue_rules_count(choosing->rules->cues); i++) {
        const struct cue_group *group = cue_rules_group(choosing->rules->cues, i);
        if (choosing->met[i] && str_is(group->purpose, "kind") &&
            (str_is(group->says, "Letter") || str_is(group->says, "Message"))) {
            return true;
        }
    }
    return false;
}

/* What it is: of the chosen category's groups, or of those that only say what a thing is. */
static void choose_words(const struct choosing *choosing, struct category_choice *choice)
{
    int64_t best = INT64_MIN;
    bool letter = is_letter(choosing);
    for (size_t i = 0; i < cue_rules_count(choosing->rules->cues); i++) {
        const struct cue_group *group = cue_rules_group(choosing->rules->cues, i);
        bool fits = str_eq(group->purpose, choice->id) ||
                    (str_is(choice->id, "none") &&
                     (str_is(group->purpose, "kind") || str_is(group->purpose, "all")));
        /* A word or two that a training text would have does not make one. */
        bool weak = str_is(group->purpose, "all") && group->weight > -KIND_SAID;
        fits = fits && !weak && !(letter && str_is(group->purpose, "all"));
        int64_t weight = group->weight < 0 ? -group->weight : group->weight;
        if (choosing->met[i] && fits && group->says.n > 0 && weight > best) {
            best = weight;
            choice->says = group->says;
        }
    }
}

/* What its title says it is goes before what its text would make of it. */
static void title_words(const struct choosing *choosing, struct category_choice *choice)
{
    int64_t best = KIND_SAID;
    for (size_t i = 0; i < cue_rules_count(choosing->rules->cues); i++) {
        const struct cue_group *group = cue_rules_group(choosing->rules->cues, i);
        bool titled = choosing->met[i] && group->where == CUE_TITLE &&
                      str_is(group->purpose, "kind") && group->says.n > 0;
        if (titled && group->weight > best) {
            best = group->weight;
            choice->says = group->says;
        }
    }
}

/* The index of the plain form that a document has; SIZE_MAX: none. */
static size_t plain_form(const struct category_rules *rules, const struct category_view *view)
{
    bool chat = view->features.chat > 1 && 2 * view->features.chat >= view->features.lines;
    struct str kind = chat ? STR("chat") : view->kind;
    for (size_t i = 0; i < rules->form_count; i++) {
        if (str_eq(rules->forms[i].kind, kind)) {
            return i;
        }
    }
    return SIZE_MAX;
}

/* The heaviest group of name, title and head that was met for a category. */
static int64_t named_by(const struct choosing *choosing, struct str id)
{
    int64_t heaviest = 0;
    for (size_t i = 0; i < cue_rules_count(choosing->rules->cues); i++) {
        const struct cue_group *group = cue_rules_group(choosing->rules->cues, i);
        bool names = choosing->met[i] && group->where != CUE_TEXT;
        if (names && str_eq(group->purpose, id) && group->weight > heaviest) {
            heaviest = group->weight;
        }
    }
    return heaviest;
}

void category_choose(struct arena *arena, const struct category_rules *rules,
                     const struct category_view *view, struct category_choice *choice,
                     struct form_passages *form)
{
    struct choosing choosing = {.rules = rules, .text = &view->text, .form = form};
    int64_t scores[CATEGORIES_MAX] = {0};
    size_t plain = plain_form(rules, view);
    int64_t needs = plain == SIZE_MAX ? 0 : rules->forms[plain].needs;
    form_passages_init(arena, &view->text, form);
    cue_rules_find(rules->cues, &view->name, CUE_NAME, meet, &choosing);
    cue_rules_find(rules->cues, &view->title, CUE_TITLE, meet, &choosing);
    cue_rules_find(rules->cues, &view->head, CUE_HEAD, meet, &choosing);
    cue_rules_find(rules->cues, &view->text, CUE_TEXT, meet_text, &choosing);
    for (size_t i = 0; i < cue_rules_count(rules->cues); i++) {
        const struct cue_group *group = cue_rules_group(rules->cues, i);
        if (choosing.met[i]) {
            add_score(rules, scores, group->purpose, group->weight);
        }
    }
    add_features(rules, scores, &view->features);
    *choice = (struct category_choice){.id = STR("none"), .says = STR("")};
    for (size_t i = 0; i < rules->count; i++) {
        bool first = str_is(choice->id, "none");
        if (scores[i] >= rules->threshold && (first || scores[i] > choice->score) &&
            named_by(&choosing, rules->ids[i]) >= needs) {
            choice->id = rules->ids[i];
            choice->score = scores[i];
        }
    }
    choose_words(&choosing, choice);
    if (plain != SIZE_MAX && str_is(rules->forms[plain].kind, "message")) {
        choice->says = STR(""); /* a message, whatever it speaks of */
    } else {
        title_words(&choosing, choice);
    }
    if (choice->says.n == 0 && plain != SIZE_MAX && str_is(choice->id, "none")) {
        choice->says = rules->forms[plain].says;
    }
}
