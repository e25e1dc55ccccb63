/* The text of any document: words stand where they are said to, the description is UTF-8,
 * short, and holds nothing of a flagged passage. */
#include "../tools/describe-documents/found_dates.h"
#include "../tools/describe-documents/item_description.h"
#include "../tools/describe-documents/labelled_fields.h"

#include "base/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static const char categories[] =
    "{\"threshold\":4,\"categories\":[\"incident-log\"],\"groups\":[{\"for\":\"incident-log\","
    "\"where\":\"head\",\"weight\":5,\"words\":[\"incident log\",\"log #\",\"cad*\"],\"says\":"
    "\"Incident log\"}],\"features\":[{\"for\":\"incident-log\",\"feature\":\"clock\",\"from\":"
    "2,\"weight\":3}],\"fields\":[{\"says\":\"date\",\"labels\":[\"Date\",\"Opened\"]}]}";
static const char passages[] = "{\"threshold\":4,\"groups\":[{\"for\":\"informant\",\"weight\":"
                               "4,\"words\":[\"chis\",\"source\"]}]}";
static const char abbreviations[] = "{\"abbreviations\":{\"PNB\":\"pocket notebook\"}}";

static struct {
    struct arena *arena;
    struct category_rules categories;
    struct sensitive_rules *sensitive;
    struct abbreviations abbreviations;
} rules;

static void load(void)
{
    rules.arena = arena_new();
    if (category_rules_load(rules.arena, str_of(categories), &rules.categories, NULL) !=
            ERR_OK ||
        sensitive_rules_load(rules.arena, str_of(passages), &rules.sensitive, NULL) != ERR_OK ||
        abbreviations_load(rules.arena, str_of(abbreviations), &rules.abbreviations, NULL) !=
            ERR_OK) {
        BUG("the rules are not taken");
    }
}

static void check_words(struct str text, const struct document_words *words)
{
    for (size_t i = 0; i < words->count; i++) {
        const struct document_word *word = &words->items[i];
        if (word->from >= word->to || word->to > text.n || word->start >= word->end ||
            word->folded.n == 0 || utf8_offset(text, word->start) != word->from ||
            (i > 0 && word->from < words->items[i - 1].to)) {
            BUG("a word stands where none can");
        }
    }
}

static void describe(struct arena *arena, struct str text)
{
    struct document_words words;
    struct category_view view = {.kind = STR("text")};
    struct sensitive_passages sensitive;
    struct category_choice choice;
    struct form_passages form;
    struct strbuf out;
    struct found_date date;
    document_words_make(arena, text, &words);
    check_words(text, &words);
    line_features_look(text, &view.features);
    view.title = view.head = view.text = words;
    category_choose(arena, &rules.categories, &view, &choice, &form);
    sensitive_passages_find(arena, rules.sensitive, text, &words, &sensitive);
    for (size_t at = 0; found_date_next(text, &at, &date);) {
        if (date.words.n < 6 || date.month < 1 || date.month > 12 || at > text.n) {
            BUG("no date is found");
        }
    }
    strbuf_init(&out, DESCRIPTION_MAX);
    item_description_write(arena,
                           &(struct described){.name = STR("a.txt"),
                                               .kind = STR("text"),
                                               .text = text,
                                               .pages = 1,
                                               .words = &words,
                                               .sensitive = &sensitive,
                                               .choice = &choice,
                                               .form = &form,
                                               .rules = &rules.categories,
                                               .abbreviations = &rules.abbreviations},
                           &out);
    if (out.n == 0 || !utf8_valid(strbuf_view(&out))) {
        BUG("a description is empty, or not UTF-8");
    }
    strbuf_release(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct str text = str_n((const char *)bytes, length);
    if (rules.arena == NULL) {
        load();
    }
    if (length < 65536 && utf8_valid(text)) {
        struct arena *arena = arena_new();
        describe(arena, text);
        arena_free(arena);
    }
    return 0;
}
