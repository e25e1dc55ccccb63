/* Rows of reads to vehicles; see plate_table.h. */
#include "score/plates/plate_table.h"

#include "base/mem.h"
#include "base/name_table.h"
#include "score/score_rows.h"

#include <stdlib.h>

static const size_t NO_COLUMN = SIZE_MAX;

struct reader {
    struct score_report *report;
    struct arena *arena;
    struct score_table *rows;
    struct plate_table *table;
    size_t capacity;
    struct name_table *names; /* of vehicles */
    size_t vehicle;
    size_t truth;
    size_t read;
};

static void free_vehicles(void *data)
{
    struct plate_table *table = data;
    free(table->vehicles);
}

static enum err_code mark_of(struct str field, const char *what, struct plate *plate,
                             struct err *err)
{
    return plate_of(field, plate)
               ? ERR_OK
               : err_set(err, ERR_FORMAT, "%s longer than %d characters", what, PLATE_MAX);
}

static void add_read(struct reader *r, struct plate_vehicle *vehicle, const struct plate *read)
{
    struct plate_seen **at = &vehicle->seen;
    while (*at != NULL) {
        if (plate_equal(&(*at)->plate, read)) {
            (*at)->times++;
            return;
        }
        at = &(*at)->next;
    }
    *at = arena_zalloc(r->arena, sizeof **at);
    **at = (struct plate_seen){.plate = *read, .times = 1};
}

/* The vehicle that a row is of, a new one where it is the first. */
static enum err_code vehicle_of(struct reader *r, const struct str *fields,
                                const struct plate *truth, struct plate_vehicle **vehicle,
                                struct err *err)
{
    struct plate_table *t = r->table;
    uint32_t number;
    if (r->vehicle != NO_COLUMN) {
        if (fields[r->vehicle].n == 0) {
            return err_set(err, ERR_FORMAT, "a row without a vehicle");
        }
        if (name_table_find(r->names, fields[r->vehicle], &number)) {
            *vehicle = &t->vehicles[number];
            return plate_equal(&(*vehicle)->truth, truth)
                       ? ERR_OK
                       : err_set(err, ERR_FORMAT,
                                 "vehicle %.*s has another true mark than in line %zu",
                                 (int)(fields[r->vehicle].n < 60 ? fields[r->vehicle].n : 60),
                                 fields[r->vehicle].p, (*vehicle)->line);
        }
    }
    TRY(group_columns_add(t->groups, fields, err));
    if (r->vehicle != NO_COLUMN) {
        name_table_add(r->names, fields[r->vehicle]);
    }
    t->vehicles = mem_grow(t->vehicles, t->count, &r->capacity, sizeof *t->vehicles);
    *vehicle = &t->vehicles[t->count++];
    **vehicle = (struct plate_vehicle){.truth = *truth, .line = score_table_line(r->rows)};
    return ERR_OK;
}

static enum err_code take_row(void *data, const struct str *fields, struct err *err)
{
    struct reader *r = data;
    struct plate truth;
    struct plate read;
    struct plate_vehicle *vehicle;
    TRY(mark_of(fields[r->truth], "a true mark", &truth, err));
    TRY(mark_of(fields[r->read], "a read", &read, err));
    if (!plate_is_plain(&truth)) {
        err_set(err, ERR_FORMAT, "true mark \"%.*s\" is not letters and digits",
                (int)(fields[r->truth].n < 40 ? fields[r->truth].n : 40), fields[r->truth].p);
        err_hint(err, "write the mark as on the plate: AB12 CDE");
        return ERR_FORMAT;
    }
    TRY(vehicle_of(r, fields, &truth, &vehicle, err));
    if (read.count > 0) {
        add_read(r, vehicle, &read);
    }
    return ERR_OK;
}

static enum err_code open_columns(struct reader *r, const struct score_plates_columns *columns,
                                  struct err *err)
{
    TRY(score_table_column(r->rows, columns->truth, &r->truth, err));
    TRY(score_table_column(r->rows, columns->read, &r->read, err));
    if (score_table_column(r->rows, columns->vehicle, &r->vehicle, NULL) != ERR_OK) {
        r->vehicle = NO_COLUMN;
        score_report_note(r->report, "no column \"%s\": each row is a vehicle of its own",
                          columns->vehicle);
    }
    return group_columns_new(r->arena, r->rows, columns->group, &r->table->groups, err);
}

enum err_code plate_table_read(struct score_report *report, const char *path,
                               const struct score_plates_columns *columns,
                               struct plate_table *table, struct err *err)
{
    struct reader r = {.report = report, .arena = score_report_arena(report), .table = table};
    *table = (struct plate_table){.count = 0};
    r.names = name_table_new(r.arena);
    arena_on_free(r.arena, free_vehicles, table);
    TRY(score_table_open(path, &r.rows, err));
    enum err_code code = open_columns(&r, columns, err);
    if (code == ERR_OK) {
        code = score_rows_read(report, r.rows, PLATE_ROWS_MAX, take_row, &r, err);
    }
    score_table_close(r.rows);
    return code;
}
