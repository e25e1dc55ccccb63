/* See export.h. */
#include "registry/export.h"

#include "base/jsonw.h"
#include "base/limits.h"
#include "base/mem.h"
#include "registry/compose.h"
#include "registry/draft.h"
#include "registry/form_html.h"
#include "registry_sql.h"

#include <stdlib.h>

/* Where in the file it is. */
enum place { AT_BEGINNING, AT_SHAPE, AT_ROW, AT_END, PAST_END };

struct export
{
    struct arena *arena; /* of one record */
    const struct form_set *set;
    struct db *db;
    struct export_wanted wanted;
    const struct form_shape *only; /* NULL: each shape of the set, one after the other */
    size_t shape;
    struct db_query *query; /* of the records of the shape, being read; or NULL */
    enum place place;
    bool any; /* a record was written */
};

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

/* ---- what stands round the records ---- */

static void csv_heading(const struct form_shape *shape, struct strbuf *out)
{
    strbuf_puts(out, "subject,organisation,confirmed,logged_at");
    for (size_t i = 0; i < shape->count; i++) {
        strbuf_putc(out, ',');
        strbuf_str(out, shape->fields[i].field.id);
    }
    strbuf_puts(out, "\r\n");
}

static void write_beginning(const struct export *export, struct strbuf *out)
{
    switch (export->wanted.format) {
    case EXPORT_JSON:
        strbuf_puts(out, "{\"force\":");
        jsonw_quote(out, export->wanted.force);
        strbuf_puts(out, ",\"format\":\"" FORM_FORMAT "\",\"records\":[\n");
        break;
    case EXPORT_CSV:
        csv_heading(export->only, out);
        break;
    case EXPORT_ATRS:
    case EXPORT_ATRS_CSV:
        export_atrs_begin(out, export->wanted.format == EXPORT_ATRS_CSV);
        break;
    default: /* the history is its lines alone */
        break;
    }
}

static void write_end(const struct export *export, struct strbuf *out)
{
    if (export->wanted.format == EXPORT_JSON) {
        strbuf_puts(out, "\n]}\n");
    } else if (export->wanted.format == EXPORT_ATRS) {
        strbuf_puts(out, export->any ? "\n]}\n" : "]}\n");
    }
}

/* ---- records ---- */

static void json_record(const struct registry_entry *entry, struct strbuf *out)
{
    strbuf_printf(out, "{\"body\":%.*s,\"subject\":\"%.*s\",\"type\":\"%.*s\"}",
                  STR_ARG(entry->text), STR_ARG(entry->subject), STR_ARG(entry->type));
}

static void history_line(struct db_query *query, struct strbuf *out)
{
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
}

static void write_record(const struct export *export, const struct form_shape *shape,
                         const struct registry_entry *entry, struct strbuf *out)
{
    bool list = export->wanted.format == EXPORT_JSON || export->wanted.format == EXPORT_ATRS;
    strbuf_puts(out, list && export->any ? ",\n" : "");
    if (export->wanted.format == EXPORT_JSON) {
        json_record(entry, out);
    } else if (export->wanted.format == EXPORT_CSV) {
        csv_row(export->arena, shape, entry, out);
    } else {
        export_atrs_record(export->arena, export->set, shape, entry,
                           export->wanted.format == EXPORT_ATRS_CSV, out);
    }
}

static const char *rows_of(const struct export *export)
{
    bool all = export->wanted.force.n == 0;
    if (export->wanted.format == EXPORT_HISTORY) {
        return all ? sql_form_history : sql_form_history_of;
    }
    return all ? sql_registry_of_type : sql_form_of_force;
}

/* From the records of the shape at hand, or of the only one; none left: the end. */
static enum err_code begin_shape(struct export *export, struct err *err)
{
    size_t shapes = export->wanted.format == EXPORT_HISTORY || export->only != NULL
                        ? 1
                        : export->set->count;
    int at = 1;
    if (export->shape == shapes) {
        export->place = AT_END;
        return ERR_OK;
    }
    TRY(db_prepare(export->db, rows_of(export), &export->query, err));
    if (export->wanted.force.n > 0) {
        db_bind_text(export->query, at++, export->wanted.force);
    }
    if (export->wanted.format != EXPORT_HISTORY) {
        const struct form_shape *shape =
            export->only != NULL ? export->only : &export->set->shapes[export->shape];
        db_bind_text(export->query, at, str_of(shape->type));
    }
    export->place = AT_ROW;
    return ERR_OK;
}

static enum err_code next_row(struct export *export, struct strbuf *out, struct err *err)
{
    struct registry_entry entry;
    bool row;
    TRY(db_step(export->query, &row, err));
    if (!row) {
        export->query = NULL;
        export->shape++;
        export->place = AT_SHAPE;
        return ERR_OK;
    }
    if (export->wanted.format == EXPORT_HISTORY) {
        history_line(export->query, out);
    } else {
        arena_reset(export->arena);
        TRY(registry_entry_read(export->query, export->arena, &entry, err));
        write_record(export,
                     export->only != NULL ? export->only : &export->set->shapes[export->shape],
                     &entry, out);
    }
    export->any = true;
    return strbuf_check(out, "a record", err);
}

static enum err_code next_piece(void *data, struct strbuf *out, bool *more, struct err *err)
{
    struct export *export = data;
    *more = true;
    switch (export->place) {
    case AT_BEGINNING:
        write_beginning(export, out);
        export->place = AT_SHAPE;
        return ERR_OK;
    case AT_SHAPE:
        return begin_shape(export, err);
    case AT_ROW:
        return next_row(export, out, err);
    case AT_END:
        write_end(export, out);
        export->place = PAST_END;
        return ERR_OK;
    default:
        *more = false;
        return ERR_OK;
    }
}

static void close_export(void *data)
{
    struct export *export = data;
    if (export->query != NULL) {
        db_reset(export->query);
    }
    arena_free(export->arena);
    free(export);
}

enum err_code export_open(struct pieces *pieces, const struct form_set *set, struct db *db,
                          const struct export_wanted *wanted, struct err *err)
{
    const char *kind = wanted->kind != NULL ? wanted->kind : "deployment";
    bool every = wanted->format == EXPORT_JSON || wanted->format == EXPORT_HISTORY;
    const struct form_shape *only = NULL;
    if (!every) {
        only = form_shape_find(set,
                               wanted->format == EXPORT_CSV ? str_of(kind) : STR("deployment"));
        if (only == NULL) {
            return err_set(err, ERR_USAGE, "there is no kind of record \"%.60s\"", kind);
        }
    }
    struct export *export = xcalloc(1, sizeof *export);
    *export = (struct export){
        .arena = arena_new(), .set = set, .db = db, .wanted = *wanted, .only = only};
    *pieces = (struct pieces){next_piece, close_export, export};
    return ERR_OK;
}
