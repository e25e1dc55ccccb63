/* See draw_sample.h. */
#include "benchmark/draw_sample.h"

#include "base/file.h"
#include "base/jsonw.h"
#include "benchmark/labels_file.h"
#include "benchmark/stratify.h"

#include <string.h>

/* The groups that make the strata. */
static enum err_code find_groups(const struct making *making, const char *by, struct str *names,
                                 size_t *count, struct err *err)
{
    const struct js *groups = js_member(making->draft, "groups");
    struct str rest = by != NULL ? str_of(by) : (struct str){NULL, 0};
    struct str part;
    *count = 0;
    for (size_t i = 0; by == NULL && i < groups->object.count && i < MAKING_GROUPS; i++) {
        names[(*count)++] = groups->object.members[i].name;
    }
    while (str_split(&rest, ',', &part)) {
        part = str_trim(part);
        if (part.n > 0 && js_member_str(groups, part) == NULL) {
            err_set(err, ERR_NOT_FOUND, "%s has no group \"%.*s\"", making->folder,
                    STR_ARG(str_sub(part, 0, 100)));
            err_hint(err, "its groups stand in draft.json under \"groups\"");
            return ERR_NOT_FOUND;
        }
        if (part.n > 0 && *count < MAKING_GROUPS) {
            names[(*count)++] = part;
        }
    }
    return ERR_OK;
}

/* The values joined by a byte that no text from JSON holds. */
static struct str stratum_of(struct arena *arena, const struct making_item *item,
                             const struct str *names, size_t count)
{
    struct strbuf text;
    strbuf_init(&text, 65536);
    for (size_t i = 0; i < count; i++) {
        const struct js *value = js_member_str(item->groups, names[i]);
        if (value != NULL) {
            strbuf_str(&text, value->string);
        }
        strbuf_putc(&text, '\0');
    }
    struct str kept = arena_str(arena, strbuf_view(&text));
    strbuf_release(&text);
    return kept;
}

static enum err_code write_sample(const struct making *making, const struct draw_plan *plan,
                                  const struct str *names, size_t count, struct err *err)
{
    struct strbuf out;
    struct jsonw w;
    strbuf_init(&out, MAKING_BYTES);
    jsonw_init(&w, &out);
    jsonw_object(&w);
    jsonw_member_int(&w, "seed", plan->seed);
    jsonw_key(&w, "by");
    jsonw_array(&w);
    for (size_t i = 0; i < count; i++) {
        jsonw_str(&w, names[i]);
    }
    jsonw_end(&w);
    jsonw_member(&w, "shares", plan->alike ? "alike" : "by size");
    jsonw_member_int(&w, "candidates", (int64_t)making->count);
    jsonw_key(&w, "items");
    jsonw_array(&w);
    for (size_t i = 0; i < making->sample_count; i++) {
        const struct making_item *item = &making->items[making->sample[i]];
        strbuf_putc(&out, '\n');
        jsonw_object(&w);
        jsonw_member_str(&w, "id", item->id);
        jsonw_member(&w, "split", making_split_name(item->split));
        jsonw_end(&w);
    }
    jsonw_end(&w);
    jsonw_end(&w);
    strbuf_putc(&out, '\n');
    enum err_code code = strbuf_check(&out, "sample.json", err);
    if (code == ERR_OK) {
        code = file_write(making_path(making, "sample.json"), strbuf_view(&out), 0644, err);
    }
    strbuf_release(&out);
    return code;
}

static enum err_code check_unlabelled(struct making *making, struct err *err)
{
    struct labelled labelled;
    TRY(making_may_change(making, err));
    TRY(labelled_read(making, &labelled, err));
    for (size_t i = 0; i < labelled.labellers; i++) {
        size_t count = labels_said(making, &labelled.by[i]);
        if (count > 0) {
            err_set(err, ERR_CONFLICT, "%s has labelled %zu items of %s", labelled.names[i],
                    count, making->folder);
            err_hint(err,
                     "a sample is drawn before anybody labels; take the labels away first");
            return ERR_CONFLICT;
        }
    }
    return ERR_OK;
}

enum err_code draw_sample(struct making *making, const struct draw_plan *plan, struct err *err)
{
    struct str names[MAKING_GROUPS];
    size_t count;
    TRY(check_unlabelled(making, err));
    TRY(find_groups(making, plan->by, names, &count, err));
    struct stratify_plan own = {plan->seed, plan->dev, plan->test, plan->alike};
    if (own.dev + own.test == 0) {
        own.test = making->count;
    }
    struct arena *arena = making->arena;
    struct stratify_item *items = arena_alloc(arena, (making->count + 1) * sizeof *items);
    enum making_split *splits = arena_alloc(arena, (making->count + 1) * sizeof *splits);
    making->sample = arena_alloc(arena, (making->count + 1) * sizeof *making->sample);
    for (size_t i = 0; i < making->count; i++) {
        items[i] = (struct stratify_item){making->items[i].id, making->items[i].cluster,
                                          stratum_of(arena, &making->items[i], names, count)};
    }
    TRY(stratify(items, making->count, &own, splits, making->sample, &making->sample_count,
                 err));
    for (size_t i = 0; i < making->count; i++) {
        making->items[i].split = splits[i];
    }
    making->seed = plan->seed;
    return write_sample(making, plan, names, count, err);
}
