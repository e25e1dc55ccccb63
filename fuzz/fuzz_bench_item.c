/* A row of items.jsonl: refused with words, or complete, and its own expected answer keeps the
 * task's contract. */
#include "bench/bench_item.h"

#include "made_bench.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct bench bench = *made_bench();
    struct bench_item item = {.line = 1};
    struct err err = {.code = ERR_OK};
    bench.arena = arena_new();
    if (bench_item_parse(&bench, str_n((const char *)bytes, length), &item, &err) == ERR_OK) {
        if (item.id.n == 0 || item.cluster.n == 0 || item.input == NULL ||
            item.expected == NULL ||
            !(str_is(item.split, "dev") || str_is(item.split, "test"))) {
            BUG("an accepted row is not whole");
        }
        if (bench.task->check_input(item.input, &err) != ERR_OK ||
            bench.task->check_expected(item.input, item.expected, &err) != ERR_OK ||
            bench.task->check_output(item.input, item.expected, &err) != ERR_OK) {
            BUG("an accepted row breaks the contract: %s", err.message);
        }
        for (size_t i = 0; i < item.group_count; i++) {
            if (!str_is(item.groups[i].group, "kind")) {
                BUG("a group that is not declared");
            }
        }
    } else if (err.message[0] == '\0') {
        BUG("refused without a word");
    }
    arena_free(bench.arena);
    return 0;
}
