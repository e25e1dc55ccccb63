/* What a force hands in as JSON, or as CSV whose kind the first byte chooses: each record that
 * is taken has a name that is a file's, a subject, and a body of JSON; it can be checked, and a
 * draft of it is read back. */
#include "base/utf8.h"
#include "registry/draft_check.h"
#include "registry/import.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static const struct form_set *the_set(void)
{
    static struct form_set set;
    static struct arena *arena;
    struct err err;
    if (arena == NULL) {
        arena = arena_new();
        const char *reference = getenv("POLICEAI_REFERENCE");
        if (form_set_load(arena, reference != NULL ? reference : PAI_REFERENCE, NULL, &set,
                          &err) != ERR_OK) {
            BUG("%s", err.message);
        }
    }
    return &set;
}

static void check(struct arena *arena, const struct import_record *record)
{
    struct draft_problems problems;
    struct err err;
    struct js *again;
    if (draft_name_check(str_of(record->draft.name), &err) != ERR_OK) {
        BUG("%s", err.message);
    }
    if (record->draft.subject.n != DRAFT_SUBJECT_SIZE - 1) {
        BUG("a subject of %zu digits", record->draft.subject.n);
    }
    if (js_parse(arena, record->draft.body->raw, &again, &err) != ERR_OK) {
        BUG("a body that is no JSON: %s", err.message);
    }
    draft_check(arena, the_set(), &record->draft, STR("2026-11-29"), &problems);
    for (size_t i = 0; i < problems.count; i++) {
        if (!utf8_valid(str_of(draft_problem_text(arena, &problems.list[i])))) {
            BUG("a problem told in bytes that are no text");
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    static const char *const kinds[] = {"deployment", "tool", "report"};
    struct arena *arena = arena_new();
    struct import_file file;
    struct err err = {.code = ERR_OK};
    struct str input = str_n((const char *)bytes, length);
    const char *kind = kinds[length > 0 ? bytes[0] % 3 : 0];
    enum err_code code = length > 0 && bytes[0] == 'j'
                             ? import_json(arena, the_set(), input, &file, &err)
                             : import_csv(arena, the_set(), input, kind, &file, &err);
    for (size_t i = 0; code == ERR_OK && i < file.count; i++) {
        check(arena, &file.list[i]);
    }
    arena_free(arena);
    return 0;
}
