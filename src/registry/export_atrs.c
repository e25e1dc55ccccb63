/* Deployments in the order of the Algorithmic Transparency Recording Standard, version 3; see
 * export.h.
 *
 * How sure that is: names and numbers of the first four, of sections 1 to 3 and of 5 are those
 * of a secondary copy of the template; the names of section 4 are those of a record written to
 * it, whose numbers are not known. Version 4 was not at hand. Which of our fields answers which
 * of theirs is this project's reading (reference/registry/deployment-fields.json). */
#include "registry/export.h"

#include "base/jsonw.h"
#include "base/limits.h"
#include "registry/compose.h"
#include "registry/draft.h"

#include <string.h>

static const char status[] =
    "Shaped after the Algorithmic Transparency Recording Standard, version 3. Names and order "
    "are "
    "from secondary copies of its template and were not checked against the published one; "
    "version 4 was not at hand. Which field answers which is this project's reading.";

static const char *const order[] = {"Name",
                                    "Description",
                                    "Website URL",
                                    "Contact email",
                                    "1.1 Organisation or department",
                                    "1.2 Team",
                                    "1.3 Senior responsible owner",
                                    "1.4 External supplier involvement",
                                    "1.4.1 External supplier",
                                    "1.4.2 Companies House Number",
                                    "1.4.3 External supplier role",
                                    "1.4.4 Procurement procedure type",
                                    "1.4.5 Data access terms",
                                    "2.1 Detailed description",
                                    "2.2 Scope",
                                    "2.3 Benefit",
                                    "2.4 Previous process",
                                    "2.5 Alternatives considered",
                                    "3.1 Process integration",
                                    "3.2 Provided information",
                                    "3.3 Frequency and scale of usage",
                                    "3.4 Human decisions and review",
                                    "3.5 Required training",
                                    "3.6 Appeals and review",
                                    "System architecture",
                                    "Phase",
                                    "Maintenance",
                                    "Models",
                                    "Model name",
                                    "Model version",
                                    "Model task",
                                    "Model input",
                                    "Model output",
                                    "Model architecture",
                                    "Model performance",
                                    "Datasets",
                                    "Dataset purposes",
                                    "Source data name",
                                    "Data modality",
                                    "Data description",
                                    "Data quantities",
                                    "Sensitive attributes",
                                    "Data completeness and representativeness",
                                    "Source data URL",
                                    "Data collection",
                                    "Data cleaning",
                                    "Data sharing agreements",
                                    "Data access and storage",
                                    "5.1 Impact assessment",
                                    "5.2 Risks and mitigations"};
enum { FIELDS = sizeof order / sizeof order[0] };

/* Phases as the finder of GOV.UK names them; "paused" has none. */
static struct str phase_of(struct str stage)
{
    static const char *const phases[][2] = {{"considering", "pre-deployment"},
                                            {"pilot", "beta-pilot"},
                                            {"operational", "production"},
                                            {"ended", "retired"}};
    for (size_t i = 0; i < sizeof phases / sizeof phases[0]; i++) {
        if (str_is(stage, phases[i][0])) {
            return str_of(phases[i][1]);
        }
    }
    return stage;
}

static struct str names_of_forces(struct arena *arena, const struct form_set *set,
                                  const struct js *forces)
{
    const char *text = "";
    for (size_t i = 0; forces != NULL && i < forces->array.count; i++) {
        struct str id = forces->array.items[i].string;
        const struct form_force *force = form_forces_find(&set->forces, id);
        id = force != NULL ? force->name : id;
        text = arena_printf(arena, "%s%s%.*s", text, i > 0 ? "; " : "", STR_ARG(id));
    }
    return str_of(text);
}

/* A member of the tools' identities, each once. */
static struct str of_tools(struct arena *arena, const struct js *tools, const char *member)
{
    const char *text = "";
    for (size_t i = 0; tools != NULL && i < tools->array.count; i++) {
        const struct js *identity = js_member(&tools->array.items[i], "tool");
        const struct js *value = js_member(identity, member);
        if (value != NULL && value->type == JS_STRING &&
            str_find(str_of(text), value->string) == SIZE_MAX) {
            text = arena_printf(arena, "%s%s%.*s", text, *text != '\0' ? "; " : "",
                                STR_ARG(value->string));
        }
    }
    return str_of(text);
}

/* The rows of a table in words: "item: licence; pounds: 12000". */
static struct str table_words(struct arena *arena, const struct form_field *field,
                              const struct js *value)
{
    struct compose_rows rows;
    struct strbuf out;
    strbuf_init(&out, LIMIT_BODY);
    decompose_table(arena, field, value, &rows);
    for (size_t r = 0; r < rows.count; r++) {
        bool first = true;
        strbuf_puts(&out, r > 0 ? "\n" : "");
        for (size_t c = 0; c < rows.columns; c++) {
            struct str cell = rows.cells[r * rows.columns + c];
            if (cell.n > 0) {
                strbuf_puts(&out, first ? "" : "; ");
                strbuf_str(&out, field->field.columns[c].title);
                strbuf_puts(&out, ": ");
                strbuf_str(&out, cell);
                first = false;
            }
        }
    }
    struct str text = arena_str(arena, strbuf_view(&out));
    strbuf_release(&out);
    return text;
}

/* What a gap says of itself, by the section it names. */
static struct str withheld_words(struct arena *arena, const struct js *value)
{
    const struct js *section = js_member(js_member(value, "withheld"), "section");
    return section != NULL && section->type == JS_STRING
               ? str_of(
                     arena_printf(arena, "[withheld under s.%.*s]", STR_ARG(section->string)))
               : STR("[withheld]");
}

static struct str words_of(struct arena *arena, const struct form_field *field,
                           const struct js *value)
{
    if (value->type == JS_OBJECT && js_member(value, "withheld") != NULL) {
        return withheld_words(arena, value);
    }
    if (field->field.kind == FIELD_TABLE) {
        return table_words(arena, field, value);
    }
    struct str text = decompose_text(arena, field, value);
    return field->field.kind == FIELD_CHOICE ? field_option_title(&field->field, text) : text;
}

/* All of our fields that answer this one of theirs, each with its title when there are several.
 */
static struct str answer(struct arena *arena, const struct form_set *set,
                         const struct form_shape *shape, const struct registry_entry *entry,
                         const char *name)
{
    const char *text = "";
    size_t count = 0;
    const struct js *tools = js_member(entry->body, "tools");
    if (strcmp(name, "1.1 Organisation or department") == 0) {
        return names_of_forces(arena, set, js_member(entry->body, "forces"));
    }
    if (strcmp(name, "1.4.1 External supplier") == 0) {
        return of_tools(arena, tools, "supplier");
    }
    if (strcmp(name, "Model version") == 0) {
        return of_tools(arena, tools, "version");
    }
    if (strcmp(name, "Phase") == 0) {
        return phase_of(entry->stage);
    }
    struct str only = STR("");
    for (size_t i = 0; i < shape->count; i++) {
        const struct form_field *field = &shape->fields[i];
        const struct js *value = draft_value(entry->body, field);
        if (!str_is(field->field.atrs_v3, name) || value == NULL) {
            continue;
        }
        only = words_of(arena, field, value);
        text = arena_printf(arena, "%s%s%.*s: %.*s", text, count > 0 ? "\n\n" : "",
                            STR_ARG(field->field.title), STR_ARG(only));
        count++;
    }
    return count == 1 ? only : str_of(text);
}

static void json_record(struct arena *arena, const struct form_set *set,
                        const struct form_shape *shape, const struct registry_entry *entry,
                        struct strbuf *out)
{
    struct jsonw w;
    jsonw_init(&w, out);
    jsonw_object(&w);
    jsonw_key(&w, "fields");
    jsonw_array(&w);
    for (size_t i = 0; i < FIELDS; i++) {
        struct str text = answer(arena, set, shape, entry, order[i]);
        jsonw_object(&w);
        jsonw_member(&w, "name", order[i]);
        jsonw_member_str(&w, "text", text);
        jsonw_end(&w);
    }
    jsonw_end(&w);
    jsonw_member_str(&w, "organisation", entry->organisation);
    jsonw_member_str(&w, "subject", entry->subject);
    jsonw_end(&w);
}

static void csv_record(struct arena *arena, const struct form_set *set,
                       const struct form_shape *shape, const struct registry_entry *entry,
                       struct strbuf *out)
{
    strbuf_str(out, entry->subject);
    for (size_t i = 0; i < FIELDS; i++) {
        strbuf_putc(out, ',');
        export_csv_cell(out, answer(arena, set, shape, entry, order[i]));
    }
    strbuf_puts(out, "\r\n");
}

void export_atrs_begin(struct strbuf *out, bool csv)
{
    if (!csv) {
        strbuf_puts(out, "{\"format\":\"atrs-shaped/1\",\"status\":");
        jsonw_quote(out, str_of(status));
        strbuf_puts(out, ",\"records\":[\n");
        return;
    }
    strbuf_puts(out, "subject");
    for (size_t i = 0; i < FIELDS; i++) {
        strbuf_putc(out, ',');
        export_csv_cell(out, str_of(order[i]));
    }
    strbuf_puts(out, "\r\n");
}

void export_atrs_record(struct arena *arena, const struct form_set *set,
                        const struct form_shape *shape, const struct registry_entry *entry,
                        bool csv, struct strbuf *out)
{
    if (csv) {
        csv_record(arena, set, shape, entry, out);
    } else {
        json_record(arena, set, shape, entry, out);
    }
}
