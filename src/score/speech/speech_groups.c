/* Members of rows as fields of group columns; see speech_groups.h. */
#include "score/speech/speech_groups.h"

static enum err_code field_of(const struct utterance *utterance, const char *name,
                              struct str *field, bool *present, struct err *err)
{
    const struct js *value = js_member(utterance->row, name);
    if (value == NULL) {
        value = js_member(js_member(utterance->row, "groups"), name);
    }
    *present = value != NULL;
    *field = STR("");
    if (value == NULL || value->type == JS_NULL) {
        return ERR_OK;
    }
    if (value->type != JS_STRING && value->type != JS_INT && value->type != JS_BOOL) {
        err_set(err, ERR_FORMAT, "group \"%s\" is of type %s", name, js_type_name(value->type));
        err_hint(err, "give text, such as an age band");
        return ERR_FORMAT;
    }
    *field = value->type == JS_STRING ? value->string : value->raw;
    return ERR_OK;
}

static enum err_code add_pair(struct group_columns *columns, const struct utterance *utterance,
                              bool *present, struct err *err)
{
    struct str fields[GROUP_COLUMNS_MAX];
    for (size_t g = 0; g < group_columns_count(columns); g++) {
        bool here;
        TRY(field_of(utterance, group_columns_name(columns, g), &fields[g], &here, err));
        present[g] = present[g] || here;
    }
    return group_columns_add(columns, fields, err);
}

enum err_code speech_groups(struct arena *arena, const char *names,
                            const struct transcript *reference,
                            const struct transcript_pairs *pairs,
                            const struct score_grouping **groupings, size_t *count,
                            struct err *err)
{
    struct group_columns *columns;
    bool present[GROUP_COLUMNS_MAX] = {false};
    *groupings = NULL;
    *count = 0;
    if (names == NULL) {
        return ERR_OK;
    }
    if (reference->format != FORMAT_JSONL) {
        err_set(err, ERR_USAGE, "--group %s: %s has no members to group by", names,
                transcript_format_word(reference->format));
        err_hint(err, "give the reference as JSON lines {\"id\",\"text\",\"%s\"}", names);
        return ERR_USAGE;
    }
    TRY(group_columns_named(arena, names, &columns, err));
    for (size_t i = 0; i < pairs->count; i++) {
        const struct utterance *utterance = pairs->items[i].reference;
        enum err_code code = add_pair(columns, utterance, present, err);
        if (code != ERR_OK) {
            err_prefix(err, "%s line %zu", reference->path, utterance->line);
            return code;
        }
    }
    for (size_t g = 0; g < group_columns_count(columns); g++) {
        if (!present[g]) {
            err_set(err, ERR_FORMAT, "%s: no row has \"%s\"", reference->path,
                    group_columns_name(columns, g));
            err_hint(err, "name a member of the reference's rows in --group");
            return ERR_FORMAT;
        }
    }
    *groupings = group_columns_groupings(columns, count);
    group_columns_expand(columns);
    return ERR_OK;
}
