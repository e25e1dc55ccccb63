/* Rows of the new items.jsonl; see perturb_state.h. */
#include "perturb/perturb_state.h"

#include "base/jsonw.h"

#include <stdio.h>
#include <string.h>

static struct str key_of(const struct perturbing *own)
{
    return str_from(own->at, 1);
}

void perturb_step_name(const struct perturb_step *step, char name[PERTURB_NAME])
{
    snprintf(name, PERTURB_NAME, "%s-%d", step->perturbation->name, step->level + 1);
}

uint64_t perturb_version_seed(const struct perturbing *own, const struct version *version)
{
    char seed[24];
    struct sha256_stream stream;
    uint64_t number = 0;
    int n = snprintf(seed, sizeof seed, "%lld", (long long)own->plan->seed);
    sha256_begin(&stream);
    sha256_add(&stream, "policeai-perturb/v1", sizeof "policeai-perturb/v1");
    sha256_add(&stream, seed, (size_t)n + 1);
    sha256_add(&stream, version->name, strlen(version->name) + 1);
    sha256_add(&stream, version->item->id.p, version->item->id.n);
    struct sha256 digest = sha256_end(&stream);
    for (int i = 0; i < 8; i++) {
        number = number << 8 | digest.bytes[i];
    }
    return number;
}

/* Three syllables: no word of a language, easy to find in an answer. */
static struct str made_up(struct arena *arena, struct prng *prng)
{
    static const char *const syllables[] = {"vel", "zor", "mik", "tun", "bra",
                                            "qua", "lep", "dro", "fis", "gam"};
    const char *word = "";
    for (int i = 0; i < 3; i++) {
        word = arena_printf(arena, "%s%s", word,
                            syllables[prng_below(prng, sizeof syllables / sizeof *syllables)]);
    }
    return str_of(word);
}

struct str perturb_word(struct perturbing *own, const struct version *version,
                        struct prng *prng)
{
    const struct js *labels = js_member(version->item->input, "labels");
    if (labels == NULL || labels->type != JS_ARRAY || labels->array.count < 2) {
        return made_up(own->arena, prng);
    }
    struct str expected = js_text(version->item->expected, "label");
    size_t place = (size_t)prng_below(prng, labels->array.count);
    if (str_eq(labels->array.items[place].string, expected)) {
        place = (place + 1) % labels->array.count;
    }
    return labels->array.items[place].string;
}

bool perturb_takes(const struct perturb_plan *plan, const struct bench_item *item)
{
    for (size_t i = 0; i < item->group_count; i++) {
        if (str_eq(item->groups[i].group, plan->only_group) &&
            str_eq(item->groups[i].value, plan->only_value)) {
            return true;
        }
    }
    return plan->only_group.n == 0;
}

static void write_changed(const struct perturbing *own, const struct version *version,
                          const struct js *value, struct jsonw *w)
{
    if (own->kind == PERTURB_TEXT) {
        jsonw_str(w, version->text);
        return;
    }
    jsonw_object(w);
    for (size_t i = 0; i < value->object.count; i++) {
        const struct js_member *member = &value->object.members[i];
        jsonw_key_str(w, member->name);
        if (str_is(member->name, "file")) {
            jsonw_str(w, version->file);
        } else {
            jsonw_raw(w, member->value.raw);
        }
    }
    jsonw_end(w);
}

static void write_input(const struct perturbing *own, const struct version *version,
                        struct jsonw *w)
{
    const struct js *input = version->item->input;
    jsonw_object(w);
    for (size_t i = 0; i < input->object.count; i++) {
        const struct js_member *member = &input->object.members[i];
        jsonw_key_str(w, member->name);
        if (str_eq(member->name, key_of(own))) {
            write_changed(own, version, &member->value, w);
        } else {
            jsonw_raw(w, member->value.raw);
        }
    }
    jsonw_end(w);
}

/* Where a place of the text went, or -1 for one that is none. */
static int64_t moved(const struct version *version, const struct js *span, const char *name)
{
    const struct js *place = js_member(span, name);
    bool good = place != NULL && place->type == JS_INT && place->integer >= 0 &&
                (uint64_t)place->integer <= version->edit.from_count;
    return good ? (int64_t)version->edit.moved[place->integer] : -1;
}

static void write_span(const struct version *version, struct jsonw *w, const struct js *span)
{
    jsonw_object(w);
    for (size_t i = 0; i < span->object.count; i++) {
        const struct js_member *member = &span->object.members[i];
        jsonw_key_str(w, member->name);
        if (str_is(member->name, "start") || str_is(member->name, "end")) {
            jsonw_int(w, moved(version, span, str_is(member->name, "end") ? "end" : "start"));
        } else {
            jsonw_raw(w, member->value.raw);
        }
    }
    jsonw_end(w);
}

static const struct js *spans_of(const struct perturbing *own, const struct version *version)
{
    const struct js *spans = js_member(version->item->expected, "spans");
    bool marked = spans != NULL && spans->type == JS_ARRAY && own->kind == PERTURB_TEXT &&
                  str_is(own->at, "/text");
    return marked && version->step != NULL ? spans : NULL;
}

bool perturb_spans_stand(const struct perturbing *own, const struct version *version)
{
    const struct js *spans = spans_of(own, version);
    for (size_t i = 0; spans != NULL && i < spans->array.count; i++) {
        const struct js *span = &spans->array.items[i];
        int64_t start = moved(version, span, "start");
        if (start < 0 || moved(version, span, "end") <= start) {
            return false;
        }
    }
    return true;
}

static void write_expected(const struct perturbing *own, const struct version *version,
                           struct jsonw *w)
{
    const struct js *expected = version->item->expected;
    const struct js *spans = spans_of(own, version);
    if (spans == NULL && version->word.n == 0) {
        jsonw_raw(w, expected->raw);
        return;
    }
    jsonw_object(w);
    for (size_t i = 0; i < expected->object.count; i++) {
        const struct js_member *member = &expected->object.members[i];
        jsonw_key_str(w, member->name);
        if (version->word.n > 0 && str_is(member->name, "order")) {
            continue;
        }
        if (spans == NULL || &member->value != spans) {
            jsonw_raw(w, member->value.raw);
            continue;
        }
        jsonw_array(w);
        for (size_t s = 0; s < spans->array.count; s++) {
            write_span(version, w, &spans->array.items[s]);
        }
        jsonw_end(w);
    }
    if (version->word.n > 0) {
        jsonw_key(w, "order");
        jsonw_object(w);
        jsonw_member_str(w, "word", version->word);
        jsonw_end(w);
    }
    jsonw_end(w);
}

static void write_groups(const struct version *version, struct jsonw *w)
{
    jsonw_object(w);
    for (size_t i = 0; i < version->item->group_count; i++) {
        const struct bench_group_value *group = &version->item->groups[i];
        jsonw_key_str(w, group->group);
        jsonw_str(w, group->value);
    }
    jsonw_member(w, PERTURB_GROUP, version->name);
    jsonw_end(w);
}

void perturb_write_row(struct perturbing *own, const struct version *version)
{
    const struct bench_item *item = version->item;
    struct jsonw w;
    jsonw_init(&w, &own->items);
    jsonw_object(&w);
    jsonw_key(&w, "id");
    if (version->step != NULL) {
        jsonw_printf(&w, "%.*s~%s", STR_ARG(item->id), version->name);
    } else {
        jsonw_str(&w, item->id);
    }
    jsonw_key(&w, "input");
    write_input(own, version, &w);
    jsonw_key(&w, "expected");
    write_expected(own, version, &w);
    jsonw_key(&w, "groups");
    write_groups(version, &w);
    jsonw_member_str(&w, "cluster", item->cluster);
    jsonw_member_str(&w, "split", item->split);
    jsonw_end(&w);
    strbuf_putc(&own->items, '\n');
    own->made->items++;
}
