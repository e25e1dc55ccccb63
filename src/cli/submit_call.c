/* See submit_call.h. */
#include "cli/submit_call.h"

#include "base/clock.h"
#include "base/utf8.h"
#include "cli/data_option.h"
#include "supplier/claim_answer.h"

#include <stdio.h>

int64_t submit_now(void)
{
    const struct clock clock = {.fixed = false};
    return clock_now(&clock);
}

enum err_code submit_open(struct arena *arena, const char *data, const char *id,
                          struct datadir *dir, struct received *received, struct err *err)
{
    TRY(data_option(arena, data, dir, err));
    TRY(data_option_there(dir, err));
    return received_open(arena, dir, id, received, err);
}

void submit_print(const char *what, struct str text)
{
    struct strbuf shown;
    strbuf_init(&shown, 1 << 20);
    utf8_visible(&shown, text, false);
    printf("  %s: %s\n", what, shown.p);
    strbuf_release(&shown);
}

enum err_code submit_claim_answer(struct arena *arena, const struct received *received,
                                  size_t i, struct str *answer, struct str *reason,
                                  struct err *err)
{
    struct claim_answer given;
    TRY(claim_answer_read(arena, received, i, &given, err));
    *answer = given.answer;
    *reason = given.reason;
    return ERR_OK;
}
