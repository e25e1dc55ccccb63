/* See form_shape.h. */
#include "registry/form_shape.h"

#include "registry/form_reasons.h"

#include <string.h>

/* A member of a type's own, as data. `options`: id, title, …, NULL. */
struct own_member {
    const char *id, *member, *title, *help;
    enum field_kind kind;
    enum form_place place;
    enum form_meaning meaning;
    bool needed;
    const char *const *options;
};

struct own_shape {
    const char *word, *type, *title;
    const struct own_member *before, *after; /* of the vocabulary's fields */
    enum { OWN_NOTHING, OWN_DEPLOYMENT, OWN_TOOL, OWN_COUNTS } vocabulary;
};

static const char *const stages[] = {"considering", "Being considered, not in use",
                                     "pilot",       "Pilot: used by some on real work",
                                     "operational", "In use",
                                     "paused",      "Paused",
                                     "ended",       "Ended",
                                     NULL};

static const struct own_member nothing[] = {{.id = NULL}};

static const struct own_member deployment_before[] = {
    {"forces", "forces", "Forces that use it", "Each decides for itself.", FIELD_LIST, IN_BODY,
     MEANS_FORCES, true, NULL},
    {"stage", "stage", "Stage", "", FIELD_CHOICE, IN_BODY, MEANS_PLAIN, true, stages},
    {"tools", "tools", "Tools", "Each product that is AI, with its version; one a row.",
     FIELD_TABLE, IN_BODY, MEANS_TOOLS, true, NULL},
    {.id = NULL}};
static const struct own_member deployment_after[] = {
    {"upstream", "upstream", "Tools whose output goes in", "", FIELD_TABLE, IN_BODY,
     MEANS_IDENTITIES, false, NULL},
    {"downstream", "downstream", "Tools that its output goes into", "", FIELD_TABLE, IN_BODY,
     MEANS_IDENTITIES, false, NULL},
    {"reason", "reason", "What changed with this version, and why", "Shown with the version.",
     FIELD_TEXT, IN_BODY, MEANS_PLAIN, false, NULL},
    {.id = NULL}};

static const struct own_member tool_before[] = {
    {"tool", "tool", "Which tool",
     "Supplier, product and version; an address when it runs elsewhere and may change without "
     "notice.",
     FIELD_TABLE, IN_BODY, MEANS_IDENTITY, true, NULL},
    {.id = NULL}};
static const struct own_member tool_after[] = {
    {"reason", "reason", "What changed with this version, and why", "Shown with the version.",
     FIELD_TEXT, IN_BODY, MEANS_PLAIN, false, NULL},
    {.id = NULL}};

static const struct own_member report_before[] = {
    {"deployment", "deployment", "Deployment", "The record whose use this counts.", FIELD_TEXT,
     IN_BODY, MEANS_SUBJECT, true, NULL},
    {"from", "from", "From", "First day.", FIELD_DATE, IN_BODY, MEANS_PLAIN, true, NULL},
    {"to", "to", "To", "Last day.", FIELD_DATE, IN_BODY, MEANS_PLAIN, true, NULL},
    {"operation", "title", "Operation", "What it is called, when this is one outing.",
     FIELD_TEXT, IN_OPERATION, MEANS_PLAIN, false, NULL},
    {"place", "place", "Place", "Of the operation.", FIELD_TEXT, IN_OPERATION, MEANS_PLAIN,
     false, NULL},
    {"policy", "policy", "Policy", "Under which version of which policy.", FIELD_TEXT,
     IN_OPERATION, MEANS_PLAIN, false, NULL},
    {.id = NULL}};
static const struct own_member report_after[] = {
    {"groups", "groups", "By group",
     "Of the counts above; what was not recorded is a group of its own.", FIELD_TABLE, IN_BODY,
     MEANS_GROUPS, false, NULL},
    {"note", "note", "Note", "", FIELD_LONG, IN_BODY, MEANS_PLAIN, false, NULL},
    {.id = NULL}};

static const struct own_member notice[] = {
    {"title", "title", "Title", "", FIELD_TEXT, IN_BODY, MEANS_PLAIN, true, NULL},
    {"about", "about", "About", "Product, supplier and range of versions.", FIELD_TABLE,
     IN_BODY, MEANS_ABOUT, true, NULL},
    {"date", "date", "Date", "", FIELD_DATE, IN_BODY, MEANS_PLAIN, true, NULL},
    {"says", "says", "What was found", "", FIELD_LONG, IN_BODY, MEANS_PLAIN, true, NULL},
    {"action", "action", "What to do", "", FIELD_LONG, IN_BODY, MEANS_PLAIN, true, NULL},
    {"due", "due", "To be acknowledged by", "", FIELD_DATE, IN_BODY, MEANS_PLAIN, false, NULL},
    {"lifted", "lifted", "Lifted on", "", FIELD_DATE, IN_BODY, MEANS_PLAIN, false, NULL},
    {.id = NULL}};

static const struct own_member acknowledgement[] = {
    {"notice", "notice", "Notice", "", FIELD_TEXT, IN_BODY, MEANS_SUBJECT, true, NULL},
    {"date", "date", "Date", "", FIELD_DATE, IN_BODY, MEANS_PLAIN, true, NULL},
    {"did", "did", "What was done", "", FIELD_LONG, IN_BODY, MEANS_PLAIN, true, NULL},
    {"role", "role", "By which role", "", FIELD_TEXT, IN_BODY, MEANS_PLAIN, true, NULL},
    {.id = NULL}};

static const struct own_member request[] = {
    {"title", "title", "Title", "", FIELD_TEXT, IN_BODY, MEANS_PLAIN, true, NULL},
    {"scope", "scope", "What is asked for", "", FIELD_LONG, IN_BODY, MEANS_PLAIN, true, NULL},
    {"forces", "forces", "Of which forces", "", FIELD_LIST, IN_BODY, MEANS_FORCES, true, NULL},
    {"date", "date", "Date", "", FIELD_DATE, IN_BODY, MEANS_PLAIN, true, NULL},
    {"due", "due", "Due on", "", FIELD_DATE, IN_BODY, MEANS_PLAIN, true, NULL},
    {.id = NULL}};

static const struct own_member nil_return[] = {
    {"request", "request", "Request", "", FIELD_TEXT, IN_BODY, MEANS_SUBJECT, true, NULL},
    {"date", "date", "Date", "", FIELD_DATE, IN_BODY, MEANS_PLAIN, true, NULL},
    {"role", "role", "By which role", "", FIELD_TEXT, IN_BODY, MEANS_PLAIN, true, NULL},
    {"note", "note", "Note", "", FIELD_LONG, IN_BODY, MEANS_PLAIN, false, NULL},
    {.id = NULL}};

static const char *const flags[] = {"green",  "Green: nothing speaks against it",
                                    "orange", "Orange: something is to be done about it",
                                    "red",    "Red: it speaks against the use",
                                    NULL};

static const struct own_member answer[] = {
    {"deployment", "deployment", "Deployment", "The record that it is about.", FIELD_TEXT,
     IN_BODY, MEANS_SUBJECT, true, NULL},
    {"requirement", "requirement", "Requirement", "Of the gate or the checklist.", FIELD_CHOICE,
     IN_BODY, MEANS_PLAIN, true, NULL},
    {"date", "date", "Date", "Of the document or the assessment.", FIELD_DATE, IN_BODY,
     MEANS_PLAIN, true, NULL},
    {"answer", "answer", "Answer in words", "", FIELD_LONG, IN_BODY, MEANS_PLAIN, false, NULL},
    {"document", "document", "Document", "Its title.", FIELD_TEXT, IN_BODY, MEANS_PLAIN, false,
     NULL},
    {"link", "link", "Where the document can be read", "", FIELD_TEXT, IN_BODY, MEANS_PLAIN,
     false, NULL},
    {"role", "role", "By which role", "", FIELD_TEXT, IN_BODY, MEANS_PLAIN, false, NULL},
    {"expires", "expires", "It lapses on", "", FIELD_DATE, IN_BODY, MEANS_PLAIN, false, NULL},
    {"flag", "flag", "Flag of the assessment", "With its reason.", FIELD_CHOICE, IN_BODY,
     MEANS_PLAIN, false, flags},
    {"flag_reason", "flag_reason", "Reason for the flag", "", FIELD_LONG, IN_BODY, MEANS_PLAIN,
     false, NULL},
    {"reason", "reason", "What changed with this version, and why", "Shown with the version.",
     FIELD_TEXT, IN_BODY, MEANS_PLAIN, false, NULL},
    {.id = NULL}};

static const struct own_shape shapes[] = {
    {"deployment", "deployment.described/1", "Deployments", deployment_before, deployment_after,
     OWN_DEPLOYMENT},
    {"tool", "tool.described/1", "Tools", tool_before, tool_after, OWN_TOOL},
    {"report", "use.reported/1", "Use reports", report_before, report_after, OWN_COUNTS},
    {"answer", "requirement.answered/2", "Answers to requirements", answer, nothing,
     OWN_NOTHING},
    {"notice", "safety.noticed/1", "Safety notices", notice, nothing, OWN_NOTHING},
    {"acknowledgement", "safety.acknowledged/1", "Acknowledgements", acknowledgement, nothing,
     OWN_NOTHING},
    {"request", "return.requested/1", "Return requests", request, nothing, OWN_NOTHING},
    {"nil-return", "return.nil/1", "Nil returns", nil_return, nothing, OWN_NOTHING},
};
enum { SHAPES = sizeof shapes / sizeof shapes[0], FILLED = 4 };

struct own_column {
    const char *id, *title;
    enum field_kind kind;
};
static const struct own_column identity_columns[] = {
    {"supplier", "Supplier", FIELD_TEXT},
    {"product", "Product or model", FIELD_TEXT},
    {"version", "Version", FIELD_TEXT},
    {"endpoint", "Address, if it is a service", FIELD_TEXT},
    {"folder", "Digest of its folder, if one was given", FIELD_TEXT},
    {"runtime", "Digest of its runtime, if one was given", FIELD_TEXT},
    {"parameters", "Settings (NAME=VALUE; …)", FIELD_TEXT},
};
static const struct own_column about_columns[] = {
    {"supplier", "Supplier", FIELD_TEXT},
    {"product", "Product", FIELD_TEXT},
    {"from", "From version", FIELD_TEXT},
    {"to", "To version", FIELD_TEXT},
};
static const struct own_column group_columns[] = {
    {"characteristic", "Characteristic", FIELD_TEXT},
    {"value", "Group", FIELD_TEXT},
    {"count", "What is counted", FIELD_TEXT},
    {"number", "Number", FIELD_INTEGER},
};

/* The columns of tables that are no lists of objects in the body. */
static void set_columns(struct arena *arena, struct form_field *field)
{
    const struct own_column *columns = identity_columns;
    size_t count = sizeof identity_columns / sizeof identity_columns[0];
    if (field->meaning == MEANS_ABOUT) {
        columns = about_columns;
        count = sizeof about_columns / sizeof about_columns[0];
    } else if (field->meaning == MEANS_GROUPS) {
        columns = group_columns;
        count = sizeof group_columns / sizeof group_columns[0];
    } else if (field->meaning != MEANS_TOOLS) {
        count--; /* parameters belong to a use */
    }
    field->field.columns = arena_alloc(arena, count * sizeof *field->field.columns);
    for (size_t i = 0; i < count; i++) {
        field->field.columns[i] = (struct field_column){
            str_of(columns[i].id), str_of(columns[i].title), columns[i].kind};
    }
    field->field.column_count = count;
}

static void set_options(struct arena *arena, struct vocabulary_field *field,
                        const char *const *options)
{
    size_t count = 0;
    while (options != NULL && options[2 * count] != NULL) {
        count++;
    }
    field->options = arena_alloc(arena, (count + 1) * sizeof *field->options);
    field->option_count = count;
    for (size_t i = 0; i < count; i++) {
        field->options[i] =
            (struct field_option){str_of(options[2 * i]), str_of(options[2 * i + 1])};
    }
}

static void add_own(struct arena *arena, struct form_shape *shape,
                    const struct own_member *members)
{
    for (const struct own_member *own = members; own->id != NULL; own++) {
        struct form_field *field = &shape->fields[shape->count++];
        *field = (struct form_field){.member = str_of(own->member),
                                     .place = own->place,
                                     .meaning = own->meaning,
                                     .needed = own->needed};
        field->field.id = str_of(own->id);
        field->field.title = str_of(own->title);
        field->field.help = str_of(own->help);
        field->field.group = str_of(shape->title);
        field->field.disclosure = STR("open");
        field->field.kind = own->kind;
        set_options(arena, &field->field, own->options);
        if (own->kind == FIELD_TABLE) {
            set_columns(arena, field);
        }
    }
}

static void add_vocabulary(struct form_shape *shape, const struct vocabulary *vocabulary)
{
    shape->vocabulary = vocabulary->id;
    for (size_t i = 0; i < vocabulary->count; i++) {
        shape->fields[shape->count++] = (struct form_field){
            .field = vocabulary->fields[i],
            .member = vocabulary->fields[i].id,
            .place = IN_FIELDS,
            .needed = str_is(vocabulary->fields[i].id, "name"),
        };
    }
}

static void add_counts(struct form_shape *shape, const struct use_vocabulary *use)
{
    shape->vocabulary = use->id;
    for (size_t i = 0; i < use->count; i++) {
        struct form_field *field = &shape->fields[shape->count++];
        *field = (struct form_field){.member = use->counts[i].id, .place = IN_COUNTS};
        field->field.id = use->counts[i].id;
        field->field.title = use->counts[i].title;
        field->field.help = use->counts[i].help;
        field->field.group = STR("Counts");
        field->field.disclosure = STR("open");
        field->field.kind = FIELD_INTEGER;
    }
}

/* The requirements to choose from are those of the gate as it is now. */
static void set_requirements(struct arena *arena, struct form_shape *shape,
                             const struct gate *gate)
{
    for (size_t i = 0; i < shape->count; i++) {
        struct vocabulary_field *field = &shape->fields[i].field;
        if (!str_is(field->id, "requirement")) {
            continue;
        }
        field->options = arena_alloc(arena, (gate->count + 1) * sizeof *field->options);
        field->option_count = gate->count;
        for (size_t k = 0; k < gate->count; k++) {
            field->options[k] = (struct field_option){gate->list[k].id, gate->list[k].title};
        }
    }
}

static size_t own_count(const struct own_member *members)
{
    size_t count = 0;
    while (members[count].id != NULL) {
        count++;
    }
    return count;
}

/* An id means one field. */
static enum err_code check_ids(const struct form_shape *shape, struct err *err)
{
    for (size_t i = 0; i < shape->count; i++) {
        if (form_field_find(shape, shape->fields[i].field.id) != &shape->fields[i]) {
            return err_set(err, ERR_FORMAT, "the field \"%.*s\" of a %s stands twice",
                           STR_ARG(shape->fields[i].field.id), shape->word);
        }
    }
    return ERR_OK;
}

static enum err_code make_shape(struct arena *arena, struct form_set *set,
                                const struct own_shape *own,
                                const struct disclosure_policy *policy, struct err *err)
{
    struct form_shape *shape = &set->shapes[set->count++];
    size_t room = own_count(own->before) + own_count(own->after) + set->deployment.count +
                  set->tool.count + set->use.count;
    *shape = (struct form_shape){own->word,
                                 own->type,
                                 own->title,
                                 STR(""),
                                 arena_zalloc(arena, room * sizeof *shape->fields),
                                 0,
                                 NULL};
    add_own(arena, shape, own->before);
    if (own->vocabulary == OWN_DEPLOYMENT) {
        add_vocabulary(shape, &set->deployment);
    } else if (own->vocabulary == OWN_TOOL) {
        add_vocabulary(shape, &set->tool);
    } else if (own->vocabulary == OWN_COUNTS) {
        add_counts(shape, &set->use);
    }
    add_own(arena, shape, own->after);
    set_requirements(arena, shape, &set->gate);
    shape->reasons = form_reasons_field(arena, policy, shape);
    return check_ids(shape, err);
}

enum err_code form_set_load(struct arena *arena, const char *reference, struct db *db,
                            struct form_set *set, struct err *err)
{
    struct disclosure_policy policy;
    TRY(vocabulary_load(arena, reference, "deployment-fields", &set->deployment, err));
    TRY(vocabulary_load(arena, reference, "tool-fields", &set->tool, err));
    TRY(use_vocabulary_load(arena, reference, &set->use, err));
    TRY(gate_read(arena, reference, &set->gate, err));
    TRY(form_forces_load(arena, reference, db, &set->forces, err));
    TRY(disclosure_load(arena, reference, &policy, err));
    set->shapes = arena_zalloc(arena, SHAPES * sizeof *set->shapes);
    set->count = 0;
    for (size_t i = 0; i < SHAPES; i++) {
        TRY(make_shape(arena, set, &shapes[i], &policy, err));
    }
    return ERR_OK;
}

const struct form_shape *form_shape_find(const struct form_set *set, struct str name)
{
    for (size_t i = 0; i < set->count; i++) {
        if (str_is(name, set->shapes[i].word) || str_is(name, set->shapes[i].type)) {
            return &set->shapes[i];
        }
    }
    return NULL;
}

const struct form_field *form_field_find(const struct form_shape *shape, struct str id)
{
    for (size_t i = 0; i < shape->count; i++) {
        if (str_eq(shape->fields[i].field.id, id)) {
            return &shape->fields[i];
        }
    }
    return NULL;
}

const char *form_place_word(enum form_place place)
{
    static const char *const words[] = {"", "fields", "counts", "operation"};
    return words[place];
}

bool form_shape_is_filled(const struct form_shape *shape)
{
    for (size_t i = 0; i < FILLED; i++) {
        if (strcmp(shape->word, shapes[i].word) == 0) {
            return true;
        }
    }
    return false;
}
