/* policeai registry triage */
#include "base/file.h"
#include "base/limits.h"
#include "cli/command.h"
#include "cli/data_option.h"
#include "cli/registry_call.h"
#include "registry/triage.h"

#include <stdint.h>
#include <stdio.h>

struct triage_options {
    const char *data;
    const char *product;
    const char *supplier;
};

#define AT(member) offsetof(struct triage_options, member)
static const struct opt options[] = {
    {"product", 0, OPT_TEXT, AT(product), "COLUMN", "the column with the product's name", 0, 0},
    {"supplier", 0, OPT_TEXT, AT(supplier), "COLUMN", "the column with the supplier's name", 0,
     0},
    {"data", 0, OPT_TEXT, AT(data), "FOLDER", DATA_OPTION_HELP, 0, 0},
    {.name = NULL}};

enum { FILE_MAX = 16 * 1024 * 1024, COLUMNS_MAX = 200, ROWS_MAX = 100000 };

static enum err_code need_column(const struct csv_table *table, const char *name,
                                 size_t *column, struct err *err)
{
    struct strbuf names;
    *column = csv_column(table, name);
    if (*column != SIZE_MAX) {
        return ERR_OK;
    }
    strbuf_init(&names, 200);
    for (size_t i = 0; i < table->columns; i++) {
        strbuf_printf(&names, "%s%.*s", i > 0 ? ", " : "", STR_ARG(table->names[i]));
    }
    err_set(err, ERR_FORMAT, "no column \"%.60s\"", name);
    err_hint(err, "its columns are: %s; name one with --product or --supplier", names.p);
    strbuf_release(&names);
    return ERR_FORMAT;
}

static enum err_code triage(struct registry_call *call, const struct triage_options *given,
                            const char *path, struct err *err)
{
    struct str text;
    struct csv_table table;
    struct triage_known *known = NULL;
    struct triage_row *rows;
    struct strbuf out;
    size_t known_count = 0;
    size_t product;
    size_t supplier = SIZE_MAX;
    size_t count;
    TRY(file_read(call->arena, path, FILE_MAX, &text, err));
    enum err_code code = csv_read(call->arena, text, COLUMNS_MAX, ROWS_MAX, &table, err);
    if (code == ERR_OK) {
        code = need_column(&table, given->product, &product, err);
    }
    if (code == ERR_OK && given->supplier != NULL) {
        code = need_column(&table, given->supplier, &supplier, err);
    }
    if (code != ERR_OK) {
        err_prefix(err, "%s", path);
        return code;
    }
    if (given->supplier == NULL) {
        supplier = csv_column(&table, "supplier");
    }
    if (call->db != NULL) {
        TRY(triage_known_read(call->db, call->arena, &known, &known_count, err));
    }
    triage_rows(call->arena, &table, product, supplier, known, known_count, &rows, &count);
    strbuf_init(&out, 2 * FILE_MAX);
    triage_write(rows, count, &out);
    code = strbuf_check(&out, "the worklist", err);
    if (code == ERR_OK) {
        fputs(out.p, stdout);
    }
    strbuf_release(&out);
    return code;
}

static enum err_code run(struct command_call *call, struct err *err)
{
    struct registry_call registry;
    TRY(registry_call_open(&registry, call->arena,
                           ((const struct triage_options *)call->options)->data, false, err));
    enum err_code code = triage(&registry, call->options, call->words[0], err);
    registry_call_close(&registry);
    return code;
}

static const struct triage_options defaults = {.product = "product"};

const struct command command_registry_triage = {
    .name = "registry triage",
    .synopsis = "FILE.csv [--product COLUMN] [--supplier COLUMN] [--data FOLDER]",
    .summary = "a force's list of software or contracts as a worklist",
    .help =
        "CSV on standard output: each product with the forces that registered it, whether "
        "it was asked about before, and\nwhat to do next; those that other forces "
        "registered come first. A text that a spreadsheet would take for a formula\ngets an "
        "apostrophe.",
    .options = options,
    .options_size = sizeof(struct triage_options),
    .defaults = &defaults,
    .words_min = 1,
    .words_max = 1,
    .run = run,
};
