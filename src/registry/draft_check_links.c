/* Values of a draft that connect it to others: forces, tools, subjects; see draft_check.h. */
#include "registry/draft_checking.h"

#include "base/encode.h"
#include "ledger/gap.h"
#include "ledger/identity.h"

#include <string.h>

void draft_check_forces(struct draft_checking *c, const struct js *value)
{
    if (value->type != JS_ARRAY) {
        draft_problem_add(c, true, "must be a list of forces");
        return;
    }
    for (size_t i = 0; i < value->array.count; i++) {
        const struct js *one = &value->array.items[i];
        c->row = i + 1;
        if (one->type != JS_STRING || form_forces_find(&c->set->forces, one->string) == NULL) {
            draft_problem_add(c, true,
                              "%s is no force that is known here: \"registry coverage "
                              "--all\" lists those that are",
                              draft_told(c, one));
        } else if (i > 0 && value->array.items[i - 1].type == JS_STRING &&
                   str_cmp(value->array.items[i - 1].string, one->string) >= 0) {
            draft_problem_add(c, true, "forces must be in order of their ids, each once");
        }
    }
    c->row = 0;
}

static void check_identity(struct draft_checking *c, const struct js *value)
{
    struct tool_identity identity;
    struct err err = {.code = ERR_OK};
    if (value == NULL || value->type != JS_OBJECT) {
        draft_problem_add(c, true, "names no tool: supplier, product and version");
    } else if (identity_parse(value, &identity, &err) != ERR_OK) {
        draft_problem_add(c, true, "%s", err.message);
    }
}

/* {"parameters"?,"tool"} or an identity alone. */
static void check_tool(struct draft_checking *c, const struct js *item)
{
    bool used = c->field->meaning == MEANS_TOOLS;
    const struct js *parameters = used ? js_member(item, "parameters") : NULL;
    check_identity(c, used ? js_member(item, "tool") : item);
    for (size_t i = 0;
         parameters != NULL && parameters->type == JS_OBJECT && i < parameters->object.count;
         i++) {
        const struct js_member *one = &parameters->object.members[i];
        if (one->name.n == 0 || str_ends(one->name, STR(" (again)")) ||
            (one->value.type == JS_STRING && one->value.string.n == 0)) {
            struct js name = {.type = JS_STRING, .string = one->name};
            draft_problem_add(c, true, "the setting %s must be NAME=VALUE, each name once",
                              draft_told(c, &name));
        }
    }
}

void draft_check_tools(struct draft_checking *c, const struct js *value)
{
    if (c->field->meaning == MEANS_IDENTITY && value->type == JS_OBJECT) {
        check_tool(c, value);
        return;
    }
    if (c->field->meaning == MEANS_IDENTITY || value->type != JS_ARRAY) {
        draft_problem_add(c, true, "must be %s",
                          c->field->meaning == MEANS_IDENTITY ? "one tool" : "a list of tools");
        return;
    }
    for (size_t i = 0; i < value->array.count; i++) {
        c->row = i + 1;
        check_tool(c, &value->array.items[i]);
    }
    c->row = 0;
}

void draft_check_about(struct draft_checking *c, const struct js *value)
{
    static const char *const texts[] = {"product", "supplier"};
    if (value->type != JS_ARRAY) {
        draft_problem_add(c, true, "must be a list of products");
        return;
    }
    for (size_t i = 0; i < value->array.count; i++) {
        const struct js *item = &value->array.items[i];
        c->row = i + 1;
        for (size_t t = 0; js_member(item, "tool") == NULL && t < 2; t++) {
            const struct js *text = js_member(item, texts[t]);
            if (text == NULL || text->type != JS_STRING || text->string.n == 0) {
                draft_problem_add(c, true, "names no %s", texts[t]);
            }
        }
    }
    c->row = 0;
}

void draft_check_subject(struct draft_checking *c, const struct js *value)
{
    if (value->type != JS_STRING || !hex_is(value->string, DRAFT_SUBJECT_SIZE - 1)) {
        draft_problem_add(c, true, "%s is no subject: 32 hexadecimal digits",
                          draft_told(c, value));
    }
}
