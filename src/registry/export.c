/* See export.h. */
#include "registry/export.h"

#include "base/jsonw.h"
#include "base/limits.h"
#include "registry/compose.h"
#include "registry/draft.h"
#include "registry/form_html.h"
#include "registry_sql.h"

bool export_format_of(struct str word, enum export_format *format)
{
    static const char *const words[] = {"json", "history", "csv", "atrs", "atrs-csv"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (str_is(word, words[i])) {
            *format = (enum export_format)i;
            return true;
        }
    }
    return false;
}

/* What it says and what names it, each once, in the order of the log. */
static enum err_code of_force(struct arena *arena, struct db *db, struct str force,
                              const char *type, struct registry_entries *entries,
                              struct err *err)
{
    struct registry_entries naming;
    struct registry_entries said;
    size_t n = 0;
    size_t s = 0;
    TRY(registry_naming(db, arena, force, type, &naming, err));
    TRY(registry_by(db, arena, force, type, &said, err));
    entries->list = arena_alloc(arena, (naming.count + said.count + 1) * sizeof *entries->list);
    entries->count = 0;
    while (n < naming.count || s < said.count) {
        bool first = s == said.count ||
                     (n < naming.count && naming.list[n].log_index <= said.list[s].log_index);
        const struct registry_entry *next = first ? &naming.list[n] : &said.list[s];
        bool both = first && s < said.count && said.list[s].log_index == next->log_index;
        entries->list[entries->count++] = *next;
        n += first ? 1 : 0;
        s += !first || both ? 1 : 0;
    }
    return ERR_OK;
}

enum err_code export_entries(struct arena *arena, struct db *db,
                             const struct export_wanted *wanted, const char *type,
                             struct registry_entries *entries, struct err *err)
{
    return wanted->force.n > 0 ? of_force(arena, db, wanted->force, type, entries, err)
                               : registry_of_type(db, arena, type, entries, err);
}

/* Hands the buffer on and empties it. */
static enum err_code flush(struct strbuf *out, export_sink *sink, void *context,
                           struct err *err)
{
    TRY(strbuf_check(out, "a record", err));
    TRY(sink(context, strbuf_view(out), err));
    strbuf_clear(out);
    return ERR_OK;
}

static enum err_code json_records(struct arena *arena, const struct form_set *set,
                                  struct db *db, const struct export_wanted *wanted,
                                  struct strbuf *out, export_sink *sink, void *context,
                                  struct err *err)
{
    bool first = true;
    for (size_t i = 0; i < set->count; i++) {
        struct registry_entries entries;
        TRY(export_entries(arena, db, wanted, set->shapes[i].type, &entries, err));
        for (size_t e = 0; e < entries.count; e++) {
            const struct registry_entry *entry = &entries.list[e];
            strbuf_printf(out, "%s{\"body\":%.*s,\"subject\":\"%.*s\",\"type\":\"%.*s\"}",
                          first ? "" : ",\n", STR_ARG(entry->text), STR_ARG(entry->subject),
                          STR_ARG(entry->type));
            first = false;
            TRY(flush(out, sink, context, err));
        }
    }
    return ERR_OK;
}

static enum err_code json(struct arena *arena, const struct form_set *set, struct db *db,
                          const struct export_wanted *wanted, struct strbuf *out,
                          export_sink *sink, void *context, struct err *err)
{
    strbuf_puts(out, "{\"force\":");
    jsonw_quote(out, wanted->force);
    strbuf_puts(out, ",\"format\":\"" FORM_FORMAT "\",\"records\":[\n");
    TRY(json_records(arena, set, db, wanted, out, sink, context, err));
    strbuf_puts(out, "\n]}\n");
    return flush(out, sink, context, err);
}

static enum err_code history(struct db *db, const struct export_wanted *wanted,
                             struct strbuf *out, export_sink *sink, void *context,
                             struct err *err)
{
    struct db_query *query;
    bool row;
    TRY(db_prepare(db, sql_form_history, &query, err));
    db_bind_text(query, 1, wanted->force);
    TRY(db_step(query, &row, err));
    while (row) {
        struct jsonw w;
        jsonw_init(&w, out);
        jsonw_object(&w);
        jsonw_member_str(&w, "at", db_text(query, 2));
        jsonw_key(&w, "body");
        jsonw_raw(&w, db_text(query, 9));
        jsonw_key(&w, "confirmed");
        jsonw_bool(&w, str_is(db_text(query, 7), "own"));
        jsonw_key(&w, "current");
        jsonw_bool(&w, db_int(query, 8) != 0);
        jsonw_member_str(&w, "id", db_text(query, 0));
        jsonw_member_int(&w, "index", db_int(query, 1));
        jsonw_member_str(&w, "logged_at", db_text(query, 3));
        jsonw_member_str(&w, "organisation", db_text(query, 6));
        jsonw_member_str(&w, "subject", db_text(query, 5));
        jsonw_member_str(&w, "type", db_text(query, 4));
        jsonw_end(&w);
        strbuf_putc(out, '\n');
        enum err_code code = flush(out, sink, context, err);
        if (code == ERR_OK) {
            code = db_step(query, &row, err);
        }
        if (code != ERR_OK) {
            db_reset(query);
            return code;
        }
    }
    db_reset(query);
    return ERR_OK;
}

/* RFC 4180. What a spreadsheet would reckon begins with an apostrophe, which import takes off.
 */
void export_csv_cell(struct strbuf *out, struct str text)
{
    bool formula = text.n > 0 && str_has_byte(STR("=+-@\t\r"), text.p[0]);
    bool quote = formula || str_has_byte(text, ',') || str_has_byte(text, '"') ||
                 str_has_byte(text, '\n') || str_has_byte(text, '\r') ||
                 str_has_byte(text, ';') || str_has_byte(text, '\t');
    if (!quote) {
        strbuf_str(out, text);
        return;
    }
    strbuf_puts(out, formula ? "\"'" : "\"");
    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] == '"') {
            strbuf_putc(out, '"');
        }
        strbuf_putc(out, text.p[i]);
    }
    strbuf_putc(out, '"');
}

/* A table as rows of cells with '|' between them; what holds a '|' of its own has it as '/'. */
static struct str table_text(struct arena *arena, const struct form_field *field,
                             const struct js *value)
{
    struct compose_rows rows;
    struct strbuf out;
    strbuf_init(&out, LIMIT_BODY);
    decompose_table(arena, field, value, &rows);
    for (size_t r = 0; r < rows.count; r++) {
        for (size_t c = 0; c < rows.columns; c++) {
            struct str cell = rows.cells[r * rows.columns + c];
            strbuf_puts(&out, c > 0 ? "|" : r > 0 ? "\n" : "");
            for (size_t i = 0; i < cell.n; i++) {
                char b = cell.p[i];
                strbuf_putc(&out, b == '|' ? '/' : b == '\n' || b == '\r' ? ' ' : b);
            }
        }
    }
    struct str text = arena_str(arena, strbuf_view(&out));
    strbuf_release(&out);
    return text;
}

static void csv_row(struct arena *arena, const struct form_shape *shape,
                    const struct registry_entry *entry, struct strbuf *out)
{
    strbuf_str(out, entry->subject);
    strbuf_putc(out, ',');
    strbuf_str(out, entry->organisation);
    strbuf_puts(out, entry->confirmed ? ",yes," : ",no,");
    strbuf_str(out, entry->logged_at);
    for (size_t i = 0; i < shape->count; i++) {
        const struct form_field *field = &shape->fields[i];
        const struct js *value = draft_value(entry->body, field);
        bool table = field->field.kind == FIELD_TABLE && value != NULL &&
                     js_member(value, "withheld") == NULL;
        strbuf_putc(out, ',');
        export_csv_cell(out, table ? table_text(arena, field, value)
                                   : decompose_text(arena, field, value));
    }
    strbuf_puts(out, "\r\n");
}

static enum err_code csv(struct arena *arena, const struct form_set *set, struct db *db,
                         const struct export_wanted *wanted, struct strbuf *out,
                         export_sink *sink, void *context, struct err *err)
{
    const char *kind = wanted->kind != NULL ? wanted->kind : "deployment";
    const struct form_shape *shape = form_shape_find(set, str_of(kind));
    struct registry_entries entries;
    if (shape == NULL) {
        return err_set(err, ERR_USAGE, "there is no kind of record \"%.60s\"", kind);
    }
    TRY(export_entries(arena, db, wanted, shape->type, &entries, err));
    strbuf_puts(out, "subject,organisation,confirmed,logged_at");
    for (size_t i = 0; i < shape->count; i++) {
        strbuf_putc(out, ',');
        strbuf_str(out, shape->fields[i].field.id);
    }
    strbuf_puts(out, "\r\n");
    TRY(flush(out, sink, context, err));
    for (size_t i = 0; i < entries.count; i++) {
        csv_row(arena, shape, &entries.list[i], out);
        TRY(flush(out, sink, context, err));
    }
    return ERR_OK;
}

enum err_code export_run(struct arena *arena, const struct form_set *set, struct db *db,
                         const struct export_wanted *wanted, export_sink *sink, void *context,
                         struct err *err)
{
    struct strbuf out;
    enum err_code code;
    strbuf_init(&out, 8 * LIMIT_BODY);
    switch (wanted->format) {
    case EXPORT_JSON:
        code = json(arena, set, db, wanted, &out, sink, context, err);
        break;
    case EXPORT_HISTORY:
        code = history(db, wanted, &out, sink, context, err);
        break;
    case EXPORT_CSV:
        code = csv(arena, set, db, wanted, &out, sink, context, err);
        break;
    default:
        code = export_atrs(arena, set, db, wanted, sink, context, err);
    }
    strbuf_release(&out);
    return code;
}
