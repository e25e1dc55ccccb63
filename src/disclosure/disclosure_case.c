#include "disclosure/disclosure_case.h"

#include "disclosure_sql.h"
#include "store/db_part.h"

enum err_code disclosure_open_tables(struct db *db, struct err *err)
{
    const char *const steps[] = {sql_disclosure_schema_1, sql_disclosure_schema_2_head};
    return db_migrate_part(db, "schedule", steps, sizeof steps / sizeof steps[0], err);
}

enum err_code disclosure_open(struct casefile_acts *acts, const char *path, struct err *err)
{
    TRY(casefile_open_to_act(acts, path, err));
    enum err_code code = disclosure_open_tables(acts->db, err);
    if (code != ERR_OK) {
        casefile_close_acts(acts);
    }
    return code;
}
