/* See guide_call.h. */
#include "cli/guide_call.h"

#include "lab/places.h"
#include "tuning/guide.h"
#include "tuning/guide_text.h"

#include <stdio.h>

enum err_code guide_call_evidence(struct command_call *call, const char *evidence,
                                  const char *benchmarks, struct evidence_files *files,
                                  struct err *err)
{
    struct places places;
    TRY(places_find(call->arena, &places, err));
    return evidence_files_open(call->arena, evidence,
                               benchmarks != NULL ? benchmarks : places.benchmarks, files, err);
}

static enum err_code read_place(const struct score_options *given, struct score_place *place,
                                struct err *err)
{
    if (given->to == NULL || given->positive == NULL) {
        err_set(err, ERR_USAGE, "--%s is not given", given->to == NULL ? "to" : "positive");
        err_hint(err, "%s",
                 given->to == NULL ? "say where the guide goes: --to FILE"
                                   : "say which items are positive: --positive "
                                     "/match=yes");
        return ERR_USAGE;
    }
    *place =
        (struct score_place){.score = str_of(given->score), .lower_is_likely = given->lower};
    return score_place_truth(given->positive, place, err);
}

enum err_code guide_call_show(struct command_call *call, const char *path, struct err *err)
{
    const struct js *guide;
    struct strbuf text;
    TRY(guide_read(call->arena, path, &guide, err));
    strbuf_init(&text, GUIDE_MAX);
    guide_text(&text, guide);
    enum err_code code = strbuf_check(&text, path, err);
    if (code == ERR_OK) {
        fputs(text.p, stdout);
    }
    strbuf_release(&text);
    return code;
}

enum err_code guide_call_keep(struct command_call *call, const char *path,
                              const struct strbuf *guide, struct err *err)
{
    TRY(guide_keep(path, strbuf_view(guide), err));
    return guide_call_show(call, path, err);
}

static enum err_code choose(struct command_call *call, const struct score_options *given,
                            const struct evidence_files *files, const struct score_place *place,
                            guide_make_fn *make, const void *choice, struct err *err)
{
    struct strbuf guide;
    TRY(guide_may_choose(files, call->words[0], err));
    strbuf_init(&guide, GUIDE_MAX);
    enum err_code code = make(call->arena, files, place, choice, &guide, err);
    if (code == ERR_OK) {
        code = guide_call_keep(call, given->to, &guide, err);
    }
    strbuf_release(&guide);
    return code;
}

enum err_code guide_call_choose(struct command_call *call, const struct score_options *given,
                                guide_make_fn *make, const void *choice, struct err *err)
{
    struct evidence_files files;
    struct score_place place;
    TRY(read_place(given, &place, err));
    TRY(guide_call_evidence(call, call->words[0], given->benchmarks, &files, err));
    enum err_code code = choose(call, given, &files, &place, make, choice, err);
    evidence_files_free(&files);
    return code;
}
