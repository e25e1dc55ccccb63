/* Any journal: told as damaged, or what it holds can be read, added to, and read again. */
#include "run/journal.h"

#include "made_bench.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static size_t read_all(struct journal *journal, struct arena *arena)
{
    struct err err;
    size_t found = 0;
    for (size_t i = 0; i < MADE_ITEMS; i++) {
        struct client_answer answer;
        if (!journal_has(journal, i)) {
            continue;
        }
        if (journal_read(journal, arena, i, &answer, &err) != ERR_OK) {
            BUG("item %zu: %s", i, err.message);
        }
        if (answer.item != i || answer.outcome == OUTCOME_NONE) {
            BUG("item %zu is read as item %zu", i, answer.item);
        }
        found++;
    }
    if (found != journal_count(journal)) {
        BUG("%zu lines, but %zu items", journal_count(journal), found);
    }
    return found;
}

static void add_missing(struct journal *journal)
{
    struct err err;
    for (size_t i = 0; i < MADE_ITEMS; i++) {
        struct client_answer answer = {
            .item = i, .outcome = OUTCOME_ANSWERED, .output = STR("1"), .microseconds = 1};
        if (!journal_has(journal, i) && journal_add(journal, &answer, &err) != ERR_OK) {
            BUG("cannot add item %zu: %s", i, err.message);
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct arena *arena = arena_new();
    const char *path = made_file(bytes, length);
    struct err err = {.code = ERR_OK};
    struct journal *journal;
    if (journal_open(&journal, path, made_bench(), &err) == ERR_OK) {
        read_all(journal, arena);
        add_missing(journal);
        if (journal_close(journal, &err) != ERR_OK ||
            journal_open(&journal, path, made_bench(), &err) != ERR_OK) {
            BUG("what was opened once does not open again: %s", err.message);
        }
        if (read_all(journal, arena) != MADE_ITEMS) {
            BUG("what was added is not there");
        }
        if (journal_close(journal, &err) != ERR_OK) {
            BUG("%s", err.message);
        }
    } else if (err.message[0] == '\0') {
        BUG("refused without a word");
    }
    arena_free(arena);
    return 0;
}
