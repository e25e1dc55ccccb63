#include "disclosure/disclosure.h"

#include "casefile/casefile.h"
#include "disclosure_sql.h"
#include "store/db_part.h"

enum err_code disclosure_open_tables(struct db *db, struct err *err)
{
    const char *const steps[] = {sql_disclosure_schema_1};
    return db_migrate_part(db, "schedule", steps, sizeof steps / sizeof steps[0], err);
}

static enum err_code open_all(struct disclosure *disclosure, const char *path,
                              struct arena *arena, struct err *err)
{
    TRY(db_open(&disclosure->db, path, DB_WRITE_FULL, err));
    TRY(disclosure_open_tables(disclosure->db, err));
    return case_audit_open(&disclosure->audit, disclosure->db,
                           arena_printf(arena, "%s.audit.jsonl", path), err);
}

enum err_code disclosure_open(struct disclosure *disclosure, const char *path, struct err *err)
{
    struct db *look;
    struct arena *arena = arena_new();
    *disclosure = (struct disclosure){.db = NULL};
    enum err_code code = casefile_open(&look, path, err); /* a case file, or nothing is made */
    if (code == ERR_OK) {
        db_close(look);
        code = open_all(disclosure, path, arena, err);
    }
    if (code != ERR_OK) {
        disclosure_close(disclosure);
    }
    arena_free(arena);
    return code;
}

void disclosure_close(struct disclosure *disclosure)
{
    case_audit_close(disclosure->audit);
    db_close(disclosure->db);
    *disclosure = (struct disclosure){.db = NULL};
}
