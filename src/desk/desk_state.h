/* What the pages share (private to this part). */
#ifndef POLICEAI_DESK_DESK_STATE_H
#define POLICEAI_DESK_DESK_STATE_H

#include "base/arena.h"
#include "base/clock.h"
#include "base/jsonw.h"
#include "casefolder/case_cast.h"
#include "casefolder/case_policy.h"
#include "private/private_pages.h"

#include <stdbool.h>

enum { WORDS_MAX = 2000, TITLE_MAX = 200 };

struct desk {
    struct case_folder *folder;
    const char *reference;
    int port;
    struct clock clock;
    struct case_review_rule rule;
    struct arena *kept;  /* lives as long as the desk */
    struct arena *arena; /* of the request at hand */
};

extern const struct private_link desk_links[];
extern const size_t desk_link_count;
extern const struct private_route desk_routes[];
extern const size_t desk_route_count;

/* How many people must agree: 1, or 2 when a second reader is asked for. */
enum err_code desk_need(struct desk *desk, int64_t *need, struct err *err) MUST_USE;
/* The policy of the recipient this case is prepared for (prosecutor until one is chosen). */
enum err_code desk_policy(struct desk *desk, struct case_policy *policy,
                          struct err *err) MUST_USE;

private_model model_folder, model_cast, model_file, model_mark, model_doubts, model_handover,
    model_name, model_link, model_differences;
private_act act_name, act_decide, act_undo, act_role, act_join, act_again, act_mark,
    act_handover, act_settings, act_region, act_owner, act_differs;

#endif
