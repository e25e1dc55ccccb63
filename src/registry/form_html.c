/* See form_html.h. */
#include "registry/form_html.h"

#include "base/html.h"
#include "base/jsonw.h"
#include "base/limits.h"
#include "registry/compose.h"
#include "registry/draft.h"
#include "registry/form_asset.h"

#include <string.h>

static void write_pair(struct jsonw *w, struct str id, struct str title)
{
    jsonw_array(w);
    jsonw_str(w, id);
    jsonw_str(w, title);
    jsonw_end(w);
}

static void write_options(struct jsonw *w, const char *key, const struct field_option *options,
                          size_t count)
{
    jsonw_key(w, key);
    jsonw_array(w);
    for (size_t i = 0; i < count; i++) {
        write_pair(w, options[i].id, options[i].title);
    }
    jsonw_end(w);
}

static const char *meaning_word(const struct form_field *field)
{
    switch (field->meaning) {
    case MEANS_FORCES:
        return "forces";
    case MEANS_IDENTITY:
        return "identity";
    case MEANS_GROUPS:
        return "groups";
    case MEANS_SUBJECT:
        return "deployment";
    case MEANS_REASONS:
        return "reasons";
    default:
        return "";
    }
}

static void write_field(struct jsonw *w, const struct form_field *field)
{
    const struct vocabulary_field *v = &field->field;
    jsonw_object(w);
    jsonw_member_str(w, "id", v->id);
    jsonw_member_str(w, "title", v->title);
    jsonw_member_str(w, "help", v->help);
    jsonw_member_str(w, "group", v->group);
    jsonw_member(w, "kind", field_kind_word(v->kind));
    jsonw_member(w, "meaning", meaning_word(field));
    jsonw_key(w, "needed");
    jsonw_bool(w, field->needed);
    jsonw_key(w, "required");
    jsonw_array(w);
    for (size_t i = 0; i < v->required_count; i++) {
        jsonw_str(w, v->required[i]);
    }
    jsonw_end(w);
    write_options(w, "options", v->options, v->option_count);
    jsonw_key(w, "columns");
    jsonw_array(w);
    for (size_t i = 0; i < v->column_count; i++) {
        jsonw_array(w);
        jsonw_str(w, v->columns[i].id);
        jsonw_str(w, v->columns[i].title);
        jsonw_puts(w, field_kind_word(v->columns[i].kind));
        jsonw_end(w);
    }
    jsonw_end(w);
    jsonw_end(w);
}

static void write_shapes(struct jsonw *w, const struct form_set *set)
{
    jsonw_key(w, "shapes");
    jsonw_array(w);
    for (size_t i = 0; i < set->count; i++) {
        const struct form_shape *shape = &set->shapes[i];
        if (!form_shape_is_filled(shape)) {
            continue;
        }
        jsonw_object(w);
        jsonw_member(w, "word", shape->word);
        jsonw_member(w, "type", shape->type);
        jsonw_member(w, "title", shape->title);
        jsonw_key(w, "fields");
        jsonw_array(w);
        for (size_t f = 0; f < shape->count; f++) {
            write_field(w, &shape->fields[f]);
        }
        if (shape->reasons != NULL) {
            write_field(w, shape->reasons);
        }
        jsonw_end(w);
        jsonw_end(w);
    }
    jsonw_end(w);
}

static void write_counts(struct jsonw *w, const struct use_vocabulary *use)
{
    jsonw_key(w, "counts");
    jsonw_array(w);
    for (size_t i = 0; i < use->count; i++) {
        write_pair(w, use->counts[i].id, use->counts[i].title);
    }
    jsonw_end(w);
    jsonw_key(w, "parts");
    jsonw_array(w);
    for (size_t i = 0; i < use->count; i++) {
        if (use->counts[i].part_of.n > 0) {
            write_pair(w, use->counts[i].id, use->counts[i].part_of);
        }
    }
    jsonw_end(w);
    jsonw_key(w, "wholes");
    jsonw_array(w);
    for (size_t i = 0; i < use->whole_count; i++) {
        jsonw_object(w);
        jsonw_member_str(w, "whole", use->counts[use->wholes[i].whole].id);
        jsonw_key(w, "parts");
        jsonw_array(w);
        for (size_t p = 0; p < use->wholes[i].part_count; p++) {
            jsonw_str(w, use->counts[use->wholes[i].parts[p]].id);
        }
        jsonw_end(w);
        jsonw_end(w);
    }
    jsonw_end(w);
    write_options(w, "characteristics", use->characteristics, use->characteristic_count);
}

static void write_forces(struct jsonw *w, const struct form_set *set, struct str force)
{
    jsonw_key(w, "forces");
    jsonw_array(w);
    for (size_t i = 0; i < set->forces.count; i++) {
        const struct form_force *one = &set->forces.list[i];
        if (form_force_polices(one) || str_eq(one->id, force)) {
            write_pair(w, one->id, one->name);
        }
    }
    jsonw_end(w);
}

static void write_rows(struct arena *arena, struct jsonw *w, const struct form_field *field,
                       const struct js *value)
{
    struct compose_rows rows;
    decompose_table(arena, field, value, &rows);
    jsonw_array(w);
    for (size_t i = 0; i < rows.count; i++) {
        jsonw_object(w);
        for (size_t c = 0; c < rows.columns; c++) {
            struct str cell = rows.cells[i * rows.columns + c];
            if (cell.n > 0) {
                jsonw_key_str(w, field->field.columns[c].id);
                jsonw_str(w, cell);
            }
        }
        jsonw_end(w);
    }
    jsonw_end(w);
}

static void write_record(struct arena *arena, struct jsonw *w, const struct form_shape *shape,
                         const struct registry_entry *entry)
{
    jsonw_object(w);
    jsonw_member_str(w, "type", entry->type);
    jsonw_member_str(w, "subject", entry->subject);
    jsonw_key(w, "values");
    jsonw_object(w);
    for (size_t i = 0; i < shape->count; i++) {
        const struct form_field *field = &shape->fields[i];
        const struct js *value = draft_value(entry->body, field);
        /* what changed is said anew with each version */
        if (value == NULL || str_is(field->field.id, "reason")) {
            continue;
        }
        jsonw_key_str(w, field->field.id);
        if (field->field.kind == FIELD_TABLE) {
            write_rows(arena, w, field, value);
        } else {
            jsonw_str(w, decompose_text(arena, field, value));
        }
    }
    jsonw_end(w);
    jsonw_end(w);
}

static enum err_code add_records(const struct registry_entries *from,
                                 struct registry_entries *to, size_t room, struct err *err)
{
    if (from->count > room - to->count) {
        return err_set(err, ERR_LIMIT, "more than %zu records of one force", room);
    }
    for (size_t i = 0; i < from->count; i++) {
        to->list[to->count++] = from->list[i];
    }
    return ERR_OK;
}

enum err_code form_records(struct arena *arena, const struct form_set *set, struct db *db,
                           struct str force, struct registry_entries *entries, struct err *err)
{
    enum { ROOM = 20000 };
    struct registry_entries some;
    *entries = (struct registry_entries){arena_alloc(arena, ROOM * sizeof *entries->list), 0};
    (void)set;
    if (db == NULL || force.n == 0) {
        return ERR_OK;
    }
    TRY(registry_naming(db, arena, force, "deployment.described/1", &some, err));
    TRY(add_records(&some, entries, ROOM, err));
    TRY(registry_by(db, arena, force, "tool.described/1", &some, err));
    return add_records(&some, entries, ROOM, err);
}

/* Deployments that a use report can be of. */
static enum err_code write_deployments(struct arena *arena, struct jsonw *w, struct db *db,
                                       struct str force, struct err *err)
{
    struct registry_entries entries = {0};
    if (db != NULL && force.n > 0) {
        TRY(registry_naming(db, arena, force, "deployment.described/1", &entries, err));
    }
    jsonw_key(w, "deployments");
    jsonw_array(w);
    for (size_t i = 0; i < entries.count; i++) {
        write_pair(w, entries.list[i].subject, entries.list[i].title);
    }
    jsonw_end(w);
    return ERR_OK;
}

static enum err_code write_model(struct arena *arena, const struct form_set *set, struct db *db,
                                 struct str force, struct strbuf *model, struct err *err)
{
    struct jsonw w;
    struct registry_entries entries;
    jsonw_init(&w, model);
    jsonw_object(&w);
    jsonw_member(&w, "format", FORM_FORMAT);
    jsonw_member_str(&w, "force", force);
    write_forces(&w, set, force);
    write_shapes(&w, set);
    write_counts(&w, &set->use);
    TRY(write_deployments(arena, &w, db, force, err));
    TRY(form_records(arena, set, db, force, &entries, err));
    jsonw_key(&w, "records");
    jsonw_array(&w);
    for (size_t i = 0; i < entries.count; i++) {
        write_record(arena, &w, form_shape_find(set, entries.list[i].type), &entries.list[i]);
    }
    jsonw_end(&w);
    jsonw_end(&w);
    return strbuf_check(model, "the form", err);
}

/* JSON within a script element: '<' cannot end it, nor begin a comment. */
static void put_model(struct strbuf *out, struct str json)
{
    for (size_t i = 0; i < json.n; i++) {
        if (json.p[i] == '<') {
            strbuf_puts(out, "\\u003c");
        } else {
            strbuf_putc(out, json.p[i]);
        }
    }
}

static void put_page(struct strbuf *out, struct str name, struct str model)
{
    strbuf_puts(out,
                "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src "
                "'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; base-uri "
                "'none'; form-action 'none'\">\n<title>Register of police AI: form");
    if (name.n > 0) {
        strbuf_puts(out, " for ");
        html_escape(out, name);
    }
    strbuf_puts(out, "</title>\n<style>\n");
    strbuf_str(out, form_asset_css());
    strbuf_puts(out, "</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#view\">Skip to the "
                     "form</a>\n<header>Register of police AI</header>\n<main>\n<div "
                     "class=\"status\" id=\"status\" role=\"status\" tabindex=\"-1\"></div>\n"
                     "<div id=\"view\"><p>This form needs a browser that runs its script. It "
                     "sends nothing anywhere. The workbook asks for the same.</p></div>\n"
                     "</main>\n<footer><p id=\"kept\">What you write is kept in this browser "
                     "until you clear its data, and nowhere else: nothing is sent. Save to a "
                     "file to hand it on.</p></footer>\n<script type=\"application/json\" "
                     "id=\"model\">");
    put_model(out, model);
    strbuf_puts(out, "</script>\n<script>\n");
    strbuf_str(out, form_asset_js());
    strbuf_puts(out, "</script>\n</body>\n</html>\n");
}

enum err_code form_html(struct arena *arena, const struct form_set *set, struct db *db,
                        struct str force, struct strbuf *out, struct err *err)
{
    const struct form_force *known = form_forces_find(&set->forces, force);
    struct strbuf model;
    if (force.n > 0 && known == NULL) {
        return err_set(err, ERR_NOT_FOUND, "no force \"%.*s\" is known here",
                       STR_ARG(str_sub(force, 0, 64)));
    }
    strbuf_init(&model, 64 * MIB);
    enum err_code code = write_model(arena, set, db, force, &model, err);
    if (code == ERR_OK) {
        put_page(out, known != NULL ? known->name : STR(""), strbuf_view(&model));
        code = strbuf_check(out, "the form", err);
    }
    strbuf_release(&model);
    return code;
}
