/* See compose.h. */
#include "registry/compose.h"

#include "base/ascii_case.h"
#include "base/clock.h"
#include "base/encode.h"
#include "base/limits.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { NUMBER_MAX = 24, SUBJECT_DIGITS = 32 };

/* "1234" or "1,234,567": the digits alone. */
static bool digits_of(struct str text, char digits[NUMBER_MAX])
{
    size_t count = 0;
    size_t since = 0; /* digits since the last comma, or the start */
    bool commas = false;
    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] == ',') {
            if (since == 0 || since > 3 || (commas && since != 3)) {
                return false;
            }
            commas = true;
            since = 0;
        } else if (text.p[i] >= '0' && text.p[i] <= '9' && count + 1 < NUMBER_MAX) {
            digits[count++] = text.p[i];
            since++;
        } else {
            return false;
        }
    }
    digits[count] = '\0';
    return count > 0 && (!commas || since == 3);
}

static void write_integer(struct str text, struct jsonw *w)
{
    char digits[NUMBER_MAX];
    int64_t value;
    size_t zeros = 0;
    if (!digits_of(text, digits)) {
        jsonw_str(w, text);
        return;
    }
    while (digits[zeros] == '0' && digits[zeros + 1] != '\0') {
        zeros++;
    }
    if (str_to_i64(str_of(digits + zeros), &value)) {
        jsonw_int(w, value);
    } else {
        jsonw_str(w, text);
    }
}

/* D/M/YYYY, as it is written here. */
static bool british_date(struct arena *arena, struct str text, struct str *date)
{
    struct str rest = text;
    struct str part[3];
    uint64_t number[3];
    int64_t seconds;
    for (int i = 0; i < 3; i++) {
        if (!str_split(&rest, '/', &part[i])) {
            return false;
        }
        part[i] = part[i].n == 2 && part[i].p[0] == '0' ? str_from(part[i], 1) : part[i];
        if (!str_to_u64(part[i], 9999, &number[i])) {
            return false;
        }
    }
    *date = str_of(arena_printf(arena, "%04u-%02u-%02u", (unsigned)number[2],
                                (unsigned)number[1], (unsigned)number[0]));
    return rest.p == NULL && number[2] >= 1000 && date_parse(*date, &seconds);
}

static void write_date(struct arena *arena, struct str text, struct jsonw *w)
{
    struct str date;
    jsonw_str(w, british_date(arena, text, &date) ? date : text);
}

static void write_choice(const struct field_option *options, size_t count, struct str text,
                         struct jsonw *w)
{
    for (size_t i = 0; i < count; i++) {
        if (str_eq_but_case(options[i].id, text) || str_eq_but_case(options[i].title, text)) {
            text = options[i].id;
        }
    }
    jsonw_str(w, text);
}

/* "Name [HEX32]", as a drop-down offers it, or the digits alone. */
static void write_subject(struct str text, struct jsonw *w)
{
    size_t n = SUBJECT_DIGITS + 2;
    if (text.n > n && text.p[text.n - n] == '[' && text.p[text.n - 1] == ']') {
        struct str inner = str_sub(text, text.n - n + 1, SUBJECT_DIGITS);
        text = hex_is(inner, SUBJECT_DIGITS) ? inner : text;
    }
    jsonw_str(w, text);
}

static int by_text(const void *a, const void *b)
{
    return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

/* Lines of a text that are not empty, without the blanks around them. */
static size_t lines_of(struct arena *arena, struct str text, const char *also,
                       struct str **lines)
{
    char *copy = arena_strndup(arena, text.p, text.n);
    struct str rest;
    struct str line;
    size_t count = 0;
    for (size_t i = 0; also != NULL && i < text.n; i++) {
        copy[i] = strchr(also, copy[i]) != NULL ? '\n' : copy[i];
    }
    rest = str_n(copy, text.n);
    *lines = arena_alloc(arena, (text.n + 1) * sizeof **lines);
    while (str_split(&rest, '\n', &line)) {
        line = str_trim(line);
        if (line.n > 0) {
            (*lines)[count++] = line;
        }
    }
    return count;
}

/* Ids in order, each once; what is no organisation stands as it was written. */
static void write_forces(struct arena *arena, const struct form_set *set, struct str text,
                         struct jsonw *w)
{
    struct str *names;
    size_t count = lines_of(arena, text, ",;", &names);
    for (size_t i = 0; i < count; i++) {
        const struct form_force *force = form_forces_named(&set->forces, names[i]);
        names[i] = force != NULL ? force->id : names[i];
    }
    if (count > 0) {
        qsort(names, count, sizeof *names, by_text);
    }
    jsonw_array(w);
    for (size_t i = 0; i < count; i++) {
        if (i == 0 || !str_eq(names[i - 1], names[i])) {
            jsonw_str(w, names[i]);
        }
    }
    jsonw_end(w);
}

static void write_list(struct arena *arena, struct str text, struct jsonw *w)
{
    struct str *lines;
    size_t count = lines_of(arena, text, NULL, &lines);
    jsonw_array(w);
    for (size_t i = 0; i < count; i++) {
        jsonw_str(w, lines[i]);
    }
    jsonw_end(w);
}

void compose_rows_of(struct arena *arena, const struct form_field *field, struct str text,
                     struct compose_rows *rows)
{
    struct str *lines;
    rows->count = lines_of(arena, text, NULL, &lines);
    rows->columns = field->field.column_count;
    rows->cells = arena_zalloc(arena, (rows->count * rows->columns + 1) * sizeof(struct str));
    for (size_t i = 0; i < rows->count; i++) {
        struct str rest = lines[i];
        struct str cell;
        for (size_t c = 0; c < rows->columns && str_split(&rest, '|', &cell); c++) {
            /* what is left over belongs to the last column */
            cell = c + 1 == rows->columns && rest.p != NULL
                       ? str_n(cell.p, (size_t)(rest.p + rest.n - cell.p))
                       : cell;
            rows->cells[i * rows->columns + c] = str_trim(cell);
        }
    }
}

static bool row_is_empty(const struct str *cells, size_t columns)
{
    for (size_t c = 0; c < columns; c++) {
        if (cells[c].n > 0) {
            return false;
        }
    }
    return true;
}

static struct str cell_of(const struct form_field *field, const struct str *cells,
                          const char *column)
{
    for (size_t c = 0; c < field->field.column_count; c++) {
        if (str_is(field->field.columns[c].id, column)) {
            return cells[c];
        }
    }
    return STR("");
}

static void member_unless_empty(struct jsonw *w, const char *name, struct str text)
{
    if (text.n > 0) {
        jsonw_member_str(w, name, text);
    }
}

/* By the digests, by the address, else as declared. */
static void write_identity(const struct form_field *field, const struct str *cells,
                           struct jsonw *w)
{
    struct str folder = cell_of(field, cells, "folder");
    struct str runtime = cell_of(field, cells, "runtime");
    struct str endpoint = cell_of(field, cells, "endpoint");
    jsonw_object(w);
    if (folder.n > 0 || runtime.n > 0) {
        member_unless_empty(w, "folder", folder);
        jsonw_member(w, "kind", "digest");
        member_unless_empty(w, "runtime", runtime);
    } else if (endpoint.n > 0) {
        jsonw_member_str(w, "endpoint", endpoint);
        jsonw_member(w, "kind", "service");
        member_unless_empty(w, "model", cell_of(field, cells, "product"));
        member_unless_empty(w, "supplier", cell_of(field, cells, "supplier"));
    } else {
        jsonw_member(w, "kind", "declared");
        member_unless_empty(w, "product", cell_of(field, cells, "product"));
        member_unless_empty(w, "supplier", cell_of(field, cells, "supplier"));
        member_unless_empty(w, "version", cell_of(field, cells, "version"));
    }
    jsonw_end(w);
}

/* "threshold=0.5; language=en": whole numbers are numbers, the rest texts. A name that stands
 * twice is kept as one text that draft_check will refuse. */
static void write_parameters(struct arena *arena, struct str text, struct jsonw *w)
{
    struct str *pairs;
    size_t count = lines_of(arena, text, ";", &pairs);
    struct str *names = arena_alloc(arena, (count + 1) * sizeof *names);
    jsonw_object(w);
    for (size_t i = 0; i < count; i++) {
        struct str value = pairs[i];
        bool twice = false;
        int64_t number;
        (void)str_split(&value, '=', &names[i]);
        names[i] = str_trim(names[i]);
        for (size_t j = 0; j < i; j++) {
            twice = twice || str_eq(names[j], names[i]);
        }
        if (twice) {
            names[i] = str_of(arena_printf(arena, "%.*s (again)", STR_ARG(names[i])));
        }
        jsonw_key_str(w, names[i]);
        value = value.p != NULL ? str_trim(value) : STR("");
        if (str_to_i64(value, &number)) {
            jsonw_int(w, number);
        } else {
            jsonw_str(w, value);
        }
    }
    jsonw_end(w);
}

static void write_cell(struct arena *arena, const struct field_column *column, struct str text,
                       struct jsonw *w)
{
    jsonw_key_str(w, column->id);
    if (column->kind == FIELD_INTEGER) {
        write_integer(text, w);
    } else if (column->kind == FIELD_DATE) {
        write_date(arena, text, w);
    } else {
        jsonw_str(w, text);
    }
}

static void write_plain_row(struct arena *arena, const struct form_field *field,
                            const struct str *cells, struct jsonw *w)
{
    jsonw_object(w);
    for (size_t c = 0; c < field->field.column_count; c++) {
        if (cells[c].n > 0) {
            write_cell(arena, &field->field.columns[c], cells[c], w);
        }
    }
    jsonw_end(w);
}

static void write_row(struct arena *arena, const struct form_field *field,
                      const struct str *cells, struct jsonw *w)
{
    struct str parameters;
    switch (field->meaning) {
    case MEANS_TOOLS:
        parameters = cell_of(field, cells, "parameters");
        jsonw_object(w);
        if (parameters.n > 0) {
            jsonw_key(w, "parameters");
            write_parameters(arena, parameters, w);
        }
        jsonw_key(w, "tool");
        write_identity(field, cells, w);
        jsonw_end(w);
        break;
    case MEANS_IDENTITIES:
    case MEANS_IDENTITY:
        write_identity(field, cells, w);
        break;
    default:
        write_plain_row(arena, field, cells, w);
    }
}

static struct str id_of_count(const struct form_set *set, struct str text)
{
    for (size_t i = 0; i < set->use.count; i++) {
        if (str_eq_but_case(set->use.counts[i].id, text) ||
            str_eq_but_case(set->use.counts[i].title, text)) {
            return set->use.counts[i].id;
        }
    }
    return text;
}

static struct str id_of_characteristic(const struct form_set *set, struct str text)
{
    for (size_t i = 0; i < set->use.characteristic_count; i++) {
        const struct field_option *option = &set->use.characteristics[i];
        if (str_eq_but_case(option->id, text) || str_eq_but_case(option->title, text)) {
            return option->id;
        }
    }
    return text;
}

struct grouping {
    struct arena *arena;
    const struct form_set *set;
    const struct compose_rows *rows;
    bool *done;
    struct jsonw *w;
};

static const struct str *row_at(const struct compose_rows *rows, size_t i)
{
    return rows->cells + i * rows->columns;
}

/* The rows of one group, each of its counts once; a count that stands again is left for a group
 * of the same name, which draft_check will tell. */
static void write_group(struct grouping *g, size_t first)
{
    const struct str *head = row_at(g->rows, first);
    struct str *written = arena_alloc(g->arena, (g->rows->count + 1) * sizeof *written);
    size_t count = 0;
    jsonw_object(g->w);
    jsonw_key(g->w, "characteristic");
    jsonw_str(g->w, id_of_characteristic(g->set, head[0]));
    jsonw_key(g->w, "counts");
    jsonw_object(g->w);
    for (size_t i = first; i < g->rows->count; i++) {
        const struct str *row = row_at(g->rows, i);
        struct str id = id_of_count(g->set, row[2]);
        bool again =
            g->done[i] || !str_eq_but_case(row[0], head[0]) || !str_eq(row[1], head[1]);
        for (size_t j = 0; j < count; j++) {
            again = again || str_eq(written[j], id);
        }
        if (!again) {
            written[count++] = id;
            g->done[i] = true;
            jsonw_key_str(g->w, id);
            write_integer(row[3], g->w);
        }
    }
    jsonw_end(g->w);
    jsonw_key(g->w, "value");
    jsonw_str(g->w, head[1]);
    jsonw_end(g->w);
}

static void write_groups(struct arena *arena, const struct form_set *set,
                         const struct compose_rows *rows, struct jsonw *w)
{
    struct grouping g = {arena, set, rows, arena_zalloc(arena, rows->count + 1), w};
    jsonw_array(w);
    for (size_t i = 0; i < rows->count; i++) {
        if (!g.done[i] && !row_is_empty(row_at(rows, i), rows->columns)) {
            write_group(&g, i);
        }
    }
    jsonw_end(w);
}

void compose_table(struct arena *arena, const struct form_set *set,
                   const struct form_field *field, const struct compose_rows *rows,
                   struct jsonw *w)
{
    bool one = field->meaning == MEANS_IDENTITY;
    for (size_t i = 0; i < rows->count * rows->columns; i++) {
        rows->cells[i] = rows->cells[i].p != NULL ? rows->cells[i] : STR(""); /* a short row */
    }
    if (field->meaning == MEANS_GROUPS) {
        write_groups(arena, set, rows, w);
        return;
    }
    size_t count = 0;
    size_t only = 0;
    for (size_t i = 0; i < rows->count; i++) {
        bool empty = row_is_empty(row_at(rows, i), rows->columns);
        only = empty || count > 0 ? only : i;
        count += empty ? 0 : 1;
    }
    if (one && count == 1) {
        write_row(arena, field, row_at(rows, only), w);
        return;
    }
    /* several where one is meant stay a list, which draft_check refuses */
    jsonw_array(w);
    for (size_t i = 0; i < rows->count; i++) {
        if (!row_is_empty(row_at(rows, i), rows->columns)) {
            write_row(arena, field, row_at(rows, i), w);
        }
    }
    jsonw_end(w);
}

void compose_value(struct arena *arena, const struct form_set *set,
                   const struct form_field *field, struct str text, struct jsonw *w)
{
    struct compose_rows rows;
    text = str_trim(text);
    if (field->meaning == MEANS_SUBJECT) {
        write_subject(text, w);
        return;
    }
    switch (field->field.kind) {
    case FIELD_INTEGER:
        write_integer(text, w);
        break;
    case FIELD_DATE:
        write_date(arena, text, w);
        break;
    case FIELD_CHOICE:
        write_choice(field->field.options, field->field.option_count, text, w);
        break;
    case FIELD_LIST:
        if (field->meaning == MEANS_FORCES) {
            write_forces(arena, set, text, w);
        } else {
            write_list(arena, text, w);
        }
        break;
    case FIELD_TABLE:
        compose_rows_of(arena, field, text, &rows);
        compose_table(arena, set, field, &rows, w);
        break;
    default:
        jsonw_str(w, text);
    }
}
