#include "cli/finding_print.h"

#include "cli/case_json.h"
#include "cli/case_print.h"

#include <stdio.h>

struct printing {
    struct db *db;
    int64_t only, open, printed;
    struct jsonw *json; /* of the finding that is being printed; NULL: as text */
    bool as_json;
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
    case_print_line(place->text);
    printf("\n");
}

static void json_place(void *data, const struct casecheck_place *place)
{
    struct printing *p = data;
    jsonw_object(p->json);
    case_json_place(p->json, place->document, place->page, place->start, place->end,
                    place->path);
    jsonw_member_str(p->json, "text", place->text);
    jsonw_end(p->json);
}

static void json_finding(struct printing *p, const struct casecheck_finding *finding)
{
    struct strbuf line;
    struct jsonw w;
    case_json_begin(&line, &w);
    jsonw_member_int(&w, "finding", finding->id);
    jsonw_member_str(&w, "kind", finding->kind);
    jsonw_member_str(&w, "subject", finding->subject);
    jsonw_member_str(&w, "says", finding->says);
    jsonw_member_str(&w, "rule", finding->rule);
    if (finding->source.n > 0) {
        jsonw_member_str(&w, "source", finding->source);
        jsonw_member(&w, "source_read", finding->source_read ? "yes" : "no");
    }
    jsonw_member_str(&w, "standing", finding->standing);
    jsonw_member(&w, "new", finding->fresh ? "yes" : "no");
    if (finding->reason.n > 0) {
        jsonw_member_str(&w, "reason", finding->reason);
        jsonw_member_str(&w, "who", finding->who);
        jsonw_member_str(&w, "at", finding->at);
    }
    jsonw_key(&w, "places");
    jsonw_array(&w);
    p->json = &w;
    p->code = casecheck_places(p->db, finding->id, json_place, p, p->err);
    jsonw_end(&w);
    case_json_end(&line, &w);
}

static void print_rule(const struct casecheck_finding *finding)
{
    printf("\n    rule ");
    case_print(finding->rule, false);
    if (finding->source.n > 0) {
        printf(finding->source_read ? ": " : " (its source was not read): ");
        case_print_line(finding->source);
    }
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
    if (p->as_json) {
        json_finding(p, finding);
        return;
    }
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
    case_print_line(finding->says);
    print_rule(finding);
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

enum err_code finding_print_json(struct db *db, bool all, int64_t *open, struct err *err)
{
    struct printing p = {.db = db, .err = err, .as_json = true};
    TRY(casecheck_findings(db, all, print_finding, &p, err));
    TRY(p.code);
    *open = p.open;
    return ERR_OK;
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
