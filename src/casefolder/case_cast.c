/* See case_cast.h. */
#include "casefolder/case_cast.h"

#include "base/clock.h"
#include "base/jsonw.h"
#include "base/mem.h"
#include "caseaudit/case_audit.h"
#include "store/db_ask.h"
#include "casefolder/person_name.h"
#include "casefolder_sql.h"

#include <stdlib.h>

struct making {
    struct case_folder *folder;
    struct arena *arena;
    struct case_marks marks;
    struct person_mention *mentions; /* of the marks that are names */
    size_t *of;                      /* mention: index of its mark */
    size_t count;
    struct person_cast cast;
    size_t *stands_for;   /* person: the one it was joined to by an officer */
    int64_t *ids;         /* person: row */
    struct owner *owners; /* by likeness */
    size_t owner_count;
};

struct owner {
    struct str likeness;
    size_t person; /* SIZE_MAX: nobody of this case */
};

static void gather(struct making *m)
{
    m->mentions = arena_zalloc(m->arena, (m->marks.count + 1) * sizeof *m->mentions);
    m->of = arena_zalloc(m->arena, (m->marks.count + 1) * sizeof *m->of);
    for (size_t i = 0; i < m->marks.count; i++) {
        const struct case_mark *mark = &m->marks.items[i];
        if (str_is(mark->label, CASE_NAME_LABEL)) {
            m->mentions[m->count] = (struct person_mention){
                .text = mark->text, .lead = mark->lead, .file = mark->file};
            m->of[m->count++] = i;
        }
    }
}

static size_t person_of_key(const struct making *m, struct str key)
{
    size_t i = 0;
    while (i < m->cast.count && !str_eq(m->cast.people[i].key, key)) {
        i++;
    }
    return i;
}

static size_t root_of(const struct making *m, size_t person)
{
    while (m->stands_for[person] != person) {
        person = m->stands_for[person];
    }
    return person;
}

static enum err_code apply_joins(struct making *m, struct err *err)
{
    struct db_query *query;
    bool row = false;
    m->stands_for = arena_alloc(m->arena, (m->cast.count + 1) * sizeof *m->stands_for);
    for (size_t i = 0; i < m->cast.count; i++) {
        m->stands_for[i] = i;
    }
    TRY(db_ask(m->folder->db, sql_case_joins, &query, err, ""));
    TRY(db_step(query, &row, err));
    while (row) {
        size_t one = person_of_key(m, db_text(query, 0));
        size_t other = person_of_key(m, db_text(query, 1));
        if (db_int(query, 2) != 0 && one < m->cast.count && other < m->cast.count) {
            size_t a = root_of(m, one);
            size_t b = root_of(m, other);
            m->stands_for[a > b ? a : b] = a < b ? a : b;
        }
        TRY(db_step(query, &row, err));
    }
    return ERR_OK;
}

static enum err_code write_people(struct making *m, struct err *err)
{
    struct db *db = m->folder->db;
    m->ids = arena_zalloc(m->arena, (m->cast.count + 1) * sizeof *m->ids);
    for (size_t i = 0; i < m->cast.count; i++) {
        const struct person_found *person = &m->cast.people[i];
        TRY(db_number(db, sql_case_person_by_key, &m->ids[i], err, "t", person->key));
        if (m->ids[i] == 0) {
            TRY(db_do(db, sql_case_person_add, err, "tt", person->key, person->name));
            TRY(db_number(db, sql_case_person_by_key, &m->ids[i], err, "t", person->key));
        }
        TRY(db_do(db, sql_case_person_suggest, err, "ittt", m->ids[i], person->name,
                  str_of(person->role != NULL ? person->role : ""), STR("")));
    }
    return ERR_OK;
}

static enum err_code link_mark(struct making *m, size_t mark, size_t person, const char *how,
                               struct err *err)
{
    struct db *db = m->folder->db;
    if (person == SIZE_MAX) {
        return db_do(db, sql_case_mention_link, err, "int", m->marks.items[mark].id, STR(""));
    }
    return db_do(db, sql_case_mention_link, err, "iit", m->marks.items[mark].id,
                 m->ids[root_of(m, person)], str_of(how));
}

/* Those of the names that stand on a mark's line; SIZE_MAX unless they are one person. `from`
 * is the first mention that can, moved on. */
static size_t near_person(const struct making *m, size_t mark, size_t *from)
{
    const struct case_mark *at = &m->marks.items[mark];
    size_t person = SIZE_MAX;
    while (*from < m->count && (m->mentions[*from].file < at->file ||
                                (m->mentions[*from].file == at->file &&
                                 m->marks.items[m->of[*from]].line < at->line))) {
        ++*from;
    }
    for (size_t i = *from; i < m->count && m->mentions[i].file == at->file; i++) {
        const struct case_mark *name = &m->marks.items[m->of[i]];
        if (name->line > at->line) {
            break;
        }
        if (m->mentions[i].person == SIZE_MAX) {
            continue;
        }
        size_t found = root_of(m, m->mentions[i].person);
        if (person != SIZE_MAX && person != found) {
            return SIZE_MAX;
        }
        person = found;
    }
    return person;
}

static enum err_code read_owners(struct making *m, struct err *err)
{
    struct db_query *query;
    struct owner *owners = NULL;
    size_t capacity = 0;
    bool row = false;
    TRY(db_ask(m->folder->db, sql_case_owners, &query, err, ""));
    enum err_code code = db_step(query, &row, err);
    while (code == ERR_OK && row) {
        size_t person = person_of_key(m, db_text(query, 1));
        owners = mem_grow(owners, m->owner_count, &capacity, sizeof *owners);
        owners[m->owner_count++] = (struct owner){arena_str(m->arena, db_text(query, 0)),
                                                  person < m->cast.count ? person : SIZE_MAX};
        code = db_step(query, &row, err);
    }
    db_reset(query);
    m->owners = arena_alloc(m->arena, (m->owner_count + 1) * sizeof *owners);
    if (owners != NULL) {
        memcpy(m->owners, owners, m->owner_count * sizeof *owners);
    }
    free(owners);
    return code;
}

static int by_likeness(const void *key, const void *owner)
{
    return str_cmp(((const struct case_mark *)key)->likeness,
                   ((const struct owner *)owner)->likeness);
}

/* What somebody said, else what stands close by. */
static enum err_code link_thing(struct making *m, size_t mark, size_t *from, struct err *err)
{
    const struct owner *owner = m->owner_count > 0
                                    ? bsearch(&m->marks.items[mark], m->owners, m->owner_count,
                                              sizeof *m->owners, by_likeness)
                                    : NULL;
    return owner != NULL ? link_mark(m, mark, owner->person, "said", err)
                         : link_mark(m, mark, near_person(m, mark, from), "near", err);
}

static enum err_code link_marks(struct making *m, struct err *err)
{
    size_t from = 0;
    for (size_t i = 0; i < m->count; i++) {
        TRY(link_mark(m, m->of[i], m->mentions[i].person,
                      m->mentions[i].is_short ? "short" : "name", err));
    }
    for (size_t i = 0; i < m->marks.count; i++) {
        if (!str_is(m->marks.items[i].label, CASE_NAME_LABEL)) {
            TRY(link_thing(m, i, &from, err));
        }
    }
    return ERR_OK;
}

static enum err_code write_alike(struct making *m, struct err *err)
{
    TRY(db_do(m->folder->db, sql_case_alike_clear, err, ""));
    for (size_t i = 0; i < m->cast.alike_count; i++) {
        const struct person_alike *alike = &m->cast.alike[i];
        size_t one = root_of(m, alike->one);
        size_t other = root_of(m, alike->other);
        struct str a = m->cast.people[one].key;
        struct str b = m->cast.people[other].key;
        if (one != other) {
            bool order = str_cmp(a, b) < 0;
            TRY(db_do(m->folder->db, sql_case_alike_add, err, "ttt", order ? a : b,
                      order ? b : a, str_of(alike->why)));
        }
    }
    return ERR_OK;
}

static enum err_code make(struct making *m, struct err *err)
{
    TRY(case_marks_of(m->folder, m->arena, 0, &m->marks, err));
    gather(m);
    person_names_join(m->arena, m->mentions, m->count, &m->cast);
    TRY(apply_joins(m, err));
    TRY(read_owners(m, err));
    TRY(write_people(m, err));
    TRY(link_marks(m, err));
    return write_alike(m, err);
}

static enum err_code make_within(struct case_folder *folder, struct err *err)
{
    struct making m = {.folder = folder, .arena = arena_new()};
    enum err_code code = make(&m, err);
    arena_free(m.arena);
    return code;
}

enum err_code case_cast_make(struct case_folder *folder, struct err *err)
{
    TRY(db_begin(folder->db, err));
    enum err_code code = make_within(folder, err);
    code = code == ERR_OK ? case_audit_commit(folder->audit, err) : code;
    db_rollback(folder->db);
    return code;
}

static enum err_code read_forms(struct case_folder *folder, struct arena *arena,
                                struct case_person *person, struct err *err)
{
    enum { FORMS_MAX = 12, NEAR_MAX = 20 };
    struct db_query *query;
    bool row = false;
    person->forms = arena_alloc(arena, FORMS_MAX * sizeof *person->forms);
    person->near = arena_alloc(arena, NEAR_MAX * sizeof *person->near);
    TRY(db_ask(folder->db, sql_case_person_forms, &query, err, "i", person->id));
    TRY(db_step(query, &row, err));
    while (row && person->form_count < FORMS_MAX) {
        person->forms[person->form_count++] = arena_str(arena, db_text(query, 0));
        TRY(db_step(query, &row, err));
    }
    db_reset(query);
    TRY(db_ask(folder->db, sql_case_person_near, &query, err, "i", person->id));
    TRY(db_step(query, &row, err));
    while (row && person->near_count < NEAR_MAX) {
        person->near[person->near_count++] = (struct case_near){
            arena_str(arena, db_text(query, 0)), arena_str(arena, db_text(query, 1)),
            db_int(query, 2), db_int(query, 3), db_int(query, 4) != 0};
        TRY(db_step(query, &row, err));
    }
    db_reset(query);
    return ERR_OK;
}

enum err_code case_cast_list(struct case_folder *folder, struct arena *arena,
                             struct case_people *people, struct err *err)
{
    struct db_query *query;
    size_t capacity = 0;
    struct case_person *items = NULL;
    bool row = false;
    *people = (struct case_people){0};
    TRY(db_ask(folder->db, sql_case_people, &query, err, ""));
    enum err_code code = db_step(query, &row, err);
    while (code == ERR_OK && row) {
        items = mem_grow(items, people->count, &capacity, sizeof *items);
        items[people->count++] =
            (struct case_person){.id = db_int(query, 0),
                                 .key = arena_str(arena, db_text(query, 1)),
                                 .name = arena_str(arena, db_text(query, 2)),
                                 .suggested = arena_str(arena, db_text(query, 3)),
                                 .why = arena_str(arena, db_text(query, 4)),
                                 .role = arena_str(arena, db_text(query, 5)),
                                 .mentions = db_int(query, 6),
                                 .files = db_int(query, 7)};
        code = db_step(query, &row, err);
    }
    people->items = arena_zalloc(arena, (people->count + 1) * sizeof *items);
    if (items != NULL) {
        memcpy(people->items, items, people->count * sizeof *items);
    }
    for (size_t i = 0; i < people->count && code == ERR_OK; i++) {
        code = read_forms(folder, arena, &people->items[i], err);
    }
    free(items);
    return code;
}

enum err_code case_cast_alike(struct case_folder *folder, struct arena *arena,
                              struct case_alike **alike, size_t *count, struct err *err)
{
    enum { ALIKES_MAX = 200 };
    struct db_query *query;
    bool row = false;
    *count = 0;
    *alike = arena_alloc(arena, ALIKES_MAX * sizeof **alike);
    TRY(db_ask(folder->db, sql_case_alikes, &query, err, ""));
    TRY(db_step(query, &row, err));
    while (row && *count < ALIKES_MAX) {
        (*alike)[(*count)++] =
            (struct case_alike){.one = arena_str(arena, db_text(query, 0)),
                                .other = arena_str(arena, db_text(query, 1)),
                                .why = arena_str(arena, db_text(query, 2)),
                                .one_name = arena_str(arena, db_text(query, 3)),
                                .other_name = arena_str(arena, db_text(query, 4))};
        TRY(db_step(query, &row, err));
    }
    db_reset(query);
    return ERR_OK;
}

static enum err_code tell(struct case_folder *folder, const char *event, const char *first,
                          struct str one, const char *second, struct str other, struct str who,
                          int64_t now, struct err *err)
{
    struct strbuf what;
    struct jsonw w;
    strbuf_init(&what, 64 * 1024);
    jsonw_init(&w, &what);
    jsonw_object(&w);
    jsonw_member_str(&w, first, one);
    jsonw_member_str(&w, second, other);
    jsonw_end(&w);
    enum err_code code = strbuf_check(&what, "a line of the audit", err);
    if (code == ERR_OK) {
        code = case_audit_add(folder->audit, event, who, now, strbuf_view(&what), err);
    }
    strbuf_release(&what);
    return code;
}

static enum err_code set_role(struct case_folder *folder, struct arena *arena, int64_t person,
                              struct str role, struct str who, int64_t now, struct err *err)
{
    struct db_query *query;
    char at[TIME_SIZE];
    bool row = false;
    time_format(at, now);
    TRY(db_ask(folder->db, sql_case_person_role, &query, err, "i", person));
    TRY(db_step(query, &row, err));
    if (!row) {
        return err_set(err, ERR_NOT_FOUND, "the case has no person %lld", (long long)person);
    }
    struct str key = arena_str(arena, db_text(query, 0));
    db_reset(query);
    TRY(db_do(folder->db, sql_case_role_add, err, "tttt", key, role, who, str_of(at)));
    const char *number = arena_printf(arena, "%lld", (long long)person);
    return tell(folder, "role", "person", str_of(number), "role", role, who, now, err);
}

enum err_code case_cast_role(struct case_folder *folder, int64_t person, struct str role,
                             struct str who, int64_t now, struct err *err)
{
    struct arena *arena = arena_new();
    enum err_code code = db_begin(folder->db, err);
    if (code == ERR_OK) {
        code = set_role(folder, arena, person, role, who, now, err);
        code = code == ERR_OK ? case_audit_commit(folder->audit, err) : code;
        db_rollback(folder->db);
    }
    arena_free(arena);
    return code;
}

static enum err_code join(struct case_folder *folder, struct str one, struct str other,
                          bool same, struct str who, int64_t now, struct err *err)
{
    char at[TIME_SIZE];
    int64_t ids[2];
    bool order = str_cmp(one, other) < 0;
    time_format(at, now);
    TRY(db_number(folder->db, sql_case_person_by_key, &ids[0], err, "t", one));
    TRY(db_number(folder->db, sql_case_person_by_key, &ids[1], err, "t", other));
    if (ids[0] == 0 || ids[1] == 0 || ids[0] == ids[1]) {
        return err_set(err, ERR_INVALID, "two people of the case must be named");
    }
    TRY(db_do(folder->db, sql_case_join_add, err, "ttitt", order ? one : other,
              order ? other : one, (int64_t)same, who, str_of(at)));
    TRY(make_within(folder, err));
    char first[32];
    char second[32];
    snprintf(first, sizeof first, "%lld", (long long)ids[0]);
    snprintf(second, sizeof second, "%lld", (long long)ids[1]);
    return tell(folder, same ? "one-person" : "two-people", "one", str_of(first), "other",
                str_of(second), who, now, err);
}

enum err_code case_cast_join(struct case_folder *folder, struct str one, struct str other,
                             bool same, struct str who, int64_t now, struct err *err)
{
    TRY(db_begin(folder->db, err));
    enum err_code code = join(folder, one, other, same, who, now, err);
    code = code == ERR_OK ? case_audit_commit(folder->audit, err) : code;
    db_rollback(folder->db);
    return code;
}

static enum err_code set_owner(struct case_folder *folder, struct arena *arena, int64_t mark,
                               int64_t person, struct str who, int64_t now, struct err *err)
{
    struct db_query *query;
    struct case_mark thing;
    struct str key = STR("");
    char at[TIME_SIZE];
    bool row = person == 0;
    time_format(at, now);
    TRY(case_mark_lookup(folder, arena, mark, &thing, err));
    if (str_is(thing.label, CASE_NAME_LABEL)) {
        return err_set(err, ERR_INVALID,
                       "mark %lld is a name: say who it is on the page of people",
                       (long long)mark);
    }
    if (person != 0) {
        TRY(db_ask(folder->db, sql_case_person_role, &query, err, "i", person));
        TRY(db_step(query, &row, err));
        key = row ? arena_str(arena, db_text(query, 0)) : key;
        db_reset(query);
    }
    if (!row) {
        return err_set(err, ERR_NOT_FOUND, "the case has no person %lld", (long long)person);
    }
    TRY(db_do(folder->db, sql_case_owner_add, err, "tttt", thing.likeness, key, who,
              str_of(at)));
    TRY(make_within(folder, err));
    return tell(folder, "owner", "mark", str_of(arena_printf(arena, "%lld", (long long)mark)),
                "person", str_of(arena_printf(arena, "%lld", (long long)person)), who, now,
                err);
}

enum err_code case_cast_owner(struct case_folder *folder, int64_t mark, int64_t person,
                              struct str who, int64_t now, struct err *err)
{
    struct arena *arena = arena_new();
    enum err_code code = db_begin(folder->db, err);
    if (code == ERR_OK) {
        code = set_owner(folder, arena, mark, person, who, now, err);
        code = code == ERR_OK ? case_audit_commit(folder->audit, err) : code;
        db_rollback(folder->db);
    }
    arena_free(arena);
    return code;
}

struct str case_cast_role_of(const struct case_people *people, int64_t person)
{
    for (size_t i = 0; i < people->count; i++) {
        const struct case_person *p = &people->items[i];
        if (p->id == person) {
            return p->role.n > 0 ? p->role : p->suggested.n > 0 ? p->suggested : STR("unknown");
        }
    }
    return STR("unknown");
}
