/* From files that people hand in to drafts: what the HTML form saved, a workbook, a CSV file,
 * an export. Bytes from outside: limits on everything, each fault told with its place, nothing
 * half taken.
 *
 * What is wrong within a record is the draft's to tell (draft_check): it is imported as it was
 * written. What is wrong with the file is told here, and nothing of it is taken. */
#ifndef POLICEAI_REGISTRY_IMPORT_H
#define POLICEAI_REGISTRY_IMPORT_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "registry/draft.h"
#include "registry/form_shape.h"

#include <stddef.h>

enum { IMPORT_MAX_FILE = 64 * 1024 * 1024, IMPORT_MAX_RECORDS = 20000 };

/* Where a field of a record stood, for telling faults: "sheet Deployments, cell C7". */
struct import_place {
    struct str field;  /* id */
    size_t row;        /* of a table's rows, from 1; 0: the field itself */
    struct str column; /* id of the table's column, "" when none */
    struct str place;
};

struct import_record {
    struct draft draft; /* its name is made of title and subject */
    struct str place;   /* "record 3", "sheet Deployments, row 7" */
    struct import_place *places;
    size_t place_count;
};

struct import_file {
    struct str force; /* whose form it was; "" when not said */
    struct import_record *list;
    size_t count;
    const char **notes; /* columns that are missing or not known, sheets passed over */
    size_t note_count;
};

/* By what the bytes are: a workbook (zip), JSON, else CSV of one kind of record. `kind` is the
 * word of the shape of a CSV file ("deployment"), NULL else. */
enum err_code import_read(struct arena *arena, const struct form_set *set, struct str bytes,
                          const char *kind, struct import_file *file, struct err *err) MUST_USE;
enum err_code import_json(struct arena *arena, const struct form_set *set, struct str bytes,
                          struct import_file *file, struct err *err) MUST_USE;
/* First line: ids of fields (or their titles), and `subject`; one record a line. */
enum err_code import_csv(struct arena *arena, const struct form_set *set, struct str bytes,
                         const char *kind, struct import_file *file, struct err *err) MUST_USE;
enum err_code import_xlsx(struct arena *arena, const struct form_set *set, struct str bytes,
                          struct import_file *file, struct err *err) MUST_USE;

/* "cell C7 of sheet …" of a problem, "" when its place is not known. */
struct str import_place_of(const struct import_record *record, struct str field, size_t row,
                           struct str column);
/* Adds to the notes. */
void import_note(struct arena *arena, struct import_file *file, const char *format, ...)
    PRINTF_LIKE(3, 4);
/* Puts the text of a field (no table) into the draft; "" puts nothing. */
enum err_code import_put_text(struct arena *arena, const struct form_set *set,
                              const struct form_field *field, struct str text,
                              struct draft *draft, struct err *err) MUST_USE;
/* Gives the draft its name, from what it is called and its subject. */
void import_name(struct arena *arena, const struct form_set *set, struct draft *draft);

#endif
