/* policeai registry adopt */
#include "base/jsonw.h"
#include "base/limits.h"
#include "cli/command.h"
#include "cli/data_option.h"
#include "cli/registry_call.h"
#include "registry/disclosure.h"

#include <stdio.h>
#include <stdlib.h>

enum { CLASSES_MAX = 64 };

struct adopt_options {
    const char *data;
    const char *organisation;
    const char *ncnd;
    const char *role;
};

#define AT(member) offsetof(struct adopt_options, member)
static const struct opt options[] = {
    {"ncnd", 0, OPT_TEXT, AT(ncnd), "CLASS,CLASS",
     "classes of fields that are neither confirmed nor denied in any record", 0, 0},
    {"role", 0, OPT_TEXT, AT(role), "TEXT", "who decided it, by role", 0, 0},
    {"organisation", 0, OPT_TEXT, AT(organisation), "ID", ORGANISATION_OPTION_HELP, 0, 0},
    {"data", 0, OPT_TEXT, AT(data), "FOLDER", DATA_OPTION_HELP, 0, 0},
    {.name = NULL}};

static bool is_class(const struct vocabulary *vocabulary, struct str class)
{
    for (size_t i = 0; i < vocabulary->count; i++) {
        if (str_eq(vocabulary->fields[i].disclosure, class)) {
            return true;
        }
    }
    return false;
}

static int compare(const void *a, const void *b)
{
    return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

/* The classes named, sorted, each once. */
static enum err_code read_classes(const struct registry_call *call,
                                  const struct disclosure_policy *policy, const char *text,
                                  struct str classes[CLASSES_MAX], size_t *count,
                                  struct err *err)
{
    struct str rest = str_of(text != NULL ? text : "");
    struct str one;
    *count = 0;
    while (str_split(&rest, ',', &one)) {
        bool open = false;
        for (size_t i = 0; i < policy->open_count; i++) {
            open = open || str_eq(policy->open[i], one);
        }
        if (one.n == 0) {
            continue;
        }
        if (open || !is_class(&call->set.deployment, one) || *count == CLASSES_MAX) {
            return err_set(err, ERR_USAGE,
                           "\"%.*s\" is no class of fields that can be withheld",
                           STR_ARG(str_sub(one, 0, 40)));
        }
        classes[(*count)++] = one;
    }
    qsort(classes, *count, sizeof *classes, compare);
    for (size_t i = 1; i < *count; i++) {
        if (str_eq(classes[i - 1], classes[i])) {
            return err_set(err, ERR_USAGE, "%.*s stands there twice", STR_ARG(classes[i]));
        }
    }
    return ERR_OK;
}

static struct str body_of(const struct registry_call *call, const struct adopt_options *given,
                          const struct disclosure_policy *policy, struct str organisation,
                          const struct str *classes, size_t count)
{
    struct strbuf out;
    struct jsonw w;
    strbuf_init(&out, LIMIT_BODY);
    jsonw_init(&w, &out);
    jsonw_object(&w);
    jsonw_member(&w, "date", call->today);
    jsonw_key(&w, "ncnd");
    jsonw_array(&w);
    for (size_t i = 0; i < count; i++) {
        jsonw_str(&w, classes[i]);
    }
    jsonw_end(&w);
    jsonw_member_str(&w, "organisation", organisation);
    jsonw_member_str(&w, "policy", policy->id);
    jsonw_member(&w, "role", given->role);
    jsonw_end(&w);
    struct str text = arena_str(call->arena, strbuf_view(&out));
    strbuf_release(&out);
    return text;
}

/* A force that has adopted a policy before says it anew under the same subject. */
static enum err_code subject_of(struct registry_call *call, struct str organisation,
                                const char **subject, struct err *err)
{
    struct registry_entries before;
    TRY(registry_by(call->db, call->arena, organisation, "disclosure.adopted/1", &before, err));
    *subject = NULL;
    if (before.count > 0) {
        struct str last = before.list[before.count - 1].subject;
        *subject = arena_strndup(call->arena, last.p, last.n);
    }
    return ERR_OK;
}

static enum err_code adopt(struct registry_call *call, const struct adopt_options *given,
                           struct err *err)
{
    struct disclosure_policy policy;
    struct str organisation;
    struct str classes[CLASSES_MAX];
    struct keeper_client *client;
    struct keeper_ticket ticket;
    const char *subject;
    size_t count;
    TRY(disclosure_load(call->arena, call->reference, &policy, err));
    TRY(registry_speaker(call, given->organisation, NULL, &organisation, err));
    TRY(read_classes(call, &policy, given->ncnd, classes, &count, err));
    TRY(subject_of(call, organisation, &subject, err));
    struct str body = body_of(call, given, &policy, organisation, classes, count);
    TRY(keeper_client_open(&client, &call->dir, err));
    enum err_code code =
        keeper_submit(client, call->arena, "disclosure.adopted/1", subject, body, &ticket, err);
    keeper_client_close(client);
    TRY(code);
    printf("%.*s by %.*s\nwaits in the outbox as number %lld\n", STR_ARG(policy.id),
           STR_ARG(organisation), (long long)ticket.number);
    return ERR_OK;
}

static enum err_code run(struct command_call *call, struct err *err)
{
    const struct adopt_options *given = call->options;
    struct registry_call registry;
    if (given->role == NULL) {
        return err_set(err, ERR_USAGE, "say who decided it: --role");
    }
    TRY(registry_call_open(&registry, call->arena, given->data, true, err));
    enum err_code code = adopt(&registry, given, err);
    registry_call_close(&registry);
    return code;
}

const struct command command_registry_adopt = {
    .name = "registry adopt",
    .synopsis = "--role TEXT [--ncnd CLASS,CLASS] [--organisation ID] [--data FOLDER]",
    .summary = "adopt the policy of disclosure for all records of a force",
    .help =
        "Fields of the classes named with --ncnd are from then on neither confirmed nor denied "
        "in every record of the force,\nwhether anything is held or not, so that no record "
        "tells more than another.",
    .options = options,
    .options_size = sizeof(struct adopt_options),
    .run = run,
};
