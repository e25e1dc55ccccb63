/* See draft_withhold.h. */
#include "registry/draft_withhold.h"

#include "base/jsonw.h"
#include "base/limits.h"

/* NULL: the type has no vocabulary of fields. */
static const struct vocabulary *vocabulary_of(const struct form_set *set, struct str type)
{
    return str_is(type, "deployment.described/1") ? &set->deployment
           : str_is(type, "tool.described/1")     ? &set->tool
                                                  : NULL;
}

static enum err_code cover(struct arena *arena, const struct vocabulary *vocabulary,
                           const struct js *classes, struct draft *draft, struct err *err)
{
    struct str text;
    struct js *body;
    TRY(disclosure_ncnd(arena, vocabulary, classes, draft->body, &text, err));
    TRY(js_parse(arena, text, &body, err));
    draft->body = body;
    return ERR_OK;
}

/* What the organisation has adopted last; NULL when it has adopted nothing. */
static enum err_code adopted(struct arena *arena, struct db *db, struct str organisation,
                             const struct js **classes, struct err *err)
{
    struct registry_entries entries;
    *classes = NULL;
    TRY(registry_by(db, arena, organisation, "disclosure.adopted/1", &entries, err));
    if (entries.count > 0) {
        *classes = js_member(entries.list[entries.count - 1].body, "ncnd");
    }
    return ERR_OK;
}

enum err_code draft_withhold(struct arena *arena, struct db *db, const char *reference,
                             const struct form_set *set, struct str organisation,
                             struct str today, struct draft *draft, struct err *err)
{
    static const struct vocabulary none = {0};
    const struct vocabulary *vocabulary = vocabulary_of(set, draft->type);
    const struct js *classes;
    struct disclosure_policy policy;
    struct registry_entries versions;
    TRY(disclosure_load(arena, reference, &policy, err));
    TRY(adopted(arena, db, organisation, &classes, err));
    TRY(registry_versions(db, arena, draft->subject, &versions, err));
    if (vocabulary != NULL && classes != NULL && classes->array.count > 0) {
        TRY(cover(arena, vocabulary, classes, draft, err));
    }
    TRY(disclosure_not_public(&versions, draft->body, err));
    TRY(disclosure_not_elsewhere(arena, draft->body, err));
    return disclosure_check(&policy, vocabulary != NULL ? vocabulary : &none, draft->body,
                            today, err);
}

enum err_code draft_mark_withheld(struct arena *arena, struct draft *draft,
                                  const struct form_field *field, struct str reasons,
                                  struct err *err)
{
    const struct js *value = draft_value(draft->body, field);
    struct strbuf out;
    if (value == NULL) {
        err_set(err, ERR_NOT_FOUND, "the draft states nothing as %.*s",
                STR_ARG(field->field.id));
        err_hint(err, "put the value in first: policeai registry edit DRAFT --set %.*s=…",
                 STR_ARG(field->field.id));
        return ERR_NOT_FOUND;
    }
    if (draft_is_withhold(value)) {
        value = js_member(js_member(value, "withhold"), "value");
    }
    strbuf_init(&out, 2 * (size_t)LIMIT_BODY);
    strbuf_printf(&out,
                  "{\"withhold\":%.*s%s\"value\":", STR_ARG(str_sub(reasons, 0, reasons.n - 1)),
                  reasons.n > 2 ? "," : "");
    strbuf_str(&out, value != NULL ? value->raw : STR("\"\""));
    strbuf_puts(&out, "}}");
    struct str text = arena_str(arena, strbuf_view(&out));
    strbuf_release(&out);
    return draft_put(arena, draft, field, text, err);
}
