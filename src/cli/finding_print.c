#include "cli/finding_print.h"

#include "cli/case_print.h"

#include <stdio.h>

struct printing {
    struct db *db;
    int64_t only, open, printed;
    enum err_code code;
    struct err *err;
};

static void print_place(void *data, const struct casecheck_place *place)
{
    (void)data;
    printf(
        "    document %lld, page %lld, characters %lld to %lld: ", (long long)place->document,
        (long long)place->page, (long long)place->start, (long long)place->end);
    case_print(place->path, false);
    printf("\n        ");
    case_print(place->text, false);
    printf("\n");
}

static void print_finding(void *data, const struct casecheck_finding *finding)
{
    struct printing *p = data;
    p->open += str_is(finding->standing, "open");
    if ((p->only != 0 && p->only != finding->id) || p->code != ERR_OK) {
        return;
    }
    p->printed++;
    printf("finding %lld: ", (long long)finding->id);
    case_print(finding->kind, false);
    printf(": ");
    case_print(finding->subject, false);
    if (!str_is(finding->standing, "open")) {
        printf(" [");
        case_print(finding->standing, false);
        printf("]");
    } else if (finding->fresh) {
        printf(" [new]");
    }
    printf("\n    ");
    case_print(finding->says, false);
    printf("\n    rule ");
    case_print(finding->rule, false);
    printf("\n");
    if (finding->reason.n > 0) {
        printf("    ");
        case_print(finding->who, false);
        printf(", ");
        case_print(finding->at, false);
        printf(": ");
        case_print(finding->reason, false);
        printf("\n");
    }
    p->code = casecheck_places(p->db, finding->id, print_place, NULL, p->err);
}

enum err_code finding_print(struct db *db, bool all, int64_t finding, int64_t *open,
                            struct err *err)
{
    struct printing p = {.db = db, .only = finding, .err = err};
    TRY(casecheck_findings(db, all || finding != 0, print_finding, &p, err));
    TRY(p.code);
    *open = p.open;
    if (finding != 0 && p.printed == 0) {
        return err_set(err, ERR_NOT_FOUND, "the case has no finding %lld", (long long)finding);
    }
    return ERR_OK;
}
