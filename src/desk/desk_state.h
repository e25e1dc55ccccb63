/* What the pages share (private to this part). */
#ifndef POLICEAI_DESK_DESK_STATE_H
#define POLICEAI_DESK_DESK_STATE_H

#include "base/arena.h"
#include "base/clock.h"
#include "base/jsonw.h"
#include "casefolder/case_cast.h"
#include "casefolder/case_policy.h"
#include "web/template.h"

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

struct desk_request {
    struct str path;    /* decoded */
    struct str query;   /* raw */
    struct str form;    /* of a POST */
    struct str session; /* the secret */
    struct str who, role;
    int64_t now;
};

/* Where a POST leads when it was done. */
struct desk_went {
    const char *location; /* in the request's arena */
};

/* A page's model; a form's act. ERR_NOT_FOUND, ERR_CONFLICT, ERR_INVALID and ERR_DENIED are
 * told to whoever asked, with message and hint. */
typedef enum err_code desk_model(struct desk *desk, struct desk_request *request,
                                 struct jsonw *w, struct err *err);
typedef enum err_code desk_act(struct desk *desk, struct desk_request *request,
                               struct desk_went *went, struct err *err);

struct desk_route {
    const char *path; /* ends with '/': a number follows */
    const struct template *template;
    desk_model *model; /* of GET, or NULL */
    desk_act *act;     /* of POST, or NULL */
};
/* NULL when there is none. */
const struct desk_route *desk_route_find(struct str path);
/* The number after the last '/', -1 for none. */
int64_t desk_number(const struct desk_request *request);

/* How many people must agree: 1, or 2 when a second reader is asked for. */
enum err_code desk_need(struct desk *desk, int64_t *need, struct err *err) MUST_USE;
/* The policy of the recipient this case is prepared for (prosecutor until one is chosen). */
enum err_code desk_policy(struct desk *desk, struct case_policy *policy,
                          struct err *err) MUST_USE;

desk_model model_folder, model_cast, model_file, model_mark, model_doubts, model_handover,
    model_name, model_link, model_differences;
desk_act act_name, act_decide, act_undo, act_role, act_join, act_again, act_mark, act_handover,
    act_settings, act_region, act_owner, act_differs;

/* HTML of a page. The model is what `write` wrote between the braces of an object. */
enum err_code desk_render(struct desk *desk, const struct template *page, struct str model,
                          struct strbuf *out, struct err *err) MUST_USE;

#endif
