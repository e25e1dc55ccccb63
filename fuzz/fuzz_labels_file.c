/* What a labeller said, as it may come back from another machine: of a task of classes and of
 * one of pairs, as labels and as what was settled. */
#include "benchmark/labels_file.h"
#include "base/mem.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void make_item(struct making *making, size_t place, const char *id, const char *input)
{
    struct js *json;
    struct making_item *item = &making->items[place];
    *item = (struct making_item){.id = str_of(id), .cluster = str_of(id), .split = MAKING_TEST};
    if (js_parse(making->arena, str_of(input), &json, NULL) != ERR_OK) {
        abort();
    }
    item->input = json;
    making->sample[making->sample_count++] = place;
}

/* What was taken keeps the contract, and what is frozen of it is never "unsure". */
static void look(struct making *making, struct str text)
{
    struct labelled labelled = {.labellers = 1, .names = {"one"}};
    struct err err;
    bool settled = labels_parse(making, text, "d", true, &labelled.decided, &err) == ERR_OK;
    if (labels_parse(making, text, "l", false, &labelled.by[0], &err) != ERR_OK) {
        if (settled) { /* decisions are taken more strictly than labels */
            abort();
        }
        return;
    }
    if (!settled &&
        labels_parse(making, STR(""), "d", true, &labelled.decided, &err) != ERR_OK) {
        abort();
    }
    for (size_t i = 0; i < making->count; i++) {
        const struct js *value = NULL;
        enum labelled_state state = labelled_state(making, &labelled, i, &value);
        if ((state == LABELLED_AGREED || state == LABELLED_DECIDED) &&
            (value == NULL ||
             making->task->check_expected(making->items[i].input, value, NULL) != ERR_OK ||
             labelled.by[0].of[i].remark.n > LABEL_REMARK_MAX)) {
            abort();
        }
    }
}

static void try_task(const char *task, const char *input, struct str text)
{
    struct making making = {.arena = arena_new(), .folder = "f", .labellers = 1, .count = 2};
    making.task = task_lookup(str_of(task));
    making.items = xcalloc(making.count, sizeof *making.items);
    making.sample = arena_alloc(making.arena, making.count * sizeof *making.sample);
    make_item(&making, 0, "a", input);
    make_item(&making, 1, "b", input);
    look(&making, text);
    free(making.items);
    arena_free(making.arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str text = str_n((const char *)data, size);
    try_task("text-classification", "{\"text\":\"t\",\"labels\":[\"x\",\"y\"]}", text);
    try_task("item-matching", "{\"left\":{\"t\":\"1\"},\"right\":{\"t\":\"2\"}}", text);
    return 0;
}
