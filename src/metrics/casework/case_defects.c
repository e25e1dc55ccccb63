/* See case_defects.h. */
#include "metrics/casework/case_defects.h"

#include "metrics/casework/folded_text.h"

const struct case_defect_kind case_defect_kinds[] = {
    {"form-missing", CASE_COMPLETENESS, 0},
    {"field-empty", CASE_COMPLETENESS, 1},
    {"statement-unsigned", CASE_COMPLETENESS, 1},
    {"statement-undated", CASE_COMPLETENESS, 1},
    {"statement-without-declaration", CASE_COMPLETENESS, 1},
    {"exhibit-unproduced", CASE_COMPLETENESS, 1},
    {"exhibit-unlisted", CASE_COMPLETENESS, 1},
    {"witness-without-statement", CASE_COMPLETENESS, 1},
    {"disagreement", CASE_SUBSTANCE, 2},
    {"point-unproved", CASE_SUBSTANCE, 0},
};
const size_t case_defect_kind_count = sizeof case_defect_kinds / sizeof case_defect_kinds[0];

const struct case_defect_kind *case_defect_kind_lookup(struct str name)
{
    for (size_t i = 0; i < case_defect_kind_count; i++) {
        if (str_is(name, case_defect_kinds[i].name)) {
            return &case_defect_kinds[i];
        }
    }
    return NULL;
}

static bool cites(const struct js *places, struct str document)
{
    for (size_t i = 0; i < places->array.count; i++) {
        if (str_eq(js_text(&places->array.items[i], "document"), document)) {
            return true;
        }
    }
    return false;
}

/* `subject` is the finding's, folded. */
static bool is_right(struct arena *arena, const struct js *defect, const struct js *finding,
                     struct str subject)
{
    const struct js *documents = js_member(defect, "documents");
    const struct js *places = js_member(finding, "at");
    if (!str_eq(js_text(defect, "kind"), js_text(finding, "kind")) ||
        !str_eq(folded_text(arena, js_text(defect, "subject")), subject)) {
        return false;
    }
    for (size_t i = 0; documents != NULL && i < documents->array.count; i++) {
        if (!cites(places, documents->array.items[i].string)) {
            return false;
        }
    }
    return true;
}

static enum err_code match(struct arena *arena, const struct js *defects,
                           const struct js *output, bool *has, struct case_defects *found,
                           struct err *err)
{
    const struct js *findings = NULL;
    TRY(js_need(output, "findings", JS_ARRAY, &findings, err));
    found->findings = findings->array.count;
    for (size_t f = 0; f < findings->array.count; f++) {
        const struct js *finding = &findings->array.items[f];
        const struct js *places = NULL;
        bool right = false;
        TRY(js_need(finding, "at", JS_ARRAY, &places, err));
        struct str subject = folded_text(arena, js_text(finding, "subject"));
        for (size_t d = 0; d < defects->array.count; d++) {
            bool this = is_right(arena, &defects->array.items[d], finding, subject);
            has[d] = has[d] || this;
            right = right || this;
        }
        found->right += right;
    }
    return ERR_OK;
}

static enum err_code count(const struct js *defects, const bool *has,
                           struct case_defects *found, struct err *err)
{
    for (size_t d = 0; d < defects->array.count; d++) {
        const struct case_defect_kind *kind =
            case_defect_kind_lookup(js_text(&defects->array.items[d], "kind"));
        if (kind == NULL) {
            return err_set(err, ERR_FORMAT, "defect %zu has no kind that is known", d + 1);
        }
        found->wanted[kind->family]++;
        found->found[kind->family] += has[d];
    }
    return ERR_OK;
}

enum err_code case_defects_find(const struct js *expected, const struct js *output,
                                struct case_defects *found, struct err *err)
{
    const struct js *defects = NULL;
    enum err_code code = ERR_OK;
    *found = (struct case_defects){0};
    TRY(js_need(expected, "defects", JS_ARRAY, &defects, err));
    struct arena *arena = arena_new();
    bool *has = arena_zalloc(arena, (defects->array.count + 1) * sizeof *has);
    if (output != NULL) {
        TRY_OUT(match(arena, defects, output, has, found, err));
    }
    TRY_OUT(count(defects, has, found, err));
out:
    arena_free(arena);
    return code;
}
