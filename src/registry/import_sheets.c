/* A workbook and a CSV file taken in; see import.h. */
#include "registry/import_grid.h"

#include "base/limits.h"
#include "registry/form_reasons.h"

#include <string.h>

/* Rows of the workbook: ids (hidden), titles, help, then records. */
enum { ROW_IDS = 0, ROW_FIRST = 3 };

static struct import_grid *begin(struct arena *arena, const struct form_set *set,
                                 const struct sheet_book *book, size_t rows,
                                 struct import_file *file)
{
    struct import_grid *g = arena_zalloc(arena, sizeof *g);
    *file = (struct import_file){.force = STR("")};
    g->arena = arena;
    g->set = set;
    g->book = book;
    g->file = file;
    g->capacity = rows < IMPORT_MAX_RECORDS ? rows : IMPORT_MAX_RECORDS;
    file->list = arena_zalloc(arena, (g->capacity + 1) * sizeof *file->list);
    g->rows = arena_zalloc(arena, (g->capacity + 1) * sizeof *g->rows);
    return g;
}

enum err_code import_csv(struct arena *arena, const struct form_set *set, struct str bytes,
                         const char *kind, struct import_file *file, struct err *err)
{
    const struct form_shape *shape = form_shape_find(set, str_of(kind));
    struct sheet_grid grid;
    if (shape == NULL) {
        return err_set(err, ERR_USAGE, "there is no kind of record \"%.60s\"", kind);
    }
    TRY(sheet_csv_read(arena, bytes, &grid, err));
    struct import_grid *g = begin(arena, set, NULL, grid.rows, file);
    return import_grid_records(g, shape, &grid, 0, 1, err);
}

/* "policeai:deployment.cost" in the first cell: of which shape, and of which table. */
static bool marked(const struct form_set *set, const struct sheet_grid *grid,
                   const struct form_shape **shape, const struct form_field **table,
                   struct str *force)
{
    struct str mark = str_trim(sheet_cell_at(grid, ROW_IDS, 0)->text);
    struct str rest;
    struct str word;
    *shape = NULL;
    *table = NULL;
    if (!str_starts(mark, STR("policeai:"))) {
        return false;
    }
    rest = str_from(mark, 9);
    if (str_starts(rest, STR("force="))) {
        *force = str_from(rest, 6);
        return true;
    }
    (void)str_split(&rest, '.', &word);
    *shape = form_shape_find(set, word);
    *table = *shape == NULL || rest.p == NULL ? NULL
             : str_is(rest, FORM_REASONS)     ? (*shape)->reasons
                                              : form_field_find(*shape, rest);
    return *shape != NULL && (rest.p == NULL || *table != NULL);
}

static enum err_code take_force(struct import_grid *g, struct str force, struct err *err)
{
    if (force.n > 0 && form_forces_find(&g->set->forces, force) == NULL) {
        return err_set(err, ERR_FORMAT, "the force \"%.*s\" is not known here",
                       STR_ARG(str_sub(force, 0, 64)));
    }
    g->file->force = force;
    return ERR_OK;
}

/* Whatever the order of the sheets: records, their tables, and what of both is withheld. */
enum sheet_pass { PASS_RECORDS, PASS_TABLES, PASS_REASONS };

static enum sheet_pass pass_of(const struct form_field *table)
{
    return table == NULL                     ? PASS_RECORDS
           : table->meaning == MEANS_REASONS ? PASS_REASONS
                                             : PASS_TABLES;
}

static enum err_code take_sheets(struct import_grid *g, enum sheet_pass pass, size_t *taken,
                                 struct err *err)
{
    for (size_t i = 0; i < g->book->count; i++) {
        const struct sheet_grid *grid = &g->book->grids[i];
        const struct form_shape *shape;
        const struct form_field *table;
        struct str force = STR("");
        bool ours = marked(g->set, grid, &shape, &table, &force);
        if (!ours && pass == PASS_RECORDS && grid->rows > 0 && !str_is(grid->name, "Lists") &&
            !str_is(grid->name, "About")) {
            import_note(g->arena, g->file,
                        "sheet %.*s: its first row does not say what it holds, passed over",
                        STR_ARG(str_sub(grid->name, 0, 60)));
        }
        if (ours && shape == NULL) {
            TRY(take_force(g, force, err));
        } else if (ours && pass == pass_of(table) && table == NULL) {
            TRY(import_grid_records(g, shape, grid, ROW_IDS, ROW_FIRST, err));
            (*taken)++;
        } else if (ours && pass == pass_of(table)) {
            TRY(import_grid_table(g, shape, table, grid, ROW_IDS, ROW_FIRST, err));
        }
    }
    return ERR_OK;
}

/* A report may name its deployment by the key that it has in the workbook. */
static enum err_code resolve_keys(struct import_grid *g, struct err *err)
{
    const struct form_shape *report = form_shape_find(g->set, STR("report"));
    for (size_t i = 0; i < g->file->count; i++) {
        struct draft *draft = &g->rows[i].record->draft;
        const struct js *named = js_member(draft->body, "deployment");
        if (!str_is(draft->type, report->type) || named == NULL || named->type != JS_STRING) {
            continue;
        }
        for (size_t j = 0; j < g->file->count; j++) {
            const struct draft *other = &g->rows[j].record->draft;
            if (str_is(other->type, "deployment.described/1") &&
                str_eq(g->rows[j].key, named->string)) {
                TRY(draft_put_text(g->arena, draft, "deployment", other->subject, err));
                break;
            }
        }
    }
    return ERR_OK;
}

enum err_code import_xlsx(struct arena *arena, const struct form_set *set, struct str bytes,
                          struct import_file *file, struct err *err)
{
    struct sheet_book *book = arena_zalloc(arena, sizeof *book);
    size_t rows = 0;
    size_t taken = 0;
    TRY(sheet_book_read(arena, bytes, book, err));
    for (size_t i = 0; i < book->count; i++) {
        rows += book->grids[i].rows;
    }
    struct import_grid *g = begin(arena, set, book, rows, file);
    TRY(take_sheets(g, PASS_RECORDS, &taken, err));
    if (taken == 0) {
        err_set(err, ERR_FORMAT, "no sheet has the hidden row of field ids");
        err_hint(err, "fill in a workbook that \"policeai registry form --xlsx\" wrote");
        return ERR_FORMAT;
    }
    TRY(take_sheets(g, PASS_TABLES, &taken, err));
    TRY(take_sheets(g, PASS_REASONS, &taken, err));
    TRY(resolve_keys(g, err));
    for (size_t i = 0; i < file->count; i++) {
        struct draft *draft = &file->list[i].draft;
        if (file->force.n > 0 && js_member(draft->body, "organisation") == NULL) {
            TRY(draft_put_text(arena, draft, "organisation", file->force, err));
        }
    }
    return ERR_OK;
}
