/* adapter.json of the adapter "command": refused with words, or a plan that can be carried out;
 * what it then reads from a program is one JSON value or an error with words. */
#include "../tools/adapter-command/answer_reader.h"
#include "../tools/adapter-command/command_words.h"

#include "base/limits.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void check_whole(const struct command_plan *plan)
{
    if (plan->argv == NULL || plan->argv[0] == NULL || plan->argv[0][0] == '\0' ||
        plan->seconds < 1 || plan->good_status_count == 0 ||
        (plan->lines && plan->stdin_of.p == NULL) ||
        (plan->reader == READ_CSV && plan->column_count == 0)) {
        BUG("an accepted plan is not whole");
    }
    for (size_t i = 0; plan->argv[i] != NULL; i++) {
        if (command_word_check(str_of(plan->argv[i]), NULL) != ERR_OK) {
            BUG("an accepted word is none");
        }
    }
}

static void read_one(const struct command_plan *plan, struct str written)
{
    struct arena *arena = arena_new();
    struct strbuf out;
    struct jsonw w;
    struct js *input;
    struct js *answer;
    struct err err = {.code = ERR_OK};
    strbuf_init(&out, MIB);
    jsonw_init(&w, &out);
    if (js_parse(arena, STR("{\"text\":\"Ask J\xc3\xbcrgen [1] at 5 Mill Rd\"}"), &input,
                 NULL) != ERR_OK) {
        BUG("the input is no JSON");
    }
    if (answer_read(plan, arena, input, written, &w, &err) == ERR_OK) {
        if (js_parse(arena, strbuf_view(&out), &answer, NULL) != ERR_OK) {
            BUG("an answer is no JSON: %s", out.p);
        }
    } else if (err.message[0] == '\0') {
        BUG("not read without a word");
    }
    strbuf_release(&out);
    arena_free(arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct arena *arena = arena_new();
    struct command_plan plan;
    struct err err = {.code = ERR_OK};
    if (command_plan_parse(arena, str_n((const char *)bytes, length), &plan, &err) == ERR_OK) {
        check_whole(&plan);
        read_one(&plan, STR("Ask [NAME_1] [1] at [[A_2]_3]\n"));
        read_one(&plan, STR("Ask XXXXXX XXX at NAME"));
        read_one(&plan, STR("start,end,label\n1,2,\"A\"\n3,4,B\n"));
        read_one(&plan,
                 STR("{\"a\":[{\"b\":\"c\"},0.5],\"text\":\"Ask [N] [1] at 5 Mill Rd\"}"));
        read_one(&plan, STR("7\n"));
    } else if (err.message[0] == '\0') {
        BUG("refused without a word");
    }
    arena_free(arena);
    return 0;
}
