/* policeai registry coverage */
#include "cli/command.h"
#include "cli/data_option.h"
#include "cli/registry_now.h"
#include "registry/coverage.h"
#include "registry/scope.h"

#include <stdio.h>

struct coverage_options {
    const char *data;
    const char *on;
    bool all;
};

#define AT(member) offsetof(struct coverage_options, member)
static const struct opt options[] = {
    {"all", 0, OPT_FLAG, AT(all), NULL, "also forces that no record names", 0, 0},
    {"on", 0, OPT_TEXT, AT(on), "YYYY-MM-DD", "as it stands at the end of that day", 0, 0},
    {"data", 0, OPT_TEXT, AT(data), "FOLDER", DATA_OPTION_HELP, 0, 0},
    {.name = NULL}};

static void print_force(const struct coverage *coverage)
{
    char due[DATE_SIZE];
    printf("%-24.*s %s", STR_ARG(coverage->force), coverage_state_word(coverage->state));
    if (coverage->state == COVERAGE_PUBLISHED) {
        printf(", %zu", coverage->own + coverage->by_centre);
    }
    if (coverage->state == COVERAGE_AWAITED || coverage->state == COVERAGE_OVERDUE) {
        date_format(due, coverage->due - 1);
        printf(", due by %s", due);
    }
    if (coverage->by_centre > 0) {
        printf(", %zu of them by the centre, not yet confirmed", coverage->by_centre);
    }
    if (coverage->nil_unconfirmed) {
        printf(" by the centre, not yet confirmed");
    }
    if (coverage->by_others > 0) {
        printf("; named in %zu of other forces", coverage->by_others);
    }
    if (coverage->withheld > 0) {
        printf("; %lld withheld whole", (long long)coverage->withheld);
    }
    if (coverage->nil_contradicted) {
        printf("; a public record names it as using a tool");
    }
    if (coverage->nil_lapsed) {
        printf("; its earlier nil return has lapsed");
    }
    printf("\n");
}

static bool among(const struct str *forces, size_t count, struct str id)
{
    for (size_t i = 0; i < count; i++) {
        if (str_eq(forces[i], id)) {
            return true;
        }
    }
    return false;
}

static enum err_code print(struct registry_now *now, bool all, struct err *err)
{
    struct coverage_rows rows;
    struct scope_counts counts;
    struct str *forces;
    size_t count;
    size_t states[COVERAGE_NOT_ASKED + 1] = {0};
    TRY(coverage_rows_read(now->call.db, now->call.arena, STR(""), &rows, err));
    coverage_forces(now->call.arena, &rows, &forces, &count);
    for (size_t i = 0; i < count; i++) {
        struct coverage one = coverage_of(&rows, forces[i], now->now);
        states[one.state]++;
        print_force(&one);
    }
    for (size_t i = 0; all && i < now->call.set.forces.count; i++) {
        const struct form_force *force = &now->call.set.forces.list[i];
        if (form_force_polices(force) && !among(forces, count, force->id)) {
            struct coverage one = coverage_of(&rows, force->id, now->now);
            states[one.state]++;
            print_force(&one);
        }
    }
    for (size_t i = 0; i < sizeof states / sizeof states[0]; i++) {
        printf("%s%s %zu", i > 0 ? "; " : "", coverage_state_word((enum coverage_state)i),
               states[i]);
    }
    printf("\n");
    TRY(scope_count(now->call.db, STR(""), &counts, err));
    printf("asked whether it is AI: %lld found to be, %lld found not to be\n",
           (long long)counts.ai, (long long)counts.not_ai);
    return ERR_OK;
}

static enum err_code run(struct command_call *call, struct err *err)
{
    const struct coverage_options *given = call->options;
    struct registry_now now;
    TRY(registry_now_open(&now, call->arena, given->data, given->on, err));
    enum err_code code = print(&now, given->all, err);
    registry_call_close(&now.call);
    return code;
}

const struct command command_registry_coverage = {
    .name = "registry coverage",
    .synopsis = "[--all] [--on YYYY-MM-DD] [--data FOLDER]",
    .summary = "which forces have published, returned nil, or are overdue",
    .help = "One line a force, in the order of their ids: it ranks nobody. A nil return lapses "
            "when the next request is made,\nand is flagged when a public record names the "
            "force as using a tool.",
    .options = options,
    .options_size = sizeof(struct coverage_options),
    .words_min = 0,
    .words_max = 0,
    .run = run,
};
