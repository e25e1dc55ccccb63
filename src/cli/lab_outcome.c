/* See lab_outcome.h. */
#include "cli/lab_outcome.h"

#include "base/jsonw.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "cli/run_figures.h"

#include <stdio.h>
#include <string.h>

enum { STATUS_FAILED = 1, STATUS_REFUSED = 2 };

/* What a requester may be told of a run on a sealed set; for the custodian, what was planted.
 */
static void write_told(struct jsonw *w, const struct lab_told *told)
{
    if (told->query == 0) {
        return;
    }
    jsonw_key(w, "sealed");
    jsonw_object(w);
    jsonw_member_int(w, "budget", told->budget);
    jsonw_member(w, "improved", told->improved ? "yes" : "no");
    jsonw_member_str(w, "metric", told->metric);
    if (told->planted_of > 0) {
        jsonw_key(w, "planted");
        jsonw_object(w);
        jsonw_key(w, "chance");
        jsonw_dec(w, told->planted_chance);
        jsonw_member_int(w, "given", told->planted_given);
        jsonw_member_int(w, "of", told->planted_of);
        jsonw_end(w);
    }
    jsonw_member_int(w, "query", told->query);
    if (told->released.n > 0) {
        jsonw_member_str(w, "released", told->released);
    }
    jsonw_key(w, "step");
    jsonw_dec(w, told->step);
    jsonw_end(w);
}

void lab_outcome_print(const struct lab_result *result)
{
    struct strbuf out;
    struct strbuf reason;
    struct jsonw w;
    strbuf_init(&out, MIB);
    strbuf_init(&reason, 65536);
    utf8_visible(&reason, str_of(result->reason), false);
    jsonw_init(&w, &out);
    jsonw_object(&w);
    jsonw_member(&w, "run", result->run);
    jsonw_member(&w, "status", result->status);
    jsonw_member_str(&w, "reason", strbuf_view(&reason));
    jsonw_member(&w, "evidence", result->evidence);
    jsonw_member(&w, "sha256", result->sha256);
    jsonw_member(&w, "results", result->results);
    if (result->held != NULL && result->held[0] != '\0') {
        jsonw_member(&w, "held", result->held);
    }
    jsonw_member_int(&w, "restarts", result->restarts);
    jsonw_member_int(&w, "faults", result->faults);
    jsonw_member_int(&w, "noise_bytes", result->noise_bytes);
    write_told(&w, &result->told);
    jsonw_key(&w, "isolation");
    jsonw_raw(&w, result->isolation);
    jsonw_end(&w);
    puts(out.p);
    fflush(stdout);
    strbuf_release(&reason);
    strbuf_release(&out);
}

void lab_outcome_tell(struct arena *arena, const char *title, const struct lab_result *result)
{
    if (result->evidence[0] != '\0') {
        printf("%s%s%s\n", title != NULL ? title : "", title != NULL ? ": " : "",
               result->evidence);
        fflush(stdout);
        run_figures_tell(arena, result->evidence);
    }
    if (result->held != NULL && result->held[0] != '\0') {
        printf("held: the supplier of submission %s is asked first; policeai submit result "
               "%s\n",
               result->held, result->held);
    }
    fflush(stdout);
}

int lab_outcome_status(const struct lab_result *result)
{
    return strcmp(result->status, "finished") == 0  ? 0
           : strcmp(result->status, "refused") == 0 ? STATUS_REFUSED
                                                    : STATUS_FAILED;
}
